"""Markup that OCR writes around the text: HTML, Markdown, LaTeX, places on the scan. It is blanked, not cut out: offsets hold."""

from __future__ import annotations

import html
import re

BLANK = "\u2060"  # stands where markup stood; never shown
_SIGNS = re.compile(r"[<>$&\\*_]|!\[")  # a line with none of these has no markup
_TOKEN = re.compile(
    r"""
    (?P<comment> <!--.{0,200}?--> )
    | (?P<place> <\|ref\|>[a-z_]*<\|/ref\|> | <\|det\|>[\d\s,\[\]]*<\|/det\|> | <\|/?[a-z_]{1,20}\|> )
    | (?P<tag> </?(?P<name> a|b|br|caption|center|col|colgroup|div|em|figcaption|figure|font|footer|h[1-6]|header|hr|i|img|li|ol|p
        |page_number|small|span|strong|sub|sup|table|tbody|td|tfoot|th|thead|tr|u|ul|watermark )(?:\s[^<>]*)?/?> )
    | (?P<image> !\[(?P<alt>[^\[\]]*)\]\([^()\s]*\) )
    | (?P<formula> \$(?![\s$])(?P<maths>[^$\u4e00-\u9fff]{1,80})(?<!\s)\$(?!\d) | \\\((?P<inline>[^$\u4e00-\u9fff]{1,80}?)\\\) )
    | (?P<entity> &(?:[A-Za-z]{2,8}|\#\d{1,6}|\#x[0-9A-Fa-f]{1,5}); )
    | (?P<bold> (?:^|(?<=[\s#>。，、：；（）“”》]))(?P<mark>\*\*|__)(?![\s*_])(?P<text>(?:(?!\*\*|__).)+)(?<!\s)(?P=mark)(?![*_]) )
    | (?P<quote> ^\s*>(?:\s*>)*(?=\s|[^\W\d_]) )
    | (?P<escape> \\(?=[!-/:-@\[-`{-~]) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MATHS = re.compile(r"\\[A-Za-z]+ ?|\\.|\^\{?(\d)\}?|[{}^_~]")
_COMMANDS = {
    "circ": "°", "times": "×", "cdot": "·", "sim": "～", "pm": "±", "div": "÷", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥",
    "rightarrow": "→", "to": "→", "bullet": "•", "triangle": "△", "ldots": "…", "cdots": "…", "alpha": "α", "beta": "β", "mu": "μ",
    "text": "", "mathrm": "", "mathbf": "", "textbf": "", "bf": "", "rm": "", "left": "", "right": "", "quad": " ", "prime": "′",
}  # fmt: skip
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# alternative texts that say no more than that there is a picture
_PICTURE = re.compile(r"(?:[^\u3007\u3400-\u9fff]*|(?:图片|圖片|图像|插图|照片|配图|图)\s*\d*)$")


def unmarked(raw: str) -> str:
    """The line with markup blanked, as long as it: each character of the printed text stands where it stood.

    A table's cells are set off by `|`, as in Markdown; what a sign or a formula stands for takes the place of its first character:
    `3&nbsp;<b>km</b>` gives `3 km` with blanks. A formula with a command that is not known stays.
    """
    return _TOKEN.sub(_blanked, raw) if _SIGNS.search(raw) else raw


def _blanked(found: re.Match[str]) -> str:
    token = found.group()
    match found.lastgroup:
        case "tag":
            return _padded(_of_tag(found), token)
        case "image":
            alt = "" if _PICTURE.match(found["alt"]) else found["alt"]
            return _padded(BLANK * len("![") + alt, token)
        case "formula":
            maths = found["maths"] or found["inline"]
            said = _of_maths(maths)
            return token if said is None else _around(said, token)
        case "entity":
            return _padded(_of_entity(token), token)
        case "bold":
            return _around(unmarked(found["text"]), token)
        case _:
            return _padded("", token)


def _padded(said: str, token: str) -> str:
    return said + BLANK * (len(token) - len(said))


def _around(said: str, token: str) -> str:
    """What the inside of a token says, where it stands, blanks in the place of the marks on either side."""
    side = BLANK * ((len(token) - len(said)) // 2)
    return side + said + side


def _of_tag(found: re.Match[str]) -> str:
    name, closing = found["name"].lower(), found.group().startswith("</")
    if name in ("td", "th"):
        return " " if closing else "| "
    if name == "tr" and closing:
        return "| "
    if name[:-1] == "h" and name[-1].isdigit() and not closing:
        return "#" * min(int(name[-1]), 3) + " "
    if name == "br":  # the end of a printed line: within a headline it parts two
        return " " if found.string.lstrip().startswith("#") or _is_between_words(found) else ""
    return ""


def _is_between_words(found: re.Match[str]) -> bool:
    around = found.string[found.start() - 1 : found.start()] + found.string[found.end() : found.end() + 1]
    return around.isascii()


def _of_entity(token: str) -> str:
    char = html.unescape(token)
    if len(char) == 1 and char.isspace():
        return "\u3000" if char == "\u2003" else " "
    return char if len(char) == 1 and char.isprintable() else token


def _of_maths(maths: str) -> str | None:
    """A formula's text, as long as it; None where it holds a command that is not known."""
    names = [name.strip("\\ ") for name in re.findall(r"\\[A-Za-z]+", maths)]
    if any(name not in _COMMANDS for name in names):
        return None
    return _MATHS.sub(_of_sign, maths)


def _of_sign(found: re.Match[str]) -> str:
    sign = found.group()
    if found[1]:
        return _padded(found[1].translate(_RAISED), sign)
    if sign[0] == "\\" and sign[1].isalpha():
        return _padded(_COMMANDS[sign[1:].strip()], sign)
    return _padded(sign[1] if sign[0] == "\\" and sign[1] in "%&#$" else " " if sign == "~" else "", sign)
