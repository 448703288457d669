"""Frequent strings that are no words, such as 的工作: terms of the index all the same.

A string of three characters whose two pairs are both common is in thousands of articles, and without a list of its own
every one of their texts would have to be read. Any string may be a term as long as all its places are indexed, so those
that a sample of the archive shows to be frequent join the dictionary of the index when it is rebuilt.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from search.engine.chars import pairable
from search.engine.documents import Document
from search.engine.invert import read_batch
from search.engine.sets import distinct

SAMPLE = 4000  # documents looked at
_SHARE = 0.004  # of the sample that must hold a string
_LEAST = 16  # documents that must hold it, however small the archive
Ints = npt.NDArray[np.int64]


def frequent_strings(documents: Sequence[Document]) -> tuple[str, ...]:
    """Strings of three and four letters, digits or Han that stand in many of the documents."""
    if len(documents) < _LEAST:
        return ()
    batch = read_batch(documents)
    doc_of = np.repeat(batch.doc_of_part, np.diff(batch.ends, prepend=-1))[: len(batch.codes)]
    least = max(_LEAST, int(_SHARE * len(documents)))
    joins = pairable()[batch.codes]
    places = np.flatnonzero(joins[:-2] & joins[1:-1] & joins[2:])
    codes = batch.codes.astype(np.uint64)
    keys = codes[places] << np.uint64(42) | codes[places + 1] << np.uint64(21) | codes[places + 2]
    threes, numbers = _many(keys, places, doc_of, least)
    follows = np.flatnonzero(np.diff(threes) == 1)  # a string of four begins where two of three stand side by side
    pairs = numbers[follows].astype(np.uint64) << np.uint64(32) | numbers[follows + 1].astype(np.uint64)
    fours, _ = _many(pairs, threes[follows], doc_of, least)
    texts = {_text(batch.codes, int(place), 3) for place in threes[np.unique(numbers, return_index=True)[1]]}
    return tuple(sorted(texts | {_text(batch.codes, int(place), 4) for place in _firsts(fours, batch.codes)}))


def _many(keys: npt.NDArray[np.uint64], places: Ints, doc_of: Ints, least: int) -> tuple[Ints, Ints]:
    """The places of the keys that are in at least so many documents, and for each a number of its key. Most keys
    come a few times in all: they go before anything is counted by document."""
    _, numbers, times = np.unique(keys, return_inverse=True, return_counts=True)
    often = times[numbers] >= least
    places, numbers = places[often], numbers[often]
    once = distinct(numbers.astype(np.uint64) << np.uint64(20) | doc_of[places].astype(np.uint64))
    counts = np.bincount((once >> np.uint64(20)).astype(np.int64), minlength=len(times))
    kept = counts[numbers] >= least
    return places[kept], numbers[kept]


def _firsts(places: Ints, codes: npt.NDArray[np.uint32]) -> Ints:
    four = np.column_stack([codes[places + i] for i in range(4)]) if len(places) else np.zeros((0, 4), np.uint32)
    return places[np.unique(four, axis=0, return_index=True)[1]]


def _text(codes: npt.NDArray[np.uint32], place: int, size: int) -> str:
    return "".join(map(chr, codes[place : place + size].tolist()))
