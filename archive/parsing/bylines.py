"""Who wrote it: bylines in leads, lines of names at the end, photo credits in captions."""

from __future__ import annotations

import re
from functools import lru_cache

from archive.parsing.credits import REPORTER, WROTE, Byline, leading_credits, read_credits, without_mark
from archive.parsing.endings import is_place, names_behind_place
from archive.parsing.names import is_name, is_plain_name, split_names, stated_names
from archive.parsing.plain import as_printed, plain
from archive.parsing.text import is_han, shown
from archive.parsing.words import frequency, tag

_LEAD = re.compile(
    r"^\s*(?:本报|本网|本台|新华社|中新社|中新网|人民网|[\u4e00-\u9fff]{2,6}(?:日报|晚报|时报)).{0,40}?(?:讯|电|报道)"
)
# 本报讯 记者 刘威 报道：, 通讯员刘威报道
_REPORTS = re.compile(
    rf"^(?:[^。，：（()）]{{0,14}}讯[\s　]*)?((?:本报|本网|本台)?{REPORTER}[\u4e00-\u9fff·\s、]{{2,40}}?)[\s　]*报道[:：\s]"
)
_COMMENTATOR = re.compile(
    r"^[□■●]?\s*(?:本报|人民日报|新华社|[\u4e00-\u9fff]{2,6}日报)(?:特约|首席)?(?:评论员|评论部|编辑部)$"
)
_BRACKETS = re.compile(r"[（(〔［\[【]([^（()）〔〕［］\[\]【】]{2,80})[)）〕］\]】]")
_NEWS = re.compile(r"^[（(〔［\[【]本[报网台刊]讯\s*")  # 【本报讯 记者 陈立】
_WHEN = r"\s*(?:[昨今][日天晨晚年]|近[日期年来]|日前|连日|\d)"
# 本报讯 记者 陈立 昨日从…; 本报讯（记者 陈立 昨日: the bracket's end is lost
_BEFORE_NEWS = re.compile(
    rf"^[^。，：（()）]{{0,12}}讯\s*[（(〔［\[]?\s*((?:本[报网台])?{REPORTER}\s*(?![从在昨今近日连])[^，。：；（()）]{{2,40}}?)(?=\s*[从在]|{_WHEN})"
)
# 本报讯（陈立 周浩）, （关勇 伍卫）3月30日，
_BARE = re.compile(
    rf"^(?:[^。，：（()）]{{0,10}}讯\s*[（(]([^（()）]{{2,20}})[)）]|[（(]([^（()）]{{2,20}})[)）](?={_WHEN}))"
)
_PEN_NAME = re.compile(r"^□\s*([\u4e00-\u9fff])[\s　]+([\u4e00-\u9fff])$")  # □ 半 闲, not □ 书 评
SET_WIDE = re.compile(r"^[\u4e00-\u9fff](?:\s+[\u4e00-\u9fff]){1,2}(?<![讯闻])$")  # 山 妹, not 简 讯
SET_CLOSE = re.compile(r"^[\u4e00-\u9fff]{2}$")  # 秋雨
_NO_PERSON = re.compile(r"^和|^..[村镇乡县街路塔了里间]$")  # 石门村, 水通了
_AND_OTHERS = re.compile(r"等\S{0,5}$")  # 吴根法等十一人
_TELLS_OF = re.compile(r"^[—\-]*[记访]")  # 记渡口护边员 胡成远 stands under a headline and tells of him
_NAME_WIDE = r"[\u4e00-\u9fff](?:\s+[\u4e00-\u9fff]|[\u4e00-\u9fff·]{1,5})"
_TEACHER = r"(?:指导|辅导|推荐)(?:老师|教师)\s*[:：]?\s*"
# 青溪小学四（3）班 周浩 指导老师 何平, （指导老师 何平）: as pupils' compositions are signed
_PUPIL = re.compile(
    rf"^[（(□\s]*(?:[\u4e00-\u9fff]{{2,14}}(?:小学|中学|学校)\s+)?(?:[\u4e00-\u9fff（）()\d]{{1,20}}(?:班|年级|小学|中学|学校|一中|大学|学院)\s+({_NAME_WIDE}))?\s*(?:[（(]?{_TEACHER}({_NAME_WIDE})[)）]?)?[)）]?$"
)
# （云河）胡小月, （唐）李白, [美]约翰·史密斯; 管一平（县作协）, 小记者 钮一诺（青溪二小五1班）
_FROM = re.compile(
    r"^[（(［\[〔](?![一二三四五六七八九十上中下]+[)）])([\u4e00-\u9fff]{1,6})[)）］\]〕]\s*([\u4e00-\u9fff·]{2,12})$"
)
_REALMS = frozenset("唐宋元明清汉晋隋魏美英法德俄苏日韩印意")  # before names that may be words too
COMMON = 20  # how often the dictionary has a word that is more than a name
_WRITER = re.compile(r"^小记者|(?:作协|文联)[)）]$")  # who is an author wherever he stands
_OF_UNIT = re.compile(
    r"^(?:小记者\s*)?([\u4e00-\u9fff]{2,4})\s*[（(][\u4e00-\u9fff\d]{1,12}(?:作协|文联|公司|中心|[局委部站队院校所厂社村镇乡县市区学小中班级])[)）]$"
)
_PHOTO_END = re.compile(
    r"(?:^|[。！？!?”’）)…\s])\s*[（(]?\s*(?:[\u4e00-\u9fff]{2,8}(?:记者|通讯员)\s*)?"
    r"([\u4e00-\u9fff·\s、]{2,24}?)\s*[/／]?\s*(?:摄影报道|摄影|摄|供图|/图|图)\s*(?:[（(][^（()）]{2,16}[)）])?\s*[)）]?\s*$"
)
_CLOSED_PHOTO = re.compile(r"[（(]\s*([\u4e00-\u9fff·\s、]{2,24}?)\s*[/／]?\s*(?:摄影|摄|供图)\s*[)）]")
_AGENCY_BEHIND = re.compile(r"\s*[（(][^（()）]{2,16}[)）]$")  # 岚 涩摄（清河图片）
_PICTURED = re.compile("[摄图绘画]|航拍|剪纸|书法|篆刻")
_LONGEST, _LONGEST_PHOTO = 60, 40


