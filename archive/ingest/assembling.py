"""Parsed pages into the layout of an issue. Pure but for the uids it is given."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from inspect import signature
from typing import Any

from archive.ingest.reading import PageRead, map_lines
from archive.layout import ArticleLayout, Excluded, Layout, Piece
from archive.operations import OPERATIONS
from archive.parsing.folios import page_order
from archive.parsing.records import Doubt, ParsedArticle, Span
from archive.sources.finding import natural

Rank = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class SourcePlace:
    """A source as the layout needs it: number, sort key of its name and the lines at which its pages begin."""

    seq: int
    name: Rank
    starts: tuple[tuple[int, str], ...]

    @classmethod
    def of(cls, seq: int, name: str, starts: tuple[tuple[int, str], ...]) -> "SourcePlace":
        return cls(seq, natural(name), starts)

    def page_of(self, line: int) -> str:
        return next((label for first, label in reversed(self.starts) if first <= line), self.starts[0][1])


@dataclass(frozen=True, slots=True)
class FlagDraft:
    """A flag to be: `article` is a uid, `block` a block key, the proposal one of the editor's operations."""

    kind: str
    score: float
    detail: Mapping[str, Any]
    article: str | None = None
    block: str | None = None
    proposal: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class SourceLayout:
    """What one source adds to the layout of its issue."""

    articles: tuple[ArticleLayout, ...]
    furniture: tuple[Piece, ...]
    excluded: tuple[Excluded, ...]
    flags: tuple[FlagDraft, ...] = field(default=())


def lay_out(seq: int, pages: Sequence[PageRead], fresh: Callable[[], str]) -> SourceLayout:
    """The articles, furniture, repeats and doubts of a source; each article gets a uid from `fresh`."""
    articles: list[ArticleLayout] = []
    furniture: list[Piece] = []
    excluded: list[Excluded] = []
    flags: list[FlagDraft] = []
    for page in pages:
        here = [as_article(seq, page.label, a, fresh()) for a in page.parsed.articles]
        articles += here
        furniture += [piece(seq, s) for s in page.parsed.furniture]
        excluded += [(piece(seq, s), reason) for s, reason in page.parsed.excluded]
        flags += [flag(seq, d, [a.uid for a in here]) for d in page.parsed.doubts]
    return SourceLayout(tuple(articles), tuple(furniture), tuple(excluded), tuple(flags))


def piece(seq: int, span: Span) -> Piece:
    return Piece(f"{seq}:{span.line}", span.start, span.end, span.role, span.join, span.drop)


def as_article(seq: int, page: str, parsed: ParsedArticle, uid: str) -> ArticleLayout:
    return ArticleLayout(
        uid=uid,
        pieces=tuple(piece(seq, s) for s in parsed.spans),
        kind=parsed.kind,
        page=page,
        jump_to=parsed.jump_to,
        jump_from=parsed.jump_from,
        missing=parsed.missing,
        doubt=round(parsed.doubt, 4),
    )


def flag(seq: int, doubt: Doubt, uids: Sequence[str]) -> FlagDraft:
    """A doubt of the parser in the words of the layout: block keys for lines, uids for articles."""
    return FlagDraft(
        kind=doubt.kind,
        score=round(doubt.score, 4),
        detail=doubt.detail,
        article=uids[doubt.article] if doubt.article is not None else None,
        block=f"{seq}:{doubt.line}" if doubt.line else None,
        proposal=proposed(seq, doubt.proposal, uids) if doubt.proposal else None,
    )


def proposed(seq: int, proposal: Mapping[str, Any], uids: Sequence[str]) -> dict[str, Any]:
    args = map_lines(proposal["args"], lambda line: line if isinstance(line, str) else f"{seq}:{line}")
    if "line" in args:
        args["block"] = args.pop("line")
    for key in ("article", "a", "b", "to"):
        if isinstance(args.get(key), int):
            args[key] = uids[args[key]]
    return {"op": proposal["op"], "args": fitted(proposal["op"], args)}


def fitted(op: str, args: dict[str, Any]) -> dict[str, Any]:
    """A line and an offset as the piece, or the pieces, that the operation asks for."""
    asked = signature(OPERATIONS[op]).parameters
    if "block" not in args or "block" in asked:
        return args
    rest = {k: v for k, v in args.items() if k not in ("block", "start", "end")}
    ref = [args["block"], args.get("start", 0)]
    return {**rest, "piece": ref} if "piece" in asked else {**rest, "pieces": [ref]}


def add(layout: Layout, new: SourceLayout, places: Mapping[int, SourcePlace]) -> Layout:
    """The layout with a source added: what is there keeps its order, new articles take their place by page and file."""
    articles = list(layout.articles)
    ranks = [article_rank(a, places) for a in articles]
    for article in new.articles:
        mine = article_rank(article, places)
        at = max((i + 1 for i, rank in enumerate(ranks) if rank <= mine), default=0)
        articles.insert(at, article)
        ranks.insert(at, mine)
    return in_order(
        replace(
            layout,
            articles=tuple(articles),
            furniture=(*layout.furniture, *new.furniture),
            excluded=(*layout.excluded, *new.excluded),
        ),
        places,
    )


def in_order(layout: Layout, places: Mapping[int, SourcePlace]) -> Layout:
    """Furniture, tray and excluded pieces by page, file and line: their order then tells nothing of arrival."""
    return replace(
        layout,
        furniture=_sorted(layout.furniture, places),
        tray=_sorted(layout.tray, places),
        excluded=tuple(sorted(layout.excluded, key=lambda e: piece_rank(e[0], places))),
    )


def _sorted(pieces: Iterable[Piece], places: Mapping[int, SourcePlace]) -> tuple[Piece, ...]:
    return tuple(sorted(pieces, key=lambda p: piece_rank(p, places)))


def piece_rank(piece: Piece, places: Mapping[int, SourcePlace]) -> Rank:
    seq, line = map(int, piece.block.split(":"))
    place = places[seq]
    return (page_order(place.page_of(line)), place.name, seq, line, piece.start)


def article_rank(article: ArticleLayout, places: Mapping[int, SourcePlace]) -> Rank:
    """By page, then file; inside a file the order that parsing or an editor gave stays."""
    seq = int(article.pieces[0].block.split(":")[0])
    return (page_order(article.page), places[seq].name)
