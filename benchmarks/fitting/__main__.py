"""Fit the parser's weights anew: `python -m benchmarks.fitting --text FILE [FOLDER...] [--pages 600] [--only links doubts]`.

Pages are laid out from FILE by `benchmarks.jumbling`; of each FOLDER (as in `check_pages`) the tuning part is used too, counting
`--count` times, and its dates are left out of FILE. The models are fitted one after the other, as each rests on those before it,
and written to archive/parsing/weights.txt. Takes some 0.3 processor seconds a page and stage.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from benchmarks.check_pages import held_out
from benchmarks.fitting.logistic import Row, fit
from benchmarks.fitting.rows import STAGES
from benchmarks.fitting.work import begin, rows_of
from benchmarks.jumbling.__main__ import dates_of

WEIGHTS = Path(__file__).resolve().parents[2] / "archive" / "parsing" / "weights.txt"
_PENALTY = 1.0
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
    """The weights of one model put in place of those in the file."""
    rows = [row for row in WEIGHTS.read_text(encoding="utf-8").splitlines() if row.split()[0] != model]
    rows += [f"{model} {name} {weight:g}" for name, weight in weights.items()]
    beside = WEIGHTS.with_suffix(".new")
    beside.write_text("\n".join(rows) + "\n", encoding="utf-8")
    beside.replace(WEIGHTS)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--text", type=Path, required=True)
    parser.add_argument("--pages", type=int, default=600)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=float, default=2.0)
    parser.add_argument("--only", nargs="*", default=list(STAGES), choices=STAGES)
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args(arguments)
    files, without = _tuning(args.folders), dates_of(args.folders)
    numbers = range(args.first, args.first + args.pages)
    for stage in args.only:
        jobs = [(stage, page, 1.0) for page in numbers] + [(stage, path, args.count) for path in files]
        found: dict[str, list[Row]] = {}
        with ProcessPoolExecutor(args.jobs, get_context("spawn"), begin, (args.text, without)) as pool:
            for rows in pool.map(rows_of, jobs, chunksize=4):
                for model, row in rows:
                    found.setdefault(model, []).append(row)
        for model, all_rows in found.items():
            write(model, fit(all_rows, _PENALTY, CONVENTIONS.get(model, {})))
            print(f"{model}: {len(all_rows)} rows, {sum(row.right for row in all_rows)} right", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
