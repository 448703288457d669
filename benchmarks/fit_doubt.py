"""Fits the doubt calibration anew: `python -m benchmarks.fit_doubt FOLDER...` prints the weights for `weights.DOUBT`.

Folders as in `check_pages`; pages that `held_out` sets aside are left out. Logistic regression with an L2 penalty: an article
is wrong when its set of lines is not exactly right, furniture and repeats aside, just as `benchmarks.calibration` judges.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from archive.parsing.articles import group
from archive.parsing.doubts import article_features, page_totals
from archive.parsing.issue import parse, read_page
from archive.parsing.joins import find_joins
from archive.parsing.knowledge import EMPTY
from benchmarks.calibration import judged
from benchmarks.check_pages import held_out, page_lines

Row = tuple[dict[str, float], bool]


def rows_of(folder: Path) -> Iterator[Row]:
    """Features of each article of the tuning part, and whether it is wrong."""
    for path in sorted(folder.glob("*.gold.json")):
        if held_out(path.name.removesuffix(".gold.json")):
            continue
        gold = json.loads(path.read_text(encoding="utf-8"))
        lines = page_lines(path.parent / gold.get("file", path.name.replace(".gold.json", ".txt")), gold)
        yield from _judged_features(lines, gold)


def _judged_features(lines: Sequence[str], gold: dict) -> Iterator[Row]:
    page = read_page(lines, EMPTY)
    groups = group(page, find_joins(page))
    totals = page_totals(page, groups)
    parsed = parse(lines)
    for found, article in zip(groups, parsed.articles, strict=True):
        one = type(parsed)(articles=(article,))
        for _, wrong in judged(lines, gold, one):
            yield article_features(page, found, totals), wrong


def fit(rows: Sequence[Row], penalty: float = 1.0) -> dict[str, float]:
    """The weights that make the stated doubts most likely; `bias`, which is not penalised, is the constant."""
    names = sorted(rows[0][0])
    x = np.array([[*(features[name] for name in names), 1.0] for features, _ in rows])
    y = np.array([float(wrong) for _, wrong in rows])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        z, held = x @ weights, np.r_[weights[:-1], 0.0]
        slope = x.T @ (1 / (1 + np.exp(-z)) - y) + 2 * penalty * held
        return float(np.sum(np.logaddexp(0, z) - y * z) + penalty * held @ held), slope

    best = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return dict(zip([*names, "bias"], best.x))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--penalty", type=float, default=1.0)
    args = parser.parse_args(arguments)
    rows = [row for folder in args.folders for row in rows_of(folder)]
    if not rows:
        parser.error("no NAME.gold.json beside NAME.txt in the tuning part of these folders")
    print(f"{len(rows)} articles, {sum(wrong for _, wrong in rows)} wrong")
    print(", ".join(f'"{name}": {weight:.2f}' for name, weight in fit(rows, args.penalty).items()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
