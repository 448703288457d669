"""An article's text as it is set: what a paragraph is, and where each piece of it stands in the source. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from archive.layout import Layout, Piece, block_order, split_lines
from archive.parsing.leads import has_lead

TOGETHER = frozenset({"table", "advert"})  # neighbouring paragraphs of these roles are set as one block
STYLES = {
    "body": "",
    "crosshead": "",
    "summary": "summary",
    "caption": "caption",
    "photo_credit": "caption",
    "table": "rows",
    "advert": "advert",
}
# 本报讯, 本报岚州10月1日电, 新华社北京1月2日电: what stands before names in brackets or before the report itself
DATELINE = re.compile(
    r"[【\[（〔［]?\s*[^。！？，；：“”（()）]{0,30}?(?:(?<!通)[讯訊](?!员|員)|日[专專]?[电電]|[专專][电電]|[电電](?=[\s（(])|消息)[】\]）〕］]?"
)
# （记者 闻笛）; 记者 闻笛 报道：
BYLINE = re.compile(
    r"\s*[（(][^。（()）]{0,60}(?:记者|記者|通讯员|通訊員)[^。（()）]{2,60}[)）]"
    r"|\s*(?:本[报報台网網])?(?:见习|見習|实习|實習|特约|特約)?(?:记者|記者|通讯员|通訊員)[\u4e00-\u9fff·\s、]{2,30}?[报報]道[:：]?"
)


@dataclass(frozen=True, slots=True)
class Opening:
    """How a report begins: 本报讯 | （记者 闻笛） | 4月12日，…"""

    dateline: str
    byline: str
    rest: str


def opening(text: str) -> Opening | None:
    """Dateline and byline (电头、消息头) in the running text; None where a paragraph begins otherwise."""
    head = DATELINE.match(text) if has_lead(text) else None
    if not head:
        return None
    names = BYLINE.match(text, head.end())
    end = names.end() if names else head.end()
    return Opening(head[0], names[0] if names else "", text[end:])


@dataclass(frozen=True, slots=True)
class Passage:
    """Paragraphs that are set together. `number` counts the paragraphs of the article from 1."""

    role: str
    number: int
    texts: tuple[str, ...]

    @property
    def text(self) -> str:
        return self.texts[0]

    @property
    def opening(self) -> Opening | None:
        return opening(self.text) if self.role == "body" else None

    @property
    def number_text(self) -> str:
        return str(self.number)

    @property
    def tag(self) -> str:
        """The HTML element it is set in."""
        return "div" if self.role in TOGETHER else "h2" if self.role == "crosshead" else "p"

    @property
    def style(self) -> str:
        """The class it is set with."""
        return STYLES.get(self.role, "aside")


def passages(paragraphs: Sequence[Sequence[str]]) -> tuple[Passage, ...]:
    """Article.paragraphs -> passages: a table or an advert is one, anything else one a paragraph."""
    numbered = [(role, number, text) for number, (role, text) in enumerate(paragraphs, 1)]
    found = []
    for _, rows in groupby(numbered, key=lambda row: row[0] if row[0] in TOGETHER else row[1]):
        group = list(rows)
        found.append(Passage(group[0][0], group[0][1], tuple(text for _, _, text in group)))
    return tuple(found)


# --- where it stands ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Place:
    """Lines of one source file, as ranges: [(18, 24), (30, 30)]."""

    seq: int
    name: str
    ranges: tuple[tuple[int, int], ...]


def line_ranges(lines: Iterable[int], gap: int = 2) -> tuple[tuple[int, int], ...]:
    """Ranges of line numbers; a blank line between two paragraphs does not part them (so `gap` is 2)."""
    found: list[list[int]] = []
    for line in sorted(set(lines)):
        if found and line - found[-1][1] <= gap:
            found[-1][1] = line
        else:
            found.append([line, line])
    return tuple((first, last) for first, last in found)


def places_of(pieces: Iterable[Piece], names: Mapping[int, str]) -> tuple[Place, ...]:
    """Where an article stands in the files it was read from (`names`: source number -> file name)."""
    lines: dict[int, list[int]] = {}
    for piece in pieces:
        seq, line = block_order(piece.block)
        lines.setdefault(seq, []).append(line)
    return tuple(Place(seq, names.get(seq, str(seq)), line_ranges(at)) for seq, at in sorted(lines.items()))


# --- lines as the OCR gave them -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RawSlice:
    """A part of a line as received. `uid`: the article it stands in; None for what belongs to none."""

    text: str
    role: str
    uid: str | None
    reason: str = ""  # why it is left out: duplicate, noise, other; furniture; tray


@dataclass(frozen=True, slots=True)
class RawLine:
    seq: int
    number: int
    slices: tuple[RawSlice, ...]


def raw_lines(layout: Layout, sources: Iterable[tuple[int, str]], shown: frozenset[str]) -> tuple[RawLine, ...]:
    """Every line as received, in file order, but nothing of an article that is not in `shown`.

    What stands loose may repeat an article that was withdrawn, or have been taken from it before: where any article
    is hidden, all of that is hidden too.
    """
    slices: dict[str, list[tuple[Piece, str | None, str]]] = {}
    for article in layout.articles:
        if article.uid in shown:
            for piece in article.pieces:
                slices.setdefault(piece.block, []).append((piece, article.uid, ""))
    if all(article.uid in shown for article in layout.articles):
        for piece, reason in loose(layout):
            slices.setdefault(piece.block, []).append((piece, None, reason))
    return tuple(lines_with(slices, sources))


def loose(layout: Layout) -> Iterator[tuple[Piece, str]]:
    """What belongs to no article, and why."""
    yield from ((piece, "furniture") for piece in layout.furniture)
    yield from ((piece, "tray") for piece in layout.tray)
    yield from layout.excluded


def lines_with(
    slices: Mapping[str, list[tuple[Piece, str | None, str]]], sources: Iterable[tuple[int, str]]
) -> Iterable[RawLine]:
    for seq, text in sources:
        for number, line in enumerate(split_lines(text), 1):
            found = sorted(slices.get(f"{seq}:{number}", ()), key=lambda row: row[0].start)
            if found:
                parts = (RawSlice(line[p.start : p.end], p.role, uid, reason) for p, uid, reason in found)
                yield RawLine(seq, number, tuple(parts))


def page_of_line(starts: Sequence[Sequence], page: str, number: int) -> str:  # type: ignore[type-arg]
    """Label of the page a line stands on (`starts`: Source.page_starts, [[first line, label], …])."""
    label = page
    for first, here in starts:
        if number >= first:
            label = here
    return label
