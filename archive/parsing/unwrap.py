"""Paragraphs out of printed lines: lines that go on in the next are put together before they are read, and what was found is told
in stored lines again."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from archive.parsing.knowledge import Knowledge
from archive.parsing.lines import Line, read_lines
from archive.parsing.markup import BLANK, unmarked
from archive.parsing.measure import full_ends, full_lines, going_on
from archive.parsing.page import Page
from archive.parsing.records import Doubt, Parsed, Span
from archive.parsing.roles import classify
from archive.parsing.text import join_text

_PRINTED = re.compile(rf"[^\s{BLANK}](?:.*[^\s{BLANK}])?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """Where a stored line stands in a line that is read: its characters [start, end) from `at` on, of `size` that it has."""

    number: int
    at: int
    start: int
    end: int
    size: int

    @property
    def until(self) -> int:
        return self.at + self.end - self.start


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """The lines to read, and for each the stored ones that it is made of; `full`: numbers of those that end with a full printed
    line, which may go on in the next."""

    lines: tuple[str, ...]
    pieces: tuple[tuple[Piece, ...], ...]
    full: frozenset[int] = frozenset()

    def stored(self, parsed: Parsed) -> Parsed:
        """The same reading in stored lines and their offsets."""
        return Parsed(
            tuple(replace(article, spans=tuple(self._spans(article.spans))) for article in parsed.articles),
            tuple(self._spans(parsed.furniture)),
            tuple((part, reason) for span, reason in parsed.excluded for part in self._spans([span])),
            tuple(map(self._doubt, parsed.doubts)),
        )

    def _spans(self, spans: Iterable[Span]) -> Iterator[Span]:
        for span in spans:
            for k, part in enumerate(self._parts(span)):
                yield replace(part, join=span.role == "body" if k else span.join, drop=0 if k else span.drop)

    def _parts(self, span: Span) -> Iterator[Span]:
        """The stored slices of a slice of a line that was read."""
        for piece in self.pieces[span.line - 1]:
            if piece.at < span.end and span.start < piece.until:
                start = 0 if span.start <= piece.at else piece.start + span.start - piece.at
                end = piece.size if span.end >= piece.until else piece.start + span.end - piece.at
                yield Span(piece.number, start, end, span.role)

    def _doubt(self, doubt: Doubt) -> Doubt:
        if doubt.line is None:
            return doubt
        args = (doubt.proposal or {}).get("args", {})
        piece = self._piece(doubt.line, args.get("start", 0))
        if "old" in args:  # a fix changes one character, which one stored line holds
            by = piece.start - piece.at
            args = {**args, "line": piece.number, "start": args["start"] + by, "end": args["end"] + by}
        elif "end" in args:
            args = {**args, "line": piece.number, "end": piece.size}
        return replace(doubt, line=piece.number, proposal=doubt.proposal and {**doubt.proposal, "args": args})

    def _piece(self, line: int, offset: int) -> Piece:
        """The stored line that holds an offset of a line that is read."""
        return next(piece for piece in self.pieces[line - 1] if offset < piece.until)


def unwrapped(raw: Sequence[str], knowledge: Knowledge) -> Unwrapped:
    """The lines with printed lines put together; as they are where lines are paragraphs."""
    lines = read_lines(raw)
    if full_lines(lines):
        page = Page(classify(lines, knowledge), knowledge)
        ends = full_ends(page)
        return Unwrapped(*_together(page.lines, going_on(page, ends), ends))
    return Unwrapped(tuple(raw), tuple((_whole(line, n),) for n, line in enumerate(raw, 1)))


def _whole(raw: str, number: int) -> Piece:
    return Piece(number, 0, 0, len(raw), len(raw))


def _together(
    lines: Sequence[Line], on: Mapping[int, int], full: Collection[int]
) -> tuple[tuple[str, ...], tuple[tuple[Piece, ...], ...], frozenset[int]]:
    """The lines to read, their pieces and the numbers of those with a full end. `on`: index of a line -> index of the line that
    it goes on in; `full`: those that may."""
    found: list[str] = []
    pieces: list[tuple[Piece, ...]] = []
    ends: set[int] = set()
    later = set(on.values())
    for line in lines:
        if line.index not in later:
            found += [""] * line.gap
            pieces += [()] * line.gap
            chain = list(_chain(line.index, on))
            text, parts = _row([lines[at] for at in chain])
            found.append(text)
            pieces.append(parts)
            if chain[-1] in full:
                ends.add(len(found))
    return tuple(found), tuple(pieces), frozenset(ends)


def _chain(first: int, on: Mapping[int, int]) -> Iterator[int]:
    at: int | None = first
    while at is not None:
        yield at
        at = on.get(at)


def _row(lines: Sequence[Line]) -> tuple[str, tuple[Piece, ...]]:
    """One line of what several print: marks at the end of one and in the next must not pair up."""
    if len(lines) == 1:
        return lines[0].raw, (_whole(lines[0].raw, lines[0].number),)
    text = ""
    pieces: list[Piece] = []
    for line in lines:
        bare = unmarked(line.raw)
        found = _PRINTED.search(bare)
        start, end = (found.start() if text else 0, found.end()) if found else (0, len(bare))
        own = bare[start:end]
        glued = join_text(text, own)
        at = len(glued) - len(own)
        if pieces and pieces[-1].until > at:  # the hyphen of a broken word
            pieces[-1] = replace(pieces[-1], end=pieces[-1].end - 1)
        pieces.append(Piece(line.number, at, start, start + len(own), len(line.raw)))
        text = glued
    return text, tuple(pieces)
