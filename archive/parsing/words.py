"""The word dictionary: frequencies of 350,000 Chinese words, and how likely characters follow one another.

It is jieba's dictionary, read once a process; no other data is needed.
"""
from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from math import log
from pathlib import Path
from typing import NamedTuple

import jieba

_LONGEST = 8
_UNKNOWN = 0.5  # what one character outside the dictionary counts, so that no logarithm fails


class Dictionary(NamedTuple):
    """Word frequencies, word classes, their sum, and the longest word beginning with each character."""

    frequency: dict[str, int]
    tags: dict[str, str]
    total: float
    pairs: dict[str, float]  # two characters -> how often the dictionary's words hold them side by side
    singles: dict[str, float]


@lru_cache(maxsize=1)
def dictionary() -> Dictionary:
    """The dictionary, read on first use."""
    frequency: dict[str, int] = {}
    tags: dict[str, str] = {}
    pairs: dict[str, float] = defaultdict(float)
    singles: dict[str, float] = defaultdict(float)
    for row in Path(jieba.__file__).with_name("dict.txt").read_text(encoding="utf-8").splitlines():
        word, count, word_class = row.split(" ")
        amount = int(count)
        frequency[word], tags[word] = amount, word_class
        for char in word:
            singles[char] += amount
        for left, right in zip(word, word[1:]):
            pairs[left + right] += amount
    return Dictionary(frequency, tags, float(sum(frequency.values())), dict(pairs), dict(singles))


def frequency(word: str) -> int:
    """How often the dictionary's sources use the word; 0 for one it does not know."""
    return dictionary().frequency.get(word, 0)


def tag(word: str) -> str:
    """The dictionary's word class (`nr` person, `ns` place, `n` noun …); empty for an unknown word."""
    return dictionary().tags.get(word, "")


@lru_cache(maxsize=100_000)
def fluency(text: str) -> float:
    """Log probability of the best cut of the text into words: the higher, the more it reads like Chinese."""
    words, total = dictionary().frequency, log(dictionary().total)
    best = [0.0] + [float("-inf")] * len(text)
    for end in range(1, len(text) + 1):
        for start in range(max(0, end - _LONGEST), end):
            count = words.get(text[start:end], 0) or (_UNKNOWN if end - start == 1 else 0)
            if count:
                best[end] = max(best[end], best[start] + log(count) - total)
    return best[-1]


def straddle(left: str, right: str) -> float:
    """How much better the two ends read as one text than apart: above 0 only where a word stands across the seam."""
    return fluency(left + right) - fluency(left) - fluency(right)
