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


def sleeper() -> command.Process:
    return subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])


def test_a_process_that_ends_by_itself_is_named() -> None:
    quits = subprocess.Popen([sys.executable, "-c", "raise SystemExit(3)"])
    stays = sleeper()
    assert command.wait_until(lambda: False, (stays, quits)) is quits
    command.stop((stays, quits))
    assert (quits.returncode, stays.returncode) == (3, -signal.SIGTERM)


def test_a_signal_ends_the_waiting() -> None:
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        asked = command.listen_for_signals()
        signal.raise_signal(signal.SIGTERM)
        assert command.wait_until(lambda: asked, ()) is None
        assert asked == [signal.SIGTERM]
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)


def test_a_process_that_does_not_listen_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "PATIENCE", 0.2)
    code = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(60)"
    deaf = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert deaf.stdout is not None
    deaf.stdout.readline()
    command.stop((deaf,))
    assert deaf.returncode == -signal.SIGKILL
