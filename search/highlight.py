"""Marks what a query finds in text that is shown: plain string search over the folded text, no analyser.

Text is escaped first and marked second; what is marked is always a run of the shown characters, in the form in which
they stand (a traditional or full-width form stays as it is).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape

from search.analysis import flatten, fold, uneven_codes
from search.engine.jokers import jokers
from search.engine.plan import asked
from search.query import Alike, Leaf, Node, Term, Wild, leaves

WIDTH = 96  # characters of a snippet's passage
BEFORE = 24  # of them before the first hit
FAR = 2  # passages at most
ENDS = "。！？；!?;"

Lookalikes = Mapping[str, Iterable[str]]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Needle:
    """A string to be marked: what finds it in flat text; `field` and `typed` as in the query."""

    spans: Callable[[str], Iterable[Span]]
    field: str | None = None
    typed: str = ""  # where the string alone is sought: text that holds it as typed need not be folded to know

    def speaks_of(self, field: str | None) -> bool:
        """Is it marked in this field? A reporter's name is marked in the text as well."""
        return self.field in (None, field, "by")


def needles(node: Node, lookalikes: Lookalikes | None = None) -> tuple[Needle, ...]:
    """What a hit of the query may be marked by; nothing for dates, pages and what stands under a NOT."""
    words = (leaf for leaf in leaves(node) if leaf.field in (None, "title", "by", "column"))
    return tuple(needle(leaf, lookalikes or {}) for leaf in dict.fromkeys(words))


def needle(leaf: Leaf, lookalikes: Lookalikes) -> Needle:
    if isinstance(leaf, Wild):
        return Needle(jokers(asked(leaf.pattern)).spans, leaf.field)
    find = pattern(leaf, lookalikes).finditer
    typed = leaf.text if isinstance(leaf, Term) else ""
    return Needle(lambda flat: (match.span() for match in find(flat)), leaf.field, typed)


def pattern(leaf: Term | Alike, lookalikes: Lookalikes) -> re.Pattern[str]:
    """What finds the string in flat text."""
    flat = flatten(leaf.text)
    if isinstance(leaf, Alike):
        return re.compile("".join(either(char, lookalikes) for char in flat))
    return re.compile(re.escape(flat))


def either(char: str, lookalikes: Lookalikes) -> str:
    others = "".join(map(re.escape, lookalikes.get(char, ())))
    return f"[{re.escape(char)}{others}]" if others else re.escape(char)


@cache
def uneven() -> re.Pattern[str]:
    """Characters whose flat form is not one character, or depends on what stands before: … ㎡ and combining marks;
    and all beyond the BMP, for a set of them would make the pattern slow."""
    found = map(re.escape, map(chr, uneven_codes()))
    return re.compile(f"[{''.join(found)}]|[\U00010000-\U0010ffff]")


def leans(char: str) -> bool:
    """Marks, Hangul vowels and finals, half-width kana marks: normalising may draw them to what stands before."""
    return unicodedata.category(char)[0] == "M" or "\u1160" <= char <= "\u11ff" or char in "ﾞﾟ"


def flat_form(text: str) -> tuple[str, bool]:
    """The flat text, and whether its offsets are those of the text. Where nothing uneven stands in the text folding
    is enough, and costs a quarter of normalising."""
    return (flatten(text), False) if uneven().search(text) else (fold(text), True)


def spans(text: str, sought: Sequence[Needle]) -> list[Span]:
    """Where the needles stand in the text, in order, those that touch drawn together."""
    flat, even = flat_form(text)
    found = sorted(span for needle in sought for span in needle.spans(flat) if span[1] > span[0])
    return list(joined(found if even or not found else in_original(text, found)))


def in_original(text: str, found: Iterable[Span]) -> list[Span]:
    """Spans of the flat text as spans of the text: where … became three dots, or two characters became one."""
    offsets = [*origins(text), len(text)]
    shown = []
    for start, end in found:
        last = end
        while offsets[last] == offsets[end - 1]:
            last += 1
        shown.append((offsets[start], offsets[last]))
    return sorted(shown)


