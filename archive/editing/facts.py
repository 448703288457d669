"""Facts of an issue (date, paper, numbers) and whether the public sees it and its articles."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from archive.editing.reading import layout_of, locked
from archive.editing.writing import Note, Outcome, User, announce, write
from archive.models import LONGEST_ISSUE, Article, FormerAddress, Issue, Newspaper, State
from archive.operations import InvalidOperation

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


class DateTaken(Exception):
    """Another issue of the paper already has this date and edition."""

    def __init__(self, issue: Issue) -> None:
        self.issue = issue
        super().__init__(f"{issue} 已经存在：请合并两期，或把这一期作为当天的另一次出版。")


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
    if issue.date and issue.date_end and issue.date_end - issue.date > LONGEST_ISSUE:
        raise InvalidOperation("一期合刊不会跨三个月以上，请核对合刊止日。")
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
