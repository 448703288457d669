"""What would be done with an issue, without doing it."""

from collections.abc import Sequence
from typing import Any

from archive import editing
from archive.ingest.changing import Refused, correct
from archive.ingest.planning import IssueWork
from archive.ingest.report import FileReport, IssueReport
from archive.ingest.shelf import Shelf
from archive.ingest.writing import Done, as_correction
from archive.models import Issue, Source
from archive.sources import Problem


def preview(work: IssueWork, done: Sequence[Done]) -> IssueReport:
    """The report of an issue that is not written."""
    issue = Issue.objects.select_related("paper").get(pk=work.issue) if work.issue else None
    if issue:
        shelf = Shelf.of(issue)
        done = [as_correction(shelf, d) for d in done]
    read = {d.task.placed.survey.received.shown: d for d in done}
    files, refused = [], []
    for t in work.tasks:
        item = read.get(t.placed.survey.received.shown)
        try:
            if t.action == "skipped" or item:
                action = item.task.action if item else t.action
                files.append(FileReport(t.placed.survey.name, action, t.placed.page, detail(item) if item else {}))
        except Refused as error:
            refused.append(Problem(t.placed.survey.received.shown, str(error)))
    fresh = sum(len(page.parsed.articles) for d in done if not d.task.old for page in d.read.pages)
    return IssueReport(
        paper=work.key.paper,
        date=work.key.day.isoformat() if work.key.day else None,
        files=files,
        uid=issue.uid if issue else None,
        url=issue.get_absolute_url() if issue else None,
        created=issue is None,
        articles=fresh + (len(issue.layout["articles"]) if issue else 0),
        flags=[{"kind": f.kind, "score": f.score, "text": f.text} for d in done for f in d.task.placed.findings],
        date_range=range_of(work) if not issue else None,
        refused=refused,
    )


def detail(item: Done) -> dict[str, Any]:
    """Of a correction, what carrying over would keep and lose."""
    if not item.task.old:
        return {"articles": sum(len(page.parsed.articles) for page in item.read.pages)}
    old = Source.objects.select_related("issue").get(pk=item.task.old.source)
    seq = editing.next_seq(old.issue)
    layout = editing.layout_of(old.issue)
    return dict(correct(old.issue, layout, old, item.read.text, seq, item.read.pages, editing.fresh_uid).detail)


def range_of(work: IssueWork) -> list[str | None] | None:
    proof = work.tasks[0].placed.survey.proof
    return [proof.isoformat(), None] if proof and not work.key.day else None
