"""Disk full, database locked, power cut: a sentence, nothing half-done, and a clean archive afterwards."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings as site
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import OperationalError, connection, connections
from django.test import Client
from django.urls import reverse

from archive import corpus, editing
from archive.guarding.faults import passing
from archive.models import Article, Change, Issue, Revision, Source
from search import worker
from tests.keeping.places import database_of_its_own, fill


def sqlite_alone() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("about SQLite's file")


def run(data: Path, *arguments: str) -> subprocess.Popen:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("ARCHIVE_", "DATABASE_"))}
    environment |= {"ARCHIVE_DATA_DIR": str(data), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.Popen(command, cwd=site.BASE_DIR, env=environment, stdout=-1, stderr=-1, start_new_session=True)


@pytest.fixture
def locked(archive):
    """Somebody else writes and does not end; the site waits a tenth of a second for it."""
    sqlite_alone()
    User.objects.update(is_staff=True)
    other = connections["default"].copy()
    with other.cursor() as cursor, connection.cursor() as mine:
        mine.execute("PRAGMA busy_timeout = 100")
        cursor.execute("BEGIN IMMEDIATE")
        yield archive
        cursor.execute("ROLLBACK")
    other.close()


def test_readers_read_on_while_the_database_is_locked(locked):
    article = Article.objects.public().with_place().first()
    for path in ("/", article.issue.get_absolute_url(), article.get_absolute_url()):
        assert Client().get(path).status_code == 200, path


def test_an_edit_on_a_locked_database_is_told_to_come_back_and_changes_nothing(locked):
    before = Revision.objects.count()
    answer = Client().post("/admin/login/", {"username": "梅编辑", "password": "shuiqu-9-daotian"})
    assert answer.status_code == 503 and answer["Retry-After"] and "请稍后再试" in answer.content.decode()
    issue = Issue.objects.get(date__isnull=False)
    with pytest.raises(OperationalError, match="locked"):
        editing.apply(issue.pk, issue.revision, "unjoin", {"piece": ["1:3", 0]})
    assert Revision.objects.count() == before


def test_only_faults_of_the_moment_are_told_as_such():
    assert passing(OperationalError("database is locked")) and passing(OSError(28, "No space left on device"))
    assert not passing(OperationalError("no such column: title")) and not passing(OSError(2, "No such file"))


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 4 MB."""
    sqlite_alone()
    place = tmp_path / "small"
    place.mkdir()
    if os.getuid() or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "none", place], check=False).returncode:
        pytest.skip("a small disk can be mounted by root only")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def test_a_disk_that_is_full_stops_an_ingest_with_a_sentence_and_the_rest_goes_on_when_there_is_room(
    small_disk, tmp_path, migrated
):
    (small_disk / "archive.sqlite3").write_bytes(migrated.read_bytes())
    corpus.write_files(tmp_path / "scans", corpus.issues(900, None, 3))
    process = run(small_disk, "ingest", str(tmp_path / "scans"))
    _, told = process.communicate(timeout=240)
    assert process.returncode not in {0, None}
    assert "full" in told.decode() or "No space" in told.decode() or "磁盘" in told.decode()
    subprocess.run(["mount", "-o", "remount,size=200m", small_disk], check=True)
    again = run(small_disk, "ingest", str(tmp_path / "scans"))
    assert again.wait(240) == 0, again.stderr.read().decode()[-800:]
    check = run(small_disk, "check_archive", "--repair")
    assert check.wait(120) == 0, check.stderr.read().decode()[-800:]


def fill_up(disk: Path) -> Path:
    """A file that leaves no byte free; removing it makes room."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (65536, 4096, 1):
            with contextlib.suppress(OSError):
                while file.write(bytes(size)):
                    pass
    return filler


def test_an_edit_on_a_full_disk_is_told_to_come_back_changes_nothing_and_goes_through_when_there_is_room(
    small_disk, migrated, settings, django_db_setup, django_db_blocker
):
    settings.ARCHIVE_DATA_DIR, settings.ARCHIVE_INDEX_DIR = small_disk, small_disk / "index"
    with django_db_blocker.unblock(), database_of_its_own(small_disk, migrated):
        fill()
        issue = Issue.objects.get(date__isnull=False)
        client = Client(raise_request_exception=False)
        client.force_login(User.objects.create_superuser("站长"))
        address = reverse("admin:archive_issue_layout", args=[issue.pk])
        step = {"op": "role", "role": "summary", "piece": "1:5@0", "base": issue.revision}
        filler, before = fill_up(small_disk), Revision.objects.count()
        for _ in range(3):
            answer = client.post(address, step)
            assert answer.status_code == 503 and answer["Retry-After"], answer.content.decode()[:300]
        assert Revision.objects.count() == before
        assert Client().get(issue.get_absolute_url()).status_code == 200, "readers read on"
        filler.unlink()
        answer = client.post(address, step)
        assert answer.status_code == 303, answer.content.decode()[:300]
        assert Revision.objects.count() == before + 1
        worker.rebuild_all()
        call_command("check_archive", verbosity=0)


def test_an_index_on_a_full_disk_stays_as_it_was_and_takes_the_change_when_there_is_room(archive, small_disk, settings):
    settings.ARCHIVE_INDEX_DIR = small_disk / "index"
    worker.rebuild_all()
    issue = Issue.objects.get(date__isnull=False)
    filler = fill_up(small_disk)
    editing.apply(issue.pk, issue.revision, "role", {"pieces": [["1:5", 0]], "role": "summary"})
    waiting = Change.objects.count()
    assert worker.attempt(worker.Drain()) == worker.LATER, "the worker waits and does not end"
    assert Change.objects.count() == waiting, "the change is still to be brought in"
    assert Client().get("/search/?q=邮递员").status_code == 200
    filler.unlink()
    worker.Drain().all()
    assert not Change.objects.exists()
    call_command("check_archive", verbosity=0)


def test_a_power_cut_in_the_middle_of_an_ingest_loses_nothing_that_was_told_as_done(empty_archive, tmp_path):
    sqlite_alone()
    files = corpus.write_files(tmp_path / "scans", corpus.issues(600, None, 4))
    connection.close()
    for pause in (4, 7):
        process = run(empty_archive, "ingest", str(tmp_path / "scans"))
        time.sleep(pause)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        assert not Issue.objects.filter(revision=0).exists(), "an issue stands there half-made"
    process = run(empty_archive, "ingest", str(tmp_path / "scans"))
    assert process.wait(240) == 0, process.stderr.read().decode()[-800:]
    assert Source.objects.count() == files
    call_command("check_archive", repair=True, verbosity=0)
    call_command("check_archive", verbosity=0)
