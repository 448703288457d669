"""Counts per facet value, and the filters that a chosen value is: both from the columns of a segment."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from search.engine.postings import spread
from search.engine.sets import Docs, Mask, docs_of, mask_of
from search.engine.view import SegmentView

NAMES = ("paper", "year", "month", "page", "column", "reporter", "kind", "verified")
_MANY = 8
_FEW = 4000  # documents; fewer are counted column by column
_CELLS = 1 << 14  # of columns counted as one
Numbers = npt.NDArray[np.int64]
Filters = Mapping[str, str | Sequence[str]]


class Tally:
    """Counts over several segments. Each numbers the values of a facet in its own way: `labels` are all values of a
    name, `places` where the values of each segment stand among them; both are made when a name is first asked for."""

    def __init__(self, views: Sequence[SegmentView]) -> None:
        self.views = views
        self.labels: dict[str, list[str]] = {}
        self.places: dict[str, list[Numbers]] = {}

    def counts(self, found: Sequence[Docs], names: Sequence[str]) -> dict[str, dict[str, int]]:
        """How many of the documents have each value: years as "2020", months as "2020-06", verified as "1" or "0";
        those without a value (undated, no reporter) under "". An article counts once for each of its reporters."""
        parts = [numbers(view, docs, names) for view, docs in zip(self.views, found, strict=True)]
        return {name: self._named(name, [part[name] for part in parts]) for name in names}

    def _named(self, name: str, parts: Sequence[Numbers]) -> dict[str, int]:
        if name not in self.labels:
            self._learn(name)
        labels = self.labels[name]
        totals = np.zeros(len(labels), np.int64)
        for places, part in zip(self.places[name], parts, strict=True):
            totals[places] += part
        rows = np.flatnonzero(totals)
        return dict(zip([labels[row] for row in rows.tolist()], totals[rows].tolist(), strict=True))

    def _learn(self, name: str) -> None:
        known: dict[str, int] = {}
        rows = [[known.setdefault(label, len(known)) for label in labels_counted(view, name)] for view in self.views]
        self.places[name] = [np.array(row, np.int64) for row in rows]
        self.labels[name] = list(known)


def numbers(view: SegmentView, docs: Docs, names: Sequence[str]) -> dict[str, Numbers]:
    """For each name, how many of the documents have each of its values, in the order of labels_counted."""
    if len(docs) * 2 > view.count:  # the fewer others are counted, and taken away from all
        rest = _numbers(view, docs_of(~mask_of(docs, view.count)), names)
        return {name: totals(view)[name] - rest[name] for name in names}
    return _numbers(view, docs, names)


def totals(view: SegmentView) -> Mapping[str, Numbers]:
    """The numbers of all documents of the segment, deleted ones too; counted once."""
    if not view.totals:
        view.totals.update(_numbers(view, np.arange(view.count, dtype=np.int32), NAMES))
    return view.totals


def _numbers(view: SegmentView, docs: Docs, names: Sequence[str]) -> dict[str, Numbers]:
    single = [name for name in names if name != "reporter"]
    found = _together(view, docs, single) if len(docs) > _FEW else _apart(view, docs, single)
    return {**found, "reporter": _of_reporters(view, docs)} if "reporter" in names else found


def _apart(view: SegmentView, docs: Docs, names: Sequence[str]) -> dict[str, Numbers]:
    return {name: np.bincount(_codes(view, name)[docs], minlength=len(view_labels(view, name))) for name in names}


def _together(view: SegmentView, docs: Docs, names: Sequence[str]) -> dict[str, Numbers]:
    """The same for many documents: several columns are counted as one, whose cells are then summed for each."""
    found: dict[str, Numbers] = {}
    for joint in joints(view):
        asked = [name for name in joint.names if name in names]
        if asked:
            cells = np.bincount(joint.codes[docs], minlength=math.prod(joint.sizes)).reshape(joint.sizes)
        for name in asked:
            axis = joint.names.index(name)
            found[name] = cells.sum(axis=tuple(i for i in range(cells.ndim) if i != axis))
    return found


@dataclass(frozen=True, slots=True)
class Joint:
    """Columns drawn into one: a document's code stands for its values in all of them."""

    names: tuple[str, ...]
    sizes: tuple[int, ...]
    codes: npt.NDArray[np.uint16]


