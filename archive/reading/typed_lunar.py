"""A lunar date or a festival as a reader types it, and the days it may mean. Pure."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator

from archive.parsing.dates import BRANCHES, STEMS, find_lunar
from archive.reading.almanac import FIRST, clear_and_bright, months_of
from archive.reading.calendars import LUNAR_FESTIVALS, SOLAR_FESTIVALS

ONLY_LUNAR = frozenset("初闰正腊冬")  # what stands in a lunar date alone
CYCLE = 60  # 庚子 comes again after so many years
GENGZI = 1840
YEARS = range(FIRST, 2101)  # in which a date without a year is looked for

LUNAR_DAYS = {name.removesuffix("节"): place for place, name in LUNAR_FESTIVALS.items()}
SOLAR_DAYS = {name.removesuffix("节"): place for place, name in SOLAR_FESTIVALS.items()}
NAMES = "|".join([*LUNAR_DAYS, *SOLAR_DAYS, "除夕", "清明"])
FESTIVAL = re.compile(f"({NAMES})节?")


def lunar_days(year: int | None, text: str, told: bool) -> tuple[datetime.date, ...]:
    """The days of a plain lunar date, of one lunar year or of all: 闰四月廿五, 庚子年闰四月廿五, 正月初一. `told`: that
    the lunar calendar is meant; else the date must show it."""
    if not told and not ONLY_LUNAR.intersection(text) and text[:1] not in STEMS:
        return ()
    found = find_lunar(f"农历{text}")
    if not found or found.text != text.removesuffix("日"):
        return ()
    years = [year] if year else cycle(found.year) if found.year else YEARS
    return known(lunar_day(y, -found.month if found.leap else found.month, found.day) for y in years)


def cycle(name: str) -> Iterator[int]:
    """The years of which a year of the cycle is the name: 庚子 -> 1840, 1900, …"""
    stem, branch = STEMS.index(name[0]) - STEMS.index("庚"), BRANCHES.index(name[1]) - BRANCHES.index("子")
    after = next((n for n in range(CYCLE) if n % 10 == stem % 10 and n % 12 == branch % 12), None)
    return iter(range(GENGZI + after, YEARS.stop, CYCLE) if after is not None else ())


def lunar_day(year: int, month: int, day: int) -> datetime.date | None:
    """`month`: negative for a leap month. None for a day which that lunar year has not."""
    for number, first, days in months_of(year):
        if number == month and day <= days:
            return datetime.date.fromordinal(first + day - 1)
    return None


def festival_days(year: int | None, text: str) -> tuple[datetime.date, ...]:
    """The days of a festival that moves with the moon or the sun, in one year or in all: 春节, 端午, 清明节."""
    found = FESTIVAL.fullmatch(text)
    if not found or (year is None and found[1] in SOLAR_DAYS):
        return ()
    return known(festival_day(y, found[1]) for y in ([year] if year else YEARS))


def festival_day(year: int, name: str) -> datetime.date | None:
    """`name`: without 节."""
    if name in SOLAR_DAYS:
        return datetime.date(year, *SOLAR_DAYS[name])
    if name == "清明":
        return clear_and_bright(year)
    if name == "除夕":
        new_year = lunar_day(year, 1, 1)
        return new_year and new_year - datetime.timedelta(days=1)
    return lunar_day(year, *LUNAR_DAYS[name])


def known(days: Iterable[datetime.date | None]) -> tuple[datetime.date, ...]:
    return tuple(day for day in days if day)
