"""The same work on many issues: looked at first, done through the one writer, taken back as one step.

A batch is a mark in the detail of each revision that it wrote.
"""

import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive import editing, resegmenting
from archive.desk.refs import line_of
from archive.learning import stored_knowledge
from archive.models import Flag, Issue, Revision, State
from archive.parsing.text import shown

MOST_ISSUES = 500
DOUBTLESS = 0.1  # the parser states a doubt of every article: at most one in ten of these is wrong
HUMAN = ("editor", "bulk", "restore", "import")


@dataclass(frozen=True, slots=True)
class Plan:
    """What a job would do to one issue: how many things, and in words."""

    issue: Issue
    count: int
    words: str


@dataclass(frozen=True, slots=True)
class Job:
    """`look` plans one issue (count 0: nothing to do), `do` does it."""

    name: str
    label: str | Promise
    look: Callable[[Issue, Mapping[str, str]], Plan]
    do: Callable[[Issue, Mapping[str, str], editing.User], None]


@dataclass(frozen=True, slots=True)
class Batch:
    """Something done to many issues."""

    key: str
    job: str
    issues: int
    at: Any
    undone: bool


# --- verifying what nobody doubts ---------------------------------------------------------------------------


def undoubted(issue: Issue) -> list[str]:
    """uids of articles of the least doubt and without open flags that nobody has verified."""
    flagged = set(issue.flags.filter(state=Flag.FlagState.OPEN).values_list("article_uid", flat=True))
    articles = editing.layout_of(issue).articles
    return [a.uid for a in articles if not a.verified and a.doubt <= DOUBTLESS and a.uid not in flagged]


def look_verify(issue: Issue, fields: Mapping[str, str]) -> Plan:
    count = len(undoubted(issue))
    return Plan(issue, count, _("核定 %(n)d 篇") % {"n": count})


def do_verify(issue: Issue, fields: Mapping[str, str], user: editing.User) -> None:
    steps = [["verify", {"article": uid}] for uid in undoubted(issue)]
    editing.apply(issue.pk, issue.revision, "several", {"steps": steps}, user, via="bulk")


# --- segmenting again ---------------------------------------------------------------------------------------


def touched_by_hand(issue: Issue) -> bool:
    return issue.revisions.filter(via__in=HUMAN).exists()


def look_resegment(issue: Issue, fields: Mapping[str, str]) -> Plan:
    if touched_by_hand(issue):
        return Plan(issue, 0, _("编辑动过，不重分"))
    found = resegmenting.resegment(issue.pk, stored_knowledge(), dry_run=True)
    count = len(found.new) + len(found.changed) + len(found.gone)
    words = {"new": len(found.new), "changed": len(found.changed), "gone": len(found.gone)}
    return Plan(issue, count, _("新 %(new)d 篇，变 %(changed)d 篇，去 %(gone)d 篇") % words)


def do_resegment(issue: Issue, fields: Mapping[str, str], user: editing.User) -> None:
    resegmenting.resegment(issue.pk, stored_knowledge(), user=user)


# --- a line that recurs -------------------------------------------------------------------------------------


def recurring(issue: Issue, line: str) -> list[tuple[str, int]]:
    """The pieces that show exactly this line and are not furniture yet."""
    blocks, layout = editing.blocks_for(issue), editing.layout_of(issue)
    fixed = {p.ref for p in layout.furniture} | {p.ref for p, _reason in layout.excluded}
    return [p.ref for p in layout.pieces() if p.ref not in fixed and p.text(blocks) == line]


def look_furniture(issue: Issue, fields: Mapping[str, str]) -> Plan:
    refs = recurring(issue, shown(fields["line"]))
    where = "、".join(str(line_of(block)) for block, _start in refs)
    return Plan(issue, len(refs), _("第 %(lines)s 行") % {"lines": where} if refs else _("没有这一行"))


def do_furniture(issue: Issue, fields: Mapping[str, str], user: editing.User) -> None:
    refs = recurring(issue, shown(fields["line"]))
    role = fields.get("role") or "header"
    editing.apply(issue.pk, issue.revision, "furniture", {"pieces": refs, "role": role}, user, via="bulk")


# --- dates --------------------------------------------------------------------------------------------------


def days(fields: Mapping[str, str]) -> timedelta:
    """Raises InvalidOperation."""
    try:
        return timedelta(days=int(fields.get("days", "")))
    except (ValueError, OverflowError) as error:
        raise editing.InvalidOperation(_("请写明移动几天，如 1 或 -1。")) from error


