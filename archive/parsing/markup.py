"""Markup that OCR writes around the text: HTML, Markdown, LaTeX, places on the scan. It is blanked, not cut out: offsets hold."""

from __future__ import annotations

import html
import re
from functools import partial

BLANK = "\u2060"  # stands where markup stood; never shown
_SIGNS = re.compile(r"[<>$&\\*_]|!\[")  # a line with none of these has no markup
_NAMES = (
    "blockquote|body|br|caption|center|col|colgroup|div|em|figcaption|figure|font|footer|h[1-6]|header|hr|html|img|li|ol|page_number"
    "|section|small|span|strong|sub|sup|table|tbody|td|tfoot|th|thead|tr|ul|watermark|(?-i:[abipu])"
)
_ATTRIBUTES = r"""(?:\s+[a-z_:@][\w:.-]*(?:\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>=]+))?)*"""
_TAG = rf"</?(?P<name>{_NAMES}){_ATTRIBUTES}\s*/?>"
_NO_HAN = "[^$\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]"
# Bold begins a line or follows a stop: `张**和李**` and `户名：**华` are masked names.
_BOLD = (
    r"(?:^|(?<=[\s#>。！？）】》”]))\*\*(?=[\w【《“‘（])(?!年|月|日)(?P<text>(?:(?!\*\*).)+)(?<![\s、，（])\*\*(?!\*)"
)
_WHOLE = r"^[\s#]*(?:\*\*(?=[^\s*])(?P<strong>(?:(?!\*\*).)+)(?<=[^\s*])\*\*|__(?=\w)(?P<underlined>(?:(?!__).)+)(?<=\w)__)\s*$"
_TOKEN = re.compile(
    rf"(?P<hidden><!--.{{0,200}}?-->|<\|ref\|>[a-z_]*<\|/ref\|>|<\|det\|>[\d\s,\[\]]*<\|/det\|>|<\|/?[a-z_]{{1,20}}\|>"
    r"|^\s*>(?!>)(?:\s>)*(?=\s*[^\s\d>])"  # a quotation: not `> 90分`, and not `>>相关新闻`
    r"|(?<!\\)\\(?=[*#.~|>-]))"
    rf"|(?P<tag>{_TAG})"
    r"|(?P<image>!\[(?P<alt>[^\[\]]*)\]\([^()\s]*\))"
    rf"|(?P<formula>\$(?![\s$])(?P<maths>{_NO_HAN}{{1,80}})(?<!\s)\$(?!\d)|\\\((?P<inline>{_NO_HAN}{{1,80}}?)\\\))"
    r"|(?P<entity>&(?:[a-z]{2,8}|\#\d{1,6}|\#x[\da-f]{1,5});)"
    rf"|(?P<whole>{_WHOLE})|(?P<bold>{_BOLD})",
    re.IGNORECASE,
)
_HEADING = re.compile(
    rf"(?:[\s>]|</?(?:b|center|div|font|header|i|p|section|span|strong|u){_ATTRIBUTES}\s*>)*"
    rf"(?:#|(?P<tag><h(?P<level>[1-6]){_ATTRIBUTES}\s*>))",
    re.IGNORECASE,
)
_MATHS = re.compile(r"\\[A-Za-z]+ ?|\\.|\^\{?(-?\d+)\}?|\^\{?(?=\\(?:circ|prime)|[^\w\s{])|[{}_~^]")
_RAISED_LETTER = re.compile(r"\^\{?-?\d*[A-Za-z]|\^\{-?\d+[^\d}]")
_COMMANDS = {
    "circ": "°", "times": "×", "cdot": "·", "sim": "～", "pm": "±", "div": "÷", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥",
    "rightarrow": "→", "to": "→", "bullet": "•", "triangle": "△", "ldots": "…", "cdots": "…", "alpha": "α", "beta": "β", "mu": "μ",
    "text": "", "mathrm": "", "mathbf": "", "textbf": "", "bf": "", "rm": "", "left": "", "right": "", "quad": " ", "prime": "′",
    "%": "%", "&": "&", "#": "#", "$": "$", ",": "", " ": "", ";": "", "!": "",
}  # fmt: skip
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\ufeff")
# alternative texts that say no more than that there is a picture
_PICTURE = re.compile(r"(?:[^\u3007\u3400-\u9fff]*|(?:图片|圖片|图像|插图|照片|配图|图)\s*\d*)$")


