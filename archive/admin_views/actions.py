"""From a form of the editor to an operation: each button's name -> how to read its fields.

A builder gets the layout as it is now and the fields, and returns the operation's name and arguments. What makes
no sense raises InvalidOperation with a sentence for the editor.
"""

from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from archive.desk.screen import ref_of
from archive.layout import HEADLINE_ROLES, ArticleLayout, Blocks, Fix, Layout, Piece
from archive.operations import TRAY, InvalidOperation

Operation = tuple[str, dict[str, Any]]
Ref = tuple[str, int]
CUT_MARK = "|"


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of a form, read against the layout and lines as they are now."""

    form: QueryDict
    layout: Layout
    blocks: Blocks

    def text(self, name: str) -> str:
        return self.form.get(name, "").strip()

    def refs(self) -> list[Ref]:
        """The selected pieces, each once, in the order of the screen."""
        keys = dict.fromkeys(self.form.getlist("piece"))
        if not keys:
            raise InvalidOperation(_("请先选择要处理的行。"))
        try:
            return [ref_of(key) for key in keys]
        except ValueError as error:
            raise InvalidOperation(_("行的标识不对，请刷新页面后再试。")) from error

    def one(self) -> Ref:
        refs = self.refs()
        if len(refs) != 1:
            raise InvalidOperation(_("这个操作一次只能处理一行。"))
        return refs[0]

    def piece(self) -> Piece:
        ref = self.one()
        for piece in self.layout.pieces():
            if piece.ref == ref:
                return piece
        raise InvalidOperation(_("这一行已经变动，请刷新页面。"))

    def article(self) -> ArticleLayout:
        """The article named, else the one that holds the first selected line."""
        return self.named(self.text("article") or self.layout.homes().get(self.refs()[0], ""))

    def named(self, uid: str) -> ArticleLayout:
        for article in self.layout.articles:
            if article.uid == uid:
                return article
        raise InvalidOperation(_("所选的行不在任何文章里。"))

    def target(self) -> str:
        """uid of the article named by `to`: a uid, the number it has on the screen, or tray."""
        to = self.text("to")
        if to.isascii() and to.isdigit() and 0 < int(to) <= len(self.layout.articles):
            return self.layout.articles[int(to) - 1].uid
        return to

    def neighbour(self, uid: str, step: int) -> str:
        uids = [a.uid for a in self.layout.articles]
        at = uids.index(uid) + step
        if not 0 <= at < len(uids):
            raise InvalidOperation(_("这一侧没有别的文章了。"))
        return uids[at]


# --- articles -----------------------------------------------------------------------------------------------


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


# --- pieces -------------------------------------------------------------------------------------------------


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


def each(name: str, refs: list[Ref], args: dict[str, Any]) -> Operation:
    """One operation on each of the pieces: one step for undo."""
    if len(refs) == 1:
        return name, {"piece": refs[0], **args}
    return "several", {"steps": [[name, {"piece": ref, **args}] for ref in refs]}


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


# --- characters ---------------------------------------------------------------------------------------------


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


# --- headlines ----------------------------------------------------------------------------------------------


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


# --- the table ----------------------------------------------------------------------------------------------

EDIT, VERIFY = "edit_layout", "verify_issue"
BUILDERS: dict[str, Callable[[Fields], Operation]] = {
    f.__name__: f
    for f in (
        split,
        new_article,
        merge_before,
        merge_behind,
        merge_into,
        dissolve,
        article_up,
        article_down,
        place_article,
        set_article,
        verify,
        unverify,
        move,
        to_tray,
        up,
        down,
        role,
        join,
        unjoin,
        toggle_join,
        exclude,
        furniture,
        restore_pieces,
        toggle_exclude,
        cut,
        heal,
        fix_text,
        headline,
    )
}
NEEDED = {"verify": VERIFY, "unverify": VERIFY}  # permission on Issue; everything else needs EDIT


def build(name: str, fields: Fields) -> Operation:
    """The operation and arguments of the button `name`."""
    builder = BUILDERS.get(name)
    if builder is None:
        raise InvalidOperation(_("没有这种操作。"))
    return builder(fields)


def permission_for(name: str) -> str:
    return NEEDED.get(name, EDIT)