def look_shift(issue: Issue, fields: Mapping[str, str]) -> Plan:
    if issue.date is None or not days(fields):
        return Plan(issue, 0, _("没有日期"))
    try:
        return Plan(issue, 1, f"{issue.date} → {issue.date + days(fields)}")
    except OverflowError as error:
        raise editing.InvalidOperation(_("移动得太远了。")) from error


def do_shift(issue: Issue, fields: Mapping[str, str], user: editing.User) -> None:
    facts: dict[str, Any] = {"date": issue.date + days(fields), "date_source": Issue.DateSource.EDITOR}
    if issue.date_end:
        facts["date_end"] = issue.date_end + days(fields)
    editing.set_facts(issue.pk, facts, user, via="bulk")


JOBS = {
    job.name: job
    for job in (
        Job("verify", gettext_lazy("核定没有存疑的文章"), look_verify, do_verify),
        Job("resegment", gettext_lazy("重新划分编辑没有动过的期"), look_resegment, do_resegment),
        Job("furniture", gettext_lazy("把反复出现的一行作版面附件"), look_furniture, do_furniture),
        Job("shift", gettext_lazy("日期整体移动几天"), look_shift, do_shift),
    )
}


# --- running ------------------------------------------------------------------------------------------------


def check(job: Job, fields: Mapping[str, str]) -> None:
    """Raises InvalidOperation for fields that make no sense."""
    if job.name == "shift":
        days(fields)
    if job.name == "furniture" and not shown(fields.get("line", "")):
        raise editing.InvalidOperation(_("请写明是哪一行。"))


def look(job: Job, issues: QuerySet[Issue], fields: Mapping[str, str]) -> list[Plan]:
    """The issues with something to do. Raises InvalidOperation."""
    check(job, fields)
    rows = list(issues.exclude(state=State.RETIRED).select_related("paper")[: MOST_ISSUES + 1])
    if len(rows) > MOST_ISSUES:
        raise editing.InvalidOperation(_("一次最多处理 %(n)d 期，请把范围缩小。") % {"n": MOST_ISSUES})
    return [plan for issue in rows if (plan := job.look(issue, fields)).count]


def run(job: Job, plans: Iterable[Plan], fields: Mapping[str, str], user: editing.User) -> tuple[str, int, list[str]]:
    """The batch's key, how many issues were changed, and what was refused, in words."""
    key, done, refused = f"{job.name}-{secrets.token_hex(6)}", 0, []
    for plan in in_safe_order(job, plans, fields):
        try:
            done += one(job, plan.issue, fields, user, key)
        except (editing.InvalidOperation, editing.Conflict, editing.DateTaken) as error:
            refused.append(f"{plan.issue}：{error}")
    return key, done, refused


def in_safe_order(job: Job, plans: Iterable[Plan], fields: Mapping[str, str]) -> list[Plan]:
    """Dates that move forward: the latest first, so that no issue moves onto one that is still to move."""
    rows = list(plans)
    if job.name == "shift":
        rows.sort(key=lambda p: (p.issue.date, p.issue.edition), reverse=days(fields) > timedelta(0))
    return rows


def one(job: Job, issue: Issue, fields: Mapping[str, str], user: editing.User, key: str) -> bool:
    """Whether the issue changed."""
    with transaction.atomic():
        row = editing.locked(issue.pk)
        number = row.revision
        job.do(row, fields, user)
        written = list(Revision.objects.filter(issue=issue.pk, number__gt=number))
        for revision in written:
            revision.detail = {**revision.detail, "batch": key}
            revision.save(update_fields=["detail"])
        return bool(written)


def batches(limit: int = 20) -> list[Batch]:
    """Newest first."""
    marked = Revision.objects.filter(detail__batch__isnull=False)
    rows = marked.values("detail__batch").annotate(issues=Count("issue", distinct=True), at=Max("created"))
    undone = set(marked.filter(op="undo").values_list("detail__batch", flat=True))
    return [
        Batch(r["detail__batch"], r["detail__batch"].split("-")[0], r["issues"], r["at"], r["detail__batch"] in undone)
        for r in rows.order_by("-at")[:limit]
    ]


def undo(key: str, user: editing.User) -> tuple[int, list[str]]:
    """Take a batch back, last issue first: how many were taken back, and what was refused, in words."""
    rows = Revision.objects.filter(detail__batch=key).exclude(op="undo").select_related("issue__paper")
    done, refused = 0, []
    for revision in rows.order_by("-pk").defer("layout"):
        try:
            editing.undo_revision(revision.issue_id, revision.number, user, {"batch": key})
            done += 1
        except (editing.InvalidOperation, editing.Conflict, editing.DateTaken) as error:
            refused.append(f"{revision.issue}：{error}")
    return done, refused
