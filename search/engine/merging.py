"""Many runs of posting lists become one: by gathering arrays, a stretch of terms at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from search.engine import postings
from search.engine.invert import Lists
from search.engine.sets import distinct

Ints = npt.NDArray[np.int64]
_CHUNK = 3_000_000  # postings merged at a time; bounds the memory
_SAMPLE = 256  # of so many terms one is looked at to find where to cut


class Source(Protocol):
    """Posting lists in key order, somewhere."""

    @property
    def keys(self) -> npt.NDArray[np.uint64]: ...

    @property
    def counts(self) -> npt.NDArray[Any]: ...

    def read(self, start: int, end: int) -> Lists:
        """The lists of the terms from `start` to before `end`; lists may come back shorter than `counts` says."""


@dataclass(frozen=True, slots=True)
class Shifted:
    """The lists of a batch, its documents numbered from `base`."""

    lists: Lists
    starts: Ints
    base: int

    @classmethod
    def of(cls, lists: Lists, base: int) -> Shifted:
        return cls(lists, np.append(0, np.cumsum(lists.counts)), base)

    @property
    def keys(self) -> npt.NDArray[np.uint64]:
        return self.lists.keys

    @property
    def counts(self) -> Ints:
        return self.lists.counts

    def read(self, start: int, end: int) -> Lists:
        part = slice(int(self.starts[start]), int(self.starts[end]))
        docs = self.lists.docs[part] + np.uint32(self.base)
        return Lists(self.keys[start:end], self.counts[start:end], docs, self.lists.weights[part])


@dataclass(frozen=True, slots=True)
class Spilled:
    """The same, waiting in a file. It is read, not mapped: mapped pages would count as memory of the process."""

    keys: npt.NDArray[np.uint64]
    counts: npt.NDArray[np.uint32]
    starts: npt.NDArray[np.uint32]
    base: int
    path: Path

    @classmethod
    def of(cls, lists: Lists, base: int, path: Path) -> Spilled:
        with path.open("wb") as file:
            file.write(lists.docs.data)
            file.write(lists.weights.data)
        starts = np.append(0, np.cumsum(lists.counts)).astype(np.uint32)
        return cls(lists.keys, lists.counts.astype(np.uint32), starts, base, path)

    def read(self, start: int, end: int) -> Lists:
        first, last = int(self.starts[start]), int(self.starts[end])
        docs = np.fromfile(self.path, np.uint32, last - first, offset=4 * first) + np.uint32(self.base)
        weights = np.fromfile(self.path, np.uint8, last - first, offset=4 * int(self.starts[-1]) + first)
        return Lists(self.keys[start:end], self.counts[start:end].astype(np.int64), docs, weights)


@dataclass(frozen=True, slots=True)
class Stored:
    """The lists of a segment on disk; `numbers` gives a document's new number, -1 for a deleted one."""

    keys: npt.NDArray[np.uint64]
    counts: Ints
    infos: npt.NDArray[np.void]
    data: npt.NDArray[np.uint8]
    numbers: npt.NDArray[np.int64]

    def read(self, start: int, end: int) -> Lists:
        infos, counts, keys = self.infos[start:end], self.counts[start:end], self.keys[start:end]
        heaviest = infos["heaviest"].astype(np.uint8)
        offsets, lengths = infos["offset"].astype(np.int64), infos["length"].astype(np.int64)
        docs, weights = postings.decode(self.data, offsets, lengths, counts, heaviest)
        numbers = self.numbers[docs]
        here = numbers >= 0
        if not here.all():
            sums = np.append(0, np.cumsum(here))
            ends = np.cumsum(counts)
            counts = sums[ends] - sums[ends - counts]
            numbers, weights = numbers[here], weights[here]
        return Lists(keys, counts, numbers.astype(np.uint32), weights)


def merge(sources: Sequence[Source]) -> Iterator[Lists]:
    """The lists of all sources in key order, in chunks that end with a term. Documents of a later source have higher
    numbers than those of an earlier one, so lists of one term only need to be laid end to end."""
    sources = [source for source in sources if len(source.keys)]
    for first, last in pairwise(_cuts(sources)):
        parts = []
        for source in sources:
            start, end = np.searchsorted(source.keys, np.array([first, last], np.uint64)).tolist()
            if end > start:
                parts.append(source.read(start, end))
        if parts and len((chunk := _lay(parts)).keys):
            yield chunk


def _cuts(sources: Sequence[Source]) -> list[int]:
    """Keys at which to cut, so that about as many postings as a chunk holds lie between two: from samples of the runs,
    since all their keys together would be the largest array of the build."""
    if not sources:
        return []
    keys = np.concatenate([source.keys[::_SAMPLE] for source in sources])
    sizes = [np.add.reduceat(source.counts, np.arange(0, len(source.counts), _SAMPLE)) for source in sources]
    order = np.argsort(keys)
    sums = np.cumsum(np.concatenate(sizes)[order], dtype=np.int64)
    marks = np.searchsorted(sums, np.arange(_CHUNK, int(sums[-1]), _CHUNK))
    return [0, *distinct(keys[order][marks]).tolist(), 2**64 - 1]


def _lay(parts: Sequence[Lists]) -> Lists:
    if len(parts) == 1 and (parts[0].counts > 0).all():
        return parts[0]
    terms = distinct(np.concatenate([part.keys for part in parts]))
    rows = [np.searchsorted(terms, part.keys) for part in parts]
    totals = np.zeros(len(terms), np.int64)
    for row, part in zip(rows, parts, strict=True):
        totals[row] += part.counts
    free = np.cumsum(totals) - totals
    docs, weights = np.empty(int(totals.sum()), np.uint32), np.empty(int(totals.sum()), np.uint8)
    for row, part in zip(rows, parts, strict=True):
        places = postings.spread(free[row], part.counts)
        docs[places], weights[places] = part.docs, part.weights
        free[row] += part.counts
    kept = totals > 0
    return Lists(terms[kept], totals[kept], docs, weights)
