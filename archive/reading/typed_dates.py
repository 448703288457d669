"""A date as a reader types it: whole or in part, in any Chinese spelling. Pure."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass

from archive.parsing.dates import NUMERAL, find_days, fold, make_date, number
from archive.reading.typed_lunar import SOLAR_DAYS, festival_days, lunar_days

PLAIN = str.maketrans(
    "壹贰貳叁參肆伍陆陸柒捌玖拾國華農曆舊陰閏臘節陽慶號", "一二二三三四五六六七八九十国华农历旧阴闰腊节阳庆号"
)
DIGITS = re.compile(r"((?:1[89]|20)\d\d)(\d\d)?(\d\d)?")
YEAR = r"(?:1[89]|20)\d\d|[一二][〇一二三四五六七八九]{3}"
PARTIAL = re.compile(rf"(?P<y>{YEAR})\s*(?:年|[-/.])?\s*(?:(?P<m>{NUMERAL}{{1,3}})\s*月?)?份?")
REPUBLIC = re.compile(rf"民国\s*(?P<y>{NUMERAL}{{1,4}})\s*年(?:\s*(?P<m>{NUMERAL}{{1,3}})\s*月)?份?")
MONTH_DAY = re.compile(rf"(?P<m>{NUMERAL}{{1,3}})\s*[月/.-]\s*(?P<d>{NUMERAL}{{1,4}})\s*[日号]?")
YEAR_FIRST = re.compile(rf"(?:民国(?P<r>{NUMERAL}{{1,4}})年|(?P<y>{YEAR})年?)的?")
LUNAR_CALENDAR = re.compile("农历|夏历|旧历|阴历")
ENGLISH = re.compile(r"(?:(?P<d>\d{1,2}) )?(?P<m>[a-z]{3,9})\.?(?: (?P<d2>\d{1,2}))?(?:,? (?P<y>\d{4}))?", re.I)
ENGLISH_MONTHS = {name[:3].lower(): n for n, name in enumerate(calendar.month_name) if n}


@dataclass(frozen=True, slots=True)
class Typed:
    """What was understood. A day without a year means that day in every year."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    dates: tuple[datetime.date, ...] = ()  # whole dates; a lunar date may be several


def understood(text: str) -> Typed | None:
    """2020年6月16日, 二〇二〇年六月, 2020.6.16, 20200616, 民国三十七年, 6月16日, 庚子年闰四月廿五, 2020年端午节,
    正月初一, 16 June 2020; None for no date."""
    text = plain(text)
    if dates := moving(text):
        return Typed(dates=dates)
    if days := find_days(text):
        day = days[0].day
        return Typed(day.year, day.month, day.day, (day,))
    return by_digits(text) or partial(text) or day_of_year(text) or english(text)


def plain(text: str) -> str:
    """In simplified characters, plain numerals and half width: 貳〇貳〇年 -> 二〇二〇年, 民國元年 -> 民国1年."""
    folded = fold(text).strip().translate(PLAIN)
    return folded.replace("中华民国", "民国").removeprefix("公元").replace("元年", "1年")


def moving(text: str) -> tuple[datetime.date, ...]:
    """The days of a lunar date or festival; () for another text."""
    whole_text = "".join(text.split())
    bare = LUNAR_CALENDAR.sub("", whole_text)  # it may stand before the year or behind it
    first = YEAR_FIRST.match(bare)
    year, rest = (year_of(first), bare[first.end() :]) if first else (None, bare)
    return festival_days(year, rest) or lunar_days(year, rest, told=bare != whole_text)


def year_of(found: re.Match[str]) -> int | None:
    republic, year = (number(text) if text else None for text in (found["r"], found["y"]))
    return republic + 1911 if republic else year


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
    """6月16日, 国庆节."""
    if text.removesuffix("节") in SOLAR_DAYS:
        return Typed(None, *SOLAR_DAYS[text.removesuffix("节")])
    found = MONTH_DAY.fullmatch(text)
    return every_year(number(found["m"]), number(found["d"])) if found else None


def every_year(month: int | None, day: int | None) -> Typed | None:
    return Typed(None, month, day) if make_date(2020, month, day) else None  # 2020 has a 29 February


def english(text: str) -> Typed | None:
    """16 June 2020, June 16, 2020, June 2020, 16 June: as the English pages write dates."""
    found = ENGLISH.fullmatch(text)
    month = ENGLISH_MONTHS.get(found["m"][:3].lower()) if found else None
    if not found or not month or (found["d"] and found["d2"]):
        return None
    day = int(found["d"] or found["d2"] or 0) or None
    if not found["y"]:
        return every_year(month, day)
    return whole(int(found["y"]), month, day)
