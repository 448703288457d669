"""The word dictionary: frequencies and classes of 350,000 Chinese words, and how well a text cuts into words.

It is jieba's dictionary, read once a process; no other data is needed.
"""

from __future__ import annotations

from functools import lru_cache
from math import log
from pathlib import Path
from typing import NamedTuple

import jieba

_LONGEST = 8
_UNKNOWN = 0.5  # what one character outside the dictionary counts, so that no logarithm fails


class Dictionary(NamedTuple):
    """Word frequencies, word classes, and the logarithm of the sum of all frequencies."""

    frequency: dict[str, int]
    tags: dict[str, str]
    log_total: float


@lru_cache(maxsize=1)
def dictionary() -> Dictionary:
    """The dictionary, read on first use."""
    cells = Path(jieba.__file__).with_name("dict.txt").read_text(encoding="utf-8").split()
    frequency = dict(zip(cells[::3], map(int, cells[1::3])))
    return Dictionary(frequency, dict(zip(cells[::3], cells[2::3])), log(sum(frequency.values())))


def frequency(word: str) -> int:
    """How often the dictionary's sources use the word; 0 for one it does not know."""
    return dictionary().frequency.get(word, 0)


def tag(word: str) -> str:
    """The dictionary's word class (`nr` person, `ns` place, `n` noun …); empty for an unknown word."""
    return dictionary().tags.get(word, "")


@lru_cache(maxsize=50_000)
def fluency(text: str) -> float:
    """Log probability of the best cut of the text into words: the higher, the more it reads like Chinese."""
    words, _, log_total = dictionary()
    best = [0.0]
    for end in range(1, len(text) + 1):
        at_end = float("-inf")
        for start in range(max(0, end - _LONGEST), end):
            count = words.get(text[start:end], 0) or (_UNKNOWN if end - start == 1 else 0)
            if count:
                at_end = max(at_end, best[start] + log(count) - log_total)
        best.append(at_end)
    return best[-1]


def straddle(left: str, right: str) -> float:
    """How much better the two ends read as one text than apart: above 0 only where a word stands across the seam."""
    if not _word_across(left, right):
        return 0.0
    return fluency(left + right) - fluency(left) - fluency(right)


def _word_across(left: str, right: str) -> bool:
    words = dictionary().frequency
    for back in range(1, min(3, len(left)) + 1):
        tail = left[-back:]
        for ahead in range(1, min(3, len(right)) + 1):
            if tail + right[:ahead] in words:
                return True
    return False
