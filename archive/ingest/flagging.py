"""Doubts into Flag rows; what an editor dismissed stays dismissed while its text is the same."""

import hashlib
from collections.abc import Iterable

from archive.ingest.assembling import FlagDraft
from archive.ingest.doubts import Finding
from archive.layout import Blocks, Layout
from archive.models import Flag, Issue


def text_hash(draft: FlagDraft, layout: Layout, blocks: Blocks) -> str:
    """Of the text that the flag speaks of: its line, else its article, else what it says."""
    if draft.block:
        text = blocks.get(draft.block, "")
    elif draft.article:
        text = "\n".join(p.text(blocks) for p in layout.article(draft.article).pieces)
    else:
        text = str(draft.detail.get("text", ""))
    return hashlib.sha256(text.encode()).hexdigest()


def of_findings(findings: Iterable[Finding], seq: int | None = None) -> list[FlagDraft]:
    return [
        FlagDraft(f.kind, f.score, {"text": f.text, **f.more}, block=f"{seq}:{f.line}" if f.line and seq else None)
        for f in findings
    ]


def store(issue: Issue, drafts: Iterable[FlagDraft], layout: Layout, blocks: Blocks) -> list[Flag]:
    """New rows for the doubts that the issue does not have yet, whatever their state."""
    present = set(issue.flags.values_list("kind", "text_hash"))
    rows = []
    for draft in drafts:
        digest = text_hash(draft, layout, blocks)
        if (draft.kind, digest) in present:
            continue
        present.add((draft.kind, digest))
        rows.append(
            Flag(
                issue=issue,
                article_uid=draft.article,
                block=draft.block,
                kind=draft.kind,
                score=draft.score,
                detail=dict(draft.detail),
                proposal=dict(draft.proposal) if draft.proposal else None,
                text_hash=digest,
            )
        )
    return Flag.objects.bulk_create(rows)
