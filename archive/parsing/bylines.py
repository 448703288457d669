"""Who wrote it: bylines in leads, lines of names at the end, photo credits in captions."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.parsing.names import is_name, is_plain_name, split_names, stated_names
from archive.parsing.plain import as_printed, plain
from archive.parsing.text import is_han, shown
from archive.parsing.words import frequency, tag

_ROLES = "特约通讯员|特约记者|见习记者|实习记者|特派记者|[驻赴][\u4e00-\u9fff]{1,6}?记者|全媒体记者|融媒体记者|首席记者|记者|通讯员|实习生|作者|编辑|摄影|撰文|文字|摄|文|图"
_ROLE = re.compile(rf"(?:本报|本网|本台|新华社|中新社|人民网|[\u4e00-\u9fff]{{2,4}}社)?({_ROLES})\s*[:：]?")
_LEAD = re.compile(
    r"^\s*(?:本报|本网|本台|新华社|中新社|中新网|人民网|[\u4e00-\u9fff]{2,6}(?:日报|晚报|时报)).{0,40}?(?:讯|电|报道)"
)
_BRACKETS = re.compile(r"[（(]([^（()）]{2,80})[)）]")
_MARK = re.compile(r"^[□■◇◆○●☆★▲△]\s*")  # □ 何 平: as papers set an author under a headline
_PEN_NAME = re.compile(r"^□\s*([\u4e00-\u9fff])[\s　]+([\u4e00-\u9fff])$")  # □ 半 闲, not □ 书 评
# 本报记者 何平 文/图, 何平文并图: words and pictures are his
WITH_PICTURES = re.compile(r"\s*[（(]?(?:文\s*[/／、·并]?\s*[图圖]|[图圖]\s*[/／、·并]?\s*文)[）)]?$")
_REPORTED = re.compile(r"\s*(?:采访整理|采写|整理|编译|报道)$")  # 本报记者 何平整理
_MARKED = re.compile(r"([^/／]{1,30}?)\s*[/／]\s*(文图|图文|摄影|摄|文|图|绘|供图)")
_DID = "文图|图文|文|图|摄影|摄|绘|供图"
_SLASHED = re.compile(rf"^(?:[\u4e00-\u9fff·]{{2,5}}\s*[/／]\s*(?:{_DID})[\s　]*){{1,4}}$")
_SLASHED_BEFORE = re.compile(rf"^(?:(?:{_DID})\s*[/／]\s*[\u4e00-\u9fff·]{{2,5}}[\s　]*){{1,4}}$")
_BEFORE = re.compile(rf"({_DID})\s*[/／]\s*([\u4e00-\u9fff·]{{2,5}})")
_NAME_WIDE = r"[\u4e00-\u9fff](?:\s+[\u4e00-\u9fff]|[\u4e00-\u9fff·]{1,5})"
_WORK = (
    rf"(?:[^\s，。、/／]{{2,12}}?(?:记者|通讯员)\s*)?({_NAME_WIDE})"
    r"(摄影报道|摄影|摄|绘|文|图)(?:[（(][^（()）]{2,16}[)）])?"
)
_WORKS = re.compile(rf"^{_WORK}(?:\s+{_WORK})?$")
_MADE = "版式设计|版式|统筹|数据|數據|资料|图片|照片|圖片|漫画|插图|题图|图表|圖表|摄影|制图|製圖|绘图"
_TEACHER = r"(?:指导|辅导|推荐)(?:老师|教师)\s*[:：]?\s*"
# 青溪小学四（3）班 周浩 指导老师 何平, （指导老师 何平）: as pupils' compositions are signed
_PUPIL = re.compile(
    rf"^(?:[\u4e00-\u9fff（）()\d]{{2,20}}(?:班|年级|小学|中学|学校|一中|大学|学院)\s+({_NAME_WIDE}))?\s*(?:[（(]?{_TEACHER}({_NAME_WIDE})[)）]?)?$"
)
# what stands at the foot of what it tells of: 数据来源：清河市统计局, 清河农机公司供图; 来源：清河日报; 制图：何平
_SOURCE = re.compile(
    rf"^(?:本[版期报])?(?:{_MADE})(?:来源|來源|整理|制作|提供)\s*[:：]\s*[^。，；]{{2,40}}$|^[^，。；：:、]{{2,24}}(?<![提保])供[图圖]$"
)
_TAKEN_FROM = re.compile(r"^(?:来源|來源)\s*[:：]\s*([^。，；]{2,40})$")
_MADE_BY = re.compile(rf"^(?:本[版期报])?(?:{_MADE})(?:[、和]?(?:{_MADE}))*\s*[:：]\s*([^。，；]{{2,40}})$")
_HOUSE = re.compile(r"[报報社网台局委部院团團行]$|公司|政府|中心|视觉|大学|机构|中国$")
_PHOTO_END = re.compile(
    r"(?:^|[。！？!?”’）)…\s])\s*[（(]?\s*(?:[\u4e00-\u9fff]{2,8}(?:记者|通讯员)\s*)?"
    r"([\u4e00-\u9fff·\s、]{2,24}?)\s*[/／]?\s*(?:摄影报道|摄影|摄|供图|/图|图)\s*(?:[（(][^（()）]{2,16}[)）])?\s*[)）]?\s*$"
)
_CLOSED_PHOTO = re.compile(r"[（(]\s*([\u4e00-\u9fff·\s、]{2,24}?)\s*[/／]?\s*(?:摄影|摄|供图)\s*[)）]")


@dataclass(frozen=True, slots=True)
class Byline:
    """Names under one printed role: Byline("记者", ("刘威", "周浪"))."""

    role: str
    names: tuple[str, ...]


def bylines(text: str) -> tuple[Byline, ...]:
    """The bylines of a lead or a byline line: `本报讯（记者 刘威 通讯员 徐绍燕）12月…`, `本报记者 甲/文 乙/摄`. Empty if none.
    Names come in the characters of the text."""
    return tuple(Byline(found.role, as_printed(found.names, text)) for found in _bylines(plain(text)))


def _bylines(text: str) -> tuple[Byline, ...]:
    lead = text[:160]
    for inside in _BRACKETS.finditer(lead):
        found = _roles_of(inside.group(1))
        if found and _before_is_lead(lead[: inside.start()]):
            return found
    return _roles_of(text) if len(text) <= 60 and "。" not in text else ()


def _before_is_lead(before: str) -> bool:
    return not before.strip() or bool(_LEAD.match(before)) or len(before) <= 20


def _roles_of(text: str) -> tuple[Byline, ...]:
    text = _MARK.sub("", text.strip(" \t　（）()"))
    if _SLASHED_BEFORE.match(text):
        return _marked(" ".join(f"{name}/{did}" for did, name in _BEFORE.findall(text)))
    if _SLASHED.match(text):
        return _marked(text)
    if works := _works(text):
        return works
    at = _ROLE.match(text)
    if not at:
        return ()
    text = _REPORTED.sub("", WITH_PICTURES.sub("", text))
    if "/" in text or "／" in text:
        return _marked(text)
    out: list[Byline] = []
    while at:
        following = _next_role(text, at.end())
        said = text[at.end() : following.start() if following else len(text)]
        names = split_names(said) or (stated_names(said) if at.group()[-1] in " \u3000:：" else ())
        if not names:
            return tuple(out)
        out.append(Byline(at.group(1), names))
        at = following
    return tuple(out)


def _works(text: str) -> tuple[Byline, ...]:
    """The bylines of a line that tells without a stroke who wrote and who took or drew the picture: `何 平图 方晓舟文`,
    `清河社记者 何 平摄`. One name alone must be set wide or stand behind its role."""
    found = _WORKS.match(text)
    if not found or not (found.group(3) or " " in text or "\u3000" in text):
        return ()
    pairs = [(found.group(2), found.group(1)), (found.group(4), found.group(3))][: 2 if found.group(3) else 1]
    longest = 4 if "记者" in text or "通讯员" in text else 3  # 祭十二郎文 is no author
    told = tuple(Byline(did, stated_names(name)) for did, name in pairs if len("".join(name.split())) <= longest)
    return told if len(told) == len(pairs) and all(byline.names for byline in told) else ()


def _next_role(text: str, start: int) -> re.Match[str] | None:
    """The next role word that stands after a space, comma or name: 文 inside 李文 is no role."""
    for found in _ROLE.finditer(text, start):
        alone = text[found.start() - 1] in " \t　、，,；;" and len(found.group(1)) > 1
        if alone or len(found.group(1)) >= 3:
            return found
    return None


def _marked(text: str) -> tuple[Byline, ...]:
    out = []
    for found in _MARKED.finditer(text):
        names = split_names(
            _ROLE.sub("", found.group(1), count=1) if _ROLE.match(found.group(1).strip()) else found.group(1)
        )
        if names:
            out.append(Byline(found.group(2), names))
    return tuple(out)


def is_names(line: str) -> bool:
    """Whether a line holds nothing but one to eight names, as under a report: `田书豪 林明 郑利文`."""
    text = _MARK.sub("", plain(shown(line)).strip("（）() "))
    if not 2 <= len(text) <= 40 or not all(is_han(c) or c in " 　\t、·•" for c in text):
        return False
    names = split_names(text, run_on=False)
    if not names:
        pen_name = _PEN_NAME.match(line.strip())
        return pen_name is not None and not frequency("".join(pen_name.groups()))
    if len(names) == 1:
        name = names[0]
        if len(name) > 2 and name not in text and not _MARK.match(line):
            return is_plain_name(name)  # 石 榴 红 is a heading
        return is_name(name) and (tag(name).startswith("nr") or not frequency(name))  # 简 讯 is a heading
    return 1 < len(names) <= 8


def credit_names(line: str) -> tuple[str, ...]:
    """The names of a credit line, in print order; photo and text marks set aside. Empty for any other line."""
    text = shown(line).strip()
    if is_names(text):
        bare = _MARK.sub("", plain(text).strip("（）() "))
        return as_printed(split_names(bare) or stated_names(bare), text)
    if len(text) > 60:
        return ()
    named = [name for byline in bylines(text) for name in byline.names] or list(_school_names(text))
    return tuple(dict.fromkeys(named)) or photo_credits(text)


def is_school(text: str) -> bool:
    """Whether a line says which pupil of which class wrote, or whose teacher helped: `青溪小学四（3）班 周浩`, `（指导老师 何平）`."""
    return len(text) <= 40 and bool(_school_names(text))


def _school_names(text: str) -> tuple[str, ...]:
    found = _PUPIL.match(text)
    said = stated_names if re.search("班|年级|老师|教师", text) else split_names
    names = [said(name) for name in found.groups() if name] if found else []
    return tuple(name for part in names for name in part) if all(names) else ()


def is_slashed(text: str) -> bool:
    """Whether a line says nothing but who wrote and who took pictures: `王建国/文 赵丽/图`, `文/王建国`, `王建国文 赵丽图`."""
    return "文" in text and bool(
        _SLASHED.match(text) or _SLASHED_BEFORE.match(text) or any(byline.role == "文" for byline in _works(text))
    )


def is_source(text: str) -> bool:
    """Whether a line says where drawings, figures or pictures come from: `制图：何平`, `数据来源：清河市统计局`."""
    if len(text) > 50:
        return False
    if taken := _TAKEN_FROM.match(text):
        return bool(_HOUSE.search(taken.group(1)))
    if made := _MADE_BY.match(text):
        first = _ROLE.sub("", re.split(rf"\s+(?:{_MADE})\s*[:：]", made.group(1))[0], count=1)
        return bool(stated_names(first) or split_names(first))
    return bool(_SOURCE.match(text))


def photo_credits(text: str) -> tuple[str, ...]:
    """The names that end a caption: `…栖息地。 吕涵 王和忠/摄`, `（甲 摄）`, `王 伟摄（人民视觉）`. Empty if none."""
    end = plain(text[-60:])
    found = _PHOTO_END.search(end) or _CLOSED_PHOTO.search(end)
    names = split_names(re.sub(r"^.*(?:记者|通讯员)", "", found.group(1))) if found else ()
    works = () if names or len(text) > 40 else _works(end)
    return as_printed(names or tuple(name for work in works for name in work.names), text[-60:])
