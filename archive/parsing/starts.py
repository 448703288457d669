"""How much the beginning of a line looks like the beginning of a paragraph."""
from __future__ import annotations

import re

_FORMULA = re.compile(
    r"^(?:“|——|会议|会上|会后|座谈会|随后|日前|近日|近年来|近期|据|目前|如今|当前|当日|当天|此外|同时|一是|二是|三是|其中|其次|首先|最后|"
    r"记者|今年|去年|前不久|不久前|第[一二三四五六七八九十]|[一二三四五六七八九十][、是]|\d{4}年[，\d]|\d{1,2}月\d{1,2}日|图为|作者|本报|新华社|"
    r"[\u4e00-\u9fff]{2,4}(?:指出|强调|要求|表示|认为|介绍|说|告诉)|在.{2,16}[，上中下里])"
)


def start_odds(text: str) -> float:
    """Above 0 when the text opens like a paragraph, below when it opens like the middle of a sentence."""
    if not text:
        return 0.0
    return 1.0 if _FORMULA.match(text) else -0.3
