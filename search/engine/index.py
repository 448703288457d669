"""The index as the rest of the program sees it: open, refresh, search."""

from __future__ import annotations

import os
import threading
import time
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from search.engine import facets as faceting
from search.engine import phrases, rank, toc
from search.engine.documents import Document
from search.engine.errors import IndexDamaged, IndexTooOld
from search.engine.execute import ALIKE, ORIGINAL, SHOWN, Execution, Leaf, Lookalikes, has_alike
from search.engine.hits import Hits
from search.engine.schema import analysis_digest
from search.engine.sets import NOTHING, Docs, Mask, without
from search.engine.storage import MappedStorage
from search.engine.view import SegmentView
from search.query import Node

TOTALS = ("total", "total_original", "total_alike")  # per tier
SORTS = ("relevance", "newest", "oldest")
_TRIES = 20  # a writer may remove files between the reading of the table and their opening


class Row(NamedTuple):  # made for every hit: a frozen dataclass takes four times as long
    """A hit: which segment, which document there."""

    view: int
    doc: int
    score: float


class Index:
    """One generation of the index, as it was when opened; safe to share between threads."""

    def __init__(self, folder: Path, table: toc.TOC) -> None:
        self.path, self.generation, self.number = folder, int(table.generation), int(table.schema.number)
        storage = MappedStorage(str(folder))
        self.views = [SegmentView(storage, segment) for segment in table.segments]
        self.count = sum(view.live_count for view in self.views)
        self.words: tuple[str, ...] = table.schema.words
        lengths = sum(int(view.segment._fieldlengths["text"]) for view in self.views)
        mean = lengths / max(1, sum(view.count for view in self.views))
        self._prepared = [rank.prepare(view, mean) for view in self.views]
        self._bases = np.cumsum([0, *(view.count for view in self.views)])
        self._tally = faceting.Tally(self.views)
        self._seen = os.stat(folder).st_mtime_ns

    def refresh(self) -> Index:
        """This index, or the newer generation where there is one on disk."""
        changed = os.stat(self.path).st_mtime_ns
        if changed == self._seen or toc.generation(self.path) == self.generation:
            self._seen = changed
            return self
        return open_index(self.path)

    def document(self, uid: str) -> Document | None:
        """The article as it was written, None where the index does not hold it."""
        for view in self.views:
            if (number := view.find(uid)) is not None:
                return view.document(number)
        return None

    def documents(self) -> Iterator[Document]:
        """Every article of this generation as it was written."""
        for view in self.views:
            numbers = range(view.count) if view.live is None else np.flatnonzero(view.live).tolist()
            yield from map(view.document, numbers)

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
        filters: faceting.Filters | None = None,
        facets: Sequence[str] = (),
        only: Collection[str] | None = None,
        lookalikes: Mapping[str, str] | None = None,
    ) -> Hits:
        """The hits from `offset`, with exact totals and counts. `filters` and `facets` go by facets.NAMES;
        `lookalikes` gives the characters that look like a character, for ~ in the query."""
        if sort not in SORTS:
            raise ValueError(f"sort {sort!r} is none of {', '.join(SORTS)}")
        wanted = {**({"paper": paper} if paper else {}), **(filters or {})}
        masks = [self._mask(view, wanted, date_from, date_to, only) for view in self.views]
        shown = self._run(node, masks, SHOWN, lookalikes)
        tiers = [shown, *self._further(node, masks, shown, lookalikes)]
        rows = self._window(node, tiers, sort, offset, limit)
        return Hits(
            **dict(zip(TOTALS, (sum(map(len, tier.docs)) for tier in tiers), strict=True)),
            uids=self._uids([row for _, row in rows]),
            places=[(row.view, row.doc) for _, row in rows],
            scores=[row.score for _, row in rows],
            original=[tier == ORIGINAL for tier, _ in rows],
            alike=[tier == ALIKE for tier, _ in rows],
            facets=self._tally.counts(shown.docs, facets),
        )

    def at(self, place: tuple[int, int]) -> Document:
        """The article at one of `Hits.places`, of a search in this generation."""
        view, number = place
        return self.views[view].document(number)

    def _uids(self, rows: Sequence[Row]) -> list[str]:
        found = [""] * len(rows)
        for number, view in enumerate(self.views):
            here = [place for place, row in enumerate(rows) if row.view == number]
            for place, uid in zip(here, view.uids([rows[place].doc for place in here]), strict=True):
                found[place] = uid
        return found

    def _mask(
        self, view: SegmentView, wanted: faceting.Filters, date_from: int | None, date_to: int | None,
        only: Collection[str] | None,
    ) -> Mask | None:  # fmt: skip
        mask = faceting.mask(view, wanted, date_from, date_to)
        return mask if only is None else faceting.only(view, list(only), mask)

    def _run(self, node: Node, masks: list[Mask | None], tier: int, lookalikes: Lookalikes | None) -> _Tier:
        runs = [Execution(view, mask, lookalikes or {}, tier) for view, mask in zip(self.views, masks, strict=True)]
        return _Tier(runs, [run.run(node) for run in runs])

    def _further(
        self, node: Node, masks: list[Mask | None], shown: _Tier, lookalikes: Lookalikes | None
    ) -> list[_Tier]:
        """What is found in corrected-away text, then by look-alikes; each without what is found before it."""
        original, alike = shown.none(), shown.none()
        if any(view.has_original for view in self.views):
            original = self._run(node, masks, ORIGINAL, lookalikes).minus(shown)
        if has_alike(node):
            alike = self._run(node, masks, ALIKE, lookalikes).minus(shown).minus(original)
        return [original, alike]

    def _window(self, node: Node, tiers: Sequence[_Tier], sort: str, offset: int, limit: int) -> list[tuple[int, Row]]:
        rows: list[tuple[int, Row]] = []
        for number, tier in enumerate(tiers):
            total = sum(map(len, tier.docs))
            if total and limit > 0 and offset < total:
                found = self._best(node, tier, sort, offset + limit)[offset:]
                rows += [(number, row) for row in found]
                limit -= len(found)
            offset = max(0, offset - total)
        return rows

    def _best(self, node: Node, tier: _Tier, sort: str, count: int) -> list[Row]:
        """The first rows of a tier: the first of each segment, then the first of these."""
        words = phrases.words_of(node) if sort == "relevance" else []
        scores, wanted = self._scores(tier, sort), max(count, phrases.BEST) if words else count
        parts = [self._first(*part, wanted) for part in zip(self.views, self._bases, tier.docs, scores, strict=False)]
        places, found, days = map(np.concatenate, zip(*parts, strict=True))
        chosen = rank.in_order(found, days)[:wanted]
        places, found = places[chosen], found[chosen]
        if words:
            factors = self._phrase_factors(places[: phrases.BEST], words)
            found[: len(factors)] *= factors
            order = np.argsort(-found[: len(factors)], kind="stable")
            places[: len(factors)], found[: len(factors)] = places[order], found[order]
        return self._rows(places[:count], found[:count] if sort == "relevance" else np.zeros(count))

    def _first(
        self, view: SegmentView, base: int, docs: Docs, scores: rank.Scores, count: int
    ) -> tuple[npt.NDArray[np.int64], rank.Scores, npt.NDArray[np.int32]]:
        """Places, scores and dates of a segment's first hits."""
        days = view.arrays["date"]
        rows = rank.best(scores, docs, days, count)
        chosen = docs[rows]
        return chosen.astype(np.int64) + base, scores[rows], days[chosen]

    def _rows(self, places: npt.NDArray[np.int64], scores: npt.NDArray[np.floating]) -> list[Row]:
        views = np.searchsorted(self._bases, places, side="right") - 1
        docs = places - self._bases[views]
        return list(map(Row, views.tolist(), docs.tolist(), scores.tolist()))

    def _scores(self, tier: _Tier, sort: str) -> list[rank.Scores]:
        """What the hits of each segment are put in order by."""
        if sort != "relevance":
            days = (view.arrays["date"][docs] for view, docs in zip(self.views, tier.docs, strict=True))
            return [rank.by_date(some, sort == "newest") for some in days]
        estimates: Counter[Leaf] = Counter()
        for run in tier.runs:
            estimates.update({leaf: found.estimate for leaf, found in run.evidence.items()})
        rarities = {leaf: rank.rarity(self.count, estimate) for leaf, estimate in estimates.items()}
        parts = zip(tier.runs, tier.docs, self._prepared, strict=True)
        return [rank.score(run, docs, rarities, *prepared) for run, docs, prepared in parts]

    def _phrase_factors(self, places: npt.NDArray[np.int64], words: Sequence[str]) -> rank.Scores:
        """What the best hits gain by holding the query as it was typed."""
        found = np.ones(len(places), np.float32)
        views = np.searchsorted(self._bases, places, side="right") - 1
        for number in np.unique(views).tolist():
            rows = np.flatnonzero(views == number)
            docs = (places[rows] - self._bases[number]).astype(np.int32)
            found[rows] = phrases.factors(self.views[number], docs, words)
        return found


