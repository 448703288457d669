"""Every Chinese spelling of a date, its weekday and its lunar date, and whether they agree with each other.

Nothing here knows what day it is: the same text always gives the same answer.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from lunar_python import Lunar, LunarYear, Solar

WIDE: dict[int, int] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
ROUND: dict[str, str] = {"\u3000": " ", "\u00a0": " ", "○": "〇", "◯": "〇", "零": "〇", "─": "—", "–": "—"}
FOLD: dict[int, int | str] = {**WIDE, **{ord(a): b for a, b in ROUND.items()}}
DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"两": 2, "元": 1} | {c: int(c) for c in "0123456789"}
UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10000}
TENS = {"廿": 20, "卅": 30, "卌": 40}
NUMERAL = "[0-9〇一二三四五六七八九十廿卅]"

WEEKDAYS = "一二三四五六日"
WEEKDAY = re.compile(r"(?:星期|礼拜|週|周)\s*([一二三四五六日天])(?![年岁月届])")
ENGLISH_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ENGLISH = re.compile("|".join(ENGLISH_DAYS), re.I)

_YEAR_SLIPS = re.compile(r"(?<![A-Za-z\d])[12lI][\dOolI]{3}(?=\s*年)")
_SLIPS = str.maketrans("OolI", "0011")
YEAR = r"(?P<y>(?:1[89]|20)\d\d|[一二][〇一二三四五六七八九]{3})"
HAN_DATE = re.compile(
    YEAR + rf"\s*年\s*(?P<m>{NUMERAL}{{1,3}})\s*月\s*(?P<d>{NUMERAL}{{1,4}})\s*[日号]?"
    rf"(?:\s*(?:[—~～至、,/和-]|——|到)+\s*(?:(?:(?P<y2>(?:1[89]|20)\d\d)\s*年)?\s*(?P<m2>{NUMERAL}{{1,3}})\s*月)?"
    rf"\s*(?P<d2>{NUMERAL}{{1,4}})\s*[日号])?"
)
ISO_DATE = re.compile(r"(?<![\d.])(?P<y>(?:1[89]|20)\d\d)(?P<s>[-/._])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?!\d|[-/.]\d)")
REPUBLIC = re.compile(
    rf"(?:中[华華])?民[国國]\s*(?P<y>{NUMERAL}{{1,4}})\s*年\s*(?P<m>{NUMERAL}{{1,3}})\s*月\s*(?P<d>{NUMERAL}{{1,4}})\s*[日号]"
)

STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
LUNAR = re.compile(
    rf"(?P<calendar>农\s*历|農\s*曆|夏历|旧历|阴历)?\s*(?:(?P<year>[{STEMS}][{BRANCHES}])\s*(?:[鼠牛虎兔龙蛇马羊猴鸡狗猪]\s*)?年?)?\s*"
    r"(?P<leap>[闰閏])?(?P<m>正|冬|腊|臘|十[一二]|[一二三四五六七八九十])\s*月(?:[大小])?\s*"
    r"(?P<d>初[一二三四五六七八九十]|[一二]?十[一二三四五六七八九]|[廿][一二三四五六七八九]|二十|三十|廿|卅)"
)
LUNAR_MONTHS = {"正": 1, "冬": 11, "腊": 12, "臘": 12}


@dataclass(frozen=True, slots=True)
class Day:
    """A full date in a text, and where it stands. `last` is the second day of a combined issue (合刊)."""

    day: date
    last: date | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class LunarDay:
    """农历庚子年闰四月廿五 -> ("庚子", 4, True, 25, "庚子年闰四月廿五")."""

    year: str | None
    month: int
    leap: bool
    day: int
    text: str


def fold(text: str) -> str:
    """The text with full-width letters, digits and the many circles for 〇 made plain, and letters that OCR reads in a year (2O21年) made
    digits; as long as before."""
    return _YEAR_SLIPS.sub(lambda found: found.group().translate(_SLIPS), text.translate(FOLD))


def number(text: str) -> int | None:
    """What a numeral says: 二〇二〇 -> 2020, 十六 -> 16, 廿五 -> 25, ３３６６ -> 3366, 三千三百六十六 -> 3366."""
    text = fold(text).replace(" ", "").replace(",", "")
    if not text:
        return None
    if all(c in DIGITS for c in text):
        return int("".join(str(DIGITS[c]) for c in text))
    return _counted(text)


def _counted(text: str) -> int | None:
    total = section = digit = 0
    for c in text:
        if c in TENS:
            section, digit = section + TENS[c], 0
        elif c == "万":
            total, section, digit = (total + section + digit) * UNITS[c], 0, 0
        elif c in UNITS:
            section, digit = section + (digit or 1) * UNITS[c], 0
        elif c in DIGITS:
            digit = digit * 10 + DIGITS[c] if c.isdecimal() and digit else DIGITS[c]
        else:
            return None
    return total + section + digit


def make_date(year: int | None, month: int | None, day: int | None) -> date | None:
    """The date, or None where the calendar has no such day (2月30日 is an OCR slip, not a date)."""
    try:
        return date(year, month, day) if year and month and day else None
    except ValueError:
        return None


def _parts(found: re.Match[str], years: int = 0) -> tuple[int | None, int | None, int | None]:
    year = number(found["y"])
    return (year + years if year is not None else None), number(found["m"]), number(found["d"])


def _last(found: re.Match[str], first: date) -> date | None:
    groups = found.groupdict()
    if not groups.get("d2"):
        return None
    year = number(groups["y2"]) if groups["y2"] else first.year
    month = number(groups["m2"]) if groups["m2"] else first.month
    last = make_date(year, month, number(groups["d2"]))
    if last and last < first and not groups["y2"] and groups["m2"]:
        last = make_date(first.year + 1, month, number(groups["d2"]))  # 12月31日至1月1日
    return last if last and timedelta(0) < last - first <= timedelta(days=31) else None


def find_days(text: str) -> tuple[Day, ...]:
    """Every full date in the text, in order: 2020年6月16日, 二〇二〇年六月十六日, 2020-06-16, 民国九年六月十六日."""
    return tuple(sorted(_find_days(fold(text)), key=lambda d: d.start))


def _find_days(text: str) -> Iterator[Day]:
    if "年" in text:
        for found in HAN_DATE.finditer(text):
            if day := make_date(*_parts(found)):
                yield Day(day, _last(found, day), found.start(), found.end())
        for found in REPUBLIC.finditer(text):
            if day := make_date(*_parts(found, 1911)):
                yield Day(day, None, found.start(), found.end())
    for found in ISO_DATE.finditer(text):
        if day := make_date(*_parts(found)):
            yield Day(day, None, found.start(), found.end())


def find_weekday(text: str) -> str | None:
    """星期二 for 星期二, 周二, 礼拜二 or Tuesday; None where none is named."""
    if found := WEEKDAY.search(fold(text)):
        return "星期" + found[1].replace("天", "日")
    if found := ENGLISH.search(fold(text)):
        return weekday_name(ENGLISH_DAYS.index(found[0].lower()))
    return None


def weekday_name(day: date | int) -> str:
    """星期二 for a Tuesday."""
    return "星期" + WEEKDAYS[day if isinstance(day, int) else day.weekday()]


def find_lunar(text: str) -> LunarDay | None:
    """The lunar date a masthead prints. It must say 农历, or a year such as 庚子年, or a day no other calendar has."""
    folded = fold(text)
    for found in LUNAR.finditer(folded):
        sure = found["calendar"] or found["year"] or found["d"][0] in "初廿卅"
        if sure and (day := _lunar_day(found["d"])):
            month = LUNAR_MONTHS.get(found["m"]) or number(found["m"]) or 0
            start = found.start("year") if found["year"] else found.start("leap" if found["leap"] else "m")
            shown = "".join(text[start : found.end()].split())
            return LunarDay(found["year"], month, bool(found["leap"]), day, shown)
    return None


def _lunar_day(text: str) -> int | None:
    day = number(text.removeprefix("初"))
    return day if day and 1 <= day <= 30 else None


def lunar_of(day: date) -> LunarDay:
    """The lunar date of a day: 2020-06-16 -> 庚子年闰四月廿五."""
    found = Solar.fromYmd(day.year, day.month, day.day).getLunar()
    year, month = found.getYearInGanZhi(), found.getMonth()
    text = f"{year}年{found.getMonthInChinese()}月{found.getDayInChinese()}"
    return LunarDay(year, abs(month), month < 0, found.getDay(), text)


def same_lunar(printed: LunarDay, real: LunarDay) -> bool:
    """Whether the print means this lunar day. A year or 闰 that the print leaves out contradicts nothing."""
    if (printed.month, printed.day) != (real.month, real.day) or (printed.leap and not real.leap):
        return False
    return printed.year is None or printed.year == real.year


@lru_cache(maxsize=512)
def contradictions(day: date, weekday: str | None, lunar: LunarDay | None) -> tuple[str, ...]:
    """What of weekday and lunar date does not fit the date: a sentence in Chinese each, for an editor."""
    said = []
    if weekday and weekday != weekday_name(day):
        said.append(f"报头印的是{weekday}，而{day}是{weekday_name(day)}")
    if lunar and not same_lunar(lunar, real := lunar_of(day)):
        said.append(f"报头印的农历是{lunar.text}，而{day}是{real.text}")
    return tuple(said)


def day_of_lunar(year: int, lunar: LunarDay) -> date | None:
    """The day of a lunar date in the lunar year that begins in `year`, None where that year has no such day."""
    if lunar.leap and LunarYear.fromYear(year).getLeapMonth() != lunar.month:
        return None
    try:
        found = Lunar.fromYmd(year, -lunar.month if lunar.leap else lunar.month, lunar.day).getSolar()
    except Exception:  # noqa: BLE001  (the library raises plain Exception for a day that a month has not)
        return None
    return date(found.getYear(), found.getMonth(), found.getDay())
