"""What must hold of every layout before it is written, and what changed between two of them."""

from archive.layout import KINDS, MISSING, REASONS, ROLES, ArticleLayout, Blocks, InvalidLayout, Layout, Piece
from archive.parsing.text import is_read_twice


def validate(layout: Layout, blocks: Blocks) -> None:
    """Raises InvalidLayout unless every invariant of the design holds for these blocks."""
    check_values(layout)
    check_tiling(layout, blocks)
    for article in layout.articles:
        check_joins(article, blocks)
    check_fixes(layout, blocks)


def check_values(layout: Layout) -> None:
    uids = [a.uid for a in layout.articles]
    if len(uids) != len(set(uids)):
        raise InvalidLayout("two articles share a uid")
    for article in layout.articles:
        if not article.pieces:
            raise InvalidLayout(f"article {article.uid} has no pieces")
        if article.kind not in KINDS or set(article.missing) - set(MISSING):
            raise InvalidLayout(f"article {article.uid} has an unknown kind or mark")
    for piece in layout.pieces():
        if piece.role not in ROLES:
            raise InvalidLayout(f"unknown role {piece.role!r} at {piece.block}")
    for _, reason in layout.excluded:
        if reason not in REASONS:
            raise InvalidLayout(f"unknown reason {reason!r}")


def check_tiling(layout: Layout, blocks: Blocks) -> None:
    slices: dict[str, list[tuple[int, int]]] = {key: [] for key in blocks}
    for piece in layout.pieces():
        if piece.block not in slices:
            raise InvalidLayout(f"no such line: {piece.block}")
        slices[piece.block].append((piece.start, piece.end))
    for key, spans in slices.items():
        at = 0
        for start, end in sorted(spans):
            if start != at or end <= start:
                raise InvalidLayout(f"line {key} is not tiled at character {at}")
            at = end
        if at != len(blocks[key]):
            raise InvalidLayout(f"line {key} is not tiled at character {at}")


def check_joins(article: ArticleLayout, blocks: Blocks) -> None:
    before: Piece | None = None
    for piece in article.pieces:
        if piece.join and before is None:
            raise InvalidLayout(f"the first piece of {article.uid} is joined to nothing")
        if piece.drop and not (before and piece.join and overlaps(before, piece, blocks)):
            raise InvalidLayout(f"the overlap dropped at {piece.block} is not there")
        before = piece


def overlaps(before: Piece, piece: Piece, blocks: Blocks) -> bool:
    """Do the `drop` first characters of `piece` stand at the end of `before`?"""
    return is_read_twice(before.text(blocks), piece.text(blocks), piece.drop)


def check_fixes(layout: Layout, blocks: Blocks) -> None:
    for key, fixes in layout.fixes.items():
        at = 0
        for start, end, old, new in fixes:
            if key not in blocks or blocks[key][start:end] != old or start < at or old == new:
                raise InvalidLayout(f"a text fix at {key}:{start} does not stand on {old!r}")
            at = end
        if not fixes:
            raise InvalidLayout(f"an empty list of fixes at {key}")
    for piece in layout.pieces():
        for start, end, _, _ in layout.fixes.get(piece.block, ()):
            if start < piece.end and end > piece.start and not (piece.start <= start and end <= piece.end):
                raise InvalidLayout(f"a text fix at {piece.block}:{start} lies across a cut")


def touched(before: Layout, after: Layout) -> frozenset[str]:
    """What an operation touched: uids of articles that differ, keys of blocks whose free pieces or fixes differ,
    and "order" when articles that stand in both changed places."""
    old, new = {a.uid: a for a in before.articles}, {a.uid: a for a in after.articles}
    changed = {uid for uid in old.keys() | new.keys() if old.get(uid) != new.get(uid)}
    for place in ("furniture", "tray", "excluded"):
        ours, theirs = set(getattr(before, place)), set(getattr(after, place))
        changed |= {(item[0] if isinstance(item, tuple) else item).block for item in ours ^ theirs}
    fixed = before.fixes.keys() | after.fixes.keys()
    changed |= {key for key in fixed if before.fixes.get(key) != after.fixes.get(key)}
    changed |= {uid for uid in new if any(p.block in fixed & changed for p in new[uid].pieces)}
    if [u for u in old if u in new] != [u for u in new if u in old]:
        changed.add("order")
    return frozenset(changed)