def joints(view: SegmentView) -> list[Joint]:
    """All columns of one value a document, in as few as their codes allow; made once for a segment."""
    if not view.joints:
        sizes = {name: max(1, len(view_labels(view, name))) for name in NAMES if name != "reporter"}
        view.joints.extend(_joint(view, names, sizes) for names in _grouped(sizes))
    return view.joints


def _grouped(sizes: Mapping[str, int]) -> list[list[str]]:
    """Names with as many values together as make few cells: the columns of few values fall together."""
    groups: list[list[str]] = []
    for name in sorted(sizes, key=lambda name: sizes[name]):
        if groups and math.prod(sizes[n] for n in groups[-1]) * sizes[name] <= _CELLS:
            groups[-1].append(name)
        else:
            groups.append([name])
    return groups


def _joint(view: SegmentView, names: Sequence[str], sizes: Mapping[str, int]) -> Joint:
    codes = np.zeros(view.count, np.uint32)
    for name in names:
        codes = codes * np.uint32(sizes[name]) + _codes(view, name)
    shape = tuple(sizes[name] for name in names)
    return Joint(tuple(names), shape, codes.astype(np.uint16 if math.prod(shape) <= 1 << 16 else np.uint32))


def _of_reporters(view: SegmentView, docs: Docs) -> Numbers:
    counted = np.bincount(_reporters(view, docs), minlength=len(view_labels(view, "reporter")))
    return np.append(counted, np.count_nonzero(view.anonymous[docs]))


def labels_counted(view: SegmentView, name: str) -> Sequence[str]:
    labels = view_labels(view, name)
    return [*labels, ""] if name == "reporter" else labels  # an article may have no reporter


def _reporters(view: SegmentView, docs: Docs) -> npt.NDArray[np.uint32]:
    """The entries of the documents in the column of reporters."""
    if len(docs) * _MANY > view.count:  # looking at every entry is then cheaper than gathering those of the documents
        return view.arrays["reporter"][mask_of(docs, view.count)[view.owners]]
    starts = view.arrays["reporter_starts"]
    begins = starts[docs]
    sizes = (starts[docs + 1] - begins).astype(np.int64)
    return view.arrays["reporter"][spread(begins.astype(np.int64), sizes)]


def view_labels(view: SegmentView, name: str) -> Sequence[str]:
    if name == "verified":
        return ("0", "1")
    if name in ("year", "month"):
        return view.calendar[name][1]
    return view.strings(name)


def _codes(view: SegmentView, name: str) -> npt.NDArray[np.integer]:
    return view.calendar[name][0] if name in ("year", "month") else view.arrays[name]


def mask(view: SegmentView, filters: Filters, date_from: int | None, date_to: int | None) -> Mask | None:
    """The documents that pass the filters and are not deleted; None where all do. Several values of one name are
    alternatives. KeyError for a name that is no facet."""
    found = view.live
    for name, values in filters.items():
        passed = _having(view, name, {values} if isinstance(values, str) else set(values))
        found = passed if found is None else found & passed
    if date_from is not None or date_to is not None:
        days = view.arrays["date"]
        passed = (days >= (date_from or 1)) & (days <= (date_to or date.max.toordinal()))
        found = passed if found is None else found & passed
    return found


def _having(view: SegmentView, name: str, values: set[str]) -> Mask:
    if name not in NAMES:
        raise KeyError(f"{name!r} is no facet; there are {', '.join(NAMES)}")
    wanted = np.array([label in values for label in view_labels(view, name)], np.bool_)
    if name != "reporter":
        return wanted[_codes(view, name)] if len(wanted) else np.zeros(view.count, np.bool_)
    starts = view.arrays["reporter_starts"]
    sizes = starts[1:] - starts[:-1]
    hits = wanted[view.arrays["reporter"]] if len(wanted) else np.zeros(0, np.bool_)
    passed = np.zeros(view.count, np.bool_)
    passed[view.owners[hits]] = True
    return passed | (sizes == 0) if "" in values else passed


def only(view: SegmentView, uids: Sequence[str], before: Mask | None) -> Mask:
    """The mask narrowed to some articles."""
    numbers = [number for uid in uids if (number := view.find(uid)) is not None]
    passed = np.zeros(view.count, np.bool_)
    passed[numbers] = True
    return passed if before is None else passed & before
