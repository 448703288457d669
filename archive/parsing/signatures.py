"""Who signs a notice or a letter: offices, dates and names that stand under it and are no headline of what follows (落款)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from archive.parsing.endings import DAY, STOPS, is_date, is_place, names_behind_place, without_day
from archive.parsing.lines import Line
from archive.parsing.names import is_name, is_plain_name, split_names
from archive.parsing.offices import DEPARTMENTS, OFFICES

_SIGNED_BY = re.compile(rf"(?:{OFFICES}|{DEPARTMENTS})$")
_OFFICE = re.compile(rf"^(?:[\u4e00-\u9fff（）()]{{2,18}}(?:{OFFICES})(?:\s+|$))+(?:{DAY})?$")
# a headline that ends with an office tells what became of it: 农民办起文化站
_TELLS = re.compile(
    r"办起|建成|成立|组建|走[进出]|来了|办成|成了|设立|挂牌|揭牌|一个|身边|首[个家批]|有了|开进|视察|调研|考察|参观|走访|慰问|投诉|起诉|收购|兼并|援助|[回夜]访|要建|将建|新建|办学|情系|怀念|[的里]"
)
_RESPECTFULLY = re.compile(r"^[^，。]{2,24}(?:谨启|敬启|敬上|谨上|顿首|泣告|敬谢)(?:\s.{2,12})?$")
_TELEPHONE = re.compile(r"^(?:电话|地址|联系人|联系电话|热线|手机)\s*[:：]")
# 后宅村 吴根法等十一人, 市搬运公司三队 章连生: as letters to the editor are signed
_LETTER = re.compile(
    r"^[^，。：；\s]{0,16}(?:村|镇|乡|县|市|区|街|路|号|队|社|组|厂|店|公司|局|科|所|站|校|学校|小学|中学|班|户|员|长|主任|书记|记|读者|学生|教师|老师|农民|工人|居民|职工|代表|经理|编辑)"
    r"\s+([\u4e00-\u9fff](?:\s[\u4e00-\u9fff]|[\u4e00-\u9fff]{1,3})(?:[\s、]+[\u4e00-\u9fff](?:\s[\u4e00-\u9fff]|[\u4e00-\u9fff]{1,3})){0,3}?)(?:等\S{0,5}人?)?$"
)
_PERSON = re.compile(
    r"^[^，。：；\s]{0,14}(?:读者|学生|教师|老师|农民|工人|居民|职工|社员|战士|编辑|主任|书记|经理|队长|校长)\s+\S"
)
_SIGNS_LAW = re.compile(r"(?:主席|总统|总理|[省市州县区部署]长)\s+\S{2,4}$")  # and the law follows
_MANY = re.compile(
    r"^[^，。：；\s]{2,14}\s+(?:[\d一二三四五六七八九十百]+(?:户|人|名\S{1,4})|全体\S{2,6})$"
)  # 南关居民 十二户
_LONGEST_LABEL = 24  # characters of a line that is no paragraph
_LONGEST_LETTER_SIGN = 30
_MOST_SIGNERS = 3
_SHORTEST_PLACE = 3  # 两会 聚焦 is a column and its matter


def signature_dates(lines: Sequence[Line]) -> frozenset[int]:
    """Places of dates that stand alone under an office, a name or the end of a text, or anywhere below a text, and so sign a notice
    (落款): the masthead's stands above all."""
    told = next((i for i, line in enumerate(lines) if line.role == "body" and line.text.endswith("。")), len(lines))
    return frozenset(
        i for i in range(1, len(lines)) if is_date(lines[i].text) and (i > told or _is_signed(lines[i - 1]))
    )


def _is_signed(above: Line) -> bool:
    """Whether the day that signs may stand under a line."""
    ends = bool(_SIGNED_BY.search(above.text) or _SIGNS_LAW.search(above.text)) or above.text[-1:] in STOPS
    return above.role == "credit" or (above.role == "body" and ends)


def signatures(lines: Sequence[Line]) -> Iterator[Line]:
    """Bare lines in which an office or a person signs what stands above: an office over its date or telephone or under the date, with its
    date behind it, or behind a sentence's end where no text follows; the date; 谨启."""
    for i in signature_dates(lines):
        yield lines[i]
        yield from _signers(lines, i)
    for above, line in zip(lines, lines[1:]):
        if _SIGNED_BY.search(above.text) and _TELEPHONE.match(line.text):
            yield above
    for above, line, below in zip(lines, lines[1:], [*lines[2:], None]):
        ends = below is None or below.role != "body" or len(below.text) <= _LONGEST_LABEL
        decked = below is not None and (below.role == "credit" or below.text.startswith("—"))
        office = _OFFICE.match(line.text) if not decked and not _TELLS.search(line.text) else None
        dated = office is not None and line.text[-1] == "日"
        behind = above.text[-1:] in STOPS or is_date(above.text)
        if _RESPECTFULLY.match(line.text) or _is_from(line.text) or dated or (office and ends and behind):
            yield line


def _signers(lines: Sequence[Line], day: int) -> Iterator[Line]:
    """Who stands over the day that he signs with: 县长 何平, or an office and those above that one, up to three."""
    for i in range(day - 1, max(-1, day - 1 - _MOST_SIGNERS), -1):
        text = lines[i].text
        if i == day - 1 and _SIGNS_LAW.search(text):
            yield lines[i]
        if not _SIGNED_BY.search(text) or (i < day - 1 and (not _OFFICE.match(text) or _TELLS.search(text))):
            break
        yield lines[i]


def _is_from(text: str) -> bool:
    """Whether an office or a person signs with 启: 陈锦堂启; not 新征程从这里开启."""
    sender = text[:-1]
    return text.endswith("启") and len(text) <= _LONGEST_LABEL and bool(_OFFICE.match(sender) or split_names(sender))


def with_signed_letters(lines: Sequence[Line]) -> list[Line]:
    """The lines, one that names who wrote a letter, behind its last sentence and over no text of its own, counted as its signature;
    读者 says so anywhere."""
    out = list(lines)
    for i in range(1, len(lines)):
        text, above, below = lines[i].text, lines[i - 1], lines[i + 1] if i + 1 < len(lines) else None
        over = below is not None and below.role == "body" and len(below.text) > _LONGEST_LABEL
        ended = above.role == "body" and (text.startswith("读者") or (above.text[-1:] in "。！？”" and not over))
        headed = below is not None and (below.role == "credit" or below.text.startswith("—"))
        if lines[i].role == "body" and ended and not headed and _signs_letter(text):
            out[i] = replace(lines[i], role="credit")
    return out


def _signs_letter(text: str) -> bool:
    """Whether a line names a person and where he is from, or the day: 石门村 陈立, 读者 顾家栋, 段绍武 2003年9月."""
    if len(text) > _LONGEST_LETTER_SIGN or _SIGNS_LAW.search(text):
        return False
    said = without_day(text)
    if (said != text and split_names(said)) or _MANY.match(said):
        return True
    if found := _LETTER.match(said):
        sure = is_name if _PERSON.match(said) else is_plain_name
        return all(map(sure, split_names(found.group(1)) or [""]))
    place, *names = said.split(maxsplit=1) or [""]
    wide = len("".join(names).split()) > 1
    return (wide or is_place(place)) and len(place) >= _SHORTEST_PLACE and bool(names_behind_place(said))
