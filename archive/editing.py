"""The one writer of layouts: every change of an issue goes through `write`, in one transaction, with a revision.

`apply` runs an editor's operation; `undo`, `redo` and `restore` write new revisions; ingest, import, carry-over and
resegment hand whole layouts to `write`. Each writes a row of the change table for each article it changed, in the
same transaction, and announces it after the commit.
"""

import copy
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import IntegrityError, transaction
from django.db.models import Max, Sum
from django.utils import timezone

from archive import signals
from archive.invariants import touched, validate
from archive.layout import Blocks, InvalidLayout, Layout, blocks_of, from_json, to_json
from archive.materialise import drop_unused_pages, page_labels, successors, write_articles, write_pages
from archive.models import Article, Change, Flag, FormerAddress, Issue, Newspaper, Revision, Source, State
from archive.operations import NEEDS_UID, InvalidOperation, run
from archive.uids import new_uid
from archive.undoing import Overtaken, put_back

User = AbstractUser | None
FACTS = (
    "date",
    "date_end",
    "date_source",
    "date_note",
    "date_from",
    "date_to",
    "weekday",
    "lunar",
    "edition",
    "label",
    "total_issue",
    "total_issue_end",
    "pages_declared",
    "publisher",
    "place",
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a write did: the revision number now and what it touched (uids, block keys)."""

    revision: int
    touched: tuple[str, ...] = ()


class Conflict(Exception):
    """Somebody else changed the same thing since `base`: who and what, and the revision now."""

    def __init__(self, revision: int, others: Sequence[Revision], keys: Iterable[str]) -> None:
        self.revision = revision
        self.others = tuple(others)
        self.keys = tuple(sorted(keys))
        who = "、".join(dict.fromkeys(str(r.user) if r.user else r.via for r in self.others))
        super().__init__(f"{who or '有人'}在您打开之后改动了同一内容，请看过新的划分再决定。")


class DateTaken(Exception):
    """Another issue of the paper already has this date and edition."""

    def __init__(self, issue: Issue) -> None:
        self.issue = issue
        super().__init__(f"{issue} 已经存在：请合并两期，或把这一期作为当天的另一次出版。")


# --- reading ------------------------------------------------------------------------------------------------


def locked(issue_id: int) -> Issue:
    """The issue's row, held until the transaction ends (SQLite's IMMEDIATE transactions hold everything)."""
    return Issue.objects.select_for_update(of=("self",)).select_related("paper").get(pk=issue_id)


def active_sources(issue: Issue) -> list[Source]:
    return list(issue.sources.filter(active=True).defer("bytes").order_by("seq"))


def blocks_for(issue: Issue) -> dict[str, str]:
    """Block key -> raw line of the issue's active sources."""
    return blocks_of((s.seq, s.text) for s in active_sources(issue))


def layout_of(issue: Issue) -> Layout:
    return from_json(issue.layout)


def layout_at(issue: Issue, number: int) -> Layout:
    """The layout after revision `number`; 0 = before the first."""
    return from_json(issue.revisions.get(number=number).layout) if number else Layout()


# --- the writer ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Note:
    """What a revision says of itself."""

    op: str
    args: Mapping[str, Any] = field(default_factory=dict)
    via: str = "editor"
    user: User = None
    note: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)


def write(
    issue: Issue,
    layout: Layout,
    note: Note,
    *,
    sources: Sequence[Source] | None = None,
    number: int | None = None,
    everything: bool = False,
) -> Outcome:
    """Write `layout` as the issue's new revision, with rows, change rows and the issue's doubt. Needs a transaction.

    `number` forces the revision number (import); `everything` announces all articles (a date or paper changed).
    Raises InvalidLayout before anything is written.
    """
    sources = active_sources(issue) if sources is None else sources
    blocks = blocks_of((s.seq, s.text) for s in sources)
    validate(layout, blocks)
    before = layout_of(issue)
    keys = touched(before, layout)
    labels = page_labels(layout, sources)
    pages = write_pages(issue, labels)
    changed = write_articles(issue, layout, blocks, pages, successors(before, layout))
    drop_unused_pages(pages, labels)
    append_revision(issue, layout, note, sources, keys, number)
    close_flags(issue, layout)
    issue.doubt = open_doubt(issue)
    issue.save()
    announce([a.uid for a in layout.articles] + changed if everything else changed)
    return Outcome(issue.revision, tuple(sorted(keys)))


def append_revision(
    issue: Issue, layout: Layout, note: Note, sources: Sequence[Source], keys: Iterable[str], number: int | None
) -> None:
    parent = issue.revision
    issue.layout = to_json(layout)
    issue.revision = parent + 1 if number is None else number
    Revision.objects.create(
        issue=issue,
        number=issue.revision,
        parent=parent or None,
        source_set=[s.seq for s in sources],
        layout=issue.layout,
        op=note.op,
        args=dict(note.args),
        touched=sorted(keys),
        user=note.user,
        via=note.via,
        note=note.note[:300],
        detail=dict(note.detail),
    )


