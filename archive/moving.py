"""Moves source files, with their articles, edits and uids, to another issue; merges issues; takes it back.

One transaction and one revision on either side. Old addresses redirect; the same file coming again is still known,
because `Source.place` stays.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count
from typing import Any

from django.db import transaction

from archive import editing
from archive.editing import InvalidOperation, Note, User
from archive.ingest.assembling import SourceLayout, add
from archive.ingest.reading import map_lines
from archive.ingest.writing import source_places
from archive.layout import LABEL, ArticleLayout, Layout, Piece
from archive.models import Article, Flag, FormerAddress, Issue, Newspaper, Revision, Source, State

VIA = "move"  # generic undo leaves these revisions alone: `undo_move` takes them back


@dataclass(frozen=True, slots=True)
class Cut:
    """A layout divided: what leaves with the sources, and what stays."""

    leaves: Layout
    stays: Layout


# --- pure ---------------------------------------------------------------------------------------------------


def cut(layout: Layout, seqs: frozenset[int]) -> Cut:
    """Raises InvalidOperation for an article that stands in sources of both sides."""

    def mine(piece: Piece) -> bool:
        return seq_of(piece.block) in seqs

    for article in layout.articles:
        if len({mine(p) for p in article.pieces}) > 1:
            raise InvalidOperation("有一篇文章跨着要移动的文件和别的文件：请先把它拆开，或一起移动。")
    sides = [
        Layout(
            articles=tuple(a for a in layout.articles if mine(a.pieces[0]) is side),
            furniture=tuple(p for p in layout.furniture if mine(p) is side),
            tray=tuple(p for p in layout.tray if mine(p) is side),
            excluded=tuple(e for e in layout.excluded if mine(e[0]) is side),
            fixes={k: v for k, v in layout.fixes.items() if (seq_of(k) in seqs) is side},
        )
        for side in (True, False)
    ]
    return Cut(*sides)


def seq_of(block: str) -> int:
    return int(block.split(":")[0])


def renumbered(layout: Layout, seqs: Mapping[int, int], labels: Mapping[str, str]) -> Layout:
    """The layout with its sources and pages under other numbers and labels."""

    def key(block: str) -> str:
        seq, line = block.split(":")
        return f"{seqs[int(seq)]}:{line}"

    def piece(p: Piece) -> Piece:
        return replace(p, block=key(p.block))

    def article(a: ArticleLayout) -> ArticleLayout:
        return replace(a, pieces=tuple(map(piece, a.pieces)), page=labels.get(a.page, a.page))

    return Layout(
        articles=tuple(map(article, layout.articles)),
        furniture=tuple(map(piece, layout.furniture)),
        tray=tuple(map(piece, layout.tray)),
        excluded=tuple((piece(p), reason) for p, reason in layout.excluded),
        fixes={key(k): v for k, v in layout.fixes.items()},
    )


def united(layout: Layout, moved: Layout, places: Mapping[int, Any]) -> Layout:
    """The target's layout with what came, by page and file."""
    both = add(layout, SourceLayout(moved.articles, moved.furniture, moved.excluded), places)
    return replace(both, tray=(*both.tray, *moved.tray), fixes={**both.fixes, **moved.fixes})


# --- moving -------------------------------------------------------------------------------------------------


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


def move_rows(target: Issue, sources: Sequence[Source], page: str | None) -> dict[int, int]:
    """The source rows in their new issue; returns old number -> new number."""
    seqs = {}
    for source in sources:
        old, source.seq = source.seq, editing.next_seq(target)
        seqs[old] = source.seq
        source.issue = target
        source.name = free_name(target, source.name)
        if page:
            source.page, source.page_starts = page, [[1, page]]
        source.save()
    return seqs


def free_name(issue: Issue, name: str) -> str:
    taken = set(issue.sources.filter(active=True).values_list("name", flat=True))
    return next(n for n in chain([name], (f"{name}~{i}" for i in count(2))) if n not in taken)


def move_articles(issue: Issue, target: Issue, uids: Sequence[str]) -> None:
    """The rows change their issue before either layout is written: a uid is never used twice."""
    Article.objects.filter(issue=issue, uid__in=uids).update(issue=target, page=None)


def move_flags(issue: Issue, target: Issue, seqs: Mapping[int, int], uids: Sequence[str]) -> None:
    for flag in issue.flags.all():
        seq = seq_of(flag.block or "0:0")
        if flag.article_uid in uids or seq in seqs:
            flag.issue = target
            renumber_flag(flag, seqs)


def renumber_flag(flag: Flag, seqs: Mapping[int, int]) -> None:
    """The flag's line, and those of the operation it proposes, under the new number of their source."""

    def key(block: str) -> str:
        return f"{seqs.get(seq_of(block), seq_of(block))}:{block.split(':')[1]}"

    flag.block = key(flag.block) if flag.block else None
    if flag.proposal:
        flag.proposal = {**flag.proposal, "args": map_lines(flag.proposal["args"], key)}
    flag.save()


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


