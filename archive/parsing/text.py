"""Line-level cleaning of OCR text. A line is never changed in place: offsets of the stored line must hold for ever."""

from __future__ import annotations

import re
import unicodedata

from archive.parsing.markup import BLANK, unmarked

_HAN_RANGES = (
    (0x3007, 0x3007),  # 〇, the zero of Chinese dates, stands outside the ideograph blocks
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x323AF),  # extensions B to H, beyond the basic plane
)
_MARKER = re.compile(rf"[\s{BLANK}]*(#{{1,6}})(?:\s+|(?=[^#\s])|$)")
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
_SPACES = re.compile(r"\s+")
HAN = "".join(f"{chr(low)}-{chr(high)}" for low, high in _HAN_RANGES)  # for a class of characters in a pattern
_WIDE = f"{HAN}，。、；：？！“”‘’（）《》〈〉「」『』【】…—·％"
_APART = re.compile(rf"(?<=[{_WIDE}]) (?=[{_WIDE}])")
_TOGETHER = re.compile(rf"(?<=[{_WIDE}])(?=[{_WIDE}])")
_BESIDE_WIDE = re.compile(rf"(?<=[{_WIDE}]) (?=\S)|(?<=\S) (?=[{_WIDE}])")
_MARK = re.compile("[，。、；：？！（）,.;:?!()]")
# places set apart; a line without a mark may be one of names, which are printed so: `周 浩 李 娜`
_FEWEST_MARKED, _FEWEST_UNMARKED = 2, 10
_OPEN_TO_CLOSED = {"“": "”", "‘": "’", "（": "）", "《": "》", "「": "」", "『": "』", "【": "】", "〈": "〉", "(": ")"}
_BRACKET = re.compile("[" + re.escape("".join(_OPEN_TO_CLOSED) + "".join(_OPEN_TO_CLOSED.values())) + "]")


def is_han(char: str) -> bool:
    """Whether one character is a Chinese character, 〇 and the extensions included."""
    if "\u4e00" <= char <= "\u9fff":
        return True
    point = ord(char)
    if point < 0x3007:
        return False
    return any(low <= point <= high for low, high in _HAN_RANGES)


def han_count(text: str) -> int:
    """How many Chinese characters the text holds."""
    return sum(map(is_han, text))


def markdown_level(raw: str) -> int:
    """The level of a Markdown heading (`## 标题` gives 2); 0 for a line without marks."""
    found = _MARKER.match(unmarked(raw))
    return len(found.group(1)) if found else 0


def text_begins(bare: str) -> int:
    """Offset of the first character behind the heading marks, blanks and outer white space of a line that is `unmarked`."""
    found = _MARKER.match(bare)
    at = found.end() if found else 0
    while at < len(bare) and (bare[at].isspace() or bare[at] == BLANK):
        at += 1
    return at


def shown(raw: str, start: int = 0, end: int | None = None) -> str:
    """The text a reader sees of the slice [start, end) of a stored line.

    Heading marks and other markup (`markup`), invisible characters, outer white space and the spaces that some OCR puts between
    any two characters are left out: `shown("## 提振精气神 ")` is `提振精气神`.
    """
    return shown_bare(unmarked(raw), start, end)


def shown_bare(bare: str, start: int = 0, end: int | None = None) -> str:
    """The same of a line that is `unmarked`."""
    end = len(bare) if end is None else end
    begin = text_begins(bare)
    first = begin if not bare[:start].strip(f" \t　#{BLANK}") else 0
    text = _UNSEEN.sub("", bare[max(start, first) : end]).strip()
    return _SPACES.sub(" ", _BESIDE_WIDE.sub("", text)) if is_spaced_out(bare[begin:]) else text


def is_spaced_out(text: str) -> bool:
    """Whether a space stands between nearly any two characters of a line of Chinese text: `中 国 人 民 ，`."""
    if 4 * text.count(" ") < len(text):
        return False
    apart, together = len(_APART.findall(text)), len(_TOGETHER.findall(text))
    return apart >= (_FEWEST_MARKED if _MARK.search(text) else _FEWEST_UNMARKED) and apart >= 4 * together


def join_text(left: str, right: str) -> str:
    """One paragraph of two pieces: nothing between Chinese, one space between two Latin words, `-` at a break dropped."""
    if not left or not right:
        return left + right
    before, after = left[-1], right[0]
    if before == "-" and len(left) > 1 and _is_latin(left[-2]) and after.islower() and _is_latin(after):
        return left[:-1] + right
    if _is_latin(before) and _is_latin(after):
        return f"{left} {right}"
    return left + right


def is_read_twice(before: str, after: str, count: int) -> bool:
    """Whether the first `count` characters of a shown text stand at the end of the one before."""
    head = after[:count]
    return len(head) == count and before.endswith(head)


def _is_latin(char: str) -> bool:
    return char.isalpha() and ord(char) < 0x0250


def shadow(raw: str) -> str:
    """A shadow of a shown line for comparing and matching: NFKC, white space runs as one space. Offsets do not hold."""
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", raw)).strip()


def open_marks(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Closing marks without an opening one, and the closing marks still due at the end: (`”`) and (`）`) for `甲”乙（丙`."""
    stray: list[str] = []
    due: list[str] = []
    for char in _BRACKET.findall(text):
        if char in _OPEN_TO_CLOSED:
            due.append(_OPEN_TO_CLOSED[char])
        elif char in due:
            while due.pop() != char:
                pass
        else:
            stray.append(char)
    return tuple(stray), tuple(due)
