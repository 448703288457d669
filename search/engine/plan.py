"""Planning: which index terms to look up for a string, and whether they prove that it stands in the text. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from search.analysis import BORDER, flatten
from search.engine.chars import is_blank, is_pairable, is_run_char

_RUN = 4  # the longest Latin or digit gram that is indexed
_WORDS = range(3, 9)  # lengths of the dictionary words that are tried inside a longer string
_MOST = 48  # terms looked up for one string; a longer one is sampled, its text is checked anyway
JOKERS = {"?": ".", "*": ".{0,20}"}


@dataclass(frozen=True, slots=True)
class Span:
    """A term of the index that stands in the string."""

    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def asked(text: str) -> str:
    """What was typed as it is compared. The border between parts is no character; the index holds U+FFFD for it too."""
    return flatten(text.replace(BORDER, "\ufffd"))


def whole(text: str) -> bool:
    """True if the flat string is itself a term of the index, so that its list is exact, empty or not."""
    if len(text) == 1:
        return not is_blank(text)
    if len(text) == 2:
        return all(map(is_pairable, text))
    return len(text) <= _RUN and all(map(is_run_char, text))


@lru_cache(maxsize=4096)
def cover(text: str) -> tuple[Span, ...]:
    """Terms that every article with the string holds: pairs, longest grams of Latin and digit runs, and single
    characters that stand in no pair. Empty where the string is white space alone."""
    joins = [is_pairable(char) for char in text]
    pairs = [Span(i, text[i : i + 2]) for i, (a, b) in enumerate(pairwise(joins)) if a and b]
    paired = {place for span in pairs for place in (span.start, span.start + 1)}
    single = [Span(i, char) for i, char in enumerate(text) if i not in paired and not is_blank(char)]
    runs = [span for match in re.finditer(r"[0-9a-z]{3,}", text) for span in _grams(match)]
    spans = runs + [pair for pair in pairs if not any(_within(pair, run) for run in runs)] + single
    return tuple(spans if len(spans) <= _MOST else spans[:: -(-len(spans) // _MOST)])


def _grams(match: re.Match[str]) -> list[Span]:
    size = min(_RUN, len(match[0]))
    return [Span(match.start() + i, match[0][i : i + size]) for i in range(len(match[0]) - size + 1)]


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def inner_words(text: str) -> list[Span]:
    """Strings inside the string that may be words of the dictionary, longest first."""
    return [
        Span(start, text[start : start + size])
        for size in reversed(_WORDS)
        for start in range(len(text) - size + 1)
        if size < len(text)
    ]


def literals(pattern: str) -> list[str]:
    """The known pieces of a flat pattern with ? and *."""
    return [piece for piece in re.split(r"[?*]+", pattern) if piece]


def expression(pattern: str) -> re.Pattern[str]:
    """The flat pattern as a regular expression over the short values of a column."""
    return re.compile("".join(JOKERS.get(char) or re.escape(char) for char in pattern), re.DOTALL)


def alike_expression(text: str, variants: list[str]) -> re.Pattern[str]:
    """The flat string with any of `variants[i]` in place i."""
    return re.compile("".join(f"[{re.escape(chars)}]" for chars in variants) if text else "")


def variants(text: str, lookalikes: Mapping[str, str]) -> list[str]:
    """For each character of the flat string: itself and what looks like it, folded."""
    return ["".join(dict.fromkeys(char + flatten(lookalikes.get(char, "")))) for char in text]
