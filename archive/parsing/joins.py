"""Which line goes on from which: one assignment for the whole page, where every line may also stay alone."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.optimize import linear_sum_assignment

from archive.parsing.lines import Line
from archive.parsing.networks import chance, networks
from archive.parsing.page import Page
from archive.parsing.rivals import with_rivals
from archive.parsing.seams import LONGEST_OVERLAP, Seam, overlap, seam
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
_SUITED, _BOUND_SUITED = (
    1.5,
    0.0003,
)  # ends that suit each other this well are looked at though they are this little free
_UNSUITED = -4.5  # ends that suit each other so badly are not looked at
_MOST_SUITED = 1000  # lines of text from which on that is too much work
_APART = 1.5  # what a join of two lines that stand apart explains: an open end and a headless beginning
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
    odds, get = weights["bias"], weights.get
    for name, value in features.items():
        if value:
            odds += get(name, 0.0) * value
    return odds


def seam_odds(found: Seam) -> float:
    """Log odds, at first sight, that the second line of a seam goes on from the first rather than that both ends stay alone."""
    if found.near:
        return weigh(found.features, NEAR) - _SURE + _PRINTED_LINE * found.features.get("printed_line", 0.0)
    return weigh(found.features, FAR) + _APART


def _as_if_near(page: Page, a: int, b: int) -> float:
    """Log odds that `b` goes on from `a` if it stood right below it."""
    return max(-4.0, min(6.0, weigh(seam(page, page.lines[a], page.lines[b]).features, NEAR)))


def candidates(page: Page) -> tuple[list[Line], list[Line]]:
    """The lines whose end may go on elsewhere, and the lines that may go on from another."""
    left = [
        line for line in page.lines if line.role == "body" and (_breaks_off(page, line) or page.facts[line.index].due)
    ]
    right = [line for line in page.lines if line.role == "body" and not line.level]
    return left, right


def _breaks_off(page: Page, line: Line) -> bool:
    return page.facts[line.index].open or page.is_full(line)


def _may_go_on(page: Page, a: int, b: int) -> bool:
    """A line that ends with a stop goes on only where its open quote or bracket is closed."""
    left, right = page.facts[a], page.facts[b]
    return _breaks_off(page, page.lines[a]) or bool(left.due and right.stray and left.due[-1] == right.stray[0])


def second_look(page: Page) -> list[tuple[Seam, float]]:
    """The candidate pairs with what the others say of each (`rivals`), and the log odds that it holds."""
    seams = all_seams(page)
    first = {(s.left, s.right): seam_odds(s) for s in seams}
    seams = with_rivals(seams, first)
    known = networks()
    near = iter(known["NEAR"].odds([s.features for s in seams if s.near]))
    far = iter(known["FAR"].odds([s.features for s in seams if not s.near]))
    odds = [next(near) if s.near else next(far) + _APART for s in seams]
    return [(s, first[s.left, s.right] if page.measure else value) for s, value in zip(seams, odds)]


def all_seams(page: Page) -> list[Seam]:
    """The candidate pairs worth a look. Of a pair that stands apart the features also say how free its two lines are, that is
    how little their neighbours in the file suit them; a pair of bound lines is left out."""
    left, right = candidates(page)
    may_follow = {line.index for line in right}
    pairs = [(a, page.after(a.index)) for a in left]
    near = [
        seam(page, a, b)
        for a, b in pairs
        if b is not None and b.index in may_follow and _may_go_on(page, a.index, b.index)
    ]
    odds = {(s.left, s.right): seam_odds(s) for s in near}
    alone = ({a.index for a in left}, {b.index for b in right if not page.facts[b.index].lead})
    known: dict[tuple[int, int], Seam] = {}
    first = _far_seams(page, odds, _freedom(odds, alone, {}), known)
    return near + _far_seams(page, odds, _freedom(odds, alone, {(s.left, s.right): seam_odds(s) for s in first}), known)


Freedom = tuple[
    dict[int, float], dict[int, float]
]  # by line: the chance that its end, and its beginning, is not bound to its neighbour


def _freedom(
    near: Mapping[tuple[int, int], float], alone: tuple[set[int], set[int]], far: Mapping[tuple[int, int], float]
) -> Freedom:
    """How free the ends and beginnings are: the better a distant line suits one of two neighbours, the freer is the other."""
    rival: tuple[dict[int, float], dict[int, float]] = ({}, {})
    for (a, b), value in far.items():
        rival[0][a], rival[1][b] = max(rival[0].get(a, 0.0), value), max(rival[1].get(b, 0.0), value)
    left, right = dict.fromkeys(alone[0], 1.0), dict.fromkeys(alone[1], 1.0)
    for (a, b), value in near.items():
        left[a] = chance(rival[1].get(b, 0.0) - value)
        right[b] = chance(rival[0].get(a, 0.0) - value)
    return left, right


def _far_seams(
    page: Page, near: Mapping[tuple[int, int], float], freedom: Freedom, known: dict[tuple[int, int], Seam]
) -> list[Seam]:
    left, right = freedom
    found = []
    for a, b in sorted(_far_pairs(page, left, right)):
        if (a, b) not in near and _may_go_on(page, a, b):
            if (a, b) not in known:
                known[a, b] = seam(page, page.lines[a], page.lines[b])
            found.append(_with_freedom(known[a, b], left[a], right[b]))
    return found


def _far_pairs(page: Page, left: Mapping[int, float], right: Mapping[int, float]) -> set[tuple[int, int]]:
    """The pairs of lines free enough to be worth a look; less free ones where the two ends suit each other well."""
    free = sorted(index for index, chance in right.items() if chance > _BOUND and not _sits_well(page, index))
    reach = max(_NEAREST_REACH, min(_FARTHEST, _PAIRS // (1 + len(free))))
    found = {
        (a, b)
        for a, chance in left.items()
        if chance > _BOUND
        for b in free[bisect_left(free, a - reach) : bisect_left(free, a + reach)]
        if a != b and chance * right[b] > _BOUND and _may_suit(page, a, b)
    }
    suited = page.fits.likely(_SUITED) if len(right) <= _MOST_SUITED else ()
    found.update((a, b) for a, b in suited if a != b and left.get(a, 0.0) * right.get(b, 0.0) > _BOUND_SUITED)
    return found


def _may_suit(page: Page, a: int, b: int) -> bool:
    """Whether two ends do not clash, or the second perhaps repeats the first."""
    return page.fits.value(a, b) > _UNSUITED or page.lines[b].text[:2] in page.lines[a].text[-LONGEST_OVERLAP:]


def _sits_well(page: Page, index: int) -> bool:
    """Whether a line begins like a paragraph right where the paragraph above it ends: no line elsewhere goes on in it."""
    before, facts = page.before(index), page.facts[index]
    closed = before is not None and before.role == "body" and not page.facts[before.index].open
    return facts.start >= _SURE_START or (
        closed and facts.start >= _LIKELY_START and facts.opens >= 0 and not facts.stray
    )


def _with_freedom(apart: Seam, left: float, right: float) -> Seam:
    features = apart.features
    needy = right * chance(2.0 * (features["start_odd"] - features["start"]))
    features = {
        **features,
        "left_free": left,
        "right_free": right,
        "right_needy": needy,
        "both_free": left * needy,
        "overlap_free": features["overlap"] * left * needy,
    }
    return Seam(apart.left, apart.right, apart.overlap, apart.near, features)


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
    for pair, value in swapped_seams(page, cache(lambda a, b: _as_if_near(page, a, b))).items():
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
