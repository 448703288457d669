"""Undo, redo, restore: each writes a new revision."""

from typing import Any

from django.db import transaction
from django.db.models import Q

from archive.editing.applying import Conflict, done_before, refuse_leaks
from archive.editing.facts import facts_of, put_facts
from archive.editing.reading import active_sources, layout_at, layout_of, locked
from archive.editing.writing import Note, Outcome, User, proved, write
from archive.layout import InvalidLayout, from_json
from archive.models import Issue, Revision
from archive.operations import InvalidOperation
from archive.undoing import Overtaken, put_back


def steps(issue: Issue, user: User) -> tuple[list[int], list[int]]:
    """Numbers of the user's revisions that can be undone, and of those that can be redone, last at the end. What a
    colleague took back can no longer be undone; only the colleague can put it there again."""
    done: list[int] = []
    undone: list[int] = []
    mine: set[int] = set()
    rows = issue.revisions.filter(Q(user=user) | Q(op__in=("undo", "redo")), via__in=("editor", "bulk"))
    for number, op, args, who in rows.order_by("number").values_list("number", "op", "args", "user"):
        by_user = who == (user.pk if user else None)
        if op == "undo" and args["of"] in done:
            done.remove(args["of"])
            undone += [args["of"]] if by_user else []
        elif op == "redo" and args["of"] in mine:
            undone = [other for other in undone if other != args["of"]]
            done.append(args["of"])
        elif op not in ("undo", "redo"):
            done.append(number)
            mine.add(number)
            undone.clear()
    return done, undone


def undo(issue_id: int, user: User, token: str = "") -> Outcome:
    """Put back what the user's last operation touched, as a new revision. Raises InvalidOperation, Conflict."""
    with transaction.atomic():
        issue = locked(issue_id)
        if done_before(issue, token):
            return Outcome(issue.revision)
        done, _ = steps(issue, user)
        if not done:
            raise InvalidOperation("没有可以撤销的操作。")
        return step(issue, done[-1], "undo", user, token)


def redo(issue_id: int, user: User, token: str = "") -> Outcome:
    with transaction.atomic():
        issue = locked(issue_id)
        if done_before(issue, token):
            return Outcome(issue.revision)
        _, undone = steps(issue, user)
        if not undone:
            raise InvalidOperation("没有可以重做的操作。")
        return step(issue, undone[-1], "redo", user, token)


def undo_revision(issue_id: int, number: int, user: User, detail: dict[str, Any]) -> Outcome:
    """Put back what one revision touched, whoever wrote it; `detail` goes into the new one. Raises Conflict."""
    with transaction.atomic():
        issue = locked(issue_id)
        last = issue.revisions.filter(op__in=("undo", "redo"), args__of=number).order_by("-number").first()
        if last and last.op == "undo":
            raise InvalidOperation("这一步已经撤销过了。")
        return step(issue, number, "undo", user, detail=detail)


def step(
    issue: Issue, number: int, op: str, user: User, token: str = "", detail: dict[str, Any] | None = None
) -> Outcome:
    revision = issue.revisions.get(number=number)
    older, newer = layout_at(issue, number - 1), from_json(revision.layout)
    before, after = (older, newer) if op == "undo" else (newer, older)
    now = layout_of(issue)
    try:
        layout = put_back(now, before, after)
        proof = proved(issue, layout)
    except (Overtaken, InvalidLayout) as error:
        others = list(issue.revisions.filter(number__gt=number).exclude(user=user).select_related("user"))
        raise Conflict(issue.revision, others, getattr(error, "keys", ())) from error
    facts = revision.detail.get("before" if op == "undo" else "after")
    if facts:
        refuse_overtaken_facts(issue, revision, revision.detail["after" if op == "undo" else "before"])
        put_facts(issue, facts)
    refuse_leaks(issue, now, layout)
    note = Note(op, {"of": number}, user=user, detail={**(detail or {}), **({"token": token} if token else {})})
    return write(issue, layout, note, proof=proof, everything=bool(facts))


def refuse_overtaken_facts(issue: Issue, revision: Revision, expected: dict[str, Any]) -> None:
    """Raises Conflict where a date or number is no longer what the step left: somebody gave another one since."""
    now = facts_of(issue)
    keys = {name for name, value in expected.items() if now[name] != value}
    if keys:
        others = issue.revisions.filter(number__gt=revision.number, op__in=("set_issue", "undo", "redo"))
        raise Conflict(issue.revision, list(others.select_related("user").defer("layout")), keys)


def restore(issue_id: int, number: int, user: User = None) -> Outcome:
    """A new revision equal to revision `number`. Raises InvalidOperation when its sources are no longer in use."""
    with transaction.atomic():
        issue = locked(issue_id)
        revision = issue.revisions.get(number=number)
        if revision.source_set != [s.seq for s in active_sources(issue)]:
            raise InvalidOperation("那一版用的是另一组原始文件，不能直接恢复。")
        layout = from_json(revision.layout)
        refuse_leaks(issue, layout_of(issue), layout)
        return write(issue, layout, Note("restore", {"to": number}, user=user))
