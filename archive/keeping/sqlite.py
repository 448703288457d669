"""A new SQLite file built beside the old one and put in its place by one rename."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from archive.keeping.errors import BackupRefused
from archive.keeping.saving import sync_folder


@dataclass(slots=True)
class Beside:
    former: Path | None = None


@contextmanager
def built_beside() -> Iterator[Beside]:
    """Django's connection works on a new file inside the block; after it that file is the database."""
    live = Path(str(connection.settings_dict["NAME"]))
    new = live.with_name(live.name + ".restoring")
    made = Beside()
    refuse_open(live)
    remove(new)
    try:
        with pointed_at(new):
            yield made
            close_whole(new)
        refuse_open(live)
        made.former = swap(new, live)
    finally:
        remove(new)


@contextmanager
def pointed_at(path: Path) -> Iterator[None]:
    name = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(path)
    try:
        without_journal()
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = name


def without_journal() -> None:
    """A file that nobody reads yet and that is thrown away when anything fails needs no journal on the disk: each page
    is written once in the place of twice. It is on the disk before it is put in place (`close_whole`)."""
    with connection.cursor() as cursor:
        for pragma in ("journal_mode=MEMORY", "synchronous=OFF", "cache_size=-64000"):
            cursor.execute(f"PRAGMA {pragma}")


def refuse_open(live: Path) -> None:
    """The last one to close an SQLite file takes its -wal away: where it stays, somebody is still at work.

    A new file under an old -wal would be ruined by it.
    """
    if not live.exists():
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    if live.with_name(live.name + "-wal").exists():
        raise BackupRefused("The database is in use: stop the site and the index worker first.")


def close_whole(path: Path) -> None:
    """Everything in the one file, and the file on the disk."""
    connection.close()
    with connection.cursor() as cursor:  # opened anew, it has the journal that the site works with
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    with path.open("rb") as file:
        os.fsync(file.fileno())


def swap(new: Path, live: Path) -> Path | None:
    """The former database keeps a name of its own beside; there is no moment without one."""
    former = None
    if live.exists():
        former = live.with_name(f"{live.stem}-before-restore-{time.strftime('%Y%m%d-%H%M%S')}{live.suffix}")
        os.link(live, former)
    os.replace(new, live)
    sync_folder(live.parent)
    return former


def remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
