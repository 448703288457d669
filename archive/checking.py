"""Proof that the archive is whole: layouts tile their sources, derived rows equal their layouts, bytes their hashes."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from django.db import transaction

from archive import editing
from archive.derived import derive
from archive.invariants import overlaps, validate
from archive.layout import ArticleLayout, Blocks, InvalidLayout, Layout, blocks_of
from archive.materialise import page_labels, places, row_values, successors, write_articles, write_pages
from archive.models import Article, Issue, Source, State
from archive.operations.pieces import repeated
from archive.sources import BadFile, decode, fingerprint


def check_issue(issue: Issue) -> list[str]:
    """What is wrong with an issue, each a sentence; nothing when all is well."""
    return [f"{issue.uid} {issue}: {text}" for text in _complaints(issue)]


def _complaints(issue: Issue) -> Iterator[str]:
    sources = list(issue.sources.order_by("seq"))
    for source in sources:
        yield from _source_complaints(source)
    try:
        layout = editing.layout_of(issue)
        active = [s for s in sources if s.active]
        validate(layout, blocks_of((s.seq, s.text) for s in active))
    except (InvalidLayout, KeyError, TypeError, ValueError) as error:
        yield f"版面划分不成立：{error}"
        return
    yield from _revision_complaints(issue)
    if issue.state != State.RETIRED:
        yield from _row_complaints(issue, layout, active)


def _source_complaints(source: Source) -> Iterator[str]:
    data = bytes(source.bytes)
    if fingerprint(data) != source.sha256:
        yield f"原始文件 {source.name} 的字节与校验值不符"
        return
    try:
        if decode(data).text != source.text:
            yield f"原始文件 {source.name} 的文字与它的字节不符"
    except BadFile as error:
        yield f"原始文件 {source.name} 读不出来：{error}"


def _revision_complaints(issue: Issue) -> Iterator[str]:
    last = issue.revisions.order_by("-number").first()
    if last is None:
        if issue.revision or issue.layout.get("articles"):
            yield "没有修改记录"
    elif last.number != issue.revision:
        yield f"最后一条修改记录是 r{last.number}，而本期是 r{issue.revision}"
    elif last.layout != issue.layout:
        yield "版面划分与最后一条修改记录不同"


def _row_complaints(issue: Issue, layout: Layout, sources: list[Source]) -> Iterator[str]:
    blocks = blocks_of((s.seq, s.text) for s in sources)
    rows = {a.uid: a for a in issue.articles.select_related("page")}
    where = places(layout)
    for article in layout.articles:
        row = rows.pop(article.uid, None)
        if row is None:
            yield f"文章 {article.uid} 没有对应的记录"
            continue
        wrong = _differences(row, row_values(article, derive(article, blocks, layout)), where[article.uid])
        if wrong:
            yield f"文章 {article.uid} 的 {'、'.join(wrong)} 与版面划分不符"
    for uid, row in rows.items():
        if row.state != State.RETIRED:
            yield f"文章 {uid} 不在版面划分里，却没有停用"
    labels = list(issue.pages.order_by("order").values_list("label", flat=True))
    if labels != page_labels(layout, sources):
        yield f"各版的记录（{'、'.join(labels)}）与文件不符"


def _differences(row: Article, values: dict, place: tuple[str, int]) -> list[str]:
    wrong = [name for name, value in values.items() if getattr(row, name) != value]
    if row.page is None or (row.page.label, row.position) != place:
        wrong.append("版次")
    if row.state == State.RETIRED:
        wrong.append("状态")
    return wrong


def repair_issue(issue_id: int) -> list[str]:
    """Page and article rows made again from the layout; returns the uids that changed. What is not derived stays.

    Where a dropped overlap is counted in characters that are no longer shown (markup, spaces set between any two
    characters), it is counted anew, as a revision of its own.
    """
    with transaction.atomic():
        issue = editing.locked(issue_id)
        layout, sources = editing.layout_of(issue), editing.active_sources(issue)
        blocks = blocks_of((s.seq, s.text) for s in sources)
        counted = with_overlaps_counted(layout, blocks)
        if counted != layout:
            editing.write(issue, counted, editing.Note("recount", via="repair"), sources=sources)
            layout = counted
        validate(layout, blocks)
        labels = page_labels(layout, sources)
        pages = write_pages(issue, labels)
        changed = write_articles(issue, layout, blocks, pages, successors(layout, layout))
        editing.announce(changed)
        return changed


def with_overlaps_counted(layout: Layout, blocks: Blocks) -> Layout:
    """The layout, each overlap that does not stand where it is said to counted anew; as it is where all stand."""
    return replace(layout, articles=tuple(_overlaps_counted(article, blocks) for article in layout.articles))


def _overlaps_counted(article: ArticleLayout, blocks: Blocks) -> ArticleLayout:
    pieces = list(article.pieces)
    for i, (before, piece) in enumerate(pairwise(article.pieces), 1):
        if piece.drop and not overlaps(before, piece, blocks):
            pieces[i] = replace(piece, drop=repeated(before.text(blocks), piece.text(blocks)))
    return replace(article, pieces=tuple(pieces))


def all_issues() -> Iterator[Issue]:
    for pk in Issue.objects.order_by("pk").values_list("pk", flat=True).iterator(1000):
        yield Issue.objects.select_related("paper").get(pk=pk)
