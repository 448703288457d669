"""What an editor can do to a layout: each operation a pure function `(layout, blocks, **args) -> Layout`.

`run` is the door: it looks the operation up, settles what it left untidy (empty articles, joins that lost the
piece before them) and marks the articles it changed as human and no longer verified. Arguments are plain JSON,
so that a revision can keep them; a piece is named by its ref `[block, start]`.
"""

import inspect
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from archive.invariants import overlaps
from archive.layout import MISSING, ArticleLayout, Blocks, Layout, Piece
from archive.operations import articles, pieces, texts
from archive.operations.finding import TRAY, InvalidOperation, Ref, file_place, in_file_order

__all__ = ["MARKS_ONLY", "NEEDS_UID", "OPERATIONS", "TRAY", "InvalidOperation", "Ref", "run", "settle"]


def several(layout: Layout, blocks: Blocks, steps: Sequence[Sequence[Any]]) -> Layout:
    """Several operations as one: [[name, args], …]."""
    for name, args in steps:
        layout = settle(call(layout, blocks, name, args), blocks)
    return layout


OPERATIONS: dict[str, Callable[..., Layout]] = {
    f.__name__: f
    for f in (
        articles.split_article,
        articles.merge,
        articles.new_article,
        articles.dissolve,
        articles.place_article,
        articles.set_article,
        articles.restore_article,
        articles.verify,
        articles.unverify,
        pieces.move,
        pieces.reorder,
        pieces.role,
        pieces.join,
        pieces.unjoin,
        pieces.split_piece,
        pieces.heal,
        pieces.exclude,
        pieces.furniture,
        pieces.restore_pieces,
        texts.fix_text,
        several,
    )
}
NEEDS_UID = frozenset({"split_article", "new_article"})  # their `new` is given by the writer
MARKS_ONLY = frozenset({"verify", "unverify"})


def call(layout: Layout, blocks: Blocks, name: str, args: dict[str, Any]) -> Layout:
    operation = OPERATIONS.get(name)
    if operation is None:
        raise InvalidOperation("没有这种操作。")
    try:
        inspect.signature(operation).bind(layout, blocks, **args)
    except TypeError as error:
        raise InvalidOperation("操作缺少参数或参数多余。") from error
    try:
        return operation(layout, blocks, **args)
    except (TypeError, AttributeError) as error:
        raise InvalidOperation("操作的参数不对。") from error


def run(layout: Layout, blocks: Blocks, name: str, args: dict[str, Any]) -> Layout:
    """The layout after the operation. Raises InvalidOperation with a sentence for the editor."""
    after = settle(call(layout, blocks, name, args), blocks)
    return after if only_marks(name, args) else mark_human(layout, after)


def only_marks(name: str, args: dict[str, Any]) -> bool:
    """Whether the operation only says something of articles (verified) without changing them."""
    steps = args["steps"] if name == "several" else [[name, args]]
    return all(step in MARKS_ONLY for step, _args in steps)


def settle(layout: Layout, blocks: Blocks) -> Layout:
    """No empty article, no join without a piece before it, no dropped overlap that is not there; what stands outside
    the articles in file order, so that the same state is the same value however it was reached."""
    return replace(
        layout,
        articles=tuple(tidy(a, blocks) for a in layout.articles if a.pieces),
        furniture=tuple(in_file_order(layout.furniture)),
        tray=tuple(in_file_order(layout.tray)),
        excluded=tuple(sorted(layout.excluded, key=lambda e: file_place(e[0]))),
    )


def tidy(article: ArticleLayout, blocks: Blocks) -> ArticleLayout:
    pieces: list[Piece] = []
    for piece in article.pieces:
        if piece.join and not pieces:
            piece = replace(piece, join=False, drop=0)
        if piece.drop and not (pieces and piece.join and overlaps(pieces[-1], piece, blocks)):
            piece = replace(piece, drop=0)
        pieces.append(piece)
    return article if tuple(pieces) == article.pieces else article.with_pieces(pieces)


def mark_human(before: Layout, after: Layout) -> Layout:
    """Articles that changed (a text fix inside counts) are the editor's now, and no longer verified."""
    old = {a.uid: a for a in before.articles}
    fixed = {k for k in before.fixes.keys() | after.fixes.keys() if before.fixes.get(k) != after.fixes.get(k)}

    def marked(article: ArticleLayout) -> ArticleLayout:
        if article == old.get(article.uid) and not fixed.intersection(p.block for p in article.pieces):
            return article
        return replace(article, by="human", verified=None, missing=title_mark(article))

    return replace(after, articles=tuple(marked(a) for a in after.articles))


def title_mark(article: ArticleLayout) -> tuple[str, ...]:
    """`missing` with "title" exactly when no headline part is left."""
    rest = articles.without(article.missing, "title")
    return rest if articles.has_title(article.pieces) else tuple(m for m in MISSING if m in {*rest, "title"})
