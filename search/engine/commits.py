"""Writing: one commit at a time, or the whole index anew beside the live one.

A commit writes new segments beside the old ones, makes them safe on disk, then renames a new table of contents into
place; a reader or a crash meets either the old index or the new one. Segments are merged by size so that each document
is rewritten a few times in the life of the index, however large it grows.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, islice
from pathlib import Path

import numpy as np

from search.engine import toc
from search.engine.building import build
from search.engine.codec import EXTENSIONS, ArraySegment
from search.engine.documents import Document
from search.engine.drafts import Draft
from search.engine.errors import IndexDamaged, IndexMissing, IndexProblem
from search.engine.frequent import SAMPLE, frequent_strings
from search.engine.invert import invert, read_batch
from search.engine.schema import ArchiveSchema, archive_schema
from search.engine.storage import MappedStorage, checksum, settle_folder
from search.engine.view import SegmentView

Progress = Callable[[int], object]
_SMALL = 16  # documents; smaller segments are all of the lowest level
_FACTOR = 4  # so many segments of a level make one of the next
_DELETED = 0.25  # a segment with a greater share of deleted documents is written anew


def write(path: str | os.PathLike[str], updates: Iterable[Document], deletes: Iterable[str], number: int) -> int:
    """Put in and take out articles, by uid, in one commit; the new generation. `number` is the last change that the
    index then holds. An article both updated and deleted is updated. IndexLocked while another process writes."""
    folder = Path(path)
    with toc.lock(folder):
        old, schema, segments = _current(folder)
        latest = {document.uid: document for document in updates}
        views = {segment.segid: SegmentView(MappedStorage(str(folder)), segment) for segment in segments}
        _delete(segments, views, {*deletes, *latest})
        fresh = _write_segments(folder, schema, segments, views, list(latest.values()))
        schema.number = number
        toc.commit(folder, schema, fresh, old + 1)
        return old + 1


def prepare(path: str | os.PathLike[str]) -> None:
    """Makes the tables that writing to this index needs, so that the first edit of a process does not wait for them."""
    _, schema, _ = _current(Path(path))
    invert(read_batch([Document("", title="表格")]), schema.dictionary())


def _current(folder: Path) -> tuple[int, ArchiveSchema, list[ArraySegment]]:
    try:
        table = toc.read(folder)
    except IndexMissing:
        return -1, archive_schema(0), []
    return table.generation, table.schema, list(table.segments)


def _delete(segments: Sequence[ArraySegment], views: dict[str, SegmentView], uids: Iterable[str]) -> None:
    wanted = list(uids)
    for segment in segments:
        view = views[segment.segid]
        numbers = [number for uid in wanted if (number := view.find(uid)) is not None]
        if numbers:
            segment.set_deleted(np.union1d(segment.deleted_array(), np.array(numbers, np.int32)))
            views[segment.segid] = SegmentView(view.storage, segment)


def _write_segments(
    folder: Path, schema: ArchiveSchema, segments: list[ArraySegment], views: dict[str, SegmentView],
    updates: list[Document],
) -> list[ArraySegment]:  # fmt: skip
    dictionary = schema.dictionary()
    alike = [segment for segment in segments if segment.digest == dictionary.digest]
    chosen = to_merge([segment.doc_count() for segment in alike], [len(s.deleted_array()) for s in alike], len(updates))
    merged = {alike[row].segid for row in chosen}
    kept = [segment for segment in segments if segment.segid not in merged and segment.doc_count()]
    if not merged and not updates:
        return kept
    draft = Draft(folder, toc.NAME, dictionary)
    for segment in segments:
        if segment.segid in merged:
            draft.absorb(views[segment.segid])
    for _ in draft.add(updates):
        pass
    if draft.count:
        return [*kept, draft.finish()]
    draft.discard()
    return kept


def to_merge(sizes: Sequence[int], deleted: Sequence[int], new: int) -> list[int]:
    """Which of the segments, given by their numbers of documents, to merge with so many new documents into one."""
    chosen = {i for i, size in enumerate(sizes) if size and deleted[i] > _DELETED * (size + deleted[i])}
    level = _level(new) if new else 0
    if new and level == 0:
        chosen |= {i for i, size in enumerate(sizes) if size and _level(size) == 0}
    while True:
        level = _level(new + sum(sizes[i] for i in chosen))
        peers = {i for i, size in enumerate(sizes) if size and i not in chosen and _level(size) <= level}
        if len(peers) + 1 < _FACTOR:
            return sorted(chosen)
        chosen |= peers


def _level(size: int) -> int:
    level = 0
    while size >= _SMALL * _FACTOR**level:
        level += 1
    return level


def rebuild(
    path: str | os.PathLike[str],
    documents: Iterable[Document],
    number: int,
    processes: int = 1,
    progress: Progress | None = None,
    words: Sequence[str] = (),
) -> int:
    """The whole index anew, beside the live one, then the switch; the new generation. `number` is the last change that
    was read before the documents; `progress` is told how many are done. `words` are the operator's: they stay with the
    index until the next rebuild. What is written to the live index meanwhile is not in the new one: the changes since
    `number` are to be written again after it. ValueError where an article comes twice."""
    folder = Path(path)
    with toc.lock(folder, "REBUILDLOCK"):
        beside = folder / "building"
        shutil.rmtree(beside, ignore_errors=True)  # of a rebuild that was cut short
        beside.mkdir(parents=True)
        source = iter(documents)
        sample = list(islice(source, SAMPLE))
        schema = archive_schema(number, tuple(words), frequent_strings(sample))
        found = chain(sample, source)
        if len(sample) < SAMPLE:  # starting processes and reading the dictionary in each takes longer than the work
            processes = 1
        segments = build(beside, schema.terms(), found, processes, progress or (lambda count: None))
        with toc.lock(folder, wait=True):
            generation = _next_generation(folder)
            for segment in segments:
                for ext in EXTENSIONS:
                    name = segment.make_filename(ext)
                    os.rename(beside / name, folder / name)
            settle_folder(folder)
            toc.commit(folder, schema, segments, generation)
        shutil.rmtree(beside)
        return generation


def verify(path: str | os.PathLike[str]) -> None:
    """Read every byte of the index. IndexProblem where a file is not what was written. Opening an index checks names,
    lengths and the table of contents; that takes no time, this takes a second a gigabyte."""
    folder = Path(path)
    for segment in toc.read(folder).segments:
        for ext in EXTENSIONS:
            name = segment.make_filename(ext)
            if not (folder / name).is_file() or checksum(folder / name) != segment.checks[ext]:
                raise IndexDamaged(
                    f"The file {name} of the search index is not as written: run `manage.py rebuild_index`."
                )


def _next_generation(folder: Path) -> int:
    try:
        return toc.generation(folder) + 1
    except IndexProblem:
        return 0
