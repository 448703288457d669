"""Where the words for suggestions lie: a small SQLite file beside the index, written by the index worker alone.

    entry    a word with its kind and in how many articles it stands
    key      what may be typed for it; headlines apart, for they are many and are suggested last
    article  a number for each article
    held     which article holds which words, so that an edit takes away exactly what it added
    taken    when the operator's words were read last

It can be deleted at any time; `rebuild_index` makes it anew: in a file beside it, whose pages then become this one's in
one transaction, so that who reads sees the old words or the new ones.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from search.analysis import flatten
from search.engine import Document
from search.words import MISREAD, Word, keys, whole_sounds, words_in

VERSION = 2
TABLES = f"""
CREATE TABLE entry (id INTEGER PRIMARY KEY, kind TEXT, text TEXT, weight INTEGER NOT NULL);
CREATE TABLE key (is_title INTEGER, key TEXT, entry INTEGER, PRIMARY KEY (is_title, key, entry)) WITHOUT ROWID;
CREATE TABLE article (id INTEGER PRIMARY KEY, uid TEXT);
CREATE TABLE held (article INTEGER, entry INTEGER, PRIMARY KEY (article, entry)) WITHOUT ROWID;
CREATE TABLE taken (time REAL);
PRAGMA user_version = {VERSION};
"""
INDEXES = """
CREATE UNIQUE INDEX entries ON entry (kind, text);
CREATE UNIQUE INDEX articles ON article (uid);
CREATE INDEX holders ON held (entry);
"""
OPERATOR = "words.txt"  # stands for an article: the words that the operator gave
LOOKED_AT = 4000  # keys of one beginning that are weighed: a single letter begins many
# for a file that is thrown away where its making is cut short
UNSAFE = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -64000;"


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
        with opened(self.path) as link:
            yield link

    def rebuild(self, found: Iterable[tuple[str, set[Word]]]) -> None:
        """These articles' words and no others; the operator's words are to be taken again."""
        beside = self.path.with_name(f"{self.path.name}.building")
        beside.unlink(missing_ok=True)  # of a rebuild that was cut short
        with closing(sqlite3.connect(beside, isolation_level=None)) as new:
            new.executescript(f"{UNSAFE} {TABLES}")
            new.execute("BEGIN")
            gather(new, found)
            new.execute("COMMIT")
            new.executescript(f"{INDEXES} ANALYZE;")
            with self.connection() as live:
                new.backup(live)
        beside.unlink()

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

    def is_empty(self) -> bool:
        """Whether no article's words were ever counted."""
        with self.connection() as link:
            return link.execute("SELECT 1 FROM article WHERE uid != ?", (OPERATOR,)).fetchone() is None

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
        spelt = sorted(whole_sounds(text))
        if not self.path.exists():
            return []
        holes = ", ".join("?" * len(spelt))
        with self.connection() as link:
            found = link.execute(
                "SELECT DISTINCT e.text FROM key k JOIN entry e ON e.id = k.entry "
                f"WHERE k.is_title = 0 AND k.key IN ({holes}) AND e.weight > 0 AND length(e.text) = ? AND e.text != ? "  # nosec B608
                "ORDER BY e.weight DESC LIMIT ?",
                (*spelt, len(text), text, limit),
            )
            return [other for (other,) in found]

    def misread(self) -> list[str]:
        """Pairs of characters that were taken for one another in this archive."""
        if not self.path.exists():
            return []
        with self.connection() as link:
            rows = link.execute("SELECT text FROM entry WHERE kind = ? AND weight > 0", (MISREAD,))
            return [text for (text,) in rows]

    def suggestions(self, typed: str, limit: int) -> list[Suggestion]:
        """The commonest words that begin with what was typed, in characters, pinyin or its first letters."""
        start = flatten(typed).replace(" ", "")
        if not start or not self.path.exists():
            return []
        with self.connection() as link:
            found = beginning(link, start, False, limit)
            found += beginning(link, start, True, limit - len(found))
            return [Suggestion(text, kind, holders(link, entry)) for entry, text, kind in found]


_held = threading.local()


def opened(path: Path) -> sqlite3.Connection:
    """This thread's connection. It is kept, for the last one that closes sweeps up the journal, which takes longer than
    an edit; another file of the name (it may be deleted at any time) is opened anew."""
    if getattr(_held, "file", None) != (path, identity(path)):
        if link := getattr(_held, "link", None):
            link.close()
        _held.link = connected(path)
        _held.file = (path, identity(path))
    return _held.link  # type: ignore[no-any-return]


def identity(path: Path) -> tuple[int, int] | None:
    """Which file it is, in which process."""
    return (path.stat().st_ino, os.getpid()) if path.exists() else None


