"""Marks what a query finds in text that is shown: plain string search over the folded text, no analyser.

Text is escaped first and marked second; what is marked is always a run of the shown characters, in the form in which
they stand (a traditional or full-width form stays as it is).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from search.analysis import flatten, flatten_with_offsets, fold
from search.query import Alike, Leaf, Node, Wild, leaves

WIDTH = 96  # characters of a snippet's passage
BEFORE = 24  # of them before the first hit
FAR = 2  # passages at most
JOKERS = {"?": ".", "*": ".{0,20}?"}
ENDS = "。！？；!?;"

Lookalikes = Mapping[str, Iterable[str]]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Needle:
    """A string to be marked, as a pattern over flat text; `field` as in the query."""

    pattern: re.Pattern[str]
    field: str | None = None

    def speaks_of(self, field: str | None) -> bool:
        """Is it marked in this field? A reporter's name is marked in the text as well."""
        return self.field in (None, field, "by")


def needles(node: Node, lookalikes: Lookalikes | None = None) -> tuple[Needle, ...]:
    """What a hit of the query may be marked by; nothing for dates, pages and what stands under a NOT."""
    words = (leaf for leaf in leaves(node) if leaf.field in (None, "title", "by", "column"))
    return tuple(dict.fromkeys(Needle(pattern(leaf, lookalikes or {}), leaf.field) for leaf in words))


def pattern(leaf: Leaf, lookalikes: Lookalikes) -> re.Pattern[str]:
    if isinstance(leaf, Wild):
        found = "".join(JOKERS.get(char) or re.escape(flatten(char)) for char in leaf.pattern)
        return re.compile(found, re.DOTALL)
    flat = flatten(leaf.text)
    if isinstance(leaf, Alike):
        return re.compile("".join(either(char, lookalikes) for char in flat))
    return re.compile(re.escape(flat))


def either(char: str, lookalikes: Lookalikes) -> str:
    others = "".join(map(re.escape, lookalikes.get(char, ())))
    return f"[{re.escape(char)}{others}]" if others else re.escape(char)


def spans(text: str, sought: Sequence[Needle]) -> list[Span]:
    """Where the needles stand in the text, in order, those that touch drawn together."""
    flat = flatten(text)
    found = sorted(m.span() for n in sought for m in n.pattern.finditer(flat) if m.end() > m.start())
    if not found:
        return []
    return list(joined(found if flat == fold(text) else in_original(text, found)))


def in_original(text: str, found: Iterable[Span]) -> list[Span]:
    """Spans of the flat text as spans of the text: where … became three dots, or two characters became one."""
    _, offsets = flatten_with_offsets(text)
    offsets.append(len(text))
    shown = []
    for start, end in found:
        last = end
        while offsets[last] == offsets[end - 1]:
            last += 1
        shown.append((offsets[start], offsets[last]))
    return sorted(shown)


def joined(found: Iterable[Span]) -> Iterator[Span]:
    start = end = -1
    for a, b in found:
        if a > end:
            if end > start:
                yield start, end
            start, end = a, b
        end = max(end, b)
    if end > start:
        yield start, end


def marked(text: str, sought: Sequence[Needle], opening: Iterable[str] | None = None) -> str:
    """The text as HTML, escaped, with every hit in <mark>; `opening` may give the tag of each mark in turn."""
    return mark_spans(text, spans(text, sought) if sought else [], opening)


def mark_spans(text: str, found: Sequence[Span], opening: Iterable[str] | None = None) -> str:
    tags = iter(opening) if opening is not None else None
    parts, at = [], 0
    for start, end in found:
        tag = next(tags) if tags else "<mark>"
        parts += [escape(text[at:start]), tag, escape(text[start:end]), "</mark>"]
        at = end
    return "".join([*parts, escape(text[at:])])


@dataclass(frozen=True, slots=True)
class Passage:
    """A window of one part of the text, and how many of the needles stand in it."""

    text: str
    start: int
    end: int
    held: frozenset[int]

    def html(self, sought: Sequence[Needle]) -> str:
        before = "…" if self.start else ""
        after = "…" if self.end < len(self.text) else ""
        return before + marked(self.text[self.start : self.end], sought) + after


def snippet(parts: Iterable[str], sought: Sequence[Needle]) -> str:
    """The best passages as HTML: the one with most of the needles first, another where a needle is still missing;
    the beginning of the text where none of them stands in it."""
    texts = [text for text in parts if text]
    chosen: list[Passage] = []
    missing = frozenset(range(len(sought)))
    for passage in best_first(texts, sought):
        if len(chosen) < FAR and passage.held & missing:
            chosen.append(passage)
            missing -= passage.held
    if not chosen:
        return Passage(texts[0], 0, cut_after(texts[0], 0), frozenset()).html(()) if texts else ""
    chosen.sort(key=lambda p: (texts.index(p.text), p.start))
    return " ".join(passage.html(sought) for passage in chosen)


def best_first(texts: Sequence[str], sought: Sequence[Needle]) -> list[Passage]:
    """Passages with the most needles first, else in reading order. Reading stops at one that holds them all."""
    found: list[Passage] = []
    for text in texts:
        for passage in passages(text, sought):
            if len(passage.held) == len(sought):
                return [passage]
            found.append(passage)
    return sorted(found, key=lambda p: -len(p.held))


def passages(text: str, sought: Sequence[Needle]) -> Iterator[Passage]:
    """Windows around the hits in one part of the text; a hit inside the window before starts none of its own."""
    flat = flatten(text)
    hits = sorted((m.span(), i) for i, needle in enumerate(sought) for m in needle.pattern.finditer(flat))
    if hits and flat != fold(text):
        hits = sorted((in_original(text, [span])[0], i) for span, i in hits)
    done = -1
    for (at, end), _ in hits:
        if end <= done:
            continue
        start = cut_before(text, at)
        done = max(cut_after(text, start), end)
        yield Passage(text, start, done, frozenset(i for (a, b), i in hits if start <= a and b <= done))


def cut_before(text: str, at: int) -> int:
    """Where a window begins: after the end of a sentence close by, else some characters before the hit."""
    start = max(0, at - BEFORE)
    if start == 0:
        return 0
    ends = [i + 1 for i in range(start - 1, at) if text[i] in ENDS]
    return ends[0] if ends else start


def cut_after(text: str, start: int) -> int:
    return min(len(text), start + WIDTH)
