"""Which pairs of lines are worth a look as end and beginning of one sentence, and how likely each is: a first look at the two
alone, a second one that knows of all others."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from heapq import nlargest

from archive.parsing.captions import opens_caption
from archive.parsing.endings import is_label
from archive.parsing.lines import Line
from archive.parsing.networks import chance, networks
from archive.parsing.page import Page
from archive.parsing.rivals import with_rivals
from archive.parsing.seams import LONGEST_OVERLAP, Seam, seam
from archive.parsing.signatures import signature_dates
from archive.parsing.sources import is_source
from archive.parsing.starts import opens_item
from archive.parsing.tables import is_row
from archive.parsing.weights import FAR, NEAR

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
_BEST = 16  # pairs of a line, at either end, that are looked at
_BEYOND = 100.0  # ranks a pair whose second line may repeat the first before all others
_MOST_SUITED = 1000  # lines of text from which on that is too much work
_APART = 1.5  # what a join of two lines that stand apart explains: an open end and a headless beginning
_BELOW = 0.3  # a wrong join makes nonsense of a sentence, a missed one only breaks it
_FULL_LINE = 6.0  # log odds that a full printed line goes on in the next, beyond what the words say


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
        return weigh(found.features, NEAR)
    return weigh(found.features, FAR) + _APART


def as_if_near(page: Page, a: int, b: int) -> float:
    """Log odds that `b` goes on from `a` if it stood right below it."""
    return max(-4.0, min(6.0, weigh(seam(page, page.lines[a], page.lines[b]).features, NEAR)))


def candidates(page: Page) -> tuple[list[Line], list[Line]]:
    """The lines whose end may go on elsewhere, and the lines that may go on from another."""
    signed = {at for i in signature_dates(page.lines) for at in (i - 1, i)}  # an office and its date end a notice
    left = [
        line
        for line in page.lines
        if line.role == "body"
        and not line.level
        and line.index not in signed
        and (page.facts[line.index].open or page.facts[line.index].due)
    ]
    right = [line for line in page.lines if line.role == "body" and not line.level and not _begins_anew(line.text)]
    return left, right


def _begins_anew(text: str) -> bool:
    """Whether the line's form says that no sentence goes on in it: an item, the label of a box, a caption, a row, a source."""
    return opens_item(text) or is_label(text) or opens_caption(text) or is_row(text) or is_source(text)


def _may_go_on(page: Page, a: int, b: int) -> bool:
    """A line that ends with a stop goes on only where its open quote or bracket is closed."""
    left, right = page.facts[a], page.facts[b]
    return left.open or bool(left.due and right.stray and left.due[-1] == right.stray[0])


def second_look(page: Page) -> list[tuple[Seam, float]]:
    """The candidate pairs with what the others say of each (`rivals`), and the log odds that it holds."""
    seams = all_seams(page)
    first = {(s.left, s.right): seam_odds(s) for s in seams}
    seams = with_rivals(seams, first)
    known = networks()
    near = iter(known["NEAR"].odds([s.features for s in seams if s.near]))
    far = iter(known["FAR"].odds([s.features for s in seams if not s.near]))
    return [
        (s, next(near) - _BELOW + _FULL_LINE * (s.left in page.full) if s.near else next(far) + _APART) for s in seams
    ]


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
    return _best(page, found)


def _best(page: Page, pairs: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Of each line's pairs, on either side, those whose ends suit each other best, before them those where the second may repeat
    the first: on a page of open ends nearly all lines are free, and nearly all pairs nonsense."""
    value = {pair: _BEYOND if _may_repeat(page, *pair) else page.fits.value(*pair) for pair in pairs}
    kept: set[tuple[int, int]] = set()
    for side in (0, 1):
        beside: dict[int, list[tuple[float, tuple[int, int]]]] = {}
        for pair in pairs:
            beside.setdefault(pair[side], []).append((value[pair], pair))
        kept.update(pair for found in beside.values() for _, pair in nlargest(_BEST, found))
    return kept


def _may_suit(page: Page, a: int, b: int) -> bool:
    """Whether two ends do not clash, or the second perhaps repeats the first."""
    return page.fits.value(a, b) > _UNSUITED or _may_repeat(page, a, b)


def _may_repeat(page: Page, a: int, b: int) -> bool:
    return page.lines[b].text[:2] in page.lines[a].text[-LONGEST_OVERLAP:]


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