def connected(path: Path) -> sqlite3.Connection:
    link = sqlite3.connect(path, timeout=20)
    link.execute("PRAGMA journal_mode = WAL")
    link.execute("PRAGMA synchronous = NORMAL")
    if link.execute("PRAGMA user_version").fetchone()[0] != VERSION:
        link.executescript(f"{dropped(link)} {TABLES} {INDEXES}")
    return link


def beginning(link: sqlite3.Connection, start: str, is_title: bool, limit: int) -> list[tuple[int, str, str]]:
    """Number, text and kind of entries with a key that begins so: the operator's first, then the commonest."""
    return link.execute(
        "SELECT e.id, e.text, e.kind FROM (SELECT DISTINCT entry FROM "
        "(SELECT entry FROM key WHERE is_title = ? AND key >= ? AND key < ? LIMIT ?)) k JOIN entry e ON e.id = k.entry "
        "WHERE e.weight > 0 ORDER BY e.kind != 'word', e.weight DESC, e.text LIMIT ?",
        (is_title, start, start + "\U0010ffff", LOOKED_AT, limit),
    ).fetchall()


def dropped(link: sqlite3.Connection) -> str:
    """Statements that drop the tables of another version."""
    names = [name for (name,) in link.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return " ".join(f"DROP TABLE {name};" for name in names)


def holders(link: sqlite3.Connection, entry: int, most: int = 20) -> tuple[str, ...]:
    rows = link.execute(
        "SELECT a.uid FROM held h JOIN article a ON a.id = h.article WHERE h.entry = ? AND a.uid != ? LIMIT ?",
        (entry, OPERATOR, most),
    )
    return tuple(uid for (uid,) in rows)


def replace(link: sqlite3.Connection, uid: str, words: set[Word]) -> None:
    """The article now holds exactly these words."""
    article = article_of(link, uid)
    rows = link.execute("SELECT e.kind, e.text, e.id FROM held h JOIN entry e ON e.id = h.entry WHERE h.article = ?",
                        (article,))  # fmt: skip
    before = {(kind, text): entry for kind, text, entry in rows}
    gone = [entry for word, entry in before.items() if word not in words]
    come = [entry_of(link, word) for word in sorted(words - before.keys())]
    link.executemany("DELETE FROM held WHERE article = ? AND entry = ?", [(article, entry) for entry in gone])
    link.executemany("INSERT INTO held VALUES (?, ?)", [(article, entry) for entry in come])
    changes = [(-1, entry) for entry in gone] + [(1, entry) for entry in come]
    link.executemany("UPDATE entry SET weight = weight + ? WHERE id = ?", changes)


def article_of(link: sqlite3.Connection, uid: str) -> int:
    row = link.execute("SELECT id FROM article WHERE uid = ?", (uid,)).fetchone()
    return int(row[0] if row else link.execute("INSERT INTO article (uid) VALUES (?)", (uid,)).lastrowid or 0)


def entry_of(link: sqlite3.Connection, word: Word) -> int:
    row = link.execute("SELECT id FROM entry WHERE kind = ? AND text = ?", word).fetchone()
    if row:
        return int(row[0])
    entry = int(link.execute("INSERT INTO entry (kind, text, weight) VALUES (?, ?, 0)", word).lastrowid or 0)
    link.executemany("INSERT INTO key VALUES (?, ?, ?)", typed_for(entry, word))
    return entry


def typed_for(entry: int, word: Word) -> list[tuple[bool, str, int]]:
    """The rows of the table of keys for an entry."""
    kind, text = word
    return [(kind == "title", key, entry) for key in keys(text)] if kind != MISREAD else []


def gather(link: sqlite3.Connection, found: Iterable[tuple[str, set[Word]]]) -> None:
    """Fills empty tables. What comes in an order of its own goes through SQLite's sorter, so that every table is
    written from its beginning to its end."""
    numbers: dict[Word, int] = {}
    weights: Counter[int] = Counter()
    for article, (uid, words) in enumerate(found, 1):
        entries = sorted(numbers.setdefault(word, len(numbers) + 1) for word in words)
        weights.update(entries)
        link.execute("INSERT INTO article VALUES (?, ?)", (article, uid))
        link.executemany("INSERT INTO held VALUES (?, ?)", [(article, entry) for entry in entries])
    rows = ((entry, *word, weights[entry]) for word, entry in numbers.items())
    link.executemany("INSERT INTO entry VALUES (?, ?, ?, ?)", rows)
    link.execute("CREATE TEMP TABLE typed (is_title INTEGER, key TEXT, entry INTEGER)")
    typed = (row for word, entry in numbers.items() for row in typed_for(entry, word))
    link.executemany("INSERT INTO typed VALUES (?, ?, ?)", typed)
    link.execute("INSERT INTO key SELECT * FROM typed ORDER BY is_title, key, entry")
    link.execute("DROP TABLE typed")
