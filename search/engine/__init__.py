"""The search engine: exact answers on Whoosh's storage. Its doors are the names below; nothing here knows Django."""

from __future__ import annotations

from search.engine.commits import prepare, rebuild, verify, write
from search.engine.documents import Document
from search.engine.errors import (
    IndexDamaged,
    IndexLocked,
    IndexMissing,
    IndexProblem,
    IndexTooNew,
    IndexTooOld,
)
from search.engine.hits import Hits
from search.engine.index import Index, open_index

__all__ = [
    "Document",
    "Hits",
    "Index",
    "IndexDamaged",
    "IndexLocked",
    "IndexMissing",
    "IndexProblem",
    "IndexTooNew",
    "IndexTooOld",
    "open_index",
    "prepare",
    "rebuild",
    "verify",
    "write",
]
