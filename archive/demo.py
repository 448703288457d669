"""What `make demo` does with the data folder: the sample issues and an operator's own papers never mix."""

import time
from pathlib import Path

COMMAND = ".venv/bin/python manage.py"
MARK = "sample-issues"  # a file that says: the archive in this folder was made from the sample issues
DATABASE = "archive.sqlite3"
CONTENT = (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", "index", "uploads", MARK)


def is_sample(data: Path) -> bool:
    return (data / MARK).exists()


def mark_as_sample(data: Path) -> None:
    (data / MARK).touch()


def to_load(sources: Path | None, sample: Path, *, holds_sample: bool, empty: bool) -> Path | None:
    """The folder to ingest; None where somebody's own archive is only to be opened."""
    if sources:
        return sources
    return sample if holds_sample or empty else None


def set_aside(data: Path) -> Path:
    """Moves the sample archive into a folder of its own inside `data`, and says where it is now."""
    target = data / time.strftime("sample-%Y%m%d-%H%M%S")
    target.mkdir()
    for name in CONTENT:
        if (data / name).exists():
            (data / name).rename(target / name)
    return target
