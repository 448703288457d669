"""The articles of an issue as cards, as the boundary editor shows them on the right."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from archive.derived import Derived, derive
from archive.desk.refs import key_of, line_of
from archive.desk.sight import Doubt, Sight, neighbours
from archive.layout import ArticleLayout, Blocks, Fix, Layout

ENDS = 16  # characters shown of the beginning and of the end of a piece on a card
SEAM = 6  # characters shown on each side of a seam


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
