"""Layouts divided, renumbered and united: no database, values in and out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from archive.ingest.assembling import SourceLayout, add
from archive.layout import ArticleLayout, Layout, Piece
from archive.operations import InvalidOperation


@dataclass(frozen=True, slots=True)
class Cut:
    """A layout divided: what leaves with the sources, and what stays."""

    leaves: Layout
    stays: Layout


def cut(layout: Layout, seqs: frozenset[int]) -> Cut:
    """Raises InvalidOperation for an article that stands in sources of both sides."""

    def mine(piece: Piece) -> bool:
        return seq_of(piece.block) in seqs

    for article in layout.articles:
        if len({mine(p) for p in article.pieces}) > 1:
            raise InvalidOperation("有一篇文章跨着要移动的文件和别的文件：请先把它拆开，或一起移动。")
    sides = [
        Layout(
            articles=tuple(a for a in layout.articles if mine(a.pieces[0]) is side),
            furniture=tuple(p for p in layout.furniture if mine(p) is side),
            tray=tuple(p for p in layout.tray if mine(p) is side),
            excluded=tuple(e for e in layout.excluded if mine(e[0]) is side),
            fixes={k: v for k, v in layout.fixes.items() if (seq_of(k) in seqs) is side},
        )
        for side in (True, False)
    ]
    return Cut(*sides)


def seq_of(block: str) -> int:
    return int(block.split(":")[0])


def renumbered(layout: Layout, seqs: Mapping[int, int], labels: Mapping[str, str]) -> Layout:
    """The layout with its sources and pages under other numbers and labels."""

    def key(block: str) -> str:
        seq, line = block.split(":")
        return f"{seqs[int(seq)]}:{line}"

    def piece(p: Piece) -> Piece:
        return replace(p, block=key(p.block))

    def article(a: ArticleLayout) -> ArticleLayout:
        return replace(a, pieces=tuple(map(piece, a.pieces)), page=labels.get(a.page, a.page))

    return Layout(
        articles=tuple(map(article, layout.articles)),
        furniture=tuple(map(piece, layout.furniture)),
        tray=tuple(map(piece, layout.tray)),
        excluded=tuple((piece(p), reason) for p, reason in layout.excluded),
        fixes={key(k): v for k, v in layout.fixes.items()},
    )


def united(layout: Layout, moved: Layout, places: Mapping[int, Any]) -> Layout:
    """The target's layout with what came, by page and file."""
    both = add(layout, SourceLayout(moved.articles, moved.furniture, moved.excluded), places)
    return replace(both, tray=(*both.tray, *moved.tray), fixes={**both.fixes, **moved.fixes})


def same_content(a: Layout, b: Layout) -> bool:
    """Equal but for the order of the articles and of the pieces outside them."""
    return (
        {x.uid: x for x in a.articles} == {x.uid: x for x in b.articles}
        and set(a.furniture) == set(b.furniture)
        and set(a.tray) == set(b.tray)
        and set(a.excluded) == set(b.excluded)
        and dict(a.fixes) == dict(b.fixes)
    )
