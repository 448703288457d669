"""What the best hits gain by holding the query as it was typed: side by side, and in the headline.

A reader who types most of a headline looks for that article: the more of a headline the query covers, the more it
gains. Spaces and punctuation between the words of a headline do not count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from search.analysis import flatten
from search.engine.chars import is_run_char
from search.engine.plan import whole
from search.engine.reading import extents, holding
from search.engine.sets import Docs
from search.engine.texts import needle, parts
from search.engine.view import SegmentView
from search.query import And, Node, Term

BEST = 100  # hits among which the phrase is looked for; further down it would not change what a reader sees
PHRASE, WHOLE_HEADLINE = 1.5, 3.0  # a headline that the query covers in part: between the two
LONG = 6  # characters; a single word that is shorter is no phrase


def words_of(node: Node) -> list[str]:
    """The flat words of a query that asks for several, or for a long one; else none."""
    asked = node.parts if isinstance(node, And) else (node,)
    words = [flatten(part.text) for part in asked if isinstance(part, Term) and part.field is None]
    return words if len(words) > 1 or (words and len(words[0]) >= LONG) else []


def factors(view: SegmentView, docs: Docs, words: Sequence[str]) -> npt.NDArray[np.float32]:
    """By how much the score of each document is to be multiplied."""
    found = np.ones(len(docs), np.float32)
    if len(words) > 1:
        found[side_by_side(view, docs, words)] = PHRASE
    joined = "".join(map(squeezed, words))
    for row, headline in headlines(view, docs, words):
        found[row] = max(found[row], *(in_headline(part, words, joined) for part in parts(headline)))
    return found


def side_by_side(view: SegmentView, docs: Docs, words: Sequence[str]) -> npt.NDArray[np.int64]:
    """The rows of the documents that hold the words side by side. Where words meet, two characters make a pair that
    has a list of its own: few texts are then left to read."""
    rows = np.arange(len(docs))
    if any(map(is_run_char, "".join(words))):  # written with a space or without
        return rows[holding(view, docs, "".join(words), None) | holding(view, docs, " ".join(words), None)]
    for before, after in pairwise(words):
        pair = before[-1:] + after[:1]
        if whole(pair):
            posting = view.posting(pair)
            rows = rows[listed(docs[rows], view.docs(posting))] if posting else rows[:0]
    return rows[holding(view, docs[rows], "".join(words), None)]


def listed(docs: Docs, ordered: Docs) -> npt.NDArray[np.bool_]:
    """Which of a few documents stand in an ordered list."""
    places = np.minimum(np.searchsorted(ordered, docs), len(ordered) - 1)
    return ordered[places] == docs


def headlines(view: SegmentView, docs: Docs, words: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The flat headline groups that hold all the words, each with the row of its document. Most hold none: they are
    told by their bytes, without being decoded."""
    begins, ends = extents(view, docs, "title")
    first = needle(words[0])
    for row, (a, b) in enumerate(zip((begins * 2).tolist(), (ends * 2).tolist(), strict=True)):
        data = view.texts.text[a:b].tobytes()
        if first in data:
            headline = data.decode("utf-16-le", "surrogatepass")
            if all(word in headline for word in words):
                yield row, headline


def in_headline(headline: str, words: Sequence[str], joined: str) -> float:
    """For a headline, kicker or deck that holds all the words, most where they stand side by side and fill it."""
    if not all(word in headline for word in words):
        return 1.0
    plain = squeezed(headline)
    covered = min(1.0, len(joined) / max(1, len(plain)))
    return PHRASE + (WHOLE_HEADLINE - PHRASE) * covered if joined in plain else 1 + (PHRASE - 1) * covered


def squeezed(text: str) -> str:
    return "".join(char for char in text if char.isalnum())
