"""A better segmenter over what is stored: machine-made articles are made anew, what people decided stays."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from archive import editing
from archive.carry import keep_uids, tidy_article
from archive.ingest import flagging
from archive.ingest.assembling import FlagDraft, SourceLayout, in_order, lay_out
from archive.ingest.changing import HUMAN
from archive.ingest.doubts import INGEST_KINDS
from archive.ingest.jumps import link_jumps
from archive.ingest.reading import read_pages
from archive.ingest.shelf import source_places
from archive.layout import ArticleLayout, Blocks, Layout, Piece, blocks_of
from archive.models import Flag, Issue, Source, State
from archive.parsing.knowledge import Knowledge

Spans = Mapping[str, list[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Resegmented:
    """What became of an issue: articles new, changed, gone; kept ones that the machine would cut otherwise."""

    issue: str
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    disputed: tuple[str, ...] = ()

    @property
    def nothing(self) -> bool:
        return not (self.new or self.changed or self.gone or self.disputed)


# --- pure ---------------------------------------------------------------------------------------------------


def fixed_part(layout: Layout, human_blocks: frozenset[str], kept: frozenset[str]) -> Layout:
    """What people decided: their articles, verified ones, those in `kept`, and free pieces they placed."""
    return replace(
        layout,
        articles=tuple(a for a in layout.articles if a.by == "human" or a.verified or a.uid in kept),
        furniture=tuple(p for p in layout.furniture if p.block in human_blocks),
        tray=tuple(p for p in layout.tray if p.block in human_blocks),
        excluded=tuple(e for e in layout.excluded if e[0].block in human_blocks),
    )


def spans_of(layout: Layout) -> Spans:
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for p in layout.pieces():
        found[p.block].append((p.start, p.end))
    return {key: sorted(spans) for key, spans in found.items()}


def left_of(piece: Piece, spans: Spans) -> Iterator[Piece]:
    """The parts of the piece outside the spans."""
    at = piece.start
    for start, end in spans.get(piece.block, ()):
        if start > at and at < piece.end:
            yield replace(piece, start=at, end=min(start, piece.end), drop=piece.drop if at == piece.start else 0)
        at = max(at, end)
    if at < piece.end:
        yield replace(piece, start=at, drop=piece.drop if at == piece.start else 0)


def recut(layout: Layout, fixed: Layout, fresh: SourceLayout, blocks: Blocks) -> Layout:
    """The fresh layout around what is fixed."""
    spans = spans_of(fixed)

    def rest(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
        return tuple(q for p in pieces for q in left_of(p, spans))

    articles = [a.with_pieces(rest(a.pieces)) for a in fresh.articles]
    open_articles = [tidy_article(a, blocks) if a.pieces else a for a in articles]
    auto = replace(layout, articles=tuple(a for a in layout.articles if a not in fixed.articles))
    uids = keep_uids([a for a in open_articles if a.pieces], auto)
    named = [replace(a, uid=uids.get(a.uid, a.uid)) for a in open_articles]
    return replace(
        layout,
        articles=tuple(merged_order(named, fresh.articles, fixed.articles)),
        furniture=(*fixed.furniture, *rest(fresh.furniture)),
        tray=fixed.tray,
        excluded=(*fixed.excluded, *((q, reason) for p, reason in fresh.excluded for q in left_of(p, spans))),
    )


def merged_order(
    named: Sequence[ArticleLayout], fresh: Sequence[ArticleLayout], fixed: Sequence[ArticleLayout]
) -> list[ArticleLayout]:
    """Fresh articles in their order; a fixed one where the fresh article that is most like it stands."""
    order: list[ArticleLayout] = []
    twins = {a.uid: twin(a, fresh) for a in fixed}
    for article, whole in zip(named, fresh, strict=True):
        order += [a for a in fixed if twins[a.uid] is whole]
        if article.pieces:
            order.append(article)
    return order + [a for a in fixed if a not in order]


def twin(article: ArticleLayout, others: Sequence[ArticleLayout]) -> ArticleLayout | None:
    """The article with most characters in common."""
    shared = [(common(article, other), -i) for i, other in enumerate(others)]
    best = max(shared, default=(0, 0))
    return others[-best[1]] if best[0] else None


def common(a: ArticleLayout, b: ArticleLayout) -> int:
    spans: dict[str, list[Piece]] = defaultdict(list)
    for p in b.pieces:
        spans[p.block].append(p)
    return sum(max(0, min(p.end, q.end) - max(p.start, q.start)) for p in a.pieces for q in spans[p.block])


def disputed(fixed: Layout, fresh: Sequence[ArticleLayout]) -> list[str]:
    """uids of kept articles that the machine would cut otherwise."""
    found = []
    for article in fixed.articles:
        other = twin(article, fresh)
        if other is None or slices(article) != slices(other):
            found.append(article.uid)
    return found


def slices(article: ArticleLayout) -> Counter[str]:
    """How many characters of each line it holds."""
    held: Counter[str] = Counter()
    for p in article.pieces:
        held[p.block] += p.end - p.start
    return held


# --- one issue ----------------------------------------------------------------------------------------------


def resegment(issue_id: int, knowledge: Knowledge, dry_run: bool = False, user: editing.User = None) -> Resegmented:
    """Parse the issue's sources again; write what changed unless `dry_run`."""
    with transaction.atomic():
        issue = editing.locked(issue_id)
        sources = editing.active_sources(issue)
        blocks = blocks_of((s.seq, s.text) for s in sources)
        layout = editing.layout_of(issue)
        fixed = fixed_part(layout, human_blocks(issue), withdrawn(issue))
        fresh = parse_again(sources, knowledge, editing.fresh_uid)
        new, more = link_jumps(in_order(recut(layout, fixed, fresh, blocks), source_places(issue)), blocks)
        report = compare(issue, layout, new, disputed(fixed, fresh.articles))
        if not dry_run:
            write(issue, layout, new, fixed, [*fresh.flags, *more], report, user)
        return report


