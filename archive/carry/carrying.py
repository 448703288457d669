"""The old layout on the new lines: every piece stays in its article as far as its characters are still there."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from archive.carry.aligning import Alignment
from archive.invariants import overlaps
from archive.layout import FLOWING_ROLES, ArticleLayout, Blocks, Excluded, Fix, Layout, Piece, block_order

FURNITURE_ROLES = frozenset({"masthead", "header", "slogan"})


@dataclass(frozen=True, slots=True)
class Lost:
    """A piece whose text is gone, and the uid of its article (or furniture, tray, excluded)."""

    piece: Piece
    text: str
    home: str


@dataclass(frozen=True, slots=True)
class Carried:
    """The new layout and what an editor must know of it."""

    layout: Layout
    lost: tuple[Lost, ...] = ()
    added: tuple[Piece, ...] = ()  # text that was not there before
    changed: frozenset[str] = frozenset()  # uids of articles whose text is another now
    stale: tuple[tuple[str, Fix], ...] = ()  # fixes that found no place: old block key and fix
    kept: float = 1.0  # share of the old characters that kept their article


@dataclass(slots=True)
class Run:
    """A stretch of a new line that comes from one old piece (None: from none)."""

    block: str
    start: int
    end: int
    source: tuple[str, int] | None
    first: int = 0  # offset of its first character in the old line


def carry(
    layout: Layout, old: Blocks, new: Blocks, alignment: Alignment, fresh: Mapping[str, Piece] | None = None
) -> Carried:
    """The layout of an issue with the lines `old` taken out and `new` put in.

    `fresh`: what the parser makes of the new lines (block key -> its first piece): the role of text that is new.
    """
    pieces = {p.ref: p for p in layout.pieces() if p.block in old}
    runs = list(_runs(new, alignment, _piece_index(pieces.values())))
    by_source: dict[tuple[str, int], list[Run]] = defaultdict(list)
    for run in runs:
        if run.source:
            by_source[run.source].append(run)
    moved = {ref: _moved(pieces[ref], sorted(found, key=_run_order)) for ref, found in by_source.items()}
    carried = _with_moved(layout, old, moved)
    added = tuple(_new_piece(r, fresh or {}) for r in runs if r.source is None)
    carried = _place_added(carried, added, new)
    fixes, stale = _carry_fixes(layout, old, new, alignment)
    carried = _tidy(replace(carried, fixes=fixes), old, new)
    lost = tuple(_lost(layout, pieces, by_source, old))
    total = sum(len(old[p.block][p.start : p.end].strip()) for p in pieces.values())
    gone = sum(len(x.text) for x in lost)
    changed = _changed(layout, carried, old, new)
    return Carried(carried, lost, added, changed, stale, 1 - gone / total if total else 1.0)


# --- runs ---------------------------------------------------------------------------------------------------


def _piece_index(pieces: Iterable[Piece]) -> Callable[[str, int], tuple[str, int] | None]:
    by_block: dict[str, list[Piece]] = defaultdict(list)
    for p in pieces:
        by_block[p.block].append(p)
    return lambda block, at: next((p.ref for p in by_block[block] if p.start <= at < p.end), None)


def _runs(new: Blocks, alignment: Alignment, piece_at: Callable[[str, int], tuple[str, int] | None]) -> Iterator[Run]:
    """Each new line cut into stretches of one old piece each; what is new goes with its neighbour in the line."""
    for key, line in new.items():
        origins = alignment.origins[key]
        refs = [piece_at(*o) if o else None for o in origins]
        yield from _line_runs(key, line, _filled(refs), origins)


def _filled(refs: Sequence[tuple[str, int] | None]) -> list[tuple[str, int] | None]:
    """Characters without origin take the piece before them, at the head of the line the piece after them."""
    filled, last = [], None
    for ref in refs:
        last = ref or last
        filled.append(last)
    first = next((r for r in filled if r), None)
    return [r or first for r in filled]


def _line_runs(key: str, line: str, refs: Sequence[tuple[str, int] | None], origins: Sequence) -> Iterator[Run]:
    start = 0
    for at in range(1, len(line) + 1):
        if at == len(line) or refs[at] != refs[start]:
            first = next((o[1] for o in origins[start:at] if o), 0)
            yield Run(key, start, at, refs[start], first)
            start = at


def _run_order(run: Run) -> tuple[int, tuple[int, int], int]:
    return run.first, block_order(run.block), run.start


# --- pieces -------------------------------------------------------------------------------------------------


def _moved(piece: Piece, runs: Sequence[Run]) -> tuple[Piece, ...]:
    """An old piece as it lies in the new lines: a line that was cut goes on as joined pieces."""
    first, *rest = runs
    head = Piece(first.block, first.start, first.end, piece.role, piece.join, piece.drop)
    joins = piece.role in FLOWING_ROLES
    return (head, *(Piece(r.block, r.start, r.end, piece.role, joins, 0) for r in rest))


def _new_piece(run: Run, fresh: Mapping[str, Piece]) -> Piece:
    known = fresh.get(run.block)
    return Piece(run.block, run.start, run.end, known.role if known else "body")


def _with_moved(layout: Layout, old: Blocks, moved: Mapping[tuple[str, int], tuple[Piece, ...]]) -> Layout:
    def carried(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
        return tuple(q for p in pieces for q in (moved.get(p.ref, ()) if p.block in old else (p,)))

    excluded: list[Excluded] = [(q, reason) for p, reason in layout.excluded for q in carried([p])]
    return replace(
        layout,
        articles=tuple(a.with_pieces(carried(a.pieces)) for a in layout.articles),
        furniture=carried(layout.furniture),
        tray=carried(layout.tray),
        excluded=tuple(excluded),
    )


def _place_added(layout: Layout, added: Iterable[Piece], new: Blocks) -> Layout:
    """New text stands behind its neighbour in the file; furniture among the furniture."""
    order = {key: i for i, key in enumerate(new)}
    for piece in added:
        if piece.role in FURNITURE_ROLES:
            layout = replace(layout, furniture=(*layout.furniture, piece))
        else:
            layout = _beside(layout, piece, order)
    return layout


def _beside(layout: Layout, piece: Piece, order: Mapping[str, int]) -> Layout:
    here = order[piece.block]
    spots = [
        (order[p.block] - here, i, j)
        for i, a in enumerate(layout.articles)
        for j, p in enumerate(a.pieces)
        if p.block in order
    ]
    if not spots:
        return replace(layout, tray=(*layout.tray, piece))
    before = [s for s in spots if s[0] < 0]
    _, i, j = max(before) if before else min(spots)
    article = layout.articles[i]
    at = j + 1 if before else j
    pieces = (*article.pieces[:at], piece, *article.pieces[at:])
    articles = (*layout.articles[:i], article.with_pieces(pieces), *layout.articles[i + 1 :])
    return replace(layout, articles=articles)


# --- tidying ------------------------------------------------------------------------------------------------


def _tidy(layout: Layout, old: Blocks, new: Blocks) -> Layout:
    """No empty article, no first piece joined, no overlap that is not there, no cut that means nothing."""
    articles = tuple(tidy_article(a, new) for a in layout.articles if a.pieces)
    return replace(layout, articles=articles)


def tidy_article(article: ArticleLayout, new: Blocks) -> ArticleLayout:
    """Joins and overlaps made true again after pieces went or came; a cut that means nothing healed."""
    kept: list[Piece] = []
    for piece in article.pieces:
        last = kept[-1] if kept else None
        if last and _continues(last, piece):
            kept[-1] = replace(last, end=piece.end)
            continue
        join = piece.join and last is not None
        drop = piece.drop if join and piece.block in new and last and last.block in new else 0
        if drop and not overlaps(last, replace(piece, drop=drop), new):  # type: ignore[arg-type]
            drop = 0
        if piece.block not in new and last is not None and last.block not in new:
            join, drop = piece.join, piece.drop
        kept.append(replace(piece, join=join, drop=drop))
    return article.with_pieces(kept)


def _continues(last: Piece, piece: Piece) -> bool:
    """Two joined pieces that now stand side by side in one line are one."""
    return (
        piece.join
        and not piece.drop
        and last.block == piece.block
        and last.end == piece.start
        and last.role == piece.role
    )


# --- fixes --------------------------------------------------------------------------------------------------


def _carry_fixes(
    layout: Layout, old: Blocks, new: Blocks, alignment: Alignment
) -> tuple[dict[str, tuple[Fix, ...]], tuple[tuple[str, Fix], ...]]:
    """Fixes that still apply, re-placed; those that the new source already holds are absorbed; the rest are stale."""
    to = {o: (key, at) for key, origins in alignment.origins.items() for at, o in enumerate(origins) if o}
    kept: dict[str, list[Fix]] = {k: list(v) for k, v in layout.fixes.items() if k not in old}
    stale = []
    for key, fixes in layout.fixes.items():
        for fix in fixes if key in old else ():
            where = _new_place(key, fix, to)
            if where and new[where[0]].startswith(fix[2], where[1]):
                kept.setdefault(where[0], []).append((where[1], where[1] + len(fix[2]), fix[2], fix[3]))
            elif not (where and new[where[0]].startswith(fix[3], where[1])):
                stale.append((key, fix))
    return {k: tuple(sorted(v)) for k, v in sorted(kept.items())}, tuple(stale)


def _new_place(key: str, fix: Fix, to: Mapping[tuple[str, int], tuple[str, int]]) -> tuple[str, int] | None:
    """Where the fixed characters begin in the new source: by themselves, by the one before or the one after them."""
    start, end, _, new = fix
    if (key, start) in to:
        return to[key, start]
    if start and (before := to.get((key, start - 1))):
        return before[0], before[1] + 1
    if after := to.get((key, end)):
        return (after[0], after[1] - len(new)) if after[1] >= len(new) else None
    return None


# --- what is told -------------------------------------------------------------------------------------------


def _lost(
    layout: Layout, pieces: Mapping[tuple[str, int], Piece], found: Mapping[tuple[str, int], list[Run]], old: Blocks
) -> Iterator[Lost]:
    homes = layout.homes()
    for ref, piece in pieces.items():
        if ref not in found:
            yield Lost(piece, piece.text(old), homes[ref])


def _changed(before: Layout, after: Layout, old: Blocks, new: Blocks) -> frozenset[str]:
    then, now = {a.uid: a for a in before.articles}, {a.uid: a for a in after.articles}
    return frozenset(uid for uid in then if uid not in now or _texts(then[uid], old) != _texts(now[uid], new))


def _texts(article: ArticleLayout, blocks: Blocks) -> list[tuple[str, str]]:
    """Role and text of its pieces; lines of other sources stand for themselves. Joined text is one."""
    texts: list[tuple[str, str]] = []
    for p in article.pieces:
        text = p.text(blocks)[p.drop :] if p.block in blocks else f"={p.block}:{p.start}"
        if p.join and texts:
            texts[-1] = (texts[-1][0], texts[-1][1] + text)
        else:
            texts.append((p.role, text))
    return texts


# --- uids ---------------------------------------------------------------------------------------------------


def keep_uids(fresh: Sequence[ArticleLayout], carried: Layout) -> dict[str, str]:
    """Fresh uid -> uid of the carried article with which it shares most characters, at least half of either's."""
    owner: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    sizes: Counter[str] = Counter()
    for article in carried.articles:
        for p in article.pieces:
            owner[p.block].append((p.start, p.end, article.uid))
            sizes[article.uid] += p.end - p.start
    rows = []
    for i, article in enumerate(fresh):
        shared: Counter[str] = Counter()
        for p in article.pieces:
            for start, end, uid in owner[p.block]:
                shared[uid] += max(0, min(end, p.end) - max(start, p.start))
        size = sum(p.end - p.start for p in article.pieces)
        rows += [(-n, i, uid, article.uid) for uid, n in shared.items() if n and 2 * n >= min(size, sizes[uid])]
    taken: dict[str, str] = {}
    for _, _, uid, mine in sorted(rows):
        if mine not in taken and uid not in taken.values():
            taken[mine] = uid
    return taken
