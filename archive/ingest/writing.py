"""One issue's files into the database, in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from archive import editing
from archive.ingest import facts, flagging
from archive.ingest.assembling import FlagDraft, SourcePlace, add, lay_out
from archive.ingest.changing import change
from archive.ingest.doubts import Finding
from archive.ingest.jumps import link_jumps
from archive.ingest.placing import IssueKey, Placed
from archive.ingest.planning import IssueWork, Task
from archive.ingest.report import FileReport, IssueReport
from archive.ingest.stock import Held, Stock
from archive.ingest.working import Read
from archive.layout import Layout, blocks_of
from archive.models import RESERVED_SLUGS, Issue, Newspaper, Source
from archive.parsing.pinyin import slug_of


@dataclass(frozen=True, slots=True)
class Done:
    """A task with the file as read."""

    task: Task
    read: Read


def write_issue(work: IssueWork, done: Sequence[Done], stock: Stock, user: editing.User) -> IssueReport:
    """Add and correct the files of one issue."""
    with transaction.atomic():
        issue, created = open_issue(work)
        said, findings = facts.collect(issue, [d.task.placed for d in done])
        for name, value in said.items():
            setattr(issue, name, value)
        issue.save()
        layout, drafts, sources = editing.layout_of(issue), [], []
        reports = []
        for item in done:
            layout, source, more, detail = take_in(issue, layout, item, user)
            drafts += more
            sources.append((item, source))
            reports.append(FileReport(source.name, item.task.action, source.page, detail))
        drafts += flagging.of_findings(findings)
        rows = finish(issue, layout, drafts, done, user)
    remember(work.key, issue, sources, stock)
    return report(work, issue, created, reports, rows)


def open_issue(work: IssueWork) -> tuple[Issue, bool]:
    if work.issue:
        return editing.locked(work.issue), False
    key = work.key
    where = {"date": key.day, "edition": key.edition} if key.day else {"place": key.path[:500]}
    return editing.new_issue(paper_named(key.paper), **where), True


def paper_named(name: str) -> Newspaper:
    """The paper, made when new; its slug is the full pinyin, numbered where another paper has it."""
    paper = Newspaper.objects.filter(name=name).first()
    if paper:
        return paper
    base = slug_of(name) or "paper"
    taken = set(Newspaper.objects.filter(slug__startswith=base).values_list("slug", flat=True)) | RESERVED_SLUGS
    slug = next(s for s in (base, *(f"{base}-{n}" for n in range(2, 1000))) if s not in taken)
    return Newspaper.objects.create(name=name[:60], slug=slug)


def take_in(issue: Issue, layout: Layout, item: Done, user: editing.User) -> tuple[Layout, Source, list[FlagDraft], dict]:
    """The layout with the file in it, its source row, its doubts, and details for the report."""
    task, read = item.task, item.read
    if task.old:
        return change(issue, layout, task, read, new_source(issue, task, read, user))
    source = new_source(issue, task, read, user)
    source.save()
    new = lay_out(source.seq, read.pages, editing.fresh_uid)
    drafts = [*new.flags, *flagging.of_findings(findings_of(task), source.seq)]
    return add(layout, new, source_places(issue)), source, drafts, {"articles": len(new.articles)}


def new_source(issue: Issue, task: Task, read: Read, user: editing.User) -> Source:
    """The row of a file, not saved yet."""
    placed = task.placed
    return Source(
        issue=issue,
        seq=editing.next_seq(issue),
        name=free_name(issue, placed.survey.name, task.old),
        page=placed.page,
        page_starts=[[line, label] for line, label, _ in placed.starts],
        place=placed.place[:700],
        bytes=read.data,
        sha256=placed.survey.sha256,
        encoding=read.encoding,
        text=read.text,
        received_by=user,
    )


def free_name(issue: Issue, name: str, old: Held | None) -> str:
    """The name, numbered where another file of the issue has it (two folders with a 01.txt each)."""
    if old:
        return old.name
    taken = set(issue.sources.filter(active=True).values_list("name", flat=True))
    return next(n for n in (name, *(f"{name}~{i}" for i in range(2, 10_000))) if n not in taken)


def findings_of(task: Task) -> list[Finding]:
    found = list(task.placed.findings)
    if task.elsewhere:
        found.append(Finding("repeated_file", 0.3, f"内容与{task.elsewhere}的文件完全相同"))
    return found


def source_places(issue: Issue) -> dict[int, SourcePlace]:
    """All sources of the issue by their number."""
    rows = issue.sources.values_list("seq", "name", "page", "page_starts")
    return {seq: SourcePlace(seq, name, tuple((a, b) for a, b in starts or [(1, page)])) for seq, name, page, starts in rows}


def finish(issue: Issue, layout: Layout, drafts: list[FlagDraft], done: Sequence[Done], user: editing.User) -> list:
    """Jump lines linked, flags stored, the revision written, pages named."""
    sources = editing.active_sources(issue)
    blocks = blocks_of((s.seq, s.text) for s in sources)
    layout, more = link_jumps(layout, blocks)
    rows = flagging.store(issue, [*drafts, *more], layout, blocks)
    via = "reingest" if any(d.task.old for d in done) else "ingest"
    args = {"files": [d.task.placed.survey.name for d in done]}
    editing.write(issue, layout, editing.Note("ingest", args, via, user), sources=sources)
    name_pages(issue, [d.task.placed for d in done])
    return rows


def name_pages(issue: Issue, files: Sequence[Placed]) -> None:
    sections = {label: section for p in files for _, label, section in p.starts if section}
    for page in issue.pages.filter(label__in=sections, section__isnull=True):
        page.section = sections[page.label][:40]
        page.save(update_fields=["section"])


def remember(key: IssueKey, issue: Issue, sources: Sequence[tuple[Done, Source]], stock: Stock) -> None:
    stock.know_issue(key, issue.pk)
    for item, source in sources:
        stock.hold(source.place, Held(source.pk, issue.pk, source.sha256, source.name, True))
        if old := item.task.old:
            place = item.task.placed.place
            stock.hold(place, Held(old.source, old.issue, old.sha256, old.name, False))


def report(work: IssueWork, issue: Issue, created: bool, files: list[FileReport], flags: Sequence) -> IssueReport:
    skipped = [FileReport(t.placed.survey.name, "skipped", t.placed.page) for t in work.tasks if t.action == "skipped"]
    return IssueReport(
        paper=issue.paper.name,
        date=issue.date.isoformat() if issue.date else None,
        files=[*files, *skipped],
        uid=issue.uid,
        url=issue.get_absolute_url(),
        created=created,
        articles=len(issue.layout["articles"]),
        flags=[{"kind": f.kind, "score": f.score, "text": f.detail.get("text", "")} for f in flags],
        date_range=date_range(issue),
    )


def date_range(issue: Issue) -> list[str | None] | None:
    if issue.date or not (issue.date_from or issue.date_to):
        return None
    return [d.isoformat() if d else None for d in (issue.date_from, issue.date_to)]


