"""Each way an operator can get it wrong is told with an id and with what to do."""

import os
import subprocess
import sys

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from archive import operator_checks
from archive.environment import Environment
from archive.operator_checks import file_system, known_settings
from archive.settings import BASE_DIR

pytestmark = pytest.mark.django_db  # the checks of other parts ask the database


def ids(**kwargs) -> set[str]:
    return {m.id for m in run_checks(**kwargs)}


def test_a_mistyped_setting_is_told_with_the_one_that_was_meant(monkeypatch):
    monkeypatch.setenv("ARCHIVE_SITE_ULR", "https://news.example.org")
    (told,) = [m for m in run_checks() if m.id == "archive.W020"]
    assert "ARCHIVE_SITE_ULR" in told.msg and told.hint == "Did you mean ARCHIVE_SITE_URL?"


def test_every_setting_that_is_read_is_known():
    assert {"ARCHIVE_DATA_DIR", "ARCHIVE_SITE_URL", "ARCHIVE_RATE_SEARCH", "ARCHIVE_SECRET_KEY"} <= known_settings()


def test_a_key_that_others_can_read_is_told(settings, tmp_path):
    settings.ARCHIVE_DATA_DIR = tmp_path
    (tmp_path / "secret-key").write_text("x", encoding="ascii")
    (tmp_path / "secret-key").chmod(0o644)
    assert "archive.W024" in ids()
    (tmp_path / "secret-key").chmod(0o600)
    assert "archive.W024" not in ids()


def test_a_disk_that_is_nearly_full_is_told(monkeypatch):
    usage = operator_checks.shutil.disk_usage("/")
    monkeypatch.setattr(operator_checks.shutil, "disk_usage", lambda path: usage._replace(free=5_000_000))
    assert "archive.W021" in ids()


@pytest.mark.parametrize(
    ("folder", "kind"), [("/srv/news/data", "nfs4"), ("/srv/newspaper", "ext4"), ("/var", "ext4"), ("/mnt/a b", "")]
)
def test_the_file_system_of_a_folder_is_that_of_the_nearest_mount(tmp_path, folder, kind):
    mounts = tmp_path / "mounts"
    mounts.write_text("/dev/sda1 / ext4 rw 0 0\nserver:/x /srv/news nfs4 rw 0 0\n", encoding="utf-8")
    assert file_system(tmp_path.__class__(folder), mounts) == (kind or "ext4")


def test_sqlite_on_a_network_file_system_is_an_error(monkeypatch):
    if operator_checks.connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps its files itself")
    monkeypatch.setattr(operator_checks, "file_system", lambda folder: "nfs4")
    assert "archive.E022" in ids()


def test_a_relative_index_folder_is_an_error(settings):
    settings.ARCHIVE_INDEX_DIR = "index"
    assert "archive.E023" in ids()


def test_a_site_that_others_cannot_reach_or_that_has_no_style_is_told_at_deployment(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    assert {"archive.W025", "archive.W026"} <= ids(include_deployment_checks=True)
    assert not {"archive.W025", "archive.W026"} & ids()


def test_a_database_that_fits_is_left_alone():
    assert not {"archive.E027", "archive.E028", "archive.E029", "archive.E030"} & ids(databases=["default"])
    assert "archive.E032" not in ids(include_deployment_checks=True)


@pytest.mark.parametrize(
    ("name", "value", "number"),
    [
        ("ARCHIVE_DATA_DIR", "data", "archive.E001"),
        ("ARCHIVE_DATA_DIR", "/proc/none/data", "archive.E001"),
        ("ARCHIVE_SITE_URL", "http://news.example.org", "archive.E002"),
        ("ARCHIVE_SITE_URL", "news.example.org", "archive.E002"),
        ("ARCHIVE_SITE_URL", "https://news.example.org/archive", "archive.E002"),
        ("ARCHIVE_MAX_FILE_MB", "0", "archive.E003"),
        ("ARCHIVE_MAX_FILE_MB", "２０", "archive.E003"),
        ("ARCHIVE_DEBUG", "maybe", "archive.E004"),
        ("DATABASE_URL", "mysql://news@localhost/news", "archive.E005"),
        ("DATABASE_URL", "what is this", "archive.E005"),
        ("ARCHIVE_TIME_ZONE", "Asia/Quzhou", "archive.E006"),
        ("ARCHIVE_SECRET_KEY", "short", "archive.E007"),
        ("ARCHIVE_RATE_SEARCH", "many", "archive.E009"),
        ("ARCHIVE_LOGIN_TRIES", "1", "archive.E010"),
    ],
)
def test_a_setting_that_makes_no_sense_stops_the_check_with_its_number(tmp_path, name, value, number):
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("ARCHIVE_", "DATABASE_"))}
    environment |= {"ARCHIVE_DATA_DIR": str(tmp_path), name: value}
    script = "import archive.settings as s; print(*(p.id + '|' + p.hint for p in s.SETTINGS_PROBLEMS), sep='\\n')"
    done = subprocess.run([sys.executable, "-c", script], cwd=BASE_DIR, env=environment, capture_output=True, text=True)
    told = dict(line.split("|") for line in done.stdout.splitlines())
    assert number in told and told[number], done.stderr


def test_browsers_are_told_to_keep_to_https_and_the_list_in_browsers_is_asked_for_by_choice(tmp_path):
    names = "s.SECURE_HSTS_SECONDS > 0, s.SECURE_HSTS_INCLUDE_SUBDOMAINS, s.SECURE_HSTS_PRELOAD"
    script = f"import archive.settings as s; print({names})"
    base = {"PATH": os.environ["PATH"], "ARCHIVE_DATA_DIR": str(tmp_path)}
    public = {**base, "ARCHIVE_SITE_URL": "https://news.example.org"}
    chosen = {**public, "ARCHIVE_HSTS_SUBDOMAINS": "off", "ARCHIVE_HSTS_PRELOAD": "on"}
    told = [
        subprocess.run([sys.executable, "-c", script], cwd=BASE_DIR, env=env, capture_output=True, text=True).stdout
        for env in (base, public, chosen)
    ]
    assert told == ["False False False\n", "True True False\n", "True False True\n"]


def test_a_database_that_everybody_on_the_machine_can_read_is_told_at_deployment(settings, tmp_path):
    settings.ARCHIVE_DATA_DIR = tmp_path
    (tmp_path / "archive.sqlite3").touch(0o644)
    tmp_path.chmod(0o755)
    assert "archive.W033" in ids(include_deployment_checks=True)
    tmp_path.chmod(0o750)
    assert "archive.W033" not in ids(include_deployment_checks=True)


def test_values_in_order_are_taken_without_a_word():
    env = Environment({"ARCHIVE_X": " on ", "ARCHIVE_N": "7"})
    assert env.flag("ARCHIVE_X", False, 4) and env.whole("ARCHIVE_N", 1, 3) == 7 and env.problems == []


def test_check_names_an_error_and_stops(settings):
    settings.ARCHIVE_INDEX_DIR = "index"
    with pytest.raises(SystemCheckError, match="full path"):
        call_command("check")
