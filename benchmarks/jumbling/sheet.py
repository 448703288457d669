"""A page under construction: rows in file order, and the right answer written from what each row is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

HEAD = ("kicker", "title", "subtitle")


@dataclass(slots=True, eq=False)
class Row:
    """One physical line. `owner` numbers the article (None: the paper's own), `paragraph` and `piece` its place in it."""

    text: str
    role: str  # kicker title subtitle, byline, body, credit, jump, furniture, repeat
    owner: int | None = None
    paragraph: int = 0
    piece: int = 0
    drop: int = 0  # so many first characters repeat the end of the piece before
    mark: str = ""  # heading marks
    gap: int = 1  # blank lines above


@dataclass(slots=True)
class Sheet:
    """The rows of a page in file order, and the headline parts and losses of each article."""

    rows: list[Row] = field(default_factory=list)
    missing: dict[int, set[str]] = field(default_factory=dict)
    parts: dict[int, dict[str, str]] = field(default_factory=dict)

    def of(self, owner: int) -> list[Row]:
        """The rows of an article in file order."""
        return [row for row in self.rows if row.owner == owner]

    def is_seam(self, at: int) -> bool:
        """Whether the row goes on in the paragraph of the row right above."""
        a, b = self.rows[at - 1], self.rows[at]
        same = a.role == b.role == "body" and a.owner == b.owner and a.paragraph == b.paragraph
        return at > 0 and same and b.piece == a.piece + 1

    def seams(self, owner: int | None = None) -> list[int]:
        """Positions of rows that go on from the row right above; of one article or of all."""
        return [at for at in range(1, len(self.rows)) if self.is_seam(at) and owner in (None, self.rows[at].owner)]


def written(sheet: Sheet) -> tuple[list[str], dict[str, Any]]:
    """The physical lines of the page, and its gold."""
    lines: list[str] = []
    number: dict[int, int] = {}
    for row in sheet.rows:
        lines += [""] * row.gap
        lines.append((f"{row.mark} " if row.mark else "") + row.text)
        number[id(row)] = len(lines)
    kept = [row for row in sheet.rows if row.owner is not None and row.role != "repeat"]
    owners = sorted({row.owner for row in kept if row.owner is not None})
    articles = [_article(sheet, owner, [r for r in kept if r.owner == owner], number) for owner in owners]
    gold = {
        "furniture": [number[id(row)] for row in sheet.rows if row.role == "furniture"],
        "duplicates": [number[id(row)] for row in sheet.rows if row.role == "repeat"],
        "articles": articles,
    }
    return [*lines, ""], gold


def _article(sheet: Sheet, owner: int, rows: Sequence[Row], number: dict[int, int]) -> dict[str, Any]:
    heads = [row for row in rows if row.role in HEAD]
    body = sorted((row for row in rows if row.role == "body"), key=lambda row: (row.paragraph, row.piece))
    blocks: list[list[Row]] = []
    for row in body:
        last = blocks[-1][-1] if blocks else None
        if last is not None and last.paragraph == row.paragraph:
            blocks[-1].append(row)
        else:
            blocks.append([row])
    pairs = [(a, b) for block in blocks for a, b in zip(block, block[1:])]
    parts = sheet.parts.get(owner, {}) if heads else {}
    return {
        **{key: parts.get(key) or None for key in HEAD},
        "missing": sorted(sheet.missing.get(owner, set())),
        "title_lines": [number[id(row)] for row in heads],
        "credits_lines": [number[id(row)] for row in rows if row.role in ("byline", "credit")],
        "jump_lines": [number[id(row)] for row in rows if row.role == "jump"],
        "blocks": [[number[id(row)] for row in block] for block in blocks],
        "joins": [[number[id(a)], number[id(b)]] for a, b in pairs],
        "join_overlap": [
            {"join": [number[id(a)], number[id(b)]], "drop_from_second": b.drop} for a, b in pairs if b.drop
        ],
    }
