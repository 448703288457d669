"""The lines of a page as parsing sees them: number, text, heading marks, the gap above, and the role they play."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.parsing.markup import BLANK, unmarked
from archive.parsing.plain import plain
from archive.parsing.text import markdown_level, shown, text_begins

_FEWEST_INDENTS = 3
CLOSED = frozenset("。！？!?；;：:”’）)》」』】…~～%％—|")


@dataclass(frozen=True, slots=True)
class Line:
    """A non-blank line. `index` counts non-blank lines from 0; `gap` is the number of blank lines above it; `text` is the
    plain form of what is shown (`plain`), as long as it."""

    index: int
    number: int
    raw: str
    text: str
    level: int
    gap: int
    role: str = "body"

    @property
    def printed(self) -> str:
        """What a reader sees of the line."""
        return shown(self.raw)

    @property
    def places(self) -> Sequence[int]:
        """Where each character of the text stands in the stored line, of which spaces and marks inside may not be shown."""
        bare, printed = unmarked(self.raw), self.printed
        begin = bare.find(printed, text_begins(bare))
        return range(begin, begin + len(printed)) if begin >= 0 else tuple(_found(printed, bare))

    @property
    def is_indented(self) -> bool:
        """Whether the stored line begins with white space wide enough to mark a paragraph."""
        bare = unmarked(self.raw).lstrip(BLANK)
        return bare[:1] == "\u3000" or bare.replace(BLANK, "")[:2] == "  "

    @property
    def ends_open(self) -> bool:
        """The line stops without a stop sign: its sentence goes on elsewhere, or it is no sentence."""
        return bool(self.text) and self.text[-1] not in CLOSED


def _found(text: str, bare: str) -> Iterator[int]:
    """Where the characters of a text follow one another in a line that holds more; any white space may stand for a space."""
    at = text_begins(bare)
    for char in text:
        while bare[at] != char and not (char == " " and bare[at].isspace()):
            at += 1
        yield at
        at += 1


def has_indents(lines: Sequence[Line]) -> bool:
    """Whether paragraphs begin with an indent here."""
    return sum(line.is_indented for line in lines) >= _FEWEST_INDENTS


def read_lines(lines: Sequence[str]) -> tuple[Line, ...]:
    """The non-blank lines in file order."""
    return tuple(_numbered(lines))


def _numbered(lines: Sequence[str]) -> Iterator[Line]:
    gap = index = 0
    for number, raw in enumerate(lines, 1):
        if not raw.strip():
            gap += 1
            continue
        yield Line(index, number, raw, plain(shown(raw)), markdown_level(raw), gap)
        index, gap = index + 1, 0
