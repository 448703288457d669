"""The one writer of layouts: every change of an issue goes through `write`, in one transaction, with a revision.

`apply` runs an editor's operation; `undo`, `redo` and `restore` write new revisions; ingest, import, carry-over and
resegment hand whole layouts to `write`. Each writes a row of the change table for each article it changed, in the
same transaction, and announces it after the commit.
"""

from archive.editing.applying import Conflict, apply, done_before
from archive.editing.facts import FACTS, DateTaken, facts_of, put_facts, remember_address, set_facts, set_state
from archive.editing.flags import settle_flag
from archive.editing.reading import active_sources, blocks_for, layout_at, layout_of, locked, next_seq
from archive.editing.steps import redo, restore, steps, undo, undo_revision
from archive.editing.writing import Note, Outcome, User, announce, fresh_uid, new_issue, open_doubt, write
from archive.layout import InvalidLayout
from archive.operations import InvalidOperation

__all__ = [
    "FACTS",
    "Conflict",
    "DateTaken",
    "InvalidLayout",
    "InvalidOperation",
    "Note",
    "Outcome",
    "User",
    "active_sources",
    "announce",
    "apply",
    "blocks_for",
    "done_before",
    "facts_of",
    "fresh_uid",
    "layout_at",
    "layout_of",
    "locked",
    "new_issue",
    "next_seq",
    "open_doubt",
    "put_facts",
    "redo",
    "remember_address",
    "restore",
    "set_facts",
    "set_state",
    "settle_flag",
    "steps",
    "undo",
    "undo_revision",
    "write",
]