@dataclass(frozen=True, slots=True)
class _Tier:
    """The documents found in each segment, and how."""

    runs: list[Execution]
    docs: list[Docs]

    def none(self) -> _Tier:
        return _Tier(self.runs, [NOTHING for _ in self.docs])

    def minus(self, other: _Tier) -> _Tier:
        pairs = zip(self.runs, self.docs, other.docs, strict=True)
        return _Tier(self.runs, [without(docs, others, run.view.count) for run, docs, others in pairs])


_opened: dict[Path, Index] = {}  # one per folder and process; a generation never changes, so sharing is safe
_opening = threading.Lock()


def open_index(path: str | os.PathLike[str], *, fresh: bool = False) -> Index:
    """The newest generation in the folder: the one opened last in this process where it is still the newest, unless
    `fresh`. IndexProblem where there is none that can be used."""
    folder = Path(path).resolve()
    with _opening:
        held = None if fresh else _opened.get(folder)
        if held is None or toc.generation(folder) != held.generation:
            held = _opened[folder] = _open(folder)
        return held


def _open(folder: Path) -> Index:
    for attempt in range(_TRIES):
        number = toc.generation(folder)
        try:
            table = toc.read(folder, number)
            _refuse_other_analysis(folder, table)
            return Index(folder, table)
        except FileNotFoundError as error:
            missing = error
            if attempt and toc.generation(folder) == number:
                break
            time.sleep(0.01)
    raise IndexDamaged(
        f"A file of the search index is missing ({missing.filename}): run `manage.py rebuild_index`."
    ) from missing


def _refuse_other_analysis(folder: Path, table: toc.TOC) -> None:
    """IndexTooOld where the index was folded by other tables than those of this program."""
    if table.schema.analysis != analysis_digest():
        raise IndexTooOld(
            f"The search index in {folder} was made with other character tables: run `manage.py rebuild_index`."
        )
