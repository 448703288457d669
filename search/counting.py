"""The words of many articles, counted by several processes: cutting text into words is what a rebuild of the
suggestions spends its time on."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context

from search.engine import Document
from search.words import Word, words_in

HANDFUL = 250  # documents handed over at a time
Counted = list[tuple[str, set[Word]]]


def gathered(documents: Iterable[Document], processes: int = 1) -> Iterator[tuple[str, set[Word]]]:
    """Each article's uid and its words, in the order in which they come."""
    if processes <= 1:
        yield from ((document.uid, words_in(document)) for document in documents)
        return
    # A fresh process each (spawn): the parent may hold database connections and threads that must not be copied.
    with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        waiting: deque[Future[Counted]] = deque()
        for handful in handfuls(documents):
            waiting.append(pool.submit(counted, handful))
            if len(waiting) > 2 * processes:  # so that fast reading does not fill the memory
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def handfuls(documents: Iterable[Document]) -> Iterator[list[Document]]:
    source = iter(documents)
    while handful := list(islice(source, HANDFUL)):
        yield handful


def counted(documents: list[Document]) -> Counted:
    return [(document.uid, words_in(document)) for document in documents]
