"""The index as the rest of the program sees it: open, refresh, search."""
from __future__ import annotations

import os
import pickle
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from whoosh.filedb.filestore import FileStorage

from search.engine.documents import Document
from search.engine.errors import IndexDamaged, IndexLocked, IndexMissing
from search.engine.hits import Hits
from search.engine.plain import ALIKE, ORIGINAL, SHOWN, Lookalikes, matches
from search.query import Node

Filters = Mapping[str, str | Sequence[str]]


def facet_values(document: Document, name: str) -> Sequence[str]:
    """The values of one article for a facet: years as "2020", months as "2020-06", "" where there is none."""
    if name in ("year", "month"):
        day = date.fromordinal(document.date) if document.date else None
        return [day.strftime("%Y" if name == "year" else "%Y-%m") if day else ""]
    if name == "reporter":
        return sorted(set(document.reporters)) or [""]
    if name == "verified":
        return ["1" if document.verified else "0"]
    return [getattr(document, name)]


class Index:
    """A generation of the index, as it was when opened."""

    def __init__(self, path: Path, generation: int, number: int, documents: dict[str, Document]) -> None:
        self.path, self.generation, self.number, self._documents = path, generation, number, documents

    @property
    def count(self) -> int:
        return len(self._documents)

    def refresh(self) -> Index:
        """This index, or the newer generation where there is one on disk."""
        return self if _generation(self.path) == self.generation else open_index(self.path)

    def document(self, uid: str) -> Document | None:
        return self._documents.get(uid)

    def search(
        self,
        node: Node,
        *,
        limit: int = 20,
        offset: int = 0,
        sort: str = "relevance",
        date_from: int | None = None,
        date_to: int | None = None,
        paper: str | None = None,
        filters: Filters | None = None,
        facets: Sequence[str] = (),
        only: Collection[str] | None = None,
        lookalikes: Lookalikes | None = None,
    ) -> Hits:
        wanted = {**({"paper": paper} if paper else {}), **(filters or {})}
        pool = [
            d
            for d in self._documents.values()
            if (only is None or d.uid in only)
            and (date_from is None or (d.date is not None and d.date >= date_from))
            and (date_to is None or (d.date is not None and d.date <= date_to))
            and all(set(facet_values(d, k)) & ({v} if isinstance(v, str) else set(v)) for k, v in wanted.items())
        ]
        tiers: list[list[Document]] = []
        for tier in (SHOWN, ORIGINAL, ALIKE):
            taken = {d.uid for found in tiers for d in found}
            found = [d for d in pool if d.uid not in taken and matches(node, d, tier, lookalikes)]
            tiers.append(_ordered(found, sort))
        counts = {name: Counter(v for d in tiers[SHOWN] for v in facet_values(d, name)) for name in facets}
        rows = [(d.uid, tier) for tier, found in enumerate(tiers) for d in found][offset : offset + limit]
        return Hits(
            *map(len, tiers),
            uids=[uid for uid, _ in rows],
            scores=[1.0] * len(rows),
            original=[tier == ORIGINAL for _, tier in rows],
            alike=[tier == ALIKE for _, tier in rows],
            facets={name: dict(count) for name, count in counts.items()},
        )


def _ordered(found: list[Document], sort: str) -> list[Document]:
    newest = sorted(found, key=lambda d: (d.date is None, -(d.date or 0), d.uid))
    return newest if sort != "oldest" else sorted(found, key=lambda d: (d.date is None, d.date or 0, d.uid))


def _generation(path: Path) -> int:
    names = os.listdir(path) if path.is_dir() else []
    return max((int(m[1]) for n in names if (m := re.fullmatch(r"first_(\d+)\.pickle", n))), default=-1)


def open_index(path: str | os.PathLike[str], *, fresh: bool = False) -> Index:
    """The newest generation in the folder. IndexProblem where there is none that can be read."""
    folder = Path(path)
    generation = _generation(folder)
    if generation < 0:
        raise IndexMissing(f"There is no search index in {folder}: run `manage.py rebuild_index`.")
    try:
        number, documents = pickle.loads((folder / f"first_{generation}.pickle").read_bytes())
    except (pickle.UnpicklingError, EOFError, ValueError) as error:
        raise IndexDamaged(f"The search index in {folder} is damaged: run `manage.py rebuild_index`.") from error
    return Index(folder, generation, number, documents)


@contextmanager
def _write_lock(folder: Path):  # type: ignore[no-untyped-def]
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileStorage(str(folder)).lock("WRITELOCK")
    if not lock.acquire():
        raise IndexLocked(f"Another process is writing the index in {folder}: wait for it, or stop it.")
    try:
        yield
    finally:
        lock.release()


def write(path: str | os.PathLike[str], updates: Iterable[Document], deletes: Iterable[str], number: int) -> int:
    """One commit; the new generation."""
    folder = Path(path)
    with _write_lock(folder):
        documents = dict(open_index(folder)._documents) if _generation(folder) >= 0 else {}
        for uid in deletes:
            documents.pop(uid, None)
        documents.update((document.uid, document) for document in updates)
        return _save(folder, documents, number)


def rebuild(
    path: str | os.PathLike[str], documents: Iterable[Document], number: int, processes: int = 1, progress=None
) -> int:  # type: ignore[no-untyped-def]
    """The whole index anew, then the switch; the new generation."""
    folder = Path(path)
    table: dict[str, Document] = {}
    for document in documents:
        table[document.uid] = document
        if progress:
            progress(len(table))
    with _write_lock(folder):
        return _save(folder, table, number)


def _save(folder: Path, documents: dict[str, Document], number: int) -> int:
    old = _generation(folder)
    name = folder / f"first_{old + 1}.pickle"
    beside = name.with_suffix(".new")
    with beside.open("wb") as file:
        pickle.dump((number, documents), file)
        file.flush()
        os.fsync(file.fileno())
    beside.rename(name)
    (folder / f"first_{old}.pickle").unlink(missing_ok=True)
    return old + 1
