"""How well two ends suit each other where no word stands across the seam.

Each end is a sum of vectors, one for every short run of characters in its last (or first) ten; the product of the two sums says how
much likelier they stand side by side than chance. The vectors were learnt from news prose by telling true seams from false ones
(`benchmarks.fitting.vectors`); runs seen too seldom have none. The table holds no text beyond runs of at most four characters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
REACH = 10
_BLOCK = 1024  # ends reckoned at once, so that a very long file takes little memory
_DIGIT = re.compile(r"[0-9０-９]")
_LATIN = re.compile(r"[A-Za-z]")


class Side(NamedTuple):
    """The vectors of one side of a seam and what each adds to a constant; `bank` holds ends drawn at random, against which
    chance is reckoned."""

    runs: dict[str, int]
    vectors: Floats
    constants: Floats
    bank: Floats


class Table(NamedTuple):
    """Both sides. The vector of an end has its constant as the last element (1 on the left side)."""

    left: Side
    right: Side
    starts: Floats  # what each run at the beginning of a line says for the beginning of a paragraph
    start_constant: float


@lru_cache(maxsize=1)
def table() -> Table:
    """The learnt vectors, read on first use."""
    with files("archive.parsing").joinpath("affinity.npz").open("rb") as opened, np.load(opened) as stored:
        left, right = _side(stored, "left"), _side(stored, "right")
        return Table(left, right, stored["right_starts"].astype(np.float32), float(stored["start_constant"]))


def _side(stored: dict[str, np.ndarray], name: str) -> Side:
    keys = bytes(stored[f"{name}_keys"]).decode().split("\n")
    vectors = stored[f"{name}_vectors"].astype(np.float32) * stored[f"{name}_scales"].astype(np.float32)[:, None]
    constants, bank = (stored[f"{name}_{part}"].astype(np.float32) for part in ("constants", "bank"))
    return Side({key: at for at, key in enumerate(keys)}, vectors, constants, bank)


def levelled(text: str) -> str:
    """The text with every digit as 0 and every Latin letter as a: what number it is says nothing."""
    return _LATIN.sub("a", _DIGIT.sub("0", text))


def left_keys(text: str) -> list[str]:
    """The runs of characters that describe the end of a line, each with a letter for its place."""
    t = levelled(text[-REACH:])
    return [
        "1" + t[-1:], "2" + t[-2:], "3" + t[-3:], "4" + t[-4:],
        "p" + t[-2:-1], "q" + t[-3:-2], "r" + t[-3:-1], "s" + t[-4:-2], "t" + t[-4:-1],
        *("w" + t[i : i + 2] for i in range(len(t) - 1)),
    ]  # fmt: skip


def right_keys(text: str) -> list[str]:
    """The runs of characters that describe the beginning of a line."""
    t = levelled(text[:REACH])
    return [
        "1" + t[:1], "2" + t[:2], "3" + t[:3], "4" + t[:4],
        "p" + t[1:2], "q" + t[2:3], "r" + t[1:3], "s" + t[2:4], "t" + t[1:4],
        *("w" + t[i : i + 2] for i in range(len(t) - 1)),
    ]  # fmt: skip


def left_vector(text: str) -> Floats:
    """The vector of a line's end."""
    return _left_vector(text[-REACH:])


@lru_cache(maxsize=2000)
def _left_vector(end: str) -> Floats:
    return np.append(_sum(table().left, left_keys(end))[:-1], np.float32(1.0))


def right_vector(text: str) -> Floats:
    """The vector of a line's beginning."""
    return _right_vector(text[:REACH])


@lru_cache(maxsize=2000)
def _right_vector(beginning: str) -> Floats:
    return _sum(table().right, right_keys(beginning))


def opening_odds(text: str) -> float:
    """Log odds that a paragraph begins with the text rather than that it goes on from the middle of a sentence."""
    return _opening_odds(text[:REACH])


@lru_cache(maxsize=2000)
def _opening_odds(beginning: str) -> float:
    known = table()
    at = [found for key in right_keys(beginning) if (found := known.right.runs.get(key)) is not None]
    return float(known.starts[at].sum()) + known.start_constant


def _sum(side: Side, keys: Sequence[str]) -> Floats:
    at = [found for key in keys if (found := side.runs.get(key)) is not None]
    return np.append(side.vectors[at].sum(axis=0), side.constants[at].sum())


def chance_levels(ends: Floats, bank: Floats) -> Floats:
    """What each end scores with an end drawn at random: the logarithm of the mean of the exponentials over the bank."""
    blocks = [_levels(ends[at : at + _BLOCK] @ bank.T) for at in range(0, len(ends), _BLOCK)]
    return np.concatenate(blocks) if blocks else np.zeros(0, np.float32)


def _levels(scores: Floats) -> Floats:
    top = scores.max(axis=1, keepdims=True)
    return (top[:, 0] + np.log(np.exp(scores - top).mean(axis=1))).astype(np.float32)
