"""Score the parser against pages with right answers: `python -m benchmarks.check_pages FOLDER... [--worst N]`.

A folder holds NAME.txt with NAME.gold.json beside it (fields: articles and orphans with title_lines, blocks, credits_lines,
jump_lines, joins; furniture; duplicates; free_lines). All figures are means over pages but title and orphan, which count
over all pages together.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from time import perf_counter
from typing import Any

from archive.parsing.issue import parse
from archive.parsing.records import Parsed, Span
from archive.parsing.text import join_text, shown

FIGURES = ("b3", "exact", "edits", "order", "join_p", "join_r", "text", "lost", "dirt", "title", "orphan")
_HEADS = ("kicker_lines", "title_lines", "subtitle_lines")


@dataclass(frozen=True, slots=True)
class Article:
    """An article as lines: headline lines, the rest in reading order, whole paragraphs, and the headline's text."""

    heads: tuple[int, ...]
    rest: tuple[int, ...]
    paragraphs: tuple[str, ...]
    title: str

    @property
    def lines(self) -> frozenset[int]:
        return frozenset(self.heads + self.rest)


@dataclass(frozen=True, slots=True)
class Answer:
    """A page's right answer, or what the parser says in the same form."""

    articles: tuple[Article, ...]
    joins: frozenset[tuple[int, int]]


def held_out(name: str) -> bool:
    """Whether a page belongs to the third that nobody tunes on: decided by its name alone."""
    return int(sha256(name.encode()).hexdigest(), 16) % 3 == 0


def bare(text: str) -> str:
    """Letters and characters alone: marks and spaces do not count."""
    return re.sub(r"[\W_]+", "", text)


def harmonic(hits: float, said: float, true: float) -> float:
    """F1 of counts; 1 where there was nothing to say and nothing was said."""
    return 2 * hits / (said + true) if said + true else 1.0


# --- the right answer and the parser's --------------------------------------------------------------------------


def gold_answer(lines: Sequence[str], gold: dict[str, Any]) -> Answer:
    rows = gold["articles"] + gold.get("orphans", [])
    return Answer(
        tuple(_gold_article(lines, row) for row in rows),
        frozenset((a, b) for row in rows for a, b in row["joins"]),
    )


def _gold_article(lines: Sequence[str], row: dict[str, Any]) -> Article:
    heads = tuple(dict.fromkeys(n for key in _HEADS for n in row.get(key, [])))
    body = tuple(n for block in row["blocks"] for n in block)
    drops = {tuple(o["join"]): o["drop_from_second"] for o in row.get("join_overlap", [])}
    paragraphs = []
    for block in row["blocks"]:
        texts = [lines[n - 1].strip()[drops.get((block[i - 1], n), 0) if i else 0 :] for i, n in enumerate(block)]
        paragraphs.append(bare("".join(texts)))
    rest = body + tuple(row.get("credits_lines", [])) + tuple(row.get("jump_lines", []))
    return Article(heads, rest, tuple(paragraphs), bare(row.get("title") or ""))


def parsed_answer(lines: Sequence[str], parsed: Parsed) -> Answer:
    articles, joins = [], set()
    for article in parsed.articles:
        heads = tuple(dict.fromkeys(s.line for s in article.spans if s.role in ("kicker", "title", "subtitle")))
        rest = tuple(dict.fromkeys(s.line for s in article.spans if s.line not in heads))
        title = "".join(
            shown(lines[s.line - 1], s.start, s.end) for s in article.spans if s.role in ("kicker", "title", "subtitle")
        )
        articles.append(Article(heads, rest, tuple(map(bare, paragraphs_of(lines, article.spans))), bare(title)))
        joins |= {(a.line, b.line) for a, b in zip(article.spans, article.spans[1:]) if b.join and a.line != b.line}
    return Answer(tuple(articles), frozenset(joins))


