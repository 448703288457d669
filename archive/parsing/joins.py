"""Which line goes on from which: one assignment for the whole page, where every line may also stay alone."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp

import numpy as np
from scipy.optimize import linear_sum_assignment

from archive.parsing.lines import Line
from archive.parsing.page import Page
from archive.parsing.seams import Seam, seam
from archive.parsing.weights import FAR, NEAR

_FORBIDDEN = -50.0
_SINK = 7.0  # log odds that the line right above a jump line goes on behind the jump
_SINK_REACH = 4
_BOUND = 0.03  # a line this sure of its neighbour is no candidate for one far off
_APART = 4.5  # what a join of two lines that stand apart explains: an open end and a headless beginning
_SURE = 0.2  # log odds below which two neighbours are not joined


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


def seam_odds(found: Seam) -> float:
    """Log odds that the second line of a seam goes on from the first rather than that both ends stay alone."""
    return weigh(found.features, NEAR) - _SURE if found.near else weigh(found.features, FAR) + _APART


def candidates(page: Page) -> tuple[list[Line], list[Line]]:
    """The lines whose end may go on elsewhere, and the lines that may go on from another."""
    left = [line for line in page.lines if line.role == "body" and page.facts[line.index].open]
    right = [line for line in page.lines if line.role == "body" and not line.level]
    return left, right


def all_seams(page: Page) -> list[list[Seam | None]]:
    """The candidate pairs worth a look, by row of `candidates`. Of a pair that stands apart the features also say how free
    its two lines are, that is how little their neighbours in the file suit them; a pair of bound lines is left out."""
    left, right = candidates(page)
    place = {line.index: column for column, line in enumerate(right)}
    rows: list[list[Seam | None]] = [[None] * len(right) for _ in left]
    near: list[Seam] = []
    for row, a in zip(rows, left):
        column = place.get(page.following.get(a.index, -1))
        if column is not None:
            row[column] = seam(page, a, right[column])
            near.append(row[column])
    odds = {(s.left, s.right): seam_odds(s) for s in near}
    free_left = {a.index: 1.0 for a in left} | {a: _chance(-o) for (a, _), o in odds.items()}
    free_right = {b.index: 1.0 for b in right if not page.facts[b.index].lead} | {b: _chance(-o) for (_, b), o in odds.items()}
    _fill_far(page, rows, left, right, free_left, free_right)
    return rows


def _fill_far(page: Page, rows: list[list[Seam | None]], left: Sequence[Line], right: Sequence[Line],
              free_left: Mapping[int, float], free_right: Mapping[int, float]) -> None:  # fmt: skip
    open_columns = [(j, b, free_right[b.index]) for j, b in enumerate(right) if free_right.get(b.index, 0.0) > _BOUND]
    for row, a in zip(rows, left):
        for j, b, right_free in open_columns if free_left[a.index] > _BOUND else ():
            if row[j] is None and a.index != b.index and free_left[a.index] * right_free > _BOUND:
                row[j] = _with_freedom(seam(page, a, b), free_left[a.index], right_free)


def _with_freedom(apart: Seam, left: float, right: float) -> Seam:
    needy = right * _chance(-2.0 * apart.features["start"])
    extra = {"left_free": left, "right_free": right, "right_needy": needy, "both_free": left * needy}
    extra["overlap_free"] = apart.features["overlap"] * left * needy
    return replace(apart, features={**apart.features, **extra})


def _chance(odds: float) -> float:
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, odds))))


def find_joins(page: Page) -> tuple[Join, ...]:
    """The joins of the most likely reading of the page, in file order of their left lines."""
    left, right = candidates(page)
    if not left or not right:
        return ()
    seams = all_seams(page)
    scores = np.array([[seam_odds(s) if s else _FORBIDDEN for s in row] for row in seams])
    return _without_cycles(_solve(np.hstack([scores, _sinks(page, left)]), seams))


def _sinks(page: Page, left: Sequence[Line]) -> np.ndarray:
    """One column a jump line (下转): it takes one open end of the lines above it, the nearest most gladly."""
    jumps = [line for line in page.lines if line.role == "jump_out"]
    return np.array([[_sink(page, jump, a) for jump in jumps] for a in left]).reshape(len(left), len(jumps))


def _sink(page: Page, jump: Line, a: Line) -> float:
    """A line whose end is repeated nearer to the jump line stands where the repeat stands."""
    distances = [jump.index - at for at in (a.index, *page.repeats_of(a.index))]
    nearest = min((d for d in distances if d > 0), default=_SINK_REACH + 1)
    return _SINK - nearest if nearest <= _SINK_REACH else _FORBIDDEN


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
