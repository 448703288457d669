"""What an editor can do to a layout: each operation a pure function `(layout, blocks, **args) -> Layout`.

`run` is the door: it looks the operation up, settles what it left untidy (empty articles, joins that lost the
piece before them) and marks the articles it changed as human and no longer verified. Arguments are plain JSON,
so that a revision can keep them; a piece is named by its ref `[block, start]`.
"""

import inspect
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from archive.invariants import overlaps
from archive.layout import (
    HEADLINE_ROLES,
    KINDS,
    MISSING,
    REASONS,
    ROLES,
    ArticleLayout,
    Blocks,
    Layout,
    Piece,
    block_order,
)

Ref = tuple[str, int]
TRAY = "tray"


class InvalidOperation(ValueError):
    """An operation that makes no sense on this layout; the message is a sentence for the editor."""


# --- finding and taking -------------------------------------------------------------------------------------


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


def in_file_order(pieces: Iterable[Piece]) -> list[Piece]:
    return sorted(pieces, key=lambda p: (*block_order(p.block), p.start))


# --- articles -----------------------------------------------------------------------------------------------


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
    if "page" in fields and not str(fields["page"]).strip():
        raise InvalidOperation("版次不能为空。")
    if "missing" in fields:
        fields["missing"] = tuple(fields["missing"])
    for name in ("jump_to", "jump_from"):
        if name in fields:
            fields[name] = str(fields[name] or "").strip() or None
    return put(layout, replace(current, **fields))


def verify(layout: Layout, blocks: Blocks, article: str, user: str, at: str) -> Layout:
    """A human says the article is right."""
    return put(layout, replace(article_of(layout, article), verified=(user, at)))


def unverify(layout: Layout, blocks: Blocks, article: str) -> Layout:
    return put(layout, replace(article_of(layout, article), verified=None))


# --- pieces -------------------------------------------------------------------------------------------------


def move(layout: Layout, blocks: Blocks, pieces: Sequence[Any], to: str, before: Sequence[Any] | None = None) -> Layout:
    """Pieces, in the order given, go to article `to` (before the piece `before`, or to its end) or to the tray."""
    refs = as_refs(pieces)
    rest, taken = take(layout, refs)
    if to == TRAY:
        return replace(rest, tray=(*rest.tray, *taken))
    target = article_of(rest, to)
    at = len(target.pieces)
    if before is not None:
        place = [p.ref for p in target.pieces]
        if as_ref(before) not in place:
            raise InvalidOperation("目标位置已经变动，请刷新页面。")
        at = place.index(as_ref(before))
    return put(rest, target.with_pieces((*target.pieces[:at], *taken, *target.pieces[at:])))


def reorder(layout: Layout, blocks: Blocks, piece: Sequence[Any], before: Sequence[Any] | None = None) -> Layout:
    """The piece goes before another one of its article, or to the end."""
    article, _ = article_with(layout, as_ref(piece))
    if before is not None and as_ref(before) == as_ref(piece):
        return layout
    return move(layout, blocks, [piece], article.uid, before)


