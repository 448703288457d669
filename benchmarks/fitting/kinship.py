"""Fit the weights of `archive.parsing.kinship`: `python -m benchmarks.fitting.kinship FOLDER...`.

Of each FOLDER (as in `check_pages`) the tuning pages are used. A row is a line of text and the articles of its page, the line left out
of its own; the weights make the right article most likely among them (conditional logit: McFadden, Conditional logit analysis of
qualitative choice behavior, 1974). They are written to weights.txt as KIN. Takes ten seconds.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize

from archive.parsing.issue import plain_page
from archive.parsing.kinship import Kinship
from archive.parsing.knowledge import EMPTY
from archive.parsing.weights import KIN
from benchmarks.check_pages import gold_answer, held_out, read_answered
from benchmarks.fitting.__main__ import write

_SPEAKS = 15  # characters from which on a line says what it is about
_FEWEST = 3  # articles on a page
_PENALTY = 0.5


class Choice(NamedTuple):
    """The signs of each article, articles x signs, and which of them is right."""

    signs: np.ndarray
    right: int


def choices(path: Path) -> Iterator[Choice]:
    """A row for each line of text of a page."""
    lines, gold = read_answered(path)
    page = plain_page(lines, EMPTY)
    at = {line.number: line.index for line in page.lines}
    articles = [
        ([at[n] for n in found.heads if n in at], [at[n] for n in found.lines - set(found.heads) if n in at])
        for found in gold_answer(lines, gold).articles
    ]
    articles = [(heads, body) for heads, body in articles if body]
    if len(articles) < _FEWEST:
        return
    shares = np.zeros((len(page.lines), len(articles)), np.float32)
    for number, (_, body) in enumerate(articles):
        shares[body, number] = 1.0
    found = Kinship(page, range(len(page.lines))).signs(shares, [heads for heads, _ in articles])
    signs = np.stack([found[name] for name in KIN], axis=2)
    for number, (heads, body) in enumerate(articles):
        for line in body:
            if len(page.lines[line].text) >= _SPEAKS and (heads or len(body) > 1):
                yield Choice(signs[line], number)


def fit(rows: Sequence[Choice]) -> dict[str, float]:
    """The weights that make the right articles most likely."""
    spread = np.concatenate([row.signs for row in rows]).std(axis=0)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        value, slope = _PENALTY * float(weights @ weights), 2 * _PENALTY * weights
        for row in rows:
            signs = row.signs / spread
            odds = signs @ weights
            chances = np.exp(odds - np.logaddexp.reduce(odds))
            value -= float(np.log(chances[row.right] + 1e-12))
            slope = slope + chances @ signs - signs[row.right]
        return value, slope

    best = minimize(loss, np.zeros(len(KIN)), jac=True, method="L-BFGS-B").x / spread
    return {name: round(float(weight), 3) for name, weight in zip(KIN, best)}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    folders = parser.parse_args(arguments).folders
    paths = [path for folder in folders for path in sorted(folder.glob("*.gold.json"))]
    rows = [row for path in paths if not held_out(path.name.removesuffix(".gold.json")) for row in choices(path)]
    found = fit(rows)
    write("KIN", found)
    print(f"{len(rows)} lines: {found}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
