"""Printed lines. Some OCR keeps each line of a narrow column as a line of its own. Full lines have the width of their neighbours, the
measure of the column; they are told by it, and so is which of them go on in the next."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from math import inf
from statistics import mode

from archive.parsing.lines import Line, has_indents
from archive.parsing.looks import seam_odds
from archive.parsing.markup import BLANK, unmarked
from archive.parsing.page import Page
from archive.parsing.seams import seam

_FEWEST_LINES, _FEWEST_FULL = 20, 0.4  # lines of a page of printed lines, and the share of full ones
_NARROWEST, _WIDEST = 9, 45  # verse has shorter lines, paragraphs longer ones
_COUPLET = re.compile(
    r"^\s*(?:[\u4e00-\u9fff]{5}，[\u4e00-\u9fff]{5}|[\u4e00-\u9fff]{7}，[\u4e00-\u9fff]{7})[。？！；]$"
)  # of verse
_BESIDE, _ALIKE = 5, 3  # lines looked at on either side, and how many of them are as wide as a full one
# log odds that a full line goes on in the next, words aside, from pages laid out in printed lines
_OPEN, _STOPPED = 5.5, 0.8
_WORDS_STOPPED, _START_STOPPED = 0.5, -0.2  # what words count where a stop may end the paragraph
_FEWEST_SET_OFF, _SET_OFF = 3, 0.8  # paragraphs set off by blank lines, and their share, where the page sets them off
_LISTING = ("、", "，")  # no paragraph ends or begins with one
_SURE = 3.5  # an open end that is less sure is weighed later, with the rest of the page


def full_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Indices of the lines that fill their column, their indent with them, whether letters and digits take half the room of a
    Chinese character or all of it; none where lines are paragraphs."""
    rows = [unmarked(line.raw).replace(BLANK, "").rstrip() for line in lines]
    sizes = [float(len(row)) for row in rows]
    widths = [size - sum(map(str.isascii, row)) / 2 for row, size in zip(rows, sizes)]
    full = frozenset(
        line.index
        for i, line in enumerate(lines)
        if (_is_full(widths, i) or _is_full(sizes, i)) and not _COUPLET.match(rows[i])
    )
    return full if len(lines) >= _FEWEST_LINES and len(full) >= _FEWEST_FULL * len(lines) else frozenset()


def _is_full(widths: list[float], at: int) -> bool:
    own = widths[at]
    beside = widths[max(0, at - _BESIDE) : at] + widths[at + 1 : at + 1 + _BESIDE]
    return _NARROWEST <= own <= _WIDEST and sum(abs(other - own) <= max(1.0, own / 12) for other in beside) >= _ALIKE


def full_ends(page: Page) -> dict[int, int]:
    """Index of each full line of text -> index of the line of text below it, where that has no indent."""
    pairs = ((line, page.after(line.index)) for line in (page.lines[i] for i in sorted(full_lines(page.lines))))
    return {line.index: below.index for line, below in pairs if below is not None and _may_follow(line, below)}


def _may_follow(line: Line, below: Line) -> bool:
    return _is_text(line) and _is_text(below) and not below.is_indented and below.gap <= line.gap + 1


def _is_text(line: Line) -> bool:
    """A line of names set off by 、 may stand in the midst of a sentence that lists them."""
    return not line.level and (line.role == "body" or (line.role == "credit" and "、" in line.text))


def going_on(page: Page, ends: Mapping[int, int]) -> dict[int, int]:
    """Of the full ends those that plainly go on in the line below."""
    within = _gap_within(page, ends)
    return {a: b for a, b in ends.items() if _goes_on(page, page.lines[a], page.lines[b], within)}


def _gap_within(page: Page, ends: Mapping[int, int]) -> float | None:
    """The most blank lines that stand between two lines of one paragraph, where the page shows how paragraphs begin: with an
    indent, which no full end has below, or set off by blank lines. None where it does not."""
    if has_indents(page.lines):
        return inf
    usual = mode(page.lines[below].gap for below in ends.values()) if ends else 0
    after = [
        page.lines[i + 1].gap for i in range(len(page.lines) - 1) if i not in ends and _closes(page, page.lines[i])
    ]
    set_off = sum(gap > usual for gap in after)
    return usual if set_off >= max(_FEWEST_SET_OFF, _SET_OFF * len(after)) else None


def _closes(page: Page, line: Line) -> bool:
    """Whether a line with room to its right ends a paragraph that another follows, as its stop tells."""
    below = page.lines[line.index + 1]
    return _is_text(line) and _is_text(below) and not page.facts[line.index].open


def _goes_on(page: Page, line: Line, below: Line, within: float | None) -> bool:
    """What the print says, and the words; words read twice are left to the join to drop. `within`: as `_gap_within` gives it."""
    found = seam(page, line, below)
    if found.overlap:
        return False
    if line.text[-1:] in _LISTING or below.text[:1] in _LISTING:
        return True
    words = seam_odds(found)
    if page.facts[line.index].open:
        return _OPEN + words > _SURE
    if within is not None:
        return below.gap <= within
    return _STOPPED + _WORDS_STOPPED * words + _START_STOPPED * page.facts[below.index].start > 0
