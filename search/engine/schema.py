"""The index's schema, as Whoosh sees it, and what belongs to the index as a whole."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any

from whoosh import columns, fields
from whoosh.analysis import Analyzer, Token
from whoosh.analysis.acore import Composable

from search.analysis import flatten, simplified
from search.engine.chars import is_blank, is_pairable
from search.engine.dictionary import Dictionary, with_words
from search.engine.texts import NAMES

FORMAT = 1
FIELDS = {"text": 0, "original": 1}  # Whoosh's numbers of the indexed fields, in the order of their names' keys
_STRINGS = ("paper", "page", "kind", "column", "reporter")


class GramAnalyzer(Analyzer, Composable):  # type: ignore[misc]
    """Cuts text as the index does, for queries that come through Whoosh: pairs of characters, and single ones that have
    no neighbour. Such a query finds at least what the engine finds; only the engine checks the text as well."""

    def __call__(self, value: str, **kwargs: Any) -> Iterator[Token]:
        for gram in grams(flatten(value)):
            yield Token(text=gram, boost=1.0, stopped=False, mode=kwargs.get("mode", ""))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, GramAnalyzer)

    __hash__ = object.__hash__


def grams(text: str) -> list[str]:
    """The pairs of a flat text, and the characters that stand in none."""
    joins = [is_pairable(char) for char in text]
    pairs = [text[i : i + 2] for i in range(len(text) - 1) if joins[i] and joins[i + 1]]
    alone = [
        char
        for i, char in enumerate(text)
        if not is_blank(char) and not (joins[i] and any(joins[j] for j in (i - 1, i + 1) if 0 <= j < len(text)))
    ]
    return pairs + alone


class ArchiveSchema(fields.Schema):  # type: ignore[misc]
    """Whoosh's schema and, pickled with it in the table of contents, the number of the last change that the index
    holds, and the operator's words."""

    number: int = 0
    words: tuple[str, ...] = ()
    frequent: tuple[str, ...] = ()  # strings that are terms because they are frequent (frequent.py)
    analysis: str = ""  # names the tables by which the index was folded

    def terms(self) -> tuple[str, ...]:
        """What the dictionary of the index holds beyond jieba's."""
        return (*self.words, *self.frequent)

    def dictionary(self) -> Dictionary:
        return with_words(self.terms())


@cache
def analysis_digest() -> str:
    """Names the character tables of this program: an index made with others does not fit its queries."""
    table = sorted(simplified().items())
    return hashlib.sha256(f"{unicodedata.unidata_version} {table}".encode()).hexdigest()


def archive_schema(number: int, words: tuple[str, ...] = (), frequent: tuple[str, ...] = ()) -> ArchiveSchema:
    text = fields.TEXT(analyzer=GramAnalyzer(), phrase=False, multitoken_query="and")
    kept = {name: fields.STORED() for name in NAMES}
    held = {name: fields.COLUMN(columns.RefBytesColumn()) for name in _STRINGS}
    date = {"date": fields.COLUMN(columns.NumericColumn("i"))}
    schema = ArchiveSchema(**{**kept, **held, **date, "text": text, "original": text})
    schema.number, schema.words, schema.frequent = number, words, frequent
    schema.analysis = analysis_digest()
    return schema
