"""What comes first. BM25 over the index's weights (headline over kicker and deck over body, lead over the rest), times
what kind of article it is; then, for several words, the whole phrase over scattered words among the best.

Trove, the Australian newspaper archive, weighs lists by 0.2 and adverts by 0.1; so does this one. A notice (启事, 公告)
is often what a reader of a local paper is after, so it keeps half.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from search.engine.execute import Execution, Leaf
from search.engine.sets import Docs, values_at
from search.engine.view import SegmentView

Scores = npt.NDArray[np.float32]
K1, B = 1.2, 0.6
KINDS = {"list": 0.2, "advert": 0.1, "notice": 0.5}
VERIFIED = 1.0001  # verified text over unverified at equal score


def prepare(view: SegmentView, mean: float) -> tuple[Scores, Scores]:
    """Per document: BM25's term for its length, and the factor for kind and verification."""
    lengths = view.arrays["lengths"].astype(np.float32)
    norms = np.float32(K1) * (np.float32(1 - B) + np.float32(B / max(mean, 1)) * lengths)
    kinds = np.array([KINDS.get(kind, 1.0) for kind in view.strings("kind")] or [1.0], np.float32)
    factors = kinds[view.arrays["kind"]] * np.where(view.arrays["verified"] > 0, np.float32(VERIFIED), np.float32(1))
    return norms, factors.astype(np.float32)


def rarity(count: int, estimate: int) -> float:
    """BM25's inverse document frequency; never negative."""
    return float(np.log1p((count - min(estimate, count) + 0.5) / (estimate + 0.5)))


def score(execution: Execution, docs: Docs, rarities: dict[Leaf, float], norms: Scores, factors: Scores) -> Scores:
    """The scores of the documents found."""
    if not len(docs):
        return np.zeros(0, np.float32)
    whole = len(docs) == len(norms)
    norm = norms if whole else norms[docs]
    total: Scores | None = None
    for leaf, found in execution.evidence.items():
        weights = _weights(execution.view, found.lists, docs).astype(np.float32)
        share = weights + norm
        np.divide(weights, share, out=share)
        share *= np.float32(rarities[leaf] * (K1 + 1))
        total = share if total is None else np.add(total, share, out=total)
    factor = factors if whole else factors[docs]
    return factor.copy() if total is None else np.multiply(total, factor, out=total)


def _weights(view: SegmentView, lists: Sequence, docs: Docs) -> npt.NDArray[np.uint8]:  # type: ignore[type-arg]
    """How much a string weighs in each document: as much as the least of the terms it consists of."""
    least: npt.NDArray[np.uint8] | None = None
    for listed, posting in lists:
        weights = values_at(docs, listed, view.weights(posting), view.count)
        least = weights if least is None else np.minimum(least, weights)
    return np.ones(len(docs), np.uint8) if least is None else least


def best(scores: Scores, docs: Docs, days: npt.NDArray[np.int32], count: int) -> npt.NDArray[np.int64]:
    """The rows of the highest scores, at equal scores those of the newest documents; at least `count` of them where
    there are so many, in no order. `days` are the dates of all documents."""
    if len(scores) <= count:
        return np.arange(len(scores))
    least = np.partition(scores, len(scores) - count)[len(scores) - count]
    rows = np.flatnonzero(scores > least)
    return np.append(rows, _newest(np.flatnonzero(scores == least), docs, days, count - len(rows)))


def _newest(rows: npt.NDArray[np.int64], docs: Docs, days: npt.NDArray[np.int32], count: int) -> npt.NDArray[np.int64]:
    """The newest of rows of equal score, and those of the same day as the last of them; there may be very many rows."""
    if len(rows) <= count or count < 1:
        return rows[: max(count, 0)]
    late = days[docs[rows]]
    return rows[late >= np.partition(late, len(late) - count)[len(late) - count]]


def in_order(scores: Scores, days: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
    """The rows by score; at equal scores the newer first, then as they come."""
    return np.lexsort((-days, -scores))


def by_date(days: npt.NDArray[np.int32], newest: bool) -> Scores:
    """Scores that put the newest or the oldest first; the undated (0) last either way."""
    late = np.where(days == 0, np.iinfo(np.int32).max, -days if newest else days)
    return -late.astype(np.float32)  # days are exact in it
