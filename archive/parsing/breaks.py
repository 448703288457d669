"""Where one article ends and another begins without a headline between them: a second look at all places of a page where that may be.

Whether an article breaks off at a place hangs on more than the two lines there: where one break is likely, the places beside it are
less so, and on a page whose other texts all hold together few stray pieces stand about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from math import inf
from typing import NamedTuple

from archive.parsing.homes import Homes, find_homes
from archive.parsing.joins import Join
from archive.parsing.lines import Line
from archive.parsing.links import link_features, order_of
from archive.parsing.networks import chance, networks
from archive.parsing.page import FLOW, Page

_BESIDE = 2
_HELD = 8.0

Pair = tuple[int, int]


class Place(NamedTuple):
    """Two neighbouring lines, neither a heading (indices). `features` are None where a join holds the two together."""

    left: int
    right: int
    features: dict[str, float] | None


class Links(NamedTuple):
    """Log odds that two neighbours stand in one article, for all that no heading parts and no join holds together; and where the lines
    belong by what they speak of."""

    odds: dict[Pair, float]
    homes: Homes


def read_links(page: Page, joins: Sequence[Join]) -> Links:
    """What holds the lines of the page together but for joins."""
    places, homes = look_twice(page, joins)
    odds = networks()["BREAK"].odds([place.features for place in places if place.features])
    return Links({(place.left, place.right): value for place, value in zip(places, odds)}, homes)


def look_twice(page: Page, joins: Sequence[Join]) -> tuple[list[Place], Homes]:
    """All places that no join holds together, as a second look sees them, and where the lines belong by the first."""
    stretches = first_look(page, joins)
    odds = first_odds(stretches)
    pairs = ((place.left, place.right) for stretch in stretches for place in stretch)
    homes = find_homes(page, dict(zip(pairs, (value for stretch in odds for value in stretch))))
    return second_look(stretches, odds, homes), homes


def first_look(page: Page, joins: Sequence[Join]) -> list[list[Place]]:
    """The places of each stretch of text that no heading cuts, in file order; a byline belongs to the headline above it."""
    order = order_of(page, joins)
    away, comes = {join.left: join.right for join in joins}, {join.right for join in joins}
    stretches: list[list[Place]] = [[]]
    for a, b in _neighbours(page):
        if "head" in (a.role, b.role) or page.is_byline(a):
            stretches.append([])
        elif away.get(a.index) == b.index:
            stretches[-1].append(Place(a.index, b.index, None))
        else:
            features = link_features(page, a, b, order, a.index in away, b.index in comes)
            stretches[-1].append(Place(a.index, b.index, features))
    return [stretch for stretch in stretches if stretch]


def _neighbours(page: Page) -> Iterator[tuple[Line, Line]]:
    flow = [line for line in page.lines if line.role in FLOW]
    return zip(flow, flow[1:])


def first_odds(stretches: Sequence[Sequence[Place]]) -> list[list[float]]:
    """For each place the log odds at first sight that its two lines stand in one article."""
    seen = [place.features for stretch in stretches for place in stretch if place.features is not None]
    odds = iter(networks()["LINK"].odds(seen))
    return [[_HELD if place.features is None else next(odds) for place in stretch] for stretch in stretches]


def second_look(stretches: Sequence[Sequence[Place]], first: Sequence[Sequence[float]], homes: Homes) -> list[Place]:
    """The places that no join holds together, with what the others say of each."""
    total = sum(chance(-value) for stretch in first for value in stretch)
    return [
        place._replace(
            features={**place.features, **context, **_home(place, own, homes), "breaks_else": min(4.0, total - here)}
        )
        for stretch, values in zip(stretches, first)
        for here in [sum(chance(-value) for value in values)]
        for place, own, context in zip(stretch, values, _contexts(values, here))
        if place.features is not None
    ]


def _home(place: Place, first: float, homes: Homes) -> dict[str, float]:
    """Whether the two lines belong to one article by what all lines of the page speak of; as at first sight where nothing does."""
    stay = homes.stay.get((place.left, place.right), first)
    return {
        "home_stay": max(-_HELD, min(_HELD, stay)) / 3,
        "home_else": homes.elsewhere(place.right),
        "home_stray": homes.stray(place.right),
    }


def _contexts(odds: Sequence[float], here: float) -> Iterator[dict[str, float]]:
    """For each place of a stretch the chances of a break at the others: above and below it, and right beside it."""
    above, below = _least_before(odds), _least_before(odds[::-1])[::-1]
    for at, (own, left, right) in enumerate(zip(odds, above, below)):
        least, before, behind = min(left, right), odds[max(0, at - _BESIDE) : at], odds[at + 1 : at + 1 + _BESIDE]
        yield {
            "first": max(-_HELD, min(_HELD, own)) / 2,
            "break_above": chance(-left) if at else 0.0,
            "break_below": chance(-right) if at + 1 < len(odds) else 0.0,
            "break_best": float(own <= least),
            "break_ahead": max(-6.0, min(6.0, own - (least if least < inf else _HELD))) / 2,
            "break_before": max((chance(-value) for value in before), default=0.0),
            "break_behind": max((chance(-value) for value in behind), default=0.0),
            "breaks_here": min(3.0, here - chance(-own)),
        }


def _least_before(odds: Sequence[float]) -> list[float]:
    """For each place the least odds before it; without limit where there is none."""
    return list(accumulate(odds[:-1], min, initial=inf))