def paragraphs_of(lines: Sequence[str], spans: Iterable[Span]) -> list[str]:
    """The paragraphs that a reader sees below the headline."""
    out: list[str] = []
    for span in spans:
        if span.role in ("kicker", "title", "subtitle", "credit", "jump_out", "jump_in", "byline", "banner"):
            continue
        text = shown(lines[span.line - 1], span.start, span.end)[span.drop :]
        if span.join and out:
            out[-1] = join_text(out[-1], text)
        else:
            out.append(text)
    return out


# --- figures ----------------------------------------------------------------------------------------------------


def score_page(lines: Sequence[str], gold: dict[str, Any], parsed: Parsed) -> dict[str, Any]:
    """The figures of one page; title and orphan as (hits, of)."""
    want, have = gold_answer(lines, gold), parsed_answer(lines, parsed)
    free = set(gold.get("free_lines", []))
    dirty = set(gold["furniture"]) | {d["line"] if isinstance(d, dict) else d for d in gold.get("duplicates", [])}
    keep = {n for a in want.articles for n in a.lines} - dirty - free
    weight = {n: len(lines[n - 1].strip()) for n in keep}
    truth = {n: k for k, a in enumerate(want.articles) for n in a.lines if n in keep}
    guess: dict[int, object] = {n: ("alone", n) for n in keep}
    for k, article in reversed(list(enumerate(have.articles))):
        guess.update({n: k for n in article.lines if n in keep})
    precision, recall = _bcubed(weight, guess, truth), _bcubed(weight, truth, guess)
    cells = {(truth[n], guess[n]) for n in keep}
    wanted = [s for a in want.articles if (s := a.lines & keep)]
    given = [s for a in have.articles if (s := a.lines & keep)]
    joins = frozenset(j for j in have.joins if set(j) <= keep)
    hits = len(want.joins & joins)
    headlines = {n for a in want.articles for n in a.heads}
    right, said = _edges(want, keep - headlines), _edges(have, keep - headlines)
    return {
        "b3": harmonic(precision * recall, precision * recall, 0) and 2 * precision * recall / (precision + recall),
        "exact": harmonic(len(set(wanted) & set(given)), len(given), len(wanted)),
        "edits": float(2 * len(cells) - len(set(truth.values())) - len({guess[n] for n in keep})),
        "order": harmonic(len(right & said), len(said), len(right)),
        "join_p": hits / len(joins) if joins else 1.0,
        "join_r": hits / len(want.joins) if want.joins else 1.0,
        "text": _paragraph_score(lines, gold, want, have),
        "lost": float(_lost(lines, parsed)),
        "dirt": float(sum(n in dirty - free for a in have.articles for n in a.lines)),
        "title": _titles(want, have, weight),
        "orphan": _orphans(want, keep, set(given)),
    }


def _bcubed(weight: dict[int, int], by: dict[int, Any], other: dict[int, Any]) -> float:
    groups: dict[Any, list[int]] = defaultdict(list)
    for n in weight:
        groups[by[n]].append(n)
    total = sum(weight.values())
    score = 0.0
    for members in groups.values():
        parts: Counter[Any] = Counter()
        for n in members:
            parts[other[n]] += weight[n]
        whole = sum(parts.values())
        score += sum(v * v for v in parts.values()) / whole if whole else 0.0
    return score / total if total else 1.0


def _edges(answer: Answer, keep: set[int]) -> set[tuple[int, int]]:
    found: set[tuple[int, int]] = set()
    for article in answer.articles:
        lines = [n for n in article.heads + article.rest if n in keep]
        found |= set(zip(lines, lines[1:]))
    return found


