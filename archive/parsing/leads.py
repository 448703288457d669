"""Formulas that open reports and lead on to other pages: 本报讯, 新华社北京1月2日电, （下转第二版）."""

from __future__ import annotations

import re

from archive.parsing.credits import REPORTER
from archive.parsing.endings import is_signoff
from archive.parsing.plain import plain

_HAN = r"[\u4e00-\u9fff]"
_PAPER = rf"{_HAN}{{2,6}}(?:日报|晚报|时报|商报|晨报|早报|周报|导报|快报|周刊|新闻网|融媒体中心|融媒|电视台)"
_AGENCY = rf"(?:本[报网台刊]|新华社|新华网|中新社|中新网|央视|人民网|中国青年报|{_PAPER})"
_WIRE = r"(?:中央|路透|法新|美联|合众|塔斯|共同|国新|电通)社"
_HOME = rf"(?:本[报网台刊社市县区州埠]|{_PAPER})"
_DAY = r"[\d〇一二三四五六七八九十廿]{1,3}日"
_ENDS = r"(?=[\s（(【】\]）〕』:：，\d]|记者|通讯员|$)"
_YEAR = r"[\d〇○零一二三四五六七八九]{4}年"
_BEGIN = r"^(?:[■●◎▲□★◆]\s*(?=[^，。：\s]{2,8}讯))?\s*(?:[【\[〔［『（(〖]|“(?=本.讯”(?![的是这三一二两])))?\s*"
# 本报讯, 本 报 讯, misread 木报讯 and 本报汛（; not 本报讯员, 本报迅速
_NEWS = r"(?:[本木]\s{0,2}[报網网台]\s{0,2}(?:讯(?![员息])|[汛迅](?=[\s（(]))|又讯(?!员))"
# 青溪讯, 城关镇讯; not 通讯, 喜讯, 春讯
_NEWS_FROM = rf"(?!本报|[春夏秋冬雨雪]讯){_HAN}{{1,6}}(?<![死噩佳好家凶球通资简短快喜音电航问审传腾闻视警刑提会书影花])讯(?=[\s（(【】\]）〕』：])"
_LEAD = re.compile(
    rf"{_BEGIN}(?:{_NEWS}|"
    rf"{_AGENCY}(?:消息(?!灵通|传)|专电|快讯|综合消息)|"
    rf"{_HOME}{_HAN}{{0,6}}(?:讯|特讯|专讯|消息|综合消息|综合报道){_ENDS}|{_NEWS_FROM}|"
    rf"(?:据|综合)?(?:{_AGENCY}|{_WIRE})(?:{_HAN}{{2,6}})?(?:专|急)?电{_ENDS}|(?:据|综合)(?:新华社|新华网|人民网|央视新闻|中新网)消息{_ENDS}|"
    rf"{_WIRE}[\u4e00-\u9fff·\s]{{2,12}}?{_DAY}(?:专|急)?电|"
    rf"(?:{_AGENCY})?\s*{REPORTER}(?!节)\s*[\u4e00-\u9fff·\s、]{{2,30}}?(?<!摄影)报道(?=[:：\s])|"
    rf"{_AGENCY}[\u4e00-\u9fff·\s、（）()—\-]{{0,20}}?(?:{_YEAR})?(?:[\d一二三四五六七八九十]{{1,2}}月)?{_DAY}(?:[上下]午|晚)?\s?(?:(?:专|急)?[电讯]|消息)|"
    rf"[【\[（(][^】\]）)，。]{{2,20}}(?:专电|电讯|特讯|特写|快讯|通讯|通信|航讯|消息|社讯|[日社]电|[本市县]讯)[】\]）)]|"
    rf"{_AGENCY}(?:[\u4e00-\u9fff]{{0,6}}记者|见习记者|实习记者|通讯员)(?!节)[\u4e00-\u9fff·\s、]{{2,30}}(?:(?<!摄影)报道|[从在]|\d+日|[电讯])|"
    rf"据{_AGENCY}[\u4e00-\u9fff·\s]{{0,14}}\d{{0,2}}月?\d{{1,2}}日?[电讯]|"
    rf"[（(](?:本报)?(?:特约|见习|实习|通讯员|记者)[^。）)]{{2,60}}[)）])"
)
_OWN = re.compile(rf"{_BEGIN}(?:{_NEWS}|本报消息|{_HOME}{_HAN}{{0,6}}(?:讯|特讯|专讯|消息){_ENDS}|{_NEWS_FROM})")
_PAGE = r"[A-Za-z]?[〇一二三四五六七八九十百\d０-９]{1,4}"
_JUMP_OUT = re.compile(
    rf"[（(【\[《►▶→]*\s*(?:未完[\s，,]*|文)?(?:下转|紧转|转)\s*第?\s*({_PAGE})(?:\s*[、，,和至]\s*第?{_PAGE})?\s*版[^。，]{{0,12}}[)）】\]》]?\s*$"
)
_JUMP_IN = re.compile(
    rf"^[（(【\[《◄◀←]*\s*(?:紧接|上接|接|续)\s*(?:第?\s*({_PAGE})\s*版|上版|前版)[^。，]{{0,16}}?[)）】\]》]?\s*"
)
_BRACKETED = frozenset("（(【[《◄◀")
# 昨日, 近日, 3月5日: as news begins that has no lead
_WHEN = re.compile(
    r"[昨今前][日天晚年]|近[日期]|日前|连日来|[\d〇一二三四五六七八九十廿]{1,3}月[\d〇一二三四五六七八九十廿]{1,3}日"
)
_OPENING = 80  # characters in which it says so
_WHOLE_JUMP_OUT = 24
_NUMERALS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}


