"""Marks what a query finds in text that is shown: plain string search over the folded text, no analyser.

Text is escaped first and marked second; what is marked is always a run of the shown characters, in the form in which
they stand (a traditional or full-width form stays as it is).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from html import escape
from itertools import accumulate

from search.analysis import flatten, fold, uneven_codes
from search.engine.jokers import jokers
from search.engine.plan import asked
from search.query import Alike, Leaf, Node, Term, Wild, leaves

WIDTH = 96  # characters of a snippet's passage
BEFORE = 24  # of them before the first hit
FAR = 2  # passages at most
MARKUP = re.compile("[&<>\"']")
ENDS = re.compile("[。！？；!?;]")

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


def speaking(sought: Sequence[Needle], field: str) -> list[Needle]:
    """Those of the needles that are marked in the field."""
    return [needle for needle in sought if needle.speaks_of(field)]


def needle(leaf: Leaf, lookalikes: Lookalikes) -> Needle:
    if isinstance(leaf, Wild):
        return Needle(jokers(asked(leaf.pattern)).spans, leaf.field)
    if isinstance(leaf, Term):
        return Needle(partial(places_of, flatten(leaf.text)), leaf.field, leaf.text)
    find = pattern(leaf, lookalikes).finditer
    return Needle(lambda flat: (match.span() for match in find(flat)), leaf.field)


def places_of(wanted: str, flat: str) -> Iterator[Span]:
    """Where the flat string stands, one place after another."""
    at = flat.find(wanted) if wanted else -1
    while at >= 0:
        yield at, at + len(wanted)
        at = flat.find(wanted, at + len(wanted))


def pattern(leaf: Alike, lookalikes: Lookalikes) -> re.Pattern[str]:
    """What finds the string in flat text."""
    return re.compile("".join(either(char, lookalikes) for char in flatten(leaf.text)))


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


def flat_forms(texts: Sequence[str]) -> list[tuple[str, bool]]:
    """The same for several texts: folding them in one go costs little more than folding one."""
    together = "".join(texts)
    if uneven().search(together):
        return list(map(flat_form, texts))
    flat, ends = fold(together), accumulate(map(len, texts))
    return [(flat[end - len(text) : end], True) for text, end in zip(texts, ends, strict=True)]


def spans(text: str, sought: Sequence[Needle]) -> list[Span]:
    """Where the needles stand in the text, in order, those that touch drawn together."""
    if not sought:
        return []
    return spans_in(text, flat_form(text), sought)


def spans_in(text: str, form: tuple[str, bool], sought: Sequence[Needle]) -> list[Span]:
    """The same where the flat form of the text is known."""
    flat, even = form
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
    return mark_spans(text, spans(text, sought), opening)


def all_marked(texts: Sequence[str], sought: Sequence[Needle]) -> list[str]:
    """Several texts as `marked` gives them."""
    if not sought:
        return list(map(escape, texts))
    return [mark_spans(t, spans_in(t, form, sought)) for t, form in zip(texts, flat_forms(texts), strict=True)]


def mark_spans(text: str, found: Sequence[Span], opening: Iterable[str] | None = None) -> str:
    tags = iter(opening) if opening is not None else None
    shown = escape if MARKUP.search(text) else str  # most text needs no escaping: one look tells of all its pieces
    parts, at = [], 0
    for start, end in found:
        tag = next(tags) if tags else "<mark>"
        parts += [shown(text[at:start]), tag, shown(text[start:end]), "</mark>"]
        at = end
    return "".join([*parts, shown(text[at:])])


@dataclass(frozen=True, slots=True)
class Passage:
    """A window of one part of the text: the hits inside it, and which of the needles they are of."""

    place: int  # of the part among the parts
    text: str
    start: int
    end: int
    hits: tuple[Span, ...]
    held: frozenset[int]

    def html(self) -> str:
        hits = [(a - self.start, b - self.start) for a, b in joined(self.hits)]
        return framed(mark_spans(self.text[self.start : self.end], hits), self.start > 0, self.end < len(self.text))


def snippet(parts: Iterable[str], sought: Sequence[Needle]) -> str:
    """The best passages as HTML: the one with most of the needles first, another where a needle is still missing;
    the beginning of the text where none of them stands in it."""
    return snippet_and_missing(parts, sought)[0]


def snippet_and_missing(parts: Iterable[str], sought: Sequence[Needle]) -> tuple[str, list[Needle]]:
    """The same, and the needles that it does not show."""
    texts = [text for text in parts if text]
    html = plain_passage(texts, sought)
    return (html, []) if html else best_passages(texts, sought)


def plain_passage(texts: Sequence[str], sought: Sequence[Needle]) -> str:
    """A window that holds all needles just as typed, as HTML: most often there is one, and finding it needs no
    folding. Nothing where there is none."""
    typed = [needle.typed for needle in sought]
    if not all(typed):
        return ""
    for text in texts if typed else ():
        if all(word in text for word in typed):
            places = [text.index(word) for word in typed]
            first, last = min(places), max(at + len(word) for at, word in zip(places, typed, strict=True))
            start = cut_before(text, first)
            if max(places) <= start + WIDTH:
                return window(text, start, max(cut_after(text, start), last), sought)
    return ""


def window(text: str, start: int, end: int, sought: Sequence[Needle]) -> str:
    """That part of the text as HTML, with its hits marked."""
    shown = text[start:end]
    return framed(mark_spans(shown, spans(shown, sought)), start > 0, end < len(text))


def framed(html: str, before: bool, after: bool) -> str:
    """With dots where the text goes on."""
    return ("…" if before else "") + html + ("…" if after else "")


def best_passages(texts: Sequence[str], sought: Sequence[Needle]) -> tuple[str, list[Needle]]:
    """The best passages as HTML, and the needles that stand in none of them."""
    chosen: list[Passage] = []
    missing = frozenset(range(len(sought)))
    for passage in best_first(texts, sought):
        if len(chosen) < FAR and passage.held & missing:
            chosen.append(passage)
            missing -= passage.held
    left = [sought[number] for number in sorted(missing)]
    if not chosen:
        return window(texts[0], 0, cut_after(texts[0], 0), ()) if texts else "", left
    return " ".join(passage.html() for passage in sorted(chosen, key=lambda p: (p.place, p.start))), left


def best_first(texts: Sequence[str], sought: Sequence[Needle]) -> list[Passage]:
    """Passages with the most needles first, else in reading order. Reading stops at one that holds them all."""
    found: list[Passage] = []
    for place, (text, form) in enumerate(zip(texts, flat_forms(texts), strict=True) if sought else ()):
        for passage in passages(place, text, form, sought):
            if len(passage.held) == len(sought):
                return [passage]
            found.append(passage)
    return sorted(found, key=lambda p: (-len(p.held), p.place))


def passages(place: int, text: str, form: tuple[str, bool], sought: Sequence[Needle]) -> Iterator[Passage]:
    """Windows around the hits in one part of the text; a hit inside the window before starts none of its own."""
    flat, even = form
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
    ended = ENDS.search(text, start - 1, at)
    return ended.end() if ended else start


def cut_after(text: str, start: int) -> int:
    return min(len(text), start + WIDTH)
