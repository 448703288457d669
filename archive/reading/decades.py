"""The years of a paper in rows of ten, as a reader looks for them; each year with a bar for what is held of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

BAR = 48  # height of the bar of the fullest year, in units of the drawing


@dataclass(frozen=True, slots=True)
class Year:
    """What is held of a year."""

    year: int
    issues: int
    articles: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A year of the strip. `y`, `tall`: its bar; `held` is None for a year of which nothing is held."""

    year: int
    held: Year | None
    y: float
    tall: float


@dataclass(frozen=True, slots=True)
class Decade:
    """Ten years: one cell each, None outside the paper's years. Decades of which nothing is held make one row without
    cells."""

    first: int
    last: int
    cells: tuple[Cell | None, ...]


def decades(years: Sequence[Year]) -> list[Decade]:
    """The rows from the first year to the last."""
    held = {year.year: year for year in years}
    if not held:
        return []
    first, last = min(held), max(held)
    starts = range(first // 10 * 10, last + 1, 10)
    rows = []
    for empty, run in groupby(starts, lambda start: not any(start + n in held for n in range(10))):
        if empty:
            found = list(run)
            rows.append(Decade(found[0], found[-1] + 9, ()))
        else:
            rows += [Decade(start, start + 9, cells(start, held, first, last)) for start in run]
    return rows


def cells(start: int, held: Mapping[int, Year], first: int, last: int) -> tuple[Cell | None, ...]:
    most = max(year.issues for year in held.values())
    return tuple(
        cell(year, held.get(year), most) if first <= year <= last else None for year in range(start, start + 10)
    )


def cell(year: int, held: Year | None, most: int) -> Cell:
    tall = round(held.issues / most * BAR, 1) if held else 0.0
    return Cell(year, held, BAR - tall, tall)
