"""Inversion: a batch of documents becomes posting lists by sorting one array of numbers.

A term is a number of 64 bits: first character (21), second (21), rest (22). Numbers sort as the terms' texts do:

    one character     c0, 0, 0
    two characters    c0, c1, 0                       letters and digits of any script, side by side in one part
    a word            c0, c1, its number + 1          three and more characters, from the dictionary
    a run             c0, c1, c2 << 7 | c3            three or four characters of a Latin or digit run

The lists of a batch come in three groups, `pairs` (one and two characters), `words`, `runs`. A posting has a
weight: how often the term stands in the article, headline and lead counted more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from search.analysis import BORDER, flat_codes
from search.engine.chars import LAST, blank, pairable, run_chars
from search.engine.dictionary import Dictionary
from search.engine.documents import Document

Codes = npt.NDArray[np.uint32]
Keys = npt.NDArray[np.uint64]
Ints = npt.NDArray[np.int64]
TITLE, DECK, NAMED, LEAD, BODY = 8, 4, 2, 2, 1  # weights; DECK for kicker and subtitle, NAMED for column and names
GROUPS = ("pairs", "words", "runs")
_DOC = np.uint64(20)  # bits of a document's number within a batch
_WEIGHT = np.uint64(12)
BATCH_DOCS = 1 << 16
_FEW = 100_000  # characters; for fewer a table of all code points costs more than a search


@dataclass(frozen=True, slots=True)
class Lists:
    """Posting lists one after another: `counts[i]` postings belong to the term `keys[i]`; keys ascend."""

    keys: Keys
    counts: Ints
    docs: npt.NDArray[np.uint32]
    weights: npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Batch:
    """The flat text of some documents in one array, and where their parts begin and end in it."""

    codes: Codes
    ends: Ints  # of the parts
    doc_of_part: Ints
    weights: Ints  # of the parts; 0 for text that was corrected away
    cuts: npt.NDArray[
        np.int64
    ]  # per document: its first part, then the parts that end headline, column, names, shown, all


def read_batch(documents: Sequence[Document]) -> Batch:
    """The documents' text in the engine's order: headline group, column, names, paragraphs, corrected passages."""
    parts = [[*d.parts(), *d.original] for d in documents]
    text = BORDER.join(_joined(part) for part in parts)
    codes = flat_codes(text)
    counts = np.array([[3, 1, len(d.names), len(d.paragraphs), len(d.original)] for d in documents], np.int64)
    firsts = np.cumsum(counts.sum(1)) - counts.sum(1)
    lasts = firsts[:, None] + np.cumsum(counts, 1) - 1
    ends = np.append(np.flatnonzero(codes == ord(BORDER)), len(codes))
    weights = np.concatenate([_weights(d) for d in documents])
    doc_of_part = np.repeat(np.arange(len(documents)), counts.sum(1))
    return Batch(codes, ends, doc_of_part, weights, np.column_stack((firsts, lasts)))


def _joined(parts: Sequence[str]) -> str:
    text = BORDER.join(parts)
    if text.count(BORDER) >= len(parts):  # the border is no character, yet a file may hold it
        text = BORDER.join(part.replace(BORDER, "\ufffd") for part in parts)
    return text


def _weights(document: Document) -> Ints:
    names, paragraphs, original = len(document.names), len(document.paragraphs), len(document.original)
    lead = [LEAD, *[BODY] * (paragraphs - 1)] if paragraphs else []
    return np.array([DECK, TITLE, DECK, NAMED, *[NAMED] * names, *lead, *[0] * original], np.int64)


def invert(batch: Batch, dictionary: Dictionary, original: bool = False) -> dict[str, Lists]:
    """The posting lists of the shown text, or of the text that was corrected away."""
    sizes = np.diff(batch.ends, prepend=-1)
    weights = np.where(batch.weights == 0, 1, 0) if original else batch.weights
    places = np.repeat(batch.doc_of_part.astype(np.uint64) << _WEIGHT | weights.astype(np.uint64), sizes)
    places = places[: len(batch.codes)]  # (document, weight) of every character; the last border is not in the text
    codes = np.where(places & np.uint64(0xFFF) > 0, batch.codes, ord(BORDER))
    return {"pairs": _pairs(codes, places), "words": _words(codes, places, dictionary), "runs": _runs(codes, places)}


def _pairs(codes: Codes, places: Keys) -> Lists:
    # Characters get short numbers, in code point order, so that two, the document and the weight fit in 64 bits.
    chars = _distinct(codes)
    numbers = _numbers(codes, chars)
    single = np.flatnonzero(numbers)
    joins = pairable()[codes]
    double = np.flatnonzero(joins[:-1] & joins[1:])
    first, second = np.uint64(48), np.uint64(32)
    keys = np.empty(len(single) + len(double), np.uint64)
    keys[: len(single)] = numbers[single] << first | places[single]
    keys[len(single) :] = numbers[double] << first | numbers[double + 1] << second | places[double]
    terms, counts, docs, weights = _collect(keys)
    long = np.concatenate((np.zeros(1, np.uint64), chars.astype(np.uint64)))
    return Lists(key(long[terms >> np.uint64(16)], long[terms & np.uint64(0xFFFF)]), counts, docs, weights)


def _distinct(codes: Codes) -> Ints:
    """The characters of a text that are terms, ascending."""
    if len(codes) < _FEW:
        chars = np.unique(codes).astype(np.int64)
    else:
        seen = np.zeros(LAST, np.bool_)
        seen[codes] = True
        chars = np.flatnonzero(seen)
    return chars[~blank()[chars]]


def _numbers(codes: Codes, chars: Ints) -> Keys:
    """For each character its place among `chars` from 1, or 0."""
    if len(codes) < _FEW:
        places = np.searchsorted(chars, codes)
        here = chars[np.minimum(places, len(chars) - 1)] == codes if len(chars) else np.zeros(len(codes), np.bool_)
        return np.where(here, places + 1, 0).astype(np.uint64)
    short = np.zeros(LAST, np.uint64)
    short[chars] = np.arange(1, len(chars) + 1)
    return short[codes]


def _words(codes: Codes, places: Keys, dictionary: Dictionary) -> Lists:
    starts, numbers = dictionary.find(codes)
    terms, counts, docs, weights = _collect(numbers.astype(np.uint64) << np.uint64(32) | places[starts])
    return Lists(word_keys(dictionary, terms.astype(np.int64)), counts, docs, weights)


def word_keys(dictionary: Dictionary, numbers: Ints) -> Keys:
    """The keys of some words of the dictionary."""
    starts = dictionary.starts[numbers]
    return key(starts >> np.uint64(42), starts >> np.uint64(21) & np.uint64(0x1FFFFF), numbers + 1)


def _runs(codes: Codes, places: Keys) -> Lists:
    inside = run_chars()[codes]
    three = np.flatnonzero(inside[:-2] & inside[1:-1] & inside[2:]) if len(codes) > 2 else np.zeros(0, np.int64)
    four = three[:-1][np.diff(three) == 1]  # two windows of three side by side are one of four
    letters = codes.astype(np.uint64)
    terms3 = letters[three] << np.uint64(21) | letters[three + 1] << np.uint64(14) | letters[three + 2] << np.uint64(7)
    terms4 = letters[four] << np.uint64(21) | letters[four + 1] << np.uint64(14) | letters[four + 2] << np.uint64(7)
    terms4 |= letters[four + 3]
    keys = np.concatenate((terms3 << np.uint64(32) | places[three], terms4 << np.uint64(32) | places[four]))
    terms, counts, docs, weights = _collect(keys)
    mask = np.uint64(0x7F)
    rest = terms & np.uint64(0x3FFF)
    return Lists(key(terms >> np.uint64(21), terms >> np.uint64(14) & mask, rest), counts, docs, weights)


def key(first: npt.ArrayLike, second: npt.ArrayLike = 0, rest: npt.ArrayLike = 0) -> Keys:
    first, second, rest = (np.asarray(part, np.uint64) for part in (first, second, rest))
    return first << np.uint64(43) | second << np.uint64(22) | rest


def _collect(keys: Keys) -> tuple[Keys, Ints, npt.NDArray[np.uint32], npt.NDArray[np.uint8]]:
    """Terms, list lengths, documents and weights from occurrences (term << 32 | document << 12 | weight)."""
    if not len(keys):
        return keys, np.zeros(0, np.int64), np.zeros(0, np.uint32), np.zeros(0, np.uint8)
    keys.sort()
    heads = keys >> _WEIGHT
    firsts = np.flatnonzero(np.append(True, heads[1:] != heads[:-1]))
    weights = np.add.reduceat((keys & np.uint64(0xFFF)).astype(np.uint32), firsts)
    heads = heads[firsts]
    terms = heads >> _DOC
    starts = np.flatnonzero(np.append(True, terms[1:] != terms[:-1]))
    docs = (heads & np.uint64((1 << 20) - 1)).astype(np.uint32)
    counts = np.diff(starts, append=len(terms))
    return terms[starts], counts, docs, np.minimum(weights, 255).astype(np.uint8)
