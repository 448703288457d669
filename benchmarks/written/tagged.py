"""The form in which written pages are kept: every line with the right answer before it.

A line of the file is blank, or `TAG|TEXT`:

    F         furniture: masthead, folio, editors' line, banner, the name of a column over one piece
    D         what the OCR printed a second time
    A1 h      a line of article A1's headline; `A1 t` the line of its main title
    A1 c      its author, a photo credit under its caption, a sign-off
    A1 j      its jump line
    A1 3      its third paragraph, in the order of reading; `A1 3b` the second piece of it, cut off at a column
    O1 1      the same of a fragment whose headline is lost
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

_TAG = re.compile(r"^(?:(F)|(D)|([AO]\d+) (?:([htcj])|(\d+)([b-z]?)))\|(.+)$")


@dataclass(slots=True)
class _Piece:
    """One article's lines by what they are; `paragraphs`: number -> (letter of the piece, line)."""

    parts: dict[str, list[int]] = field(default_factory=lambda: {"h": [], "t": [], "c": [], "j": []})
    paragraphs: dict[int, list[tuple[str, int]]] = field(default_factory=dict)


def read_tagged(text: str) -> tuple[list[str], dict[str, Any]]:
    """The physical lines of a page and its right answer, as `check_pages` reads it. ValueError names the line that is wrong."""
    lines: list[str] = []
    gold: dict[str, Any] = {"furniture": [], "duplicates": [], "articles": [], "orphans": []}
    pieces: dict[str, _Piece] = {}
    for number, row in enumerate(text.rstrip("\n").split("\n"), 1):
        found = _TAG.match(row)
        if row.strip() and not found:
            raise ValueError(f"line {number} has no tag: {row[:30]}")
        lines.append(found.group(7) if found else "")
        if found:
            _put(found, number, gold, pieces)
    for name, piece in pieces.items():
        gold["articles" if name.startswith("A") else "orphans"].append(_answer(name, piece, lines))
    return lines, gold


def _put(found: re.Match[str], number: int, gold: dict[str, Any], pieces: dict[str, _Piece]) -> None:
    furniture, repeat, name, part, paragraph, letter, _ = found.groups()
    if furniture or repeat:
        gold["furniture" if furniture else "duplicates"].append(number)
        return
    piece = pieces.setdefault(name, _Piece())
    if part:
        piece.parts[part].append(number)
    else:
        piece.paragraphs.setdefault(int(paragraph), []).append((letter, number))


def _answer(name: str, piece: _Piece, lines: Sequence[str]) -> dict[str, Any]:
    blocks = [[number for _, number in sorted(piece.paragraphs[key])] for key in sorted(piece.paragraphs)]
    for key, said in piece.paragraphs.items():
        if sorted(letter for letter, _ in said) != ["", *map(chr, range(98, 97 + len(said)))]:
            raise ValueError(f"{name}: the pieces of paragraph {key} are {sorted(said)}")
    parts = piece.parts
    if bool(parts["t"]) != name.startswith("A") or (parts["h"] and not parts["t"]):
        raise ValueError(f"{name}: articles have a title, fragments none")
    return {
        "title": re.sub(r"^#+\s*", "", lines[parts["t"][0] - 1]).strip() if parts["t"] else None,
        "title_lines": sorted(parts["h"] + parts["t"]),
        "blocks": blocks,
        "credits_lines": parts["c"],
        "jump_lines": parts["j"],
        "join_overlap": [],
        "joins": [list(pair) for block in blocks for pair in zip(block, block[1:])],
    }
