"""Buttons inside a line: cut in two, healed, its text put right."""

from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _

from archive.admin_views.actions.fields import Fields, Operation
from archive.layout import Fix, Piece
from archive.operations import InvalidOperation

CUT_MARK = "|"


def cut(fields: Fields) -> Operation:
    """At character `at` of the stored line; or wherever the text sent back holds a `|`."""
    piece = fields.piece()
    if fields.text("at"):
        return "split_piece", {"piece": piece.ref, "at": whole(fields.text("at"))}
    places = marked_places(fields.blocks[piece.block][piece.start : piece.end], fields.form.get("text", ""))
    steps, ref = [], piece.ref
    for place in places:
        steps.append(["split_piece", {"piece": ref, "at": piece.start + place}])
        ref = (piece.block, piece.start + place)
    return ("split_piece", steps[0][1]) if len(steps) == 1 else ("several", {"steps": steps})


def marked_places(raw: str, marked: str) -> list[int]:
    """Offsets of the marks: `甲|乙丙` against `甲乙丙` gives [1]."""
    slices = marked.split(CUT_MARK)
    if "".join(slices).strip() != raw.strip() or len(slices) < 2:
        raise InvalidOperation(_("请只在要断开的地方加竖线 |，不要改动别的字。"))
    at = len(raw) - len(raw.lstrip()) - (len(marked) - len(marked.lstrip()))
    places = []
    for part in slices[:-1]:
        at += len(part)
        places.append(at)
    return places


def whole(text: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        raise InvalidOperation(_("位置要写成数字。")) from error


def heal(fields: Fields) -> Operation:
    return "heal", {"piece": fields.one()}


def fix_text(fields: Fields) -> Operation:
    """The line as it should read (`text`); what differs becomes text fixes, one step for undo."""
    piece = fields.piece()
    raw = fields.blocks[piece.block]
    wanted = fields.form.get("text", "").strip("\r\n")
    if not wanted.strip():
        raise InvalidOperation(_("改正后的文字不能为空；不要的行请用“排除”。"))
    new = fixes_between(raw, piece, wanted)
    here = [f for f in fields.layout.fixes.get(piece.block, ()) if piece.start <= f[0] and f[1] <= piece.end]
    steps = [fix_step(piece.block, (start, end, old, old)) for start, end, old, now in here]
    steps = [s for s, f in zip(steps, here, strict=True) if f not in new]
    steps += [fix_step(piece.block, fix) for fix in new if fix not in here]
    if not steps:
        raise InvalidOperation(_("文字没有变化。"))
    return ("fix_text", steps[0][1]) if len(steps) == 1 else ("several", {"steps": steps})


def fix_step(block: str, fix: Fix) -> list[Any]:
    start, end, old, new = fix
    return ["fix_text", {"block": block, "start": start, "end": end, "old": old, "new": new}]


def fixes_between(raw: str, piece: Piece, wanted: str) -> list[Fix]:
    """The fixes that make the piece read as `wanted`; an insertion takes a neighbouring character along."""
    old = raw[piece.start : piece.end]
    found: list[Fix] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, wanted, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        new = wanted[j1:j2]
        if i1 == i2 and i1:
            i1, new = i1 - 1, old[i1 - 1] + new
        elif i1 == i2:
            i2, new = i2 + 1, new + old[i2]
        start, end = piece.start + i1, piece.start + i2
        if found and found[-1][1] > start:  # the character taken along belongs to the fix before
            first = found.pop()
            start, new = first[0], first[3] + new[first[1] - start :]
        found.append((start, end, raw[start:end], new))
    return found
