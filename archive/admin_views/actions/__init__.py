"""From a form of the editor to an operation: each button's name -> how to read its fields.

A builder gets the layout as it is now and the fields, and returns the operation's name and arguments. What makes
no sense raises InvalidOperation with a sentence for the editor.
"""

from collections.abc import Callable

from django.utils.translation import gettext as _

from archive.admin_views.actions import articles, characters, pieces
from archive.admin_views.actions.fields import Fields, Operation
from archive.operations import InvalidOperation

__all__ = ["BUILDERS", "Fields", "Operation", "build", "permission_for"]

EDIT, VERIFY = "edit_layout", "verify_issue"
BUILDERS: dict[str, Callable[[Fields], Operation]] = {
    f.__name__: f
    for f in (
        articles.split,
        articles.new_article,
        articles.merge_before,
        articles.merge_behind,
        articles.merge_into,
        articles.dissolve,
        articles.article_up,
        articles.article_down,
        articles.place_article,
        articles.set_article,
        articles.verify,
        articles.unverify,
        pieces.move,
        pieces.to_tray,
        pieces.up,
        pieces.down,
        pieces.role,
        pieces.join,
        pieces.unjoin,
        pieces.toggle_join,
        pieces.exclude,
        pieces.furniture,
        pieces.restore_pieces,
        pieces.toggle_exclude,
        characters.cut,
        characters.heal,
        characters.fix_text,
        articles.headline,
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
