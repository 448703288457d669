"""What the boundary editor shows, as plain values: the lines of the sources in file order, the articles as cards.

Two screens compare by value, so that after an operation only the rows and cards that differ are sent.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from zlib import crc32

from archive.derived import Derived, derive
from archive.layout import ArticleLayout, Blocks, Fix, Layout, Piece, block_order

TINTS = 10  # colours of article stripes
ENDS = 16  # characters shown of the beginning and of the end of a piece on a card
SEAM = 6  # characters shown on each side of a seam
Ref = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Doubt:
    """An open flag as the editor sees it."""

    pk: int
    uid: str | None
    block: str | None
    kind: str
    score: float
    text: str
    proposed: bool


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
class Entry:
    """A piece on a card: the words it begins and ends with, and the seam to the piece before."""

    key: str
    line: str
    role: str
    head: str
    tail: str
    join: bool
    drop: int
    seam: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Card:
    """An article on the right-hand side. `before`/`behind`: uids of its neighbours in the issue."""

    uid: str
    number: int
    tint: int
    article: ArticleLayout
    derived: Derived
    entries: tuple[Entry, ...]
    before: str
    behind: str
    doubts: tuple[Doubt, ...]
    withdrawn: bool

    @property
    def headline(self) -> str:
        return self.derived.headline


@dataclass(frozen=True, slots=True)
class Target:
    """An article of the issue to move or merge into."""

    uid: str
    number: int
    page: str
    headline: str


@dataclass(frozen=True, slots=True)
class Screen:
    rows: tuple[Row, ...]
    cards: tuple[Card, ...]
    targets: tuple[Target, ...]
    tray: tuple[Row, ...]
    excluded: tuple[Row, ...]
    furniture: tuple[Row, ...]
    doubts: tuple[Doubt, ...]  # those of the issue itself


@dataclass(frozen=True, slots=True)
class Sight:
    """What a screen is built from. `pages`: block key -> page label; `withdrawn`: uids."""

    layout: Layout
    blocks: Blocks
    pages: Mapping[str, str]
    doubts: Sequence[Doubt] = ()
    withdrawn: frozenset[str] = frozenset()
    headlines: Mapping[str, str] = field(default_factory=dict)  # uid -> headline, as the rows have it


def key_of(ref: Ref) -> str:
    """A piece's name in forms: `1:23@0`."""
    return f"{ref[0]}@{ref[1]}"


def ref_of(key: str) -> Ref:
    """Raises ValueError for what is no name of a piece."""
    block, _, start = key.rpartition("@")
    block_order(block)
    return block, int(start)


def line_of(block: str) -> int:
    return block_order(block)[1]


# --- colours ------------------------------------------------------------------------------------------------


def tints(articles: Iterable[ArticleLayout]) -> dict[str, int]:
    """uid -> colour: the same for as long as its neighbours let it."""
    found: dict[str, int] = {}
    last = -1
    for article in articles:
        tint = crc32(article.uid.encode()) % TINTS
        last = (tint + 1) % TINTS if tint == last else tint
        found[article.uid] = last
    return found


# --- rows ---------------------------------------------------------------------------------------------------


def parts_of(piece: Piece, raw: str, fixes: Sequence[Fix]) -> tuple[Part, ...]:
    """The stored text of a piece, cut where text fixes stand."""
    found, at = [], piece.start
    for start, end, _, new in fixes:
        if piece.start <= start and end <= piece.end:
            found += [Part(raw[at:start]), Part(raw[start:end], new)]
            at = end
    found.append(Part(raw[at : piece.end]))
    return tuple(p for p in found if p.text or p.new is not None)


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


def neighbours(pieces: Sequence[Piece]) -> Iterable[tuple[int, Piece, Piece | None, Piece | None]]:
    for at, piece in enumerate(pieces):
        before = pieces[at - 1] if at else None
        behind = pieces[at + 1] if at + 1 < len(pieces) else None
        yield at + 1, piece, before, behind


def places_of(layout: Layout, colours: Mapping[str, int]) -> dict[Ref, Place]:
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


# --- cards --------------------------------------------------------------------------------------------------


def entries_of(article: ArticleLayout, blocks: Blocks) -> tuple[Entry, ...]:
    found = []
    for _, piece, before, _behind in neighbours(article.pieces):
        text = piece.text(blocks)[piece.drop :]
        short = len(text) <= 2 * ENDS
        seam = (before.text(blocks)[-SEAM:], text[:SEAM]) if before and piece.join else None
        found.append(
            Entry(
                key=key_of(piece.ref),
                line=str(line_of(piece.block)),
                role=piece.role,
                head=text if short else text[:ENDS],
                tail="" if short else text[-ENDS:],
                join=piece.join,
                drop=piece.drop,
                seam=seam,
            )
        )
    return tuple(found)


def derived_of(article: ArticleLayout, sight: Sight) -> Derived:
    """What readers would see of the article. Kept, for an operation changes one article and shows all."""
    keys = tuple(dict.fromkeys(piece.block for piece in article.pieces))
    fixes = tuple((key, tuple(sight.layout.fixes[key])) for key in keys if key in sight.layout.fixes)
    return derived_from(article, keys, tuple(sight.blocks[key] for key in keys), fixes)


@lru_cache(maxsize=2048)
def derived_from(
    article: ArticleLayout,
    keys: tuple[str, ...],
    lines: tuple[str, ...],
    fixes: tuple[tuple[str, tuple[Fix, ...]], ...],
) -> Derived:
    return derive(article, dict(zip(keys, lines, strict=True)), Layout(articles=(article,), fixes=dict(fixes)))


def cards_of(sight: Sight, colours: Mapping[str, int], shown: Collection[str]) -> tuple[Card, ...]:
    """The cards of the articles `shown`, in the order of the issue."""
    articles = sight.layout.articles
    uids = ["", *(a.uid for a in articles), ""]
    doubts: dict[str | None, list[Doubt]] = {}
    for doubt in sight.doubts:
        doubts.setdefault(doubt.uid, []).append(doubt)
    return tuple(
        Card(
            uid=a.uid,
            number=number,
            tint=colours[a.uid],
            article=a,
            derived=derived_of(a, sight),
            entries=entries_of(a, sight.blocks),
            before=uids[number - 1],
            behind=uids[number + 1],
            doubts=tuple(doubts.get(a.uid, ())),
            withdrawn=a.uid in sight.withdrawn,
        )
        for number, a in enumerate(articles, 1)
        if a.uid in shown
    )


def build(sight: Sight, page: str | None = None) -> Screen:
    """The screen of an issue, or of one page of it: its lines, and every article that stands on the page or holds one
    of its lines. Targets stay whole, as lines may move to any page; so does the tray."""
    articles = sight.layout.articles
    colours = tints(articles)
    rows = rows_of(sight, colours, page)
    tray = tuple(r for r in rows if r.home == "tray")
    if page is not None:
        rows = tuple(r for r in rows if r.page == page)
    shown = {r.home for r in rows} | {a.uid for a in articles if page is None or a.page == page}
    return Screen(
        rows=rows,
        cards=cards_of(sight, colours, shown),
        targets=tuple(Target(a.uid, n, a.page, sight.headlines.get(a.uid, "")) for n, a in enumerate(articles, 1)),
        tray=tray,
        excluded=tuple(r for r in rows if r.home == "excluded"),
        furniture=tuple(r for r in rows if r.home == "furniture"),
        doubts=tuple(d for d in sight.doubts if d.uid is None and d.block is None),
    )
