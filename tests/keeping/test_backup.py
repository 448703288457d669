"""A backup holds the whole archive of one moment and nothing that opens a door; an incremental one only what is new."""

import json
import os
import stat
import threading
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connections
from django.utils import timezone

from archive.keeping import BackupRefused, open_backup, save
from archive.keeping.folder import without_password
from archive.models import Article, Change, Newspaper, Source
from tests.keeping.places import add_issue


def manifest_of(path: Path) -> dict:
    with zipfile.ZipFile(path) as file:
        return json.loads(file.read("manifest.json"))


def everything_in(path: Path) -> bytes:
    with zipfile.ZipFile(path) as file:
        return b"\n".join(file.read(name) for name in file.namelist())


def test_a_backup_is_a_zip_that_any_program_opens_and_holds_every_table(archive, tmp_path):
    save(tmp_path / "one.zip")
    tables = manifest_of(tmp_path / "one.zip")["tables"]
    assert {n: tables[f"archive.{n}"]["rows"] for n in ("newspaper", "issue", "source", "article")} == {
        "newspaper": 1,
        "issue": 2,
        "source": 2,
        "article": 4,
    }
    assert tables["archive.revision"]["rows"] == 6 and tables["auth.user"]["rows"] == 1
    assert tables["auth.user_groups"]["rows"] == 1 and tables["admin.logentry"]["rows"] == 1
    assert set(manifest_of(tmp_path / "one.zip")["files"]) == {"words.txt", "uploads/scan.bin"}


def test_no_key_password_or_session_is_in_a_backup(archive, tmp_path, monkeypatch):
    (archive / "secret-key").write_text("the-secret-of-this-site", encoding="ascii")
    monkeypatch.setenv("ARCHIVE_SECRET_KEY", "another-secret-of-this-site")
    monkeypatch.setenv("ARCHIVE_NAME", "云岭报档案")
    Session.objects.create(session_key="k" * 32, session_data="door", expire_date=timezone.now())
    save(tmp_path / "one.zip")
    inside = everything_in(tmp_path / "one.zip")
    assert b"secret-of-this-site" not in inside and b"k" * 32 not in inside
    assert manifest_of(tmp_path / "one.zip")["settings"]["ARCHIVE_NAME"] == "云岭报档案"
    assert stat.S_IMODE((tmp_path / "one.zip").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("postgres://news:geheim@db:5432/archive?sslmode=require", "postgres://news@db:5432/archive"),
        ("sqlite:////var/lib/archive.sqlite3", "sqlite:////var/lib/archive.sqlite3"),
        ("postgres://:geheim@/archive?password=geheim", "postgres:///archive"),
    ],
)
def test_the_database_address_is_told_without_its_password(url, told):
    assert without_password(url) == told


def test_two_backups_of_the_same_archive_hold_the_same_objects(archive, tmp_path):
    save(tmp_path / "one.zip")
    save(tmp_path / "two.zip")
    one, two = manifest_of(tmp_path / "one.zip"), manifest_of(tmp_path / "two.zip")
    assert one["tables"] == two["tables"] and one["objects"] == two["objects"]


def test_an_incremental_backup_writes_only_what_is_new(archive, tmp_path):
    full = save(tmp_path / "full.zip")
    again = save(tmp_path / "again.zip", open_backup(tmp_path / "full.zip"))
    assert again.written == 0 and again.known == full.written
    add_issue(Newspaper.objects.get(), "1990-01-01", "eeeeeeeeee", "ffffffffff")
    third = save(tmp_path / "third.zip", open_backup(tmp_path / "again.zip"))
    assert 0 < third.written < full.written
    backup = open_backup(tmp_path / "third.zip")
    assert [b.path.name for b in backup.bases] == ["again.zip", "full.zip"]
    assert backup.verify() >= full.written


def test_an_incremental_backup_without_its_base_says_which_file_is_missing(archive, tmp_path):
    save(tmp_path / "full.zip")
    save(tmp_path / "more.zip", open_backup(tmp_path / "full.zip"))
    (tmp_path / "full.zip").rename(tmp_path / "elsewhere.zip")
    with pytest.raises(BackupRefused, match="full.zip"):
        open_backup(tmp_path / "more.zip")


def test_a_backup_is_never_written_over_another_file(archive, tmp_path):
    (tmp_path / "one.zip").write_text("somebody's", encoding="ascii")
    with pytest.raises(CommandError, match="there already"):
        call_command("backup", tmp_path / "one.zip")
    assert (tmp_path / "one.zip").read_text(encoding="ascii") == "somebody's"


def test_a_folder_is_given_a_backup_named_by_its_time(archive, tmp_path, capsys):
    (tmp_path / "backups").mkdir()
    call_command("backup", tmp_path / "backups")
    (made,) = (tmp_path / "backups").iterdir()
    assert made.name.startswith("archive-") and made.name in capsys.readouterr().out
    with pytest.raises(CommandError, match="同一个文件夹"):
        call_command("backup", tmp_path / "other.zip", base=made)
    call_command("backup", tmp_path / "backups" / "more.zip", base=made)
    assert manifest_of(tmp_path / "backups" / "more.zip")["bases"][0]["file"] == made.name


def test_a_disk_that_is_full_gives_one_sentence_and_leaves_nothing(archive, tmp_path):
    if not os.path.exists("/dev/full"):
        pytest.skip("there is no /dev/full here")
    (tmp_path / "one.zip.part").symlink_to("/dev/full")
    with pytest.raises(BackupRefused, match="could not be written"):
        save(tmp_path / "one.zip")
    assert list(tmp_path.glob("one.zip*")) == []


def test_what_is_written_while_a_backup_runs_is_not_in_it_and_does_not_wait(archive, tmp_path):
    """Another connection writes after the first table was read; a backup is one moment."""
    waited = []

    def write_in_between(name: str, rows: int) -> None:
        if waited or not name.startswith("archive."):
            return
        thread = threading.Thread(target=write_beside)
        thread.start()
        thread.join(10)
        waited.append(thread.is_alive())

    def write_beside() -> None:
        with other.cursor() as cursor:
            cursor.execute("INSERT INTO archive_change (article_uid) VALUES ('zzzzzzzzzz')")
        other.close()

    other = connections["default"].copy()
    other.inc_thread_sharing()
    before = Change.objects.count()
    save(tmp_path / "one.zip", progress=write_in_between)
    assert waited == [False]
    assert Change.objects.count() == before + 1
    assert manifest_of(tmp_path / "one.zip")["tables"]["archive.change"]["rows"] == before


def test_memory_stays_flat_however_much_there_is(archive, tmp_path):
    source = Source.objects.first()
    rows = []
    for seq in range(2, 122):
        content = os.urandom(100_000)
        rows.append(
            Source(issue=source.issue, seq=seq, name=f"{seq}.txt", page="9", bytes=content, text="字" * 100_000)
        )
        rows[-1].sha256 = f"{seq:064}"
    Source.objects.bulk_create(rows, batch_size=10)
    del rows
    tracemalloc.start()
    save(tmp_path / "one.zip")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (tmp_path / "one.zip").stat().st_size > 12_000_000
    assert peak < 40_000_000, f"{peak / 1e6:.0f} MB"
    assert Article.objects.count() == 4
