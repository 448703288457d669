"""The one process that writes the index, from the archive's change table.

A change row is written in the transaction of the change itself. The worker reads rows in order, writes the present
text of their articles in one commit of the index, and then deletes exactly the rows it read: on PostgreSQL a row with
a lower id may appear later, and is read then. Killed in between, it writes the same articles once more.

While an index is being rebuilt, rows are kept (a rebuild may have read an article before its change); who rebuilt
drains them once more into the new index.
"""

from __future__ import annotations

import fcntl
import logging
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.db.models import Max

from archive.models import Change
from search.counting import gathered
from search.documents import all_documents, documents_of
from search.engine import IndexLocked, IndexMissing, open_index, prepare, rebuild, write
from search.suggest import lexicon, operators_file, operators_words

log = logging.getLogger("search.worker")

BATCH = 500  # changes in one commit
MANY = 5000  # changes that wait for an index that is missing: worth a second process
UNWRITABLE = (OSError, sqlite3.Error)  # a full disk most of all; the index stays as it was
LATER = 30  # seconds until the next try then
PAUSE = 0.2  # seconds between two looks into the change table: an edit is to be found within one second


class Busy(Exception):
    """Another process holds the lock."""


def index_path() -> Path:
    return Path(settings.ARCHIVE_INDEX_DIR)


def lock_path(name: str) -> Path:
    """Beside the index, not in it: a rebuild changes what is in the folder."""
    path = index_path()
    return path.with_name(f"{path.name}.{name}.lock")


@contextmanager
def held(name: str, wait: float = 0) -> Iterator[None]:
    """A lock that the system takes back when the process dies. Raises Busy where another holds it for longer than
    `wait` seconds: who only asks (is_held) holds it for a moment too."""
    path = lock_path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + wait
    with path.open("a") as file:
        while not taken(file):
            if time.monotonic() >= until:
                raise Busy(name)
            time.sleep(0.01)
        yield


def taken(file: TextIO) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def is_held(name: str) -> bool:
    try:
        with held(name):
            return False
    except Busy:
        return True


@dataclass(slots=True)
class Drain:
    """Brings changes into the index. `kept`: rows already written that wait for a rebuild to end."""

    kept: set[int] = field(default_factory=set)

    def once(self) -> int:
        """One batch; the number of changes brought in. Raises IndexProblem."""
        rows = self.pending()
        if not rows:
            return 0
        rebuilding = is_held("rebuild")  # asked after reading: a rebuild that begins later reads these changes itself
        bring_in([uid for _, uid in rows], rows[-1][0])
        ids = [number for number, _ in rows]
        if rebuilding:
            self.kept.update(ids)
        else:
            self.kept.clear()
            Change.objects.filter(pk__in=ids).delete()
        return len(rows)

    def pending(self) -> list[tuple[int, str]]:
        if self.kept and not is_held("rebuild"):
            self.kept.clear()  # the rebuilt index may lack them
        rows = Change.objects.order_by("pk")
        if self.kept:
            rows = rows.exclude(pk__in=self.kept)
        return list(rows.values_list("pk", "article_uid")[:BATCH])

    def all(self) -> int:
        total = 0
        while count := self.once():
            total += count
        return total


def bring_in(uids: list[str], number: int) -> None:
    """The articles' present text into the index; those that are not public leave it. Raises IndexMissing rather
    than begin an index that holds these articles alone."""
    index = open_index(index_path())
    unique = dict.fromkeys(uids)
    documents = documents_of(list(unique))
    here = {document.uid for document in documents}
    gone = [uid for uid in unique if uid not in here]
    write(index_path(), documents, gone, max(number, index.number))
    lexicon().update(documents, gone)


def rebuild_all(processes: int = 1, progress: Callable[[int], None] | None = None) -> int:
    """A new index beside the live one, then the switch; the number of its generation. Raises Busy where another
    rebuild runs. Changes that come meanwhile stay in the change table."""
    with held("rebuild", wait=1):
        number = Change.objects.aggregate(last=Max("pk"))["last"] or last_number()
        words = (*operators_words(), *lexicon().common_words())
        generation = rebuild(index_path(), all_documents(), number, processes, progress, words)
        rebuild_lexicon(processes)
        return generation


def rebuild_lexicon(processes: int = 1) -> None:
    """After the index and from it, so that articles are searchable while their words are still being counted."""
    book = lexicon()
    book.rebuild(gathered(open_index(index_path()).documents(), processes))
    book.take_operators_words(operators_words())


def count_missing_words() -> None:
    """The words for suggestions, where their file was deleted or is of an older version."""
    if open_index(index_path()).count and lexicon().is_empty():
        rebuild_lexicon()


def last_number() -> int:
    try:
        return open_index(index_path()).number
    except IndexMissing:
        return 0


def drain_or_build() -> int:
    """The changes brought into the index; the whole index where there is none. Raises IndexProblem, Busy."""
    try:
        open_index(index_path())
    except IndexMissing:
        build_missing()
    return Drain().all()


def build_missing() -> None:
    """The whole index, from articles that hold the changes told before: these need not be brought in once more."""
    told = list(Change.objects.values_list("pk", flat=True))
    rebuild_all(processes=2 if len(told) >= MANY else 1)
    for at in range(0, len(told), BATCH):
        Change.objects.filter(pk__in=told[at : at + BATCH]).delete()


def drain_unless_worker() -> bool:
    """Drains here and now; False where a worker runs, which does it within a second."""
    try:
        with held("worker"):
            drain_or_build()
            return True
    except Busy:
        return False


def work(stopped: Callable[[], bool], pause: Callable[[float], None] = time.sleep) -> None:
    """Drains until `stopped`. Raises Busy where another worker runs, IndexProblem where the index needs the operator;
    a database that is away for a while is waited for."""
    with held("worker"):
        drain_or_build()
        count_missing_words()
        prepare(index_path())
        drain = Drain()
        while not stopped():
            wait = attempt(drain)
            if wait:
                notice_operators_words()
                pause(wait)


def notice_operators_words() -> None:
    """An edited words.txt is suggested from at once; it weighs in the ranking from the next rebuild on."""
    book = lexicon()
    if book.path.exists() and operators_file().exists() and book.is_older_than(operators_file()):
        book.take_operators_words(operators_words())


def attempt(drain: Drain) -> float:
    """One batch; how many seconds to wait before the next."""
    try:
        return 0 if drain.once() else PAUSE
    except IndexLocked as problem:
        log.warning("%s", problem)
        return 1
    except IndexMissing:
        build_missing()
        return 0
    except DatabaseError as error:
        log.warning("The database does not answer (%s); trying again in 5 seconds.", error)
        close_old_connections()
        return 5
    except UNWRITABLE as error:
        log.error("The index could not be written (%s); trying again in %d seconds.", error, LATER)
        return LATER
