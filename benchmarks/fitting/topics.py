"""Learn the vectors of `archive.parsing.topics` anew (`benchmarks.fitting.texts`).

Stretches of some 300 characters of each article are counted by their Chinese characters and pairs of them (signs), weighted by how rare
one is, and the matrix is brought down to 48 directions. From there the vectors learn by example: of the paragraphs below a place in an
article and those below places in others, mostly of the same page, its own are to agree best with the paragraphs above it (softmax both
ways over cosines, half of the signs hidden each time, AdaGrad). Takes two or three minutes of one processor.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.linalg import svds

from benchmarks.fitting.vectors import softmax
from benchmarks.jumbling.stories import Story

_HAN, _PAIR = re.compile(r"[\u3007\u3400-\u9fff]"), re.compile(r"(?=([\u3007\u3400-\u9fff]{2}))")
_STRETCH, _KEPT, _SIZE = 300, 24_000, 48
_FEWEST, _MOST = 5, 0.12  # stretches that hold a kept sign: at least so many, at most such a share

_ROUNDS, _PLACES, _OF_A_PAGE, _WINDOW = 6000, 128, 6, 3
_RATE, _SHARP, _HIDDEN = 0.3, 10.0, 0.5

Bag = np.ndarray  # numbers of the signs of a text, each once


def signs(text: str) -> frozenset[str]:
    """The Chinese characters and pairs of characters of a text."""
    return frozenset((*_HAN.findall(text), *_PAIR.findall(text)))


def stretches(stories: Sequence[Story]) -> Iterator[frozenset[str]]:
    """The signs of each stretch."""
    for story in stories:
        text = ""
        for paragraph in story.paragraphs:
            text += paragraph + "\n"
            if len(text) >= _STRETCH:
                yield signs(text)
                text = ""


def sharpened(vectors: np.ndarray, pages: Sequence[Sequence[Sequence[Bag]]], rounds: int = _ROUNDS) -> np.ndarray:
    """The vectors taught by pages of articles of paragraphs."""
    vectors = (vectors / np.sqrt((vectors**2).mean())).astype(np.float32)
    pace = np.full(len(vectors), 1e-4, np.float32)
    pick = np.random.default_rng(0)
    for _ in range(rounds):
        examples = _examples(pick, pages)
        above, below = (_rows([pair[side] for pair in examples], len(vectors)) for side in (0, 1))
        slope = _slope(vectors, above, below)
        used = np.unique(np.concatenate([above.indices, below.indices]))
        pace[used] += (slope[used] ** 2).mean(axis=1)
        vectors[used] -= _RATE * slope[used] / np.sqrt(pace[used])[:, None]
    return vectors


def _examples(pick: np.random.Generator, pages: Sequence[Sequence[Sequence[Bag]]]) -> list[tuple[Bag, Bag]]:
    """What stands above and below places in articles, some of each page."""
    found: list[tuple[Bag, Bag]] = []
    while len(found) < _PLACES:
        page = pages[pick.integers(len(pages))]
        for number in pick.permutation(len(page))[:_OF_A_PAGE]:
            article = page[number]
            at, high, low = pick.integers(1, len(article)), pick.integers(1, _WINDOW + 1), pick.integers(1, _WINDOW + 1)
            sides = (
                np.unique(np.concatenate(part)) for part in (article[max(0, at - high) : at], article[at : at + low])
            )
            above, below = (bag[pick.random(len(bag)) > _HIDDEN] for bag in sides)
            if min(len(above), len(below)) > _WINDOW:
                found.append((above, below))
    return found


def _rows(bags: Sequence[Bag], width: int) -> csr_matrix:
    ends = np.cumsum([0, *map(len, bags)])
    return csr_matrix((np.ones(ends[-1], np.float32), np.concatenate(bags), ends), shape=(len(bags), width))


def _slope(vectors: np.ndarray, above: csr_matrix, below: csr_matrix) -> np.ndarray:
    """How the loss changes with the vectors."""
    u, v = above @ vectors, below @ vectors
    long_u, long_v = (np.linalg.norm(side, axis=1, keepdims=True) + 1e-6 for side in (u, v))
    u, v = u / long_u, v / long_v
    scores = _SHARP * u @ v.T
    off = (softmax(scores, 1) + softmax(scores, 0)) / 2 - np.eye(len(scores), dtype=np.float32)
    du, dv = _SHARP * off @ v, _SHARP * off.T @ u
    du, dv = (
        (d - side * (side * d).sum(axis=1, keepdims=True)) / size
        for d, side, size in ((du, u, long_u), (dv, v, long_v))
    )
    return np.asarray(above.T @ du + below.T @ dv)


def _taught_pages(pages: Iterable[Sequence[Story]], column: Mapping[str, int]) -> list[list[list[Bag]]]:
    """The articles of two paragraphs and more, a paragraph as the numbers of its signs."""
    found = []
    for page in pages:
        articles = [[bag for text in story.paragraphs if len(bag := _bag(text, column))] for story in page]
        if any(len(article) > 1 for article in articles):
            found.append([article for article in articles if len(article) > 1])
    return found


def _bag(text: str, column: Mapping[str, int]) -> Bag:
    return np.array(sorted(column[sign] for sign in signs(text) if sign in column), np.int32)


def write(pages: Sequence[Sequence[Story]], out: Path) -> str:
    """Learns the vectors from pages of stories and stores them; what was counted, in words."""
    stories = [story for page in pages for story in page]
    rows = list(stretches(stories))
    counts = Counter(sign for row in rows for sign in row)
    fit = [sign for sign, count in counts.items() if _FEWEST <= count <= _MOST * len(rows)]
    kept = sorted(sorted(fit, key=lambda sign: (-counts[sign], sign))[:_KEPT])
    column = {sign: at for at, sign in enumerate(kept)}
    rarity = np.log(len(rows) / np.array([counts[sign] for sign in kept]))
    columns: list[int] = []
    ends = [0]
    for row in rows:
        columns += sorted(column[sign] for sign in row if sign in column)
        ends.append(len(columns))
    seen = csr_matrix((rarity[columns], np.array(columns), np.array(ends)), shape=(len(rows), len(kept)))
    lengths = np.sqrt(np.asarray(seen.multiply(seen).sum(axis=1)).ravel()) + 1e-9
    seen = csr_matrix(seen.multiply(1 / lengths[:, None]))
    _, strength, directions = svds(seen, k=_SIZE, random_state=7)
    vectors = (directions / np.sqrt(strength)[:, None]).T * rarity[:, None]
    vectors = sharpened(vectors, _taught_pages(pages, column))
    scales = np.abs(vectors).max(axis=1) / 127 + 1e-9
    np.savez_compressed(
        out,
        signs=np.frombuffer("\n".join(kept).encode(), np.uint8),
        vectors=np.round(vectors / scales[:, None]).astype(np.int8),
        scales=scales.astype(np.float32),
    )
    return f"{len(rows)} stretches, {len(kept)} signs, {out.stat().st_size >> 10} KB"
