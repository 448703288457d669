"""Which articles share most of some words with each other: what related articles are chosen by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from search.engine.execute import Execution
from search.engine.index import Index
from search.engine.plan import cover
from search.engine.view import SegmentView
from search.query import Term

LEAST = 2  # words that must be shared
LAST_DAY = date.max.toordinal()


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
    """Words that tell something are rare: only what holds one of them is looked at, not the whole segment."""
    run = Execution(view, view.live, {})
    holders = {word: run.run(Term(word)) for word in words}
    docs, place = np.unique(np.concatenate(list(holders.values())), return_inverse=True)
    each = np.repeat([words[word] for word in holders], [len(found) for found in holders.values()])
    weights, counts = np.bincount(place, each, len(docs)), np.bincount(place, None, len(docs))
    days = view.arrays["date"][docs]
    kept = (counts >= LEAST) & (weights >= least) & (days >= (start or 0)) & (days <= (end or LAST_DAY))
    rows = np.flatnonzero(kept)
    for row in rows[np.argsort(-weights[rows], kind="stable")][:most].tolist():
        doc = int(docs[row])
        held = tuple(word for word, found in holders.items() if holds(found, doc))
        yield Sharing(view.uid(doc), float(weights[row]), held, int(days[row]))


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
