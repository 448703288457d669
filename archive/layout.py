"""The layout of an issue: one immutable value that says where every character of its sources stands.

A *block* is one non-blank physical line of a source, named "seq:line" (seq = the source's number in the issue,
line counted from 1). A *piece* is a slice of a block with a role. Articles, furniture, tray and excluded pieces
together tile every block exactly: nothing can be lost, and `invariants.validate` proves it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from archive.parsing.text import shown

ROLES = (
    "kicker",
    "title",
    "subtitle",
    "crosshead",
    "summary",
    "body",
    "byline",
    "credit",
    "caption",
    "photo_credit",
    "jump_out",
    "jump_in",
    "banner",
    "masthead",
    "header",
    "slogan",
    "advert",
    "table",
    "noise",
)
HEADLINE_ROLES = ("kicker", "title", "subtitle")
FLOWING_ROLES = frozenset({"body", "summary", "caption", "photo_credit", "crosshead", "table", "advert"})
KINDS = ("news", "photo", "feature", "comment", "notice", "advert", "list", "other")
REASONS = ("duplicate", "noise", "other")
MISSING = ("start", "end", "title")
VERSION = 1
LABEL = re.compile(r"[^/.\s]{1,10}")  # of a page: what stands between two strokes of an address

Blocks = Mapping[str, str]  # block key -> the raw line


class InvalidLayout(ValueError):
    """A layout that breaks an invariant; the message names the first breach."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters [start, end) of a block. `join`: goes on in the paragraph of the piece before it;
    `drop`: how many first characters of its shown text repeat the end of the piece before."""

    block: str
    start: int
    end: int
    role: str = "body"
    join: bool = False
    drop: int = 0

    @property
    def ref(self) -> tuple[str, int]:
        """What names the piece in operations: no two pieces of a layout share it."""
        return self.block, self.start

    def text(self, blocks: Blocks) -> str:
        return shown(blocks[self.block], self.start, self.end)


@dataclass(frozen=True, slots=True)
class ArticleLayout:
    """An article: pieces in reading order and what cannot be derived from them."""

    uid: str
    pieces: tuple[Piece, ...]
    kind: str = "news"
    by: str = "auto"  # auto | human
    verified: tuple[str, str] | None = None  # user name, ISO time
    page: str = "1"
    jump_to: str | None = None
    jump_from: str | None = None
    missing: tuple[str, ...] = ()
    doubt: float = 0.0

    def with_pieces(self, pieces: Iterable[Piece]) -> "ArticleLayout":
        return replace(self, pieces=tuple(pieces))


Fix = tuple[int, int, str, str]  # start, end in the raw line, the text there, the text shown instead
Excluded = tuple[Piece, str]  # a piece and the reason


@dataclass(frozen=True, slots=True)
class Layout:
    articles: tuple[ArticleLayout, ...] = ()
    furniture: tuple[Piece, ...] = ()
    tray: tuple[Piece, ...] = ()
    excluded: tuple[Excluded, ...] = ()
    fixes: Mapping[str, tuple[Fix, ...]] = field(default_factory=dict)

    def pieces(self) -> Iterator[Piece]:
        """Every piece, wherever it stands."""
        for article in self.articles:
            yield from article.pieces
        yield from self.furniture
        yield from self.tray
        yield from (piece for piece, _ in self.excluded)

    def article(self, uid: str) -> ArticleLayout:
        for article in self.articles:
            if article.uid == uid:
                return article
        raise KeyError(uid)

    def homes(self) -> dict[tuple[str, int], str]:
        """Piece ref -> uid of its article, or "furniture", "tray", "excluded"."""
        found = {p.ref: a.uid for a in self.articles for p in a.pieces}
        found.update((p.ref, "furniture") for p in self.furniture)
        found.update((p.ref, "tray") for p in self.tray)
        found.update((p.ref, "excluded") for p, _ in self.excluded)
        return found


# --- JSON ---------------------------------------------------------------------------------------------------


def piece_to_json(piece: Piece) -> list[Any]:
    return [piece.block, piece.start, piece.end, piece.role, int(piece.join), piece.drop]


def piece_from_json(row: list[Any]) -> Piece:
    block, start, end, role, join, drop = row
    return Piece(block, start, end, role, bool(join), drop)


def article_to_json(article: ArticleLayout) -> dict[str, Any]:
    return {
        "uid": article.uid,
        "kind": article.kind,
        "by": article.by,
        "verified": list(article.verified) if article.verified else None,
        "page": article.page,
        "jump_to": article.jump_to,
        "jump_from": article.jump_from,
        "missing": list(article.missing),
        "doubt": article.doubt,
        "pieces": [piece_to_json(p) for p in article.pieces],
    }


def article_from_json(row: Mapping[str, Any]) -> ArticleLayout:
    return ArticleLayout(
        uid=row["uid"],
        pieces=tuple(piece_from_json(p) for p in row["pieces"]),
        kind=row["kind"],
        by=row["by"],
        verified=tuple(row["verified"]) if row["verified"] else None,
        page=row["page"],
        jump_to=row["jump_to"],
        jump_from=row["jump_from"],
        missing=tuple(row["missing"]),
        doubt=row["doubt"],
    )


def to_json(layout: Layout) -> dict[str, Any]:
    """The stored form; `from_json(to_json(x)) == x`."""
    return {
        "v": VERSION,
        "articles": [article_to_json(a) for a in layout.articles],
        "furniture": [piece_to_json(p) for p in layout.furniture],
        "tray": [piece_to_json(p) for p in layout.tray],
        "excluded": [[piece_to_json(p), reason] for p, reason in layout.excluded],
        "fixes": {key: [list(fix) for fix in fixes] for key, fixes in sorted(layout.fixes.items())},
    }


def from_json(value: Mapping[str, Any]) -> Layout:
    """Raises InvalidLayout for a layout of a newer version."""
    if value.get("v", VERSION) > VERSION:
        raise InvalidLayout(f"layout version {value['v']} is newer than this program understands ({VERSION})")
    return Layout(
        articles=tuple(article_from_json(a) for a in value.get("articles", ())),
        furniture=tuple(piece_from_json(p) for p in value.get("furniture", ())),
        tray=tuple(piece_from_json(p) for p in value.get("tray", ())),
        excluded=tuple((piece_from_json(p), reason) for p, reason in value.get("excluded", ())),
        fixes={key: tuple(tuple(fix) for fix in fixes) for key, fixes in value.get("fixes", {}).items()},
    )


# --- blocks -------------------------------------------------------------------------------------------------


def split_lines(text: str) -> list[str]:
    """Physical lines: ended by \\n, \\r\\n or \\r and nothing else (EXPORT.md)."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def blocks_of(sources: Iterable[tuple[int, str]]) -> dict[str, str]:
    """(seq, text) of the active sources -> block key -> raw line, in file order, blank lines left out."""
    return {
        f"{seq}:{number}": line
        for seq, text in sources
        for number, line in enumerate(split_lines(text), 1)
        if line.strip()
    }


def block_order(key: str) -> tuple[int, int]:
    """Sort key: source, then line."""
    seq, line = key.split(":")
    return int(seq), int(line)
