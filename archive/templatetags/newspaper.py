"""How dates, lunar dates, names and texts of a newspaper are shown."""

import calendar
import datetime
from collections.abc import Iterable
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from archive.desk.terms import ROLE_WORDS
from archive.models import Article, Issue, Page
from archive.parsing.dates import WEEKDAYS, weekday_name
from archive.reading.calendars import Day, Month, festivals, lunar_dates, lunar_text
from archive.reading.decades import decades
from archive.reading.renditions import absolute

register = template.Library()

CURRENT = ' aria-current="page"'


def is_english() -> bool:
    return get_language() == "en"


@register.filter
def day(date: datetime.date | None) -> str:
    """2020年6月16日, or 16 June 2020."""
    if date is None:
        return ""
    return date_format(date, "j F Y") if is_english() else f"{date.year}年{date.month}月{date.day}日"


@register.filter
def month_name(date: datetime.date) -> str:
    """2020年6月, or June 2020."""
    return date_format(date, "F Y") if is_english() else f"{date.year}年{date.month}月"


@register.filter
def short_month(date: datetime.date) -> str:
    """6月, or June."""
    return date_format(date, "F") if is_english() else f"{date.month}月"


@register.filter
def day_of_year(date: datetime.date) -> str:
    """6月16日, or 16 June."""
    return date_format(date, "j F") if is_english() else f"{date.month}月{date.day}日"


@register.filter
def item(values: Any, at: int) -> str:
    """The full name of a day of the week, of `week`."""
    return values[at][1]


@register.filter
def weekday(date: datetime.date | None) -> str:
    """星期二, or Tuesday."""
    if date is None:
        return ""
    return date_format(date, "l") if is_english() else weekday_name(date)


@register.filter
def lunar(date: datetime.date | None) -> str:
    """庚子年闰四月廿五; Chinese in every language."""
    return lunar_text(date) if date else ""


@register.filter
def festival(date: datetime.date | None) -> str:
    """端午节, or nothing."""
    return festivals(date.year).get(date, "") if date else ""


@register.filter
def lunar_day(date: datetime.date) -> str:
    """廿五, or 五月 on the first day of a month."""
    return lunar_dates(date.year)[date].short


@register.filter
def issue_day(issue: Issue) -> str:
    """The date of an issue with edition and label: 2020年6月16日（2） 增刊, or 日期不详."""
    if not is_english():
        return issue.date_text
    if issue.date is None:
        return gettext("日期不详")
    text = day(issue.date)
    if issue.date_end:
        text += f" – {day(issue.date_end)}"
    if issue.edition > 1:
        text += f" ({issue.edition})"
    return f"{text} {issue.label}" if issue.label else text


@register.filter
def issue_range(issue: Issue) -> str:
    """What is proved of an undated issue: 不早于2021年12月16日."""
    if issue.date_from and issue.date_to:
        return gettext("%(first)s至%(last)s之间") % {"first": day(issue.date_from), "last": day(issue.date_to)}
    if issue.date_from:
        return gettext("不早于%(first)s") % {"first": day(issue.date_from)}
    if issue.date_to:
        return gettext("不晚于%(last)s") % {"last": day(issue.date_to)}
    return gettext("年代待考")


@register.filter
def page_name(page: Page) -> str:
    """第1版：要闻, or Page A04: 要闻."""
    colon = gettext("：")
    return page_label(page.label) + (f"{colon}{page.section}" if page.section else "")


@register.filter
def page_label(label: str) -> str:
    """第1版; A04版 for labels that are no number."""
    pattern = gettext("第%(label)s版") if label.isdigit() else gettext("%(label)s版")
    return pattern % {"label": label}


@register.filter
def parts(headline: str) -> list[str]:
    """What a headline's spaces divide: lines are broken there first."""
    return headline.split()


@register.filter
def in_parts(headline: str) -> SafeString:
    """A headline whose lines are broken at its spaces first."""
    if " " not in headline:
        return escape(headline)
    found = " ".join(f'<span class="part">{escape(part)}</span>' for part in headline.split())
    return mark_safe(found)  # nosec B703 # escaped above


