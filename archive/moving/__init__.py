"""Moves source files, with their articles, edits and uids, to another issue; merges issues; takes it back.

One transaction and one revision on either side. Old addresses redirect; the same file coming again is still known,
because `Source.place` stays.
"""

from archive.moving.issues import give_date, issue_for, merge_issue, next_edition
from archive.moving.sources import move_sources
from archive.moving.undoing import last_move, undo_move

__all__ = ["give_date", "issue_for", "last_move", "merge_issue", "move_sources", "next_edition", "undo_move"]
