"""The parts of a headline group: 引题 kicker, 主题 title, 副题 subtitle, and the banner of a series above them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from archive.parsing.columns import leading_column, names_column
from archive.parsing.furniture import is_campaign
from archive.parsing.knowledge import EMPTY, Knowledge
from archive.parsing.lines import Line
from archive.parsing.markup import BLANK, unmarked
from archive.parsing.plain import plain
from archive.parsing.records import Span
from archive.parsing.text import is_spaced_out, shown_bare, text_begins

_KICKER_END = re.compile(r"(?:强调|指出|要求|表示|提出|批示)$|(?:在|[会接]见|走访).+时$|：$")
_DECK = re.compile(r"^(?:——|--|―|—)|(?:[\u4e00-\u9fff]{2,}(?:参加|出席|主持|讲话|陪同|到会)(?:会议|活动|讲话)?)$")
# what a deck calls the piece, or says it is about: 安溪镇石榴村侧记, 记县机械厂高级技师邱大山, （外一首）, 云土告字〔2021〕7号
_WORK = re.compile(
    r"^[（(].*[）)]$|(?:见闻|纪实|侧记|小记|掠影|散记|访谈|纪事|速写|巡礼|始末|综述|摘要|札记|调查|有感|答本报记者问|的一封信)$"
    r"|^(?:访(?![贫问])|记(?![住者得忆录])|走近|走进|对话|看《|读《)[\u4e00-\u9fff《]|〔\d{4}〕.*号$"
)
# what a deck begins with: a figure of the event that the title names, or who answers it: 总投资1.86亿元, 法官：谁维修谁负责
_DETAIL = re.compile(
    r"^(?:总投资|首期|预计|累计|新增|其中|平均|涉及|成交价)"
    r"|^[\u4e00-\u9fff]{0,6}(?:[局院台办委]|部门|[警商校厂官]方|交警|法官|律师|专家|医生|物业|失主|家长|网友|回应|提醒|劝告)：."
)
_FIGURES = re.compile(r"\d.*，|，.*\d")  # 昨晚降雨量达87毫米，消防出动救援32次
_SHORTEST_OVER_LONG = 10  # characters of a title over a far longer deck; a shorter line is a kicker or a column's name
_GAP = re.compile(rf"[ \t\u3000][ \t\u3000{BLANK}]*")
_QUOTES = {"“": "”", "「": "」", "《": "》", "（": "）", "(": ")"}


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a headline line between spaces."""

    line: Line
    start: int
    end: int
    text: str
    role: str = "title"


def headline_spans(heads: Sequence[Line], knowledge: Knowledge = EMPTY) -> tuple[Span, ...]:
    """The spans of a headline group, a column's name as banner, in print order; neighbouring parts of one line and one role make one span."""
    columns = frozenset(line.index for line in heads if names_column(line.text, knowledge))
    parts = _with_roles([part for line in heads for part in _parts(line)], columns)
    spans: list[Span] = []
    for part in parts:
        last = spans[-1] if spans else None
        if last and last.line == part.line.number and last.role == part.role:
            spans[-1] = replace(last, end=part.end)
        else:
            spans.append(Span(part.line.number, part.start, part.end, part.role))
    return tuple(spans)


def _parts(line: Line) -> list[Part]:
    """The parts of one line; together they cover it, white space goes with the part before it."""
    bare = unmarked(line.raw)
    first = text_begins(bare)
    least = 2 if is_spaced_out(bare[first:]) else 1
    cuts = [
        found.end()
        for found in _GAP.finditer(bare, first)
        if found.end() - found.start() >= least
        and found.end() < len(bare.rstrip())
        and _balanced(bare[first : found.start()])
    ]
    column = leading_column(bare[first:].rstrip())
    if column:
        cuts = [first + column, *(cut for cut in cuts if cut > first + column)]
    starts, ends = [0, *cuts], [*cuts, len(bare)]
    return [Part(line, s, e, plain(shown_bare(bare, max(s, first), e))) for s, e in zip(starts, ends)]


def _balanced(text: str) -> bool:
    return all(text.count(opening) == text.count(closing) for opening, closing in _QUOTES.items())


