"""Fit a small network (`archive.parsing.networks`) in numpy: a linear model with hidden units beside it, an L2 penalty, L-BFGS."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.optimize import minimize

from archive.parsing.networks import Floats, Network
from benchmarks.fitting.logistic import HELD, Row, table

_HIDDEN = 16
_ROUNDS = 300


def fit_network(rows: Sequence[Row], penalty: float, prior: Mapping[str, float]) -> Network:
    """The network that makes the rows most likely. What `prior` names acts by itself alone, drawn strongly to the weight given;
    `penalty` holds down the other weights, those of the hidden units most."""
    x, y, counts, names = table(rows)
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-3
    z = (x - mean) / spread
    free = np.array([name not in prior for name in names], np.float32)
    target = np.array([prior.get(name, 0.0) for name in names]) * spread
    pull = np.where(free > 0, penalty / 12, HELD / spread**2)
    shapes = [(len(names), _HIDDEN), (_HIDDEN,), (_HIDDEN,), (len(names),), ()]
    ends = np.cumsum([int(np.prod(shape)) for shape in shapes])

    def parts(flat: np.ndarray) -> list[np.ndarray]:
        return [part.reshape(shape) for part, shape in zip(np.split(flat.astype(np.float32), ends[:-1]), shapes)]

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        inner, shift, outer, direct, bias = parts(flat)
        inner = inner * free[:, None]
        hidden = np.tanh(z @ inner + shift)
        odds = hidden @ outer + z @ direct + bias
        off = counts * (1 / (1 + np.exp(-np.clip(odds, -30, 30))) - y)
        back = np.outer(off, outer) * (1 - hidden * hidden)
        held = direct - target
        value = float(np.sum(counts * (np.logaddexp(0, odds) - y * odds), dtype=np.float64))
        value += penalty * float((inner**2).sum() + (outer**2).sum()) + float((pull * held) @ held)
        slope = [(z.T @ back + 2 * penalty * inner) * free[:, None], back.sum(axis=0), hidden.T @ off + 2 * penalty * outer,
                 z.T @ off + 2 * pull * held, np.array([off.sum()])]  # fmt: skip
        return value, np.concatenate([np.ravel(part) for part in slope]).astype(np.float64)

    noise = np.random.default_rng(0)
    share = float((counts * y).sum() / counts.sum())
    start = [noise.normal(size=shapes[0]) / np.sqrt(len(names)), np.zeros(_HIDDEN), noise.normal(size=_HIDDEN) * 0.1, target,
             np.array([np.log(share / (1 - share))])]  # fmt: skip
    best = minimize(loss, np.concatenate([np.ravel(part) for part in start]), jac=True, method="L-BFGS-B",
                    options={"maxiter": _ROUNDS, "maxcor": 20}).x  # fmt: skip
    inner, shift, outer, direct, bias = parts(best)
    return _network(names, mean, spread, inner * free[:, None], shift, outer, direct, float(bias))


def _network(names: Sequence[str], *parts: Floats | float) -> Network:
    *arrays, bias = parts
    return Network({name: at for at, name in enumerate(names)}, *(np.asarray(a, np.float32) for a in arrays), bias)  # type: ignore[arg-type, misc]
