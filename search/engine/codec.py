"""The codec: Whoosh's W3 codec with posting lists that are arrays.

What Whoosh asks of a codec is answered from the segment's files, so its own searcher, queries and scoring work against
the index: terms_reader is W3's, over a term dictionary of W3's form; postings_reader gives a matcher over the arrays;
the per-document reader gives lengths, columns and stored fields. Documents are written by `segments`, not through
Whoosh's SegmentWriter, whose price per posting is what this engine is there to avoid.

    <segment>.trm   term dictionary (terms.py)          <segment>.txt   flat text, UTF-16 (texts.py)
    <segment>.pst   posting lists (postings.py)         <segment>.raw   documents as they came, JSON (texts.py)
    <segment>.arr   columns, offsets, keys (arrays.py)
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh import columns
from whoosh.codec import base, whoosh3
from whoosh.matching import LeafMatcher, ReadTooFar

from search.engine import arrays, postings, texts
from search.engine.storage import MappedFile, MappedStorage

EXTENSIONS = (".trm", ".pst", ".arr", ".txt", ".raw")


class ArraySegment(whoosh3.W3Segment):
    """What the table of contents knows of a segment: how many documents, which are deleted, how long its files are."""

    sizes: dict[str, int]  # of the files, by extension
    checks: dict[str, int]  # their CRC-32
    digest: str  # of the dictionary its words come from
    _fieldlengths: dict[str, int]

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        deleted = set(self.deleted_array().tolist())
        (deleted.add if delete else deleted.discard)(docnum)
        self.set_deleted(np.array(sorted(deleted), np.int32))

    def deleted_array(self) -> npt.NDArray[np.int32]:
        """The deleted documents, ascending."""
        return np.zeros(0, np.int32) if self._deleted is None else self._deleted

    def set_deleted(self, docs: npt.NDArray[np.int32]) -> None:
        self._deleted = docs if len(docs) else None

    def deleted_docs(self) -> Iterator[int]:
        return iter(self.deleted_array().tolist())

    def is_deleted(self, docnum: int) -> bool:
        deleted = self.deleted_array()
        row = int(np.searchsorted(deleted, docnum))
        return row < len(deleted) and int(deleted[row]) == docnum

    def should_assemble(self) -> bool:
        return False


class ArrayCodec(whoosh3.W3Codec):
    def postings_reader(
        self, dbfile: MappedFile, terminfo: whoosh3.W3TermInfo, format_: Any, term: Any = None, scorer: Any = None
    ) -> ArrayMatcher:
        return ArrayMatcher(dbfile, terminfo, format_, term, scorer)

    def per_document_reader(self, storage: MappedStorage, segment: ArraySegment) -> ArrayPerDocReader:
        return ArrayPerDocReader(storage, segment)

    def new_segment(self, storage: MappedStorage, indexname: str) -> ArraySegment:
        return ArraySegment(self, indexname)


class ArrayMatcher(LeafMatcher):  # type: ignore[misc]
    """A posting list as Whoosh's queries walk it; one block, so that block quality is the quality of the list."""

    def __init__(self, file: MappedFile, terminfo: whoosh3.W3TermInfo, format_: Any, term: Any, scorer: Any) -> None:
        self._given = (file, terminfo, format_, term, scorer)
        self.format, self._term, self.scorer, self._info = format_, term, scorer, terminfo
        offset, length = terminfo.extent()
        length = length[0] if isinstance(length, tuple) else length  # W3TermInfo.from_bytes forgets to unpack it
        count, heaviest = terminfo.doc_frequency(), int(terminfo.max_weight())
        self._docs = postings.decode_docs(file.data, offset, length, count, heaviest)
        self._weights = postings.decode_weights(file.data, offset, length, count, heaviest)
        self._at = 0

    def is_active(self) -> bool:
        return self._at < len(self._docs)

    def reset(self) -> None:
        self._at = 0

    def copy(self) -> ArrayMatcher:
        twin = ArrayMatcher(*self._given)
        twin._at = self._at
        return twin

    def id(self) -> int:
        return int(self._docs[self._at])

    def all_ids(self) -> Iterator[int]:
        return iter(self._docs.tolist())

    def weight(self) -> float:
        return 1.0 if self._weights is None else float(self._weights[self._at])

    def value(self) -> bytes:
        return struct.pack("!I", int(self.weight()))

    def next(self) -> bool:
        if not self.is_active():
            raise ReadTooFar
        self._at += 1
        return not self.is_active()

    def skip_to(self, docnum: int) -> None:
        if not self.is_active():
            raise ReadTooFar
        self._at = max(self._at, int(np.searchsorted(self._docs, docnum)))

    def skip_to_quality(self, minquality: float) -> int:
        if self.block_quality() > minquality:
            return 0
        self._at = len(self._docs)
        return 1

    def block_max_weight(self) -> float:
        return float(self._info.max_weight())

    def block_min_length(self) -> int:
        return int(self._info.min_length())

    def block_max_length(self) -> int:
        return int(self._info.max_length())

    def block_max_id(self) -> int:
        return int(self._docs[-1])


class ArrayPerDocReader(base.PerDocumentReader):  # type: ignore[misc]
    """Lengths, columns and stored fields of a segment."""

    def __init__(self, storage: MappedStorage, segment: ArraySegment) -> None:
        self._segment = segment
        self._arrays, self._values = arrays.load(segment.open_file(storage, ".arr").data)
        self._texts = texts.Texts.open(storage, segment, self._arrays)

    def doc_count(self) -> int:
        return self.doc_count_all() - self._segment.deleted_count()

    def doc_count_all(self) -> int:
        return int(self._segment.doc_count_all())

    def has_deletions(self) -> bool:
        return bool(self._segment.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        return self._segment.is_deleted(docnum)

    def deleted_docs(self) -> Iterator[int]:
        return self._segment.deleted_docs()

    def supports_columns(self) -> bool:
        return True

    def has_column(self, fieldname: str) -> bool:
        return fieldname in ("date", *self._values["strings"])

    def column_reader(self, fieldname: str, column: columns.Column) -> ArrayColumnReader:
        strings = self._values["strings"].get(fieldname)
        return ArrayColumnReader(self._arrays[fieldname], strings and [string.encode() for string in strings])

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        return int(self._arrays["lengths"][docnum]) if fieldname == "text" else default

    def field_length(self, fieldname: str) -> int:
        return self._segment._fieldlengths.get(fieldname, 0)

    def min_field_length(self, fieldname: str) -> int:
        return int(self._arrays["lengths"].min(initial=0)) if fieldname == "text" else 0

    def max_field_length(self, fieldname: str) -> int:
        return int(self._arrays["lengths"].max(initial=0)) if fieldname == "text" else 0

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        document = self._texts.document(docnum)
        return {name: getattr(document, name) for name in texts.NAMES}


class ArrayColumnReader(columns.ColumnReader):  # type: ignore[misc]
    """A column of numbers, or of numbers that stand for strings."""

    def __init__(self, numbers: npt.NDArray[Any], strings: list[bytes] | None) -> None:
        self._numbers, self._strings = numbers, strings

    def __len__(self) -> int:
        return len(self._numbers)

    def __getitem__(self, docnum: int) -> int | bytes:
        number = int(self._numbers[docnum])
        return number if self._strings is None else self._strings[number]

    def sort_key(self, docnum: int) -> int | bytes:
        return self[docnum]

    def load(self) -> list[int | bytes]:
        return [self[docnum] for docnum in range(len(self))]
