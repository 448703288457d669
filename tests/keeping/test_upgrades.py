"""Every version's backup comes forward to this one, and an old database is backed up before it is migrated."""

import hashlib
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from archive.keeping import open_backup, restore, save
from archive.layout import Layout, Piece, to_json
from archive.models import Article, Issue, Newspaper, Revision
from tests.keeping.places import database_of_its_own
from tests.keeping.test_restore import every_row, new_place

MASTHEAD = "老报 内部资料"
KEPT = sorted((Path(__file__).parent.parent / "upgrades").glob("*.zip"))


def test_there_is_a_backup_of_every_version():
    assert "0.1.0.zip" in [path.name for path in KEPT]


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_a_backup_of_every_version_comes_forward_whole(path, empty_archive):
    restored = restore(open_backup(path))
    assert restored.rows["archive.article"] == Article.objects.count() == 4
    assert authenticate(username="梅编辑", password="shuiqu-9-daotian").groups.get().name == "夜班"
    assert Revision.objects.filter(user__username="梅编辑").count() == 4
    assert Article.objects.get(uid="bbbbbbbbbb").merged_into.uid == "aaaaaaaaaa"
    assert str(Issue.objects.get(total_issue=None, date__isnull=False).date) == "1987-04-04"
    call_command("rebuild_index", interactive=False, verbosity=0)
    call_command("check_archive", verbosity=0)
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


@pytest.fixture
def first_state(data, django_db_setup, django_db_blocker):
    """A database in the state of the very first migration, with a paper in it."""
    with django_db_blocker.unblock(), database_of_its_own(data, migrate=False):
        executor = MigrationExecutor(connection)
        leaves = [n for n in executor.loader.graph.leaf_nodes() if n[0] != "archive"]
        executor.migrate([*leaves, ("archive", "0001_initial")])
        old = executor.loader.project_state([*leaves, ("archive", "0001_initial")]).apps
        paper = old.get_model("archive", "Newspaper").objects.create(slug="laobao", name="老报")
        layout = to_json(Layout(furniture=(Piece("1:1", 0, len(MASTHEAD), "masthead"),)))
        issue = old.get_model("archive", "Issue").objects.create(uid="zzzzzzzzzz", paper=paper, layout=layout)
        old.get_model("archive", "Source").objects.create(
            issue=issue,
            seq=1,
            name="a",
            page="1",
            bytes=MASTHEAD.encode(),
            text=MASTHEAD,
            sha256=hashlib.sha256(MASTHEAD.encode()).hexdigest(),
            encoding="utf-8",
        )
        old.get_model("archive", "Page").objects.create(issue=issue, label="1", order=1)
        yield data


def test_a_database_of_the_first_state_is_backed_up_as_it_is_and_restored_as_it_will_be(
    first_state, tmp_path, settings, migrated
):
    save(tmp_path / "old.zip")
    with new_place(tmp_path, settings, migrated):
        restore(open_backup(tmp_path / "old.zip"))
        assert Newspaper.objects.get().name == "老报" and Issue.objects.get().sources.get().seq == 1


def test_upgrade_backs_up_migrates_and_checks(first_state, settings, capsys):
    settings.STATIC_ROOT = first_state / "static"
    call_command("upgrade")
    (backup,) = (first_state / "backups").glob("before-upgrade-*.zip")
    assert open_backup(backup).manifest["tables"]["archive.issue"]["rows"] == 1
    assert Newspaper.objects.get().slug == "laobao" and "升级完成" in capsys.readouterr().out
    assert (first_state / "static" / "staticfiles.json").exists()
    rows = every_row()
    call_command("upgrade", no_backup=True)
    assert every_row() == rows and len(list((first_state / "backups").iterdir())) == 1


def test_an_upgrade_that_cannot_back_up_changes_nothing(first_state, tmp_path):
    before = MigrationRecorder(connection).applied_migrations().keys()
    blocked = tmp_path / "blocked"
    blocked.mkdir()
    (blocked / "x").write_text("", encoding="ascii")
    with pytest.raises((CommandError, OSError)):
        call_command("upgrade", backups=blocked / "x")
    assert MigrationRecorder(connection).applied_migrations().keys() == before
