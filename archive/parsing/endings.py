"""Formulas that close a report, and boxes beside it: （记者 陈立）, （新华社电）, the office and the day under a notice; 相关链接."""

from __future__ import annotations

import re

from archive.parsing.captions import opens_caption
from archive.parsing.credits import REPORTER, read_credits
from archive.parsing.names import is_plain_name, split_names, stated_names
from archive.parsing.offices import OFFICES

STOPS = "。！？”）"  # a line that one of these ends is a whole sentence
DAY = r"[\d〇○零一二三四五六七八九十]{4}\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日"
_NUMERAL = r"[\d〇○零一二三四五六七八九十]"
_DAY_OR_MONTH = (
    rf"(?:{_NUMERAL}{{2,4}}\s*年\s*{_NUMERAL}{{1,3}}\s*月|{_NUMERAL}{{1,3}}\s*月\s*{_NUMERAL}{{1,3}}\s*日[晨夜晚]?)"
)
_DAY_BEHIND = re.compile(rf"[\s\u3000]+(?:{DAY}|{_DAY_OR_MONTH})$")
_DATE_ALONE = re.compile(rf"^(?:{DAY}|{_DAY_OR_MONTH})$")
_SIGNED = r"[（(][^（()）]{0,50}(?:电|讯|报道|整理|供稿|采写|作者[为系是单位：][^（()）]{2,40}|摄影报道|(?:据|摘自|原载|选自|转自)[^（()）]{2,20}|来源[:：\s][^（()）]{2,20})\s*[)）]"
_CLOSED = r"[（(]\s*(?:未完|待续|未完待续|续完|全文完|完)\s*[)）]"  # （未完待续）, （完）
_SIGNOFF = re.compile(
    rf"^{_SIGNED}$|^{_CLOSED}$|^[（(](?:作者|来源|据|原载|选自|摘自|(?:转载|讲述|口述|演唱|执笔)(?=[:：\s者人自于])|数据来源)[^（()）]{{2,50}}[)）]$|^(?!.*(?:欢迎|踊跃|积极|义务|为|给|向|不|无偿|常年|媒体))[^，。；：]{{2,16}}供稿$"
)
_SIGNOFF_BEHIND = re.compile(rf"[。！？”…]\s*(?:{_SIGNED}|{_CLOSED})\s*$")
# …沟渠一次清完。（陈立 王小满）
_SIGNED_BEHIND = re.compile(r"[。！？”…]\s*[（(]([^（()）。，；：]{2,60})[)）]\s*$")
_NAMED_BEHIND = re.compile(
    rf"[。！？”…][\s\u3000□■]*((?:本[报网台刊]|[\u4e00-\u9fff]{{2,4}}社)?{REPORTER}[\s\u3000][^。，；：]{{2,40}})$"
)
_BRACKETED = re.compile(r"^[（(]([^（()）。，；：]{2,60})[)）]$")
_NO_SIGNATURE = re.compile(
    r"[图完续笑略版幕哭叹白删稿]|资料|掌声|鼓掌|星期|^周[一二三四五六日末]$|先生|小姐|经理|勿扰|^第.{1,3}[回章集]$|^[上中下]篇?$|《|握手|起立|低头|直播|小声|饭[前后]|温水|含税|待遇|化名|附|^(?:[下之外左右]|见(?!习))|剧终|沉思|连载|节选|全文|方言|暂停|享年|^[一二三四五六七八九十]+$"
)
_SENT = re.compile(r"[\s\u3000]*(?:来稿|投稿|供稿)$")
_OFFICE = re.compile(rf"^[\u4e00-\u9fff]{{2,14}}(?:部|{OFFICES})$")
_FROM = re.compile(r"^[\u4e00-\u9fff\d“”]{2,14}$")
_PLACE_END = re.compile(
    r"[村镇乡县市区街路号社厂局所站校学院部店队场馆矿户员者师农民圩屯庄寨堡湾沟坪岭组班级系段连营团范室科股处会行库司长记]$"
)
_ASIDE = re.compile(
    r"^(?![他她]|[^：:]{0,3}[爷妈叔婶]提醒)[【\[（(■◆●▲]*\s*(?:编者按|编后|点评|评语|老师点评|教师点评|评析|[\u4e00-\u9fff]{0,4}提醒|[\u4e00-\u9fff]{0,4}提示|小贴士|"
    r"[\u4e00-\u9fff]{0,2}链接|新闻背景|名词解释|注|回音|答)\s*[】\]）)]*\s*(?:[:：】\]）)]|$)"
)
# Such words over a box or a part of an article are never an article's headline
_LABEL = re.compile(
    r"(?:(?:新闻|相关|知识|政策|延伸|背景|资料|名词)?链接|(?:律师|专家|法官|检察官|民警|警方|交警|消防|医生|营养师)(?:说法|提醒|提示|建议|观点|点评|支招|解读|释疑)|"
    r"(?:老师|教师|记者|编辑)点评|(?:核心|相关|友情|温馨|特别|新闻)(?:提示|提醒)|小贴士|小提示|(?:采访|记者|编者)(?:手记|札记|感言|观察)|编后语?|"
    r"(?:新闻|相关|案件|人物)?背景(?:资料|链接)?|名词解释|(?:延伸|相关)阅读|新闻延伸|相关新闻|(?:官方|部门|企业|校方|物业|各方)(?:回应|说法)|(?:案情|事件|新闻)回放|"
    r"人物(?:简介|名片|档案|小传)|作者简介)"
)
_BESIDE_LABEL = re.compile(r"[【】\[\]（）()■◆●▲□◎★☆>＞»›▶►|｜丨\-—:：\s]+")
_LONGEST_LABEL = 14  # characters of one, marks and all
_SHORT = 4
_LONGEST_SIGNOFF = 60


