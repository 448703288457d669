"""Building segments from many documents, by several processes: each writes one segment of what it is handed."""

from __future__ import annotations

import multiprocessing
import os
import queue
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from multiprocessing.context import SpawnContext
from multiprocessing.queues import Queue
from pathlib import Path
from typing import Any

import numpy as np

from search.engine.codec import ArraySegment
from search.engine.dictionary import with_words
from search.engine.documents import Document
from search.engine.drafts import Draft
from search.engine.storage import MappedStorage
from search.engine.toc import NAME
from search.engine.view import SegmentView

Progress = Callable[[int], object]
_HANDFUL = 400  # documents handed over at a time
_WAITING = 6  # handfuls that may wait, so that fast reading does not fill the memory


class BuildFailed(RuntimeError):
    """A process of the build ended before its work was done."""


def build(
    folder: Path, words: tuple[str, ...], documents: Iterable[Document], processes: int, progress: Progress
) -> list[ArraySegment]:
    """The segments of the documents, in `folder`. ValueError where an article comes twice."""
    alone = processes <= 1
    segments = (
        _alone(folder, words, documents, progress) if alone else _many(folder, words, documents, processes, progress)
    )
    _refuse_twins(folder, segments)
    return segments


def _alone(
    folder: Path, words: tuple[str, ...], documents: Iterable[Document], progress: Progress
) -> list[ArraySegment]:
    draft = Draft(folder, NAME, with_words(words))
    for count in draft.add(documents):
        progress(count)
    if draft.count:
        return [draft.finish()]
    draft.discard()
    return []


def _many(
    folder: Path, words: tuple[str, ...], documents: Iterable[Document], processes: int, progress: Progress
) -> list[ArraySegment]:
    # A fresh process each (spawn): the parent may hold database connections and threads that must not be copied.
    context = multiprocessing.get_context("spawn")
    tasks: Queue[list[Document] | None] = context.Queue(_WAITING)
    results: Queue[Any] = context.Queue()
    workers = [_start(context, folder, words, tasks, results) for _ in range(processes)]
    try:
        done = 0
        for handful in _handfuls(documents):
            _put(tasks, handful, workers)
            done += len(handful)
            progress(done)
        for _ in workers:
            _put(tasks, None, workers)
        return [segment for _ in workers if (segment := _get(results, workers)) is not None]
    finally:
        for worker in workers:
            worker.terminate()
            worker.join()


def _start(context: SpawnContext, *args: Any) -> multiprocessing.context.SpawnProcess:
    worker = context.Process(target=_work, args=args, daemon=True)
    worker.start()
    return worker


def _handfuls(documents: Iterable[Document]) -> Iterator[list[Document]]:
    source = iter(documents)
    while handful := list(islice(source, _HANDFUL)):
        yield handful


def _put(tasks: Queue[list[Document] | None], task: list[Document] | None, workers: Sequence[Any]) -> None:
    while True:
        try:
            return tasks.put(task, timeout=1)
        except queue.Full:
            _check(workers)


def _get(results: Queue[Any], workers: Sequence[Any]) -> ArraySegment | None:
    while True:
        try:
            result = results.get(timeout=1)
        except queue.Empty:
            _check(workers)
            continue
        if isinstance(result, Exception):
            raise result
        return result  # type: ignore[no-any-return]


def _check(workers: Sequence[Any]) -> None:
    if failed := [worker.exitcode for worker in workers if worker.exitcode]:
        raise BuildFailed(f"a process that builds the index ended with status {failed[0]}; the live index is as it was")


def _work(folder: Path, words: tuple[str, ...], tasks: Queue[list[Document] | None], results: Queue[Any]) -> None:
    try:
        segments = _alone(folder, words, _received(tasks, os.getppid()), lambda count: None)
        results.put(segments[0] if segments else None)
    except Exception as error:  # handed to the parent, which raises it
        results.put(error)


def _received(tasks: Queue[list[Document] | None], parent: int) -> Iterator[Document]:
    while True:
        try:
            handful = tasks.get(timeout=5)
        except queue.Empty:
            if os.getppid() != parent:  # it was killed, nobody is going to hand out more
                raise SystemExit(1) from None
            continue
        if handful is None:
            return
        yield from handful


def _refuse_twins(folder: Path, segments: Sequence[ArraySegment]) -> None:
    views = [SegmentView(MappedStorage(str(folder)), segment) for segment in segments]
    checks = np.sort(np.concatenate([view.arrays["uid_hashes"] for view in views] or [np.zeros(0, np.uint32)]))
    seen: set[str] = set()
    for check in np.unique(checks[1:][checks[1:] == checks[:-1]]):  # CRCs may agree by chance
        for view in views:
            for number in view.arrays["uid_docs"][view.arrays["uid_hashes"] == check].tolist():
                uid = view.uid(number)
                if uid in seen:
                    raise ValueError(f"the article {uid} comes twice among the documents of the rebuild")
                seen.add(uid)
