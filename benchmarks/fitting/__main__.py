"""Fit the parser's weights anew: `python -m benchmarks.fitting --text FILE --texts FOLDER FOLDER... [--pages 1500] [--only breaks]`.

Pages are laid out by `benchmarks.jumbling` from the articles of FILE, the pages of the FOLDERs (as in `check_pages`) left out; of each
folder the tuning part is used too, counting `--count` times. They are made and read part by part of the days, with tables that were
learnt without that part (`benchmarks.fitting.texts` wrote them to `--texts`). The models are fitted one after the other, as each rests
on those before it, and written to archive/parsing: weights.txt for the first sight of seams, networks.npz for the rest.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from archive.parsing.networks import Network, networks, stored
from benchmarks.check_pages import held_out
from benchmarks.fitting.logistic import Row, fit
from benchmarks.fitting.network import fit_network
from benchmarks.fitting.rows import BEFORE_DOUBTS, DOUBTS, FIRST, LOOKS, Tagged, fault_rows
from benchmarks.fitting.texts import PARSING, WHOLE, install, parts_of
from benchmarks.fitting.work import begin, rows_of
from benchmarks.jumbling.__main__ import pages_of
from benchmarks.jumbling.stories import read_stories

WEIGHTS, NETWORKS = PARSING / "weights.txt", PARSING / "networks.npz"
STEPS = (FIRST, *BEFORE_DOUBTS, DOUBTS)
_PENALTY = 1.0
_NETWORK_PENALTY = {
    "NEAR": 20.0,
    "FAR": 20.0,
    "HEAD": 15.0,
    "TITLE": 15.0,
    "LINK": 20.0,
    "BREAK": 20.0,
    "HOME": 20.0,
    "DOUBT": 25.0,
    "FAULT": 25.0,
}
# What news conventions say and pages made of one paper cannot teach: the fit is drawn towards these.
CONVENTIONS = {
    "LINK": {"lead_own": -6.0, "after_credit": -7.5, "after_jump": -7.0, "after_signoff": -3.0, "to_signoff": 2.0, "after_photo": -1.0,
             "dangling_sure": -4.0, "unintroduced": -3.0},
    "BREAK": {"first": 2.0},
    "FAULT": {"first": 2.0},
    "HEAD": {"gap": 1.5},
    "TITLE": {"gap": 1.5, "first": 2.0},
    "NEAR": {"short_left": -1.6},
}  # fmt: skip


def _tuning(folders: Sequence[Path]) -> list[str]:
    paths = (path for folder in folders for path in sorted(folder.rglob("*.gold.json")))
    return [str(path) for path in paths if not held_out(path.name.removesuffix(".gold.json"))]


def write(model: str, weights: dict[str, float]) -> None:
    """The weights of one linear model put in place of those in the file."""
    rows = [row for row in WEIGHTS.read_text(encoding="utf-8").splitlines() if row.split()[0] != model]
    rows += [f"{model} {name} {weight:g}" for name, weight in weights.items()]
    WEIGHTS.write_text("\n".join(rows) + "\n", encoding="utf-8")


def write_network(model: str, network: Network) -> None:
    """One network put in place of that in the file."""
    networks.cache_clear()
    np.savez_compressed(NETWORKS, **stored({**networks(), model: network}.items()))


Rows = dict[str, list[Row]]  # by model


@dataclass(frozen=True, slots=True)
class Ground:
    """What the rows of one part of the days come from: its articles, laid out as the pages of some numbers, page files that count
    more, and the folder of the tables learnt without these days."""

    text: Path
    tables: Path
    days: frozenset[str]
    without: frozenset[tuple[str, int]]
    numbers: range
    files: tuple[str, ...]
    count: float
    jobs: int

    def pages(self, stage: str) -> list[list[Tagged]]:
        """The examples of a stage, page by page."""
        install(self.tables)
        jobs: list[tuple[str, str | int, float]] = [(stage, number, 1.0) for number in self.numbers]
        jobs += [(stage, path, self.count) for path in self.files]
        begun = (self.text, self.days, self.without)
        with ProcessPoolExecutor(self.jobs, get_context("spawn"), begin, begun) as pool:
            return list(pool.map(rows_of, jobs, chunksize=4))


def merged(pages: Iterable[Iterable[Tagged]]) -> Rows:
    """Model -> the examples of all pages."""
    found: Rows = {}
    for page in pages:
        for model, row in page:
            found.setdefault(model, []).append(row)
    return found


def learn(found: Rows, linear: bool = False) -> None:
    """Fits the models of some examples and writes them."""
    for model, rows in found.items():
        prior = CONVENTIONS.get(model, {})
        if linear:
            write(model, fit(rows, _PENALTY, prior))
        else:
            write_network(model, fit_network(rows, _NETWORK_PENALTY[model], prior))
        print(f"{model}: {len(rows)} rows, {sum(row.right for row in rows)} right", flush=True)


def fit_all(grounds: Sequence[Ground], steps: Sequence[str]) -> None:
    """The steps in order. How often the parser is wrong must be learnt where it is not better than elsewhere: the examples of
    doubt are pages of one part of the days, read by models fitted on the other parts."""
    if FIRST in steps:
        learn(merged(page for ground in grounds for page in ground.pages(FIRST)), linear=True)
    doubts: list[list[list[Row]]] = []
    for part in grounds if DOUBTS in steps else ():
        for step in BEFORE_DOUBTS:
            fit_step([ground for ground in grounds if ground is not part], step)
        doubts.append([[row for _, row in page] for page in part.pages(DOUBTS)])
    for step in BEFORE_DOUBTS:
        if step in steps or doubts:
            fit_step(grounds, step)
    if doubts:
        learn_doubts(doubts)


def fit_step(grounds: Sequence[Ground], step: str) -> None:
    """The models of one step: one, or those of two looks. How far the first look can be trusted must be learnt where it is not better
    than elsewhere, too: the second learns from pages of one part, looked at by models fitted on the other parts."""
    first, *second = LOOKS[step]
    seen = [ground.pages(first) for ground in grounds]
    found: list[list[Tagged]] = []
    for part, ground in enumerate(grounds if second else ()):
        learn(merged(page for other, pages in enumerate(seen) if other != part for page in pages))
        found += ground.pages(*second)
    learn(merged(page for pages in seen for page in pages))
    if second:
        learn(merged(found))


def learn_doubts(parts: Sequence[Sequence[Sequence[Row]]]) -> None:
    """The two looks at articles, from the examples of each part's pages; the second learns from first doubts of other parts."""

    def first(pages: Iterable[Sequence[Row]]) -> Rows:
        return {"DOUBT": [row for page in pages for row in page]}

    second: list[Row] = []
    for part in parts:
        learn(first(page for other in parts if other is not part for page in other))
        second += fault_rows(part)
    learn({"FAULT": second})
    learn(first(page for part in parts for page in part))


