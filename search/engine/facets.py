"""Counts per facet value, and the filters that a chosen value is: both from the columns of a segment."""

from __future__ import annotations

import math
from collections import Counter
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


def counts(view: SegmentView, docs: Docs, names: Sequence[str]) -> dict[str, Counter[str]]:
    """How many of the documents have each value: years as "2020", months as "2020-06", verified as "1" or "0"; those
    without a value (undated, no reporter) under "". An article counts once for each of its reporters."""
    if len(docs) * 2 > view.count:  # the fewer others are counted, and taken away from all
        others = docs_of(~mask_of(docs, view.count))
        rest = _numbers(view, others, names)
        numbers = {name: totals(view)[name] - rest[name] for name in names}
    else:
        numbers = _numbers(view, docs, names)
    return {name: _named(numbers[name], _labels_counted(view, name)) for name in names}


def totals(view: SegmentView) -> Mapping[str, Numbers]:
    """The numbers of all documents of the segment, deleted ones too; counted once."""
    if not view.totals:
        view.totals.update(_numbers(view, np.arange(view.count, dtype=np.int32), NAMES))
    return view.totals


def _numbers(view: SegmentView, docs: Docs, names: Sequence[str]) -> dict[str, Numbers]:
    """For each name, how many of the documents have each of its values, in the order of _labels_counted."""
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
    codes, sizes = _reporters(view, docs)
    counted = np.bincount(codes, minlength=len(view_labels(view, "reporter")))
    return np.append(counted, np.count_nonzero(sizes == 0))


def _labels_counted(view: SegmentView, name: str) -> Sequence[str]:
    labels = view_labels(view, name)
    return [*labels, ""] if name == "reporter" else labels  # an article may have no reporter


def _named(numbers: npt.NDArray[np.int64], labels: Sequence[str]) -> Counter[str]:
    rows = np.flatnonzero(numbers)
    return Counter(dict(zip([labels[row] for row in rows.tolist()], numbers[rows].tolist(), strict=True)))


def _reporters(view: SegmentView, docs: Docs) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.int64]]:
    starts = view.arrays["reporter_starts"]
    sizes = (starts[docs + 1] - starts[docs]).astype(np.int64)
    if len(docs) * _MANY > view.count:  # looking at every entry is then cheaper than gathering those of the documents
        return view.arrays["reporter"][mask_of(docs, view.count)[view.owners]], sizes
    return view.arrays["reporter"][spread(starts[docs].astype(np.int64), sizes)], sizes


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
