"""Operations on pieces: move, role, join, cut, exclude, give back."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from archive.invariants import overlaps
from archive.layout import REASONS, ROLES, Blocks, Layout, Piece, block_order
from archive.operations.finding import (
    TRAY,
    InvalidOperation,
    article_of,
    article_with,
    as_ref,
    as_refs,
    change_piece,
    everywhere,
    in_file_order,
    put,
    take,
)


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


def join(layout: Layout, blocks: Blocks, piece: Sequence[Any], drop: int | None = 0) -> Layout:
    """The piece goes on in the paragraph of the piece before it; `drop` repeated characters are left out
    (None: as many as repeat, where at least two do)."""
    article, at = article_with(layout, as_ref(piece))
    if at == 0:
        raise InvalidOperation("文章的第一行前面没有可接的段落。")
    if drop is None:
        drop = repeated(article.pieces[at - 1].text(blocks), article.pieces[at].text(blocks))
    joined = replace(article.pieces[at], join=True, drop=int(drop))
    if joined.drop and not overlaps(article.pieces[at - 1], joined, blocks):
        raise InvalidOperation("前一行的末尾没有这几个重复的字。")
    return change_piece(layout, joined.ref, lambda _: joined)


def repeated(before: str, after: str) -> int:
    """How many characters at the end of `before` begin `after` again; a single one may be chance and counts as 0."""
    longest = min(len(before), len(after) - 1)
    return next((n for n in range(longest, 1, -1) if before.endswith(after[:n])), 0)


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
