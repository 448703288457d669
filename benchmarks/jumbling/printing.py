"""Pages as other OCR writes them: `python -m benchmarks.jumbling.printing FOLDER OUT --as FORM`.

FOLDER holds NAME.txt with NAME.gold.json, as `benchmarks.check_pages` reads them; OUT gets the same pages, each paragraph in the printed
lines of a column of 14 to 22 characters, with an indent (`lines`) or without (`bare-lines`), without blank lines (`dense`), with a
space between any two characters (`apart`), or in HTML and Markdown (`marked`; the right answer then holds the marks, so that `text`
says nothing). OUT can be the FOLDER of another form. Where a column's foot cuts a paragraph, it cuts between two printed lines.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.check_pages import page_lines

_MEASURES = (14, 16, 18, 20, 22)
_BETWEEN = re.compile(r"(?<=[^\s\d.#A-Za-z])(?=\S)|(?<=[\dA-Za-z])(?=[^\s\d.A-Za-z])")
_AROUND = (("<p>", "</p>"), ("**", "**"), ("> ", ""), ('<div align="center">', "</div>"))
_LISTS = ("kicker_lines", "title_lines", "subtitle_lines", "credits_lines", "jump_lines")
Gold = dict[str, Any]


def in_lines(lines: Sequence[str], gold: Gold, pick: Random, indent: str = "\u3000\u3000") -> tuple[list[str], Gold]:
    """The page with its paragraphs in printed lines, and its right answer."""
    measure = pick.choice(_MEASURES)
    cut: dict[int, list[str]] = {}
    for row in gold["articles"] + gold.get("orphans", []):
        repeated = {o["join"][1] for o in row.get("join_overlap", [])}  # pieces that begin with words read twice
        for block in row["blocks"]:
            for k, part in enumerate(_parted(block, repeated)):
                texts = [lines[n - 1].strip() for n in part]
                cut |= _cut(texts, part, measure, "" if k else indent)
    found: list[str] = []
    numbers: dict[int, list[int]] = {}
    for number, line in enumerate(lines, 1):
        rows = cut.get(number, [line])
        numbers[number] = list(range(len(found) + 1, len(found) + len(rows) + 1))
        found += rows
    return found, _renumbered(gold, numbers)


def _parted(block: Sequence[int], before: Collection[int]) -> list[list[int]]:
    """The pieces of a paragraph in stretches that begin at those given."""
    found: list[list[int]] = [[]]
    for number in block:
        if number in before:
            found.append([])
        found[-1].append(number)
    return found


def _cut(texts: Sequence[str], block: Sequence[int], measure: int, indent: str) -> dict[int, list[str]]:
    """Line number of a piece -> its printed lines. A piece ends with the printed line in which it ended."""
    whole = indent + "".join(texts)
    rows = [whole[at : at + measure] for at in range(0, len(whole), measure)]
    found: dict[int, list[str]] = {}
    at, end = 0, len(indent)
    for k, (number, text) in enumerate(zip(block, texts)):
        end += len(text)
        left = len(block) - 1 - k
        to = max(at + 1, min(round(end / measure), len(rows) - left)) if left else len(rows)
        found[number] = rows[at:to] or [text]
        at = to
    return found


def _renumbered(gold: Gold, numbers: Mapping[int, Sequence[int]]) -> Gold:
    def spread(lines: Sequence[int]) -> list[int]:
        return [new for line in lines for new in numbers[line]]

    new = {**gold, **{key: spread(gold[key]) for key in ("furniture", "free_lines") if key in gold}}
    new["duplicates"] = spread([d["line"] if isinstance(d, dict) else d for d in gold.get("duplicates", [])])
    for kind in ("articles", "orphans"):
        new[kind] = [_article(row, numbers, spread) for row in gold.get(kind, [])]
    return new


def _article(row: Gold, numbers: Mapping[int, Sequence[int]], spread: Any) -> Gold:
    def seam(pair: Sequence[int]) -> list[int]:
        return [numbers[pair[0]][-1], numbers[pair[1]][0]]

    inside = [[a, b] for block in row["blocks"] for n in block for a, b in zip(numbers[n], numbers[n][1:])]
    return {
        **row,
        **{key: spread(row[key]) for key in _LISTS if row.get(key)},
        "blocks": [spread(block) for block in row["blocks"]],
        "joins": inside + [seam(pair) for pair in row["joins"]],
        "join_overlap": [{**o, "join": seam(o["join"])} for o in row.get("join_overlap", [])],
    }


def dense(lines: Sequence[str], gold: Gold) -> tuple[list[str], Gold]:
    """The page without its blank lines, and its right answer."""
    filled = [number for number, line in enumerate(lines, 1) if line.strip()]
    numbers: dict[int, Sequence[int]] = {number: [new] for new, number in enumerate(filled, 1)}
    return [lines[number - 1] for number in filled], _renumbered(gold, numbers)


def apart(lines: Sequence[str], gold: Gold) -> tuple[list[str], Gold]:
    """The page with a space between any two Chinese characters of its text, headlines as they are."""
    body = {n for row in gold["articles"] + gold.get("orphans", []) for block in row["blocks"] for n in block}
    return [_BETWEEN.sub(" ", line) if n in body else line for n, line in enumerate(lines, 1)], gold


def marked(lines: Sequence[str], gold: Gold, pick: Random) -> tuple[list[str], Gold]:
    """The page with markup around its lines, `##` as a tag."""
    return [_marked(line, pick) if line.strip() else line for line in lines], gold


def _marked(line: str, pick: Random) -> str:
    if line.startswith("#"):
        return re.sub(r"^(#+) (.*)", lambda found: "<h{0}>{1}</h{0}>".format(len(found[1]), found[2]), line)
    before, after = pick.choice(_AROUND)
    return before + line.replace("，", pick.choice(("，", "，<br>")), 1) + after


FORMS: dict[str, Callable[[Sequence[str], Gold, Random], tuple[list[str], Gold]]] = {
    "lines": in_lines,
    "bare-lines": lambda lines, gold, pick: in_lines(lines, gold, pick, ""),
    "dense": lambda lines, gold, _: dense(lines, gold),
    "apart": lambda lines, gold, _: apart(lines, gold),
    "marked": marked,
}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--as", dest="form", choices=FORMS, default="lines")
    args = parser.parse_args(arguments)
    args.out.mkdir(parents=True, exist_ok=True)
    for path in sorted(args.folder.glob("*.gold.json")):
        stem = path.name.removesuffix(".gold.json")
        gold = json.loads(path.read_text(encoding="utf-8"))
        lines = page_lines(path.parent / gold.get("file", f"{stem}.txt"), gold)
        lines, gold = FORMS[args.form](lines, gold, Random(stem))
        (args.out / f"{stem}.txt").write_text("\n".join(lines), encoding="utf-8")
        gold = {**gold, "file": f"{stem}.txt", "encoding": "utf-8"}
        (args.out / path.name).write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
