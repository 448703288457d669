"""The fields of a form of the editor, read against the layout as it is now."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from archive.desk.refs import ref_of
from archive.layout import ArticleLayout, Blocks, Layout, Piece
from archive.operations import InvalidOperation

Operation = tuple[str, dict[str, Any]]
Ref = tuple[str, int]


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


def each(name: str, refs: list[Ref], args: dict[str, Any]) -> Operation:
    """One operation on each of the pieces: one step for undo."""
    if len(refs) == 1:
        return name, {"piece": refs[0], **args}
    return "several", {"steps": [[name, {"piece": ref, **args}] for ref in refs]}
