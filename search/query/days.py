"""Dates as readers type them: a day, a month, a year, or a range of these."""

from __future__ import annotations

import calendar
import re
import unicodedata
from datetime import date

from search.query.nodes import QueryError, gettext_noop

DATE = re.compile(r"(\d{4})(?:年|[-/.年](\d{1,2})(?:月|[-/.月](\d{1,2})日?)?)?")
BETWEEN = re.compile(r"\.{2,}|~|至|到")
DIGITS = {**dict(zip("零一二三四五六七八九", "0123456789", strict=True)), "〇": "0", "○": "0"}
NUMERAL = re.compile(f"[{''.join(DIGITS)}十]+")
HOW = gettext_noop("“%(text)s”不是日期：请写成 2020、2020-06 或 2020-06-16，一段时间写成 2020-06..2021。")


def in_digits(text: str) -> str:
    """二〇一二年十月二十一日 -> 2012年10月21日."""
    return NUMERAL.sub(lambda found: digits(found[0]), text)


def digits(numeral: str) -> str:
    """十 -> 10, 二十一 -> 21, 二〇一二 -> 2012."""
    tens, ten, ones = numeral.partition("十")
    plain = "".join(DIGITS.get(char, "") for char in tens), "".join(DIGITS.get(char, "") for char in ones)
    return (plain[0] or "1") + (plain[1] or "0") if ten else plain[0]


def span(text: str) -> tuple[date, date]:
    """First and last day of what was typed: 2020-06 -> June 1 to June 30. Raises QueryError."""
    found = DATE.fullmatch(in_digits(unicodedata.normalize("NFKC", text).strip()))
    try:
        if not found:
            raise ValueError
        year, month, day = (int(part) if part else None for part in found.groups())
        first = date(year or 0, month or 1, day or 1)
        return first, last_day(first, month is not None, day is not None)
    except ValueError:
        raise QueryError(HOW, text=text) from None


def last_day(first: date, month_given: bool, day_given: bool) -> date:
    """The end of the day, month or year that begins with `first`."""
    if day_given:
        return first
    month = first.month if month_given else 12
    return date(first.year, month, calendar.monthrange(first.year, month)[1])


def date_range(text: str) -> tuple[date | None, date | None]:
    """2020-06..2021 -> June 1, 2020 to December 31, 2021; an end left out is None. Raises QueryError."""
    plain = unicodedata.normalize("NFKC", text).strip()
    ends = BETWEEN.split(plain)
    if len(ends) == 1:
        return span(plain)
    if len(ends) > 2 or not any(ends):
        raise QueryError(HOW, text=text)
    start = span(ends[0])[0] if ends[0].strip() else None
    end = span(ends[1])[1] if ends[1].strip() else None
    if start and end and start > end:
        raise QueryError(gettext_noop("日期“%(text)s”的起点晚于终点，请对调。"), text=text)
    return start, end
