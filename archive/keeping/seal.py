"""The seal of a backup: its last 64 characters are the sha256 of every byte before them.

They stand in the comment of the zip, so that any zip program still opens the file.
"""

import hashlib
import os
from pathlib import Path
from typing import BinaryIO

DIGITS = 64
EMPTY = b"0" * DIGITS
BLOCK = 1 << 20


def digest_of_body(file: BinaryIO) -> str:
    """sha256 of all but the last 64 bytes, read in blocks."""
    left = file.seek(0, os.SEEK_END) - DIGITS
    file.seek(0)
    digest = hashlib.sha256()
    while left > 0:
        block = file.read(min(BLOCK, left))
        if not block:
            break
        digest.update(block)
        left -= len(block)
    return digest.hexdigest()


def put_seal(path: Path) -> str:
    """Seals a finished zip whose comment is EMPTY, and flushes it to the disk."""
    with path.open("r+b") as file:
        seal = digest_of_body(file)
        file.seek(-DIGITS, os.SEEK_END)
        file.write(seal.encode("ascii"))
        file.flush()
        os.fsync(file.fileno())
    return seal


def written_seal(path: Path) -> str:
    """The seal as it stands in the file; "" where the file is too short to have one."""
    with path.open("rb") as file:
        if file.seek(0, os.SEEK_END) <= DIGITS:
            return ""
        file.seek(-DIGITS, os.SEEK_END)
        return file.read(DIGITS).decode("ascii", "replace")


def is_whole(path: Path) -> bool:
    """Whether every byte is as it was written."""
    with path.open("rb") as file:
        actual = digest_of_body(file)
    return actual == written_seal(path)
