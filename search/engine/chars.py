"""Classes of characters, as tables over all code points."""

from __future__ import annotations

import unicodedata
from functools import cache

import numpy as np
import numpy.typing as npt

from search.analysis import BORDER

LAST = 0x110000
_ASSIGNED = (range(0x33480), range(0xE0000, 0xE0200))  # outside these planes no letter is assigned


@cache
def pairable() -> npt.NDArray[np.bool_]:
    """True for letters, marks and digits of every script (〇 and Han beyond the BMP among them): two of them side by
    side are indexed as a pair. Punctuation is indexed by itself only."""
    table = np.zeros(LAST, np.bool_)
    for block in _ASSIGNED:
        table[[code for code in block if unicodedata.category(chr(code))[0] in "LMN"]] = True
    table[ord(BORDER)] = False
    return table


@cache
def blank() -> npt.NDArray[np.bool_]:
    """True for what is never a term: white space, control characters and the border between parts."""
    table = np.zeros(LAST, np.bool_)
    table[[code for code in range(0x10000) if unicodedata.category(chr(code)) in ("Zs", "Zl", "Zp", "Cc")]] = True
    table[ord(BORDER)] = True
    return table


def is_run_char(char: str) -> bool:
    """True for the characters of Latin and digit runs, after folding: a-z and 0-9."""
    return "a" <= char <= "z" or "0" <= char <= "9"


@cache
def run_chars() -> npt.NDArray[np.bool_]:
    table = np.zeros(LAST, np.bool_)
    table[[code for code in range(128) if is_run_char(chr(code))]] = True
    return table
