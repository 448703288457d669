"""Which line goes on from which: one assignment for the whole page, where every line may also stay alone."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from archive.parsing.lines import Line
from archive.parsing.seams import Page, Seam, ends_open, seam
from archive.parsing.weights import SEAM

_FORBIDDEN = -50.0
_SINK = 7.0  # log odds that the line right above a jump line goes on behind the jump
_SINK_REACH = 4


@dataclass(frozen=True, slots=True)
class Join:
    """Line `right` goes on in the paragraph of line `left` (indices). `odds`: log odds that it does; `margin`: how much
    the page's best reading loses without it."""

    left: int
    right: int
    drop: int
    odds: float
    margin: float


def weigh(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The log odds of a linear model; `bias` is its constant."""
    return weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in features.items())


def candidates(page: Page) -> tuple[list[Line], list[Line]]:
    """The lines whose end may go on elsewhere, and the lines that may go on from another."""
    left = [line for line in page.lines if line.role == "body" and ends_open(line)]
    right = [line for line in page.lines if line.role == "body" and not line.level]
    return left, right


def find_joins(page: Page) -> tuple[Join, ...]:
    """The joins of the most likely reading of the page, in file order of their left lines."""
    left, right = candidates(page)
    if not left or not right:
        return ()
    seams = [[seam(page, a, b) if a.index != b.index else None for b in right] for a in left]
    scores = np.array([[weigh(s.features, SEAM) if s else _FORBIDDEN for s in row] for row in seams])
    return _without_cycles(_solve(np.hstack([scores, _sinks(page, left)]), seams))


def _sinks(page: Page, left: Sequence[Line]) -> np.ndarray:
    """One column a jump line (下转): it takes one open end of the lines above it, the nearest most gladly."""
    jumps = [line for line in page.lines if line.role == "jump_out"]
    return np.array([[_sink(jump.index - a.index) for jump in jumps] for a in left]).reshape(len(left), len(jumps))


def _sink(distance: int) -> float:
    return _SINK - distance if 0 < distance <= _SINK_REACH else _FORBIDDEN


def _solve(scores: np.ndarray, seams: Sequence[Sequence[Seam | None]]) -> list[Join]:
    """Highest sum of log odds with each line used once on either side; a line joined to nothing counts 0."""
    rows, columns = linear_sum_assignment(np.maximum(scores, 0.0), maximize=True)
    joins = []
    for i, j in zip(rows, columns):
        found = seams[i][j] if j < len(seams[i]) else None
        if scores[i, j] > 0 and found:
            rivals = max(np.delete(scores[i], j).max(initial=0.0), np.delete(scores[:, j], i).max(initial=0.0), 0.0)
            joins.append(Join(found.left, found.right, found.overlap, float(scores[i, j]), float(scores[i, j] - rivals)))
    return joins


def _without_cycles(joins: Sequence[Join]) -> tuple[Join, ...]:
    """A paragraph cannot go on into itself: the weakest join of each ring is left out."""
    kept: dict[int, Join] = {}
    for join in sorted(joins, key=lambda j: (-j.odds, j.left)):
        at: int | None = join.right
        while at is not None and at != join.left:
            at = kept[at].right if at in kept else None
        if at is None:
            kept[join.left] = join
    return tuple(kept[index] for index in sorted(kept))
