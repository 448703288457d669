"""The parser's fitted models that see how signs act together: small networks whose answers are log odds.

Each is a linear model with a few hidden units beside it: `direct . x + outer . tanh(inner x + shift) + bias`, x being the named
features set against their mean and spread. NEAR and FAR: whether a line goes on in the next one, or in one elsewhere (`looks`). HEAD
and TITLE: whether a bare line is a heading, at the first look and the second (`headings`). LINK and BREAK: whether two neighbouring lines
stand in one article (`links`, `breaks`). HOME: whether a line belongs to an article elsewhere (`moves`). DOUBT and FAULT: whether an
article is wrong (`doubts`). `networks.npz` holds them; `python -m benchmarks.fitting` writes it (docs/parsing.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from math import exp
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
PARTS = ("mean", "spread", "inner", "shift", "outer", "direct", "bias")


class Network(NamedTuple):
    """`place`: name of a feature -> its column; a feature without a place is not seen, one not given is 0."""

    place: Mapping[str, int]
    mean: Floats
    spread: Floats
    inner: Floats
    shift: Floats
    outer: Floats
    direct: Floats
    bias: float

    def odds(self, rows: Sequence[Mapping[str, float]]) -> list[float]:
        """The log odds of each row of features."""
        if not rows:
            return []
        x = (self._table(rows) - self.mean) / self.spread
        found = np.tanh(x @ self.inner + self.shift) @ self.outer + x @ self.direct + self.bias
        return [float(value) for value in found]

    def _table(self, rows: Sequence[Mapping[str, float]]) -> Floats:
        place = self.place
        table = np.zeros((len(rows), len(place)), np.float32)
        for at, row in enumerate(rows):
            for name, value in row.items():
                if value and name in place:
                    table[at, place[name]] = value
        return table


def chance(odds: float) -> float:
    """Log odds as a chance between 0 and 1."""
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, odds))))


@lru_cache(maxsize=1)
def networks() -> Mapping[str, Network]:
    """All models by name, read on first use."""
    with files("archive.parsing").joinpath("networks.npz").open("rb") as opened, np.load(opened) as stored:
        return {model: _read(stored, model) for model in bytes(stored["models"]).decode().split()}


def _read(stored: Mapping[str, NDArray[np.generic]], model: str) -> Network:
    names = bytes(stored[f"{model}_names"]).decode().split()
    parts = {part: np.asarray(stored[f"{model}_{part}"], np.float32) for part in PARTS}
    bias = float(parts.pop("bias"))
    return Network({name: at for at, name in enumerate(names)}, **parts, bias=bias)


def stored(models: Iterable[tuple[str, Network]]) -> dict[str, NDArray[np.generic]]:
    """The arrays that `networks` reads."""
    found: dict[str, NDArray[np.generic]] = {}
    names = []
    for model, network in models:
        names.append(model)
        found[f"{model}_names"] = np.frombuffer("\n".join(network.place).encode(), np.uint8)
        found |= {f"{model}_{part}": np.asarray(getattr(network, part), np.float32) for part in PARTS}
    return {"models": np.frombuffer("\n".join(names).encode(), np.uint8), **found}
