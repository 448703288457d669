"""What changed between two layouts, in words an editor understands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.derived import derive, shown_texts
from archive.desk.refs import line_of
from archive.desk.terms import MISSING_WORDS, ROLE_WORDS, word
from archive.layout import ArticleLayout, Blocks, Layout, Piece, block_order
from archive.models import Article

Ref = tuple[str, int]
OUTSIDE = {
    "furniture": gettext_lazy("版面附件"),
    "tray": gettext_lazy("待定区"),
    "excluded": gettext_lazy("排除的内容"),
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of a text that stands in one version only (`old` or `new`) or in both (`same`)."""

    what: str
    text: str


@dataclass(frozen=True, slots=True)
class TextChange:
    """How the text of one article changed."""

    uid: str
    headline: str
    stretches: tuple[Stretch, ...]


def headlines(layout: Layout, blocks: Blocks) -> dict[str, str]:
    return {a.uid: derive(a, blocks, layout).headline for a in layout.articles}


def lines_said(refs: Iterable[Ref]) -> str:
    """`第 12、14—16 行`; lines of a second file are told apart by its number: `2:12`."""
    blocks = sorted({ref[0] for ref in refs}, key=block_order)
    several = len({block_order(b)[0] for b in blocks}) > 1
    names = [b if several else str(line_of(b)) for b in blocks]
    if len(names) > 3:
        return _("第 %(first)s—%(last)s 行（%(n)d 行）") % {"first": names[0], "last": names[-1], "n": len(names)}
    return _("第 %(lines)s 行") % {"lines": "、".join(names)}


@dataclass(frozen=True, slots=True)
class Both:
    """Two layouts of one issue, with the headlines of all their articles."""

    before: Layout
    after: Layout
    names: Mapping[str, str]

    def name(self, home: str) -> str:
        """〈headline〉 of an article, as it is or was called; a word for what is no article."""
        return str(OUTSIDE[home]) if home in OUTSIDE else f"〈{self.names.get(home, home)}〉"


def said(before: Layout, after: Layout, blocks: Blocks) -> list[str]:
    """The differences, a sentence each; empty where nothing that a reader or editor sees differs."""
    both = Both(before, after, headlines(before, blocks) | headlines(after, blocks))
    return [*moves(both), *cuts(both), *pieces_changed(both), *articles_changed(both), *fixes_changed(both)]


def moves(both: Both) -> list[str]:
    """Characters that went from one place to another, by lines; new and gone articles with them."""
    old, new = homes_by_start(both.before, both.after), homes_by_start(both.after, both.before)
    groups: dict[tuple[str, str], list[Ref]] = {}
    for ref in sorted(old.keys() & new.keys(), key=lambda r: (*block_order(r[0]), r[1])):
        if old[ref] != new[ref]:
            groups.setdefault((old[ref], new[ref]), []).append(ref)
    return [
        _("%(lines)s从%(old)s移到%(new)s") % {"lines": lines_said(refs), "old": both.name(a), "new": both.name(b)}
        for (a, b), refs in groups.items()
    ]


def homes_by_start(layout: Layout, other: Layout) -> dict[Ref, str]:
    """Home of every point where a piece begins in either layout."""
    points: dict[str, set[int]] = {}
    for piece in (*layout.pieces(), *other.pieces()):
        points.setdefault(piece.block, set()).add(piece.start)
    homes = layout.homes()
    return {
        (piece.block, at): homes[piece.ref]
        for piece in layout.pieces()
        for at in points[piece.block]
        if piece.start <= at < piece.end
    }


def cuts(both: Both) -> list[str]:
    old, new = {p.ref for p in both.before.pieces()}, {p.ref for p in both.after.pieces()}
    known = {r[0] for r in old}
    cut, healed = {r for r in new - old if r[0] in known}, {r for r in old - new if r[0] in {n[0] for n in new}}
    found = [_("%(lines)s断开") % {"lines": lines_said(cut)}] if cut else []
    return [*found, *([_("%(lines)s的断行接回") % {"lines": lines_said(healed)}] if healed else [])]


def pieces_changed(both: Both) -> list[str]:
    """Roles, joins and order inside articles."""
    old = {p.ref: p for p in both.before.pieces()}
    roles: dict[tuple[str, str], list[Ref]] = {}
    joined, parted = [], []
    for piece in both.after.pieces():
        was = old.get(piece.ref)
        if was is None:
            continue
        if was.role != piece.role:
            roles.setdefault((was.role, piece.role), []).append(piece.ref)
        if piece.join != was.join:
            (joined if piece.join else parted).append(piece.ref)
    found = [
        _("%(lines)s由%(old)s改为%(new)s")
        % {"lines": lines_said(refs), "old": word(ROLE_WORDS, a), "new": word(ROLE_WORDS, b)}
        for (a, b), refs in roles.items()
    ]
    if joined:
        found.append(_("%(lines)s接在上一段之后") % {"lines": lines_said(joined)})
    if parted:
        found.append(_("%(lines)s另起一段") % {"lines": lines_said(parted)})
    return found


