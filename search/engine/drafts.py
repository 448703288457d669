"""A segment in the making: from new documents, from other segments, or both."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt
from whoosh.util import random_name

from search.engine import arrays, merging, postings, terms, texts
from search.engine.codec import EXTENSIONS, ArrayCodec, ArraySegment
from search.engine.dictionary import Dictionary
from search.engine.documents import Document
from search.engine.invert import BATCH_DOCS, GROUPS, Lists, invert, read_batch
from search.engine.schema import FIELDS
from search.engine.storage import checksum, settle
from search.engine.view import SegmentView

STRINGS = ("paper", "page", "kind", "column", "reporter")
_BATCH_CHARS = 1_200_000  # characters inverted at a time; bounds the memory
_SPILL = 200_000  # postings; a longer run of lists waits on disk for the merge
_GROUPS = [(name, group) for name in sorted(FIELDS, key=FIELDS.__getitem__) for group in GROUPS]


class Codes:
    """Numbers for strings, in order of appearance."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def __call__(self, string: str) -> int:
        return self.numbers.setdefault(string, len(self.numbers))


@dataclass
class Draft:
    """Takes documents in, then segments, and becomes files in `folder`; nothing there counts before a commit."""

    folder: Path
    indexname: str
    dictionary: Dictionary
    segid: str = field(default_factory=lambda: random_name(16))
    count: int = 0

    def __post_init__(self) -> None:
        self._codes = {name: Codes() for name in STRINGS}
        self._columns: dict[str, list[npt.NDArray[Any]]] = {}
        self._sources: dict[tuple[str, str], list[merging.Source]] = {name: [] for name in _GROUPS}
        self._spilled: list[Path] = []
        self._units = self._bytes = 0
        self._text, self._raw = self._open(".txt"), self._open(".raw")

    def _path(self, ext: str) -> Path:
        return self.folder / f"{self.indexname}_{self.segid}{ext}"

    def _open(self, ext: str) -> BinaryIO:
        return self._path(ext).open("wb")

    def add(self, documents: Iterable[Document]) -> Iterator[int]:
        """Take documents in; yields their number so far after each batch."""
        for batch in _batches(documents):
            self._add(batch)
            yield self.count

    def _add(self, documents: Sequence[Document]) -> None:
        batch = read_batch(documents)
        self._add_lists("text", invert(batch, self.dictionary))
        if any(document.original for document in documents):
            self._add_lists("original", invert(batch, self.dictionary, original=True))
        data, starts, cuts = texts.flat_bytes(batch)
        self._text.write(data + texts.border())
        records = [texts.raw_bytes(document) for document in documents]
        self._raw.write(b"".join(records))
        self._add_columns(documents)
        self._put("text_starts", starts + np.uint64(self._units))
        self._put("text_cuts", cuts.ravel())
        self._put("lengths", cuts[:, texts.CUTS.index("shown")])
        self._put("raw_sizes", np.fromiter(map(len, records), np.uint64, len(records)))
        self._units += len(data) // 2 + 1
        self.count += len(documents)

    def _add_lists(self, name: str, groups: dict[str, Lists]) -> None:
        for group, lists in groups.items():
            source: merging.Source = merging.Shifted.of(lists, self.count)
            if len(lists.docs) > _SPILL:
                path = self._path(f".run{len(self._spilled)}")
                self._spilled.append(path)
                source = merging.Spilled.of(lists, self.count, path)
            self._sources[name, group].append(source)

    def _add_columns(self, documents: Sequence[Document]) -> None:
        for name in ("paper", "page", "kind", "column"):
            code = self._codes[name]
            self._put(name, np.array([code(getattr(document, name)) for document in documents], np.uint32))
        code = self._codes["reporter"]
        reporters = [[code(name) for name in dict.fromkeys(document.reporters)] for document in documents]
        self._put("reporter", np.array([number for row in reporters for number in row], np.uint32))
        self._put("reporter_counts", np.array([len(row) for row in reporters], np.uint32))
        self._put("date", np.array([document.date or 0 for document in documents], np.int32))
        self._put("verified", np.array([document.verified for document in documents], np.uint8))
        uids = [document.uid.encode("utf-8", "surrogatepass") for document in documents]
        self._put("uids", np.frombuffer(b"".join(uids), np.uint8))
        self._put("uid_sizes", np.array([len(uid) for uid in uids], np.uint32))
        self._put("uid_checks", np.array([zlib.crc32(uid) for uid in uids], np.uint32))

    def _put(self, name: str, array: npt.NDArray[Any]) -> None:
        self._columns.setdefault(name, []).append(array)

    def absorb(self, view: SegmentView) -> None:
        """Take in the documents of another segment that are not deleted."""
        live = np.arange(view.count) if view.live is None else np.flatnonzero(view.live)
        numbers = np.full(view.count, -1, np.int64)
        numbers[live] = np.arange(self.count, self.count + len(live))
        for name, source in view.sources(numbers).items():
            self._sources[name].append(source)
        self._absorb_texts(view, live)
        self._absorb_columns(view, live)
        self.count += len(live)

    def _absorb_texts(self, view: SegmentView, live: npt.NDArray[np.int64]) -> None:
        cuts = view.texts.cuts[live]
        sizes = cuts[:, -1].astype(np.int64) + 1  # with the border after it
        self._put("text_starts", (np.cumsum(sizes) - sizes + self._units).astype(np.uint64))
        self._put("text_cuts", cuts.ravel())
        self._put("lengths", view.arrays["lengths"][live])
        raw_starts = view.texts.raw_starts.astype(np.int64)
        self._put("raw_sizes", np.diff(raw_starts)[live].astype(np.uint64))
        begins = view.texts.starts.astype(np.int64)[live]
        _copy(self._text, view.texts.text, begins * 2, (begins + sizes) * 2)
        _copy(self._raw, view.texts.raw, raw_starts[live], raw_starts[live + 1])
        self._units += int(sizes.sum())

    def _absorb_columns(self, view: SegmentView, live: npt.NDArray[np.int64]) -> None:
        for name in STRINGS:
            code = self._codes[name]
            renumbered = np.array([code(string) for string in view.strings(name)], np.uint32)
            if name == "reporter":
                starts = view.arrays["reporter_starts"].astype(np.int64)
                counts = np.diff(starts)[live]
                self._put("reporter_counts", counts.astype(np.uint32))
                rows = postings.spread(starts[live], counts)
            else:
                rows = live
            self._put(name, renumbered[view.arrays[name][rows]] if len(rows) else np.zeros(0, np.uint32))
        for name in ("date", "verified"):
            self._put(name, view.arrays[name][live])
        starts = view.arrays["uid_starts"].astype(np.int64)
        sizes = np.diff(starts)[live]
        self._put("uids", view.arrays["uids"][postings.spread(starts[live], sizes)])
        self._put("uid_sizes", sizes.astype(np.uint32))
        checks = np.empty(view.count, np.uint32)
        checks[view.arrays["uid_docs"]] = view.arrays["uid_hashes"]
        self._put("uid_checks", checks[live])

    def finish(self) -> ArraySegment:
        """Write what is left to write; the segment, its files safe on disk."""
        columns = self._joined()
        values = {"strings": {name: list(codes.numbers) for name, codes in self._codes.items()}, "groups": _GROUPS}
        with self._open(".pst") as lists, self._open(".trm") as table, self._open(".arr") as file:
            columns |= self._write_terms(lists, table)
            arrays.dump(file, columns, values)
            settle((self._text, self._raw, lists, table, file))
        self._text.close()
        self._raw.close()
        self._sources.clear()
        for path in self._spilled:
            path.unlink()
        return self._segment(int(columns["lengths"].sum()))

    def discard(self) -> None:
        """Remove the files of a draft that took nothing in."""
        for ext, file in ((".txt", self._text), (".raw", self._raw)):
            file.close()
            self._path(ext).unlink()

    def _segment(self, length: int) -> ArraySegment:
        segment = ArraySegment(ArrayCodec(), self.indexname, self.count, self.segid)
        segment.sizes = {ext: self._path(ext).stat().st_size for ext in EXTENSIONS}
        segment.checks = {ext: checksum(self._path(ext)) for ext in EXTENSIONS}
        segment.digest = self.dictionary.digest
        segment._fieldlengths = {"text": length}
        return segment

    def _joined(self) -> dict[str, npt.NDArray[Any]]:
        joined = {name: np.concatenate(chunks) for name, chunks in self._columns.items()}
        joined["raw_starts"] = _starts(joined.pop("raw_sizes"), np.uint64)
        joined["reporter_starts"] = _starts(joined.pop("reporter_counts"), np.uint32)
        joined["uid_starts"] = _starts(joined.pop("uid_sizes"), np.uint32)
        checks = joined.pop("uid_checks")
        order = np.argsort(checks, kind="stable")
        return joined | {"uid_hashes": checks[order], "uid_docs": order.astype(np.uint32)}

    def _write_terms(self, lists: BinaryIO, table: BinaryIO) -> dict[str, npt.NDArray[Any]]:
        keys, infos, groups, at = [], [], [], 0
        for number, name in enumerate(_GROUPS):
            for chunk in merging.merge(self._sources[name]):
                data, lengths = postings.encode(chunk.counts, chunk.docs, chunk.weights)
                lists.write(data.data)
                infos.append(_infos(chunk, lengths, at))
                keys.append(chunk.keys)
                groups.append(np.full(len(chunk.keys), number, np.uint8))
                at += len(data)
        if not keys:
            keys, infos, groups = [np.zeros(0, np.uint64)], [np.zeros(0, terms.INFO)], [np.zeros(0, np.uint8)]
        all_keys, all_groups = np.concatenate(keys), np.concatenate(groups)
        fields = np.array([FIELDS[name] for name, _ in _GROUPS])[all_groups]
        order = np.lexsort((all_keys, fields))
        terms.dump(table, fields[order], all_keys[order], np.concatenate(infos)[order], FIELDS, self.dictionary)
        return {"term_keys": all_keys[order], "term_groups": all_groups[order]}


