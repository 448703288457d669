"""Headlines told by how a page is set: by the author's line under them, as features and supplements have it, or by the indented
paragraph under them; and short lines that are none: verse and lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from archive.parsing.bylines import photo_credits
from archive.parsing.captions import is_caption
from archive.parsing.columns import opens_part
from archive.parsing.credits import read_credits, without_mark
from archive.parsing.endings import is_date, is_label
from archive.parsing.lines import Line, has_indents
from archive.parsing.signatures import signatures
from archive.parsing.text import is_han

_MARKS = re.compile(r"[，。；：、]")
_CLOSES = frozenset(
    "编辑 责编 责任编辑 供稿 来稿 投稿 搜集 辑 班主任 指导老师 指导教师 辅导老师 辅导教师".split()
)  # stand under the text
_NO_TITLE = re.compile(r"^(?:—+\s*[编編作]\s*者|核心[阅閱][读讀]|本[报報][讯訊]|谢谢(?:大家|各位)?[！!])$")
_LONGEST_TITLE, _LONGEST_MARKED = 24, 40
_STOPPED = re.compile(r"[。；]|[，、：,:]$|^[，。、：）”」（(]")
_MOST_TITLES = 3  # lines of one headline; more short lines in a row are verse
_VERSE = 20
_SHORTEST_RUN = 5
_LISTED = re.compile(
    r"^[\u4e00-\u9fff]{2,10}(?:表|榜|赛程|行情|价格|影讯|排行|通知|名单)$"
)  # 列车时刻表, over its rows
_SHORTEST_VERSE, _LONGEST_VERSE, _FEWEST_VERSES = 4, 12, 4


def with_authored_heads(lines: Sequence[Line], marked: bool) -> list[Line]:
    """The lines, a bare line, or up to three, above an author's line counted as a headline. A line of bare names says so
    only on a page without heading marks, for elsewhere it closes the report above it (`marked`), as it does where the next
    headline follows."""
    out = list(lines)
    for i, line in enumerate(lines[:-1]):
        if line.role != "credit" or lines[i + 1].role != "body" or _closes(line):
            continue
        if signs(line) or not (marked or _is_headline(lines, i + 1)):
            for title in _titles_above(lines, i, signs(line)):
                out[title] = replace(lines[title], role="head")
    return out


def with_indented_heads(lines: Sequence[Line]) -> list[Line]:
    """The lines, where paragraphs are indented, a short line without a stop between the end of one and the beginning of the
    next counted as a headline: up to three in a row."""
    out = list(lines)
    if not has_indents(lines):
        return out
    for i in range(1, len(lines)):
        if not lines[i].is_indented or lines[i].role != "body":
            continue
        found: list[int] = []
        at = i - 1
        while at >= 0 and _stands_alone(lines[at]):
            found.append(at)
            at -= 1
        ended = at < 0 or lines[at].role != "body" or not lines[at].ends_open
        if ended and len(found) <= _MOST_TITLES:
            for title in found:
                out[title] = replace(lines[title], role="head")
    return out


def _behind_titles(lines: Sequence[Line], i: int) -> int:
    """The place of the first line from `i` on that cannot be a title."""
    at = i
    while at < len(lines) and lines[at].role == "body" and lines[at].ends_open and may_be_title(lines[at].text):
        at += 1
    return at


def _is_headline(lines: Sequence[Line], i: int) -> bool:
    """Whether a short line or up to three stand over a paragraph or another author's line."""
    at = _behind_titles(lines, i)
    over = at < len(lines) and (lines[at].role == "credit" or len(lines[at].text) > _LONGEST_TITLE)
    return over and 0 < at - i <= _MOST_TITLES


def _stands_alone(line: Line) -> bool:
    return line.role == "body" and not line.is_indented and line.ends_open and may_be_title(line.text)


def signs(line: Line) -> bool:
    """Whether a credit line can only name the author of what follows or stands beside it: `□ 何 平`, `本报记者 何平`."""
    return (bool(read_credits(line.text)) or without_mark(line.text) != line.text) and not _closes(line)


