"""The archive as JSON lines: one issue a line, the same bytes for the same content."""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from archive.layout import ArticleLayout, Layout, Piece, from_json
from archive.models import Article, Flag, Issue, Newspaper, Source, State
from archive.sources.decoding import encode_again

SCHEMA = "issue/1"
PAPER_DETAILS = ("former_names", "cn_number", "rights", "about")


def export(issues: Iterable[Issue] | None = None, text: bool = True) -> Iterator[str]:
    """A JSON line for each issue in archive order; `text=False` leaves the sources' texts out."""
    chosen = Issue.objects.exclude(state=State.RETIRED) if issues is None else issues
    for pk in list(chosen.in_order().values_list("pk", flat=True)):  # type: ignore[union-attr]
        issue = Issue.objects.select_related("paper").get(pk=pk)
        yield json.dumps(issue_row(issue, text), ensure_ascii=False) + "\n"


def issue_row(issue: Issue, text: bool = True) -> dict[str, Any]:
    """The issue as EXPORT.md has it."""
    layout = from_json(issue.layout)
    sources = list(issue.sources.order_by("seq"))
    for source in sources:
        source.issue = issue
    names = {s.seq: s.name for s in sources}
    return {
        "schema": SCHEMA,
        "uid": issue.uid,
        "paper": paper_row(issue.paper),
        **facts(issue),
        "state": issue.state,
        "withdrawn": withdrawn(issue),
        "pages": [{"label": p.label, "order": p.order, "section": p.section} for p in issue.pages.order_by("order")],
        "sources": [source_row(s, sources, text) for s in sources],
        "articles": articles(issue, layout, names),
        "furniture": [piece_row(p, names) for p in layout.furniture],
        "tray": [piece_row(p, names) for p in layout.tray],
        "excluded": [excluded_row(p, reason, names) for p, reason in layout.excluded],
        "fixes": [
            {**at(key, names), "start": start, "end": end, "old": old, "new": new}
            for key, fixes in layout.fixes.items()
            for start, end, old, new in fixes
        ],
        "flags": flag_rows(issue, names),
        "retired": retired(issue),
        **redirects(issue),
        "revision": issue.revision,
    }


def paper_row(paper: Newspaper) -> dict[str, Any]:
    """Slug and name, and what else the archive says of the paper where it says anything."""
    more = {name: getattr(paper, name) for name in PAPER_DETAILS if getattr(paper, name)}
    return {"slug": paper.slug, "name": paper.name, **more}


def facts(issue: Issue) -> dict[str, Any]:
    bounds = [day(issue.date_from), day(issue.date_to)]
    return {
        "date": day(issue.date),
        "date_end": day(issue.date_end),
        "date_source": issue.date_source,
        "date_range": bounds if any(bounds) else None,
        "weekday": issue.weekday,
        "lunar": issue.lunar,
        "edition": issue.edition,
        "label": issue.label,
        "total_issue": issue.total_issue,
        "total_issue_end": issue.total_issue_end,
        "pages_declared": issue.pages_declared,
        "publisher": issue.publisher,
        **({"date_note": issue.date_note} if issue.date_note else {}),
    }


def day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def moment(value: datetime | None) -> str | None:
    return value.isoformat() if value else None


def withdrawn(row: Issue | Article) -> dict[str, Any] | None:
    if row.state != State.WITHDRAWN:
        return None
    return {"date": moment(row.withdrawn_at), "reason": row.withdrawn_reason}


# --- sources ------------------------------------------------------------------------------------------------


def source_row(source: Source, sources: Iterable[Source], text: bool) -> dict[str, Any]:
    """A file; its bytes only where its text does not give them again."""
    older = next((s.seq for s in sources if s.pk == source.supersedes_id), None)
    row: dict[str, Any] = {
        "seq": source.seq,
        "name": source.name,
        "sha256": source.sha256,
        "encoding": source.encoding,
        "page": source.page,
        "supersedes": older,
        "active": source.active,
    }
    if len(source.page_starts) > 1:
        row["page_starts"] = source.page_starts
    if source.place and source.place != usual_place(source.issue, source):
        row["place"] = source.place
    if text:
        row["text"] = source.text
        if not same_bytes(source):
            row["bytes"] = base64.b64encode(bytes(source.bytes)).decode("ascii")
    return row


