"""`apply`: an editor's operation, checked against what others did meanwhile."""

import copy
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from archive.editing.reading import active_sources, layout_at, layout_of, locked
from archive.editing.writing import Note, Outcome, Proved, User, fresh_uid, write
from archive.invariants import touched, validate
from archive.layout import Blocks, InvalidLayout, Layout, blocks_of
from archive.models import Issue, Revision, State
from archive.operations import NEEDS_UID, InvalidOperation, run


class Conflict(Exception):
    """Somebody else changed the same thing since `base`: who and what, and the revision now."""

    def __init__(self, revision: int, others: Sequence[Revision], keys: Iterable[str]) -> None:
        self.revision = revision
        self.others = tuple(others)
        self.keys = tuple(sorted(keys))
        who = "、".join(dict.fromkeys(str(r.user) if r.user else r.via for r in self.others))
        super().__init__(f"{who or '有人'}在您打开之后改动了同一内容，请看过新的划分再决定。")


def complete(op: str, args: Mapping[str, Any], user: User) -> dict[str, Any]:
    """The arguments with what only the writer may give: fresh uids, who verified and when."""
    args = copy.deepcopy(dict(args))
    if op in NEEDS_UID:
        args["new"] = fresh_uid()
    if op == "verify":
        args |= {"user": user.get_username() if user else "", "at": timezone.now().isoformat(timespec="seconds")}
    if op == "several":
        args["steps"] = [[name, complete(name, a, user)] for name, a in args.get("steps", ())]
    return args


def done_before(issue: Issue, token: str) -> bool:
    """Whether the operation with this token is in the history: its sender never got the answer."""
    return bool(token) and issue.revisions.filter(detail__token=token).exists()


def apply(
    issue_id: int,
    base: int,
    op: str,
    args: Mapping[str, Any],
    user: User = None,
    via: str = "editor",
    note: str = "",
    token: str = "",
) -> Outcome:
    """Run an operation that was chosen on revision `base`.

    Raises InvalidOperation (a sentence for the editor) or Conflict (409). An operation that changes nothing writes
    no revision. Operations on different things merge silently. `token` names the sending: the same one is done once.
    """
    with transaction.atomic():
        issue = locked(issue_id)
        if done_before(issue, token):
            return Outcome(issue.revision)
        sources = active_sources(issue)
        blocks = blocks_of((s.seq, s.text) for s in sources)
        layout = layout_of(issue)
        args = complete(op, args, user)
        new = run_or_conflict(issue, layout, blocks, base, op, args)
        refuse_leaks(issue, layout, new)
        if new == layout:
            return Outcome(issue.revision)
        said = Note(op, args, via, user, note, {"token": token} if token else {})
        return write(issue, new, said, proof=Proved(layout, sources, blocks))


def run_or_conflict(issue: Issue, layout: Layout, blocks: Blocks, base: int, op: str, args: dict[str, Any]) -> Layout:
    others = list(issue.revisions.filter(number__gt=base).select_related("user").defer("layout"))
    try:
        new = run(layout, blocks, op, args)
        validate(new, blocks)
    except (InvalidOperation, InvalidLayout) as error:
        if others and works_at(issue, blocks, base, op, args):
            raise Conflict(issue.revision, others, ()) from error
        raise InvalidOperation(str(error)) from error
    if not others:
        return new
    mine = touched(layout, new) | touched_at(issue, blocks, base, op, args)
    overlapping = [r for r in others if mine & set(r.touched)]
    if overlapping:
        raise Conflict(issue.revision, overlapping, mine & {k for r in overlapping for k in r.touched})
    return new


def works_at(issue: Issue, blocks: Blocks, base: int, op: str, args: dict[str, Any]) -> bool:
    return bool(touched_at(issue, blocks, base, op, args))


def touched_at(issue: Issue, blocks: Blocks, base: int, op: str, args: dict[str, Any]) -> frozenset[str]:
    """What the operation meant to touch on the layout its sender saw; nothing when it made no sense even there."""
    try:
        seen = layout_at(issue, base)
        return touched(seen, run(seen, blocks, op, args))
    except (InvalidOperation, InvalidLayout, Revision.DoesNotExist, KeyError):
        return frozenset()


def refuse_leaks(issue: Issue, before: Layout, after: Layout) -> None:
    """The text of a withdrawn article must not slip into a public one, nor out of the article: whatever lies loose
    (excluded lines too) forgets where it came from and could be moved on."""
    withdrawn = set(issue.articles.filter(state=State.WITHDRAWN).values_list("uid", flat=True))
    for uid in withdrawn & {a.uid for a in before.articles}:
        held = places_held(after, uid)
        if any((p.block, at) not in held for p in before.article(uid).pieces for at in range(p.start, p.end)):
            raise InvalidOperation("这篇文章已撤下：恢复公开之后才能把它的文字移到别处。")


def places_held(layout: Layout, uid: str) -> set[tuple[str, int]]:
    """Every character of the article: one operation can cut a line and move its second half, which has no name yet."""
    pieces = [p for a in layout.articles if a.uid == uid for p in a.pieces]
    return {(p.block, at) for p in pieces for at in range(p.start, p.end)}
