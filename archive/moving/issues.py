"""Issues merged, dated, and made for what is moved."""

import datetime

from django.db import transaction

from archive import editing
from archive.editing import InvalidOperation, User
from archive.models import Issue, Newspaper, State
from archive.moving.sources import move_sources


def merge_issue(issue_id: int, into_id: int, user: User = None) -> editing.Outcome:
    """All files of an issue moved into another one, which inherits facts that it lacks; the issue is retired."""
    with transaction.atomic():
        issue = Issue.objects.get(pk=issue_id)
        ids = list(issue.sources.values_list("pk", flat=True))
        if not ids:
            raise InvalidOperation("这一期没有文件。")
        return move_sources(ids, into_id, user=user, op="merge_issue")


def give_date(issue_id: int, day: datetime.date, how: str | None = None, user: User = None) -> editing.Outcome:
    """Date an issue. Raises DateTaken where the paper has one of that day, unless `how` is "merge" or "edition"."""
    try:
        return editing.set_facts(issue_id, {"date": day, "date_source": "editor"}, user)
    except editing.DateTaken as taken:
        if how == "merge":
            return merge_issue(issue_id, taken.issue.pk, user)
        if how == "edition":
            facts = {"date": day, "date_source": "editor", "edition": next_edition(taken.issue)}
            return editing.set_facts(issue_id, facts, user)
        raise


def next_edition(issue: Issue) -> int:
    same_day = Issue.objects.exclude(state=State.RETIRED).filter(paper=issue.paper, date=issue.date)
    return max(same_day.values_list("edition", flat=True)) + 1


def issue_for(paper: Newspaper, day: datetime.date, edition: int = 1) -> Issue:
    """The issue of that day, made when there is none."""
    found = Issue.objects.exclude(state=State.RETIRED).filter(paper=paper, date=day, edition=edition).first()
    return found or editing.new_issue(paper, date=day, date_source="editor", edition=edition)
