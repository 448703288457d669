"""Lines that belong to an article elsewhere on the page: whole paragraphs that a column read at the wrong time brought in between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log
from typing import NamedTuple

from archive.parsing.breaks import Links
from archive.parsing.lines import Line
from archive.parsing.networks import networks
from archive.parsing.page import FLOW, Page

_LIKELY = 0.1  # a less likely home is not looked at
_SURE = 0.5  # log odds from which on a line is moved: one that stays where it stood is sooner seen and mended
_CLIP = 6.0
_SHORT = 30


class Candidate(NamedTuple):
    """A line and the first line of the article elsewhere that it may belong to (indices), with what speaks for it."""

    line: int
    first: int
    features: dict[str, float]


class Move(NamedTuple):
    """The same with the log odds that it does belong there."""

    line: int
    first: int
    odds: float

    @property
    def sure(self) -> bool:
        """Whether the line is better read there."""
        return self.odds > _SURE


def possible_moves(page: Page, links: Links) -> list[Move]:
    """The lines that may belong elsewhere, with the log odds that they do."""
    found = move_candidates(page, links)
    odds = networks()["HOME"].odds([candidate.features for candidate in found])
    return [Move(candidate.line, candidate.first, value) for candidate, value in zip(found, odds)]


def move_candidates(page: Page, links: Links) -> list[Candidate]:
    """For each line of text that may belong to another stretch's article the likeliest one, with what speaks for it."""
    stretches = _stretches(page)
    found = []
    for line in page.lines:
        home = links.homes.of.get(line.index)
        if line.role != "body" or home is None or not home.others:
            continue
        best = max(home.others, key=lambda stretch: (home.others[stretch], -stretch))
        if home.others[best] >= _LIKELY and best in stretches:
            features = {**_features(page, line, links, best), **_target(page, stretches[best])}
            found.append(Candidate(line.index, stretches[best][0].index, features))
    return found


def _stretches(page: Page) -> Mapping[int, list[Line]]:
    found: dict[int, list[Line]] = {}
    for line in page.lines:
        if line.role in FLOW:
            found.setdefault(page.stretches[line.index], []).append(line)
    return found


def _features(page: Page, line: Line, links: Links, stretch: int) -> dict[str, float]:
    home = links.homes.of[line.index]
    likely, own = home.others[stretch], page.stretches[line.index]
    above, below = page.preceding.get(line.index, -1), page.following.get(line.index, -1)
    return {
        "likely": _odds(likely) / 3,
        "own": home.own,
        "rival": max((chance for other, chance in home.others.items() if other != stretch), default=0.0),
        "stray": links.homes.stray(line.index),
        "holds_above": _clip(links.odds.get((above, line.index), _CLIP)) / 3,
        "holds_below": _clip(links.odds.get((line.index, below), _CLIP)) / 3,
        "lead": float(page.facts[line.index].lead),
        "opens": max(-2.0, min(2.0, page.facts[line.index].start)) / 2,
        "next": float(stretch == own + 1),
        "before": float(stretch == own - 1),
        "above": float(stretch < own),
        "under_head": float(above >= 0 and page.lines[above].role == "head"),
        "plain": float(page.facts[line.index].plain),
        "short": float(len(line.text) < _SHORT),
        "last": float(below < 0),
    }


def _target(page: Page, lines: Sequence[Line]) -> dict[str, float]:
    """What the article is like that the line may belong to."""
    body = [line for line in lines if line.role == "body"]
    return {
        "to_headless": float(lines[0].role != "head"),
        "to_empty": float(not body),
        "to_closed": float(lines[-1].role in ("credit", "jump_out")),
        "to_open": float(bool(body) and page.facts[body[-1].index].open),
        "to_short": float(len(body) < 2),
    }


def _clip(odds: float) -> float:
    return max(-_CLIP, min(_CLIP, odds))


def _odds(chance: float) -> float:
    return log(max(1e-3, chance) / max(1e-3, 1 - chance))
