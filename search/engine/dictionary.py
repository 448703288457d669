"""The dictionary: words of three and more characters, every one of them found at every place where it stands.

Because no occurrence is left out (this is not a best cut into words), the posting list of a word is exactly the list of
articles that hold it, and needs no check of the text. The words are those of jieba's dictionary, folded, and those of
the operator; the search for them in a text walks all places at once through a trie laid out in arrays.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import jieba
import numpy as np
import numpy.typing as npt

from search.analysis import BORDER, flatten
from search.engine.chars import is_run_char

Codes = npt.NDArray[np.uint32]
Ints = npt.NDArray[np.int64]
LONGEST = 16  # characters; longer entries of the dictionary are sayings that nobody types
_BITS = 22  # of the filter that turns away most places at once


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Words in code point order; a word's number is its place. `digest` names the list."""

    words: tuple[str, ...]
    digest: str
    starts: npt.NDArray[np.uint64]  # per word: its first three characters, 21 bits each
    filter: npt.NDArray[np.bool_]  # which hashes of three characters begin a word
    heads: npt.NDArray[np.uint64]  # the first three characters of words, sorted
    levels: tuple[npt.NDArray[np.uint64], ...]  # per further character: (prefix before << 21 | character), sorted
    ends: tuple[npt.NDArray[np.int32], ...]  # per level: the number of the word that ends with the prefix, or -1

    def find(self, codes: Codes) -> tuple[Ints, npt.NDArray[np.int32]]:
        """Where each word stands: first places, and the numbers of the words."""
        places = np.flatnonzero(self.filter[_hash(codes[:-2], codes[1:-1], codes[2:])]) if len(codes) > 2 else _NONE
        places, states = _lookup(self.heads, _three(codes, places), places)
        found = [(places, self.ends[0][states])]
        for depth, level in enumerate(self.levels):
            inside = places + 3 + depth < len(codes)
            places, states = places[inside], states[inside]
            keys = states.astype(np.uint64) << np.uint64(21) | codes[places + 3 + depth]
            places, states = _lookup(level, keys, places)
            found.append((places, self.ends[depth + 1][states]))
        starts, numbers = (np.concatenate(column) for column in zip(*found, strict=True))
        return starts[numbers >= 0], numbers[numbers >= 0]


_NONE = np.zeros(0, np.int64)


def _hash(first: Codes, second: Codes, third: Codes) -> Codes:
    mixed = first * np.uint32(0x9E3779B1) ^ second * np.uint32(0x85EBCA77) ^ third * np.uint32(0xC2B2AE3D)
    return mixed >> np.uint32(32 - _BITS)


def _three(codes: Codes, places: Ints) -> npt.NDArray[np.uint64]:
    first, second, third = (codes[places + i].astype(np.uint64) for i in range(3))
    return first << np.uint64(42) | second << np.uint64(21) | third


def _lookup(table: npt.NDArray[np.uint64], keys: npt.NDArray[np.uint64], places: Ints) -> tuple[Ints, Ints]:
    if not len(table):
        return _NONE, _NONE
    rows = np.minimum(np.searchsorted(table, keys), len(table) - 1)
    here = table[rows] == keys
    return places[here], rows[here]


def build(words: Iterable[str]) -> Dictionary:
    """A dictionary of the words, folded; those of fewer than three characters are indexed without one, and Latin and
    digit runs have terms of their own."""
    flat = {word for word in flatten(BORDER.join(words)).split(BORDER) if 3 <= len(word) <= LONGEST}
    chosen = sorted(word for word in flat if not (is_run_char(word[0]) and is_run_char(word[1])))
    table = np.zeros((len(chosen), LONGEST), np.uint32)
    lengths = np.fromiter(map(len, chosen), np.int64, len(chosen))
    text = np.frombuffer("".join(chosen).encode("utf-32-le", "surrogatepass"), np.uint32)
    table[np.arange(LONGEST) < lengths[:, None]] = text
    starts = _three(table.ravel(), np.arange(len(table), dtype=np.int64) * LONGEST)
    heads, levels, ends = _trie(table, lengths, starts)
    passes = np.zeros(1 << _BITS, np.bool_)
    passes[_hash(table[:, 0], table[:, 1], table[:, 2])] = True
    digest = hashlib.sha256("\n".join(chosen).encode("utf-8", "surrogatepass")).hexdigest()
    return Dictionary(tuple(chosen), digest, starts, passes, heads, levels, ends)


def _trie(
    table: Codes, lengths: Ints, starts: npt.NDArray[np.uint64]
) -> tuple[npt.NDArray[np.uint64], tuple[npt.NDArray[np.uint64], ...], tuple[npt.NDArray[np.int32], ...]]:
    # The words are sorted, so those that share a prefix stand together and prefixes are numbered in order.
    heads, states = np.unique(starts, return_inverse=True)
    rows = np.arange(len(table))
    levels, ends = [], [_ends(len(heads), states, rows, lengths[rows] == 3)]
    for depth in range(3, LONGEST):
        rows, states = rows[lengths[rows] > depth], states[lengths[rows] > depth]
        level, states = np.unique(states.astype(np.uint64) << np.uint64(21) | table[rows, depth], return_inverse=True)
        levels.append(level)
        ends.append(_ends(len(level), states, rows, lengths[rows] == depth + 1))
    return heads, tuple(levels), tuple(ends)


def _ends(size: int, states: Ints, rows: Ints, final: npt.NDArray[np.bool_]) -> npt.NDArray[np.int32]:
    ends = np.full(size, -1, np.int32)
    ends[states[final]] = rows[final]
    return ends


@cache
def default() -> Dictionary:
    """jieba's dictionary."""
    return build(_jieba_words())


@cache
def with_words(words: tuple[str, ...]) -> Dictionary:
    """jieba's dictionary and the operator's words."""
    return build([*_jieba_words(), *words]) if words else default()


def _jieba_words() -> list[str]:
    with jieba.get_dict_file() as file:
        return [line.split(" ", 1)[0] for line in file.read().decode("utf-8").splitlines()]
