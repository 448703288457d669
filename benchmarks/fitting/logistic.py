"""Logistic regression with an L2 penalty towards given weights, in numpy; L-BFGS settles it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize

HELD = 30.0  # how much harder a weight is drawn to a given value than to 0


class Row(NamedTuple):
    """One example: what is seen, whether it is so, and how much it counts."""

    features: dict[str, float]
    right: bool
    weight: float = 1.0


def table(rows: Sequence[Row]) -> tuple[np.ndarray, np.ndarray, np.ndarray, list[str]]:
    """The rows as a matrix of features, what is right, how much each counts, and the names of the columns."""
    names = sorted({name for row in rows for name in row.features})
    x = np.zeros((len(rows), len(names)), np.float32)
    column = {name: at for at, name in enumerate(names)}
    for at, row in enumerate(rows):
        for name, value in row.features.items():
            x[at, column[name]] = value
    y, counts = (np.array(values, np.float32) for values in ([r.right for r in rows], [r.weight for r in rows]))
    return x, y, counts, names


def fit(rows: Sequence[Row], penalty: float, prior: Mapping[str, float]) -> dict[str, float]:
    """The weights that make the rows most likely, drawn strongly towards `prior`, weakly towards 0 where it names none; `bias` is not drawn."""
    seen, y, counts, names = table(rows)
    x = np.c_[seen, np.ones(len(rows), np.float32)]
    start = np.array([*(prior.get(name, 0.0) for name in names), 0.0])
    pull = penalty * np.array([HELD if name in prior else 1.0 for name in names] + [0.0])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        z, held = x @ weights.astype(np.float32), weights - start
        slope = x.T @ (counts * (1 / (1 + np.exp(-z)) - y)) + 2 * pull * held
        return float(np.sum(counts * (np.logaddexp(0, z) - y * z), dtype=np.float64) + (pull * held) @ held), slope

    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 400})
    return {name: round(float(weight), 3) for name, weight in zip([*names, "bias"], best.x)}
