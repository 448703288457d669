"""One issue's files into the database, in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction

from archive import editing
from archive.ingest import facts, flagging
from archive.ingest.assembling import FlagDraft, add, in_order, lay_out
from archive.ingest.changing import Refused, correct, corrected_by, settle_flags
from archive.ingest.doubts import Finding
from archive.ingest.jumps import link_jumps
from archive.ingest.placing import IssueKey, Placed
from archive.ingest.planning import IssueWork, Task
from archive.ingest.report import FileReport, IssueReport
from archive.ingest.shelf import Shelf
from archive.ingest.stock import Held, Stock
from archive.ingest.working import Read
from archive.layout import Layout, blocks_of
from archive.models import RESERVED_SLUGS, Flag, Issue, Newspaper, Source, State
from archive.parsing.pinyin import slug_of
from archive.sources import Problem


@dataclass(frozen=True, slots=True)
class Done:
    """A task with the file as read."""

    task: Task
    read: Read


@dataclass(frozen=True, slots=True)
class Taken:
    """A file taken in, and the layout with it; `source` is None where it was refused, for the reason given."""

    done: Done
    source: Source | None
    layout: Layout
    flags: tuple[FlagDraft, ...] = ()
    detail: Mapping[str, Any] = field(default_factory=dict)
    refusal: str = ""


def write_issue(work: IssueWork, done: Sequence[Done], stock: Stock, user: editing.User) -> IssueReport:
    """Add and correct the files of one issue."""
    with transaction.atomic():
        issue, created = open_issue(work)
        shelf = Shelf.of(issue, created)
        taken, layout = take_all(shelf, done, stock, user)
        rows: list[Flag] = []
        if accepted := [t for t in taken if t.source]:
            findings = put_facts(issue, [t.done.task.placed for t in accepted])
            drafts = [f for t in accepted for f in t.flags] + flagging.of_findings(findings)
            rows = finish(shelf, layout, drafts, accepted, user)
    remember(work.key, issue, [t for t in taken if t.source], stock)
    return report(work, issue, created, taken, rows)


def put_facts(issue: Issue, files: Sequence[Placed]) -> list[Finding]:
    """What the files tell of the issue, where it was not known; returns contradictions. Saved with the revision."""
    for number in (p.survey.masthead.cn_number for p in files):
        if number and not issue.paper.cn_number:
            issue.paper.cn_number = number
            issue.paper.save(update_fields=["cn_number"])
    said, findings = facts.collect(issue, files)
    for name, value in said.items():
        setattr(issue, name, value)
    return findings


def open_issue(work: IssueWork) -> tuple[Issue, bool]:
    """The issue, locked, and whether it is new. Another run may have made it since this one looked."""
    if work.issue:
        return editing.locked(work.issue), False
    key = work.key
    paper = paper_named(key.paper)
    if here := issue_now(paper, key):
        return editing.locked(here), False
    if key.day is None:
        return editing.new_issue(paper, place=key.path[:500]), True
    return editing.new_issue(paper, date=key.day, edition=free_edition(paper, key), label=key.label), True


def issue_now(paper: Newspaper, key: IssueKey) -> int | None:
    live = Issue.objects.exclude(state=State.RETIRED).filter(paper=paper)
    if key.day is None:
        live = live.filter(place=key.path[:500])
    elif key.label:
        live = live.filter(date=key.day, label=key.label)
    else:
        live = live.filter(date=key.day, edition=key.edition)
    return live.values_list("pk", flat=True).first()


def free_edition(paper: Newspaper, key: IssueKey) -> int:
    """The edition of the key; an extra takes the next one when another extra of the day has it."""
    same_day = Issue.objects.exclude(state=State.RETIRED).filter(paper=paper, date=key.day)
    taken = set(same_day.values_list("edition", flat=True))
    return next(n for n in range(key.edition, 100) if n not in taken)


def paper_named(name: str) -> Newspaper:
    """The paper, made when new; its slug is the full pinyin, numbered where another paper has it."""
    paper = Newspaper.objects.filter(name=name).first()
    if paper:
        return paper
    base = slug_of(name) or "paper"
    taken = set(Newspaper.objects.filter(slug__startswith=base).values_list("slug", flat=True)) | RESERVED_SLUGS
    slug = next(s for s in (base, *(f"{base}-{n}" for n in range(2, 1000))) if s not in taken)
    return Newspaper.objects.create(name=name[:60], slug=slug)


def take_all(shelf: Shelf, done: Sequence[Done], stock: Stock, user: editing.User) -> tuple[list[Taken], Layout]:
    """Each file taken in after the other; a correction that is none is refused and the rest go on."""
    layout, taken = editing.layout_of(shelf.issue), []
    for item in (as_correction(shelf, item) for item in done):
        try:
            found = take_in(shelf, layout, item, stock, user)
        except Refused as error:
            taken.append(Taken(item, None, layout, refusal=str(error)))
            continue
        taken.append(found)
        layout = found.layout
    return taken, layout


def as_correction(shelf: Shelf, item: Done) -> Done:
    """A file under another name for a page that is here, and mostly the same, corrects what is here."""
    task = item.task
    if task.old or is_here(shelf, item):
        return item
    old = corrected_by(shelf.of_pages(frozenset(label for _, label, _ in task.starts)), item.read.text)
    return replace(item, task=replace(task, action="changed", old=held_as(old))) if old else item


def take_in(shelf: Shelf, layout: Layout, item: Done, stock: Stock, user: editing.User) -> Taken:
    """The layout with the file in it, its source row, its doubts, and details for the report."""
    if item.task.old:
        return replace_source(shelf, layout, item, stock, user)
    if is_here(shelf, item):
        return Taken(item, None, layout)
    source = new_source(shelf, item.task, item.read, user)
    source.save(force_insert=True)
    shelf.put(source)
    new = lay_out(source.seq, item.read.pages, stock.fresh)
    drafts = (*new.flags, *flagging.of_findings(findings_of(item.task), source.seq))
    return Taken(item, source, add(layout, new, shelf.places()), drafts, {"articles": len(new.articles)})


def is_here(shelf: Shelf, item: Done) -> bool:
    return shelf.holds(item.task.starts[0][1], item.task.placed.survey.sha256)


def replace_source(shelf: Shelf, layout: Layout, item: Done, stock: Stock, user: editing.User) -> Taken:
    """A corrected file: a new row that supersedes the old; the very same bytes as an earlier version revive its row."""
    task = item.task
    old = shelf.source(task.old.source)  # type: ignore[union-attr]
    if old is None:
        raise Refused("它要更正的文件在导入期间被移到了别的一期，请再导入一次")
    back = shelf.source(task.back.source) if task.back else None
    source = back or new_source(shelf, task, item.read, user)
    change = correct(shelf.issue, layout, old, source.text, source.seq, item.read.pages, stock.fresh)
    old.active = False
    old.save(update_fields=["active"])
    source.active = True
    if not back:
        source.supersedes = old
    source.save()
    shelf.put(source)
    settle_flags(shelf.issue, old, change)
    return Taken(item, source, in_order(change.layout, shelf.places()), change.flags, change.detail)


def new_source(shelf: Shelf, task: Task, read: Read, user: editing.User) -> Source:
    """The row of a file, not saved yet."""
    placed = task.placed
    return Source(
        issue=shelf.issue,
        seq=shelf.next_seq(),
        name=task.old.name if task.old else shelf.free_name(placed.survey.name),
        page=task.starts[0][1],
        page_starts=[[line, label] for line, label, _ in task.starts],
        place=placed.place[:700],
        bytes=read.data,
        sha256=placed.survey.sha256,
        encoding=read.encoding,
        text=read.text,
        received_by=user,
    )


def findings_of(task: Task) -> list[Finding]:
    found = list(task.placed.findings)
    if task.elsewhere:
        found.append(Finding("repeated_file", 0.3, f"内容与{task.elsewhere}的文件完全相同"))
    return found


def finish(
    shelf: Shelf, layout: Layout, drafts: list[FlagDraft], taken: Sequence[Taken], user: editing.User
) -> list[Flag]:
    """Jump lines linked, flags stored, the revision written, pages named."""
    issue, sources = shelf.issue, shelf.active()
    blocks = blocks_of((s.seq, s.text) for s in sources)
    layout, more = link_jumps(layout, blocks)
    issue.flags.filter(kind="jump", state=Flag.FlagState.OPEN).delete()
    rows = flagging.store(issue, [*drafts, *more], layout, blocks)
    changed = [t for t in taken if t.done.task.old]
    detail = {"lost": lost} if (lost := [x for t in changed for x in t.detail.get("lost", ())]) else {}
    note = editing.Note(
        "ingest",
        {"files": [t.done.task.placed.survey.name for t in taken]},
        "reingest" if changed else "ingest",
        user,
        detail=detail,
    )
    editing.write(issue, layout, note, sources=sources)
    name_pages(issue, [t.done.task for t in taken])
    return rows


def name_pages(issue: Issue, tasks: Sequence[Task]) -> None:
    sections = {label: section for t in tasks for _, label, section in t.starts if section}
    if not sections:
        return
    for page in issue.pages.filter(label__in=sections, section__isnull=True):
        page.section = sections[page.label][:40]
        page.save(update_fields=["section"])


def remember(key: IssueKey, issue: Issue, taken: Sequence[Taken], stock: Stock) -> None:
    """The run's picture of the archive, for the issues that follow."""
    if not any(t.done.task.old for t in taken):
        stock.know_issue(key, issue.pk)
    for t in taken:
        place, old = t.done.task.placed.place, t.done.task.old
        if old:
            stock.hold(place, replace(old, active=False))
        if t.source:
            stock.hold(place, held_as(t.source))