def usual_place(issue: Issue, source: Source) -> str:
    """The place of a file that was received for the issue in which it lies."""
    if issue.date is None:
        return f"{issue.paper.name}/?/{issue.place}"
    return f"{issue.paper.name}/{issue.date.isoformat()}/{issue.label or issue.edition}/{source.page}"


def same_bytes(source: Source) -> bool:
    again = encode_again(source.text, source.encoding)
    return again is not None and hashlib.sha256(again).hexdigest() == source.sha256


# --- layout -------------------------------------------------------------------------------------------------


def at(key: str, names: dict[int, str]) -> dict[str, Any]:
    """Block key -> name of the source and line."""
    seq, line = map(int, key.split(":"))
    return {"source": names[seq], "line": line}


def piece_row(piece: Piece, names: dict[int, str]) -> dict[str, Any]:
    return {
        **at(piece.block, names),
        "start": piece.start,
        "end": piece.end,
        "role": piece.role,
        "join": piece.join,
        "drop": piece.drop,
    }


def excluded_row(piece: Piece, reason: str, names: dict[int, str]) -> dict[str, Any]:
    row = piece_row(piece, names)
    return {k: row[k] for k in ("source", "line", "start", "end", "role")} | {"reason": reason}


def articles(issue: Issue, layout: Layout, names: dict[int, str]) -> list[dict[str, Any]]:
    rows = {a.uid: a for a in issue.articles.select_related("page").exclude(state=State.RETIRED)}
    for row in rows.values():
        row.issue = issue
    return [article_row(rows[a.uid], a, names) for a in layout.articles]


def article_row(row: Article, layout: ArticleLayout, names: dict[int, str]) -> dict[str, Any]:
    return {
        "uid": row.uid,
        "page": layout.page,
        "position": row.position,
        "kind": row.kind,
        "column": row.column or None,
        "kicker": row.kicker or None,
        "title": row.title or None,
        "subtitle": row.subtitle or None,
        "byline": row.byline,
        "credits": row.credits,
        "paragraphs": row.texts,
        "jump_to": row.jump_to,
        "jump_from": row.jump_from,
        "missing": row.missing,
        "by": row.by,
        "verified_by": row.verified_by,
        "verified_at": layout.verified[1] if layout.verified else None,
        "state": row.state,
        "withdrawn": withdrawn(row),
        "doubt": row.doubt,
        "url": row.get_absolute_url(),
        "pieces": [piece_row(p, names) for p in layout.pieces],
    }


# --- flags and redirects ------------------------------------------------------------------------------------


def flag_rows(issue: Issue, names: dict[int, str]) -> list[dict[str, Any]]:
    """In an order that tells nothing of row numbers."""
    rows = [flag_row(f, names) for f in issue.flags.all()]
    return sorted(rows, key=lambda r: json.dumps(r, ensure_ascii=False, sort_keys=True))


def flag_row(flag: Flag, names: dict[int, str]) -> dict[str, Any]:
    place = at(flag.block, names) if flag.block else {"source": None, "line": None}
    return {
        "kind": flag.kind,
        "article": flag.article_uid,
        **place,
        "score": flag.score,
        "detail": flag.detail,
        "proposal": flag.proposal,
        "state": flag.state,
    }


def retired(issue: Issue) -> list[dict[str, Any]]:
    gone = issue.articles.filter(state=State.RETIRED).order_by("uid").values_list("uid", "merged_into__uid")
    return [{"uid": uid, "into": into} for uid, into in gone]


def redirects(issue: Issue) -> dict[str, Any]:
    """Old addresses and the uids of issues that were merged into this one; no key where there are none."""
    rows: list[dict[str, Any]] = [
        {"path": path, "page": page or None}
        for path, page in issue.former_addresses.order_by("path").values_list("path", "page")
    ]
    merged = Issue.objects.filter(merged_into=issue, state=State.RETIRED).order_by("uid")
    rows += [{"issue": uid} for uid in merged.values_list("uid", flat=True)]
    return {"redirects": rows} if rows else {}
