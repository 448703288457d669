"""`make demo`: the sample issues and somebody's own papers never mix, and the two processes stop together."""

import signal
import socket
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import CommandError

from archive import demo
from archive.management.commands import demo as command

SAMPLE = Path("/sample")
OWN = Path("/own")


@pytest.mark.parametrize(
    ("sources", "holds_sample", "empty", "loaded"),
    [
        (None, False, True, SAMPLE),
        (None, True, False, SAMPLE),
        (None, False, False, None),
        (OWN, False, True, OWN),
        (OWN, False, False, OWN),
    ],
)
def test_samples_go_only_into_an_empty_archive_or_their_own(
    sources: Path | None, holds_sample: bool, empty: bool, loaded: Path | None
) -> None:
    assert demo.to_load(sources, SAMPLE, holds_sample=holds_sample, empty=empty) == loaded


def test_the_sample_archive_is_set_aside_whole_and_the_key_stays(tmp_path: Path) -> None:
    for name in ("archive.sqlite3", "archive.sqlite3-wal", "secret-key"):
        (tmp_path / name).write_text(name)
    (tmp_path / "index").mkdir()
    demo.mark_as_sample(tmp_path)
    aside = demo.set_aside(tmp_path)
    assert sorted(p.name for p in aside.iterdir()) == [
        "archive.sqlite3",
        "archive.sqlite3-wal",
        "index",
        "sample-issues",
    ]
    assert (tmp_path / "secret-key").exists()
    assert not demo.is_sample(tmp_path)


def test_a_folder_that_is_not_there_is_told_before_anything_is_made() -> None:
    with pytest.raises(CommandError, match="找不到"):
        call_command("demo", sources=Path("/no/such/folder"))


def test_a_taken_port_is_told_with_another_to_try(unused_port: int) -> None:
    with socket.socket() as taken:
        taken.bind((command.HOST, unused_port))
        taken.listen()
        with pytest.raises(CommandError, match=f"PORT={unused_port + 10}"):
            command.refuse_taken_port(unused_port)


@pytest.fixture
def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind((command.HOST, 0))
        return int(probe.getsockname()[1])


@pytest.mark.django_db
def test_the_editors_password_is_shown_once_and_works() -> None:
    out = StringIO()
    runner = command.Command(stdout=out)
    runner.ensure_editor()
    password = out.getvalue().split("密码 ")[1].split("　")[0]
    user = get_user_model().objects.get(username=command.EDITOR)
    assert user.check_password(password)
    assert user.is_staff
    runner.ensure_editor()
    assert out.getvalue().count(password) == 1
    assert "changepassword" in out.getvalue()


def test_a_process_that_ends_by_itself_is_named() -> None:
    quits = subprocess.Popen([sys.executable, "-c", "raise SystemExit(3)"])
    stays = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        assert command.wait_for_signal_or_end((quits, stays)) is quits
    finally:
        restore_signals()
        command.stop(stays)
    assert stays.returncode == -signal.SIGTERM


def restore_signals() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
