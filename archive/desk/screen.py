"""What the boundary editor shows, as plain values: the lines of the sources in file order, the articles as cards.

Two screens compare by value, so that after an operation only the rows and cards that differ are sent.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from zlib import crc32

from archive.desk.cards import Card, cards_of
from archive.desk.rows import Row, rows_of
from archive.desk.sight import Doubt, Sight
from archive.layout import ArticleLayout

TINTS = 10  # colours of article stripes


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


def tints(articles: Iterable[ArticleLayout]) -> dict[str, int]:
    """uid -> colour: the same for as long as its neighbours let it."""
    found: dict[str, int] = {}
    last = -1
    for article in articles:
        tint = crc32(article.uid.encode()) % TINTS
        last = (tint + 1) % TINTS if tint == last else tint
        found[article.uid] = last
    return found


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