def bylines(text: str) -> tuple[Byline, ...]:
    """The bylines of a lead or a byline line: `本报讯（记者 刘威 通讯员 徐绍燕）12月…`, `本报记者 甲/文 乙/摄`. Empty if none.
    Names come in the characters of the text."""
    return tuple(Byline(found.role, as_printed(found.names, text), found.shown) for found in _bylines(plain(text)))


def _bylines(text: str) -> tuple[Byline, ...]:
    lead = text[:160]
    for inside in _BRACKETS.finditer(lead):
        found = leading_credits(_NEWS.sub("（", inside.group()))
        if found and _before_is_lead(lead[: inside.start()]):
            return found
    if reports := _REPORTS.match(lead):
        return leading_credits(reports.group(1))
    if said := _BEFORE_NEWS.match(lead):
        return read_credits(f"（{said.group(1)}）")
    if bare := _BARE.match(lead):
        return _bare_byline(bare.group(1) or bare.group(2))
    return leading_credits(text) if len(text) <= _LONGEST and "。" not in text else ()


def _bare_byline(text: str) -> tuple[Byline, ...]:
    """The byline of bare names in the brackets of a lead, of which one must read as nothing else; one alone may be a common word
    or a place that is read as a name: （张家口）昨日."""
    names = split_names(text)
    sure = any(map(is_plain_name, names)) and not any(map(is_place, names))
    return (Byline(WROTE, names),) if sure and (len(names) > 1 or frequency(names[0]) < COMMON) else ()


def _before_is_lead(before: str) -> bool:
    return not before.strip() or bool(_LEAD.match(before)) or len(before) <= 20


def is_credit(text: str) -> bool:
    """Whether a line holds names alone, bare, or with what they are or did; who only took a picture belongs to its caption."""
    found = read_credits(text)
    return (
        bool(_COMMENTATOR.match(text) or _placed(text))
        or is_names(text)
        or is_school(text)
        or not all(byline.shown for byline in found)
    )


