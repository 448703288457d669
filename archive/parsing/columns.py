"""Names of columns 栏目 that the paper runs again and again: 【百姓故事】, ·青溪夜话·, “法治青溪”专栏, and what recurs over its pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from archive.parsing.furniture import is_campaign
from archive.parsing.knowledge import Knowledge
from archive.parsing.leads import has_lead
from archive.parsing.lines import Line

_NAME = r"[\u4e00-\u9fffA-Za-z0-9“”·—]{2,14}"
_BARRED = r"[\u4e00-\u9fff]{2,8}\s*[｜丨|]"
_BRACKETED = re.compile(
    rf"^(?:【\s*{_NAME}\s*】|〖\s*{_NAME}\s*〗|\[\s*{_NAME}\s*\]|·\s*[\u4e00-\u9fff]{{2,10}}\s*·|{_BARRED})$"
)
_CALLED = re.compile(
    r"^[「『“《【]?[\u4e00-\u9fff]{2,14}[」』”》】]?\s*(?:专栏|栏目|特约专栏)(?:之[一二三四五六七八九十]+)?$"
)
# columns that papers of all times run under the same names
_COMMON = re.compile(
    r"^(?:天气预报|简讯|短讯|短波|要闻简报|新闻简报|简明新闻|一句话新闻|各地短讯|国内短讯|国际短讯|图片新闻|图片报道|图说新闻|来函照登|"
    r"社论|短评|小言论|小评论?|时评|快评|今日[谈评]|街谈巷议|读者来信|群众来信|读者投书|对批评的反应|编读往来|小小说|电讯|商情|"
    r"(?:本埠|本市|本县|各地|国际|国内)新闻|本埠|(?:各地|校园|乡镇|社会|基层|工会|一周|市县|教卫|企业|警方)(?:简讯|短讯|短波|快报|快讯|速递))$"
)
# names that many papers give a column; the title itself where no headline stands under it
_KNOWN = re.compile(
    r"^(?:(?:百姓|乡村|乡土|身边)(?:故事|记忆|好人|人物)|(?:新春)?走基层|(?:今日|热点|民生|社会)(?:关注|聚焦)|以案说法|政策解读|我有话说|一家之言|"
    r"人间草木|名家名篇|诗词选|书评|校园文学|(?:小说)?连载(?:（[一二三四五六七八九十\d]+）)?|(?:人大代表|政协委员|巾帼|劳模)风采|曝光台|回音壁|先锋榜|"
    r"[\u4e00-\u9fff]{2,4}(?:在线|时空|驿站|进行时|在行动|园地|漫笔))$"
)
# 史海钩沉, 热线回音, ■ 时评: names of columns where a headline follows
_OFTEN = re.compile(
    r"^(?!.*[的了来开辟寻好被把在给向])[\u4e00-\u9fff]{0,4}(?:编后|手记|札记|茶座|论坛|时评|荐书|书架|信箱|问答|传真|广角|视点|视窗|之窗|沙龙|课堂|讲堂|掌故|钩沉|拾遗|"
    r"史话|诗抄|诗页|诗苑|文苑|选登|选粹|短波|快讯|短讯|简讯|比分牌|服务台|公告牌|小知识|小资料|小常识|(?:热线|新闻|读者|案件)(?:回音|追踪|连线|速递|扫描|链接))$"
)
_BULLET = re.compile(r"^[□■◇◆○●☆★▲△]\s*")
# Such words in brackets open a part of an article, not an article
_PARTS = re.compile(
    r"^【(?:点评|故事|人物|说法|现象|案情|解读|提示|链接|背景|导读|编者按|编后|摘要|概要|数据|声音|对策|建议|结语|评析|释义|问|答)】$|^【[问答]】"
)
_LEADING = re.compile(rf"^(【\s*{_NAME}\s*】|\[\s*{_NAME}\s*\]|{_BARRED})[\s\u3000]*")
_FRAME = "【】〖〗[]［］·•□■◇◆○●☆★▲△◎｜|丨:："
_ADVERT = re.compile(r"^·\s*(?:公益)?广告\s*·$")
_TEXT = frozenset({"body", "head", "credit"})
_LONGEST = 16


def names_column(text: str, knowledge: Knowledge) -> bool:
    """Whether the line alone may name a column: by its form, or because it stands on many pages."""
    text = _BULLET.sub("", text.strip())
    if not 2 <= len(text) <= _LONGEST + 4 or _PARTS.match(text) or _ADVERT.match(text):
        return False
    return (
        bool(_BRACKETED.match(text) or _CALLED.match(text) or _OFTEN.match(text) or _KNOWN.match(text))
        or is_common_column(text)
        or (len(text) <= _LONGEST and knowledge.recurs(text) and not is_campaign(text))
    )


def opens_part(text: str) -> bool:
    """Whether the line is a word in brackets that opens a part of an article, 【点评】, or a question: 【问】何时打药？"""
    return bool(_PARTS.match(text.strip()))


def is_common_column(text: str) -> bool:
    """Whether the text, set wide or not, is the name of a column that most papers have: 社论, 读者来信, 简　讯."""
    return bool(_COMMON.match("".join(_BULLET.sub("", text).split())))


def with_columns(lines: Sequence[Line], knowledge: Knowledge, opens: frozenset[int]) -> tuple[Line, ...]:
    """The lines, a column name that stands right above an article (`opens`: lines that look like a heading) counted with its
    headline. One that recurs and stands above the first article of the page names the page's section and stays with the page."""
    out = list(lines)
    for i, line in enumerate(lines[:-1]):
        below = lines[i + 1]
        section = line.role == "banner" and all(other.role not in _TEXT for other in lines[:i])
        opened = below.role == "head" or below.index in opens or has_lead(below.text)
        if line.role in ("body", "banner") and opened and not section and names_column(line.text, knowledge):
            out[i] = replace(line, role="head")
    return tuple(out)


def column_name(printed: str) -> str:
    """The name as readers browse it, however it is set: 【百姓故事】, ■ 百姓故事, ·百姓故事·, 百姓故事｜ and 百 姓 故 事 are one column."""
    words = [bare for word in printed.split() if (bare := word.strip(_FRAME))]
    return ("" if all(len(word) == 1 for word in words) else " ").join(words)


def leading_column(text: str) -> int:
    """Where the headline begins behind a column name in brackets or before a bar: `【百姓故事】老李的书屋` gives 6; 0 if none leads."""
    found = _LEADING.match(text)
    return found.end() if found and not _PARTS.match(found.group(1)) and found.end() < len(text) else 0
