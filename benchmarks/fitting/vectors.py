"""Learn the vectors of `archive.parsing.affinity` anew (`benchmarks.fitting.texts`).

A true seam is any place inside a paragraph that a line could break at. Batches of seams are taken from a few articles each; the
vectors learn to tell, for each end, its own beginning from the batch's others, and for each beginning its own end (softmax both
ways, AdaGrad). The runs that matter least are then left out and the rest stored in eight bits. A logistic model over the same runs
tells beginnings of paragraphs from middles. Takes some ten minutes of one processor and 2 GB of memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from archive.parsing.affinity import REACH, left_keys, right_keys
from benchmarks.jumbling.stories import Story

_NO_START = frozenset("，。、；：！？”’）》…")
_SIZE, _BATCH, _STRETCH, _RATE = 32, 1024, 32, 0.15
_SEEN = 20  # a run must be seen so often in a third of the seams
_KEPT, _BANK = 45_000, 512
_START_PENALTY = 3.0

Keys = Callable[[str], list[str]]
Index = dict[str, int]


def seams(paragraphs: Sequence[str]) -> list[tuple[str, str]]:
    """The last and the first characters on both sides of every place that a line could break at."""
    return [
        (text[max(0, at - REACH) : at], text[at : at + REACH])
        for text in paragraphs
        for at in range(5, len(text) - 4)
        if text[at] not in _NO_START
    ]


def counted(texts: Sequence[str], keys: Keys, least: int) -> Index:
    """The runs seen at least so often, numbered."""
    counts = Counter(key for text in texts for key in keys(text))
    return {key: at for at, key in enumerate(sorted(key for key, count in counts.items() if count >= least))}


def matrix(texts: Sequence[str], keys: Keys, index: Index) -> csr_matrix:
    """A row for each text, a one for each of its runs."""
    columns: list[int] = []
    ends = [0]
    for text in texts:
        columns += [index[key] for key in keys(text) if key in index]
        ends.append(len(columns))
    ones = np.ones(len(columns), np.float32)
    return csr_matrix((ones, np.array(columns, np.int32), np.array(ends, np.int64)), shape=(len(texts), len(index)))


class Weights:
    """A table under training: each row learns at a pace of its own."""

    def __init__(self, rows: int, columns: int, noise: np.random.Generator | None = None) -> None:
        shape = (rows, columns)
        self.values = (noise.normal(size=shape) * 0.1 if noise else np.zeros(shape)).astype(np.float32)
        self._pace = np.full(rows, 1e-6, np.float32)

    def step(self, seen: csr_matrix, slope: np.ndarray) -> None:
        used = np.unique(seen.indices)
        change = (seen.T @ slope)[used]
        self._pace[used] += (change**2).mean(axis=1)
        self.values[used] -= _RATE * change / np.sqrt(self._pace[used])[:, None]


def learn(left: csr_matrix, right: csr_matrix, rounds: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The vectors of the ends' runs, those of the beginnings' runs, and the latter's constants."""
    noise = np.random.default_rng(7)
    ends, starts = Weights(left.shape[1], _SIZE, noise), Weights(right.shape[1], _SIZE, noise)
    constants = Weights(right.shape[1], 1)
    stretches, each = left.shape[0] // _STRETCH, _BATCH // _STRETCH
    diagonal = np.arange(_BATCH)
    for _ in range(rounds):
        order = noise.permutation(stretches)
        for batch in range(stretches // each):
            picked = order[batch * each : (batch + 1) * each]
            at = (picked[:, None] * _STRETCH + np.arange(_STRETCH)).ravel()
            a, b = left[at], right[at]
            u, v = a @ ends.values, b @ starts.values
            scores = u @ v.T + (b @ constants.values).T
            slope = (softmax(scores, 1) + softmax(scores, 0)) / 2
            slope[diagonal, diagonal] -= 1
            ends.step(a, slope @ v)
            starts.step(b, slope.T @ u)
            constants.step(b, slope.sum(axis=0)[:, None])
    return ends.values, starts.values, constants.values[:, 0]


def softmax(scores: np.ndarray, axis: int) -> np.ndarray:
    odds = np.exp(scores - scores.max(axis=axis, keepdims=True))
    return odds / odds.sum(axis=axis, keepdims=True)


def most_telling(seen: csr_matrix, vectors: np.ndarray) -> np.ndarray:
    """The rows worth keeping, in order: those whose vectors are long and often met."""
    worth = np.asarray(seen.sum(axis=0)).ravel() * (vectors**2).sum(axis=1)
    return np.sort(np.argsort(-worth, kind="stable")[:_KEPT])


def opening_weights(paragraphs: Sequence[str], index: Index) -> tuple[np.ndarray, float]:
    """What each run says for the beginning of a paragraph, and the constant, as log odds at equal shares."""
    pick = np.random.default_rng(5)
    texts, right = [], []
    for text in (text for text in paragraphs if len(text) >= 20):
        texts.append(text[:REACH])
        right.append(1.0)
        for at in pick.integers(5, len(text) - 5, 3).tolist():
            if text[at] not in _NO_START and text[at - 1] not in "。！？”":
                texts.append(text[at : at + REACH])
                right.append(0.0)
    seen, y = matrix(texts, right_keys, index), np.array(right)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        z = seen @ weights[:-1] + weights[-1]
        off = 1 / (1 + np.exp(-z)) - y
        value = np.logaddexp(0, z).sum() - (y * z).sum() + _START_PENALTY * weights[:-1] @ weights[:-1]
        return float(value), np.r_[seen.T @ off + 2 * _START_PENALTY * weights[:-1], off.sum()]

    best = minimize(loss, np.zeros(len(index) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 120}).x
    return best[:-1], float(best[-1] - np.log(y.mean() / (1 - y.mean())))


def write(stories: Sequence[Story], out: Path, rounds: int = 2) -> str:
    """Learns the vectors from the stories and stores them; what was counted, in words."""
    pairs = seams([text for story in stories for text in story.paragraphs])
    ends, beginnings = [a for a, _ in pairs], [b for _, b in pairs]
    index = counted(ends[::3], left_keys, _SEEN), counted(beginnings[::3], right_keys, _SEEN)
    seen = matrix(ends, left_keys, index[0]), matrix(beginnings, right_keys, index[1])
    left, right, constants = learn(*seen, rounds)
    stored: dict[str, np.ndarray] = {}
    keys = {}
    for name, vectors, more, part, at in (
        ("left", left, np.zeros(len(left)), seen[0], index[0]),
        ("right", right, constants, seen[1], index[1]),
    ):
        kept = most_telling(part, vectors)
        names = list(at)
        keys[name] = [names[i] for i in kept]
        scales = np.abs(vectors[kept]).max(axis=1) / 127 + 1e-9
        drawn = np.random.default_rng(3).choice(part.shape[0], _BANK, replace=False)
        last = np.ones(_BANK) if name == "left" else part[drawn][:, kept] @ more[kept]
        stored |= {
            f"{name}_keys": np.frombuffer("\n".join(keys[name]).encode(), np.uint8),
            f"{name}_vectors": np.round(vectors[kept] / scales[:, None]).astype(np.int8),
            f"{name}_scales": scales.astype(np.float16),
            f"{name}_constants": more[kept].astype(np.float16),
            f"{name}_bank": np.c_[part[drawn][:, kept] @ vectors[kept], last].astype(np.float16),
        }
    later = [text for story in stories for text in story.paragraphs[1:]]
    starts, constant = opening_weights(later, {key: at for at, key in enumerate(keys["right"])})
    stored |= {"right_starts": starts.astype(np.float16), "start_constant": np.array(constant, np.float32)}
    np.savez_compressed(out, **stored)
    return f"{len(pairs)} seams, {len(index[0])} and {len(index[1])} runs, {out.stat().st_size >> 10} KB"
