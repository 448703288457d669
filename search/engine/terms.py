"""Whoosh's term dictionary, written by array operations.

The file is the one that whoosh.filedb.filetables.OrderedHashReader reads: key/value records in key order, 256 hash
tables, their directory, a pickle, the positions of the records. Whoosh writes it record by record in Python; here the
same bytes come from arrays, some thirty times as fast. Keys are Whoosh's (number of the field, term in UTF-8), values
are whoosh.codec.whoosh3.W3TermInfo's. CRC-32 is the hash, one of the three that Whoosh offers.
"""

from __future__ import annotations

import pickle
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from search.engine.dictionary import Dictionary

Bytes = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.int64]
Keys = npt.NDArray[np.uint64]
INFO = np.dtype(
    [("inlined", "u1"), ("weight", ">f4"), ("count", ">u4"), ("shortest", "u1"), ("longest", "u1"),
     ("heaviest", ">f4"), ("first", ">u4"), ("last", ">u4"), ("offset", ">i8"), ("length", ">i4")]
)  # fmt: skip
_RECORD = np.dtype([("key", ">i4"), ("value", ">i4")])
_SLOT = np.dtype([("hash", ">u4"), ("place", ">i8")])
_ENTRY = struct.Struct("!qi")
_HEAD = b"HSH3" + bytes([1]) + bytes(8)  # hash 1 is CRC-32; eight bytes are kept for the future by Whoosh
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Spelled:
    """Terms as Whoosh's keys: row i of `bytes` holds `lengths[i]` bytes."""

    bytes: Bytes
    lengths: Ints


def dump(file: BinaryIO, fields: Ints, keys: Keys, infos: npt.NDArray[np.void], names: Mapping[str, int],
         dictionary: Dictionary) -> Ints:  # fmt: skip
    """Write the dictionary of terms given in order of (field, key); the positions of their records come back."""
    file.write(_HEAD)
    places, hashes, at = [], [], len(_HEAD)
    for start in range(0, len(keys), _CHUNK):
        rows = slice(start, start + _CHUNK)
        spelled = spell(fields[rows], keys[rows], dictionary)
        data, offsets = _records(spelled, infos[rows])
        file.write(data.data)
        places.append(offsets + at)
        hashes.append(crc32(spelled))
        at += len(data)
    return _finish(file, at, _join(places, np.int64), _join(hashes, np.uint32), names)


def _join(arrays: list[npt.NDArray], dtype: type) -> npt.NDArray:  # type: ignore[type-arg]
    return np.concatenate(arrays) if arrays else np.zeros(0, dtype)


def spell(fields: Ints, keys: Keys, dictionary: Dictionary) -> Spelled:
    """The terms' keys in Whoosh's form: two bytes of field number, then the term in UTF-8."""
    first, second = keys >> np.uint64(43), keys >> np.uint64(22) & np.uint64(0x1FFFFF)
    rest = (keys & np.uint64(0x3FFFFF)).astype(np.int64)
    run = (rest > 0) & (first < 128) & (second < 128)
    texts = np.zeros((len(keys), 4), np.uint32)  # enough for all but words
    texts[:, 0], texts[:, 1] = first, second
    texts[run, 2], texts[run, 3] = rest[run] >> 7, rest[run] & 127
    table, lengths = _utf8(texts)
    words = np.flatnonzero((rest > 0) & ~run)
    longer = [dictionary.words[number].encode("utf-8", "surrogatepass") for number in (rest[words] - 1).tolist()]
    sizes = np.fromiter(map(len, longer), np.int64, len(longer))
    out = np.zeros((len(keys), 2 + max(16, int(sizes.max(initial=0)))), np.uint8)
    out[:, 0], out[:, 1] = fields >> 8, fields & 255
    out[:, 2:18] = table
    lengths[words] = sizes
    out[words, 2:18] = 0
    for row, word in zip(words.tolist(), longer, strict=True):
        out[row, 2 : 2 + len(word)] = np.frombuffer(word, np.uint8)
    return Spelled(out, lengths + 2)


def _utf8(texts: npt.NDArray[np.uint32]) -> tuple[Bytes, Ints]:
    """Rows of code points, 0 where there is none, as rows of UTF-8 and their lengths."""
    table = np.zeros((len(texts), 4 * texts.shape[1]), np.uint8)
    rows, at = np.arange(len(texts)), np.zeros(len(texts), np.int64)
    for column in texts.T:
        for size, chosen in _sizes(column):
            codes, row, place = column[chosen], rows[chosen], at[chosen]
            for byte in range(size):
                bits = codes >> np.uint32(6 * (size - 1 - byte))
                lead = (0, 0, 0xC0, 0xE0, 0xF0)[size] if byte == 0 else 0x80
                table[row, place + byte] = lead | (bits & (0x3F if byte else 0x7F))
            at[chosen] += size
    return table, at


