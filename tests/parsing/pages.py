"""Short ways to write a page and to read what parsing made of it."""

from archive.parsing.issue import parse
from archive.parsing.records import Parsed
from archive.parsing.text import shown


def page(*lines: str) -> list[str]:
    """The lines with a blank line under each, as OCR puts them."""
    return [row for line in lines for row in (line, "")]


def texts(lines: list[str], parsed: Parsed) -> list[list[str]]:
    """The shown texts of each article, in reading order."""
    return [[shown(lines[s.line - 1], s.start, s.end)[s.drop :] for s in a.spans] for a in parsed.articles]


def read(*lines: str) -> tuple[list[str], Parsed]:
    rows = page(*lines)
    return rows, parse(rows)


def joins(lines: list[str], parsed: Parsed) -> list[tuple[str, str]]:
    """The pairs of lines that were joined."""
    return [
        (lines[a.line - 1], lines[b.line - 1])
        for article in parsed.articles
        for a, b in zip(article.spans, article.spans[1:])
        if b.join
    ]
