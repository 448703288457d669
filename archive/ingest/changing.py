"""A corrected file in the place of the one it corrects: read afresh where no human worked, else carried over."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from archive.carry import Alignment, Carried, align, carry, keep_uids
from archive.ingest.assembling import FlagDraft, SourceLayout, lay_out
from archive.ingest.reading import PageRead, map_lines
from archive.layout import ArticleLayout, Blocks, Layout, Piece, blocks_of
from archive.models import Flag, Issue, Source, State

LEAST = 0.5  # share of the old characters that a correction must still hold
HUMAN = ("editor", "bulk", "restore")


class Refused(ValueError):
    """A file that is no correction of the one it would replace; the message asks what was meant."""


@dataclass(frozen=True, slots=True)
class Correction:
    """The issue's layout with the corrected file in it, and what to tell."""

    layout: Layout
    flags: tuple[FlagDraft, ...]
    detail: Mapping[str, Any]
    alignment: Alignment
    by_hand: bool


def correct(
    issue: Issue,
    layout: Layout,
    old: Source,
    text: str,
    seq: int,
    pages: tuple[PageRead, ...],
    fresh_uid: Callable[[], str],
) -> Correction:
    """What the corrected text makes of the layout; nothing is written. Raises Refused."""
    before, after = blocks_of([(old.seq, old.text)]), blocks_of([(seq, text)])
    alignment = align(before, after)
    if alignment.share < LEAST:
        raise Refused(
            f"与已有的 {old.name} 只有 {alignment.share:.0%} 的文字相同，不像是它的更正；"
            "若是另一期或另一版，请用 --date 或 --page 指明"
        )
    new = lay_out(seq, pages, fresh_uid)
    carried = carry(layout, before, after, alignment, first_pieces(new))
    if touched_by_hand(issue, layout, before):
        return by_hand(carried, alignment)
    return afresh(layout, before, new, carried, alignment)


def corrected_by(same_pages: Iterable[Source], text: str) -> Source | None:
    """The source of the same pages that a file of another name is a correction of: most of its text is the same."""
    for source in same_pages:
        if align(blocks_of([(1, source.text)]), blocks_of([(2, text)])).share >= LEAST:
            return source
    return None


def first_pieces(new: SourceLayout) -> dict[str, Piece]:
    """Block key -> what the parser makes of the line."""
    pieces = [p for a in new.articles for p in a.pieces]
    pieces += [*new.furniture, *(p for p, _ in new.excluded)]
    return {p.block: p for p in sorted(pieces, key=lambda p: -p.start)}


def touched_by_hand(issue: Issue, layout: Layout, blocks: Blocks) -> bool:
    """Did a person change, verify or withdraw anything in these lines? Read afresh, a withdrawn article that is cut
    otherwise would come back under a new uid."""
    mine = [a for a in layout.articles if any(p.block in blocks for p in a.pieces)]
    if issue.articles.filter(uid__in=[a.uid for a in mine], state=State.WITHDRAWN).exists():
        return True
    if any(a.by == "human" or a.verified for a in mine) or layout.fixes.keys() & blocks.keys():
        return True
    keys = {a.uid for a in mine} | set(blocks)
    edits = issue.revisions.filter(via__in=HUMAN).values_list("touched", flat=True)
    return any(keys.intersection(touched) for touched in edits)


# --- read afresh --------------------------------------------------------------------------------------------


def afresh(layout: Layout, before: Blocks, new: SourceLayout, carried: Carried, alignment: Alignment) -> Correction:
    """The parser's new reading, under the uids of the articles that are still there."""
    uids = keep_uids(new.articles, carried.layout)
    articles = [replace(a, uid=uids.get(a.uid, a.uid)) for a in new.articles]
    flags = tuple(replace(f, article=uids.get(f.article, f.article) if f.article else None) for f in new.flags)
    merged = with_source(
        without(layout, before), SourceLayout(tuple(articles), new.furniture, new.excluded), layout, before
    )
    detail = {"read": "afresh", "same": round(alignment.share, 4), "kept": len(uids), "articles": len(articles)}
    return Correction(merged, flags, detail, alignment, False)


def without(layout: Layout, blocks: Blocks) -> Layout:
    """The layout without the lines of one source."""
    articles = (a.with_pieces(p for p in a.pieces if p.block not in blocks) for a in layout.articles)
    return replace(
        layout,
        articles=tuple(a for a in articles if a.pieces),
        furniture=tuple(p for p in layout.furniture if p.block not in blocks),
        tray=tuple(p for p in layout.tray if p.block not in blocks),
        excluded=tuple((p, reason) for p, reason in layout.excluded if p.block not in blocks),
        fixes={k: v for k, v in layout.fixes.items() if k not in blocks},
    )


