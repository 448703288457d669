"""What a stretch of text is about, as a vector: two stretches of one story point the same way though they share few words.

Chinese characters and pairs of them (signs) have a vector each, learnt from which stand together in stretches of news prose (truncated
singular values of their weighted counts, then taught by paragraphs of one story and of others, `benchmarks.fitting.topics`). The table
holds no text beyond pairs of characters.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from math import sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]
_FEWEST = 12  # signs with a vector below which a stretch says little
_NEITHER = 0.35  # between what stretches of one story (.57) and of two (.17) have on average


class Table(NamedTuple):
    """The signs, numbered, and their vectors."""

    signs: dict[str, int]
    vectors: Vector


@lru_cache(maxsize=1)
def table() -> Table:
    """The learnt vectors, read on first use."""
    with files("archive.parsing").joinpath("topics.npz").open("rb") as opened, np.load(opened) as stored:
        keys = bytes(stored["signs"]).decode().split("\n")
        vectors = stored["vectors"].astype(np.float32) * stored["scales"].astype(np.float32)[:, None]
    return Table({key: at for at, key in enumerate(keys)}, vectors)


def topic(signs: Iterable[str]) -> tuple[Vector, int]:
    """The vector of a text's signs, each given once, and how many of them have one."""
    known = table()
    at = sorted(found for found in map(known.signs.get, signs) if found is not None)
    return known.vectors[at].sum(axis=0) if at else np.zeros(known.vectors.shape[1], np.float32), len(at)


def agreement(left: tuple[Vector, int], right: tuple[Vector, int]) -> float:
    """The cosine of two stretches of text, -1 to 1, drawn to what says nothing where one of them holds little."""
    size = sqrt(float(left[0] @ left[0]) * float(right[0] @ right[0]))
    few = min(left[1], right[1])
    return (float(left[0] @ right[0]) / size * few + _NEITHER * _FEWEST) / (few + _FEWEST) if size else _NEITHER


def agreements(left: Vector, left_known: Vector, right: Vector, right_known: Vector) -> Vector:
    """`agreement` of many stretches of text: the last axis of `left` and `right` is that of the vectors, what is before it fits that of
    the numbers of known signs."""
    dots = np.einsum("...d,...d->...", left, right)
    sizes = np.sqrt(np.einsum("...d,...d->...", left, left) * np.einsum("...d,...d->...", right, right))
    few = np.minimum(left_known, right_known)
    cosines = np.divide(dots, sizes, out=np.zeros_like(dots), where=sizes > 1e-6)
    return np.where(sizes > 1e-6, (cosines * few + _NEITHER * _FEWEST) / (few + _FEWEST), _NEITHER).astype(np.float32)
