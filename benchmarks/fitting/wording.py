"""Learn the weights of `archive.parsing.wording` anew (`benchmarks.fitting.texts`).

Headlines, their kickers and subtitles, and short paragraphs without a stop that name nobody (crossheads) are told from pieces of
paragraphs of like length, most of them from a paragraph's beginning: a logistic model with an L2 penalty, L-BFGS. Takes a minute.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from archive.parsing.bylines import is_names
from archive.parsing.wording import LONGEST, runs
from benchmarks.jumbling.stories import Story

_SEEN, _PENALTY, _ROUNDS = 6, 3.0, 100
_PIECES, _FROM_START = 3, 0.6  # pieces of each paragraph, and the share that begin where it begins
_CROSSHEAD = 24
_CUT_PARAGRAPH = 40  # shorter paragraphs are not cut
_LENGTHS = (4, 6, 8, 10, 12, 14, 16, 20, 24, 30, 40)
_STOP = re.compile("[。；]")
_MARK = "，。、；：！？”’）》…"


def headlines(stories: Sequence[Story]) -> Iterator[str]:
    """Headline parts and crossheads."""
    for story in stories:
        yield from (text for text in (story.kicker, story.title, story.subtitle) if 3 <= len(text) <= LONGEST)
        yield from (text for text in story.paragraphs if 3 <= len(text) <= _CROSSHEAD and _stands_alone(text))


def _stands_alone(text: str) -> bool:
    return text[-1] not in "。！？；：，、…）" and not _STOP.search(text) and not is_names(text)


def pieces(stories: Sequence[Story]) -> Iterator[str]:
    """Pieces of paragraphs, cut where no mark stands."""
    pick = np.random.default_rng(1)
    for text in (text for story in stories for text in story.paragraphs if len(text) >= _CUT_PARAGRAPH):
        for _ in range(_PIECES):
            size = int(pick.choice(_LENGTHS) + pick.integers(3))
            start = 0 if pick.random() < _FROM_START else int(pick.integers(5, len(text) - 5))
            piece, rest = text[start : start + size], text[start + size :]
            if len(rest) > 1 and rest[0] not in _MARK and piece[0] not in _MARK and _stands_alone(piece):
                yield piece


def write(stories: Sequence[Story], out: Path) -> str:
    """Learns the weights from the stories and stores them; what was counted, in words."""
    whole, cut = list(headlines(stories)), list(pieces(stories))
    seen = [runs(text) for text in whole + cut]
    counts = Counter(run for line in seen for run in line)
    keys = sorted(run for run, count in counts.items() if count >= _SEEN)
    index = {key: at for at, key in enumerate(keys)}
    columns = [[index[run] for run in line if run in index] for line in seen]
    ends = np.cumsum([0, *map(len, columns)])
    rows = csr_matrix((np.ones(ends[-1], np.float32), np.concatenate(columns).astype(np.int32), ends))
    y = np.repeat([1.0, 0.0], [len(whole), len(cut)])
    weights = _fitted(rows, y, np.where(y > 0, len(cut) / len(whole), 1.0))
    np.savez_compressed(
        out,
        keys=np.frombuffer("\n".join(keys).encode(), np.uint8),
        weights=weights[:-1].astype(np.float16),
        constant=np.array(weights[-1], np.float32),
    )
    return f"{len(whole)} headlines, {len(cut)} pieces, {len(keys)} runs, {out.stat().st_size >> 10} KB"


def _fitted(rows: csr_matrix, y: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """A weight for each column, and the constant."""

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        z = rows @ weights[:-1] + weights[-1]
        off = counts * (1 / (1 + np.exp(-z)) - y)
        value = (counts * (np.logaddexp(0, z) - y * z)).sum() + _PENALTY * weights[:-1] @ weights[:-1]
        return float(value), np.r_[rows.T @ off + 2 * _PENALTY * weights[:-1], off.sum()]

    start = np.zeros(rows.shape[1] + 1)
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _ROUNDS}).x)
