"""Where a pattern with ? and * stands in a text, in time proportional to the text.

A regular expression would try every length of every * anew at every place. Here the pieces between the * are found
first, each by itself; then, from the last piece to the first, each place of a piece is given the end of the shortest
whole that begins there.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

SPAN = 20  # characters that one * stands for at most
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Jokers:
    """`starts[i]` finds where piece i may begin, `sizes[i]` is its length, `gaps[i]` how far the next may be off."""

    starts: tuple[re.Pattern[str], ...]
    sizes: tuple[int, ...]
    gaps: tuple[int, ...]
    literals: tuple[str, ...]

    def fits(self, text: str) -> bool:
        """Whether some place of the text (of one part) fits; * alone fits even no text."""
        return bool(self._wholes(text))

    def spans(self, text: str) -> list[Span]:
        """The places that fit, from left to right, none within another; * stands for as little as it can."""
        found: list[Span] = []
        for start, end in self._wholes(text):
            if end > start >= (found[-1][1] if found else 0):
                found.append((start, end))
        return found

    def _wholes(self, text: str) -> list[Span]:
        """For each place of the first piece from which a whole can be reached: the place, and the nearest end."""
        if not all(literal in text for literal in self.literals):
            return []
        last = len(self.starts) - 1
        wholes = [(start, start + self.sizes[last]) for start in self._places(last, text)]
        for number in range(last - 1, -1, -1):
            size, gap = self.sizes[number], self.gaps[number]
            next_starts = [start for start, _ in wholes]
            reached = []
            for start in self._places(number, text):
                first = bisect_left(next_starts, start + size)
                after = bisect_left(next_starts, start + size + gap + 1, first)
                if after > first:
                    reached.append((start, min(end for _, end in wholes[first:after])))
            wholes = reached
        return wholes

    def _places(self, number: int, text: str) -> list[int]:
        return [match.start() for match in self.starts[number].finditer(text)]


@lru_cache(maxsize=256)
def jokers(pattern: str) -> Jokers:
    """The flat pattern; * before its first and after its last character stands for nothing."""
    cut = re.split(r"(\*+)", pattern.strip("*"))
    pieces, stars = cut[::2], cut[1::2]
    return Jokers(
        starts=tuple(re.compile("(?=" + "".join(map(_one, piece)) + ")", re.DOTALL) for piece in pieces),
        sizes=tuple(map(len, pieces)),
        gaps=tuple(SPAN * len(star) for star in stars),
        literals=tuple(literal for piece in pieces for literal in piece.split("?") if literal),
    )


def _one(char: str) -> str:
    return "." if char == "?" else re.escape(char)
