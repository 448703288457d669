"""Sources to another issue, in one transaction, with one revision on either side."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from archive import editing
from archive.editing import InvalidOperation, Note, User
from archive.ingest.shelf import source_places
from archive.layout import LABEL, Layout
from archive.models import FormerAddress, Issue, Source, State
from archive.moving.addresses import page_addresses, redirect_pages
from archive.moving.layouts import Cut, cut, renumbered, united
from archive.moving.rows import move_articles, move_flags, move_rows

VIA = "move"  # generic undo leaves these revisions alone: `undo_move` takes them back


def move_sources(
    source_ids: Iterable[int], target_id: int, page: str | None = None, user: User = None, op: str = "move_source"
) -> editing.Outcome:
    """Move sources of one issue (with their older versions) to another issue, as page `page` where it is given.

    Returns the outcome on the target. Raises InvalidOperation with a sentence for the operator.
    """
    with transaction.atomic():
        sources = with_versions(list(Source.objects.filter(pk__in=list(source_ids)).order_by("seq")))
        issue, target = lock_both(sources, target_id)
        check(issue, target, sources, page)
        active = frozenset(s.seq for s in sources if s.active)
        parts = cut(editing.layout_of(issue), active)
        before = {"seqs": [s.seq for s in sources], "labels": [[s.page, s.page_starts] for s in sources]}
        return carry_out(issue, target, sources, parts, page, Step(op, user, before))


@dataclass(frozen=True, slots=True)
class Step:
    """What the revisions will say."""

    op: str
    user: User
    before: Mapping[str, Any]


def with_versions(sources: list[Source]) -> list[Source]:
    """The sources and the older versions which they supersede."""
    found = {s.pk: s for s in sources}
    todo = list(sources)
    while todo:
        source = todo.pop()
        older = source.supersedes
        if older and older.pk not in found:
            found[older.pk] = older
            todo.append(older)
    return sorted(found.values(), key=lambda s: s.seq)


def lock_both(sources: Sequence[Source], target_id: int) -> tuple[Issue, Issue]:
    """Both issues, locked in a fixed order so that two moves cannot wait for each other."""
    homes = {s.issue_id for s in sources}
    if len(homes) != 1:
        raise InvalidOperation("请选择同一期的文件。")
    ids = sorted({*homes, target_id})
    locked = {pk: editing.locked(pk) for pk in ids}
    return locked[homes.pop()], locked[target_id]


def check(issue: Issue, target: Issue, sources: Sequence[Source], page: str | None) -> None:
    if issue.pk == target.pk:
        raise InvalidOperation("文件已经在这一期里。")
    if State.RETIRED in (issue.state, target.state):
        raise InvalidOperation("这一期已停用。")
    if issue.state == State.WITHDRAWN and target.state == State.PUBLIC:
        raise InvalidOperation("这一期已撤下：恢复公开之后才能把它的文件移到公开的一期。")
    if page and not LABEL.fullmatch(page):
        raise InvalidOperation("版次要写一到十个字，如 1、A04，不能有空格、斜线和句点。")
    if page and (len([s for s in sources if s.active]) > 1 or any(len(s.page_starts) > 1 for s in sources)):
        raise InvalidOperation("只有一个单版的文件才能另给版次。")
    for source in sources:
        if target.sources.filter(page=page or source.page, sha256=source.sha256).exists():
            raise InvalidOperation(f"那一期的第{page or source.page}版已有同样的文件：{source.name}。")


def carry_out(
    issue: Issue, target: Issue, sources: Sequence[Source], parts: Cut, page: str | None, step: Step
) -> editing.Outcome:
    labels = {s.page: page for s in sources} if page else {}
    uids = [a.uid for a in parts.leaves.articles]
    addresses = page_addresses(issue)
    seqs = move_rows(target, sources, page)
    move_articles(issue, target, uids)
    move_flags(issue, target, seqs, uids)
    args = {"sources": [s.pk for s in sources], "from": issue.uid, "to": target.uid}
    detail = {"before": {**step.before, "from_revision": issue.revision, "page": page}}
    note = Note(step.op, args, VIA, step.user, detail={"move": detail["before"]})
    moved = renumbered(parts.leaves, seqs, {k: v for k, v in labels.items() if v})
    outcome = editing.write(
        target, united(editing.layout_of(target), moved, source_places(target)), note, everything=False
    )
    name_pages(issue, target, labels)
    leave_behind(issue, target, parts.stays, note)
    editing.announce(uids)
    redirect_pages(issue, target, addresses, labels)
    return outcome


def name_pages(issue: Issue, target: Issue, labels: Mapping[str, str | None]) -> None:
    """Pages new in the target keep the name they had (要闻)."""
    for label, section in issue.pages.exclude(section=None).values_list("label", "section"):
        target.pages.filter(label=labels.get(label) or label, section=None).update(section=section)


def leave_behind(issue: Issue, target: Issue, stays: Layout, note: Note) -> None:
    """The issue without what left; an issue without files is retired and redirects to the target."""
    issue.refresh_from_db()
    if not issue.sources.exists():
        editing.remember_address(issue)
        FormerAddress.objects.filter(issue=issue).update(issue=target)
        issue.state, issue.merged_into = State.RETIRED, target
    editing.write(issue, stays, note)