@register.filter
def excerpt(article: Any, length: int = 90) -> str:
    """The first words of an article's text."""
    text = next((text for role, text in article.paragraphs if role in {"body", "summary", "caption"}), "")
    return text if len(text) <= length else f"{text[:length].rstrip('，、；：')}…"


@register.filter
def role_name(role: str) -> str:
    """What a line is, in words."""
    return str(ROLE_WORDS[role])


@register.filter
def unlocalized(number: float) -> str:
    """12.5 with a point in every language: for SVG."""
    return f"{number:g}"


def search_url(**asked: str) -> str:
    """The address of a search; the archive knows search by this name alone."""
    return f"{reverse('search:results')}?{urlencode(asked)}"


@register.simple_tag
def name_url(name: str) -> str:
    """Everything that this person wrote or signed."""
    return search_url(q=f'记者:"{name}"', sort="newest")


@register.simple_tag
def column_url(column: str) -> str:
    """Everything in this column."""
    return search_url(q=f'栏目:"{column}"', sort="newest")


@register.simple_tag
def permanent(path: str) -> str:
    """A permanent address in full: the same in every language."""
    return absolute(path)


@register.simple_tag
def calendar_days(month: Month) -> SafeString:
    """The rows of a month's calendar. Written here, for a year has 365 of these cells."""
    rows = ("".join(map(day_cell, week)) for week in month.weeks)
    return mark_safe("".join(f"<tr>{cells}</tr>" for cells in rows))  # nosec B703 # escaped there


def day_cell(day: Day | None) -> str:
    """A day with its lunar date or festival, linked to its issue; further issues of the day below. Each letter of it
    stands 365 times in a year."""
    if day is None:
        return "<td></td>"
    words = f"{day.date.day} <small>{day.festival or day.lunar}</small>"
    links = [f'<a href="{escape(issue.url)}">{words}</a>' for issue in day.issues[:1]]
    for issue in day.issues[1:]:
        name = issue.label or gettext("第%(n)s次") % {"n": issue.edition}
        lang = ' lang="en"' if is_english() and not issue.label else ""
        links.append(f'<a class="more" href="{escape(issue.url)}"{lang}>{escape(name)}</a>')
    return f"<td{' class=feast' if day.festival else ''}>{''.join(links) or words}</td>"


@register.simple_tag
def listed(article: Article) -> SafeString:
    """The link to an article in the contents of an issue, with its headline parts."""
    shown = (
        ("kicker", article.kicker, escape),
        ("head", article.headline, in_parts),
        ("deck", article.subtitle, escape),
    )
    spans = "".join(f'<span class="{name}">{written(text)}</span>' for name, text, written in shown if text)
    return mark_safe(f'<a href="{escape(article.get_absolute_url())}">{spans}</a>')  # nosec B703 # escaped above


@register.simple_tag
def listed_beside(articles: Iterable[Any], here: Article) -> SafeString:
    """Links to the articles of a page as items of a list, that to the one shown marked."""
    rows = (
        f'<li><a href="{escape(other.get_absolute_url())}"'
        f"{CURRENT if other.uid == here.uid else ''}>{escape(other.headline)}</a></li>"
        for other in articles
    )
    return mark_safe("".join(rows))  # nosec B703 # escaped above


register.filter("decades", decades)


WEEK_ZH = tuple((day, f"星期{day}") for day in WEEKDAYS)
WEEK_EN = tuple((day[:2], day) for day in calendar.day_name)


@register.simple_tag
def week() -> tuple[tuple[str, str], ...]:
    """Short and full names of the days of the week, from Monday."""
    return WEEK_EN if is_english() else WEEK_ZH


@cache
def week_cells(names: tuple[tuple[str, str], ...]) -> SafeString:
    cells = (format_html('<th><abbr title="{}">{}</abbr></th>', full, short) for short, full in names)
    return mark_safe("".join(cells))  # nosec B703 # escaped above


@register.simple_tag
def calendar_week() -> SafeString:
    """The head cells of a calendar; a year has twelve times the same."""
    return week_cells(week())
