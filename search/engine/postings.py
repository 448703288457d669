"""Posting lists as bytes: gaps between document numbers in 1, 2 or 4 bytes, then the weights, one byte each.

    list = gap[count] (little-endian, first gap counted from 0) + weight[count] (left out where every weight is 1)

The width is the least that holds the list's widest gap. Count, length in bytes and greatest weight stand in the term
dictionary, so a list needs no header and is read in one piece.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]
Docs = npt.NDArray[np.uint32]
Ints = npt.NDArray[np.int64]
_TYPES: dict[int, np.dtype[Any]] = {1: np.dtype("<u1"), 2: np.dtype("<u2"), 4: np.dtype("<u4")}


def encode(counts: Ints, docs: Docs, weights: Bytes) -> tuple[Bytes, Ints]:
    """The bytes of many lists, and the length of each in bytes."""
    starts = np.cumsum(counts) - counts
    gaps = np.diff(docs, prepend=np.uint32(0))
    gaps[starts] = docs[starts]
    widest = np.maximum.reduceat(gaps, starts)
    widths = np.where(widest < 1 << 8, 1, np.where(widest < 1 << 16, 2, 4))
    weighty = np.maximum.reduceat(weights, starts) > 1
    lengths = counts * (widths + weighty)
    offsets = np.cumsum(lengths) - lengths
    out = np.empty(int(lengths.sum()), np.uint8)
    for width, dtype in _TYPES.items():
        chosen = widths == width
        inside = np.repeat(chosen, counts)
        pieces = gaps[inside].astype(dtype).view(np.uint8).reshape(-1, width)
        places = spread(offsets[chosen], counts[chosen], width)
        for byte in range(width):
            out[places + byte] = pieces[:, byte]
    out[spread((offsets + counts * widths)[weighty], counts[weighty])] = weights[np.repeat(weighty, counts)]
    return out, lengths


def spread(offsets: Ints, counts: Ints, step: int = 1) -> Ints:
    """offset, offset + step, ... for each of the lists, one after another."""
    starts = np.cumsum(counts) - counts
    return np.repeat(offsets - starts * step, counts) + np.arange(int(counts.sum()), dtype=np.int64) * step


def decode(data: Bytes, offsets: Ints, lengths: Ints, counts: Ints, heaviest: Bytes) -> tuple[Docs, Bytes]:
    """Documents and weights of many lists, one after another."""
    weighty = heaviest > 1
    widths = lengths // counts - weighty
    gaps = np.empty(int(counts.sum()), np.uint32)
    for width in _TYPES:
        chosen = widths == width
        places = spread(offsets[chosen], counts[chosen], width)
        value = data[places].astype(np.uint32)
        for byte in range(1, width):
            value |= data[places + byte].astype(np.uint32) << np.uint32(8 * byte)
        gaps[np.repeat(chosen, counts)] = value
    weights = np.ones(len(gaps), np.uint8)
    weights[np.repeat(weighty, counts)] = data[spread((offsets + counts * widths)[weighty], counts[weighty])]
    return _sums(gaps, counts), weights


def _sums(gaps: Docs, counts: Ints) -> Docs:
    totals = np.cumsum(gaps, dtype=np.int64)
    starts = np.cumsum(counts) - counts
    before = totals[starts] - gaps[starts]
    return (totals - np.repeat(before, counts)).astype(np.uint32)


def decode_docs(data: memoryview, offset: int, length: int, count: int, heaviest: int) -> npt.NDArray[np.int32]:
    """The documents of one list."""
    width = length // count - (heaviest > 1)
    return np.frombuffer(data, _TYPES[width], count, offset).cumsum(dtype=np.int32)


def decode_weights(data: memoryview, offset: int, length: int, count: int, heaviest: int) -> Bytes | None:
    """The weights of one list; None where every one is 1."""
    return np.frombuffer(data, np.uint8, count, offset + length - count) if heaviest > 1 else None
