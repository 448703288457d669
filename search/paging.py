"""The pages of a result: which are offered, and their addresses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from search.asked import DEEPEST, Asked

BESIDE = 2  # pages offered on each side of the present one


@dataclass(frozen=True, slots=True)
class Step:
    """A page by number; no address for the present one, no number for a gap."""

    number: int | None = None
    address: str = ""


@dataclass(frozen=True, slots=True)
class Pages:
    steps: Sequence[Step]
    before: str
    after: str


def pages_of(asked: Asked, count: int) -> Pages | None:
    """None where one page holds everything."""
    last = min(-(-count // asked.size), DEEPEST)
    if last <= 1 and asked.page == 1:
        return None
    near = {1, last, *range(asked.page - BESIDE, asked.page + BESIDE + 1)}
    numbers = sorted(n for n in near if 1 <= n <= last)
    steps: list[Step] = []
    for number in numbers:
        if steps and number - (steps[-1].number or 0) > 1:
            steps.append(Step())
        steps.append(Step(number, "" if number == asked.page else address(asked, number)))
    before = address(asked, min(asked.page - 1, last)) if asked.page > 1 and last else ""
    return Pages(steps, before, address(asked, asked.page + 1) if asked.page < last else "")


def address(asked: Asked, number: int) -> str:
    return asked.address(page=number)
