"""Counts per facet value, and the filters that a chosen value is: both from the columns of a segment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import numpy.typing as npt

from search.engine.postings import spread
from search.engine.sets import Docs, Mask, mask_of
from search.engine.view import SegmentView

NAMES = ("paper", "year", "month", "page", "column", "reporter", "kind", "verified")
_MANY = 8
Filters = Mapping[str, str | Sequence[str]]


def counts(view: SegmentView, docs: Docs, name: str) -> Counter[str]:
    """How many of the documents have each value: years as "2020", months as "2020-06", verified as "1" or "0"; those
    without a value (undated, no reporter) under "". An article counts once for each of its reporters."""
    labels = view_labels(view, name)
    if name == "reporter":
        codes, sizes = _reporters(view, docs)
        found = _named(np.bincount(codes, minlength=len(labels)), labels)
        if none := int((sizes == 0).sum()):
            found[""] += none
        return found
    return _named(np.bincount(_codes(view, name)[docs], minlength=len(labels)), labels)


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
