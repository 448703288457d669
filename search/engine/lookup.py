"""Looking up a term in Whoosh's term dictionary (terms.py writes it): the same steps as Whoosh's reader takes, without
its generality, for a query asks for some ten terms and each is to cost microseconds."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from zlib import crc32

_SLOT = struct.Struct("!Iq").unpack_from
_LENGTHS = struct.Struct("!ii").unpack_from
_SLOT_SIZE, _LENGTHS_SIZE = 12, 8


def place_of(data: memoryview, tables: Sequence[tuple[int, int]], key: bytes) -> int | None:
    """Where the value of the key begins in the dictionary's file; None where it has no such key. `tables` are the
    beginnings and numbers of slots of its 256 hash tables."""
    check = crc32(key)
    begin, slots = tables[check & 255]
    for step in range(slots):
        found, at = _SLOT(data, begin + ((check >> 8) + step) % slots * _SLOT_SIZE)
        if not at:
            return None
        if found == check and _LENGTHS(data, at)[0] == len(key):
            value = at + _LENGTHS_SIZE + len(key)
            if data[at + _LENGTHS_SIZE : value] == key:
                return int(value)
    return None
