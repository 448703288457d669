"""Buttons for whole articles: opened, merged, placed, described, verified."""

from typing import Any

from django.utils.translation import gettext as _

from archive.admin_views.actions.fields import Fields, Operation, Ref, each
from archive.layout import HEADLINE_ROLES, Layout
from archive.operations import InvalidOperation


def split(fields: Fields) -> Operation:
    """Each selected line opens an article."""
    return each("split_article", fields.refs(), {})


def new_article(fields: Fields) -> Operation:
    return "new_article", {"pieces": fields.refs()}


def merge_before(fields: Fields) -> Operation:
    """The article, or those of all selected lines, each into the one before it."""
    if fields.text("article"):
        return "merge", {"a": fields.neighbour(fields.text("article"), -1), "b": fields.text("article")}
    homes = fields.layout.homes()
    into: dict[str, str] = {}  # an article that is merged -> the one its pieces end in
    steps = []
    for uid in dict.fromkeys(homes.get(ref, "") for ref in fields.refs()):
        before = fields.neighbour(fields.named(uid).uid, -1)
        into[uid] = into.get(before, before)
        steps.append(["merge", {"a": into[uid], "b": uid}])
    return ("merge", steps[0][1]) if len(steps) == 1 else ("several", {"steps": steps})


def merge_behind(fields: Fields) -> Operation:
    uid = fields.article().uid
    return "merge", {"a": uid, "b": fields.neighbour(uid, 1)}


def merge_into(fields: Fields) -> Operation:
    """All of the article goes behind the pieces of another one."""
    return "merge", {"a": fields.target(), "b": fields.article().uid}


def dissolve(fields: Fields) -> Operation:
    return "dissolve", {"article": fields.article().uid}


def article_up(fields: Fields) -> Operation:
    uid = fields.article().uid
    return "place_article", {"article": uid, "before": fields.neighbour(uid, -1)}


def article_down(fields: Fields) -> Operation:
    uid = fields.article().uid
    return "place_article", {"article": fields.neighbour(uid, 1), "before": uid}


def place_article(fields: Fields) -> Operation:
    return "place_article", {"article": fields.article().uid, "before": fields.target() or None}


def set_article(fields: Fields) -> Operation:
    """Only the fields that the form holds; an unchecked `missing` counts when `with_missing` is there."""
    args: dict[str, Any] = {"article": fields.article().uid}
    args |= {name: fields.text(name) for name in ("kind", "page", "jump_to", "jump_from") if name in fields.form}
    if "with_missing" in fields.form:
        args["missing"] = fields.form.getlist("missing")
    return "set_article", args


def verify(fields: Fields) -> Operation:
    return "verify", {"article": fields.article().uid}


def unverify(fields: Fields) -> Operation:
    return "unverify", {"article": fields.article().uid}


def headline(fields: Fields) -> Operation:
    """The selected lines become the headline of an article that begins with the first of them."""
    refs = fields.refs()
    part = fields.text("role") or "title"
    if part not in HEADLINE_ROLES:
        raise InvalidOperation(_("标题只有引题、主题、副题。"))
    steps: list[Any] = [["role", {"pieces": refs, "role": part}]]
    steps += [["split_article", {"piece": ref}] for ref in refs if not opens(fields.layout, ref)]
    return "several", {"steps": steps}


def opens(layout: Layout, ref: Ref) -> bool:
    return any(a.pieces[0].ref == ref for a in layout.articles)