def _with_roles(parts: Sequence[Part], columns: frozenset[int]) -> list[Part]:
    lines = list(dict.fromkeys(part.line.index for part in parts))
    by_line = {i: [p for p in parts if p.line.index == i] for i in lines}
    rest = [i for i in lines if i not in columns]
    roles = dict.fromkeys(lines, "banner") if rest else {}
    rest = rest or lines
    roles.update(zip(rest, _line_roles([by_line[i][0].line for i in rest])))
    return [
        replace(part, role=role) for i in lines for part, role in zip(by_line[i], _part_roles(by_line[i], roles[i]))
    ]


def _line_roles(lines: Sequence[Line]) -> list[str]:
    """Roles of whole lines: one is the title; what stands above it is kicker, what stands under it subtitle."""
    roles = ["kicker" if is_series(line, lines) else "" for line in lines]
    open_ = [i for i, role in enumerate(roles) if not role]
    if not open_:
        return ["title" if i == len(lines) - 1 else "kicker" for i in range(len(lines))]
    title = _title_line(lines, open_)
    return [role or ("kicker" if i < title else "title" if i == title else "subtitle") for i, role in enumerate(roles)]


def is_series(line: Line, among: Sequence[Line]) -> bool:
    """Whether a headline line names a campaign or column rather than the event; only where another line can be the title."""
    return is_campaign(line.text) and any(not is_campaign(other.text) for other in among)


def _title_line(lines: Sequence[Line], open_: Sequence[int]) -> int:
    """Which of the lines is the title: the one behind the last that says who speaks where, else the one marked highest, else
    the first over a deck, else the second."""
    spoken = [at for at, i in enumerate(open_[:-1]) if _speaks(lines[i].text, lines[open_[at + 1]].text)]
    if spoken:
        return open_[spoken[-1] + 1]
    levels = [lines[i].level or 9 for i in open_]
    if (
        min(levels) < max(levels)
        and levels.count(min(levels)) == 1
        and len(lines[open_[levels.index(min(levels))]].text) <= 30
    ):
        return open_[levels.index(min(levels))]
    return open_[0] if len(open_) == 1 or _is_deck_under(lines[open_[0]].text, lines[open_[1]].text) else open_[1]


def _speaks(text: str, below: str) -> bool:
    """Whether a line only leads on to the one below it: 县委常委会召开会议强调, 县农业局：."""
    return bool(_KICKER_END.search(text)) and not _DECK.search(below)


def _is_deck_under(first: str, second: str) -> bool:
    """Whether the second line explains the first, which then is the title and no kicker."""
    if _DECK.search(second) or _WORK.search(second) or _DETAIL.match(second):
        return True
    if _FIGURES.search(second) and not any(char.isdigit() for char in first):
        return True
    return len(first) >= _SHORTEST_OVER_LONG and len(second) > 1.7 * len(first) and not second.startswith("关于")


def _part_roles(parts: Sequence[Part], role: str) -> list[str]:
    """Roles inside one title line: a part ending in 时强调 is the kicker, one that says who took part the subtitle."""
    if len(parts) > 1 and names_column(parts[0].text, EMPTY):
        return ["banner", *_part_roles(parts[1:], role)]
    if role != "title" or len(parts) < 2:
        return [role] * len(parts)
    roles = ["title"] * len(parts)
    kicker = next((i for i, part in enumerate(parts[:-1]) if _KICKER_END.search(part.text)), None)
    if kicker is not None:
        roles[: kicker + 1] = ["kicker"] * (kicker + 1)
        _deck_behind_kicker(parts, roles, kicker)
    if _DECK.search(parts[-1].text) and len(parts[-1].text) <= 40:
        last = len(parts) - 1
        while last > 1 and _DECK.search(parts[last - 1].text) and roles[last - 1] == "title":
            last -= 1
        roles[last:] = ["subtitle"] * (len(parts) - last)
    return roles


def _deck_behind_kicker(parts: Sequence[Part], roles: list[str], kicker: int) -> None:
    """Behind a kicker, a last part far longer than the title before it is the subtitle."""
    titles = parts[kicker + 1 : -1]
    if titles and len(parts[-1].text) > 1.7 * max(len(p.text) for p in titles):
        roles[-1] = "subtitle"