def _sizes(codes: npt.NDArray[np.uint32]) -> list[tuple[int, npt.NDArray[np.bool_]]]:
    limits = ((1, 1, 0x80), (2, 0x80, 0x800), (3, 0x800, 0x10000), (4, 0x10000, 0x110000))
    return [(size, (codes >= low) & (codes < high)) for size, low, high in limits]


def _records(spelled: Spelled, infos: npt.NDArray[np.void]) -> tuple[Bytes, Ints]:
    heads = np.zeros(len(infos), _RECORD)
    heads["key"], heads["value"] = spelled.lengths, INFO.itemsize
    sizes = _RECORD.itemsize + spelled.lengths + INFO.itemsize
    offsets = np.cumsum(sizes) - sizes
    out = np.empty(int(sizes.sum()), np.uint8)
    out[offsets[:, None] + np.arange(_RECORD.itemsize)] = heads.view(np.uint8).reshape(len(heads), -1)
    columns = np.arange(spelled.bytes.shape[1])
    inside = columns < spelled.lengths[:, None]
    out[(offsets[:, None] + _RECORD.itemsize + columns)[inside]] = spelled.bytes[inside]
    values = offsets + _RECORD.itemsize + spelled.lengths
    packed = np.ascontiguousarray(infos, INFO)  # concatenated structures come in the machine's own byte order
    out[values[:, None] + np.arange(INFO.itemsize)] = packed.view(np.uint8).reshape(len(infos), -1)
    return out, offsets


def crc32(spelled: Spelled) -> npt.NDArray[np.uint32]:
    """zlib.crc32 of every row."""
    crc = np.full(len(spelled.lengths), 0xFFFFFFFF, np.uint32)
    for place in range(spelled.bytes.shape[1]):
        rows = np.flatnonzero(spelled.lengths > place)
        before = crc[rows]
        crc[rows] = _CRC[(before ^ spelled.bytes[rows, place]) & np.uint32(255)] ^ before >> np.uint32(8)
    return ~crc


def _crc_table() -> npt.NDArray[np.uint32]:
    table = np.arange(256, dtype=np.uint32)
    for _ in range(8):
        table = np.where(table & 1, table >> np.uint32(1) ^ np.uint32(0xEDB88320), table >> np.uint32(1))
    return table


_CRC = _crc_table()


def _finish(file: BinaryIO, at: int, places: Ints, hashes: npt.NDArray[np.uint32], names: Mapping[str, int]) -> Ints:
    sizes = 2 * np.bincount(hashes & np.uint32(255), minlength=256)
    bases = np.cumsum(sizes) - sizes
    file.write(_slots(places, hashes, sizes, bases).data)
    file.write(b"".join(_ENTRY.pack(at + int(b) * _SLOT.itemsize, int(s)) for b, s in zip(bases, sizes, strict=True)))
    wide = bool(len(places)) and int(places[-1]) >= 1 << 32
    extras = {"fieldmap": dict(names), "indextype": "q" if wide else "I", "indexlen": len(places)}
    tail = pickle.dumps(extras, -1) + places.astype(">i8" if wide else ">u4").tobytes()
    file.write(tail + struct.pack("!i", len(tail)))
    return places


def _slots(places: Ints, hashes: npt.NDArray[np.uint32], sizes: Ints, bases: Ints) -> npt.NDArray[np.void]:
    """The 256 hash tables with every record in the first free slot from its own: all records at once, round by round;
    those that lose a slot to another one go on to the next."""
    slots = np.zeros(int(sizes.sum()), _SLOT)
    taken = np.full(len(slots), -1, np.int64)
    bucket = (hashes & np.uint32(255)).astype(np.int64)
    base, size = bases[bucket], sizes[bucket]
    place = (hashes >> np.uint32(8)).astype(np.int64) % np.maximum(size, 1)
    waiting = np.arange(len(places))
    while len(waiting):
        target = base[waiting] + place[waiting]
        free = taken[target] < 0
        taken[target[free]] = waiting[free]
        waiting = waiting[taken[target] != waiting]
        place[waiting] = (place[waiting] + 1) % size[waiting]
    filled = np.flatnonzero(taken >= 0)
    slots["hash"][filled], slots["place"][filled] = hashes[taken[filled]], places[taken[filled]]
    return slots
