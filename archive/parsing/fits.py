"""How well any two lines of one page suit each other as end and beginning, set against chance and against the page's other lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from archive.parsing.affinity import Floats, chance_levels, left_vector, right_vector, table

_REACH = 200  # lines on either side whose beginnings and ends are rivals
_BLOCK = 256
_WHOLE = 500  # lines up to which all scores are kept


class Fits:
    """`texts` by line, `used` the indices of the lines that can go on or be gone on with; the others fit nothing."""

    def __init__(self, texts: Sequence[str], used: Sequence[int]) -> None:
        self._texts = texts
        self._at = {index: at for at, index in enumerate(used)}
        width = table().left.bank.shape[1]
        self._left = np.array([left_vector(texts[i]) for i in used], np.float32).reshape(len(used), width)
        self._right = np.array([right_vector(texts[i]) for i in used], np.float32).reshape(len(used), width)
        size = len(used)
        self._left_levels = chance_levels(self._left, table().right.bank)
        self._right_levels = chance_levels(self._right, table().left.bank)
        self._left_chance: list[float] = self._left_levels.tolist()
        self._right_chance: list[float] = self._right_levels.tolist()
        self._ahead: list[list[float]] = _two_best(self._left, self._right, self._right_levels).tolist()
        self._behind: list[list[float]] = _two_best(self._right, self._left, self._left_levels).tolist()
        self._scores = self._left @ self._right.T if size <= _WHOLE else None

    def value(self, a: int, b: int, drop: int = 0) -> float:
        """Log odds, about, of line `b` from its character `drop` on standing behind line `a`; 0 for lines not used."""
        x, y = self._at.get(a), self._at.get(b)
        if x is None or y is None:
            return 0.0
        if not drop:
            return self._score(x, y) - (self._left_chance[x] + self._right_chance[y]) / 2
        right = right_vector(self._texts[b][drop:])
        level = float(chance_levels(right[None, :], table().left.bank)[0])
        return float(self._left[x] @ right) - (self._left_chance[x] + level) / 2

    def lead(self, a: int, b: int) -> tuple[float, float]:
        """How much better `b` suits `a` than the best other beginning does, and than `b` suits the best other end."""
        x, y = self._at.get(a), self._at.get(b)
        if x is None or y is None:
            return 0.0, 0.0
        score = self._score(x, y)
        ahead, behind = score - self._right_chance[y], score - self._left_chance[x]
        return ahead - _other(self._ahead[x], ahead), behind - _other(self._behind[y], behind)

    def _score(self, x: int, y: int) -> float:
        if self._scores is not None:
            return self._scores.item(x, y)
        return float(self._left[x] @ self._right[y])

    def best_ahead(self, a: int) -> float:
        """The score of the beginning that suits line `a` best, against chance for that beginning."""
        at = self._at.get(a)
        return 0.0 if at is None else self._ahead[at][0]

    def likely(self, least: float) -> Iterator[tuple[int, int]]:
        """The pairs of lines within reach of one another whose value is at least so much."""
        lines = list(self._at)
        for start in range(0, len(lines), _BLOCK):
            stop = min(len(lines), start + _BLOCK)
            low, high = max(0, start - _REACH), min(len(lines), stop + _REACH)
            levels = (self._left_levels[start:stop, None] + self._right_levels[None, low:high]) / 2
            rows, columns = np.nonzero(self._left[start:stop] @ self._right[low:high].T - levels >= least)
            yield from ((lines[start + i], lines[low + j]) for i, j in zip(rows.tolist(), columns.tolist()))


def _other(best: Sequence[float], own: float) -> float:
    """The best rival's score: the second where the line itself is the best."""
    return best[1] if own >= best[0] - 1e-4 else best[0]


def _two_best(rows: Floats, columns: Floats, levels: Floats) -> Floats:
    """For each row the two best scores among the columns near it, its own line left out."""
    size = len(rows)
    best = np.full((size, 2), -30.0, np.float32)
    for start in range(0, size, _BLOCK):
        stop = min(size, start + _BLOCK)
        low, high = max(0, start - _REACH), min(size, stop + _REACH)
        scores = rows[start:stop] @ columns[low:high].T - levels[None, low:high]
        scores[np.arange(stop - start), np.arange(start, stop) - low] = -30.0
        if high - low > 1:
            best[start:stop] = -np.partition(-scores, 1, axis=1)[:, :2]
    return best
