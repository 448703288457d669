"""The four groups of the editors' desk, each with the rights of the one before."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

VIEW = [f"archive.view_{m}" for m in ("newspaper", "issue", "page", "article", "source", "revision", "flag")]
EDIT = ["archive.change_issue", "archive.edit_layout"]
REVIEW = ["archive.verify_issue", "archive.restore_revision", "archive.bulk_layout"]
MANAGE = [
    "archive.withdraw",
    "archive.reingest",
    "archive.add_newspaper",
    "archive.change_newspaper",
    *(f"auth.{verb}_{model}" for verb in ("view", "add", "change") for model in ("user", "group")),
]
GROUPS = {
    "Viewer": VIEW,
    "Editor": VIEW + EDIT,
    "Reviewer": VIEW + EDIT + REVIEW,
    "Manager": VIEW + EDIT + REVIEW + MANAGE,
}


def make_groups(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    make_permissions(apps)
    Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    known = {f"{p.content_type.app_label}.{p.codename}": p for p in Permission.objects.select_related("content_type")}
    for name, rights in GROUPS.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(*(known[right] for right in rights))


def make_permissions(apps: Apps) -> None:
    """Django makes them after all migrations; here they are needed before."""
    for label in ("archive", "auth"):
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = None


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0002_source_place"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