def articles_changed(both: Both) -> list[str]:
    old = {a.uid: a for a in both.before.articles}
    found = []
    for article in both.after.articles:
        was = old.get(article.uid)
        if was is None:
            found.append(_("新立%(name)s") % {"name": both.name(article.uid)})
        else:
            found += article_changed(was, article, both.name(article.uid)) if was != article else []
    here = {a.uid for a in both.after.articles}
    found += [_("%(name)s不再单独成篇") % {"name": both.name(uid)} for uid in old if uid not in here]
    if [u for u in old if u in here] != [a.uid for a in both.after.articles if a.uid in old]:
        found.append(_("文章次序有调整"))
    return found


def article_changed(was: ArticleLayout, now: ArticleLayout, name: str) -> list[str]:
    found = []
    if same_pieces_other_order(was.pieces, now.pieces):
        found.append(_("%(name)s内行序有调整") % {"name": name})
    if was.kind != now.kind:
        found.append(_("%(name)s的体裁改为%(kind)s") % {"name": name, "kind": Article.Kind(now.kind).label})
    if was.page != now.page:
        found.append(_("%(name)s移到第 %(page)s 版") % {"name": name, "page": now.page})
    if (was.jump_to, was.jump_from) != (now.jump_to, now.jump_from):
        found.append(_("%(name)s的转版改了") % {"name": name})
    if was.missing != now.missing:
        marks = "、".join(word(MISSING_WORDS, m) for m in now.missing) or _("完整")
        found.append(_("%(name)s：%(marks)s") % {"name": name, "marks": marks})
    if bool(was.verified) != bool(now.verified):
        found.append((_("%(name)s已核定") if now.verified else _("%(name)s取消核定")) % {"name": name})
    return found


def same_pieces_other_order(was: tuple[Piece, ...], now: tuple[Piece, ...]) -> bool:
    """Pieces that stand in both, in another order."""
    old, new = [p.ref for p in was], [p.ref for p in now]
    return [r for r in old if r in set(new)] != [r for r in new if r in set(old)]


def fixes_changed(both: Both) -> list[str]:
    found = []
    for key in sorted(both.before.fixes.keys() | both.after.fixes.keys(), key=block_order):
        old, new = set(both.before.fixes.get(key, ())), set(both.after.fixes.get(key, ()))
        line = lines_said([(key, 0)])
        found += [
            _("%(line)s“%(old)s”改为“%(new)s”") % {"line": line, "old": f[2], "new": f[3]} for f in sorted(new - old)
        ]
        gone = [f for f in sorted(old - new) if not any(f[0] < g[1] and g[0] < f[1] for g in new - old)]
        found += [_("%(line)s“%(old)s”不再改动") % {"line": line, "old": f[2]} for f in gone]
    return found


# --- text ---------------------------------------------------------------------------------------------------


def text_changes(before: Layout, after: Layout, blocks: Blocks) -> list[TextChange]:
    """The articles whose text differs, with the characters that went and came."""
    old, new = texts_of(before, blocks), texts_of(after, blocks)
    names = headlines(before, blocks) | headlines(after, blocks)
    order = dict.fromkeys([*(a.uid for a in after.articles), *(a.uid for a in before.articles)])
    return [
        TextChange(uid, names[uid], compare(old.get(uid, ""), new.get(uid, "")))
        for uid in order
        if old.get(uid, "") != new.get(uid, "")
    ]


def texts_of(layout: Layout, blocks: Blocks) -> Mapping[str, str]:
    return {a.uid: "\n".join(t for t in shown_texts(derive(a, blocks, layout)) if t) for a in layout.articles}


def compare(old: str, new: str) -> tuple[Stretch, ...]:
    """By characters, first by paragraphs so that long articles stay quick."""
    a, b = old.splitlines(keepends=True), new.splitlines(keepends=True)
    found: list[Stretch] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        one, two = "".join(a[i1:i2]), "".join(b[j1:j2])
        if tag == "equal":
            found.append(Stretch("same", one))
        elif tag == "replace":
            found += by_characters(one, two)
        else:
            found.append(Stretch("old" if one else "new", one or two))
    return tuple(found)


def by_characters(old: str, new: str) -> list[Stretch]:
    found = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Stretch("same", old[i1:i2]))
            continue
        found += [Stretch("old", old[i1:i2])] if i2 > i1 else []
        found += [Stretch("new", new[j1:j2])] if j2 > j1 else []
    return found
