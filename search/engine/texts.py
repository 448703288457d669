"""The text of a segment's documents: flat, for the check of the found text, and as it came, for everything shown.

`.txt` is UTF-16 in little-endian units, the parts of a document set apart by the border character (which is none, so
that no string runs from one part into the next). `text_starts` gives each document's first unit, `text_cuts` where its
headline group, column, names, shown text and corrected-away text end. `.raw` holds one JSON list a document.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh.codec.base import Segment

from search.analysis import BORDER
from search.engine.documents import Document
from search.engine.invert import Batch
from search.engine.storage import MappedStorage

NAMES = tuple(field.name for field in fields(Document))
CUTS = ("headline", "column", "names", "shown", "all")


@dataclass(frozen=True, slots=True)
class Texts:
    text: memoryview
    raw: memoryview
    starts: npt.NDArray[np.uint64]
    cuts: npt.NDArray[np.uint32]
    raw_starts: npt.NDArray[np.uint64]

    @classmethod
    def open(cls, storage: MappedStorage, segment: Segment, arrays: Mapping[str, npt.NDArray[Any]]) -> Texts:
        text, raw = (segment.open_file(storage, ext).data for ext in (".txt", ".raw"))
        return cls(text, raw, arrays["text_starts"], arrays["text_cuts"].reshape(-1, len(CUTS)), arrays["raw_starts"])

    def document(self, number: int) -> Document:
        """The document as it came."""
        start, end = self.raw_starts[number : number + 2].tolist()
        record = json.loads(str(self.raw[start:end], "utf-8", "surrogatepass"))
        return Document(*[tuple(value) if type(value) is list else value for value in record])  # type: ignore[arg-type]


def raw_bytes(document: Document) -> bytes:
    values = [getattr(document, name) for name in NAMES]  # dataclasses.astuple would copy all of it first
    return json.dumps(values, ensure_ascii=False).encode("utf-8", "surrogatepass")


def flat_bytes(batch: Batch) -> tuple[bytes, npt.NDArray[np.uint64], npt.NDArray[np.uint32]]:
    """The batch's text in UTF-16; each document's first unit, and the units from there to its cuts."""
    wide = batch.codes > 0xFFFF
    units = np.append(0, np.cumsum(np.where(wide, 2, 1))) if wide.any() else np.arange(len(batch.codes) + 1)
    ends = units[batch.ends]
    firsts = batch.cuts[:, 0]
    starts = np.where(firsts > 0, ends[firsts - 1] + 1, 0)
    cuts = ends[batch.cuts[:, 1:]] - starts[:, None]
    return utf16(batch.codes, wide), starts.astype(np.uint64), cuts.astype(np.uint32)


def utf16(codes: npt.NDArray[np.uint32], wide: npt.NDArray[np.bool_]) -> bytes:
    if not wide.any():
        return codes.astype("<u2").tobytes()
    text = codes.tobytes().decode("utf-32-le", "surrogatepass")
    return text.encode("utf-16-le", "surrogatepass")


def needle(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")


def border() -> bytes:
    return needle(BORDER)


def parts(text: str) -> list[str]:
    return text.split(BORDER)
