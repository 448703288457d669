"""Lines that repeat what another line has already: the column's end read twice by the OCR."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from archive.parsing.lines import Line
from archive.parsing.text import han_count

_SHORTEST = 8
_SHORTEST_PREFIX = 12
_SHORTEST_WHOLE = 20
_MOST_ALIKE = 50
_KEY = 6


def find_repeats(lines: Sequence[Line]) -> dict[int, int]:
    """Index of a repeated body line -> index of the line that holds its text: the end or beginning of a longer line,
    or a long line printed twice (then the second)."""
    bodies = [
        line for line in lines if line.role == "body" and len(line.text) >= _SHORTEST and han_count(line.text) >= 4
    ]
    ends: dict[str, list[Line]] = defaultdict(list)
    starts: dict[str, list[Line]] = defaultdict(list)
    for line in bodies:
        ends[line.text[-_KEY:]].append(line)
        starts[line.text[:_KEY]].append(line)
    found: dict[int, int] = {}
    for line in bodies:
        original = _original(line, _few(ends[line.text[-_KEY:]]), _few(starts[line.text[:_KEY]]))
        if original is not None and found.get(original) is None:
            found[line.index] = original
    return found


def _few(alike: Sequence[Line]) -> Sequence[Line]:
    """The lines, none where there are so many that they share a formula and repeat nothing."""
    return alike if len(alike) <= _MOST_ALIKE else ()


def _original(line: Line, same_end: Sequence[Line], same_start: Sequence[Line]) -> int | None:
    text = line.text
    for other in same_end:
        if len(other.text) > len(text) and other.text.endswith(text) and _is_fragment(text):
            return other.index
    for other in same_start:
        longer = len(other.text) > len(text) >= _SHORTEST_PREFIX and other.text.startswith(text)
        if longer and _is_fragment(text):
            return other.index
        if other.index < line.index and other.text == text and len(text) >= _SHORTEST_WHOLE:
            return other.index
    return None


def _is_fragment(text: str) -> bool:
    """A heading or crosshead may say again what a sentence says; a fragment holds a mark or stops like running text."""
    return any(c in "，。；：、！？" for c in text)
