"""The table of contents: Whoosh's, with a check, the format in its name, and errors that say what to do.

The index is called ARRAYS<format>, so the table of generation 12 is `_ARRAYS1_12.toc` and a program that knows only an
older format sees from the names alone that the index is too new for it. A commit is the rename of a new table into
place; before it all files that it names are safe on disk. Whoosh's own code reads the table (the CRC-32 stands behind
what it reads).
"""

from __future__ import annotations

import os
import pickle
import re
import struct
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from whoosh.filedb.structfile import StructFile
from whoosh.index import TOC, clean_files
from whoosh.index import IndexError as WhooshError

from search.engine.codec import ArraySegment
from search.engine.errors import IndexDamaged, IndexLocked, IndexMissing, IndexTooNew, IndexTooOld
from search.engine.schema import FORMAT, ArchiveSchema
from search.engine.storage import MappedStorage, settle_folder

NAME = f"ARRAYS{FORMAT}"
_TABLE = re.compile(r"_ARRAYS(\d+)_(\d+)\.toc")
_FILE = re.compile(r"_?ARRAYS(\d+)_.*")
_REBUILD = "run `manage.py rebuild_index`"


def generation(folder: Path) -> int:
    """The newest generation in the folder. IndexProblem where there is none of this format."""
    names = os.listdir(folder) if folder.is_dir() else []
    tables = [(int(match[1]), int(match[2])) for name in names if (match := _TABLE.fullmatch(name))]
    if not tables:
        raise IndexMissing(f"There is no search index in {folder}: {_REBUILD}.")
    newest = max(tables)[0]
    if newest > FORMAT:
        raise IndexTooNew(
            f"The search index in {folder} has format {newest}, this program reads {FORMAT}: "
            f"update the program, or {_REBUILD}."
        )
    if newest < FORMAT:
        raise IndexTooOld(f"The search index in {folder} has the old format {newest}: {_REBUILD}.")
    return max(tables)[1]


def read(folder: Path, number: int | None = None) -> TOC:
    """The table of a generation, by default the newest. IndexProblem where it cannot be read."""
    number = generation(folder) if number is None else number
    name = TOC._filename(NAME, number)
    data = (folder / name).read_bytes()
    if len(data) < 4 or struct.pack("<I", zlib.crc32(data[:-4])) != data[-4:]:
        raise IndexDamaged(f"The table {name} of the search index in {folder} is damaged: {_REBUILD}.")
    try:
        return TOC.read(MappedStorage(str(folder)), NAME, gen=number)
    except (WhooshError, pickle.UnpicklingError, AttributeError, ImportError, EOFError, AssertionError) as error:
        raise IndexDamaged(f"The table {name} of the search index in {folder} cannot be read: {_REBUILD}.") from error


def commit(folder: Path, schema: ArchiveSchema, segments: Sequence[ArraySegment], number: int) -> None:
    """Make the segments the index, as generation `number`; their files are safe on disk already. Needs the lock."""
    storage = MappedStorage(str(folder))
    settle_folder(folder)
    _CheckedTOC(schema, list(segments), number).write(storage, NAME)
    clean_files(storage, NAME, number, segments)
    for name in os.listdir(folder):
        match = _FILE.fullmatch(name)
        if match and int(match[1]) != FORMAT or ".toc." in name:  # of another format; of a commit that was cut short
            (folder / name).unlink(missing_ok=True)


class _CheckedTOC(TOC):  # type: ignore[misc]
    def write(self, storage: MappedStorage, indexname: str) -> None:
        super().write(_Checking(storage.folder), indexname)


class _Checking(MappedStorage):
    """Puts the CRC-32 of the table behind it before it is made safe on disk and its name is made known."""

    def create_file(self, name: str, **kwargs: Any) -> StructFile:
        return StructFile(open(self._fpath(name), "wb"), name=name)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        with open(self._fpath(oldname), "r+b") as file:
            check = zlib.crc32(file.read())
            file.write(struct.pack("<I", check))
            file.flush()
            os.fsync(file.fileno())
        super().rename_file(oldname, newname, safe)


@contextmanager
def lock(folder: Path, name: str = "WRITELOCK", wait: bool = False) -> Iterator[None]:
    """Whoosh's lock on the index. IndexLocked where another process holds it and `wait` is false."""
    folder.mkdir(parents=True, exist_ok=True)
    held = MappedStorage(str(folder)).lock(f"{NAME}_{name}")
    if not held.acquire(blocking=wait):
        raise IndexLocked(f"Another process is writing the search index in {folder}: wait for it, or stop it.")
    try:
        yield
    finally:
        held.release()