def unmarked(raw: str) -> str:
    """The line with markup blanked, as long as it: each character of the printed text stands where it stood.

    A heading's tag becomes `#`s; a table's cells are set off by `|`, as in Markdown; what a sign or a formula stands for takes the
    place of its first character: `3&nbsp;<b>km</b>` gives `3 km` with blanks. What is not known, and what may be a masked name or
    a price, stays. Once only: an entity may stand for a sign that is markup itself.
    """
    if not _SIGNS.search(raw):
        return raw
    heading = _HEADING.match(raw)
    bare = _TOKEN.sub(partial(_blanked, in_heading=heading is not None, bold=raw.count("**") % 2 == 0), raw)
    if heading and heading["tag"]:
        start, end = heading.span("tag")
        bare = bare[:start] + _padded("#" * min(int(heading["level"]), 3) + " ", heading["tag"]) + bare[end:]
    return bare


def _blanked(found: re.Match[str], in_heading: bool, bold: bool) -> str:
    token = found.group()
    match found.lastgroup:
        case "tag":
            return _padded(_of_tag(found, in_heading), token)
        case "image":
            alt = "" if _PICTURE.match(found["alt"]) else found["alt"]
            return _padded(BLANK * len("![") + alt, token)
        case "formula":
            return _of_formula(found["maths"], found["inline"]) or token
        case "entity":
            return _padded(_of_entity(token), token)
        case "bold" if not bold:
            return token
        case "bold" | "whole":
            inside = found["text"] or found["strong"] or found["underlined"]
            at = token.index(inside)
            return token[:at].rstrip("*_") + BLANK * 2 + unmarked(inside) + BLANK * 2 + token[at + len(inside) + 2 :]
        case _:
            return _padded("", token)


def _padded(said: str, token: str) -> str:
    return said + BLANK * (len(token) - len(said))


def _of_tag(found: re.Match[str], in_heading: bool) -> str:
    name, closing = found["name"].lower(), found.group().startswith("</")
    if name in ("td", "th"):
        return " " if closing else "| "
    if name == "tr":
        return "|" if closing else "\u3000"
    if name == "br":  # the end of a printed line: within a headline it parts two
        return " " if in_heading or _is_between_words(found) else ""
    return ""


def _is_between_words(found: re.Match[str]) -> bool:
    around = found.string[found.start() - 1 : found.start()] + found.string[found.end() : found.end() + 1]
    return around.isascii() and around.isalnum()


def _of_entity(token: str) -> str:
    char = html.unescape(token)
    if len(char) != 1 or char == "\ufffd":
        return token
    if char in _UNSEEN:
        return ""
    if char.isspace():
        return "\u3000" if char == "\u2003" else " "
    return char if char.isprintable() else token


def _of_formula(maths: str | None, inline: str | None) -> str | None:
    """A formula's text, as long as it with its signs; None where it is none, or holds what is not known."""
    inside = maths or inline or ""
    side = BLANK if maths else BLANK * 2
    if (maths and not re.search(r"[\\^_]", maths)) or _RAISED_LETTER.search(inside):
        return None
    if not all(name.strip("\\ ") in _COMMANDS or name == "\\ " for name in re.findall(r"\\[A-Za-z]+|\\.", inside)):
        return None
    return side + _MATHS.sub(_of_sign, inside) + side


def _of_sign(found: re.Match[str]) -> str:
    sign = found.group()
    if found[1]:
        return _padded(found[1].translate(_RAISED), sign)
    if sign[0] == "\\":
        return _padded(_COMMANDS[sign[1:].strip() or " "], sign)
    return _padded(" " if sign == "~" else "", sign)
