"""One file for all arrays of a segment: sections one after another, then their directory.

    "QXAR" + version (u4) | section bytes, each padded to 8 | directory (JSON) | its length (u4) | its CRC-32 (u4)

The directory maps a name to [dtype, count, offset] and holds the segment's small values (lists of strings) beside them.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Mapping
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

MAGIC = b"QXAR\x01\x00\x00\x00"
_TAIL = struct.Struct("<II")


class ArraysDamaged(ValueError):
    """The file does not hold what its directory says."""


def dump(file: BinaryIO, arrays: Mapping[str, npt.NDArray[Any]], values: Mapping[str, Any]) -> None:
    file.write(MAGIC)
    place, sections = len(MAGIC), {}
    for name, array in arrays.items():
        little = np.ascontiguousarray(array, array.dtype.newbyteorder("<"))
        sections[name] = [little.dtype.str, len(little), place]
        file.write(little.data)
        file.write(b"\0" * (-little.nbytes % 8))
        place += little.nbytes + -little.nbytes % 8
    directory = json.dumps({"sections": sections, "values": dict(values)}, ensure_ascii=True).encode()
    file.write(directory)
    file.write(_TAIL.pack(len(directory), zlib.crc32(directory)))


def load(data: memoryview) -> tuple[dict[str, npt.NDArray[Any]], dict[str, Any]]:
    """The arrays, as views of the data, and the values. ArraysDamaged where the directory is not what was written."""
    if len(data) < len(MAGIC) + _TAIL.size or bytes(data[: len(MAGIC)]) != MAGIC:
        raise ArraysDamaged("the head of the file is not that of an array file")
    size, check = _TAIL.unpack(data[-_TAIL.size :])
    directory = bytes(data[-_TAIL.size - size : -_TAIL.size])
    if zlib.crc32(directory) != check:
        raise ArraysDamaged("the directory of the array file is altered")
    content = json.loads(directory)
    arrays = {name: np.frombuffer(data, dtype, count, at) for name, (dtype, count, at) in content["sections"].items()}
    return arrays, content["values"]
