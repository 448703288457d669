"""Captions: the lines that say what a picture shows, and stay with the article that the picture stands in."""

from __future__ import annotations

import re

_LONGEST = 60  # characters of a caption that is told by its form alone
_SIDE = r"(?:[上下左右中]{1,2}|[前后主组附本配])图"
# ▶ 采摘现场, 上图：…, 右上图为…, 左图 …, 图①②：…, 图片说明：…; not 上图书馆, 下图纸; ▲ stands before headlines and notices, too
_OPENS = re.compile(
    rf"^[▶◀▼←→↑↓]\s*\S|^[▲△]?\s*(?:{_SIDE}\s*(?:[:：①-⑩]|均?[为系是](?!了)|\s)|图(?:为(?!媒)|均为)"
    r"|图\s?(?:[\d一二三四五]{1,2}\s*[:：]|[①-⑩])|(?:图片)?说明\s*[:：]|图片\s*[:：])"
)
# 采摘现场（资料图）, 李长根（左）在指导果农修剪梨树
_SHOWN = re.compile(
    r"[（(][^（()）]{0,8}(?:资料图|资料图片|资料照片|效果图|示意图|规划图|设计图|截图|航拍|摄影报道)[)）]$"
    r"|[\u4e00-\u9fff]{2}[（(](?:[左右](?:[一二三四五起]{1,2})?|(?:上|下|左|右)图)[)）]|[\u4e00-\u9fff]{2}[（(][前后中]排?[一二三四五左右]{0,2}[)）](?=[在正与和为向])"
)
# 图为黑河消防大队开展灭火战 is a sentence cut off, as a caption without its end looks too
_SENTENCE = re.compile(rf"^[▲△]?\s*(?:{_SIDE}\s*均?[为系是]|图均?为)|。|[，、：:]$")


def opens_caption(text: str) -> bool:
    """Whether a line begins as captions do: ▶ 采摘现场, 上图：村民在采茶, 图为开镰现场."""
    return bool(_OPENS.match(text))


def is_caption(text: str) -> bool:
    """Whether a short line says what a picture shows, with a full stop or without: it heads nothing."""
    return len(text) <= _LONGEST and bool(_OPENS.match(text) or _SHOWN.search(text))


def is_whole_caption(text: str) -> bool:
    """Whether it is a caption that ends without a stop, as those do that are no sentence: nothing goes on behind it."""
    return is_caption(text) and not _SENTENCE.search(text)
