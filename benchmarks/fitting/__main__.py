"""Fit the parser's weights anew: `python -m benchmarks.fitting --text FILE FOLDER... [--pages 600] [--only links doubts]`.

Pages are laid out by `benchmarks.jumbling` from those articles of FILE that stand on the days of the FOLDERs (as in `check_pages`),
the pages of the folders themselves left out: what is learnt from text (`vectors`, `topics`) must not know these days, or its word would
count for more here than on pages nobody has seen. Of each folder the tuning part is used too, counting `--count` times. The models are
fitted one after the other, as each rests on those before it, and written to archive/parsing: weights.txt for the first sight of
seams, networks.npz for the rest. Takes some 0.3 processor seconds a page and stage.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from archive.parsing.networks import Network, networks, stored
from benchmarks.check_pages import held_out
from benchmarks.fitting.logistic import Row, fit
from benchmarks.fitting.network import fit_network
from benchmarks.fitting.rows import BEFORE_DOUBTS, DOUBTS, FIRST, STAGES
from benchmarks.fitting.work import begin, rows_of
from benchmarks.jumbling.__main__ import dates_of, pages_of

PARSING = Path(__file__).resolve().parents[2] / "archive" / "parsing"
WEIGHTS, NETWORKS = PARSING / "weights.txt", PARSING / "networks.npz"
_PENALTY = 1.0
_NETWORK_PENALTY = {"NEAR": 20.0, "FAR": 20.0, "HEAD": 15.0, "LINK": 20.0, "DOUBT": 25.0}
# What news conventions say and pages made of one paper cannot teach: the fit is drawn towards these.
CONVENTIONS = {
    "LINK": {"after_credit": -7.5, "after_jump": -7.0, "lead": -7.0, "lead_first": 6.0, "after_signoff": -3.0,
             "to_signoff": 2.0, "after_photo": -1.0, "dangling_sure": -4.0, "unintroduced": -3.0},
    "HEAD": {"gap": 1.5},
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


@dataclass(frozen=True, slots=True)
class Ground:
    """What the rows come from: articles of some days, laid out as the pages of some numbers, and page files that count more."""

    text: Path
    days: frozenset[str]
    without: frozenset[tuple[str, int]]
    numbers: range
    files: tuple[str, ...]
    count: float
    jobs: int

    def of(self, days: frozenset[str]) -> Ground:
        """The same with these days alone; files without a day are common to all."""
        files = tuple(path for path in self.files if (day := _day(path)) not in self.days or day in days)
        return replace(self, days=days, files=files)

    def rows(self, stage: str) -> dict[str, list[Row]]:
        """Model -> examples of a stage."""
        jobs: list[tuple[str, str | int, float]] = [(stage, number, 1.0) for number in self.numbers]
        jobs += [(stage, path, self.count) for path in self.files]
        found: dict[str, list[Row]] = {}
        begun = (self.text, self.days, self.without)
        with ProcessPoolExecutor(self.jobs, get_context("spawn"), begin, begun) as pool:
            for rows in pool.map(rows_of, jobs, chunksize=4):
                for model, row in rows:
                    found.setdefault(model, []).append(row)
        return found


def _day(path: str) -> str:
    return Path(path).name[:10]


def learn(found: dict[str, list[Row]], linear: bool) -> None:
    """Fits the models of some examples and writes them."""
    for model, rows in found.items():
        prior = CONVENTIONS.get(model, {})
        if linear:
            write(model, fit(rows, _PENALTY, prior))
        else:
            write_network(model, fit_network(rows, _NETWORK_PENALTY[model], prior))
        print(f"{model}: {len(rows)} rows, {sum(row.right for row in rows)} right", flush=True)


def fit_all(ground: Ground, stages: Sequence[str]) -> None:
    """The stages in order. How often the parser is wrong must be learnt where it is not better than elsewhere: the examples of
    doubt are pages of one half of the days, read by models fitted on the other half, and the other way round."""
    halves = [frozenset(sorted(ground.days)[k::2]) for k in (0, 1)]
    doubts: list[dict[str, list[Row]]] = []
    if DOUBTS in stages:
        for own, other in (halves, halves[::-1]):
            for stage in BEFORE_DOUBTS:
                learn(ground.of(other).rows(stage), linear=False)
            doubts.append(ground.of(own).rows(DOUBTS))
    for stage in stages:
        if stage != DOUBTS:
            learn(ground.rows(stage), linear=stage == FIRST)
    if doubts:
        learn({model: [row for part in doubts for row in part[model]] for model in doubts[0]}, linear=False)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--text", type=Path, required=True)
    parser.add_argument("--pages", type=int, default=600)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=float, default=2.0)
    parser.add_argument("--only", nargs="*", default=list(STAGES), choices=STAGES)
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args(arguments)
    numbers = range(args.first, args.first + args.pages)
    files, days, without = tuple(_tuning(args.folders)), dates_of(args.folders), pages_of(args.folders)
    fit_all(Ground(args.text, days, without, numbers, files, args.count, args.jobs), args.only)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
