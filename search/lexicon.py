"""Where the words for suggestions lie: a small SQLite file beside the index, written by the index worker alone.

    entry  a word with its kind and in how many articles it stands
    key    what may be typed for it
    held   which article holds which words, so that an edit takes away exactly what it added
    taken  when the operator's words were read last

It can be deleted at any time; `rebuild_index` makes it anew.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from search.analysis import flatten
from search.engine import Document
from search.words import MISREAD, Word, keys, whole_sounds, words_in

VERSION = 1
SCHEMA = f"""
CREATE TABLE entry (
    id INTEGER PRIMARY KEY, kind TEXT, text TEXT, weight INTEGER NOT NULL DEFAULT 0, UNIQUE (text, kind)
);
CREATE TABLE key (key TEXT, entry INTEGER, PRIMARY KEY (key, entry)) WITHOUT ROWID;
CREATE TABLE held (uid TEXT, entry INTEGER, PRIMARY KEY (uid, entry)) WITHOUT ROWID;
CREATE INDEX holders ON held (entry);
CREATE TABLE taken (time REAL);
PRAGMA user_version = {VERSION};
"""
OPERATOR = "words.txt"  # stands for an article: the words that the operator gave
LOOKED_AT = 4000  # keys of one beginning that are weighed: a single letter begins many


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`uids`: some of the articles that hold it; none for a word of the operator's."""

    text: str
    kind: str
    uids: tuple[str, ...]


class Lexicon:
    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def connection(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.path, timeout=20)) as link:
            link.execute("PRAGMA journal_mode = WAL")
            link.execute("PRAGMA synchronous = NORMAL")
            if link.execute("PRAGMA user_version").fetchone()[0] != VERSION:
                link.executescript(f"{dropped(link)} {SCHEMA}")
            with link:
                yield link

    def update(self, documents: Iterable[Document], deletes: Iterable[str] = ()) -> None:
        """The words of these articles anew, those of the deleted ones away."""
        with self.connection() as link:
            for document in documents:
                replace(link, document.uid, words_in(document))
            for uid in deletes:
                replace(link, uid, set())

    def take_operators_words(self, words: Iterable[str]) -> None:
        with self.connection() as link:
            replace(link, OPERATOR, {("word", word) for word in words})
            link.execute("DELETE FROM taken")
            link.execute("INSERT INTO taken VALUES (?)", (time.time(),))

    def is_older_than(self, file: Path) -> bool:
        """Whether the operator's words were taken before the file was last edited."""
        with self.connection() as link:
            row = link.execute("SELECT time FROM taken").fetchone()
        return row is None or row[0] < file.stat().st_mtime

    def common_words(self, least: int = 3, most: int = 20_000) -> list[str]:
        """People and places of at least three characters that stand in several articles: the words of this town."""
        if not self.path.exists():
            return []
        with self.connection() as link:
            found = link.execute(
                "SELECT text FROM entry WHERE kind IN ('name', 'place') AND length(text) > 2 AND weight >= ? "
                "ORDER BY weight DESC, text LIMIT ?",
                (least, most),
            )
            return [text for (text,) in found]

    def same_sound(self, text: str, limit: int) -> list[str]:
        """People, places and other words that are read like the text, of the same length, the commonest first."""
        spelt = sorted(keys(text) - {flatten(text)})
        if not self.path.exists():
            return []
        holes = ", ".join("?" * len(spelt))
        with self.connection() as link:
            found = link.execute(
                f"SELECT DISTINCT e.text FROM key k JOIN entry e ON e.id = k.entry WHERE k.key IN ({holes}) "
                "AND e.weight > 0 AND e.kind != 'title' AND length(e.text) = ? AND e.text != ? "
                "ORDER BY e.weight DESC LIMIT ?",
                (*spelt, len(text), text, 50),
            )
            same = [other for (other,) in found if whole_sounds(other) & whole_sounds(text)]
            return same[:limit]

    def misread(self) -> list[str]:
        """Pairs of characters that were taken for one another in this archive."""
        if not self.path.exists():
            return []
        with self.connection() as link:
            rows = link.execute("SELECT text FROM entry WHERE kind = ? AND weight > 0", (MISREAD,))
            return [text for (text,) in rows]

    def clear(self) -> None:
        with self.connection() as link:
            for table in ("entry", "key", "held"):
                link.execute(f"DELETE FROM {table}")

    def suggestions(self, typed: str, limit: int) -> list[Suggestion]:
        """The commonest words that begin with what was typed, in characters, pinyin or its first letters."""
        start = flatten(typed).replace(" ", "")
        if not start or not self.path.exists():
            return []
        with self.connection() as link:
            found = link.execute(
                "SELECT e.id, e.text, e.kind FROM (SELECT DISTINCT entry FROM "
                "(SELECT entry FROM key WHERE key >= ? AND key < ? LIMIT ?)) k JOIN entry e ON e.id = k.entry "
                "WHERE e.weight > 0 ORDER BY e.kind = 'title', e.kind != 'word', e.weight DESC, e.text LIMIT ?",
                (start, start + "\U0010ffff", LOOKED_AT, limit),
            ).fetchall()
            return [Suggestion(text, kind, holders(link, entry)) for entry, text, kind in found]


def dropped(link: sqlite3.Connection) -> str:
    """Statements that drop the tables of another version."""
    names = [name for (name,) in link.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return " ".join(f"DROP TABLE {name};" for name in names)


def holders(link: sqlite3.Connection, entry: int, most: int = 20) -> tuple[str, ...]:
    rows = link.execute("SELECT uid FROM held WHERE entry = ? AND uid != ? LIMIT ?", (entry, OPERATOR, most))
    return tuple(uid for (uid,) in rows)


def replace(link: sqlite3.Connection, uid: str, words: set[Word]) -> None:
    """The article now holds exactly these words."""
    rows = link.execute(
        "SELECT e.kind, e.text, e.id FROM held h JOIN entry e ON e.id = h.entry WHERE h.uid = ?", (uid,)
    )
    before = {(kind, text): entry for kind, text, entry in rows}
    for word, entry in before.items():
        if word not in words:
            link.execute("DELETE FROM held WHERE uid = ? AND entry = ?", (uid, entry))
            link.execute("UPDATE entry SET weight = weight - 1 WHERE id = ?", (entry,))
    for word in sorted(words - before.keys()):
        entry = entry_of(link, word)
        link.execute("INSERT INTO held VALUES (?, ?)", (uid, entry))
        link.execute("UPDATE entry SET weight = weight + 1 WHERE id = ?", (entry,))


def entry_of(link: sqlite3.Connection, word: Word) -> int:
    kind, text = word
    row = link.execute("SELECT id FROM entry WHERE text = ? AND kind = ?", (text, kind)).fetchone()
    if row:
        return int(row[0])
    entry = link.execute("INSERT INTO entry (kind, text) VALUES (?, ?)", (kind, text)).lastrowid
    typed = keys(text) if kind != MISREAD else ()
    link.executemany("INSERT INTO key VALUES (?, ?)", [(key, entry) for key in typed])
    return int(entry or 0)