def page_addresses(issue: Issue) -> dict[str, str]:
    return {label: issue.page_url(label) for label in issue.pages.values_list("label", flat=True)}


def redirect_pages(issue: Issue, target: Issue, addresses: Mapping[str, str], labels: Mapping[str, str | None]) -> None:
    """Pages that are no more in the old issue lead to where they went."""
    here = set(issue.pages.values_list("label", flat=True)) if issue.state != State.RETIRED else set()
    for label, path in addresses.items():
        if label not in here:
            new = {"issue": target, "page": labels.get(label) or label}
            FormerAddress.objects.update_or_create(path=path, defaults=new)
    live = [target.get_absolute_url(), *page_addresses(target).values()]
    FormerAddress.objects.filter(path__in=live).delete()


# --- issues -------------------------------------------------------------------------------------------------


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


# --- taking it back -----------------------------------------------------------------------------------------


def undo_move(target_id: int, user: User = None) -> editing.Outcome:
    """Take back the last move or merge into this issue. Raises InvalidOperation where there is none."""
    with transaction.atomic():
        target = editing.locked(target_id)
        revision = last_move(target)
        if revision is None:
            raise InvalidOperation("这一期没有可以撤回的移动。")
        origin = Issue.objects.get(uid=revision.args["from"])
        revive(origin)
        sources = list(target.sources.filter(pk__in=revision.args["sources"]).order_by("seq"))
        if len(sources) != len(revision.args["sources"]):
            raise InvalidOperation("移来的文件后来又移走了，请先撤回那一次移动。")
        before = revision.detail["move"]
        label = before["labels"][0][0] if before["page"] else None
        outcome = move_sources([s.pk for s in sources], origin.pk, label, user, op="undo_move")
        as_it_was(origin, before, sources)
        mark_undone(target, revision)
        return outcome


def last_move(target: Issue) -> Revision | None:
    """The last move into the issue that was not taken back."""
    for revision in target.revisions.filter(op__in=("move_source", "merge_issue")).order_by("-number"):
        if revision.args["to"] == target.uid and not revision.detail.get("undone"):
            return revision
    return None


def mark_undone(target: Issue, revision: Revision) -> None:
    revision.detail = {**revision.detail, "undone": target.revision}
    revision.save(update_fields=["detail"])


def revive(issue: Issue) -> None:
    """A merged issue lives again at its own address, withdrawn where it was."""
    if issue.state == State.RETIRED:
        issue.state, issue.merged_into = State.WITHDRAWN if issue.withdrawn_at else State.PUBLIC, None
        issue.save()
        live = [issue.get_absolute_url(), *page_addresses(issue).values()]
        FormerAddress.objects.filter(path__in=live).delete()


def as_it_was(issue: Issue, before: Mapping[str, Any], sources: Sequence[Source]) -> None:
    """Source numbers as before, and, where nothing else happened in the issue since, the very layout of before."""
    issue.refresh_from_db()
    rows = list(Source.objects.filter(pk__in=[s.pk for s in sources]).order_by("seq"))
    wanted = before["seqs"]
    others = issue.sources.exclude(pk__in=[s.pk for s in rows])
    if len(rows) != len(wanted) or others.filter(seq__in=wanted).exists():
        return
    seqs = {row.seq: seq for row, seq in zip(rows, wanted, strict=True)}
    layout = editing.layout_of(issue)
    parts = cut(layout, frozenset(r.seq for r in rows if r.active))
    back = renumbered(parts.leaves, {**seqs}, {})
    for row in rows:  # by way of numbers nobody has, for two rows may swap theirs
        Source.objects.filter(pk=row.pk).update(seq=row.seq + 10_000)
    for row in rows:
        Source.objects.filter(pk=row.pk).update(seq=seqs[row.seq])
    renumber_flags(issue, seqs)
    old = editing.layout_at(issue, before["from_revision"])
    new = united(parts.stays, back, source_places(issue))
    editing.write(issue, old if same_content(old, new) else new, Note("undo_move", {}, VIA))


def renumber_flags(issue: Issue, seqs: Mapping[int, int]) -> None:
    for flag in issue.flags.exclude(block=None):
        if seq_of(flag.block) in seqs:
            renumber_flag(flag, seqs)


def same_content(a: Layout, b: Layout) -> bool:
    """Equal but for the order of the articles and of the pieces outside them."""
    return (
        {x.uid: x for x in a.articles} == {x.uid: x for x in b.articles}
        and set(a.furniture) == set(b.furniture)
        and set(a.tray) == set(b.tray)
        and set(a.excluded) == set(b.excluded)
        and dict(a.fixes) == dict(b.fixes)
    )