def with_source(layout: Layout, new: SourceLayout, before: Layout, blocks: Blocks) -> Layout:
    """New articles where the old ones of the source began."""
    first = next((i for i, a in enumerate(before.articles) if any(p.block in blocks for p in a.pieces)), None)
    here = {a.uid for a in new.articles}
    kept = [a for a in layout.articles if a.uid not in here]
    ahead = {a.uid for a in before.articles[:first]} if first is not None else {a.uid for a in kept}
    at = sum(a.uid in ahead for a in kept)
    return replace(
        layout,
        articles=(*kept[:at], *new.articles, *kept[at:]),
        furniture=(*layout.furniture, *new.furniture),
        excluded=(*layout.excluded, *new.excluded),
    )


# --- carried over -------------------------------------------------------------------------------------------


def by_hand(carried: Carried, alignment: Alignment) -> Correction:
    """The editors' layout on the new lines; what changed is no longer verified, and flagged."""
    layout = replace(carried.layout, articles=tuple(unverified(a, carried.changed) for a in carried.layout.articles))
    here = {a.uid for a in layout.articles}
    lost = [{"text": x.text, "article": x.home, "line": x.piece.block} for x in carried.lost]
    detail = {
        "read": "carried",
        "same": round(alignment.share, 4),
        "kept": round(carried.kept, 4),
        "lost": lost,
        "stale_fixes": [{"line": key, "old": fix[2], "new": fix[3]} for key, fix in carried.stale],
    }
    return Correction(layout, tuple(carry_flags(carried, here)), detail, alignment, True)


def unverified(article: ArticleLayout, changed: frozenset[str]) -> ArticleLayout:
    return replace(article, verified=None) if article.uid in changed else article


def carry_flags(carried: Carried, here: set[str]) -> list[FlagDraft]:
    flags = [
        FlagDraft("source_changed", 0.4, {"text": "原始文件更正之后，这篇文章的文字有变"}, uid)
        for uid in sorted(carried.changed & here)
    ]
    flags += [
        FlagDraft("lost_text", 0.8, {"text": f"更正后的文件里没有这一段：{x.text}"}, x.home if x.home in here else None)
        for x in carried.lost
    ]
    flags += [
        FlagDraft("new_text", 0.4, {"text": "更正后的文件里新出现的文字，归属待定"}, block=p.block)
        for p in carried.added
    ]
    flags += [
        FlagDraft("stale_fix", 0.5, {"text": f"文字订正“{fix[2]}→{fix[3]}”在更正后的文件里找不到位置"})
        for _, fix in carried.stale
    ]
    return flags


# --- flags of the old file ----------------------------------------------------------------------------------


def settle_flags(issue: Issue, old: Source, change: Correction) -> None:
    """Flags on the old file's lines: moved along, or, where the file was read afresh, replaced by new ones."""
    prefix = f"{old.seq}:"
    if not change.by_hand:
        issue.flags.filter(block__startswith=prefix).exclude(state=Flag.FlagState.DISMISSED).delete()
        changed = [a.uid for a in change.layout.articles if any(p.block in change.alignment.origins for p in a.pieces)]
        issue.flags.filter(article_uid__in=changed, state=Flag.FlagState.OPEN).delete()
        return
    heirs = line_heirs(change.alignment)
    for flag in issue.flags.filter(block__startswith=prefix):
        flag.block = heirs.get(flag.block)
        flag.proposal = rekeyed(flag.proposal, heirs) if flag.block and flag.proposal else None
        flag.save(update_fields=["block", "proposal"])


def rekeyed(proposal: Mapping[str, Any], heirs: Mapping[str, str]) -> dict[str, Any]:
    """A proposed operation with its lines under other keys; what no longer fits is refused when it is accepted."""
    return {**proposal, "args": map_lines(proposal["args"], lambda key: heirs.get(key, key))}


def line_heirs(alignment: Alignment) -> dict[str, str]:
    """Old block key -> the new line that holds most of it."""
    counts: dict[str, Counter[str]] = {}
    for key, origins in alignment.origins.items():
        for origin in origins:
            if origin:
                counts.setdefault(origin[0], Counter())[key] += 1
    return {old: held.most_common(1)[0][0] for old, held in counts.items()}