def origins(text: str) -> list[int]:
    """For each character of the flat text the offset in `text` where it comes from; only where uneven characters
    stand is anything normalised."""
    offsets: list[int] = []
    at = 0
    for place in [found.start() for found in uneven().finditer(text)]:
        if place < at:
            continue
        start = place - 1 if place > at and leans(text[place]) else place
        end = place + 1
        while end < len(text) and leans(text[end]):
            end += 1
        offsets += [*range(at, start), *[start] * len(flatten(text[start:end]))]
        at = end
    return [*offsets, *range(at, len(text))]


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
    """A window of one part of the text: the hits inside it, and which of the needles they are of."""

    place: int  # of the part among the parts
    text: str
    start: int
    end: int
    hits: tuple[Span, ...] = ()
    held: frozenset[int] = frozenset()

    def html(self) -> str:
        before = "…" if self.start else ""
        after = "…" if self.end < len(self.text) else ""
        hits = [(a - self.start, b - self.start) for a, b in joined(self.hits)]
        return before + mark_spans(self.text[self.start : self.end], hits) + after


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
        return Passage(0, texts[0], 0, cut_after(texts[0], 0)).html() if texts else ""
    return " ".join(passage.html() for passage in sorted(chosen, key=lambda p: (p.place, p.start)))


def best_first(texts: Sequence[str], sought: Sequence[Needle]) -> list[Passage]:
    """Passages with the most needles first, else in reading order. Reading stops at one that holds them all."""
    if not sought:
        return []
    for place, text in enumerate(texts):
        if passage := plain_passage(place, text, sought):
            return [passage]
    found: list[Passage] = []
    for place, text in enumerate(texts):
        for passage in passages(place, text, sought):
            if len(passage.held) == len(sought):
                return [passage]
            found.append(passage)
    return sorted(found, key=lambda p: (-len(p.held), p.place))


def plain_passage(place: int, text: str, sought: Sequence[Needle]) -> Passage | None:
    """A window that holds all needles just as typed: most often there is one, and finding it needs no folding."""
    places = [text.find(needle.typed) if needle.typed else -1 for needle in sought]
    if min(places) < 0:
        return None
    start = cut_before(text, min(places))
    end = max(cut_after(text, start), *(at + len(n.typed) for at, n in zip(places, sought, strict=True)))
    if max(places) > start + WIDTH:
        return None
    hits = tuple((start + a, start + b) for a, b in spans(text[start:end], sought))
    return Passage(place, text, start, end, hits, frozenset(range(len(sought))))


def passages(place: int, text: str, sought: Sequence[Needle]) -> Iterator[Passage]:
    """Windows around the hits in one part of the text; a hit inside the window before starts none of its own."""
    flat, even = flat_form(text)
    hits = sorted((span, i) for i, needle in enumerate(sought) for span in needle.spans(flat))
    if hits and not even:
        hits = sorted((in_original(text, [span])[0], i) for span, i in hits)
    done = -1
    for (at, end), _ in hits:
        if end <= done:
            continue
        start = cut_before(text, at)
        done = max(cut_after(text, start), end)
        inside = [(span, i) for span, i in hits if start <= span[0] and span[1] <= done]
        yield Passage(place, text, start, done, tuple(s for s, _ in inside), frozenset(i for _, i in inside))


def cut_before(text: str, at: int) -> int:
    """Where a window begins: after the end of a sentence close by, else some characters before the hit."""
    start = max(0, at - BEFORE)
    if start == 0:
        return 0
    ends = [i + 1 for i in range(start - 1, at) if text[i] in ENDS]
    return ends[0] if ends else start


def cut_after(text: str, start: int) -> int:
    return min(len(text), start + WIDTH)
