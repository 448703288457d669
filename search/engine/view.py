"""A segment opened for reading: its arrays as views of the mapped files."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh.codec.whoosh3 import W3TermsReader

from search.analysis import flatten
from search.engine import arrays, postings, terms
from search.engine.calendar import calendar
from search.engine.codec import EXTENSIONS, ArraySegment
from search.engine.documents import Document
from search.engine.errors import IndexDamaged
from search.engine.lookup import place_of
from search.engine.merging import Stored
from search.engine.storage import MappedStorage
from search.engine.texts import Texts

Docs = npt.NDArray[np.int32]
_INFO = struct.Struct("!BfIBBfIIqi")
_REBUILD = "run `manage.py rebuild_index`"


@dataclass(frozen=True, slots=True)
class Posting:
    """Where a term's list stands, and what is known of it without reading it."""

    count: int
    heaviest: int
    offset: int
    length: int


class SegmentView:
    """One segment. Documents are numbers from 0; deleted ones are still in the lists and not in `live`."""

    def __init__(self, storage: MappedStorage, segment: ArraySegment) -> None:
        self.storage = storage
        self.segment, self.count = segment, int(segment.doc_count_all())
        self.files = {ext: segment.open_file(storage, ext) for ext in EXTENSIONS}
        for ext, file in self.files.items():
            if len(file.data) != segment.sizes[ext]:
                name = segment.make_filename(ext)
                raise IndexDamaged(
                    f"The file {name} of the search index holds {len(file.data)} bytes instead of "
                    f"{segment.sizes[ext]}: {_REBUILD}."
                )
        try:
            self.arrays, self.values = arrays.load(self.files[".arr"].data)
        except arrays.ArraysDamaged as error:
            raise IndexDamaged(f"{segment.make_filename('.arr')} of the search index: {error}; {_REBUILD}.") from error
        self.lists = self.files[".pst"].data
        self.texts = Texts.open(storage, segment, self.arrays)
        self._uids = memoryview(self.arrays["uids"])  # type: ignore[arg-type]
        self._flat: dict[str, list[str]] = {}
        self.joints: list[Any] = []  # columns drawn together for counting (facets.py)
        self.totals: dict[str, npt.NDArray[np.int64]] = {}  # of all documents by value (facets.py)

    @cached_property
    def terms(self) -> W3TermsReader:
        """Whoosh's term dictionary; opened when first asked, since a writer often needs the columns alone."""
        return W3TermsReader(self.segment.codec(), self.files[".trm"], self.segment.sizes[".trm"], self.files[".pst"])

    @cached_property
    def live(self) -> npt.NDArray[np.bool_] | None:
        """Which documents are not deleted; None where none is."""
        if not self.segment.has_deletions():
            return None
        live = np.ones(self.count, np.bool_)
        live[self.segment.deleted_array()] = False
        return live

    @cached_property
    def owners(self) -> npt.NDArray[np.uint32]:
        """The document of each entry of the column of reporters."""
        starts = self.arrays["reporter_starts"]
        return np.repeat(np.arange(self.count, dtype=np.uint32), starts[1:] - starts[:-1])

    @cached_property
    def anonymous(self) -> npt.NDArray[np.bool_]:
        """Which documents name no reporter."""
        starts = self.arrays["reporter_starts"]
        return starts[1:] == starts[:-1]

    @cached_property
    def has_original(self) -> bool:
        """True if the segment holds text that was corrected away."""
        names = self.values["groups"]
        return any(names[number][0] == "original" for number in np.unique(self.arrays["term_groups"]).tolist())

    @property
    def live_count(self) -> int:
        return self.count - int(self.segment.deleted_count())

    def posting(self, text: str, field: int = 0) -> Posting | None:
        """What the term dictionary says of a term; None where the segment does not hold it."""
        key = struct.pack("!H", field) + text.encode("utf-8", "surrogatepass")
        at = place_of(self.files[".trm"].data, self.terms._tindex.tables, key)
        if at is None:
            return None
        _, _, count, _, _, heaviest, _, _, offset, length = _INFO.unpack_from(self.files[".trm"].data, at)
        return Posting(count, int(heaviest), offset, length)

    def docs(self, posting: Posting) -> Docs:
        return postings.decode_docs(self.lists, posting.offset, posting.length, posting.count, posting.heaviest)

    def weights(self, posting: Posting) -> npt.NDArray[np.uint8] | None:
        return postings.decode_weights(self.lists, posting.offset, posting.length, posting.count, posting.heaviest)

    def find(self, uid: str) -> int | None:
        """The document's number, None where it is not here or deleted."""
        check = np.uint32(zlib.crc32(uid.encode("utf-8", "surrogatepass")))
        hashes = self.arrays["uid_hashes"]
        row = int(np.searchsorted(hashes, check))
        while row < self.count and hashes[row] == check:
            number = int(self.arrays["uid_docs"][row])
            if self.uid(number) == uid and (self.live is None or self.live[number]):
                return number
            row += 1
        return None

    def uid(self, number: int) -> str:
        return self.uids([number])[0]

    def uids(self, numbers: Sequence[int]) -> list[str]:
        """The documents' uids."""
        starts, data = self.arrays["uid_starts"], self._uids
        at = np.asarray(numbers, np.int64)
        spans = zip(starts[at].tolist(), starts[at + 1].tolist(), strict=True)
        return [str(data[start:end], "utf-8", "surrogatepass") for start, end in spans]

    def document(self, number: int) -> Document:
        return self.texts.document(number)

    def flat_strings(self, name: str) -> list[str]:
        """The same, as they are compared."""
        if name not in self._flat:
            self._flat[name] = [flatten(string) for string in self.strings(name)]
        return self._flat[name]

    @cached_property
    def calendar(self) -> dict[str, tuple[npt.NDArray[np.uint16], tuple[str, ...]]]:
        """Year and month of every document (calendar.calendar)."""
        return calendar(self.arrays["date"])

    def strings(self, name: str) -> list[str]:
        """The strings that the numbers of a column stand for."""
        return self.values["strings"][name]  # type: ignore[no-any-return]

    def sources(self, numbers: npt.NDArray[np.int64]) -> dict[tuple[str, str], Stored]:
        """The posting lists, for merging; `numbers` gives each document's number in the new segment."""
        keys, groups = self.arrays["term_keys"], self.arrays["term_groups"]
        infos = self._infos()
        found = {}
        for number, name in enumerate(self.values["groups"]):
            rows = np.flatnonzero(groups == number)
            chosen = infos[rows]
            data = np.frombuffer(self.lists, np.uint8)
            found[tuple(name)] = Stored(keys[rows], chosen["count"].astype(np.int64), chosen, data, numbers)
        return found

    def _infos(self) -> npt.NDArray[np.void]:
        index = self.terms._tindex
        data = np.frombuffer(self.files[".trm"].data, np.uint8)
        kind = ">i8" if index.extras["indextype"] == "q" else ">u4"
        places = np.frombuffer(self.files[".trm"].data, kind, index.indexlen, index.indexbase).astype(np.int64)
        sizes = sum(data[places + i].astype(np.int64) << (8 * (3 - i)) for i in range(4))
        out = np.empty(len(places), terms.INFO)
        width = terms.INFO.itemsize
        values: Any = out.view(np.uint8).reshape(-1, width)
        for byte in range(width):
            values[:, byte] = data[places + 8 + sizes + byte]
        return out
