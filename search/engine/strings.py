"""Which documents of a segment hold a string: by the lists, and by the text where the lists do not prove it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from search.analysis import BORDER
from search.engine import plan
from search.engine.dictionary import LONGEST
from search.engine.jokers import jokers
from search.engine.reading import REGIONS, fitting, holding
from search.engine.sets import NOTHING, Docs, Mask, intersect, unite, values_at
from search.engine.view import Posting, SegmentView

TEXT, ORIGINAL = 0, 1  # Whoosh's numbers of the two fields
_CHECK = 500  # nanoseconds to check one document's text
_STEP = 3  # nanoseconds a posting to read and intersect a list
_READ = 15_000  # nanoseconds to begin with a list
_PAIRS = 300  # look for words inside a string only where its rarest pair is more frequent than this
_VARIANTS = 400  # combinations of look-alikes looked up for one place


@dataclass(frozen=True, slots=True)
class Found:
    """Documents, and the lists from which their weights come; `estimate` is about how many documents hold it at all."""

    docs: Docs
    lists: tuple[tuple[Docs, Posting], ...] = ()
    estimate: int = 0


class Finder:
    """Finds strings in one segment; `mask` (None: all) says which documents count at all."""

    def __init__(self, view: SegmentView, mask: Mask | None) -> None:
        self.view, self.mask = view, mask
        self._postings: dict[tuple[int, str], Posting | None] = {}

    def posting(self, text: str, field: int = TEXT) -> Posting | None:
        if (field, text) not in self._postings:
            self._postings[field, text] = self.view.posting(text, field)
        return self._postings[field, text]

    def estimate(self, text: str, field: int = TEXT) -> int:
        """At most so many documents hold the flat string."""
        if plan.whole(text):
            posting = self.posting(text, field)
            return posting.count if posting else 0
        postings = [self.posting(span.text, field) for span in plan.cover(text)]
        return min((posting.count if posting else 0 for posting in postings), default=self.view.count)

    def string(self, text: str, region: str | None = None, within: Docs | None = None) -> Found:
        """The documents that hold the flat string in the region of a field ("original": in corrected-away text)."""
        field = ORIGINAL if region == "original" else TEXT
        if field == ORIGINAL and not self.view.has_original:
            return Found(NOTHING)
        posting = self.posting(text, field) if len(text) <= LONGEST else None
        if posting:
            return self._listed(posting, region, text, within)
        if plan.whole(text):
            return Found(NOTHING)
        lists = self._lists(text, field)
        chosen = self._narrow(lists, within)
        chosen = Found(self._heavy(chosen, region), chosen.lists, chosen.estimate)
        return self._checked(chosen, text, region, lists[0][0].start if lists else 0)

    def _listed(self, posting: Posting, region: str | None, text: str, within: Docs | None) -> Found:
        docs = self.view.docs(posting)
        found = Found(docs, ((docs, posting),), posting.count)
        if within is not None:
            found = Found(intersect(docs, within, self.view.count), found.lists, posting.count)
        if region in (None, "original"):
            return found
        kept = self._masked(self._heavy(found, region))
        return self._checked(Found(kept, found.lists, posting.count), text, region)

    def _lists(self, text: str, field: int) -> list[tuple[plan.Span, Posting]] | None:
        """The lists to intersect, rarest first; None where a term is not in the index, so that nothing is found."""
        lists = []
        for span in plan.cover(text):
            if (posting := self.posting(span.text, field)) is None:
                return None
            lists.append((span, posting))
        if lists and min(posting.count for _, posting in lists) > _PAIRS:
            words = ((span, self.posting(span.text, field)) for span in plan.inner_words(text))
            lists += [(span, posting) for span, posting in words if posting]
        return sorted(lists, key=lambda pair: (pair[1].count, -len(pair[0].text)))

    def _narrow(self, lists: list[tuple[plan.Span, Posting]] | None, within: Docs | None) -> Found:
        """The documents that are in as many of the lists as it pays to read."""
        if lists is None:
            return Found(NOTHING)
        docs = within
        used: list[tuple[plan.Span, Docs, Posting]] = []
        for span, posting in lists:
            if any(known.start <= span.start and span.end <= known.end for known, _, _ in used):
                continue
            if docs is not None and used and not _pays(len(docs), posting):
                continue
            listed = self.view.docs(posting)
            used.append((span, listed, posting))
            docs = listed if docs is None else intersect(docs, listed, self.view.count)
            docs = self._masked(docs)
        if docs is None:  # nothing in the string is indexed: every text has to be read
            docs = self._masked(np.arange(self.view.count, dtype=np.int32))
        estimate = lists[0][1].count if lists else self.view.count
        return Found(docs, tuple((listed, posting) for _, listed, posting in used), estimate)

    def _masked(self, docs: Docs) -> Docs:
        return docs if self.mask is None else docs[self.mask[docs]]

    def _heavy(self, found: Found, region: str | None) -> Docs:
        """Those that can stand in the region at all, by their weight: what stands in a headline weighs much."""
        least = REGIONS[region][2]
        for listed, posting in found.lists if least else ():
            weights = values_at(found.docs, listed, self.view.weights(posting), self.view.count)
            found = Found(found.docs[weights >= least], found.lists)
        return found.docs

    def _checked(self, found: Found, text: str, region: str | None, anchor: int = 0) -> Found:
        """Those whose text holds the string."""
        kept = found.docs[holding(self.view, found.docs, text, region, anchor)]
        return Found(kept, found.lists, found.estimate)

    def pattern(self, pattern: str, region: str | None = None, within: Docs | None = None) -> Found:
        """The documents with a place that fits the flat pattern of ? and *."""
        field = ORIGINAL if region == "original" else TEXT
        found = Found(NOTHING if field == ORIGINAL and not self.view.has_original else self._all(within))
        if not len(found.docs):
            return found
        for piece in sorted(plan.literals(pattern), key=lambda piece: self.estimate(piece, field)):
            part = self._narrow(self._piece(piece, field), found.docs)
            found = Found(part.docs, found.lists + part.lists, part.estimate)
        fits = jokers(pattern).fits
        return self._fitting(found, lambda text: any(map(fits, text.split(BORDER))), region)

    def _piece(self, piece: str, field: int) -> list[tuple[plan.Span, Posting]] | None:
        """The same for a known piece of a pattern."""
        if posting := self.posting(piece, field) if len(piece) <= LONGEST else None:
            return [(plan.Span(0, piece), posting)]
        return None if plan.whole(piece) else self._lists(piece, field)

    def alike(self, text: str, chars: Sequence[str], region: str | None = None, within: Docs | None = None) -> Found:
        """The documents with the flat string, any of `chars[i]` standing in place i."""
        docs = self._all(within)
        for place in range(max(1, len(chars) - 1)):
            options = [a + b for a in chars[place] for b in "".join(chars[place + 1 : place + 2])] or list(chars[place])
            if len(options) <= _VARIANTS and all(map(plan.whole, options)):
                postings = [posting for option in options if (posting := self.posting(option))]
                union = unite([self.view.docs(posting) for posting in postings], self.view.count)
                docs = intersect(docs, union, self.view.count)
        return self._fitting(Found(docs), plan.alike_expression(text, list(chars)).search, region)

    def _all(self, within: Docs | None) -> Docs:
        return self._masked(np.arange(self.view.count, dtype=np.int32) if within is None else within)

    def _fitting(self, found: Found, fits: Callable[[str], object], region: str | None) -> Found:
        kept = found.docs[fitting(self.view, found.docs, fits, region)]
        return Found(kept, found.lists, found.estimate or len(kept))


def _pays(candidates: int, posting: Posting) -> bool:
    # reading a list is worth its time if it can be hoped to spare half of the checks
    return candidates * _CHECK // 2 > posting.count * _STEP + _READ
