"""An article set against the page's others: lines that belong elsewhere, another article of the same matter, an unusual length.

What is wrong with an article often shows in another one: what it has too much, the other lacks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from statistics import median

from archive.parsing.articles import Group
from archive.parsing.homes import Homes
from archive.parsing.page import Page
from archive.parsing.topics import Vector, agreement

_REACH = 20  # articles on either side that are looked at
_TELLS = 25  # characters of a line from which on it says what the article is about
_MATTERS = 0.01  # a less likely home says nothing
_UNKNOWN = 0.35  # how well a headline agrees with its text where there is none


@dataclass(frozen=True, slots=True)
class Company:
    """What is counted once of all articles of a page, in their order."""

    topics: Sequence[tuple[Vector, int]]
    rare: Sequence[frozenset[str]]
    sizes: Sequence[int]  # characters
    usual: float  # the median of them
    wanted: Mapping[int, Mapping[int, float]]  # stretch -> line -> chance that it belongs to the stretch's article


def company_of(page: Page, groups: Sequence[Group], homes: Homes) -> Company:
    """The articles of the page as each is set against."""
    sizes = [sum(len(page.lines[i].text) for i in _lines(group)) for group in groups]
    wanted: dict[int, dict[int, float]] = {}
    for line, home in homes.of.items():
        if page.lines[line].role == "body":
            for stretch, chance in (*home.others.items(), (page.stretches[line], home.own)):
                if chance >= _MATTERS:
                    wanted.setdefault(stretch, {})[line] = chance
    return Company(
        topics=[page.topic_of([*group.heads, *_telling(page, group)]) for group in groups],
        rare=[_rare(page, _lines(group)) for group in groups],
        sizes=sizes,
        usual=median(sizes) if sizes else 0.0,
        wanted=wanted,
    )


def company_signs(page: Page, groups: Sequence[Group], at: int, company: Company, homes: Homes) -> dict[str, float]:
    """What speaks against article number `at`."""
    group, size = groups[at], company.sizes[at]
    return {
        "rival": max((agreement(company.topics[at], company.topics[k]) for k in _beside(at, len(groups))), default=0.0),
        "title_topic": _title_topic(page, group),
        "rare_else": _rare_elsewhere(page, group, [company.rare[k] for k in _beside(at, len(groups))]),
        "size": log(1 + size),
        "size_unusual": log((1 + size) / (1 + company.usual)),
        "paragraphs": log(1 + len(group.flow)),
        **_home_signs(page, group, company, homes),
    }


def _lines(group: Group) -> tuple[int, ...]:
    return (*group.heads, *group.flow)


def _telling(page: Page, group: Group) -> list[int]:
    lines = (page.lines[i] for i in group.flow)
    return [line.index for line in lines if line.role == "body" and len(line.text) >= _TELLS]


def _beside(at: int, count: int) -> Iterator[int]:
    return (k for k in range(max(0, at - _REACH), min(count, at + _REACH + 1)) if k != at)


def _rare(page: Page, lines: Sequence[int]) -> frozenset[str]:
    return frozenset().union(*(page.rare[i] for i in lines))


def _title_topic(page: Page, group: Group) -> float:
    if not group.heads:
        return _UNKNOWN
    return agreement(page.topic_of(group.heads), page.topic_of(_telling(page, group)))


def _rare_elsewhere(page: Page, group: Group, others: Sequence[frozenset[str]]) -> float:
    """The most rare words that a line shares with another article and with none of its own lines, up to 4, in quarters."""
    counts: dict[str, int] = {}
    for i in _lines(group):
        for word in page.rare[i]:
            counts[word] = counts.get(word, 0) + 1
    most = 0
    for i in group.flow:
        alone = {word for word in page.rare[i] if counts[word] == 1} if page.lines[i].role == "body" else set()
        most = max(most, max((len(alone & other) for other in others), default=0) if alone else 0)
    return min(4, most) / 4


def _home_signs(page: Page, group: Group, company: Company, homes: Homes) -> dict[str, float]:
    """Lines of the article that may belong elsewhere, and lines elsewhere that may belong to it."""
    inside = set(_lines(group))
    stretch = page.stretches[group.heads[0] if group.heads else min(inside)]
    away = [1.0 - _chance(page, homes, i, stretch) for i in group.flow if page.lines[i].role == "body"]
    missed = [chance for i, chance in company.wanted.get(stretch, {}).items() if i not in inside]
    return {
        "away": max(away, default=0.0),
        "away_sum": min(3.0, sum(away)),
        "missed": max(missed, default=0.0),
        "missed_sum": min(3.0, sum(missed)),
    }


def _chance(page: Page, homes: Homes, line: int, stretch: int) -> float:
    """The chance that a line belongs to the article of a stretch."""
    home = homes.of.get(line)
    if home is None:
        return 1.0
    return home.own if page.stretches[line] == stretch else home.others.get(stretch, 0.0)
