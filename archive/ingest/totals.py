"""Total issue numbers (总期号) against those of the neighbours: they rise with the date."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from django.db import transaction

from archive import editing
from archive.models import Flag, Issue, State

KIND = "total_issue"


def out_of_line(totals: Sequence[int]) -> set[int]:
    """Positions outside a longest non-falling run: the fewest numbers that must be wrong for the rest to be right."""
    tails: list[int] = []  # last value of the best run of each length
    at: list[int] = []  # its position
    before: list[int] = []
    for position, value in enumerate(totals):
        length = bisect_right(tails, value)
        before.append(at[length - 1] if length else -1)
        tails[length : length + 1] = [value]
        at[length : length + 1] = [position]
    kept, position = set(), at[-1] if at else -1
    while position >= 0:
        kept.add(position)
        position = before[position]
    return set(range(len(totals))) - kept


def check_totals(papers: Iterable[str]) -> None:
    """Flags the issues whose number does not fit; takes back flags that later issues proved wrong."""
    for paper in sorted(set(papers)):
        dated = Issue.objects.exclude(state=State.RETIRED).filter(
            paper__name=paper, date__isnull=False, total_issue__isnull=False
        )
        rows = list(dated.order_by("date", "edition").values_list("pk", "total_issue"))
        wrong = {rows[i][0]: rows[i][1] for i in out_of_line([total for _, total in rows])}
        flagged = set(
            Flag.objects.filter(issue__in=[pk for pk, _ in rows], kind=KIND).values_list("issue_id", flat=True)
        )
        opened = Flag.objects.filter(issue__in=[pk for pk, _ in rows], kind=KIND, state=Flag.FlagState.OPEN)
        for pk in set(opened.values_list("issue_id", flat=True)) - wrong.keys():
            drop_flag(pk)
        for pk in wrong.keys() - flagged:
            raise_flag(pk, wrong[pk])


def raise_flag(issue_id: int, total: int) -> None:
    with transaction.atomic():
        issue = editing.locked(issue_id)
        text = f"总第{total}期与前后各期的总期号对不上"
        Flag.objects.create(issue=issue, kind=KIND, score=0.6, detail={"text": text})
        Issue.objects.filter(pk=issue_id).update(doubt=editing.open_doubt(issue))


def drop_flag(issue_id: int) -> None:
    with transaction.atomic():
        issue = editing.locked(issue_id)
        issue.flags.filter(kind=KIND, state=Flag.FlagState.OPEN).delete()
        Issue.objects.filter(pk=issue_id).update(doubt=editing.open_doubt(issue))
