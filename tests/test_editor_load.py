"""Eight editors at two worker processes, some of which are killed: every accepted operation is kept exactly once."""

import subprocess
import sys

import pytest

from tests import postgres
from tests.browser.site import ROOT

COMMAND = [sys.executable, "-m", "benchmarks.load_editor", "--operations", "64", "--clients", "8"]


def proven(*more: str) -> str:
    done = subprocess.run([*COMMAND, *more], cwd=ROOT, capture_output=True, text=True, timeout=900, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


def test_every_accepted_operation_is_kept_once_on_sqlite_while_workers_are_killed():
    said = proven("--kill", "2")
    assert "every accepted operation stands in the history exactly once" in said


def test_every_accepted_operation_is_kept_once_on_postgresql():
    try:
        postgres.programs()
    except SystemExit as missing:
        pytest.skip(str(missing))
    with postgres.server() as url:
        said = proven("--database", url)
    assert "every accepted operation stands in the history exactly once" in said
