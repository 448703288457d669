"""Finding pieces and articles in a layout, and taking them out of their place."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from archive.layout import ArticleLayout, Layout, Piece, block_order

Ref = tuple[str, int]
TRAY = "tray"


class InvalidOperation(ValueError):
    """An operation that makes no sense on this layout; the message is a sentence for the editor."""


def as_ref(value: Sequence[Any]) -> Ref:
    try:
        block, start = value
        return str(block), int(start)
    except (TypeError, ValueError) as error:
        raise InvalidOperation("行的标识不对，请刷新页面后再试。") from error


def as_refs(values: Sequence[Any]) -> list[Ref]:
    refs = [as_ref(v) for v in values]
    if not refs or len(set(refs)) != len(refs):
        raise InvalidOperation("请先选择要处理的行。")
    return refs


def article_of(layout: Layout, uid: str) -> ArticleLayout:
    try:
        return layout.article(uid)
    except KeyError as error:
        raise InvalidOperation("这篇文章已经不在本期里，请刷新页面。") from error


def article_with(layout: Layout, ref: Ref) -> tuple[ArticleLayout, int]:
    for article in layout.articles:
        for at, piece in enumerate(article.pieces):
            if piece.ref == ref:
                return article, at
    raise InvalidOperation("这一行不在任何文章里。")


def put(layout: Layout, *articles: ArticleLayout) -> Layout:
    """The layout with these articles in the place of those of the same uid."""
    new = {a.uid: a for a in articles}
    return replace(layout, articles=tuple(new.get(a.uid, a) for a in layout.articles))


def take(layout: Layout, refs: Sequence[Ref]) -> tuple[Layout, list[Piece]]:
    """The layout without these pieces (it no longer tiles) and the pieces in the order of `refs`."""
    wanted, found = set(refs), {}
    for piece in layout.pieces():
        if piece.ref in wanted:
            found[piece.ref] = piece
    if len(found) != len(wanted):
        raise InvalidOperation("所选的行已经变动，请刷新页面。")

    def keep(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
        return tuple(p for p in pieces if p.ref not in wanted)

    rest = replace(
        layout,
        articles=tuple(
            a if not wanted.intersection(p.ref for p in a.pieces) else a.with_pieces(keep(a.pieces))
            for a in layout.articles
        ),
        furniture=keep(layout.furniture),
        tray=keep(layout.tray),
        excluded=tuple(e for e in layout.excluded if e[0].ref not in wanted),
    )
    return rest, [found[r] for r in refs]


def change_piece(layout: Layout, ref: Ref, change: Callable[[Piece], Piece]) -> Layout:
    article, at = article_with(layout, ref)
    pieces = list(article.pieces)
    pieces[at] = change(pieces[at])
    return put(layout, article.with_pieces(pieces))


def file_place(piece: Piece) -> tuple[int, int, int]:
    """Sort key: source, line, character."""
    return (*block_order(piece.block), piece.start)


def in_file_order(pieces: Iterable[Piece]) -> list[Piece]:
    return sorted(pieces, key=file_place)


def everywhere(layout: Layout, ref: Ref, change: Callable[[Iterable[Piece]], tuple[Piece, ...]]) -> Layout:
    """`change` applied to the one list of pieces that holds `ref`."""
    home = layout.homes().get(ref)
    if home is None:
        raise InvalidOperation("这一行已经变动，请刷新页面。")
    if home == "excluded":
        reasons = {p.block: reason for p, reason in layout.excluded}
        pieces = change(p for p, _ in layout.excluded)
        return replace(layout, excluded=tuple((p, reasons[p.block]) for p in pieces))
    if home == "furniture":
        return replace(layout, furniture=change(layout.furniture))
    if home == TRAY:
        return replace(layout, tray=change(layout.tray))
    article = layout.article(home)
    return put(layout, article.with_pieces(change(article.pieces)))
