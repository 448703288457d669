"""Folding: the one place that says which characters count as the same.

Two forms of a text, both used on the side of the index and on the side of the query:

`fold`    one character in, one character out, so that an offset in the folded text is an offset in the text that
          is shown. Width and compatibility forms (NFKC), case, traditional to simplified, each by a character table.
`flatten` what the index holds and compares: `fold` after full NFKC and case folding of the string. The two differ
          only where one character stands for several or several for one: … is "..." and ㎡ is "m2", ß is "ss", a
          letter and its combining accent are one letter. `fold` leaves such a character as it is (lower case at most).
          `flatten_with_offsets` gives the flat text together with the place of each of its characters in the original.

The table of traditional forms is OpenCC's character table, applied to single characters only: phrase-level conversion
would change lengths and would make what is found depend on what stands around it.
"""
from __future__ import annotations

import unicodedata
from functools import cache

import numpy as np
import numpy.typing as npt
import opencc

_LAST = 0x110000
_HAN = ((0x3400, 0xA000), (0xF900, 0xFB00), (0x20000, 0x33480))  # what OpenCC's tables can hold


def fold(text: str) -> str:
    """The text with every character in its plainest form, as long as the text itself.

    >>> fold("衢州５Ｇ與COVID")
    '衢州5g与covid'
    """
    return text.translate(_fold_table())


def flatten(text: str) -> str:
    """The text as the index compares it; the length may differ (… becomes three dots).

    >>> flatten("１２０㎡……")
    '120m2......'
    """
    return _flat(text).translate(_simplified())


def _flat(text: str) -> str:
    # Case folding can leave a string that is not in normal form (İ), hence the second normalisation;
    # it costs next to nothing where there is nothing to do.
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def flatten_with_offsets(text: str) -> tuple[str, list[int]]:
    """The flat text, and for each of its characters the offset in `text` where it comes from."""
    parts: list[str] = []
    offsets: list[int] = []
    for start, end in _clusters(text):
        flat = flatten(text[start:end])
        parts.append(flat)
        offsets += [start] * len(flat)
    return "".join(parts), offsets


def _clusters(text: str) -> list[tuple[int, int]]:
    # Characters that normalisation may draw together: a base and the combining marks after it.
    starts = [i for i, char in enumerate(text) if i == 0 or not _combines(char)]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


@cache
def _combines(char: str) -> bool:
    flat = unicodedata.normalize("NFKD", char)
    vowel_or_final = 0x1160 <= ord(char) <= 0x11FF  # Hangul jamo
    return vowel_or_final or bool(flat and unicodedata.combining(flat[0]))


@cache
def _simplified() -> dict[int, int]:
    """Code point of every traditional character -> code point of its simplified form."""
    chars = [chr(code) for start, end in _HAN for code in range(start, end)]
    table = dict(zip(chars, opencc.OpenCC("t2s").convert("\n".join(chars)).split("\n"), strict=True))
    pairs = {char: _settle(char, table) for char, simple in table.items() if simple != char}
    return {ord(char): ord(simple) for char, simple in pairs.items() if char != simple}


def _settle(char: str, table: dict[str, str]) -> str:
    # A form that is itself a traditional form of another one has to go the whole way, or folding twice
    # would give something else than folding once.
    seen = {char}
    while (simple := table.get(char, char)) not in seen and len(simple) == 1:
        seen.add(simple)
        char = simple
    return char


@cache
def _fold_table() -> dict[int, int]:
    simplified = _simplified()
    table = dict(simplified)
    for code in range(_HAN[-1][1]):  # nothing beyond has another form
        flat = _flat(chr(code)) if not 0xD800 <= code < 0xE000 else chr(code)
        plain = ord(flat) if len(flat) == 1 else ord(low) if len(low := chr(code).lower()) == 1 else code
        if (folded := simplified.get(plain, plain)) != code:
            table[code] = folded
    return table


@cache
def simplified_array() -> npt.NDArray[np.uint32]:
    """The table of `flatten` for arrays of code points: table[code] is the simplified code."""
    array = np.arange(_LAST, dtype=np.uint32)
    table = _simplified()
    array[np.fromiter(table.keys(), np.int64)] = np.fromiter(table.values(), np.uint32)
    return array
