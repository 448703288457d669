"""Which line goes on from which: one assignment for the whole page, where every line may also stay alone."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp

import numpy as np
from scipy.optimize import linear_sum_assignment

from archive.parsing.lines import Line
from archive.parsing.page import Page
from archive.parsing.seams import Seam, overlap, seam
from archive.parsing.swaps import swapped_seams
from archive.parsing.weights import FAR, NEAR

_SINK = 7.0  # log odds that the line right above a jump line goes on behind the jump
_SINK_REACH = 4
_FARTHEST = 400  # text lines between the two pieces of a paragraph, at most
_NEAREST_REACH, _PAIRS = (
    40,
    200_000,
)  # in a file of many pages the pieces stand nearer: about so many pairs are looked at
_SURE_START = 5.0  # log odds of a paragraph's beginning that no distant line goes on in
_LIKELY_START = 1.0  # the same where the line above is closed
_BOUND = 0.03  # a line this sure of its neighbour is no candidate for one far off
_APART = 2.6  # what a join of two lines that stand apart explains: an open end and a headless beginning
_PRINTED_LINE = 4.0  # log odds that a full printed line goes on in the next, where the OCR kept the print's lines
_SURE = 0.0  # log odds below which two neighbours are not joined


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
    return weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in features.items() if value)


def seam_odds(found: Seam) -> float:
    """Log odds that the second line of a seam goes on from the first rather than that both ends stay alone."""
    if found.near:
        return weigh(found.features, NEAR) - _SURE + _PRINTED_LINE * found.features.get("printed_line", 0.0)
    return weigh(found.features, FAR) + _APART


def _as_if_near(page: Page, a: int, b: int) -> float:
    """Log odds that `b` goes on from `a` if it stood right below it."""
    return max(-4.0, min(6.0, weigh(seam(page, page.lines[a], page.lines[b]).features, NEAR)))


def candidates(page: Page) -> tuple[list[Line], list[Line]]:
    """The lines whose end may go on elsewhere, and the lines that may go on from another."""
    left = [line for line in page.lines if line.role == "body" and (page.facts[line.index].open or page.is_full(line))]
    right = [line for line in page.lines if line.role == "body" and not line.level]
    return left, right


def all_seams(page: Page) -> list[Seam]:
    """The candidate pairs worth a look. Of a pair that stands apart the features also say how free its two lines are, that is
    how little their neighbours in the file suit them; a pair of bound lines is left out."""
    left, right = candidates(page)
    may_follow = {line.index for line in right}
    pairs = [(a, page.after(a.index)) for a in left]
    near = [seam(page, a, b) for a, b in pairs if b is not None and b.index in may_follow]
    odds = {(s.left, s.right): seam_odds(s) for s in near}
    free_left = {a.index: 1.0 for a in left} | {a: _chance(-o) for (a, _), o in odds.items()}
    free_right = {b.index: 1.0 for b in right if not page.facts[b.index].lead} | {
        b: _chance(-o) for (_, b), o in odds.items()
    }
    return near + _far_seams(page, set(odds), free_left, free_right)


def _far_seams(
    page: Page, near: set[tuple[int, int]], free_left: Mapping[int, float], free_right: Mapping[int, float]
) -> list[Seam]:
    free = sorted(index for index, chance in free_right.items() if chance > _BOUND and not _sits_well(page, index))
    reach = max(_NEAREST_REACH, min(_FARTHEST, _PAIRS // (1 + len(free))))
    found = []
    for a, left_free in free_left.items() if free else ():
        if left_free <= _BOUND:
            continue
        for b in free[bisect_left(free, a - reach) : bisect_left(free, a + reach)]:
            if a != b and left_free * free_right[b] > _BOUND and (a, b) not in near:
                found.append(_with_freedom(seam(page, page.lines[a], page.lines[b]), left_free, free_right[b]))
    return found


def _sits_well(page: Page, index: int) -> bool:
    """Whether a line begins like a paragraph right where the paragraph above it ends: no line elsewhere goes on in it."""
    before, facts = page.before(index), page.facts[index]
    closed = before is not None and before.role == "body" and not page.facts[before.index].open
    return facts.start >= _SURE_START or (closed and facts.start >= _LIKELY_START and not facts.stray)


def _with_freedom(apart: Seam, left: float, right: float) -> Seam:
    needy = right * _chance(2.0 * (apart.features["start_odd"] - apart.features["start"]))
    extra = {"left_free": left, "right_free": right, "right_needy": needy, "both_free": left * needy}
    extra["overlap_free"] = apart.features["overlap"] * left * needy
    return replace(apart, features={**apart.features, **extra})


def _chance(odds: float) -> float:
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, odds))))


def find_joins(page: Page) -> tuple[Join, ...]:
    """The joins of the most likely reading of the page, in file order of their left lines."""
    odds = {(s.left, s.right): (seam_odds(s), s.overlap) for s in all_seams(page)}
    for pair, value in swapped_seams(page, lambda a, b: _as_if_near(page, a, b)).items():
        odds[pair] = max(odds.get(pair, (0.0, 0)), (value, overlap(page.facts[pair[0]].text, page.facts[pair[1]].text)))
    likely = {pair: value for pair, value in odds.items() if value[0] > 0}
    sinks = _sinks(page, sorted({a for a, _ in likely}))
    values = {**{pair: value for pair, (value, _) in likely.items()}, **sinks}
    pairs = [pair for part in _parts(list(values)) for pair in _assign(part, values) if pair in likely]
    rivals = _rivals(likely)
    return _without_cycles(
        [Join(*pair, likely[pair][1], likely[pair][0], likely[pair][0] - rivals[pair]) for pair in pairs]
    )


def _sinks(page: Page, left: Sequence[int]) -> dict[tuple[int, int], float]:
    """A place for each jump line (下转), numbered below zero: it takes one open end of the lines above it, the nearest most gladly."""
    jumps = [line for line in page.lines if line.role == "jump_out"]
    odds = {
        (a, -1 - jump.index): _sink(page, jump, a)
        for jump in jumps
        for a in left
        if abs(jump.index - a) <= 4 * _SINK_REACH
    }
    return {pair: value for pair, value in odds.items() if value > 0}


def _sink(page: Page, jump: Line, a: int) -> float:
    """A line whose end is repeated nearer to the jump line stands where the repeat stands."""
    distances = [jump.index - at for at in (a, *page.repeats_of(a))]
    nearest = min((d for d in distances if d > 0), default=_SINK_REACH + 1)
    return _SINK - nearest if nearest <= _SINK_REACH else 0.0


def _parts(pairs: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """The pairs in groups that share no line: each is an assignment of its own, so that long files stay cheap."""
    parent: dict[tuple[str, int], tuple[str, int]] = {}

    def root(node: tuple[str, int]) -> tuple[str, int]:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for a, b in pairs:
        parent[root(("left", a))] = root(("right", b))
    found: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for a, b in sorted(pairs):
        found.setdefault(root(("left", a)), []).append((a, b))
    return list(found.values())


def _assign(pairs: Sequence[tuple[int, int]], odds: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    """Highest sum of log odds with each line used once on either side; a line joined to nothing counts 0."""
    if len(pairs) == 1:
        return list(pairs)
    rows, columns = sorted({a for a, _ in pairs}), sorted({b for _, b in pairs})
    scores = np.zeros((len(rows), len(columns)))
    row_of, column_of = {a: i for i, a in enumerate(rows)}, {b: j for j, b in enumerate(columns)}
    for a, b in pairs:
        scores[row_of[a], column_of[b]] = odds[a, b]
    best = linear_sum_assignment(scores, maximize=True)
    return [(rows[i], columns[j]) for i, j in zip(*best) if scores[i, j] > 0]


def _rivals(likely: Mapping[tuple[int, int], tuple[float, int]]) -> dict[tuple[int, int], float]:
    """For each pair the best log odds of another pair that wants one of its two lines; 0 where there is none."""
    by_left: dict[int, list[float]] = {}
    by_right: dict[int, list[float]] = {}
    for (a, b), (value, _) in likely.items():
        by_left.setdefault(a, []).append(value)
        by_right.setdefault(b, []).append(value)
    return {
        (a, b): max(_second(by_left[a], value), _second(by_right[b], value)) for (a, b), (value, _) in likely.items()
    }


def _second(values: Sequence[float], own: float) -> float:
    rest = sorted(values, reverse=True)
    rest.remove(own)
    return rest[0] if rest else 0.0


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
