"""The lines of the sources in file order, as the boundary editor shows them on the left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive.desk.refs import Ref, key_of, line_of
from archive.desk.sight import Doubt, Sight, neighbours
from archive.layout import Fix, Layout, Piece, block_order


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a line; `new` is what a text fix shows in its place."""

    text: str
    new: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One piece in file order. `home`: uid of its article, or furniture, tray, excluded."""

    key: str
    block: str
    line: int
    page: str
    cut: bool  # not the first slice of its line
    heals: bool  # the next slice of its line stands right behind it
    role: str
    home: str
    tint: int
    number: int  # place in its article, from 1
    after: str  # line before it in its article, where that is not the row above
    opens: int  # number in the issue of the article it opens, else 0
    join: bool
    drop: int
    reason: str
    parts: tuple[Part, ...]
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece stands."""

    home: str
    tint: int = -1
    number: int = 0
    before: Piece | None = None
    behind: Piece | None = None
    reason: str = ""
    opens: int = 0


def parts_of(piece: Piece, raw: str, fixes: Sequence[Fix]) -> tuple[Part, ...]:
    """The stored text of a piece, cut where text fixes stand."""
    found, at = [], piece.start
    for start, end, _, new in fixes:
        if piece.start <= start and end <= piece.end:
            found += [Part(raw[at:start]), Part(raw[start:end], new)]
            at = end
    found.append(Part(raw[at : piece.end]))
    return tuple(p for p in found if p.text or p.new is not None)


def places_of(layout: Layout, colours: Mapping[str, int]) -> dict[Ref, Place]:
    """Where each piece of the layout stands: in an article, the furniture, the tray or among the excluded."""
    found: dict[Ref, Place] = {}
    for at, a in enumerate(layout.articles, 1):
        for number, piece, before, behind in neighbours(a.pieces):
            opens = 0 if before else at
            found[piece.ref] = Place(a.uid, colours[a.uid], number, before, behind, opens=opens)
    for name in ("furniture", "tray"):
        for number, piece, before, behind in neighbours(getattr(layout, name)):
            found[piece.ref] = Place(name, -1, number, before, behind)
    excluded = [p for p, _ in layout.excluded]
    reasons = {p.ref: reason for p, reason in layout.excluded}
    for number, piece, before, behind in neighbours(excluded):
        found[piece.ref] = Place("excluded", -1, number, before, behind, reasons[piece.ref])
    return found


def row_of(piece: Piece, above: Ref | None, place: Place, sight: Sight, doubts: Sequence[Doubt]) -> Row:
    away = place.before is not None and place.tint >= 0 and place.before.ref != above
    heals = bool(place.behind and place.behind.block == piece.block and place.behind.start == piece.end)
    return Row(
        key=key_of(piece.ref),
        block=piece.block,
        line=line_of(piece.block),
        page=sight.pages.get(piece.block, ""),
        cut=piece.start > 0,
        heals=heals,
        role=piece.role,
        home=place.home,
        tint=place.tint,
        number=place.number,
        after=str(line_of(place.before.block)) if away and place.before else "",
        opens=place.opens,
        join=piece.join,
        drop=piece.drop,
        reason=place.reason,
        parts=parts_of(piece, sight.blocks[piece.block], sight.layout.fixes.get(piece.block, ())),
        doubts=tuple(doubts) if piece.start == 0 else (),
    )


def rows_of(sight: Sight, colours: Mapping[str, int], page: str | None) -> tuple[Row, ...]:
    """The rows of one page, or of all, and those of the tray wherever they stand."""
    places = places_of(sight.layout, colours)
    doubts: dict[str | None, list[Doubt]] = {}
    for doubt in sight.doubts:
        doubts.setdefault(doubt.block, []).append(doubt)
    ordered = sorted(sight.layout.pieces(), key=lambda p: (*block_order(p.block), p.start))
    above: Ref | None = None
    rows = []
    for piece in ordered:
        place = places[piece.ref]
        if page is None or sight.pages.get(piece.block) == page or place.home == "tray":
            rows.append(row_of(piece, above, place, sight, doubts.get(piece.block, ())))
        above = piece.ref
    return tuple(rows)
