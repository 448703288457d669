"""Months as a wall calendar in China prints them: weeks from Monday, lunar dates, festivals. Pure."""

import calendar
import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from archive.reading.almanac import clear_and_bright, months_of

LUNAR_MONTHS = "正二三四五六七八九十冬腊"
LUNAR_TENS = ("初", "十", "廿", "三")
STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
LUNAR_DIGITS = "十一二三四五六七八九"

LUNAR_FESTIVALS = {
    (1, 1): "春节",
    (1, 15): "元宵节",
    (5, 5): "端午节",
    (7, 7): "七夕",
    (8, 15): "中秋节",
    (9, 9): "重阳节",
    (12, 8): "腊八节",
}
SOLAR_FESTIVALS = {
    (1, 1): "元旦",
    (3, 8): "妇女节",
    (5, 1): "劳动节",
    (5, 4): "青年节",
    (6, 1): "儿童节",
    (7, 1): "建党节",
    (8, 1): "建军节",
    (9, 10): "教师节",
    (10, 1): "国庆节",
    (11, 8): "记者节",
}


@dataclass(frozen=True, slots=True)
class LunarDate:
    month: int
    day: int
    leap: bool

    @property
    def month_name(self) -> str:
        """闰四月."""
        return f"{'闰' if self.leap else ''}{LUNAR_MONTHS[self.month - 1]}月"

    @property
    def day_name(self) -> str:
        """廿五."""
        tens, digit = divmod(self.day, 10)
        if digit == 0:
            return ("", "初十", "二十", "三十")[tens]
        return LUNAR_TENS[tens] + LUNAR_DIGITS[digit]

    @property
    def short(self) -> str:
        """What a calendar prints under the day: the month's name on its first day, else the day's."""
        return self.month_name if self.day == 1 else self.day_name


@dataclass(frozen=True, slots=True)
class Day:
    date: datetime.date
    lunar: str
    festival: str
    issues: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Month:
    """`weeks` of seven days from Monday; None outside the month."""

    year: int
    number: int
    weeks: tuple[tuple[Day | None, ...], ...]

    @property
    def first(self) -> datetime.date:
        return datetime.date(self.year, self.number, 1)

    @property
    def count(self) -> int:
        """Issues in this month."""
        return sum(len(day.issues) for week in self.weeks for day in week if day)


@lru_cache(maxsize=256)
def lunar_dates(year: int) -> Mapping[datetime.date, LunarDate]:
    """The lunar date of each day of a year."""
    begin, end = datetime.date(year, 1, 1).toordinal(), datetime.date(year, 12, 31).toordinal()
    found = {}
    for lunar_year in (year - 1, year):
        for month, first, days in months_of(lunar_year):
            for ordinal in range(max(first, begin), min(first + days - 1, end) + 1):
                found[datetime.date.fromordinal(ordinal)] = LunarDate(abs(month), ordinal - first + 1, month < 0)
    return found


def lunar_text(date: datetime.date) -> str:
    """庚子年闰四月廿五."""
    lunar = lunar_dates(date.year)[date]
    year = date.year - (lunar.month > 9 and date.month < 3) - 4  # 甲子 was the year 4
    return f"{STEMS[year % 10]}{BRANCHES[year % 12]}年{lunar.month_name}{lunar.day_name}"


@lru_cache(maxsize=256)
def festivals(year: int) -> Mapping[datetime.date, str]:
    """Festivals of a year; a traditional one has the day before a modern one."""
    found = {datetime.date(year, month, day): name for (month, day), name in SOLAR_FESTIVALS.items()}
    for date, lunar in lunar_dates(year).items():
        name = "" if lunar.leap else LUNAR_FESTIVALS.get((lunar.month, lunar.day), "")
        if name:
            found[date] = name
        if name == "春节" and date.toordinal() > 1:
            found[date - datetime.timedelta(days=1)] = "除夕"
    found[clear_and_bright(year)] = "清明节"
    return found


def day_of(date: datetime.date, issues: Iterable[Any] = ()) -> Day:
    return Day(date, lunar_dates(date.year)[date].short, festivals(date.year).get(date, ""), tuple(issues))


def month_of(year: int, month: int, issues: Mapping[datetime.date, Iterable[Any]]) -> Month:
    """The calendar of a month with the issues of each day."""
    weeks = calendar.Calendar(calendar.MONDAY).monthdatescalendar(year, month)
    return Month(
        year,
        month,
        tuple(tuple(day_of(d, issues.get(d, ())) if d.month == month else None for d in week) for week in weeks),
    )


def year_of(year: int, issues: Mapping[datetime.date, Iterable[Any]]) -> tuple[Month, ...]:
    return tuple(month_of(year, month, issues) for month in range(1, 13))
