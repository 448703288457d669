"""The plain form of a text, for matching and for statistics: simplified characters, mainland quotes, full-width marks.

A paper of 1936 prints 本報訊, a typist of 1984 half-width commas. The rules and counts of this package know one form of
each; the plain form is as long as the text, character for character, so that offsets hold in both. What is shown, cut
or proposed to an editor is always the text itself.
"""

from __future__ import annotations

import re
from functools import lru_cache

import opencc

from archive.parsing.text import HAN

_BLOCKS = ((0x3400, 0xA000), (0xF900, 0xFB00), (0x20000, 0x32400))
_MARKS = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！", "(": "（", ")": "）"}
_HALF_WIDTH = re.compile(rf"(?<=[{HAN}“”《》）)])[,:;?!()]|[,:;?!()](?=[{HAN}“《])|(?<=[\d%])[)](?=$)")
_VARIANTS = {"「": "“", "」": "”", "『": "‘", "』": "’"} | {
    "爲": "为",
    "啓": "启",
    "啟": "启",
    "衆": "众",
    "羣": "群",
    "裏": "里",
    "峯": "峰",
    "卽": "即",
    "旣": "既",
}


@lru_cache(maxsize=8192)  # each rule of a line asks for its plain form
def plain(text: str) -> str:
    """The plain form, of the same length: `本報訊(記者 張三)昨日,` gives `本报讯（记者 张三）昨日，`."""
    text = text.translate(_simplified())
    return _HALF_WIDTH.sub(lambda found: _MARKS[found.group(0)], text)


def as_printed(names: tuple[str, ...], text: str) -> tuple[str, ...]:
    """Names found in the plain form of a text, in the characters of the text: those of the name's own place, for
    干部 may stand beside 李钱乾."""
    flat = plain(text)
    back = dict(zip(flat, text, strict=True))
    return tuple(_of_place(name, flat, text) or "".join(back.get(char, char) for char in name) for name in names)


def _of_place(name: str, flat: str, text: str) -> str:
    found = re.search(r"\s*".join(map(re.escape, name)), flat)
    return "".join(text[found.start() : found.end()].split()) if found else ""


@lru_cache(maxsize=1)
def _simplified() -> dict[int, str]:
    """Code point of a traditional character -> its simplified form (OpenCC's character table)."""
    chars = "".join(map(chr, (point for first, end in _BLOCKS for point in range(first, end))))
    simple = opencc.OpenCC("t2s").convert("\n".join(chars)).split("\n")
    found = {ord(char): new for char, new in zip(chars, simple, strict=True) if char != new and len(new) == 1}
    found |= {ord(char): new for char, new in _VARIANTS.items()}
    return {point: found.get(ord(new), new) for point, new in found.items()}  # 薴 is 苧, and that 苎
