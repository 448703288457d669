"""Surveying and parsing, here or in worker processes; results come in the order of the files."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Any

from archive.ingest.reading import PageRead, read_pages
from archive.ingest.surveying import Survey, survey
from archive.parsing.knowledge import EMPTY, Knowledge
from archive.sources import BadFile, Problem, Received, decode, fingerprint

POLITE = 10  # steps behind the site: its readers do not wait for files that are being read
AHEAD = 24  # files in flight for each worker: enough to keep it busy, few enough to keep memory flat


@dataclass(frozen=True, slots=True)
class Read:
    """A file read whole: what came, what it says, and its pages parsed."""

    data: bytes
    text: str
    encoding: str
    pages: tuple[PageRead, ...]


@dataclass(slots=True)
class Mind:
    """The knowledge of a process: set once when a worker starts, for it is too large to send with each file."""

    knowledge: Knowledge = field(default=EMPTY)


MIND = Mind()


def learn_before_work(knowledge: dict[str, Any]) -> None:
    os.nice(POLITE)
    Thread(target=end_with_parent, daemon=True).start()
    MIND.knowledge = Knowledge.from_json(knowledge)


def end_with_parent() -> None:
    """A run that was killed tells its processes nothing: without this they would wait for work for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def read(received: Received, sha256: str, starts: tuple[tuple[int, str], ...]) -> Read | Problem:
    """The file parsed, or why not."""
    try:
        data = received.read()
        decoded = decode(data)
    except BadFile as error:
        return Problem(received.shown, str(error))
    if fingerprint(data) != sha256:
        return Problem(received.shown, "文件在导入期间被改动了，请再导入一次")
    return Read(data, decoded.text, decoded.encoding, read_pages(decoded.text, starts, MIND.knowledge))


@dataclass(slots=True)
class Workers:
    """Calls done in this process (`pool` is None) or in others, a bounded number ahead of who takes the results."""

    pool: ProcessPoolExecutor | None
    ahead: int

    def map(self, call: Callable[..., Any], items: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
        if self.pool is None:
            yield from (call(*item) for item in items)
            return
        waiting: deque[Future[Any]] = deque()
        for item in items:
            waiting.append(self.pool.submit(call, *item))
            if len(waiting) >= self.ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def survey(self, files: Iterable[Received], papers: tuple[str, ...], today: date) -> Iterator[Survey | Problem]:
        return self.map(partial(survey, papers=papers, today=today), ((f,) for f in files))


@contextmanager
def workers(jobs: int, knowledge: Knowledge) -> Iterator[Workers]:
    """`jobs` processes; none beside this one for a single job."""
    MIND.knowledge = knowledge
    if jobs <= 1:
        yield Workers(None, 1)
        return
    with ProcessPoolExecutor(
        jobs, mp_context=get_context("spawn"), initializer=learn_before_work, initargs=(knowledge.to_json(),)
    ) as pool:
        yield Workers(pool, jobs * AHEAD)
