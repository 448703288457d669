"""Buttons for lines: moved, joined, given a role, excluded."""

from typing import Any

from django.utils.translation import gettext as _

from archive.admin_views.actions.fields import Fields, Operation, Ref, each
from archive.desk.refs import ref_of
from archive.operations import TRAY, InvalidOperation


def move(fields: Fields) -> Operation:
    """To the end of article `to`, or before the piece `before`, or behind the piece `behind`."""
    refs = fields.refs()
    if fields.text("before"):
        return "move", {"pieces": refs, **place_at(fields, fields.text("before"), refs, 0)}
    if fields.text("behind"):
        return "move", {"pieces": refs, **place_at(fields, fields.text("behind"), refs, 1)}
    if not fields.text("to"):
        raise InvalidOperation(_("请选择要移到哪一篇。"))
    return "move", {"pieces": refs, "to": fields.target()}


def place_at(fields: Fields, key: str, moved: list[Ref], step: int) -> dict[str, Any]:
    """The article of piece `key`, and the piece that the moved ones shall stand before (None: the end)."""
    try:
        ref = ref_of(key)
    except ValueError as error:
        raise InvalidOperation(_("行的标识不对，请刷新页面后再试。")) from error
    for article in fields.layout.articles:
        refs = [p.ref for p in article.pieces]
        if ref in refs:
            rest = [r for r in refs[refs.index(ref) + step :] if r not in moved]
            return {"to": article.uid, "before": rest[0] if rest else None}
    raise InvalidOperation(_("目标行不在任何文章里。"))


def to_tray(fields: Fields) -> Operation:
    return "move", {"pieces": fields.refs(), "to": TRAY}


def up(fields: Fields) -> Operation:
    return reorder(fields, -1)


def down(fields: Fields) -> Operation:
    return reorder(fields, 1)


def reorder(fields: Fields, step: int) -> Operation:
    """One place up or down inside the article."""
    ref = fields.one()
    refs = [p.ref for p in fields.article().pieces]
    at = refs.index(ref) + step
    if not 0 <= at < len(refs):
        raise InvalidOperation(_("这一行已经在文章的边上。"))
    rest = [r for r in refs if r != ref]
    return "reorder", {"piece": ref, "before": rest[at] if at < len(rest) else None}


def role(fields: Fields) -> Operation:
    return "role", {"pieces": fields.refs(), "role": fields.text("role")}


def join(fields: Fields) -> Operation:
    return each("join", fields.refs(), {"drop": None})


def unjoin(fields: Fields) -> Operation:
    return each("unjoin", fields.refs(), {})


def toggle_join(fields: Fields) -> Operation:
    """Joined pieces come apart; where none of the selected is joined, all are."""
    refs = fields.refs()
    joined = {p.ref for a in fields.layout.articles for p in a.pieces if p.join}
    both = [r for r in refs if r in joined]
    return each("unjoin", both, {}) if both else join(fields)


def exclude(fields: Fields) -> Operation:
    return "exclude", {"pieces": fields.refs(), "reason": fields.text("reason") or "other"}


def furniture(fields: Fields) -> Operation:
    return "furniture", {"pieces": fields.refs(), "role": fields.text("furniture_role") or "header"}


def restore_pieces(fields: Fields) -> Operation:
    return "restore_pieces", {"pieces": fields.refs()}


def toggle_exclude(fields: Fields) -> Operation:
    out = {p.ref for p, _ in fields.layout.excluded} | {p.ref for p in fields.layout.furniture}
    refs = fields.refs()
    return restore_pieces(fields) if all(r in out for r in refs) else exclude(fields)
