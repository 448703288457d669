"""Lines in a series: numbered one after the other, or behind the same bullet. They are headlines all, or parts of one text all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from archive.parsing.leads import has_lead
from archive.parsing.lines import Line

_NUMERAL = "([一二三四五六七八九]|十[一二三四五六七八九]?)"
_NUMBER = re.compile(rf"^(?:{_NUMERAL}、|（{_NUMERAL}）|([1-9]\d?)[、．.](?!\d))")
_NUMERALS = "〇 一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五 十六 十七 十八 十九".split()
_BULLETS = frozenset("□■◇◆○●☆★▲△")
_LONGEST_WORD, _LONGEST_LINE = 4, 40  # ■ 现场; ■ 我县新增两所学校
_PARAGRAPH = 24  # characters that a paragraph has more of
_STOPPED = re.compile(r"[。；]|[，、：,:]$")


def parts(lines: Sequence[Line]) -> frozenset[int]:
    """Indices of lines that open parts of one text and are no headlines, though they look like some: numbered ones, and words
    behind a bullet, with no lead and no author under them."""
    found = {line.index for line in _numbered(lines)}
    for members in bulleted(lines):
        if all(len(lines[i].text[1:].strip()) <= _LONGEST_WORD and _opens_part(lines, i) for i in members):
            found.update(members)
    return frozenset(found)


def _numbered(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines numbered one after the other in the same way below one headline, but those over a report of their own."""
    above: dict[int | None, tuple[int, Line]] = {}
    for i, line in enumerate(lines):
        if line.role == "head":
            above.clear()
        found = _NUMBER.match(line.text)
        if found and not _opens_report(lines, i):
            numeral = found[found.lastindex or 0]
            number = int(numeral) if numeral.isdigit() else _NUMERALS.index(numeral)
            before, first = above.get(found.lastindex, (0, line))
            if number == before + 1 > 1:
                yield from (first, line)
            above[found.lastindex] = number, line


def bulleted(lines: Sequence[Line]) -> list[list[int]]:
    """Indices of short bare lines that begin with the same bullet, two and more: headlines all, or parts of one text all."""
    found: dict[str, list[int]] = {}
    for line in lines:
        bare = line.role == "body" and not line.level and len(line.text) <= _LONGEST_LINE
        if bare and line.text[:1] in _BULLETS and not _STOPPED.search(line.text):
            found.setdefault(line.text[0], []).append(line.index)
    return [members for members in found.values() if len(members) > 1]


def _opens_report(lines: Sequence[Line], i: int) -> bool:
    """Whether a lead or an author's line stands right under the line."""
    return i + 1 < len(lines) and (lines[i + 1].role == "credit" or has_lead(lines[i + 1].text))


def _opens_part(lines: Sequence[Line], i: int) -> bool:
    """Whether a paragraph stands right under the line that is no report of its own."""
    below = lines[i + 1] if i + 1 < len(lines) else None
    return below is not None and len(below.text) > _PARAGRAPH and not _opens_report(lines, i)