def held_as(source: Source) -> Held:
    labels = tuple(label for _, label in source.page_starts)
    return Held(source.pk, source.issue_id, source.sha256, source.name, True, labels)


def report(work: IssueWork, issue: Issue, created: bool, taken: Sequence[Taken], flags: Sequence[Flag]) -> IssueReport:
    files = [FileReport(t.source.name, t.done.task.action, t.source.page, dict(t.detail)) for t in taken if t.source]
    skipped = [t for t in work.tasks if t.action == "skipped"]
    skipped += [t.done.task for t in taken if not t.source and not t.refusal]
    files += [FileReport(t.placed.survey.name, "skipped", t.placed.page) for t in skipped]
    return IssueReport(
        paper=issue.paper.name,
        date=issue.date.isoformat() if issue.date else None,
        files=files,
        uid=issue.uid,
        url=issue.get_absolute_url(),
        created=created,
        articles=len(issue.layout["articles"]),
        flags=[{"kind": f.kind, "score": f.score, "text": f.detail.get("text", "")} for f in flags],
        date_range=date_range(issue),
        refused=[Problem(t.done.task.placed.survey.received.shown, t.refusal) for t in taken if t.refusal],
    )


def date_range(issue: Issue) -> list[str | None] | None:
    if issue.date or not (issue.date_from or issue.date_to):
        return None
    return [d.isoformat() if d else None for d in (issue.date_from, issue.date_to)]
