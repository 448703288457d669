"""Chinese personal names as newspapers print them: 张三, 欧阳修文, 张 三, 买买提·艾力."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, combinations, groupby

from archive.parsing.text import is_han
from archive.parsing.words import frequency, tag

_SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方"
    "石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申"
    "尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包"
    "司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计"
    "喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和蔺丰水吾潭"
    "骆闻缪湛茅禹狄裘嵇钮储芮宓郗钭戎幸韶蓟宿蒲鄂贡劳逄堵郦雍璩濮扈郏浦晁訾蒯桓逯阙茹寇暨沃巢贝祖荀於汲羿牧班仰宣杭荣凤昌"
    # as traditional print has them
    "陳張劉楊趙黃吳孫馬羅鄭謝韓馮蕭鄧許呂蘇盧蔣賈葉閻鐘鍾譚鄒陸龍萬錢湯賀賴龔龐蘭顏嚴溫蘆魯韋聶叢齊莊塗費紀歐項遊閔強華車鮑衛"
    "邰从索厉戈隆闫肖付代皮尚占初勾国智由冒操支巴底鹿辛尧谯亓仝麻羊曲呼庾阚昝卿撖占苍遇英危惠斯步甫区战相富平诸"
)
_SURNAMES_OF_WORDS = frozenset("海阳")  # with which too many words begin: 海军迷
_COMPOUND = (
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "司徒",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "令狐",
    "夏侯",
    "端木",
    "独孤",
    "南宫",
    "百里",
)
# the twelve words of 核心价值观, which look like names
VALUES = frozenset("富强 民主 文明 和谐 自由 平等 公正 法治 爱国 敬业 诚信 友善".split())
# with which names of other languages are written: 买买提·艾力, 安德烈·米勒, not 走基层·一线见闻
_SOUNDS = frozenset(
    "阿艾爱安奥巴拜班保贝本比毕别宾波伯卜布查茨次达戴丹道德登迪丁东杜顿多娥恩尔法凡菲费芬弗福富盖戈格古贵哈海汉荷赫亨侯胡霍吉及"
    "季加贾坚简杰金卡凯坎康考柯科克肯库夸奎昆拉莱兰朗劳勒雷里力利丽连列林琳隆娄卢鲁伦罗洛玛马麦曼毛梅门蒙米密敏明莫姆木穆纳"
    "娜奈南内妮尼涅努诺欧帕潘佩彭皮坡普齐奇恰钱强乔切琴丘曲让热仁日荣茹萨塞赛桑瑟森沙莎山尚舍申圣施士什史舒司丝斯松苏孙索塔"
    "台泰坦汤唐陶特提廷图吐托瓦万旺威韦维温翁沃乌武西希锡席夏先香萧肖谢辛雄休许旭雪逊雅亚延扬耶伊依易因尹英尤于约泽曾扎詹张"
    "珍治朱卓兹宗佐措旦央吾不都买甫江其玉孜音敦额和朝孟根宝"
)
_MINORITY = re.compile(r"[\u4e00-\u9fff]{1,6}(?:[·•・][\u4e00-\u9fff]{1,6})+")
_MARKS = re.compile(r"[/、，,;；]+")
GAPS = re.compile(r"\s{2,}|\u3000+")  # between names, where single spaces stand inside them
# A name that is also a word (高峰, 张力) is read as a name only if the word is rarer than this in the dictionary.
_COMMON_WORD = 300
# with which what follows 记者 ends where it is no name: 暗访记, 走转改, 问计于民, 不详, 直击
_NO_NAME_END = "记改民间行节录者组部详摄击评访闻稿起"
_LONGEST_WIDE = 24  # characters of names set wide that are cut into names
_NAMING = ("", "n", "a", "t")  # the dictionary's classes of words that people are called by: 高山, 平安, 夏天
_SPOKEN_WORD = 50  # what holds a word this common is none of the names that stand behind 记者


@lru_cache(maxsize=20_000)
def is_name(token: str) -> bool:
    """Whether a token without spaces reads as one person's name."""
    if _MINORITY.fullmatch(token):
        return 2 * sum(c in _SOUNDS for c in token) >= len(token) - 1
    if not 2 <= len(token) <= 4 or not all(map(is_han, token)) or token in VALUES or token[-1] == "摄":
        return False
    surname = 2 if token[:2] in _COMPOUND else 1
    if surname == 1 and (token[0] not in _SURNAMES or len(token) == 4):
        return False
    if len(token) <= surname:
        return False
    return tag(token).startswith("nr") or frequency(token) < _COMMON_WORD


def begins_like_name(token: str) -> bool:
    """Whether a token begins with a surname."""
    return token[:1] in _SURNAMES or token[:2] in _COMPOUND