@lru_cache(maxsize=4096)  # each rule of a line asks
def is_names(line: str) -> bool:
    """Whether a line holds nothing but one to eight names, as under a report: `田书豪 林明 郑利文`."""
    text = without_mark(plain(shown(line)).strip("（）() "))
    if not 2 <= len(text) <= 40 or not all(is_han(c) or c in " 　\t、·•" for c in text):
        return False
    names = split_names(text, run_on=False)
    if any(map(_NO_PERSON.search, names)):
        return False
    if not names:
        pen_name = _PEN_NAME.match(line.strip())
        return pen_name is not None and not frequency("".join(pen_name.groups()))
    if len(names) == 1:
        name = names[0]
        if len(name) > 2 and name not in text and without_mark(line) == line:
            return is_plain_name(name)  # 石 榴 红 is a heading
        return is_name(name) and (tag(name).startswith("nr") or not frequency(name))  # 简 讯 is a heading
    return 1 < len(names) <= 8


def credit_names(line: str) -> tuple[str, ...]:
    """The names of a credit line, in print order; photo and text marks set aside. Empty for any other line."""
    text = shown(line).strip()
    if is_names(text) and not read_credits(plain(text)):
        bare = without_mark(plain(text).strip("（）() "))
        return as_printed(split_names(bare) or stated_names(bare), text)
    if len(text) > _LONGEST:
        return ()
    named = [name for byline in bylines(text) for name in byline.names] or list(_school_names(text) or _placed(text))
    return tuple(dict.fromkeys(named)) or photo_credits(text) or _pen_name(text) or ranked(text)


def _placed(text: str) -> tuple[str, ...]:
    """The author who stands with his country, his dynasty, his place or his unit in brackets."""
    if _WRITER.search(text):
        return _of_unit(text)
    found = _FROM.match(text)
    if not found:
        return ()
    place, name = found.groups()
    known = is_name(name) if place in _REALMS else is_plain_name(name) and frequency(name) < COMMON
    return (name,) if known else ()


def _of_unit(text: str) -> tuple[str, ...]:
    """The name before a unit in brackets, which may as well be a row of a roll of honour: 管一平（县公安局）."""
    unit = _OF_UNIT.match(text)
    return (unit.group(1),) if unit and is_plain_name(unit.group(1)) else ()


def ranked(text: str) -> tuple[str, ...]:
    """The names behind an office, a rank or both, as authors have them: 县中医院 主任医师 邢国华. Empty for any other text."""
    if unit := _of_unit(text):
        return unit
    text = _AND_OTHERS.sub("", text)
    *where, name = text.split() or [""]
    place = "".join(where)
    if not is_place(place) or _TELLS_OF.match(place):
        return ()
    names = names_behind_place(text) or names_behind_place(f"{place} {name}")
    return () if any(map(_NO_PERSON.search, names)) else names


def _pen_name(text: str) -> tuple[str, ...]:
    """The author whom only the place tells (`authors`)."""
    return stated_names(text, sure=True) if SET_WIDE.match(text) or SET_CLOSE.match(text) else ()


def is_school(text: str) -> bool:
    """Whether a line says which pupil of which class wrote, or whose teacher helped: `青溪小学四（3）班 周浩`, `（指导老师 何平）`."""
    return len(text) <= 40 and bool(_school_names(text))


def _school_names(text: str) -> tuple[str, ...]:
    found = _PUPIL.match(text)
    said = stated_names if re.search("班|年级|老师|教师", text) else split_names
    names = [said(name) for name in found.groups() if name] if found else []
    return tuple(name for part in names for name in part) if all(names) else ()


def photo_credits(text: str) -> tuple[str, ...]:
    """The names that end a caption: `…栖息地。 吕涵 王和忠/摄`, `（甲 摄）`, `王 伟摄（人民视觉）`. Empty if none."""
    end = plain(re.sub(r"\s{2,}", " ", text[-60:]))
    found = _PHOTO_END.search(end) or _CLOSED_PHOTO.search(end)
    names = split_names(re.sub(r"^.*(?:记者|通讯员)", "", found.group(1))) if found else ()
    if not names and len(text) <= _LONGEST_PHOTO and _PICTURED.search(end):
        names = tuple(
            name for byline in read_credits(_AGENCY_BEHIND.sub("", end)) for name in byline.names if byline.shown
        )
    return as_printed(names, text[-60:])
