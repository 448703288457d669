"""Rows of tables and lists of numbers: lines that head nothing and that no sentence runs through."""

from __future__ import annotations

import re

_CELLS = re.compile(r"^\|.+\|$|\S\t+\S|</?t[dr]\b")
_NUMBER = re.compile(
    r"[+\-±↑↓]?\d[\d,.，]*(?:[:：∶/／~～\-—]\d[\d.]*)?(?:元|％|%|注|分|℃|吨|公斤|万元|亿元|台|户)?(?:[/／][\u4e00-\u9fff]{1,3})?"
)
_LONGEST = 80
_SCORES = re.compile(
    r"^(?!.*[胜负平克擒挫领]).*?(?:[\u4e00-\u9fff]\d{1,3}[∶比]\d{1,3}[\u4e00-\u9fff].*?){2}"
)  # 一中3∶0二中 三中1∶1四中
_CLOCK = re.compile(r"^(?:上午|下午|晚上?)?\d{1,2}\s?[:：]\s?\d{2}\s+(?!的)")  # 19:40 清河新闻, 21:00 体操 男子吊环决赛
_FEWEST = 2


def is_row(text: str) -> bool:
    """Whether a line is a row of a table: cells between bars or tabs, what a programme has at what hour, or two and more
    numbers as words (西红柿 3200 3.20)."""
    if len(text) > _LONGEST or "。" in text:
        return False
    words = text.split()
    numbers = sum(bool(_NUMBER.fullmatch(word)) for word in words)
    return bool(_CELLS.search(text) or _CLOCK.match(text) or _SCORES.search(text)) or (
        numbers >= _FEWEST and len(words) - numbers <= numbers
    )
