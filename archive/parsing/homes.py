"""Which article of the page each line belongs to, all lines together.

A page is read from top to bottom as a walk from article to article: at a heading one is where it opens; from a line to the next one
mostly stays, as surely as the two hold together (`links`), or goes on in another article of the page, or in a stray piece of none. What
a line speaks of (`kinship`) says where one is. The chances of all walks together (the forward and backward sums of a hidden Markov
model; Rabiner, A tutorial on hidden Markov models, 1989) say for each line which article it is likely to belong to, and for each place
how likely one stays there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from archive.parsing.kinship import Floats, Kinship
from archive.parsing.page import FLOW, Page

Pair = tuple[int, int]
Chances = NDArray[np.float64]
_WINDOW = 300  # lines that are looked at together: the pieces of an article lie no further apart
_SPEAKS, _HALF = (
    15,
    20,
)  # characters from which on a line says what it is about, and of one that says it half as surely as it can
_TRUST = 2.0  # what lines speak of counts so much more than one alone says, as neighbours speak of the same
_STRAY = 0.5  # log odds of a line in a stray piece against the average article
_TO_STRAY, _BESIDE = (
    0.3,
    2.0,
)  # chance that what is out of place is a stray piece; how much likelier the articles beside it are
_HELD = 6.0  # log odds that what stands under a heading belongs to it
_CERTAIN = 20.0
_LEAST_SHARE = 0.05  # of a line in its stretch, however unsure
_NEVER = 1e-12


class Home(NamedTuple):
    """Where a line belongs: the chances of its own stretch's article, and of each other stretch's; what is missing of 1 says that it
    is a stray piece of none."""

    own: float
    others: Mapping[int, float]


class Homes(NamedTuple):
    """`stay`: for two neighbouring lines the log odds that both belong to one article; `of`: where each line belongs. Both are empty
    where there is but one article."""

    stay: Mapping[Pair, float]
    of: Mapping[int, Home]

    def elsewhere(self, line: int) -> float:
        """The chance that the line belongs to the article of another stretch than its own."""
        home = self.of.get(line)
        return sum(home.others.values()) if home else 0.0

    def stray(self, line: int) -> float:
        """The chance that it belongs to none."""
        home = self.of.get(line)
        return max(0.0, 1.0 - home.own - sum(home.others.values())) if home else 0.0


def find_homes(page: Page, links: Mapping[Pair, float]) -> Homes:
    """Where the lines of the page belong; `links`: log odds that two neighbours stand in one article, where no heading parts them."""
    stay: dict[Pair, float] = {}
    of: dict[int, Home] = {}
    for lines in _windows(page):
        if len({page.stretches[i] for i in lines}) > 1:
            walk = _Walk(page, lines, links)
            walk.sum()
            stay.update(walk.stay())
            of.update(walk.homes())
    return Homes(stay, of)


def _windows(page: Page) -> Iterator[list[int]]:
    """The text lines in runs of at most so many, cut at headings where there are any."""
    window: list[int] = []
    for line in page.lines:
        if line.role not in FLOW:
            continue
        if len(window) >= _WINDOW or (len(window) >= _WINDOW // 2 and line.role == "head"):
            yield window
            window = []
        window.append(line.index)
    if window:
        yield window


class _Walk:
    """The lines of one window as steps, the articles of their stretches as places; the last place is that of stray pieces."""

    def __init__(self, page: Page, lines: Sequence[int], links: Mapping[Pair, float]) -> None:
        self.page, self.lines = page, lines
        found = [page.lines[i] for i in lines]
        self.stretches = sorted({page.stretches[i] for i in lines})
        place = {stretch: at for at, stretch in enumerate(self.stretches)}
        self.own = np.array([place[page.stretches[i]] for i in lines])
        self.heads = np.array([line.role == "head" for line in found])
        self.body = np.array([line.role == "body" for line in found])
        self.opens = np.array([True, *(self.own[1:] != self.own[:-1])])
        odds = np.array([_HELD, *(links.get(pair, _HELD) for pair in zip(lines, lines[1:]))])
        self.stays = 1 / (1 + np.exp(-np.clip(odds, -_CERTAIN, _CERTAIN)))
        self.away = _away(len(place))

    def sum(self) -> None:
        """The chances of all places at each step (`at`), and that a step stays where it was (`kept`)."""
        seen = self._seen()
        steps, places = seen.shape
        forward, backward, come = np.zeros((steps, places)), np.ones((steps, places)), np.ones((steps, places))
        forward[0] = seen[0] / seen[0].sum()
        for t in range(1, steps):
            come[t] = self._step(forward[t - 1], self.away.T, t)
            now = come[t] * seen[t]
            forward[t] = now / now.sum()
        for t in range(steps - 2, -1, -1):
            now = self._step(seen[t + 1] * backward[t + 1], self.away, t + 1)
            backward[t] = now / now.sum()
        at = forward * backward
        self.at = at / at.sum(axis=1, keepdims=True)
        ahead = seen[1:] * backward[1:]
        self.kept = self.stays[1:] * (forward[:-1] * ahead).sum(axis=1) / (come[1:] * ahead).sum(axis=1)

    def _step(self, before: Chances, away: Chances, t: int) -> Chances:
        """What comes of the chances of places over step `t`: all the same where an article opens, which says by itself where one is."""
        if self.opens[t]:
            return np.full(len(before), before.sum())
        return np.asarray(self.stays[t] * before + (1 - self.stays[t]) * (away @ before))

    def _seen(self) -> Chances:
        """Steps x places: how likely each place makes what the line speaks of; where an article opens there is no choice."""
        heads = [np.flatnonzero(self.heads & (self.own == at)).tolist() for at in range(len(self.stretches))]
        scores = Kinship(self.page, self.lines).scores(self._shares(), heads)
        average = np.logaddexp.reduce(scores, axis=1) - log(scores.shape[1])
        lengths = np.array([len(self.page.lines[i].text) for i in self.lines])
        trust = _TRUST * lengths / (lengths + _HALF) * (self.body & (lengths >= _SPEAKS))
        odds = trust[:, None] * np.concatenate([scores, average[:, None] + _STRAY], axis=1)
        odds[self.heads | self.opens] = log(_NEVER)
        forced = np.flatnonzero(self.heads | self.opens)
        odds[forced, self.own[forced]] = 0.0
        return np.maximum(np.exp(odds - odds.max(axis=1, keepdims=True)), _NEVER)

    def _shares(self) -> Floats:
        """How sure each line is in its own stretch: as sure as all places above it, up to the headline, hold."""
        shares = np.zeros((len(self.lines), len(self.stretches)), np.float32)
        held = 1.0
        for at, own in enumerate(self.own):
            held = 1.0 if self.heads[at] or self.opens[at] else held * float(self.stays[at])
            shares[at, own] = max(_LEAST_SHARE, held) if self.body[at] else 0.0
        return shares

    def stay(self) -> Iterator[tuple[Pair, float]]:
        """Neighbours that no heading parts, with the log odds that both belong to one article."""
        for pair, kept, opens in zip(zip(self.lines, self.lines[1:]), self.kept.tolist(), self.opens[1:]):
            if not opens:
                kept = min(1 - 1e-9, max(1e-9, kept))
                yield pair, log(kept / (1 - kept))

    def homes(self) -> Iterator[tuple[int, Home]]:
        """Each line with where it belongs."""
        for line, own, row in zip(self.lines, self.own.tolist(), self.at[:, :-1].tolist()):
            yield line, Home(row[own], {stretch: row[at] for at, stretch in enumerate(self.stretches) if at != own})


def _away(places: int) -> Chances:
    """Places x places: the chances of where one goes from a place without staying; the last place is that of stray pieces."""
    odds = np.ones((places + 1, places + 1))
    for at in range(places):
        odds[at, [k for k in (at - 1, at + 1) if 0 <= k < places]] = _BESIDE
    np.fill_diagonal(odds, 0.0)
    odds[:, -1] = 0.0
    odds *= (1 - _TO_STRAY) / odds.sum(axis=1, keepdims=True)
    odds[:, -1] = _TO_STRAY
    return odds