def announce(uids: Iterable[str]) -> None:
    """Rows of the change table, in this transaction; the signal after its commit."""
    rows = [Change(article_uid=uid) for uid in dict.fromkeys(uids)]
    if rows:
        Change.objects.bulk_create(rows)
        transaction.on_commit(lambda: signals.changes_written.send(sender=Change))


def close_flags(issue: Issue, layout: Layout) -> None:
    """A verified article answers its doubts; a gone article has none."""
    here = {a.uid: a for a in layout.articles}
    answered = [uid for uid, a in here.items() if a.verified]
    open_flags = issue.flags.filter(state=Flag.FlagState.OPEN)
    open_flags.filter(article_uid__in=answered).update(state=Flag.FlagState.RESOLVED, at=timezone.now())
    open_flags.filter(article_uid__isnull=False).exclude(article_uid__in=list(here)).update(
        state=Flag.FlagState.RESOLVED, at=timezone.now()
    )


def open_doubt(issue: Issue) -> float:
    """Plain sum of the open flags' scores: five small doubts are worth opening before one."""
    total = issue.flags.filter(state=Flag.FlagState.OPEN).aggregate(total=Sum("score"))["total"]
    return round(total or 0.0, 3)


# --- an editor's operations ---------------------------------------------------------------------------------


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


def fresh_uid() -> str:
    """A uid that no issue and no article ever had."""
    while True:
        uid = new_uid()
        if not (Article.objects.filter(uid=uid).exists() or Issue.objects.filter(uid=uid).exists()):
            return uid


def apply(
    issue_id: int, base: int, op: str, args: Mapping[str, Any], user: User = None, via: str = "editor", note: str = ""
) -> Outcome:
    """Run an operation that was chosen on revision `base`.

    Raises InvalidOperation (a sentence for the editor) or Conflict (409). An operation that changes nothing writes
    no revision. Operations on different things merge silently.
    """
    with transaction.atomic():
        issue = locked(issue_id)
        blocks = blocks_for(issue)
        layout = layout_of(issue)
        args = complete(op, args, user)
        new = run_or_conflict(issue, layout, blocks, base, op, args)
        refuse_leaks(issue, layout, new)
        if new == layout:
            return Outcome(issue.revision)
        return write(issue, new, Note(op, args, via, user, note))


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
    """The text of a withdrawn article must not slip into a public one."""
    withdrawn = set(issue.articles.filter(state=State.WITHDRAWN).values_list("uid", flat=True))
    if not withdrawn:
        return
    homes = after.homes()
    for uid in withdrawn & {a.uid for a in before.articles}:
        if any(homes.get(p.ref) not in (uid, "excluded") for p in before.article(uid).pieces):
            raise InvalidOperation("这篇文章已撤下：恢复公开之后才能把它的文字移到别处。")


# --- undo, redo, restore ------------------------------------------------------------------------------------


def steps(issue: Issue, user: User) -> tuple[list[int], list[int]]:
    """Numbers of the user's revisions that can be undone, and of those that can be redone, last at the end."""
    done: list[int] = []
    undone: list[int] = []
    rows = issue.revisions.filter(user=user, via__in=("editor", "bulk")).order_by("number")
    for number, op, args in rows.values_list("number", "op", "args"):
        if op == "undo":
            done.remove(args["of"])
            undone.append(args["of"])
        elif op == "redo":
            undone.remove(args["of"])
            done.append(args["of"])
        else:
            done.append(number)
            undone.clear()
    return done, undone


def undo(issue_id: int, user: User) -> Outcome:
    """Put back what the user's last operation touched, as a new revision. Raises InvalidOperation, Conflict."""
    with transaction.atomic():
        issue = locked(issue_id)
        done, _ = steps(issue, user)
        if not done:
            raise InvalidOperation("没有可以撤销的操作。")
        return step(issue, done[-1], "undo", user)


def redo(issue_id: int, user: User) -> Outcome:
    with transaction.atomic():
        issue = locked(issue_id)
        _, undone = steps(issue, user)
        if not undone:
            raise InvalidOperation("没有可以重做的操作。")
        return step(issue, undone[-1], "redo", user)


def step(issue: Issue, number: int, op: str, user: User) -> Outcome:
    revision = issue.revisions.get(number=number)
    older, newer = layout_at(issue, number - 1), from_json(revision.layout)
    before, after = (older, newer) if op == "undo" else (newer, older)
    try:
        layout = put_back(layout_of(issue), before, after)
        validate(layout, blocks_for(issue))
    except (Overtaken, InvalidLayout) as error:
        others = list(issue.revisions.filter(number__gt=number).exclude(user=user).select_related("user"))
        raise Conflict(issue.revision, others, getattr(error, "keys", ())) from error
    facts = revision.detail.get("before" if op == "undo" else "after")
    if facts:
        put_facts(issue, facts)
    refuse_leaks(issue, layout_of(issue), layout)
    return write(issue, layout, Note(op, {"of": number}, user=user), everything=bool(facts))


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


