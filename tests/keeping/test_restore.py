"""A restored archive is the saved one row by row; what is wrong with a backup is told before anything is touched."""

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings as site
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from archive.keeping import BackupDamaged, BackupRefused, BackupTooNew, open_backup, restore, save
from archive.keeping.rows import columns, kept_models, next_number
from archive.keeping.seal import EMPTY, put_seal
from archive.models import Article, Change, Newspaper, Source
from tests.keeping.places import add_issue, database_of_its_own


def every_row() -> dict[str, list]:
    """All rows of all tables as plain values, with the number each table gives next."""
    found = {}
    for model in kept_models(apps):
        names = [f.attname for f in columns(model)]
        rows = model._base_manager.order_by("pk").values_list(*names)
        found[model._meta.label_lower] = [next_number(model)] + [
            [bytes(v) if isinstance(v, (bytes, memoryview)) else v for v in row] for row in rows
        ]
    return found


@pytest.fixture
def saved(archive, tmp_path):
    """(backup file, all rows at that moment)."""
    Change.objects.filter(pk__gt=2).delete()  # numbers already given must not be given again
    save(tmp_path / "one.zip")
    return tmp_path / "one.zip", every_row()


def new_place(tmp_path: Path, settings, migrated: Path | None, name: str = "new"):
    folder = tmp_path / name
    folder.mkdir()
    settings.ARCHIVE_DATA_DIR = folder
    return database_of_its_own(folder, migrated)


def test_every_row_user_flag_and_file_comes_back(saved, tmp_path, settings, migrated):
    path, rows = saved
    with new_place(tmp_path, settings, migrated):
        restored = restore(open_backup(path))
        assert every_row() == rows
        assert restored.rows["archive.revision"] == len(rows["archive.revision"]) - 1
        assert authenticate(username="梅编辑", password="shuiqu-9-daotian").has_perm("archive.edit_layout")
        for source in Source.objects.all():
            assert hashlib.sha256(source.bytes).hexdigest() == source.sha256
    assert (tmp_path / "new" / "words.txt").read_text(encoding="utf-8") == "云岭\n石塘村\n"
    assert (tmp_path / "new" / "uploads" / "scan.bin").read_bytes() == bytes(range(256))


def test_a_backup_of_the_restored_archive_holds_the_same_objects(saved, tmp_path, settings, migrated):
    path, _ = saved
    with new_place(tmp_path, settings, migrated):
        restore(open_backup(path))
        again = save(tmp_path / "again.zip", open_backup(path))
    assert again.written == 0


def test_an_incremental_backup_restores_with_its_base(archive, tmp_path, settings, migrated):
    save(tmp_path / "full.zip")
    add_issue(Newspaper.objects.get(), "1990-01-01", "eeeeeeeeee", "ffffffffff")
    save(tmp_path / "more.zip", open_backup(tmp_path / "full.zip"))
    rows = every_row()
    with new_place(tmp_path, settings, migrated):
        restore(open_backup(tmp_path / "more.zip"))
        assert every_row() == rows and Article.objects.filter(uid="eeeeeeeeee").exists()


def test_an_archive_that_holds_something_is_not_replaced_unless_asked(saved):
    path, rows = saved
    Newspaper.objects.update(about="后来写的")
    later = every_row()
    with pytest.raises(BackupRefused, match="--replace"):
        restore(open_backup(path))
    assert every_row() == later != rows
    restored = restore(open_backup(path), replace=True)
    assert every_row() == rows
    assert connection.vendor != "sqlite" or restored.former.exists()


def test_the_command_restores_and_verifies(saved, tmp_path, settings, migrated, capsys):
    path, rows = saved
    with new_place(tmp_path, settings, migrated):
        call_command("restore", path, verify=True)
        assert "完好" in capsys.readouterr().out and not Newspaper.objects.exists()
        call_command("restore", path, no_index=True)
        assert every_row() == rows
        with pytest.raises(CommandError, match="--replace"):
            call_command("restore", path, no_index=True)
        with pytest.raises(CommandError, match="no backup"):
            call_command("restore", tmp_path / "none.zip")


def test_any_single_damaged_byte_is_noticed_and_nothing_is_touched(saved, tmp_path):
    path, _ = saved
    good = path.read_bytes()
    rng = random.Random(11)
    places = {0, 1, len(good) - 1, len(good) - 64, len(good) - 65, len(good) - 80}
    places |= {rng.randrange(len(good)) for _ in range(300)}
    bad = tmp_path / "bad.zip"
    for place in sorted(places):
        broken = bytearray(good)
        broken[place] ^= 1 << rng.randrange(8)
        bad.write_bytes(broken)
        with pytest.raises(BackupDamaged):
            open_backup(bad)


