"""Which line goes on from which: one assignment for the whole page, where every line may also stay alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.optimize import linear_sum_assignment

from archive.parsing.lines import Line
from archive.parsing.looks import as_if_near, second_look
from archive.parsing.page import Page
from archive.parsing.seams import overlap
from archive.parsing.swaps import swapped_seams

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


@dataclass(frozen=True, slots=True)
class Reading:
    """The joins of the most likely reading of a page, in file order of their left lines. `loose`: for a line that was left
    alone at its end (or beginning) the best log odds that it might have been joined."""

    joins: tuple[Join, ...]
    loose_ends: Mapping[int, float]
    loose_beginnings: Mapping[int, float]


def find_joins(page: Page) -> tuple[Join, ...]:
    """The joins of the most likely reading of the page, in file order of their left lines."""
    return read_joins(page).joins


def read_joins(page: Page) -> Reading:
    """The most likely reading of the page, and what came near it."""
    odds = {(s.left, s.right): (value, s.overlap) for s, value in second_look(page)}
    for pair, value in swapped_seams(page, cache(lambda a, b: as_if_near(page, a, b))).items():
        odds[pair] = max(odds.get(pair, (0.0, 0)), (value, overlap(page.facts[pair[0]].text, page.facts[pair[1]].text)))
    likely = {pair: value for pair, value in odds.items() if value[0] > 0}
    sinks = _sinks(page, sorted({a for a, _ in likely}))
    values = {**{pair: value for pair, (value, _) in likely.items()}, **sinks}
    pairs = [pair for part in _parts(list(values)) for pair in _assign(part, values) if pair in likely]
    rivals = _rivals(likely)
    joins = _without_cycles(
        [Join(*pair, likely[pair][1], likely[pair][0], likely[pair][0] - rivals[pair]) for pair in pairs]
    )
    return Reading(joins, *_loose(odds, joins))


def _loose(
    odds: Mapping[tuple[int, int], tuple[float, int]], joins: Sequence[Join]
) -> tuple[dict[int, float], dict[int, float]]:
    ends: dict[int, float] = {}
    beginnings: dict[int, float] = {}
    lefts, rights = {join.left for join in joins}, {join.right for join in joins}
    for (a, b), (value, _) in odds.items():
        if a not in lefts:
            ends[a] = max(ends.get(a, -30.0), value)
        if b not in rights:
            beginnings[b] = max(beginnings.get(b, -30.0), value)
    return ends, beginnings


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