def grounds_of(args: argparse.Namespace) -> list[Ground]:
    """One for each part of the days; page files that bear no date are dealt out by their names."""
    parts = parts_of({date for date, _ in read_stories(args.text)})
    part_of = {day: k for k, days in enumerate(parts) for day in days}
    each = args.pages // len(parts)
    files = _tuning(args.folders)
    return [
        Ground(
            text=args.text,
            tables=args.texts / str(k),
            days=days,
            without=pages_of(args.folders),
            numbers=range(args.first + k * each, args.first + (k + 1) * each),
            files=tuple(path for path in files if part_of.get(day_of(path), dealt(path, len(parts))) == k),
            count=args.count,
            jobs=args.jobs,
        )
        for k, days in enumerate(parts)
    ]


def dealt(path: str, parts: int) -> int:
    """The part that a page file without a date belongs to, by its name alone."""
    return int(sha256(Path(path).name.encode()).hexdigest(), 16) % parts


def day_of(path: str) -> str:
    """The day that a page file's name begins with."""
    return Path(path).name[:10]


def arguments_of(arguments: Sequence[str] | None, doc: str | None) -> argparse.Namespace:
    """What the command line says; `doc`: the docstring of the command."""
    parser = argparse.ArgumentParser(description=(doc or "").splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--text", type=Path, required=True)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--pages", type=int, default=1500)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=float, default=2.0)
    parser.add_argument("--only", nargs="*", default=list(STEPS), choices=STEPS)
    parser.add_argument("--jobs", type=int, default=2)
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    args = arguments_of(arguments, __doc__)
    try:
        fit_all(grounds_of(args), args.only)
    finally:
        install(args.texts / WHOLE)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
