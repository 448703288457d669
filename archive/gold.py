"""Verified pages as gold files: what editors put right becomes what the parser is measured on.

A page is given out when every article that holds one of its lines is verified and holds no line of another file, and
nothing of it lies in the tray.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive import editing
from archive.derived import Derived, derive
from archive.layout import ArticleLayout, Layout, Piece, block_order, split_lines
from archive.models import Issue, Source

HEADS = {"kicker": "kicker_lines", "title": "title_lines", "subtitle": "subtitle_lines"}
ASIDE = {"credit": "credits_lines", "jump_out": "jump_lines", "jump_in": "jump_lines"}


@dataclass(frozen=True, slots=True)
class GoldPage:
    """A page file and its right answer."""

    name: str
    text: str
    gold: dict[str, Any]


def gold_pages(issue: Issue) -> Iterator[GoldPage]:
    """The issue's pages that are verified as a whole."""
    sources = editing.active_sources(issue)
    layout, blocks = editing.layout_of(issue), editing.blocks_for(issue)
    for source in sources:
        articles = [a for a in layout.articles if any(seq(p) == source.seq for p in a.pieces)]
        settled = all(a.verified and all(seq(p) == source.seq for p in a.pieces) for a in articles)
        loose = any(seq(p) == source.seq for p in layout.tray)
        if articles and settled and not loose and len(source.page_starts or [1]) == 1:
            derived = {a.uid: derive(a, blocks) for a in articles}
            yield GoldPage(name_of(issue, source), source.text, gold_of(issue, source, layout, articles, derived))


def seq(piece: Piece) -> int:
    return block_order(piece.block)[0]


def line(piece: Piece) -> int:
    return block_order(piece.block)[1]


def name_of(issue: Issue, source: Source) -> str:
    date = issue.date.isoformat() if issue.date else "undated"
    return f"{issue.paper.slug}_{date}_{issue.uid}_{source.page}_{source.seq}"


def gold_of(
    issue: Issue, source: Source, layout: Layout, articles: list[ArticleLayout], derived: dict[str, Derived]
) -> dict[str, Any]:
    rows = [article_row(a, derived[a.uid]) for a in articles]
    furniture = {line(p) for p in layout.furniture if seq(p) == source.seq}
    out = {line(p) for p, _reason in layout.excluded if seq(p) == source.seq}
    inside = {n for a in articles for n in map(line, a.pieces)}
    return {
        "file": f"{name_of(issue, source)}.txt",
        "encoding": "utf-8",
        "issue": {
            "paper": issue.paper.name,
            "date": issue.date.isoformat() if issue.date else None,
            "page": source.page,
            "total_issue": issue.total_issue,
        },
        "lines": len(split_lines(source.text)),
        "furniture": sorted(furniture - inside),
        "duplicates": sorted(out - inside - furniture),
        "free_lines": sorted({line(p) for a in articles for p in a.pieces if p.role == "banner"}),
        "articles": [row for row in rows if row["title_lines"]],
        "orphans": [row for row in rows if not row["title_lines"]],
    }


def article_row(article: ArticleLayout, derived: Derived) -> dict[str, Any]:
    """Lines by what they are; a line cut in two counts where its first part stands."""
    lines: dict[str, list[int]] = {name: [] for name in (*HEADS.values(), "credits_lines", "jump_lines")}
    blocks: list[list[int]] = []
    joins, overlaps, seen = [], [], set()
    before: int | None = None
    for piece in article.pieces:
        number = line(piece)
        if piece.role in HEADS or piece.role in ASIDE:
            lines[(HEADS | ASIDE)[piece.role]].append(number)
        elif piece.role == "banner":
            lines["kicker_lines"].append(number)
        elif number not in seen:
            if piece.join and blocks and before is not None:
                blocks[-1].append(number)
                joins.append([before, number])
                if piece.drop:
                    overlaps.append({"join": [before, number], "drop_from_second": piece.drop})
            else:
                blocks.append([number])
            before = number
        seen.add(number)
    return {
        "title": derived.title or None,
        "kicker": derived.kicker or None,
        "subtitle": derived.subtitle or None,
        "kind": article.kind,
        "missing": list(article.missing),
        **{name: sorted(set(numbers)) for name, numbers in lines.items()},
        "credits": list(derived.credits),
        "jump_to": article.jump_to,
        "jump_from": article.jump_from,
        "blocks": blocks,
        "joins": joins,
        "join_overlap": overlaps,
        "verified_by": article.verified[0] if article.verified else None,
    }


def write_gold(issues: Iterable[Issue], folder: Path) -> int:
    """Writes NAME.txt with NAME.gold.json for every verified page; returns how many. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for issue in issues:
        for page in gold_pages(issue):
            (folder / f"{page.name}.txt").write_text(page.text, encoding="utf-8", newline="")
            text = json.dumps(page.gold, ensure_ascii=False, indent=1) + "\n"
            (folder / f"{page.name}.gold.json").write_text(text, encoding="utf-8", newline="\n")
            count += 1
    return count
