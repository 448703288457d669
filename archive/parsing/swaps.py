"""Two neighbouring pieces of an article printed in the wrong order: three seams that are all wrong together.

Where the OCR took the columns A B C D as A C B D, the ends of A, C and B each stand before a line that does not follow. Each single
right seam looks far-fetched beside its near neighbour; the three together do not. So triples of open ends that stand close are
tried, and where the swapped order reads much better its three seams become candidates for the page's assignment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from archive.parsing.page import Page

Odds = Callable[[int, int], float]

_REACH = 5  # open ends looked at behind the first of a triple
_WORTH = 4.5  # log odds by which the swapped order must read better
_CERTAIN = 4.5  # a neighbour this sure is not broken up
_LEAST = -1.0  # below this a single seam speaks against the swap


def swapped_seams(page: Page, odds: Odds) -> dict[tuple[int, int], float]:
    """Pairs of lines and their log odds, for each swap worth it; `odds` says how well a line goes on in another that follows."""
    ends = [
        i
        for i, facts in enumerate(page.facts)
        if page.lines[i].role == "body" and facts.open and _goes_to_body(page, i)
    ]
    found: dict[tuple[int, int], float] = {}
    for a, b, c in _triples(page, ends):
        old = [odds(end, page.following[end]) for end in (a, b, c)]
        if max(old) >= _CERTAIN:
            continue
        pairs = ((a, page.following[b]), (c, page.following[a]), (b, page.following[c]))
        new = [odds(*pair) for pair in pairs]
        if min(new) > _LEAST and sum(new) - sum(old) >= _WORTH:
            for pair, value in zip(pairs, new):
                found[pair] = max(found.get(pair, 0.0), value - _WORTH / 3)
    return found


def _goes_to_body(page: Page, index: int) -> bool:
    after = page.after(index)
    return after is not None and after.role == "body"


def _triples(page: Page, ends: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Open ends that stand close, with nothing but text between the first and the last."""
    for k, a in enumerate(ends):
        near = [end for end in ends[k + 1 : k + 1 + _REACH] if _text_between(page, a, end)]
        for j, b in enumerate(near):
            for c in near[j + 1 :]:
                yield a, b, c


def _text_between(page: Page, a: int, b: int) -> bool:
    return all(page.lines[i].role in ("body", "repeat") for i in range(a, b + 1))