def has_lead(text: str) -> bool:
    """Whether the line opens with a formula that begins a report (消息头)."""
    return bool(_LEAD.match(plain(text[:120]))) and not is_signoff(text)


def tells_when(text: str) -> bool:
    """Whether the line says near its beginning when it happened: 区防汛办近日完成…, 12月6日21时，…"""
    return bool(_WHEN.search(plain(text[:_OPENING])))


def has_own_lead(text: str) -> bool:
    """Whether the line opens with 本报讯 or its like, which stands once in a report; a dateline may come again in one."""
    return bool(_OWN.match(plain(text[:16])))


def jump_out(text: str) -> tuple[int, str] | None:
    """Offset and page of a jump at the end of a line: `……，（下转第二版）` gives (…, "2"). None if there is none."""
    found = _JUMP_OUT.search(plain(text[-40:]))
    if not found or not (len(text) <= _WHOLE_JUMP_OUT or found.group(0)[0] in _BRACKETED):
        return None
    return max(0, len(text) - 40) + found.start(), page_number(found.group(1))


def jump_in(text: str) -> tuple[int, str] | None:
    """End offset and page of a jump at the beginning of a line: `（上接第一版）…` gives (7, "1"); the page may be empty."""
    found = _JUMP_IN.match(plain(text[:60]))
    if not found or not (found.group(0)[0] in _BRACKETED or found.end() == len(text)):
        return None
    return found.end(), page_number(found.group(1) or "")


def page_number(numeral: str) -> str:
    """A page label in ASCII: `二` and `２` give 2, `十二` 12, `A０4` A04."""
    if not numeral:
        return ""
    letter = numeral[0] if numeral[0].isascii() and numeral[0].isalpha() else ""
    rest = numeral[len(letter) :]
    if rest.isdigit() or not rest:
        digits = "".join(str(int(c)) for c in rest)
        return letter + (digits if letter else digits.lstrip("0") or digits)
    return letter + str(_chinese_number(rest))


def _chinese_number(text: str) -> int:
    if "十" in text:
        tens, _, ones = text.partition("十")
        return _NUMERALS.get(tens, 1) * 10 + (_NUMERALS.get(ones, 0) if ones else 0)
    return int("".join(str(_NUMERALS.get(c, int(c) if c.isdigit() else 0)) for c in text) or 0)
