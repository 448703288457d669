"""Whether a short line is worded like a headline or a crosshead, whole in itself, or like a piece cut out of a sentence.

A logistic model over the line's characters, their neighbours and how it begins and ends; learnt from headlines and crossheads of news
prose against pieces of its paragraphs of like length (`benchmarks.fitting.wording`). The table holds no text beyond runs of at most
four characters.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from archive.parsing.affinity import levelled

LONGEST = 60


class Table(NamedTuple):
    """What each run of characters says for a headline, and the constant."""

    runs: dict[str, int]
    weights: NDArray[np.float32]
    constant: float


@lru_cache(maxsize=1)
def table() -> Table:
    """The learnt weights, read on first use."""
    with files("archive.parsing").joinpath("wording.npz").open("rb") as opened, np.load(opened) as stored:
        keys = bytes(stored["keys"]).decode().split("\n")
        weights = stored["weights"].astype(np.float32)
        return Table({key: at for at, key in enumerate(keys)}, weights, float(stored["constant"]))


def runs(text: str) -> list[str]:
    """The runs of characters that describe a line, each with a letter for its place, in order."""
    t = levelled(text)
    inside = {*("c" + c for c in t), *("w" + t[i : i + 2] for i in range(len(t) - 1))}
    inside.update("t" + t[i : i + 3] for i in range(len(t) - 2))
    edges = [*("<" + t[:k] for k in (1, 2, 3)), *(">" + t[-k:] for k in (1, 2, 3, 4)), "b" + t[1:2], "p" + t[-2:-1]]
    return edges + sorted(inside)


@lru_cache(maxsize=2000)
def headline_odds(text: str) -> float:
    """Log odds that the text is a headline or crosshead rather than a piece of a sentence; 0 where it is too long to be asked."""
    if len(text) > LONGEST:
        return 0.0
    known = table()
    at = [found for run in runs(text) if (found := known.runs.get(run)) is not None]
    return float(known.weights[at].sum()) + known.constant
