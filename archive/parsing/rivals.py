"""A second look at each seam, when all seams of the page have been looked at once.

Whether a line goes on in the next one hangs on more than the two: on a page whose other lines all go on where they should, nothing is
likely to be out of place here; and an end that suits no other beginning must go on where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from archive.parsing.networks import chance
from archive.parsing.seams import Seam

_NONE = -6.0
_MANY = 60
_PRIOR = 2.0  # near seams that count as sound before any was seen

Pair = tuple[int, int]


def with_rivals(seams: Sequence[Seam], first: Mapping[Pair, float]) -> list[Seam]:
    """The seams with what the others say of them; `first`: the log odds of each at first sight."""
    chances = {pair: chance(odds) for pair, odds in first.items()}
    near = [chances[s.left, s.right] for s in seams if s.near]
    unsound = sum(1.0 - c for c in near)
    apart = min(6.0, sum(chances[s.left, s.right] for s in seams if not s.near)) / 6
    page = {"page_apart": apart, "page_seams": min(_MANY, len(near)) / _MANY}
    ends, beginnings = _best_two(first, 0), _best_two(first, 1)
    beside = ({s.left: first[s.left, s.right] for s in seams if s.near},
              {s.right: first[s.left, s.right] for s in seams if s.near})  # fmt: skip
    return [
        Seam(s.left, s.right, s.overlap, s.near,
             {**s.features, **page, **_unsound(s, unsound, len(near), chances), **_place(s, beside),
              **_rivals(s, first, ends, beginnings)})
        for s in seams
    ]  # fmt: skip


def _unsound(s: Seam, total: float, count: int, chances: Mapping[Pair, float]) -> dict[str, float]:
    """The share of the page's other near seams that do not hold."""
    if s.near:
        total, count = total - (1.0 - chances[s.left, s.right]), count - 1
    return {"page_unsound": total / (count + _PRIOR)}


def _place(s: Seam, beside: tuple[Mapping[int, float], Mapping[int, float]]) -> dict[str, float]:
    """For lines that stand apart: how well each suits the line it stands beside."""
    if s.near:
        return {}
    return {"near_end": _held(beside[0].get(s.left, _NONE)), "near_start": _held(beside[1].get(s.right, _NONE))}


def _rivals(
    s: Seam, first: Mapping[Pair, float], ends: Mapping[int, list[float]], starts: Mapping[int, list[float]]
) -> dict[str, float]:
    """The best log odds of the end with another beginning, and of the beginning with another end."""
    own = first[s.left, s.right]
    end, start = _other(ends[s.left], own), _other(starts[s.right], own)
    return {
        "other_start": _held(end),
        "other_end": _held(start),
        "other_start_likely": chance(end),
        "other_end_likely": chance(start),
    }


def _best_two(first: Mapping[Pair, float], side: int) -> dict[int, list[float]]:
    best: dict[int, list[float]] = {}
    for pair, odds in first.items():
        found = best.setdefault(pair[side], [])
        found.append(odds)
        found.sort(reverse=True)
        del found[2:]
    return best


def _other(best: Sequence[float], own: float) -> float:
    rest: Iterator[float] = iter(best)
    top = next(rest)
    return next(rest, -8.0) if own >= top else top


def _held(odds: float) -> float:
    return max(_NONE, min(6.0, odds))
