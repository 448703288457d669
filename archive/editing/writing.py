"""`write`: a layout becomes the issue's new revision, with everything that follows from it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from archive import signals
from archive.editing.reading import active_sources, layout_of
from archive.invariants import touched, validate
from archive.layout import Blocks, Layout, blocks_of, to_json
from archive.materialise import drop_unused_pages, page_labels, successors, write_articles, write_pages
from archive.models import Article, Change, Flag, Issue, Newspaper, Revision, Source
from archive.uids import new_uid

User = AbstractUser | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a write did: the revision number now and what it touched (uids, block keys)."""

    revision: int
    touched: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """What a revision says of itself."""

    op: str
    args: Mapping[str, Any] = field(default_factory=dict)
    via: str = "editor"
    user: User = None
    note: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proved:
    """What the caller has at hand: the issue's layout before, its sources and their lines, on which the new layout
    was found valid."""

    before: Layout
    sources: Sequence[Source]
    blocks: Blocks


def proved(issue: Issue, layout: Layout, sources: Sequence[Source] | None = None) -> Proved:
    """Raises InvalidLayout."""
    sources = active_sources(issue) if sources is None else sources
    blocks = blocks_of((s.seq, s.text) for s in sources)
    validate(layout, blocks)
    return Proved(layout_of(issue), sources, blocks)


def write(
    issue: Issue,
    layout: Layout,
    note: Note,
    *,
    sources: Sequence[Source] | None = None,
    proof: Proved | None = None,
    number: int | None = None,
    everything: bool = False,
) -> Outcome:
    """Write `layout` as the issue's new revision, with rows, change rows and the issue's doubt. Needs a transaction.

    `number` forces the revision number (import); `everything` announces all articles (a date or paper changed).
    `sources`: the active ones, or a whole `proof`, where the caller has them at hand. Raises InvalidLayout before
    anything is written.
    """
    proof = proof or proved(issue, layout, sources)
    keys = touched(proof.before, layout)
    labels = page_labels(layout, proof.sources)
    pages = write_pages(issue, labels)
    changed = write_articles(issue, layout, proof.blocks, pages, successors(proof.before, layout), keys)
    drop_unused_pages(pages, labels)
    append_revision(issue, layout, note, proof.sources, keys, number)
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


def new_issue(paper: Newspaper, **facts: Any) -> Issue:
    """An issue without sources; `write` its layout in the same transaction."""
    issue = Issue.objects.create(uid=fresh_uid(), paper=paper, layout=to_json(Layout()), **facts)
    issue.refresh_from_db(fields=list(facts))  # dates given as text become dates
    return issue


def fresh_uid() -> str:
    """A uid that no issue and no article ever had."""
    while True:
        uid = new_uid()
        if not (Article.objects.filter(uid=uid).exists() or Issue.objects.filter(uid=uid).exists()):
            return uid