def _closes(line: Line) -> bool:
    """Whether a credit names who sent the text in or helped with it, and so stands under it."""
    found = read_credits(line.text)
    return bool(found) and all(byline.role in _CLOSES for byline in found)


def _titles_above(lines: Sequence[Line], credit: int, signed: bool) -> list[int]:
    """The lines of the headline over an author's line, none where they are verse, or the end of a report."""
    found: list[int] = []
    at = credit - 1
    while at >= 0 and lines[at].role == "body" and may_be_authored(lines[at].text):
        found.append(at)
        at -= 1
    if len(found) > _MOST_TITLES:
        return found[:1] if signed else []
    if signed and not found and at >= 0 and _may_be_long_title(lines[at]):
        found, at = [at], at - 1
    above = lines[at] if at >= 0 else None
    ended = above is None or above.role != "body" or not above.ends_open
    return found if ended else found[:1] if signed and may_be_authored(lines[credit - 1].text) else []


def _may_be_long_title(line: Line) -> bool:
    """Whether a headline with marks inside, 明信片：一张特殊的回乡车票, may stand over an author's line."""
    is_short = 2 <= len(line.text) <= _LONGEST_MARKED and not _STOPPED.search(line.text)
    return line.role == "body" and is_short and not photo_credits(line.text) and not is_date(line.text)


def may_be_authored(text: str) -> bool:
    """Whether the text may be a title where its author stands under it: one character may, too (秤)."""
    return may_be_title(text) or (len(text) == 1 and is_han(text))


def may_be_title(text: str) -> bool:
    """Whether the text is short and no sentence: 端午, ——致屈原, 读《边城》有感."""
    if not 2 <= len(text) <= _LONGEST_TITLE or _MARKS.search(text) or _NO_TITLE.match(text) or is_date(text):
        return False
    return sum(map(is_han, text)) >= 2 and text[0] not in "（(" and not (is_caption(text) or photo_credits(text))


def untitled(lines: Sequence[Line]) -> frozenset[int]:
    """Indices of bare lines that are no headline: those right under an author's line, who signs what stands above (`signatures`), words
    that open a part of an article or say what the box under them is, stanzas, and the inside of verse and lists but for the title of a list."""
    found = {lines[i + 1].index for i in range(1, len(lines) - 1) if is_byline(lines, i)}
    found.update(line.index for line in signatures(lines))
    found.update(line.index for line in lines if _is_label(line.text))
    found.update(line.index for stanza in _stanzas(lines) for line in stanza)
    for run in _runs(lines):
        first = 0 if run[0].index in found else _MOST_TITLES - 1
        headed = run[-1].index + 1 < len(lines) and lines[run[-1].index + 1].role == "head"
        decked = run[-1].text.startswith("——")  # the title of the text below and its deck end the run
        inside = run[first:] if headed else run[first:-2] if decked else run[first:-1]
        found.update(line.index for line in inside if not _LISTED.search(line.text))
    return frozenset(found)


def _is_label(text: str) -> bool:
    return opens_part(text) or is_label(text) or bool(_NO_TITLE.match(text))


def is_byline(lines: Sequence[Line], i: int) -> bool:
    """Whether a line of names stands right under a headline, and so over the text."""
    return i > 0 and lines[i].role == "credit" and lines[i - 1].role == "head"


def _stanzas(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Four or more bare lines of one length one after another: 春风吹过青溪岸, 两岸桃花次第开, …"""
    for length, run in groupby(lines, lambda line: len(line.text) if line.role == "body" and not line.level else 0):
        members = list(run)
        if _SHORTEST_VERSE <= length <= _LONGEST_VERSE and len(members) >= _FEWEST_VERSES:
            yield members


def _is_short(line: Line) -> bool:
    return line.role == "body" and len(line.text) <= _VERSE and line.text[-1:] not in ("：", ":")


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Five or more short bare lines one after another; a line that addresses someone opens a text: 编辑同志："""
    for short, run in groupby(lines, _is_short):
        members = list(run)
        if short and len(members) >= _SHORTEST_RUN:
            yield members
