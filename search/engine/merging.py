"""Many runs of posting lists become one: by gathering arrays, a stretch of terms at a time."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from search.engine import postings
from search.engine.invert import Lists

Ints = npt.NDArray[np.int64]
_CHUNK = 4_000_000  # postings merged at a time; bounds the memory


class Source(Protocol):
    """Posting lists in key order, somewhere."""

    keys: npt.NDArray[np.uint64]
    counts: Ints

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
    if not sources:
        return
    terms, which = np.unique(np.concatenate([source.keys for source in sources]), return_inverse=True)
    totals = np.bincount(which, np.concatenate([source.counts for source in sources])).astype(np.int64)
    cuts = _cuts(totals)
    for first, last in zip(cuts, cuts[1:], strict=False):
        yield _chunk(sources, terms[first:last])


def _cuts(totals: Ints) -> list[int]:
    sums = np.cumsum(totals)
    marks = np.arange(_CHUNK, int(sums[-1]) + _CHUNK, _CHUNK)
    cuts = np.unique(np.append(0, np.searchsorted(sums, marks, side="left") + 1))
    return [*cuts[cuts < len(totals)].tolist(), len(totals)]


def _chunk(sources: Sequence[Source], terms: npt.NDArray[np.uint64]) -> Lists:
    parts = []
    for source in sources:
        start = int(np.searchsorted(source.keys, terms[0]))
        end = int(np.searchsorted(source.keys, terms[-1], side="right"))
        if end > start:
            parts.append(source.read(start, end))
    return parts[0] if len(parts) == 1 and (parts[0].counts > 0).all() else _lay(parts, terms)


def _lay(parts: Sequence[Lists], terms: npt.NDArray[np.uint64]) -> Lists:
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
