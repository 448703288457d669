"""Furniture told by where it stands: the names of paper and page over the folio, guides to other pages in a row, who set an article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from archive.parsing.imprint import may_sponsor, names_contest
from archive.parsing.lines import Line

FURNITURE = frozenset({"masthead", "header", "slogan", "banner"})
TOP = 12  # lines at the head of a page among which its masthead stands
# the name of a paper that is no 报: 今日青溪, 石峁新闻, 青溪时讯
_PAPER = re.compile(r"^(?:今日[\u4e00-\u9fff]{1,4}|[\u4e00-\u9fff]{2,5}(?:新闻|时讯|周讯|通讯))$")
_PAGE_NAME = re.compile(r"^[\u4e00-\u9fff](?:\s?[\u4e00-\u9fff·]){1,6}(?:\s+\d{1,2})?$")
_NEWS_PAGE = re.compile(r"^[\u4e00-\u9fff]{2}(?:新闻|报道|要闻)$")  # at the very head: 体育新闻
_PAGE_NAME_REACH = 2  # lines at a page's head among which its name stands
_MASTHEAD_REACH = 4  # lines among which the rest of the masthead stands
_SETTER = re.compile(r"^(?:版式设计|版式設計)[:：\s　]\s*[\u4e00-\u9fff·\s　]{2,14}$")
# 冬捕开网第一天 A05, 老人被骗20万 ——B2; 2版 我县新增两家企业
_GUIDED = re.compile(
    r"^[^。]{6,40}\s(?:——|……)?\s*[A-D]\d{1,2}(?:[-—–]\d{1,2})?版?$|^[►▶◆●■▲]?\s*[A-Z]?\d{1,2}版[:：\s]\s*[^。]{4,40}$"
)
_GUIDES = re.compile(r"^(?:今日|本期|要闻)?(?:导\s?读|要目|导航|看点)$")


def with_paper_name(lines: list[Line], top: int) -> list[Line]:
    """The paper's name at the page's head, with the day, the publisher or the name in Latin letters under it, is masthead."""
    for i, line in enumerate(lines[: min(TOP, top)]):
        named = line.role in ("body", "head") and _PAPER.match("".join(line.text.split()))
        if named and any(other.role == "masthead" for other in lines[i + 1 : i + 1 + _MASTHEAD_REACH]):
            return [*lines[:i], replace(line, role="masthead"), *lines[i + 1 :]]
    return lines


def with_page_name(lines: list[Line]) -> list[Line]:
    """A short line that stands over the masthead or the folio of a page, at its very head, names the page: 社会热线, 便民 6."""
    for i, (line, below) in enumerate(zip(lines[:_PAGE_NAME_REACH], lines[1:])):
        over = below.role in ("masthead", "header") and bool(_PAGE_NAME.match(line.text))
        if line.role in ("body", "head") and (over or (i == 0 and _NEWS_PAGE.match(line.text))):
            return [*lines[:i], replace(line, role="header"), *lines[i + 1 :]]
        if line.role not in FURNITURE:
            break
    return lines


def without_guides(lines: list[Line]) -> list[Line]:
    """The lines, two and more in a row that name a page at their end counted as a guide to other pages: 冬捕开网第一天 A05."""
    out = list(lines)
    for guided, run in groupby(lines, lambda line: line.role in ("body", "header") and bool(_GUIDED.match(line.text))):
        members = list(run)
        above = lines[members[0].index - 1] if members[0].index else None
        title = [above] if above is not None and _GUIDES.match(above.text) else []
        if guided and len(title + members) > 1:
            for line in title + members:
                out[line.index] = replace(line, role="header")
    return out


def sponsors(lines: Sequence[Line]) -> frozenset[int]:
    """Places of lines that name who runs a contest or an event, under its headline: no publisher of the paper."""
    found: set[int] = set()
    for i, line in enumerate(lines[1:], 1):
        under = i - 1 in found or names_contest(lines[i - 1].text)
        if line.role == "masthead" and under and may_sponsor(line.text):
            found.add(i)
    return frozenset(found)


def set_by(lines: Sequence[Line]) -> frozenset[int]:
    """Places of lines that name who set an article, in the midst of the page: `版式设计：王芳` under a feature. At the page's end
    they are the editors' line."""
    return frozenset(
        i
        for i in range(1, len(lines) - 1)
        if _SETTER.match(lines[i].text)
        and lines[i - 1].role in ("body", "credit")
        and any(line.role not in FURNITURE for line in lines[i + 1 :])
    )
