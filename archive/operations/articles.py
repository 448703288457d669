"""Operations on whole articles: cut, merge, make, dissolve, place, mark."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from archive.layout import (
    HEADLINE_ROLES,
    KINDS,
    LABEL,
    MISSING,
    ArticleLayout,
    Blocks,
    Layout,
    Piece,
    article_from_json,
    block_order,
)
from archive.operations.finding import TRAY, InvalidOperation, article_of, article_with, as_ref, as_refs, put, take
from archive.operations.pieces import split_piece


def split_article(layout: Layout, blocks: Blocks, piece: Sequence[Any], new: str) -> Layout:
    """Cut before `piece`: the part that holds the title keeps the uid, the other becomes article `new`."""
    article, at = article_with(layout, as_ref(piece))
    if at == 0:
        raise InvalidOperation("文章已经从这一行开始。")
    first, second = article.pieces[:at], article.pieces[at:]
    tail_keeps = not has_title(first) and has_title(second)
    head = replace(article, pieces=first, jump_to=None, missing=without(article.missing, "end"))
    tail = replace(article, pieces=second, jump_from=None, missing=without(article.missing, "start"))
    head = replace(head, uid=new) if tail_keeps else head
    tail = tail if tail_keeps else replace(tail, uid=new)
    place = layout.articles.index(article)
    return replace(layout, articles=(*layout.articles[:place], head, tail, *layout.articles[place + 1 :]))


def has_title(pieces: Iterable[Piece]) -> bool:
    return any(p.role in HEADLINE_ROLES for p in pieces)


def without(marks: tuple[str, ...], mark: str) -> tuple[str, ...]:
    return tuple(m for m in marks if m != mark)


def merge(layout: Layout, blocks: Blocks, a: str, b: str) -> Layout:
    """The pieces of `b` go behind those of `a`; `b` is gone (its uid will redirect to `a`)."""
    if a == b:
        raise InvalidOperation("一篇文章不能与自己合并。")
    first, second = article_of(layout, a), article_of(layout, b)
    missing = [m for m in first.missing if m != "end"] + [m for m in second.missing if m == "end"]
    merged = replace(
        first,
        pieces=first.pieces + second.pieces,
        jump_to=second.jump_to or first.jump_to,
        jump_from=first.jump_from or second.jump_from,
        missing=tuple(missing),
    )
    return put(replace(layout, articles=tuple(x for x in layout.articles if x.uid != b)), merged)


def new_article(layout: Layout, blocks: Blocks, pieces: Sequence[Any], new: str) -> Layout:
    """The pieces, in the order given, become article `new`, behind the article the first of them came from."""
    refs = as_refs(pieces)
    home = layout.homes().get(refs[0], TRAY)
    rest, taken = take(layout, refs)
    place, page = place_for(layout, home, taken[0])
    article = ArticleLayout(uid=new, pieces=tuple(taken), page=page, kind="news")
    return replace(rest, articles=(*rest.articles[:place], article, *rest.articles[place:]))


def place_for(layout: Layout, home: str, piece: Piece) -> tuple[int, str]:
    """Index and page label for a new article that begins with `piece`."""
    for at, article in enumerate(layout.articles):
        if article.uid == home:
            return at + 1, article.page
    before = [
        (block_order(p.block), at, a.page)
        for at, a in enumerate(layout.articles)
        for p in a.pieces
        if block_order(p.block) < block_order(piece.block)
    ]
    if before:
        _, at, page = max(before)
        return at + 1, page
    return 0, layout.articles[0].page if layout.articles else "1"


def dissolve(layout: Layout, blocks: Blocks, article: str) -> Layout:
    """The article's pieces go to the tray."""
    gone = article_of(layout, article)
    return replace(
        layout,
        articles=tuple(a for a in layout.articles if a.uid != article),
        tray=layout.tray + tuple(gone.pieces),
    )


def place_article(layout: Layout, blocks: Blocks, article: str, before: str | None = None) -> Layout:
    """The article moves before article `before`, or to the end."""
    moved = article_of(layout, article)
    rest = [a for a in layout.articles if a.uid != article]
    at = len(rest) if before is None else rest.index(article_of(replace(layout, articles=tuple(rest)), before))
    return replace(layout, articles=(*rest[:at], moved, *rest[at:]))


def set_article(layout: Layout, blocks: Blocks, article: str, **fields: Any) -> Layout:
    """kind, page, jump_to, jump_from, missing."""
    current = article_of(layout, article)
    unknown = fields.keys() - {"kind", "page", "jump_to", "jump_from", "missing"}
    if unknown or fields.get("kind", "news") not in KINDS or set(fields.get("missing", ())) - set(MISSING):
        raise InvalidOperation("文章的这一项不能这样改。")
    if "page" in fields and not LABEL.fullmatch(str(fields["page"])):
        raise InvalidOperation("版次要写一到十个字，如 1、A04，不能有空格、斜线和句点。")
    if "missing" in fields:
        fields["missing"] = tuple(fields["missing"])
    for name in ("jump_to", "jump_from"):
        if name in fields:
            fields[name] = str(fields[name] or "").strip() or None
            if fields[name] and not LABEL.fullmatch(fields[name]):
                raise InvalidOperation("转版要写版次，如 1、A04。")
    return put(layout, replace(current, **fields))


def restore_article(layout: Layout, blocks: Blocks, article: dict[str, Any]) -> Layout:
    """The article, given in its stored form, as it once was: its pieces are taken from wherever they stand now.

    What it holds now and did not hold then goes to the tray; an article that is gone comes back at the end.
    """
    try:
        old = article_from_json(article)
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidOperation("这篇文章的旧版本读不出来。") from error
    for piece in old.pieces:
        layout = carve(layout, piece)
    inside = [p.ref for p in layout.pieces() if any(covers(o, p) for o in old.pieces)]
    rest, taken = take(layout, inside)
    if sum(p.end - p.start for p in taken) != sum(p.end - p.start for p in old.pieces):
        raise InvalidOperation("原始文件已经更新，这篇文章不能照旧版本恢复。")
    here = [a for a in rest.articles if a.uid == old.uid]
    extra = tuple(replace(p, join=False, drop=0) for a in here for p in a.pieces)
    rest = replace(rest, tray=(*rest.tray, *extra))
    return put(rest, old) if here else replace(rest, articles=(*rest.articles, old))


def covers(outer: Piece, inner: Piece) -> bool:
    return outer.block == inner.block and outer.start <= inner.start and inner.end <= outer.end


def carve(layout: Layout, wanted: Piece) -> Layout:
    """Cuts so that no piece lies across the ends of `wanted`."""
    for at in (wanted.start, wanted.end):
        for piece in list(layout.pieces()):
            if piece.block == wanted.block and piece.start < at < piece.end:
                layout = split_piece(layout, {}, piece.ref, at)
    return layout


def verify(layout: Layout, blocks: Blocks, article: str, user: str, at: str) -> Layout:
    """A human says the article is right."""
    return put(layout, replace(article_of(layout, article), verified=(user, at)))


def unverify(layout: Layout, blocks: Blocks, article: str) -> Layout:
    return put(layout, replace(article_of(layout, article), verified=None))
