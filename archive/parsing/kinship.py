"""How much each line of a page has in common with each of its articles, by what they speak of.

An article is told by the lines that stand in it, each with a share between 0 and 1: how sure it is that it does. What a line and an
article share is weighed by how rare it is on the page and in all news: single characters say most (烟, 桥 and 猪 tell a story where no
word is said twice), then pairs of them, the headline's characters, and the topic. The line itself is always left out of the article, so
that its own place says nothing. `KIN` in weights.txt weighs the signs (conditional logit over the paragraphs of written pages,
`python -m benchmarks.fitting.kinship`): a line's scores are the log odds of its belonging to one article rather than another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from math import log

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from archive.parsing.page import Page
from archive.parsing.pairs import char_rareness
from archive.parsing.topics import agreements
from archive.parsing.weights import KIN

Floats = NDArray[np.float32]
_MOST = 0.98  # a share counts as no more: what is left out of an article must not empty it by a rounding


class Vocabulary:
    """Which signs (characters, or pairs of them) each line holds, each once, and what it says to share one."""

    def __init__(self, lines: Sequence[Collection[str]], weights: Mapping[str, float]) -> None:
        column = {sign: at for at, sign in enumerate(weights)}
        self._columns = np.array([at for line in lines for at in sorted(map(column.__getitem__, line))], np.int32)
        self._counts = np.array([len(line) for line in lines], np.float32)
        self._rows = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
        self._weights = np.fromiter(weights.values(), np.float32, len(weights))
        ends = np.cumsum([0, *map(len, lines)])
        ones = np.ones(len(self._columns), np.float32)
        self._held = csr_matrix((ones, self._columns, ends), shape=(len(lines), len(column)))
        self._sum = csr_matrix((ones, np.arange(len(ones)), ends), shape=(len(lines), len(ones)))

    def shared(self, shares: Floats) -> Floats:
        """Lines x articles: what each line shares with each article's other lines, set against their lengths; `shares` likewise."""
        lost = np.log1p(-_MOST * shares)
        absent = self._held.T @ lost  # log chance that no line of the article holds the sign
        with_own = np.exp(absent[self._columns])
        others = np.exp(absent[self._columns] - lost[self._rows])
        both = self._sum @ (self._weights[self._columns, None] * (1 - others))
        size = (1 - np.exp(absent)).sum(axis=0) - self._sum @ (others - with_own)
        return self._against(both, self._counts[:, None] * np.maximum(size, 0.0))

    def shared_with(self, parts: Sequence[Sequence[int]]) -> Floats:
        """Lines x parts: what each line shares with the lines of each part."""
        found = _membership(parts, len(self._counts)) @ self._held
        found.data[:] = 1.0
        both = (self._held.multiply(self._weights[None, :]).tocsr() @ found.T).toarray()
        return self._against(both, np.outer(self._counts, found.getnnz(axis=1)))

    @staticmethod
    def _against(shared: Floats, sizes: Floats) -> Floats:
        return np.asarray(shared / np.sqrt(np.sqrt(1.0 + sizes)), np.float32)


class Kinship:
    """The `lines` (indices) of a page as told by their words."""

    def __init__(self, page: Page, lines: Sequence[int]) -> None:
        chars, pairs = ([held[i] for i in lines] for held in (page.chars, page.grams))
        counts = Counter(char for line in chars for char in line)
        size = len(lines) + 1
        self._chars = Vocabulary(
            chars, {char: log(size / (n - 0.5)) * char_rareness(char) for char, n in sorted(counts.items())}
        )
        self._pairs = Vocabulary(pairs, {pair: page.weights[pair] for pair in sorted(frozenset().union(*pairs))})
        self._topics = page.topic_vectors[list(lines)]
        self._known = np.array([page.topics[i][1] for i in lines], np.float32)
        self._lengths = np.array([len(page.lines[i].text) for i in lines], np.float32)

    def signs(self, shares: Floats, heads: Sequence[Sequence[int]]) -> dict[str, Floats]:
        """Lines x articles: what speaks for each line's belonging to each article; `shares`: lines x articles, 0 to 1; `heads`: the
        headline lines of each article."""
        about = (shares.T @ self._topics)[None] - shares[:, :, None] * self._topics[:, None, :]
        known = np.maximum(0.0, (shares.T @ self._known)[None] - shares * self._known[:, None])
        titles = _membership(heads, len(shares)) @ self._lengths
        length = (shares.T @ self._lengths + titles)[None] - shares * self._lengths[:, None]
        return {
            "topic": agreements(self._topics[:, None], self._known[:, None], about, known),
            "pairs": self._pairs.shared(shares) / 4,
            "chars": self._chars.shared(shares),
            "head": self._chars.shared_with(heads),
            "size": np.log1p(np.maximum(0.0, length)),
        }

    def scores(self, shares: Floats, heads: Sequence[Sequence[int]]) -> Floats:
        """Lines x articles: the log odds, up to a number for each line, that it belongs to each."""
        found = self.signs(shares, heads)
        return np.asarray(sum(KIN[name] * values for name, values in found.items()), np.float32)


def _membership(parts: Sequence[Sequence[int]], size: int) -> csr_matrix:
    """Parts x lines: which lines are in each."""
    ends = np.cumsum([0, *map(len, parts)])
    flat = np.array([line for part in parts for line in part], np.int32)
    return csr_matrix((np.ones(len(flat), np.float32), flat, ends), shape=(len(parts), size))
