"""A move taken back, as if it had not been where nothing else happened since."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from archive import editing
from archive.editing import InvalidOperation, Note, User
from archive.ingest.shelf import source_places
from archive.models import FormerAddress, Issue, Revision, Source, State
from archive.moving.addresses import page_addresses
from archive.moving.layouts import cut, renumbered, same_content, united
from archive.moving.rows import renumber_flags
from archive.moving.sources import VIA, move_sources


def undo_move(target_id: int, user: User = None) -> editing.Outcome:
    """Take back the last move or merge into this issue. Raises InvalidOperation where there is none."""
    with transaction.atomic():
        target = editing.locked(target_id)
        revision = last_move(target)
        if revision is None:
            raise InvalidOperation("这一期没有可以撤回的移动。")
        origin = Issue.objects.get(uid=revision.args["from"])
        revive(origin)
        sources = list(target.sources.filter(pk__in=revision.args["sources"]).order_by("seq"))
        if len(sources) != len(revision.args["sources"]):
            raise InvalidOperation("移来的文件后来又移走了，请先撤回那一次移动。")
        before = revision.detail["move"]
        label = before["labels"][0][0] if before["page"] else None
        outcome = move_sources([s.pk for s in sources], origin.pk, label, user, op="undo_move")
        as_it_was(origin, before, sources)
        mark_undone(target, revision)
        return outcome


def last_move(target: Issue) -> Revision | None:
    """The last move into the issue that was not taken back."""
    for revision in target.revisions.filter(op__in=("move_source", "merge_issue")).order_by("-number"):
        if revision.args["to"] == target.uid and not revision.detail.get("undone"):
            return revision
    return None


def mark_undone(target: Issue, revision: Revision) -> None:
    revision.detail = {**revision.detail, "undone": target.revision}
    revision.save(update_fields=["detail"])


def revive(issue: Issue) -> None:
    """A merged issue lives again at its own address, withdrawn where it was."""
    if issue.state == State.RETIRED:
        issue.state, issue.merged_into = State.WITHDRAWN if issue.withdrawn_at else State.PUBLIC, None
        issue.save()
        live = [issue.get_absolute_url(), *page_addresses(issue).values()]
        FormerAddress.objects.filter(path__in=live).delete()


def as_it_was(issue: Issue, before: Mapping[str, Any], sources: Sequence[Source]) -> None:
    """Source numbers as before, and, where nothing else happened in the issue since, the very layout of before."""
    issue.refresh_from_db()
    rows = list(Source.objects.filter(pk__in=[s.pk for s in sources]).order_by("seq"))
    wanted = before["seqs"]
    others = issue.sources.exclude(pk__in=[s.pk for s in rows])
    if len(rows) != len(wanted) or others.filter(seq__in=wanted).exists():
        return
    seqs = {row.seq: seq for row, seq in zip(rows, wanted, strict=True)}
    layout = editing.layout_of(issue)
    parts = cut(layout, frozenset(r.seq for r in rows if r.active))
    back = renumbered(parts.leaves, {**seqs}, {})
    for row in rows:  # by way of numbers nobody has, for two rows may swap theirs
        Source.objects.filter(pk=row.pk).update(seq=row.seq + 10_000)
    for row in rows:
        Source.objects.filter(pk=row.pk).update(seq=seqs[row.seq])
    renumber_flags(issue, seqs)
    old = editing.layout_at(issue, before["from_revision"])
    new = united(parts.stays, back, source_places(issue))
    editing.write(issue, old if same_content(old, new) else new, Note("undo_move", {}, VIA))