def test_a_backup_cut_short_anywhere_is_noticed(saved, tmp_path):
    path, rows = saved
    good = path.read_bytes()
    bad = tmp_path / "bad.zip"
    for length in [0, 1, 63, 64, 65, *range(100, len(good), len(good) // 60), len(good) - 1]:
        bad.write_bytes(good[:length])
        with pytest.raises(BackupDamaged):
            restore(open_backup(bad), replace=True)
    assert every_row() == rows


def reseal(path: Path, target: Path, change) -> None:
    """A copy with other content under a fitting seal: what a bug or a forger could write."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        new.comment = EMPTY
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    put_seal(target)


def change_manifest(path: Path, target: Path, **values) -> None:
    def change(name: str, content: bytes) -> bytes:
        return json.dumps(json.loads(content) | values).encode() if name == "manifest.json" else content

    reseal(path, target, change)


@pytest.mark.parametrize(
    "values",
    [{"format": 2}, {"version": "999.0"}, {"migrations": [["archive", "0001_initial"], ["archive", "9999_later"]]}],
    ids=["format", "version", "migration"],
)
def test_a_backup_of_a_later_version_is_refused(saved, tmp_path, values):
    path, rows = saved
    change_manifest(path, tmp_path / "later.zip", **values)
    with pytest.raises(BackupTooNew, match="install"):
        restore(open_backup(tmp_path / "later.zip"), replace=True)
    assert every_row() == rows


def test_an_object_that_does_not_fit_its_name_or_is_missing_is_noticed(saved, tmp_path):
    path, rows = saved
    digest = hashlib.sha256(bytes(Source.objects.first().bytes)).hexdigest()
    for number, other in enumerate((b"forged", None)):
        bad = tmp_path / f"bad{number}.zip"
        reseal(path, bad, lambda name, content, other=other: other if name.endswith(digest) else content)
        with pytest.raises(BackupDamaged):
            restore(open_backup(bad), replace=True)
    assert every_row() == rows


def test_a_file_that_points_outside_of_the_data_folder_is_refused(saved, tmp_path):
    path, _ = saved
    with zipfile.ZipFile(path) as file:
        digest = json.loads(file.read("manifest.json"))["files"]["words.txt"]
    change_manifest(path, tmp_path / "bad.zip", files={"../../outside.txt": digest})
    with pytest.raises(BackupDamaged, match="outside"):
        restore(open_backup(tmp_path / "bad.zip"), replace=True)
    assert not (tmp_path.parent / "outside.txt").exists() and not (tmp_path / "outside.txt").exists()


def test_a_database_that_somebody_has_open_is_not_replaced(saved):
    path, _ = saved
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL does this by itself")
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("INSERT INTO archive_change (article_uid) VALUES ('zzzzzzzzzz')")
        with pytest.raises(BackupRefused, match="stop the site"):
            restore(open_backup(path), replace=True)
    other.close()
    assert Change.objects.filter(article_uid="zzzzzzzzzz").exists()


def run(data_folder: Path, *arguments: str) -> subprocess.Popen:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("ARCHIVE_")}
    environment["ARCHIVE_DATA_DIR"] = str(data_folder)
    return subprocess.Popen(
        [sys.executable, "manage.py", *arguments], cwd=site.BASE_DIR, env=environment, stdout=-3, stderr=-1
    )


def test_a_restore_killed_at_any_moment_leaves_the_old_archive_or_the_new_one(saved, tmp_path, settings, migrated):
    path, rows = saved
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL: one transaction")
    with new_place(tmp_path, settings, migrated, "killed"):
        add_issue(Newspaper.objects.create(slug="laobao", name="老报"), "1970-01-01", "gggggggggg", "hhhhhhhhhh")
        connection.close()
        old = every_row()
        for pause in (0.9, 1.3, 1.6, 2.0):
            connection.close()
            process = run(tmp_path / "killed", "restore", str(path), "--replace", "--no-index")
            time.sleep(pause)
            process.send_signal(signal.SIGKILL)
            process.wait()
            assert every_row() in (old, rows)
        connection.close()
        process = run(tmp_path / "killed", "restore", str(path), "--replace", "--no-index")
        assert process.wait(60) == 0, process.stderr.read().decode()
        assert every_row() == rows
        assert not list((tmp_path / "killed").glob("*.restoring*"))
