"""Lines and brackets that name who wrote, took pictures or told it: 本报记者 陈立 通讯员 周浩, 文/陈立 图/周浩, 陈立口述 周浩整理.

A credit is read word by word: roles (记者) stand before their names; works (文, 摄) before them throughout, or behind them, as the line's
first and last words say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from archive.parsing.names import GAPS, is_plain_name, split_names, stated_names
from archive.parsing.offices import DEPARTMENTS, OFFICES

WROTE = "文"  # the work of those who are named without one
REPORTS = ("记者", "通讯员", "报道员")
_REPORTS = "|".join(REPORTS)
# who reports, without a house or a place
REPORTER = rf"(?:见习|实习|特约|特派|全媒体|融媒体|首席)?(?:{_REPORTS})"
_HOUSE = r"(?:本[报网台刊社]|人民网|[\u4e00-\u9fff]{1,6}(?:融媒体中心|[报网台社]))"
_KIND = (
    r"(?:[驻赴][\u4e00-\u9fff]{1,6}?)?(?:特约|特派|见习|实习|学生|校园|小|资深|专栏|融媒|全媒体|融媒体|首席|摄影|文字)*"
)
_ROLE = re.compile(
    rf"{_HOUSE}?({_KIND}(?:{_REPORTS}|实习生|作者|责任编辑|责编|编辑|评论员|撰稿人?|主持人|班主任|(?:指导|辅导)(?:老师|教师)))"
)
_TOLD = "文图|图文|摄影报道|撰文|撰稿|采访整理|采访|采写|采编|整理|供稿|来稿|投稿|口述|讲述|口授|执笔|记录|搜集|翻译|编译|译|辑|策划|统筹|执行|主持|著|组稿|文字|文|报道"
_SHOWN = "航拍|剪纸|书法|篆刻|摄影|摄|绘图|绘画|绘|供图|漫画|插图|题图|制图|图片|图"
_SHOWS = frozenset(_SHOWN.split("|"))
_WORK = re.compile(rf"总?(?:{_TOLD}|{_SHOWN})[人者]?")
_SET_TO = re.compile(rf"(.+?)({_TOLD}|{_SHOWN})$")  # 陈立采写, 周浩摄
_WORDS_AND_PICTURES = re.compile(
    r"[（(]?(?:文\s*[/／、·并]\s*[图摄](?!影)|文图|(?<![\u4e00-\u9fff])文\s*摄(?!影)|[图摄]\s*[/／、·并]\s*文)[）)]?"
)
_WORK_ASIDE = re.compile(r"[（(](文|图|摄影|摄)(?:[)）]|$)")  # 陈立（文） 周浩（图）
_INNER_ROLE = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?=(?:本[报台网]|新华社)?(?:特约|见习|实习)?(?:通讯员|实习生)|(?:本[报台网]|新华社)(?:特约|见习|实习)?记者)"
)
_MARK = re.compile(r"^[□■◇◆○●◎☆★▲△※]\s*")  # □ 何 平: as papers set an author under a headline
_BRACKETS = "（）()【】[]［］〔〕 \t\u3000"
_TOKEN = re.compile(r"[/／:：丨、]|[^\s\u3000、，,；;/／:：丨|｜]+")
_WIDE = re.compile(
    r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff] [\u4e00-\u9fff](?![\u4e00-\u9fff])"
)  # a name set wide: 王 建 国
# 本版图片均由…摄, [日]川端康成 著, 陈立（化名）: what stands before and behind names and is none
_ASIDE = re.compile(
    r"^本[版组]?(?:图片|照片)[均皆都]?[由为]|^[［\[〔（(][\u4e00-\u9fff]{1,2}[］\]〕）)](?=.*[著译]$)|[（(](?:化名|笔名)[)）]"
)
_DOT = re.compile(r"^(文|图)\s*[·・•](?=\s*[\u4e00-\u9fff])")  # 文·陈立
_STROKES = frozenset("/／:：丨")
_LONGEST = 60  # characters of a credit
_NO_NAME = re.compile(r"[了吗呢啦来]$|(?:老师|大[娘爷妈伯叔婶]|老汉|先生|女士|师傅)$")  # 讲述 王老师, 记者来了
# a role behind which nothing but names can stand, where it stands in brackets or behind its house: （记者 夏天）, 清河晚报记者 夏天
_SURE = re.compile(rf"^(?:[（(［\[〔]\s*{_HOUSE}?|[□■◇◆○●◎\s]*{_HOUSE}){_KIND}(?:{_REPORTS})")
# who stands behind 通讯员 and is no person: 县委宣传部, 交警; not 走进县医院
_OFFICE = re.compile(
    rf"^(?![走来深探访采赴进在到]).*(?:{OFFICES}|{DEPARTMENTS}|[办院校]|[学商]会|残联|交警|消防|武警)$"
)


@dataclass(frozen=True, slots=True)
class Byline:
    """Names under one printed role or work: Byline("记者", ("刘威", "周浪")). `shown`: they took or drew pictures, and wrote nothing."""

    role: str
    names: tuple[str, ...]
    shown: bool = field(default=False, compare=False)


def without_mark(text: str) -> str:
    """The text without the mark that papers set before an author: □ 何 平."""
    return _MARK.sub("", text)


@lru_cache(maxsize=4096)  # each rule of a line asks for its credits
def read_credits(text: str) -> tuple[Byline, ...]:
    """The credits of a text in its plain form that holds nothing else. Empty for any other, and for bare names."""
    found, rest = _read(text) if len(text) <= _LONGEST else ((), True)
    of_a_book = [byline.role for byline in found] == ["著"]  # 柏舟 著 names no author of what is printed here
    return () if rest or of_a_book else found


def leading_credits(text: str) -> tuple[Byline, ...]:
    """The credits that a text in its plain form begins with, whatever follows: `记者 刘威 摄制组` gives none, `记者 刘威 编辑 部` one.
    Behind a role in brackets, given with them, words are taken for names."""
    return _read(text)[0]


def _read(text: str) -> tuple[tuple[Byline, ...], bool]:
    """What was read, and whether something was left over that is no credit."""
    text = _DOT.sub(r"\1/", _ASIDE.sub("", text))
    sure = bool(_SURE.match(text))
    words = _words(without_mark(text.strip(_BRACKETS)).strip(_BRACKETS))
    before = any(map(_is_work, words)) and (
        _is_work(words[0]) or not _is_work(words[-1])
    )  # works stand before the names
    out: list[Byline] = []
    role, names, stroke = "", [], False
    for word in [*words, ""]:
        title, work = _ROLE.fullmatch(word), _is_work(word)
        if word in _STROKES:
            stroke = True
        elif word and not title and not work:
            names.append(word)
        elif not names and _is_work(role) and title:
            continue  # 文/本报记者 陈立
        elif not names and _is_work(role) and work and before:
            role += word  # 撰文 摄影 陈立
        else:
            behind = work and not before and bool(names)
            said = word if behind and (stroke or not role) else role
            persons = [name for name in names if not (role.endswith(REPORTS) and _OFFICE.search(name))]
            if persons or (said and not names):
                said = said or (WROTE if title else "")  # 陈立 通讯员 周浩
                told = role.endswith(REPORTS) and (sure or behind)
                byline = _byline(said, persons, before and not stroke, behind and word in _SHOWS, told)
                if byline is None:
                    return tuple(out), True
                out.append(byline)
            role = "" if behind else title.group(1) if title else word
            names, stroke = [], False
    return tuple(out), False


def _words(text: str) -> list[str]:
    """The words of a credit; roles and works that are set to a name are cut off: 记者陈立, 周浩摄."""
    text = _WORK_ASIDE.sub(r" \1 ", text)
    if _WIDE.search(text):
        text = GAPS.sub("、", text)
    text = _WORDS_AND_PICTURES.sub(" 文图 ", text)
    tokens = [part for token in _TOKEN.findall(text) for part in _without_roles(token)]
    titled = any(map(_ROLE.fullmatch, tokens))
    pictured = any(len(token) > 1 and token[-1] in "图摄绘" and not _is_work(token) for token in tokens)
    return [
        part
        for before, token in zip(["", *tokens], tokens)
        for part in ((token,) if token.endswith("文") and not pictured else _without_work(token, before, titled))
    ]


def _without_roles(token: str) -> Iterator[str]:
    """The roles set to names and the names: 记者陈立通讯员周浩 gives four."""
    role = _ROLE.match(token)
    if not role or role.end() == len(token):
        yield token
        return
    yield role.group()
    for part in _INNER_ROLE.sub(" ", token[role.end() :]).split():
        yield from _without_roles(part)


def _without_work(token: str, before: str, titled: bool) -> tuple[str, ...]:
    """A name and the work that is set to it (文 may end a name, and is taken for a work beside pictures alone); `titled`: roles stand
    there, so that the name may be a rare one."""
    found = _SET_TO.fullmatch(token)
    if not found or _ROLE.fullmatch(token) or _is_work(token):
        return (token,)
    name, work = found.groups()
    wide = len(name) == len(before) == 1
    stated = (titled or len(name) == 3) and bool(stated_names(name))
    return (name, work) if wide or stated or split_names(name) else (token,)


def _is_work(word: str) -> bool:
    return bool(_WORK.fullmatch(word))


def _byline(role: str, names: Sequence[str], loose: bool, shown: bool, sure: bool) -> Byline | None:
    """The byline, or None where the role has no names, or what stands there are none; `loose`: nothing but a space sets the work off,
    so that it may be any word; `sure`: nothing but names can stand there."""
    if not role or any(map(_NO_NAME.search, names)):
        return None
    said = " ".join(names)
    found = split_names(said)
    if (loose or role in _SHOWS) and not all(map(is_plain_name, found)):
        return None
    found = found or (() if loose else stated_names(said, sure))
    return Byline(role, found, shown or role in _SHOWS) if found else None
