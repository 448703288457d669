"""How well the parser reads pages that its models did not know: `python -m benchmarks.fitting.cross --text FILE --texts FOLDER FOLDER...`.

The options are those of `benchmarks.fitting`. For each part of the days the models are fitted on the other parts, with the tables that
were learnt without it, and the tuning pages of the FOLDERs that belong to it are read and scored; then the parser's own models and tables
are put back. Page files without a date belong to the part that their names deal them to. The rules were written with these pages in
view, the models were not: the figures lie between those of the fit's own pages and those of the pages held out, and stand on twice as
many as the latter. Takes some ten minutes of two processors with `--pages 300`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from archive.parsing.issue import parse
from archive.parsing.networks import networks
from benchmarks.check_pages import line_of, read_answered, score_page
from benchmarks.fitting.__main__ import NETWORKS, WEIGHTS, arguments_of, fit_all, grounds_of
from benchmarks.fitting.rows import BEFORE_DOUBTS, FIRST
from benchmarks.fitting.texts import PARSING, TABLES, install


def score(path: str) -> dict[str, Any]:
    """The figures of one page file."""
    lines, gold = read_answered(Path(path))
    return score_page(lines, gold, parse(lines))


def cross(args: Any) -> dict[str, list[dict[str, Any]]]:
    """Folder -> the figures of its tuning pages, each read by models of the other parts of the days."""
    grounds = grounds_of(args)
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for ground in grounds:
        fit_all([other for other in grounds if other is not ground], [FIRST, *BEFORE_DOUBTS])
        install(ground.tables)
        files = list(dict.fromkeys(ground.files))
        with ProcessPoolExecutor(args.jobs, get_context("spawn")) as pool:
            for path, figures in zip(files, pool.map(score, files)):
                found[Path(path).parent.name].append(figures)
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    args = arguments_of(arguments, __doc__)
    own = {path: path.read_bytes() for path in (WEIGHTS, NETWORKS, *(PARSING / name for name in TABLES))}
    try:
        found = cross(args)
    finally:
        for path, content in own.items():
            path.write_bytes(content)
        networks.cache_clear()
    for folder, rows in found.items():
        print(f"{folder}: {len(rows)} pages  {line_of(rows)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
