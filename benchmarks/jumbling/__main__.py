"""Make pages with right answers: `python -m benchmarks.jumbling --text FILE OUT [--pages 100] [--level hard] [--kind supplement] [--without FOLDER]`.

FILE holds an article a line: date, page, kicker, title, subtitle, paragraphs. OUT gets NAME.txt and NAME.gold.json, as
`benchmarks.check_pages` reads them. Dates that stand in the names of pages of a `--without` folder are left out.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from benchmarks.jumbling.layout import KINDS, STRENGTHS, made_page
from benchmarks.jumbling.stories import read_stories


def dates_of(folders: Sequence[Path]) -> frozenset[str]:
    """The dates of the pages of folders: their names begin with YYYY-MM-DD."""
    return frozenset(path.name[:10] for folder in folders for path in folder.glob("*.gold.json"))


def pages_of(folders: Sequence[Path]) -> frozenset[tuple[str, int]]:
    """Date and page of the pages of folders: their names begin with YYYY-MM-DD-pNN."""
    names = (path.name for folder in folders for path in folder.glob("????-??-??-p??.gold.json"))
    return frozenset((name[:10], int(name[12:14])) for name in names)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--text", type=Path, required=True)
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--first", type=int, default=0, help="number of the first page: other numbers give other pages")
    parser.add_argument("--level", choices=[*STRENGTHS, "mixed"], default="mixed")
    parser.add_argument("--kind", choices=KINDS, default="", help="what the pages hold; reports where it is not said")
    parser.add_argument("--without", type=Path, nargs="*", default=[])
    args = parser.parse_args(arguments)
    pages = read_stories(args.text, dates_of(args.without))
    args.out.mkdir(parents=True, exist_ok=True)
    for number in range(args.first, args.first + args.pages):
        lines, gold = made_page(pages, args.level, number, args.kind)
        stem = "-".join(filter(None, ("made", args.level, args.kind, f"{number:05}")))
        (args.out / f"{stem}.txt").write_text("\n".join(lines), encoding="utf-8")
        gold["file"] = f"{stem}.txt"
        (args.out / f"{stem}.gold.json").write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