def human_blocks(issue: Issue) -> frozenset[str]:
    """Lines that people moved out of articles or into them."""
    edits = issue.revisions.filter(via__in=HUMAN).values_list("touched", flat=True)
    return frozenset(key for touched in edits for key in touched if ":" in key)


def withdrawn(issue: Issue) -> frozenset[str]:
    return frozenset(issue.articles.filter(state=State.WITHDRAWN).values_list("uid", flat=True))


def parse_again(sources: Sequence[Source], knowledge: Knowledge, fresh_uid: Callable[[], str]) -> SourceLayout:
    parts = []
    for source in sources:
        starts = tuple((line, label) for line, label in source.page_starts or [[1, source.page]])
        parts.append(lay_out(source.seq, read_pages(source.text, starts, knowledge), fresh_uid))
    return SourceLayout(
        tuple(a for p in parts for a in p.articles),
        tuple(f for p in parts for f in p.furniture),
        tuple(e for p in parts for e in p.excluded),
        tuple(f for p in parts for f in p.flags),
    )


def compare(issue: Issue, before: Layout, after: Layout, contested: Sequence[str]) -> Resegmented:
    old, new = {a.uid: a for a in before.articles}, {a.uid: a for a in after.articles}
    return Resegmented(
        str(issue),
        tuple(uid for uid in new if uid not in old),
        tuple(uid for uid in new if uid in old and new[uid].pieces != old[uid].pieces),
        tuple(uid for uid in old if uid not in new),
        tuple(contested),
    )


def write(
    issue: Issue,
    before: Layout,
    after: Layout,
    fixed: Layout,
    drafts: Sequence[FlagDraft],
    report: Resegmented,
    user: editing.User,
) -> None:
    kept = {a.uid for a in fixed.articles}
    here = {a.uid for a in after.articles}
    blocks = editing.blocks_for(issue)
    open_flags = issue.flags.filter(state=Flag.FlagState.OPEN).exclude(kind__in=INGEST_KINDS)
    open_flags.exclude(article_uid__in=kept).delete()
    fitting = [f for f in drafts if f.article is None or (f.article in here and f.article not in kept)]
    text = "重新划分的结果与编辑所定的不同，这里没有改动"
    fitting += [FlagDraft("resegment", 0.3, {"text": text}, uid) for uid in report.disputed]
    flagging.store(issue, fitting, after, blocks)
    if after != before:
        editing.write(issue, after, editing.Note("resegment", via="reingest", user=user))
    else:
        Issue.objects.filter(pk=issue.pk).update(doubt=editing.open_doubt(issue))
