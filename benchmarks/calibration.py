"""How well stated doubt agrees with the truth: `python -m benchmarks.calibration FOLDER...`.

Folders as in `check_pages`. An article is wrong when its set of lines is not exactly right (furniture and repeats aside). For the
tuning part and the held-out part of each folder it prints the chance that a wrong article is more doubtful than a right one (AUC),
the share right among the least doubtful half, and for each fifth by doubt the stated and the true share wrong.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from archive.parsing.issue import parse
from archive.parsing.records import Parsed
from benchmarks.check_pages import gold_answer, held_out, parsed_answer


def judged(lines: Sequence[str], gold: dict[str, Any], parsed: Parsed) -> Iterator[tuple[float, bool]]:
    """Stated doubt and whether the article is wrong, for each article the parser made."""
    want = gold_answer(lines, gold)
    aside = (
        set(gold["furniture"])
        | {d["line"] if isinstance(d, dict) else d for d in gold.get("duplicates", [])}
        | set(gold.get("free_lines", []))
    )
    right = {a.lines - aside for a in want.articles}
    for article, found in zip(parsed.articles, parsed_answer(lines, parsed).articles):
        if found.lines - aside:
            yield article.doubt, found.lines - aside not in right


def auc(rows: Sequence[tuple[float, bool]]) -> float:
    """Chance that a wrong article is more doubtful than a right one, ties counting half."""
    wrong, right = [d for d, bad in rows if bad], [d for d, bad in rows if not bad]
    if not wrong or not right:
        return 1.0
    return sum((w > r) + 0.5 * (w == r) for w in wrong for r in right) / (len(wrong) * len(right))


def fifths(rows: Sequence[tuple[float, bool]]) -> list[tuple[float, float]]:
    """Mean stated doubt and true share wrong in each fifth by doubt, the least doubtful first."""
    ordered = sorted(rows)
    cuts = [len(ordered) * k // 5 for k in range(6)]
    parts = [ordered[a:b] for a, b in zip(cuts, cuts[1:]) if b > a]
    return [(sum(d for d, _ in p) / len(p), sum(bad for _, bad in p) / len(p)) for p in parts]


def report(name: str, rows: Sequence[tuple[float, bool]]) -> str:
    half = sorted(rows)[: max(1, len(rows) // 2)]
    right = 1 - sum(bad for _, bad in half) / len(half)
    table = "  ".join(f"{stated:.2f}/{true:.2f}" for stated, true in fifths(rows))
    wrong = sum(bad for _, bad in rows) / len(rows)
    return f"  {name:8} {len(rows):4} articles, {wrong:.3f} wrong  AUC {auc(rows):.3f}  surer half right {right:.3f}  stated/true by fifth {table}"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    args = parser.parse_args(arguments)
    for folder in args.folders:
        rows: dict[str, list[tuple[float, bool]]] = {"tuning": [], "held out": []}
        for path in sorted(folder.glob("*.gold.json")):
            gold = json.loads(path.read_text(encoding="utf-8"))
            lines = path.with_name(path.name.replace(".gold.json", ".txt")).read_text(encoding="utf-8").split("\n")
            rows["held out" if held_out(path.name.removesuffix(".gold.json")) else "tuning"] += judged(
                lines, gold, parse(lines)
            )
        print(folder.name)
        for part, found in rows.items():
            if found:
                print(report(part, found))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