def _paragraph_score(lines: Sequence[str], gold: dict[str, Any], want: Answer, have: Answer) -> float:
    hits = said = true = 0
    for row, article in zip(gold["articles"] + gold.get("orphans", []), want.articles):
        aside = {bare(lines[n - 1]) for key in (*_HEADS, "credits_lines", "jump_lines") for n in row.get(key, [])}
        aside |= {bare(lines[n - 1]) for n in gold.get("free_lines", [])}
        best = max(have.articles, key=lambda a: len(a.lines & article.lines), default=None)
        shown_there = Counter(p for p in (best.paragraphs if best else ()) if p and p not in aside)
        said, true = said + shown_there.total(), true + len(article.paragraphs)
        hits += (shown_there & Counter(article.paragraphs)).total()
    return harmonic(hits, said, true)


def _lost(lines: Sequence[str], parsed: Parsed) -> int:
    seen: dict[int, Counter[int]] = defaultdict(Counter)
    spans = [s for a in parsed.articles for s in a.spans] + list(parsed.furniture) + [s for s, _ in parsed.excluded]
    for span in spans:
        seen[span.line].update(range(span.start, span.end))
    return sum(seen[n][at] != 1 for n, raw in enumerate(lines, 1) if raw.strip() for at in range(len(raw)))


def _titles(want: Answer, have: Answer, weight: dict[int, int]) -> tuple[int, int]:
    titled = [a for a in want.articles if a.title]
    hits = 0
    for article in titled:
        best = max(have.articles, key=lambda a: sum(weight.get(n, 0) for n in a.lines & article.lines), default=None)
        hits += bool(best and article.title in best.title and len(best.title) <= 2.5 * len(article.title) + 40)
    return hits, len(titled)


def _orphans(want: Answer, keep: set[int], given: set[frozenset[int]]) -> tuple[int, int]:
    headless = [a.lines & keep for a in want.articles if not a.title]
    return sum(lines in given for lines in headless), len(headless)


# --- the command ------------------------------------------------------------------------------------------------


def mean(key: str, rows: Sequence[dict[str, Any]]) -> float:
    values = [row[key] for row in rows]
    if isinstance(values[0], tuple):
        of = sum(v[1] for v in values)
        return sum(v[0] for v in values) / of if of else 1.0
    return sum(values) / len(values)


def page_lines(page: Path, gold: dict[str, Any]) -> list[str]:
    """The physical lines of a page file, read in the encoding that its gold names."""
    text = page.read_bytes().decode(gold.get("encoding", "utf-8")).removeprefix("\ufeff")
    return re.split("\r\n|\n|\r", text)


def read_answered(path: Path) -> tuple[list[str], dict[str, Any]]:
    """The physical lines of a page and its right answer, by the path of its NAME.gold.json."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    return page_lines(path.parent / gold.get("file", path.name.replace(".gold.json", ".txt")), gold), gold


def check(folder: Path) -> dict[str, dict[str, Any]]:
    """Page name -> figures."""
    rows = {}
    for path in sorted(folder.rglob("*.gold.json")):
        lines, gold = read_answered(path)
        rows[path.name.removesuffix(".gold.json")] = score_page(lines, gold, parse(lines))
    return rows


def line_of(rows: Sequence[dict[str, Any]]) -> str:
    return "  ".join(f"{key} {mean(key, rows):.3f}" for key in FIGURES)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--worst", type=int, default=0, help="show so many pages of the tuning part with the lowest b3")
    args = parser.parse_args(arguments)
    for folder in args.folders:
        started = perf_counter()
        rows = check(folder)
        if not rows:
            print(f"{folder}: no NAME.gold.json beside NAME.txt", file=sys.stderr)
            return 1
        print(f"{folder.name}: {len(rows)} pages, {len(rows) / (perf_counter() - started):.1f} a second")
        parts = {"tuning": [n for n in rows if not held_out(n)], "held out": [n for n in rows if held_out(n)]}
        for part, names in parts.items():
            if names:
                print(f"  {part:8} {len(names):3}  {line_of([rows[n] for n in names])}")
        for name in sorted(parts["tuning"], key=lambda n: (rows[n]["b3"], n))[: args.worst]:
            print(f"    {name}  {line_of([rows[name]])}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
