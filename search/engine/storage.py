"""Whoosh's file storage, with files mapped into memory instead of copied, and made safe on disk before they count.

Whoosh's BufferFile copies a whole file whenever a reader is opened; here a file is a view of the map. What is written
goes to the disk (fsync) before its name is made known, and a rename replaces in one step.
"""

from __future__ import annotations

import mmap
import os
import zlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import BufferFile, StructFile


class MappedFile(BufferFile):
    """A file of Whoosh's kind over a memory map; `data` is a view of all of it."""

    def __init__(self, path: str, name: str) -> None:
        with open(path, "rb") as file:
            size = os.fstat(file.fileno()).st_size
            # an empty file cannot be mapped
            self.file: Any = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else mmap.mmap(-1, 1)
        self.data = memoryview(self.file)[:size]
        self._buf = self.data
        self._name, self.onclose = name, None
        self.is_real, self.is_closed = False, False

    def close(self) -> None:
        """Let go of the file. The map itself ends with the last array that looks into it."""
        self.is_closed = True


class MappedStorage(FileStorage):
    """The folder of an index."""

    def open_file(self, name: str, **kwargs: Any) -> MappedFile:
        return MappedFile(self._fpath(name), name)

    def create_file(self, name: str, **kwargs: Any) -> StructFile:
        return StructFile(open(self._fpath(name), "wb"), name=name, onclose=_settle)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        os.replace(self._fpath(oldname), self._fpath(newname))
        settle_folder(self.folder)


def _settle(file: StructFile) -> None:
    settle([file])


def settle(files: Sequence[Any]) -> None:
    """Make the open files safe on disk: all at once, since several take a disk little longer than one."""
    for file in files:
        file.flush()
    with ThreadPoolExecutor(len(files)) as pool:
        list(pool.map(os.fsync, [file.fileno() for file in files]))


def checksum(path: Path) -> int:
    """CRC-32 of the file."""
    check = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            check = zlib.crc32(block, check)
    return check


def settle_folder(folder: str | os.PathLike[str]) -> None:
    """Make the names in the folder safe on disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
