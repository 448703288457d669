"""`python -m benchmarks.ingest`: twenty years of page files taken in, once more, and after a SIGKILL in the middle.

Prints the time and the processor time of each run, the memory of the parent and of the reading processes over time,
and what `check_archive` says at the end. Everything stands in a folder of its own that is removed afterwards
(`--keep FOLDER` keeps it; made page files found there are used again).
"""

import argparse
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ARTICLES_A_FILE = 12  # what make_corpus puts on a page
PAUSE = 1.0  # seconds between two looks at the memory
GOALS = {"first": 25 * 60, "second": 60}


@dataclass(slots=True)
class Run:
    """A command that ended: seconds, processor seconds, memory samples (seconds, parent MB, children MB)."""

    seconds: float = 0
    processor: float = 0
    status: int = 0
    samples: list[tuple[float, float, float]] = field(default_factory=list)


def environment(data: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("ARCHIVE_") and k != "DATABASE_URL"}
    return {**kept, "ARCHIVE_DATA_DIR": str(data), "PYTHONUNBUFFERED": "1"}


def start(data: Path, *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(data),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def manage(data: Path, *arguments: str) -> Run:
    """The command run to its end, its memory looked at meanwhile."""
    run, began, used = Run(), time.perf_counter(), processor_of_children()
    process = start(data, *arguments)
    while process.poll() is None:
        mine, theirs = megabytes(process.pid), sum(megabytes(pid) for pid in children(process.pid))
        run.samples.append((time.perf_counter() - began, mine, theirs))
        time.sleep(PAUSE if run.samples[-1][0] > 10 * PAUSE else PAUSE / 5)
    run.seconds, run.status = time.perf_counter() - began, process.returncode
    run.processor = processor_of_children() - used
    return run


def processor_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def megabytes(pid: int) -> float:
    """Resident memory; 0 for a process that has ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0)


def children(pid: int) -> list[int]:
    try:
        return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]
    except OSError:
        return []


def count(data: Path, table: str) -> int:
    with closing(sqlite3.connect(data / "archive.sqlite3", timeout=30)) as database:
        return database.execute(f"SELECT COUNT(*) FROM archive_{table}").fetchone()[0]  # nosec B608


def told(name: str, run: Run, files: int, goal: float | None = None) -> None:
    asked = f" (asked for: {goal:.0f} s)" if goal else ""
    print(
        f"\n{name}: {run.seconds:.0f} s{asked}, {run.processor:.0f} s of processor time, "
        f"{files / run.seconds:.1f} files a second, exit {run.status}"
    )
    for n in range(10 if run.seconds > 30 else 0):
        part = [s for s in run.samples if n * run.seconds <= 10 * s[0] < (n + 1) * run.seconds]
        if part:
            print(
                f"  {(n + 1) * 10:3} %: parent {max(s[1] for s in part):5.0f} MB,"
                f" children together {max(s[2] for s in part):5.0f} MB"
            )


@contextmanager
def place(kept: Path | None) -> Iterator[Path]:
    if kept:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept.absolute()
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def page_files(folder: Path, files: int, text: Path | None) -> Path:
    """A folder with so many made page files."""
    target = folder / f"files-{files}"
    if not target.exists():
        building = folder / f"files-{files}.part"
        arguments = ["make_corpus", str(files * ARTICLES_A_FILE), "--files", str(building)]
        process = start(folder / "none", *arguments, *(["--text", str(text.absolute())] if text else []))
        if process.wait():
            sys.exit("The page files could not be made.")
        building.rename(target)
    return target


def killed_in_the_middle(folder: Path, pages: Path, files: int, processes: int) -> None:
    """Parent and children killed at once when half of the issues are in; then the same command once more."""
    data = fresh(folder / "killed")
    process = start(data, "ingest", str(pages), f"--jobs={processes}", "-v0")
    while process.poll() is None and count(data, "source") < files / 2:
        time.sleep(0.2)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    had = count(data, "source")
    again = manage(data, "ingest", str(pages), f"--jobs={processes}", "-v0")
    print(f"\nkilled with {had} of {files} files taken in, started again: {again.seconds:.0f} s, exit {again.status}")
    report_whole(data, files)


def report_whole(data: Path, files: int) -> None:
    sources, issues, articles = (count(data, table) for table in ("source", "issue", "article"))
    checked = manage(data, "check_archive", "-v0")
    print(f"  {sources} of {files} files, {issues} issues, {articles} articles; check_archive: exit {checked.status}")


def fresh(data: Path) -> Path:
    """A migrated archive with nothing in it; removes one that stands there from an earlier run."""
    if data.exists():
        subprocess.run(["rm", "-r", "--", str(data)], check=True)
    data.mkdir()
    manage(data, "migrate", "-v0")
    return data


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--files", type=int, default=13_600, help="page files, four an issue")
    parser.add_argument("--killed", type=int, default=800, help="page files of the run that is killed; 0: none")
    parser.add_argument("--text", type=Path, help="make the pages from this .jsonl (.gz); else from made text")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="work in this folder and leave it there")
    options = parser.parse_args()
    with place(options.keep) as folder:
        pages = page_files(folder, options.files, options.text)
        data = fresh(folder / "data")
        command = ("ingest", str(pages), f"--jobs={options.processes}", "-v0")
        told("first run", manage(data, *command), options.files, GOALS["first"])
        told("second run, same files", manage(data, *command), options.files, GOALS["second"])
        report_whole(data, options.files)
        if options.killed:
            few = page_files(folder, options.killed, options.text)
            killed_in_the_middle(folder, few, options.killed, options.processes)


if __name__ == "__main__":
    main()
