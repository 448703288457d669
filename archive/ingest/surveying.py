"""One look at each file: fingerprint, encoding, pages and what name and masthead say. Keeps no text."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date

from archive.layout import split_lines
from archive.parsing.evidence import printed_not_before
from archive.parsing.folios import page_order
from archive.parsing.masthead import Masthead, read_masthead
from archive.parsing.pagination import PageRange, split_pages
from archive.parsing.pinyin import words_that_read
from archive.sources import BadFile, NameFacts, Problem, Received, decode, fingerprint, read_name

LONGEST_NAME = 480  # what a name may have in the database, with room for a number behind it


@dataclass(frozen=True, slots=True)
class Survey:
    """A file that can be taken in, and all that it and its name say about paper, day and pages."""

    received: Received
    sha256: str
    encoding: str
    replaced: int
    names: NameFacts
    pages: tuple[PageRange, ...]
    masthead: Masthead  # the facts of all pages, first come first kept
    days: tuple[date, ...]  # all days that its mastheads and folios print
    words: Mapping[str, int] = field(default_factory=dict)  # words that read as the pinyin name
    proof: date | None = None  # not printed before this day; only sought where nothing prints a date

    @property
    def name(self) -> str:
        return self.received.name


def survey(received: Received, papers: tuple[str, ...], today: date) -> Survey | Problem:
    """The facts of one file, or why it cannot be taken in."""
    if len(received.name) > LONGEST_NAME:
        return Problem(received.shown, f"路径长 {len(received.name)} 个字，超过 {LONGEST_NAME} 个字的上限")
    try:
        data = received.read()
        decoded = decode(data)
    except BadFile as error:
        return Problem(received.shown, str(error))
    lines = split_lines(decoded.text)
    names = read_name(received.name, received.context, frozenset(papers).__contains__)
    pages = believed_pages(split_pages(lines), names.page)
    said = [read_masthead(lines[p.first - 1 : p.last], papers) for p in pages]
    masthead = first_of(said)
    dated = names.day or masthead.day
    return Survey(
        received,
        fingerprint(data),
        decoded.encoding,
        decoded.replaced,
        names,
        pages,
        masthead,
        tuple(dict.fromkeys(m.day for m in said if m.day)),
        words_that_read(masthead.pinyin, lines) if masthead.pinyin and not masthead.paper else {},
        None if dated else printed_not_before(lines, today),
    )


def believed_pages(pages: tuple[PageRange, ...], named: str | None) -> tuple[PageRange, ...]:
    """A file whose name gives one page is one page, unless its folios count on from that very page."""
    labels = [p.page for p in pages]
    if named is None or len(pages) == 1 or (labels[0] in (named, None) and counts_on(labels[1:], named)):
        return pages
    return (replace(pages[0], last=pages[-1].last),)


def counts_on(labels: list[str | None], named: str) -> bool:
    keys = [page_order(label) for label in (named, *labels) if label]
    return len(keys) == len(labels) + 1 and all(
        b[0] == a[0] and b[1] == a[1] + 1 for a, b in zip(keys, keys[1:], strict=False)
    )


def first_of(said: list[Masthead]) -> Masthead:
    """One masthead of all pages; page and section are those of the first page alone."""
    found = said[0]
    for other in said[1:]:
        new = {
            f.name: getattr(other, f.name)
            for f in fields(Masthead)
            if f.name not in {"page", "section", "lines"} and getattr(found, f.name) is None
        }
        found = replace(found, **new)
    return found


Surveyor = Callable[[Received], Survey | Problem]