# --- facts, states, flags -----------------------------------------------------------------------------------


def new_issue(paper: Newspaper, **facts: Any) -> Issue:
    """An issue without sources; `write` its layout in the same transaction."""
    return Issue.objects.create(uid=fresh_uid(), paper=paper, layout=to_json(Layout()), **facts)


def next_seq(issue: Issue) -> int:
    return (issue.sources.aggregate(last=Max("seq"))["last"] or 0) + 1


def as_json(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def facts_of(issue: Issue) -> dict[str, Any]:
    """The issue's facts and paper in JSON form, for a revision's detail."""
    return {name: as_json(getattr(issue, name)) for name in FACTS} | {"paper": issue.paper_id}


def remember_address(issue: Issue) -> None:
    """The present addresses of the issue and its pages will redirect from now on."""
    rows = [FormerAddress(path=issue.get_absolute_url(), issue=issue)]
    rows += [
        FormerAddress(path=issue.page_url(label), issue=issue, page=label)
        for label in issue.pages.values_list("label", flat=True)
    ]
    FormerAddress.objects.filter(path__in=[r.path for r in rows]).delete()
    FormerAddress.objects.bulk_create(rows)


def put_facts(issue: Issue, facts: Mapping[str, Any]) -> None:
    """Set the facts on the row (JSON or Python values). Raises DateTaken."""
    old = issue.get_absolute_url()
    for name, value in facts.items():
        if name == "paper":
            issue.paper = Newspaper.objects.get(pk=value)
        elif name in FACTS:
            setattr(issue, name, issue._meta.get_field(name).to_python(value))
        else:
            raise InvalidOperation("没有这一项。")
    refuse_taken_date(issue)
    if issue.get_absolute_url() != old:
        remember_address(Issue.objects.select_related("paper").get(pk=issue.pk))
    FormerAddress.objects.filter(path=issue.get_absolute_url()).delete()
    try:
        with transaction.atomic():
            issue.save()
    except IntegrityError as error:
        raise InvalidOperation("合刊止日要晚于日期，且同一天的各次出版序号不能相同。") from error


def refuse_taken_date(issue: Issue) -> None:
    if issue.date is None:
        return
    taken = Issue.objects.exclude(pk=issue.pk).exclude(state=State.RETIRED)
    other = taken.filter(paper=issue.paper, date=issue.date, edition=issue.edition).first()
    if other:
        raise DateTaken(other)


def set_facts(
    issue_id: int, facts: Mapping[str, Any], user: User = None, via: str = "editor", note: str = ""
) -> Outcome:
    """Correct facts of an issue (date, edition, numbers …) or move it to another paper (`paper`: id).

    Old addresses redirect from now on. Raises DateTaken, InvalidOperation.
    """
    with transaction.atomic():
        issue = locked(issue_id)
        before = facts_of(issue)
        put_facts(issue, facts)
        after = facts_of(issue)
        if after == before:
            return Outcome(issue.revision)
        changed = {k for k in after if after[k] != before[k]}
        detail = {"before": {k: before[k] for k in changed}, "after": {k: after[k] for k in changed}}
        args = {k: after[k] for k in changed}
        return write(issue, layout_of(issue), Note("set_issue", args, via, user, note, detail), everything=True)


def set_state(issue_id: int, uid: str | None, state: str, reason: str = "", user: User = None) -> Outcome:
    """Withdraw an article (`uid`) or the whole issue from the public with a reason, or make it public again."""
    if state not in (State.PUBLIC, State.WITHDRAWN):
        raise InvalidOperation("只能撤下或恢复公开。")
    if state == State.WITHDRAWN and not reason.strip():
        raise InvalidOperation("请写明撤下的理由。")
    with transaction.atomic():
        issue = locked(issue_id)
        row: Issue | Article = issue if uid is None else issue.articles.select_for_update(of=("self",)).get(uid=uid)
        if row.state == State.RETIRED:
            raise InvalidOperation("已停用的内容不能撤下或恢复。")
        row.state = state
        row.withdrawn_at = timezone.now() if state == State.WITHDRAWN else None
        row.withdrawn_reason = reason.strip()[:300] if state == State.WITHDRAWN else ""
        row.save()
        op = "withdraw" if state == State.WITHDRAWN else "publish"
        outcome = write(issue, layout_of(issue), Note(op, {"article": uid, "reason": reason}, "state", user))
        announce([uid] if uid else list(issue.articles.values_list("uid", flat=True)))
        return outcome


def settle_flag(flag_id: int, state: str, user: User = None) -> Flag:
    """Resolve, dismiss or open again a flag, and the issue's doubt with it."""
    with transaction.atomic():
        flag = Flag.objects.select_for_update(of=("self",)).get(pk=flag_id)
        flag.state, flag.by, flag.at = state, user, timezone.now()
        flag.save()
        issue = locked(flag.issue_id)
        Issue.objects.filter(pk=issue.pk).update(doubt=open_doubt(issue))
        return flag
