"""Reading the text of found documents, all at once in one array of UTF-16 units: does a string stand in it?"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from search.engine.invert import DECK, NAMED
from search.engine.sets import Docs, Mask
from search.engine.texts import CUTS, needle
from search.engine.view import SegmentView

REGIONS = {  # where a field's text begins and ends among a document's cuts, and the least weight of what stands there
    None: (None, "shown", 0),
    "title": (None, "headline", DECK),
    "column": ("headline", "column", NAMED),
    "by": ("column", "names", NAMED),
    "original": ("shown", "all", 0),
}
_PASS = 4096  # documents read at a time; bounds the memory


def holding(view: SegmentView, docs: Docs, text: str, region: str | None, anchor: int = 0) -> Mask:
    """Which of the documents hold the flat string in the region. `anchor` is the place of its rarest pair of units."""
    passes = [_holding(view, docs[i : i + _PASS], text, region, anchor) for i in range(0, len(docs), _PASS)]
    return np.concatenate(passes) if passes else np.zeros(0, np.bool_)


def _holding(view: SegmentView, docs: Docs, text: str, region: str | None, anchor: int) -> Mask:
    wanted = np.frombuffer(needle(text), "<u2")
    begins, ends = extents(view, docs, region)
    data = view.texts.text
    # with the border after each passage, so that no string runs from one document into the next
    passages = [data[a : b + 2] for a, b in zip((begins * 2).tolist(), (ends * 2).tolist(), strict=True)]
    units = np.frombuffer(b"".join(passages), "<u2")
    places = _places(units, wanted, min(anchor, max(0, len(wanted) - 2)))
    found = np.zeros(len(docs), np.bool_)
    found[np.searchsorted(np.cumsum(ends - begins + 1), places, side="right")] = True
    return found


def _places(units: npt.NDArray[np.uint16], wanted: npt.NDArray[np.uint16], anchor: int) -> npt.NDArray[np.int64]:
    last = len(units) - len(wanted) + 1  # the string can begin before this place
    if last <= 0:
        return np.zeros(0, np.int64)
    hits = units[anchor : anchor + last] == wanted[anchor]
    if len(wanted) > 1:
        hits &= units[anchor + 1 : anchor + 1 + last] == wanted[anchor + 1]
    places = np.flatnonzero(hits)
    for step in range(len(wanted)):
        if not anchor <= step <= anchor + 1:
            places = places[units[places + step] == wanted[step]]
    return places


def extents(view: SegmentView, docs: Docs, region: str | None) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Where the region begins and ends in each document, in units of the segment's text."""
    first, last, _ = REGIONS[region]
    starts = view.texts.starts[docs].astype(np.int64)
    cuts = view.texts.cuts
    begins = starts if first is None else starts + cuts[docs, CUTS.index(first)]
    return begins, starts + cuts[docs, CUTS.index(last)]


def fitting(view: SegmentView, docs: Docs, fits: Callable[[str], object], region: str | None) -> Mask:
    """Which of the documents have a text in the region of which `fits` says something true."""
    begins, ends = extents(view, docs, region)
    data = view.files[".txt"].file
    spans = zip((begins * 2).tolist(), (ends * 2).tolist(), strict=True)
    found = (bool(fits(data[a:b].decode("utf-16-le", "surrogatepass"))) for a, b in spans)
    return np.fromiter(found, np.bool_, len(docs))
