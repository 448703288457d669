"""Which issues of a year the archive lacks, and how it knows. Pure.

Two witnesses: the running total issue numbers (总期号) printed in the mastheads, which tell exactly how many issues
came out between two that are held, and the weekdays on which the paper came out, which tell on which days.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

ENOUGH = 8  # fewer issues in a year prove no weekdays
REGULAR = 0.35  # a weekday with at least this share of the fullest weekday's issues is a day of publication
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Held:
    """An issue that the archive holds. `last`: the second date of a combined issue; `number_last` likewise."""

    date: datetime.date
    last: datetime.date
    number: int | None
    number_last: int | None


@dataclass(frozen=True, slots=True)
class Gap:
    """What lies between two held issues. `missing`: how many issues; `by`: number or weekday; `days`: on which days
    they will have come out, as far as the weekdays tell."""

    after: Held | None
    before: Held | None
    missing: int
    by: str
    days: tuple[datetime.date, ...]


@dataclass(frozen=True, slots=True)
class Gaps:
    """`expected` is None where nothing proves how many issues the year had."""

    held: int
    expected: int | None
    weekdays: tuple[int, ...]
    gaps: tuple[Gap, ...]

    @property
    def missing(self) -> int:
        return sum(gap.missing for gap in self.gaps)


def weekdays_of(dates: Iterable[datetime.date]) -> tuple[int, ...]:
    """Weekdays (0 = Monday) on which the paper regularly came out; () where too few issues tell."""
    counts = Counter(date.weekday() for date in dates)
    if sum(counts.values()) < ENOUGH:
        return ()
    most = max(counts.values())
    return tuple(sorted(day for day, count in counts.items() if count >= REGULAR * most))


def days_between(
    first: datetime.date, last: datetime.date, weekdays: Collection[int], closed: Collection[datetime.date]
) -> tuple[datetime.date, ...]:
    """Days of publication from `first` to `last`, both included, without 休刊 days."""
    span = range(first.toordinal(), last.toordinal() + 1)
    dates = (datetime.date.fromordinal(ordinal) for ordinal in span)
    return tuple(date for date in dates if date.weekday() in weekdays and date not in closed)


def between(a: Held, b: Held, weekdays: Collection[int], closed: Collection[datetime.date]) -> Gap | None:
    """What is missing between two held issues that follow each other; None where nothing is."""
    days = days_between(a.last + DAY, b.date - DAY, weekdays, closed)
    number = a.number_last or a.number
    if number is not None and b.number is not None and b.number > number:
        missing = b.number - number - 1
        return Gap(a, b, missing, "number", days) if missing else None
    return Gap(a, b, len(days), "weekday", days) if days else None


def gaps_of(
    year: int,
    held: Sequence[Held],
    before: Held | None,
    after: Held | None,
    weekdays: Sequence[int],
    closed: Collection[datetime.date],
) -> Gaps:
    """The gaps of a year. `held`: its issues by date; `before` and `after`: the nearest held issues of other years.

    Nothing is expected before the first issue that the archive holds and after the last.
    """
    first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    found = [between(a, b, weekdays, closed) for a, b in zip(held, held[1:], strict=False)]
    if held and before:
        found.insert(0, at_the_edge(before, held[0], first, held[0].date - DAY, weekdays, closed))
    if held and after:
        found.append(at_the_edge(held[-1], after, held[-1].last + DAY, last, weekdays, closed))
    if not held and before and after:
        found.append(at_the_edge(before, after, first, last, weekdays, closed))
    gaps = tuple(gap for gap in found if gap)
    proved = bool(weekdays) or (len(held) > 1 and all(issue.number is not None for issue in held))
    count = len(held)
    return Gaps(count, count + sum(gap.missing for gap in gaps) if proved else None, tuple(weekdays), gaps)


def at_the_edge(
    a: Held,
    b: Held,
    first: datetime.date,
    last: datetime.date,
    weekdays: Collection[int],
    closed: Collection[datetime.date],
) -> Gap | None:
    """The part from `first` to `last` of what is missing between two issues of different years.

    Where the numbers say that nothing is missing, nothing is; else the weekdays tell how much falls in this year.
    """
    whole = between(a, b, weekdays, closed)
    if whole is None:
        return None
    days = days_between(first, last, weekdays, closed)
    missing = min(len(days), whole.missing)
    return Gap(a, b, missing, "weekday", days) if missing else None
