"""This engine and its peers, behind one pair of functions: build from documents, count and find the first twenty."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Protocol

import rjieba
import tantivy

from benchmarks.queries import Asked
from search.analysis import flatten
from search.engine import Document, open_index, rebuild
from search.engine.dictionary import default
from search.engine.plan import cover, whole
from search.engine.schema import grams

FIRST = 20


class Engine(Protocol):
    name: str
    exact: bool  # whether it sets out to answer exactly

    def build(self, folder: Path, documents: Iterable[Document], processes: int) -> None: ...

    def open(self, folder: Path) -> Callable[[Asked], int]:
        """A function that runs a query to its first twenty hits and gives the exact total."""


class Ours:
    name, exact = "this engine", True

    def build(self, folder: Path, documents: Iterable[Document], processes: int) -> None:
        rebuild(folder, documents, 1, processes=processes)

    def open(self, folder: Path) -> Callable[[Asked], int]:
        index = open_index(folder)
        return lambda asked: index.search(asked.node(), limit=FIRST).total


def shown(document: Document) -> str:
    return flatten("\n".join(document.parts()))


def terms(text: str) -> Iterator[str]:
    """The terms of this engine, cut in Python: characters, pairs, dictionary words of three characters and more."""
    for line in text.split("\n"):
        yield from (char for char in line if char.isalnum())
        yield from (gram for gram in grams(line) if len(gram) > 1)
        yield from (word for word in rjieba.cut_all(line) if len(word) > 2)


def asked_terms(text: str) -> list[str]:
    """What to look for in an index of terms: the string where it is one, else terms that cover it."""
    text = flatten(text)
    if whole(text) or text in _words():
        return [text]
    return [span.text for span in cover(text) if span.text.isalnum()]


def _words() -> frozenset[str]:
    if not _KNOWN:
        _KNOWN.append(frozenset(default().words))
    return _KNOWN[0]


_KNOWN: list[frozenset[str]] = []


class TantivyTerms:
    """tantivy over the same terms; a string that is no term is looked for by its pairs, so some totals are too high."""

    name, exact = "tantivy, same terms", False
    option = "freq"

    def tokens(self, document: Document) -> str:
        return " ".join(terms(shown(document)))

    def build(self, folder: Path, documents: Iterable[Document], processes: int) -> None:
        writer = self._index(folder, new=True).writer(heap_size=300_000_000, num_threads=processes)
        for document in documents:
            writer.add_document(tantivy.Document(uid=document.uid, body=self.tokens(document)))
        writer.commit()
        writer.wait_merging_threads()

    def _index(self, folder: Path, new: bool = False) -> tantivy.Index:
        folder.mkdir(exist_ok=True)
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("uid", stored=True, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("body", stored=False, tokenizer_name="whitespace", index_option=self.option)
        self.schema = builder.build()
        return tantivy.Index(self.schema, path=str(folder), reuse=not new)

    def query(self, text: str) -> tantivy.Query:
        found = [
            (tantivy.Occur.Must, tantivy.Query.term_query(self.schema, "body", term)) for term in asked_terms(text)
        ]
        return tantivy.Query.boolean_query(found)

    def open(self, folder: Path) -> Callable[[Asked], int]:
        index = self._index(folder)
        index.reload()
        searcher = index.searcher()

        def run(asked: Asked) -> int:
            parts = [(tantivy.Occur.Must, self.query(text)) for text in asked.holds]
            parts += [(tantivy.Occur.MustNot, self.query(text)) for text in asked.lacks]
            found = searcher.search(tantivy.Query.boolean_query(parts), FIRST, count=True)
            for _, address in found.hits:
                searcher.doc(address)
            return int(found.count or 0)

        return run


class TantivyCharacters(TantivyTerms):
    """tantivy over single characters with positions; strings are phrases, so totals are right but for the borders of
    paragraphs and for punctuation and spaces, which are characters here too."""

    name, exact = "tantivy, characters and positions", True
    option = "position"

    def tokens(self, document: Document) -> str:
        return " ".join(
            char if char != "\n" else "\u2029" for char in shown(document) if not char.isspace() or char == "\n"
        )

    def query(self, text: str) -> tantivy.Query:
        chars = [char for char in flatten(text) if not char.isspace()]
        if len(chars) == 1:
            return tantivy.Query.term_query(self.schema, "body", chars[0])
        return tantivy.Query.phrase_query(self.schema, "body", chars)


class Sqlite:
    """SQLite's FTS5 over the same terms, no positions kept."""

    name, exact = "SQLite FTS5, same terms", False

    def build(self, folder: Path, documents: Iterable[Document], processes: int) -> None:
        folder.mkdir(exist_ok=True)
        with sqlite3.connect(folder / "fts.sqlite3") as connection:
            connection.execute("pragma journal_mode = off")
            connection.execute("pragma synchronous = off")
            connection.execute(
                "create virtual table articles using fts5"
                "(body, content='', detail='none', tokenize='unicode61 remove_diacritics 0')"
            )
            rows = ((" ".join(terms(shown(document))),) for document in documents)
            connection.executemany("insert into articles (body) values (?)", rows)

    def open(self, folder: Path) -> Callable[[Asked], int]:
        connection = sqlite3.connect(folder / "fts.sqlite3")

        def run(asked: Asked) -> int:
            match = " AND ".join(f'"{term}"' for text in asked.holds for term in asked_terms(text))
            for text in asked.lacks:
                match = f"({match}) NOT (" + " AND ".join(f'"{term}"' for term in asked_terms(text)) + ")"
            top = "select rowid from articles where articles match ? order by rank limit ?"
            connection.execute(top, (match, FIRST)).fetchall()
            count = connection.execute("select count(*) from articles where articles match ?", (match,)).fetchone()
            return int(count[0])

        return run


ENGINES: dict[str, type[Engine]] = {
    "ours": Ours, "tantivy-terms": TantivyTerms, "tantivy-characters": TantivyCharacters, "sqlite": Sqlite,
}  # fmt: skip