def is_date(text: str) -> bool:
    """Whether the text is a date and nothing else."""
    return bool(_DATE_ALONE.match(text))


def without_day(text: str) -> str:
    """The text without the day that stands behind it: 段绍武 2003年9月 gives the name."""
    return _DAY_BEHIND.sub("", text)


def is_signoff(text: str) -> bool:
    """Whether a line stands alone at the end of a report: `（新华社电）`, `（本报东京10月19日电）`, `（作者为…）`, `（石门村 陈立）`."""
    if len(text) > _LONGEST_SIGNOFF:
        return False
    alone = _BRACKETED.match(text)
    return bool(_SIGNOFF.match(text)) or (alone is not None and signs_for(alone.group(1)))


def ends_with_signoff(text: str) -> bool:
    """Whether the line ends an article: a sign-off alone, or one behind its last sentence: `…。（记者陈立报道）`."""
    return is_signoff(text) or bool(_SIGNOFF_BEHIND.search(text[-_LONGEST_SIGNOFF:]))


def ends_signed(text: str) -> bool:
    """Whether who wrote it stands behind the last sentence: `…。（陈立 王小满）`, `…。（本报记者 陈立）`, `…。本报记者 陈立`."""
    end = text[-_LONGEST_SIGNOFF:]
    if named := _NAMED_BEHIND.search(end):
        return signs_for(named.group(1))
    found = _SIGNED_BEHIND.search(end)
    if not found:
        return False
    said = found.group(1)
    short = len("".join(said.split())) <= _SHORT and not read_credits(said)  # (镇宣), (陶警): an office or a pen name
    bare = short or bool(stated_names(said) or split_names(said))
    return signs_for(said) or (bare and not _NO_SIGNATURE.search(said))


def signs_for(text: str) -> bool:
    """Whether the text says whose the report is, more than by bare names: `本报记者 陈立 通讯员 周浩`, `石门村 陈立`, `县委宣传部`."""
    if credits := read_credits(text):
        return not all(byline.shown for byline in credits)
    said = _SENT.sub("", text.strip())
    return not _NO_SIGNATURE.search(said) and bool(_OFFICE.match(said) or names_behind_place(said))


def is_place(text: str) -> bool:
    """Whether a word ends like a place, an office or what a person is: 石门村, 农科所, 柑农."""
    return bool(_PLACE_END.search(text))


def names_behind_place(text: str) -> tuple[str, ...]:
    """The names of those who sign with where they are from: `石门村 陈立 王小满` gives two. Empty for anything else; a place that is a
    name itself is none, and names must read as nothing else."""
    place, *rest = text.split(maxsplit=1) or [""]
    if not rest or not _FROM.match(place) or (split_names(place, run_on=False) and not is_place(place)):
        return ()
    names = split_names(rest[0])
    wide = any(name not in rest[0] for name in names)
    return names if wide or all(map(is_plain_name, names)) else ()


def is_aside(text: str) -> bool:
    """Whether a line opens a box or a note that belongs to the report beside it: 编者按：, 【老师点评】, 警方提醒, a caption 图为."""
    return bool(_ASIDE.match(text)) or is_label(text) or opens_caption(text)


def is_label(text: str) -> bool:
    """Whether a line says nothing but what the box under it is: 相关链接, ■律师说法, 【教师点评】, >>相关链接."""
    return len(text) <= _LONGEST_LABEL and bool(_LABEL.fullmatch(_BESIDE_LABEL.sub("", text)))
