"""Which articles share most of some words with each other: what related articles are chosen by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from search.engine import facets as faceting
from search.engine.execute import Execution
from search.engine.index import Index
from search.engine.plan import cover
from search.engine.view import SegmentView
from search.query import Term

LEAST = 2  # words that must be shared


@dataclass(frozen=True, slots=True)
class Sharing:
    """An article: the sum of the weights of the words it holds, these words, its date as in the index (0: none)."""

    uid: str
    weight: float
    words: tuple[str, ...]
    date: int


def sharing(
    index: Index, words: Mapping[str, float], least: float, date_from: int | None, date_to: int | None, most: int
) -> list[Sharing]:
    """Articles that hold words of at least the weight `least`, at most `most` of a segment, its heaviest first."""
    found = (in_segment(view, words, least, date_from, date_to, most) for view in index.views)
    return [one for part in found for one in part]


def in_segment(
    view: SegmentView, words: Mapping[str, float], least: float, start: int | None, end: int | None, most: int
) -> Iterator[Sharing]:
    run = Execution(view, faceting.mask(view, {}, start, end), {})
    holders = {word: run.run(Term(word)) for word in words}
    weights, counts = np.zeros(view.count, np.float32), np.zeros(view.count, np.uint8)
    for word, docs in holders.items():
        weights[docs] += np.float32(words[word])
        counts[docs] += 1
    rows = np.flatnonzero((counts >= LEAST) & (weights >= least))
    for doc in rows[np.argsort(-weights[rows], kind="stable")][:most].tolist():
        held = tuple(word for word, docs in holders.items() if holds(docs, doc))
        yield Sharing(view.uid(doc), float(weights[doc]), held, int(view.arrays["date"][doc]))


def holds(docs: np.ndarray, doc: int) -> bool:
    row = int(np.searchsorted(docs, doc))
    return row < len(docs) and int(docs[row]) == doc


def at_most(index: Index, flat: str) -> int:
    """How many articles can hold the flat string at most: its own list where the dictionary has one, else no more
    than hold the rarest of its pairs."""
    return sum(at_most_in(view, flat) for view in index.views)


def at_most_in(view: SegmentView, flat: str) -> int:
    if own := view.posting(flat):
        return own.count
    return min((found.count if (found := view.posting(span.text)) else 0 for span in cover(flat)), default=0)
