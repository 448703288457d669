"""Managers enter the days without a paper (休刊); everyone at the desk sees them."""

import importlib

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

groups = importlib.import_module("archive.migrations.0003_groups")  # a module name with a digit in front


def give_rights(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    groups.make_permissions(apps)
    Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    rights = Permission.objects.filter(content_type__app_label="archive", content_type__model="suspension")
    for name in groups.GROUPS:
        verbs = ("view", "add", "change") if name == "Manager" else ("view",)
        wanted = rights.filter(codename__in=[f"{verb}_suspension" for verb in verbs])
        Group.objects.get(name=name).permissions.add(*wanted)


class Migration(migrations.Migration):
    dependencies = [("archive", "0005_issue_indexes")]

    operations = [migrations.RunPython(give_rights, migrations.RunPython.noop)]
