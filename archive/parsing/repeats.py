"""Lines that repeat what another line has already: the column's end read twice by the OCR."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from archive.parsing.lines import Line
from archive.parsing.looks import as_if_near
from archive.parsing.page import Page
from archive.parsing.text import han_count

_SHORTEST = 8
_SHORTEST_PREFIX = 12
_SHORTEST_WHOLE = 20
_SHORTEST_INSIDE, _SHORTEST_OUTSIDE = 14, 40
_SHORTEST_FAR = 60
_REACH = 6  # lines between a repeat and what it repeats: a summary or a quotation set apart stands further off
_SURE = 5.0  # log odds that a line goes on from the one above
_MOST_ALIKE = 50
_KEY = 6


def find_repeats(page: Page) -> dict[int, int]:
    """Index of a repeated body line -> index of the line that holds its text: the end, beginning or midst of a longer
    line near it, or a long line printed twice (then the second). What the line above surely goes on in was printed twice."""
    bodies = [
        line for line in page.lines if line.role == "body" and len(line.text) >= _SHORTEST and han_count(line.text) >= 4
    ]
    ends: dict[str, list[Line]] = defaultdict(list)
    starts: dict[str, list[Line]] = defaultdict(list)
    for line in bodies:
        ends[line.text[-_KEY:]].append(line)
        starts[line.text[:_KEY]].append(line)
    found: dict[int, int] = {}
    for at, line in enumerate(bodies):
        original = _original(line, _few(ends[line.text[-_KEY:]]), _few(starts[line.text[:_KEY]]))
        if original is None:
            original = _inside(
                line, [other for other in bodies[max(0, at - _REACH) : at + _REACH + 1] if _near(line, other)]
            )
        if original is not None and found.get(original) is None and not _goes_on(page, line, original):
            found[line.index] = original
    return found


def _goes_on(page: Page, line: Line, original: int) -> bool:
    """Whether the line takes up the open end above it."""
    above = page.before(line.index)
    if above is None or above.role != "body" or above.index == original or not page.facts[above.index].open:
        return False
    return as_if_near(page, above.index, line.index) > _SURE


def _few(alike: Sequence[Line]) -> Sequence[Line]:
    """The lines, none where there are so many that they share a formula and repeat nothing."""
    return alike if len(alike) <= _MOST_ALIKE else ()


def _original(line: Line, same_end: Sequence[Line], same_start: Sequence[Line]) -> int | None:
    text = line.text
    for other in same_end:
        longer = len(other.text) > len(text) and other.text.endswith(text)
        if longer and _is_fragment(text) and _near(line, other):
            return other.index
    for other in same_start:
        longer = len(other.text) > len(text) >= _SHORTEST_PREFIX and other.text.startswith(text)
        if longer and _is_fragment(text) and _near(line, other):
            return other.index
        shortest = _SHORTEST_WHOLE if _near(line, other) else _SHORTEST_FAR
        if other.index < line.index and other.text == text and len(text) >= shortest:
            return other.index
    return None


def _inside(line: Line, near: Sequence[Line]) -> int | None:
    """The line above whose midst this one repeats: a stretch cut out where no clause begins or none ends; a slogan, a refrain or
    words set apart are cut at clauses."""
    text = line.text
    if len(text) < _SHORTEST_INSIDE or not _is_fragment(text) or text[-1] in "。！？”":
        return None
    for other in near:
        at = (
            other.text.find(text)
            if other.index < line.index and len(other.text) > max(len(text), _SHORTEST_OUTSIDE)
            else -1
        )
        if at > 0 and not (_is_bound(other.text[at - 1]) and _is_bound(other.text[at + len(text) :][:1])):
            return other.index
    return None


def _is_bound(char: str) -> bool:
    """Whether a clause ends with the character, or it says what is said: 说, 要."""
    return not char or char in "，。；：、！？“”‘’《》—… 　说要调出道"


def _near(line: Line, other: Line) -> bool:
    return abs(line.index - other.index) <= _REACH


def _is_fragment(text: str) -> bool:
    """A heading or crosshead may say again what a sentence says; a fragment holds a mark or stops like running text."""
    return any(c in "，。；：、！？" for c in text)
