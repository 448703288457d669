"""Issues, layouts and blocks as the writer needs them."""

from django.db.models import Max

from archive.layout import Layout, blocks_of, from_json
from archive.models import Issue, Source


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


def next_seq(issue: Issue) -> int:
    return (issue.sources.aggregate(last=Max("seq"))["last"] or 0) + 1
