"""Classes of characters, as tables over all code points."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt

from search.analysis import BORDER

LAST = 0x110000
_ASSIGNED = (range(0x33480), range(0xE0000, 0xE0200))  # outside these planes no letter is assigned
_BLANK = ("Zs", "Zl", "Zp", "Cc")


@lru_cache(maxsize=1 << 15)
def is_pairable(char: str) -> bool:
    """True for letters, marks and digits of every script (〇 and Han beyond the BMP among them): two of them side by
    side are indexed as a pair. Punctuation is indexed by itself only."""
    known = any(ord(char) in block for block in _ASSIGNED)
    return known and char != BORDER and unicodedata.category(char)[0] in "LMN"


@lru_cache(maxsize=1 << 15)
def is_blank(char: str) -> bool:
    """True for what is never a term: white space, control characters and the border between parts."""
    return char == BORDER or (char < "\U00010000" and unicodedata.category(char) in _BLANK)


@cache
def pairable() -> npt.NDArray[np.bool_]:
    """is_pairable of every code point: for the index; a query asks for its few characters alone."""
    table = np.zeros(LAST, np.bool_)
    for block in _ASSIGNED:
        table[[code for code in block if unicodedata.category(chr(code))[0] in "LMN"]] = True
    table[ord(BORDER)] = False
    return table


@cache
def blank() -> npt.NDArray[np.bool_]:
    """is_blank of every code point."""
    table = np.zeros(LAST, np.bool_)
    table[[code for code in range(0x10000) if is_blank(chr(code))]] = True
    return table


def is_run_char(char: str) -> bool:
    """True for the characters of Latin and digit runs, after folding: a-z and 0-9."""
    return "a" <= char <= "z" or "0" <= char <= "9"


@cache
def run_chars() -> npt.NDArray[np.bool_]:
    table = np.zeros(LAST, np.bool_)
    table[[code for code in range(128) if is_run_char(chr(code))]] = True
    return table
