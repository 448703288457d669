"""How readily two characters follow one another in news prose.

`pairs.txt` holds, for each character seen at least 30 times in two months of a national daily (3.9 million characters), a letter
for its count and the characters that followed it at least 30 times, each with a letter: a = 30, and two letters on is twice
as often. It holds no text, and nothing rare: names and stories of single issues do not reach the threshold. What an archive
has read itself is added from its `Knowledge`.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from math import log
from typing import NamedTuple

from archive.parsing.knowledge import Knowledge

_BASE = 30.0
_UNSEEN = 7.5  # a pair below the threshold counts as a quarter of it
_EVERYWHERE = 8000.0  # a pair this frequent says nothing of what a text is about
_TOTAL = 3_911_325.0
_PARAGRAPHS = 44_000.0
_SELDOM, _TWICE, _SMOOTH = 10.0, 1.2, 30.0  # count below the threshold, times a character stands in a paragraph


class Table(NamedTuple):
    """Counts of pairs and of single characters."""

    pairs: dict[str, float]
    singles: dict[str, float]


@lru_cache(maxsize=1)
def table() -> Table:
    """The counts of `pairs.txt`, read on first use."""
    size = {letter: _BASE * 2 ** (step / 2) for step, letter in enumerate("abcdefghijklmnopqrstuvwxyz")}
    pairs: dict[str, float] = {}
    singles: dict[str, float] = {}
    for row in files("archive.parsing").joinpath("pairs.txt").read_text(encoding="utf-8").splitlines():
        singles[row[0]] = size[row[1]]
        for at in range(2, len(row), 2):
            pairs[row[0] + row[at]] = size[row[at + 1]]
    return Table(pairs, singles)


def pair_odds(last: str, first: str, knowledge: Knowledge) -> float:
    """Log odds of the two characters standing side by side against chance; 0 for signs and characters never seen."""
    known = table()
    left = known.singles.get(last, 0.0) + knowledge.singles.get(last, 0)
    right = known.singles.get(first, 0.0) + knowledge.singles.get(first, 0)
    if not left or not right:
        return 0.0
    together = known.pairs.get(last + first, _UNSEEN) + knowledge.pairs.get(last + first, 0)
    return log(together / (left * right / (_TOTAL + knowledge.total) + _UNSEEN))


@lru_cache(maxsize=50_000)
def rareness(pair: str) -> float:
    """How little the pair is part of all news prose: 1 for one below the threshold, towards 0 for 发展 and 工作."""
    count = table().pairs.get(pair)
    return 1.0 if count is None else max(0.1, log(_EVERYWHERE / count) / log(_EVERYWHERE / _BASE))


@lru_cache(maxsize=20_000)
def char_rareness(char: str) -> float:
    """How little the character is part of all news prose, 0 for 的 to some 7: the log of how many paragraphs there are to one with it."""
    return max(0.0, log(_PARAGRAPHS / (table().singles.get(char, _SELDOM) / _TWICE + _SMOOTH)))