def _starts(sizes: npt.NDArray[Any], dtype: type) -> npt.NDArray[Any]:
    return np.append(0, np.cumsum(sizes, dtype=np.int64)).astype(dtype)


def _copy(file: BinaryIO, data: memoryview, starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64]) -> None:
    # documents that stand side by side are copied in one piece
    breaks = np.flatnonzero(starts[1:] != ends[:-1]) + 1
    firsts, lasts = np.append(0, breaks), np.append(breaks, len(starts)) - 1
    for start, end in zip(starts[firsts].tolist(), ends[lasts].tolist(), strict=True) if len(starts) else ():
        file.write(data[start:end])


def _infos(chunk: Lists, lengths: npt.NDArray[np.int64], at: int) -> npt.NDArray[np.void]:
    infos = np.zeros(len(chunk.keys), terms.INFO)
    starts = np.cumsum(chunk.counts) - chunk.counts
    infos["weight"] = np.add.reduceat(chunk.weights.astype(np.float32), starts)
    infos["count"] = chunk.counts
    infos["longest"] = 255
    infos["heaviest"] = np.maximum.reduceat(chunk.weights, starts)
    infos["first"], infos["last"] = chunk.docs[starts], chunk.docs[starts + chunk.counts - 1]
    infos["offset"], infos["length"] = at + np.cumsum(lengths) - lengths, lengths
    return infos


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    batch: list[Document] = []
    size = 0
    for document in documents:
        batch.append(document)
        size += sum(map(len, document.parts())) + sum(map(len, document.original))
        if size >= _BATCH_CHARS or len(batch) >= BATCH_DOCS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