def role(layout: Layout, blocks: Blocks, pieces: Sequence[Any], role: str) -> Layout:
    """Another role for the pieces, wherever they stand."""
    if role not in ROLES:
        raise InvalidOperation("没有这种角色。")
    refs = set(as_refs(pieces))
    take(layout, list(refs))  # refuses refs that are not there

    def changed(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
        return tuple(replace(p, role=role) if p.ref in refs else p for p in pieces)

    return replace(
        layout,
        articles=tuple(a.with_pieces(changed(a.pieces)) for a in layout.articles),
        furniture=changed(layout.furniture),
        tray=changed(layout.tray),
        excluded=tuple((changed([p])[0], reason) for p, reason in layout.excluded),
    )


def join(layout: Layout, blocks: Blocks, piece: Sequence[Any], drop: int = 0) -> Layout:
    """The piece goes on in the paragraph of the piece before it; `drop` repeated characters are left out."""
    article, at = article_with(layout, as_ref(piece))
    if at == 0:
        raise InvalidOperation("文章的第一行前面没有可接的段落。")
    joined = replace(article.pieces[at], join=True, drop=int(drop))
    if joined.drop and not overlaps(article.pieces[at - 1], joined, blocks):
        raise InvalidOperation("前一行的末尾没有这几个重复的字。")
    return change_piece(layout, joined.ref, lambda _: joined)


def unjoin(layout: Layout, blocks: Blocks, piece: Sequence[Any]) -> Layout:
    return change_piece(layout, as_ref(piece), lambda p: replace(p, join=False, drop=0))


def split_piece(layout: Layout, blocks: Blocks, piece: Sequence[Any], at: int) -> Layout:
    """Cut a line in two at character `at` of the stored line; both halves keep role and place."""
    ref = as_ref(piece)

    def halves(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
        found: list[Piece] = []
        for p in pieces:
            if p.ref == ref:
                if not p.start < int(at) < p.end:
                    raise InvalidOperation("切分的位置要在这一行的中间。")
                found += [replace(p, end=int(at)), replace(p, start=int(at), join=False, drop=0)]
            else:
                found.append(p)
        return tuple(found)

    return everywhere(layout, ref, halves)


def heal(layout: Layout, blocks: Blocks, piece: Sequence[Any]) -> Layout:
    """Undo a cut: the piece takes back the next slice of its line, which must stand right behind it."""
    ref = as_ref(piece)

    def whole(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
        rows = list(pieces)
        at = next(i for i, p in enumerate(rows) if p.ref == ref)
        follows = rows[at + 1] if at + 1 < len(rows) else None
        if follows is None or follows.block != rows[at].block or follows.start != rows[at].end:
            raise InvalidOperation("后半行不在紧接着的位置，不能接回。")
        return (*rows[:at], replace(rows[at], end=follows.end), *rows[at + 2 :])

    return everywhere(layout, ref, whole)


def everywhere(layout: Layout, ref: Ref, change: Callable[[Iterable[Piece]], tuple[Piece, ...]]) -> Layout:
    """`change` applied to the one list of pieces that holds `ref`."""
    home = layout.homes().get(ref)
    if home is None:
        raise InvalidOperation("这一行已经变动，请刷新页面。")
    if home == "excluded":
        reasons = {p.block: reason for p, reason in layout.excluded}
        pieces = change(p for p, _ in layout.excluded)
        return replace(layout, excluded=tuple((p, reasons[p.block]) for p in pieces))
    if home in ("furniture", TRAY):
        return replace(layout, **{home: change(getattr(layout, home))})
    article = layout.article(home)
    return put(layout, article.with_pieces(change(article.pieces)))


def exclude(layout: Layout, blocks: Blocks, pieces: Sequence[Any], reason: str = "other") -> Layout:
    """Out of all derived text, still shown struck through."""
    if reason not in REASONS:
        raise InvalidOperation("没有这种排除理由。")
    rest, taken = take(layout, as_refs(pieces))
    return replace(rest, excluded=(*rest.excluded, *((p, reason) for p in taken)))


def furniture(layout: Layout, blocks: Blocks, pieces: Sequence[Any], role: str = "header") -> Layout:
    """Part of the page itself: masthead, folio, editors' line, slogan, banner."""
    if role not in ("masthead", "header", "slogan", "banner"):
        raise InvalidOperation("报头、报眉、口号、通栏之外的内容不是版面附件。")
    rest, taken = take(layout, as_refs(pieces))
    marked = (replace(p, role=role, join=False, drop=0) for p in taken)
    return replace(rest, furniture=(*rest.furniture, *marked))


def restore_pieces(layout: Layout, blocks: Blocks, pieces: Sequence[Any]) -> Layout:
    """Excluded pieces, furniture or pieces of the tray go back behind the nearest line above them that stands in
    an article, or to the tray where there is none."""
    current, taken = take(layout, as_refs(pieces))
    for piece in in_file_order(taken):
        spots = [
            (*block_order(p.block), p.start, a.uid, at)
            for a in current.articles
            for at, p in enumerate(a.pieces)
            if block_order(p.block)[0] == block_order(piece.block)[0]
            and (*block_order(p.block), p.start) < (*block_order(piece.block), piece.start)
        ]
        plain = replace(piece, join=False, drop=0)
        if not spots:
            current = replace(current, tray=(*current.tray, plain))
            continue
        *_, uid, at = max(spots)
        target = current.article(uid)
        current = put(current, target.with_pieces((*target.pieces[: at + 1], plain, *target.pieces[at + 1 :])))
    return current


# --- text ---------------------------------------------------------------------------------------------------


def fix_text(layout: Layout, blocks: Blocks, block: str, start: int, end: int, old: str, new: str) -> Layout:
    """Show `new` in the place of characters [start, end) of the line; new == old takes a fix away.

    A fix that lies inside the new one's stretch is replaced by it.
    """
    start, end = int(start), int(end)
    if block not in blocks or blocks[block][start:end] != old:
        raise InvalidOperation("这一处的原文已经不同，请刷新页面。")
    if "\n" in new or "\r" in new or (start == end and not new):
        raise InvalidOperation("改正的文字要在一行之内。")
    kept = []
    for fix in layout.fixes.get(block, ()):
        inside = start <= fix[0] and fix[1] <= end
        if not inside and fix[0] < end and start < fix[1]:
            raise InvalidOperation("这里已有一处改正与它交叉，请先撤销那一处。")
        if not inside:
            kept.append(fix)
    if new != old:
        kept.append((start, end, old, new))
    fixes = {**layout.fixes, block: tuple(sorted(kept))}
    return replace(layout, fixes={k: v for k, v in fixes.items() if v})


def several(layout: Layout, blocks: Blocks, steps: Sequence[Sequence[Any]]) -> Layout:
    """Several operations as one: [[name, args], …]."""
    for name, args in steps:
        layout = settle(call(layout, blocks, name, args), blocks)
    return layout


OPERATIONS: dict[str, Callable[..., Layout]] = {
    f.__name__: f
    for f in (
        split_article,
        merge,
        new_article,
        dissolve,
        place_article,
        set_article,
        verify,
        unverify,
        move,
        reorder,
        role,
        join,
        unjoin,
        split_piece,
        heal,
        exclude,
        furniture,
        restore_pieces,
        fix_text,
        several,
    )
}
NEEDS_UID = frozenset({"split_article", "new_article"})  # their `new` is given by the writer
MARKS_ONLY = frozenset({"verify", "unverify"})


# --- running ------------------------------------------------------------------------------------------------


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
    return after if name in MARKS_ONLY else mark_human(layout, after)


def settle(layout: Layout, blocks: Blocks) -> Layout:
    """No empty article, no join without a piece before it, no dropped overlap that is not there, and the mark of
    a missing title where it belongs."""
    return replace(layout, articles=tuple(tidy(a, blocks) for a in layout.articles if a.pieces))


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
    rest = without(article.missing, "title")
    return rest if has_title(article.pieces) else tuple(m for m in MISSING if m in {*rest, "title"})
