"""A run that is killed, and runs side by side: what was written is whole, what was not comes the next time."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from archive.ingest.working import POLITE, workers
from archive.parsing.knowledge import EMPTY
from tests.ingest.samples import SECOND, write

ROOT = Path(__file__).resolve().parents[2]
DAYS = [f"青溪日报/2023-04-{day:02}/02.txt" for day in range(1, 31)]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A data folder of its own, with the tables made."""
    values = {k: v for k, v in os.environ.items() if not k.startswith("ARCHIVE_") and k != "DATABASE_URL"}
    values |= {"ARCHIVE_DATA_DIR": str(tmp_path / "data"), "DJANGO_SETTINGS_MODULE": "archive.settings"}
    manage(values, "migrate", "-v0").wait()
    return values


def manage(environment: dict[str, str], *arguments: str) -> subprocess.Popen:
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def pages(root: Path) -> Path:
    return write(root, {name: SECOND.replace("六十个", f"{n}个") for n, name in enumerate(DAYS)})


def count(tmp_path: Path, table: str) -> int:
    with sqlite3.connect(tmp_path / "data" / "archive.sqlite3", timeout=20) as database:
        return database.execute(f"SELECT COUNT(*) FROM archive_{table}").fetchone()[0]


def finish(process: subprocess.Popen) -> None:
    output, _ = process.communicate(timeout=300)
    assert process.returncode == 0, output.decode()


def test_a_killed_run_goes_on_where_it_was(tmp_path: Path, environment: dict[str, str]) -> None:
    folder = str(pages(tmp_path / "in"))
    process = manage(environment, "ingest", folder, "--jobs", "1", "-v0")
    while count(tmp_path, "source") < 3 and process.poll() is None:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert count(tmp_path, "issue") == count(tmp_path, "source") == count(tmp_path, "revision")
    finish(manage(environment, "ingest", folder, "--jobs", "1", "-v0"))
    assert count(tmp_path, "source") == len(DAYS)
    finish(manage(environment, "check_archive", "-v0"))


def test_two_runs_side_by_side_store_each_file_once(tmp_path: Path, environment: dict[str, str]) -> None:
    folder = str(pages(tmp_path / "in"))
    both = [manage(environment, "ingest", folder, "--jobs", "1", "-v0") for _ in range(2)]
    for process in both:
        finish(process)
    assert count(tmp_path, "source") == count(tmp_path, "issue") == len(DAYS)
    finish(manage(environment, "check_archive", "-v0"))


def test_the_processes_that_read_files_stand_behind_the_site() -> None:
    with workers(2, EMPTY) as crew:
        assert set(crew.map(os.nice, [(0,), (0,)])) == {min(19, os.nice(0) + POLITE)}


def test_the_processes_of_a_killed_run_end_with_it(tmp_path: Path, environment: dict[str, str]) -> None:
    process = manage(environment, "ingest", str(pages(tmp_path / "in")), "--jobs", "2", "-v0")
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while len(readers := listed.read_text().split()) < 3 and process.poll() is None:
        time.sleep(0.02)
    time.sleep(3)  # until they have begun to read
    process.send_signal(signal.SIGKILL)
    process.wait()
    ends = time.monotonic() + 20
    while alive(readers) and time.monotonic() < ends:
        time.sleep(0.1)
    assert alive(readers) == []


def alive(numbers: list[str]) -> list[str]:
    states = {n: Path(f"/proc/{n}/stat") for n in numbers}
    return [n for n, stat in states.items() if stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"]