def split_names(text: str, run_on: bool = True) -> tuple[str, ...]:
    """The names of a list: `刘威 李钱乾、周浪` gives three, `颜 珂 何 勇` two. Empty when any part is not a name.
    With `run_on` names without a space between them are cut too: 周向军赵建新."""
    names: list[str] = []
    for token in (token for row in _rows(text) for token in _unspaced(row)):
        parts = (token,) if is_name(token) else _run_on(token) if run_on else ()
        if not parts:
            return ()
        names += parts
    return tuple(names)


def stated_names(text: str, sure: bool = False) -> tuple[str, ...]:
    """The names that stand behind a printed role or before 摄 and so may be rarer ones than `split_names` dares to take: 江 南,
    巨云鹏, 琼达卓嘎; words too where nothing but names can stand (`sure`): 夏天, 小禾. Empty when any part is none."""
    names: list[str] = []
    for name, given in ((name, row) for row in _rows(text) for name in _unspaced(row, stated=True)):
        stated = is_name(name) or _is_stated(name, name not in given) or (sure and _may_be_name(name))
        parts = (name,) if stated else _run_on(name)
        if not parts:
            return ()
        names += parts
    return tuple(names)


def is_plain_name(token: str) -> bool:
    """Whether a token reads as a name and as nothing else: 吴根法, not 花海, 何时通, 常山."""
    begins = token[:2] if len(token) > 2 else ""  # 石榴红 begins with a word; 邓维新 only ends with one
    no_word = not frequency(begins) or tag(begins).startswith("nr")
    return is_name(token) and (tag(token).startswith("nr") or not frequency(token)) and no_word


def _holds_word(token: str) -> bool:
    words = (token[:2], token[-2:]) if len(token) > 2 else ()
    return any(frequency(word) >= _SPOKEN_WORD and tag(word)[:2] != "nr" for word in words)


def _is_stated(token: str, set_wide: bool) -> bool:
    """Whether a token may be a name that no list holds: two characters set wide, or three and four that make no word."""
    if not all(map(is_han, token)) or token in VALUES or token[-1] in _NO_NAME_END:
        return False
    if len(token) == 2:
        return set_wide
    return 3 <= len(token) <= 4 and frequency(token) < _SPOKEN_WORD and not _holds_word(token)


def _may_be_name(token: str) -> bool:
    """Whether a word of two characters can be a name: any that begins with a surname and tells of no doing, else a rare one."""
    if len(token) != 2 or not all(map(is_han, token)) or token[-1] in _NO_NAME_END:
        return False
    kind = tag(token)[:1]
    named = begins_like_name(token) or token[0] in _SURNAMES_OF_WORDS
    return kind in _NAMING if named else not kind or (kind == "n" and frequency(token) < _COMMON_WORD)


def _rows(text: str) -> Iterator[list[str]]:
    """The words of a list of names, those apart that a mark or a wider gap keeps apart: no name goes on over it."""
    for chunk in _MARKS.split(text):
        parts = [part.split() for part in GAPS.split(chunk)]
        yield from parts if any(len(part) > 1 for part in parts) else [[word for part in parts for word in part]]


def _unspaced(tokens: Sequence[str], stated: bool = False) -> list[str]:
    """Names are printed with spaces inside to stand as wide as others: 颜 珂 is one name, 颜 珂 罗 小 兰 are two. Single characters that
    make no names stay as they are; of `stated` names the surname may be a rare one."""
    out: list[str] = []
    for single, run in groupby(tokens, lambda token: len(token) == 1 and is_han(token)):
        parts = list(run)
        out += (_cut_wide("".join(parts), stated) or parts) if single else parts
    return out


def _cut_wide(run: str, stated: bool) -> list[str]:
    """Characters cut into names of two and of three, each with a surname: as many of two as can be. Empty where there is no such way."""
    if len(run) > _LONGEST_WIDE:
        return []
    for triples in range(len(run) % 2, len(run) // 3 + 1, 2):
        count = (len(run) - triples) // 2
        for wide in combinations(range(count), triples):
            names = _by_lengths(run, [3 if at in wide else 2 for at in range(count)])
            if all(name[0] in _SURNAMES for name in names):
                return names
    if stated and len(run) % 2 == 0:
        return _by_lengths(run, [2] * (len(run) // 2))
    return [run] if stated and len(run) == 3 else []


def _by_lengths(run: str, lengths: Sequence[int]) -> list[str]:
    ends = list(accumulate(lengths))
    return [run[end - length : end] for end, length in zip(ends, lengths)]


def _run_on(token: str) -> tuple[str, ...]:
    """Names printed without any space between them, cut so that each begins with a surname and as many as can be are common ones:
    周向军赵建新."""
    cuts = _cuts(token) if 4 <= len(token) <= 16 else ()
    return max(cuts, key=lambda cut: sum(tag(name).startswith("nr") for name in cut) / len(cut), default=())


def _cuts(token: str) -> Iterator[tuple[str, ...]]:
    if not token:
        yield ()
    for width in (3, 2, 4):
        if len(token) >= width and is_name(token[:width]):
            yield from ((token[:width], *rest) for rest in _cuts(token[width:]))
