"""A date as a reader types it: whole or in part, in any Chinese spelling. Pure."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from archive.parsing.dates import BRANCHES, NUMERAL, STEMS, day_of_lunar, find_days, find_lunar, fold, make_date, number

DIGITS = re.compile(r"((?:1[89]|20)\d\d)(\d\d)?(\d\d)?")
YEAR = r"(?:1[89]|20)\d\d|[一二][〇一二三四五六七八九]{3}"
PARTIAL = re.compile(rf"(?P<y>{YEAR})\s*(?:年|[-/.])?\s*(?:(?P<m>{NUMERAL}{{1,3}})\s*月?)?份?")
REPUBLIC = re.compile(rf"民国\s*(?P<y>{NUMERAL}{{1,4}})\s*年(?:\s*(?P<m>{NUMERAL}{{1,3}})\s*月)?份?")
MONTH_DAY = re.compile(rf"(?P<m>{NUMERAL}{{1,3}})\s*[月/.-]\s*(?P<d>{NUMERAL}{{1,4}})\s*[日号]?")
CYCLE = 60  # 庚子 comes again after so many years
FIRST_GENGZI = 1900
LAST_YEAR = 2100


@dataclass(frozen=True, slots=True)
class Typed:
    """What was understood. A day without a year means that day in every year."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    dates: tuple[datetime.date, ...] = ()  # whole dates; a lunar date may be several


def understood(text: str) -> Typed | None:
    """2020年6月16日, 二〇二〇年六月, 2020.6.16, 20200616, 民国三十七年, 6月16日, 庚子年闰四月廿五; None for no date."""
    text = fold(text).strip()
    if days := find_days(text):
        day = days[0].day
        return Typed(day.year, day.month, day.day, (day,))
    return lunar(text) or by_digits(text) or partial(text) or day_of_year(text)


def by_digits(text: str) -> Typed | None:
    found = DIGITS.fullmatch(text)
    return whole(*(int(part) if part else None for part in found.groups())) if found else None


def whole(year: int | None, month: int | None, day: int | None) -> Typed | None:
    """None for a day that no calendar has."""
    if month is not None and not 1 <= month <= 12:
        return None
    if day is None:
        return Typed(year, month)
    date = make_date(year, month, day)
    return Typed(year, month, day, (date,)) if date else None


def partial(text: str) -> Typed | None:
    for pattern, years in ((PARTIAL, 0), (REPUBLIC, 1911)):
        if (found := pattern.fullmatch(text)) and (year := number(found["y"])):
            return whole(year + years, number(found["m"]) if found["m"] else None, None)
    return None


def day_of_year(text: str) -> Typed | None:
    if not (found := MONTH_DAY.fullmatch(text)):
        return None
    month, day = number(found["m"]), number(found["d"])
    return Typed(None, month, day) if make_date(2020, month, day) else None  # 2020 has a 29 February


def lunar(text: str) -> Typed | None:
    """A lunar date with its year of the cycle: one date in each cycle of sixty years."""
    found = find_lunar(text)
    if not found or not found.year:
        return None
    first = FIRST_GENGZI + cycle_place(found.year)
    dates = tuple(date for start in range(first - CYCLE, LAST_YEAR, CYCLE) if (date := day_of_lunar(start, found)))
    return Typed(dates=dates) if dates else None


def cycle_place(year: str) -> int:
    """How many years after 庚子 a year of the cycle comes: 辛丑 -> 1."""
    stem, branch = STEMS.index(year[0]) - STEMS.index("庚"), BRANCHES.index(year[1]) - BRANCHES.index("子")
    return next(n for n in range(CYCLE) if n % 10 == stem % 10 and n % 12 == branch % 12)
