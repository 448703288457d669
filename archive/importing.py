"""An export back into an archive: papers, issues, sources, layouts, flags, redirects, each issue at its revision."""

import base64
import binascii
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction

from archive import editing, signals
from archive.export import PAPER_DETAILS, SCHEMA, issue_row, usual_place
from archive.ingest import flagging
from archive.ingest.assembling import FlagDraft
from archive.layout import ArticleLayout, InvalidLayout, Layout, Piece, blocks_of, to_json
from archive.models import Article, Flag, FormerAddress, Issue, Newspaper, Source, State
from archive.sources import fingerprint
from archive.sources.decoding import encode_again

ISSUE_FACTS = (
    "date",
    "date_end",
    "date_source",
    "weekday",
    "lunar",
    "edition",
    "label",
    "total_issue",
    "total_issue_end",
    "pages_declared",
    "publisher",
)


class BadRow(ValueError):
    """A line of an export that cannot be taken in, in words."""


@dataclass(slots=True)
class Imported:
    """What an import did: issues added, issues that were here already, problems by line."""

    added: int = 0
    present: int = 0
    problems: list[tuple[int, str]] = field(default_factory=list)


def import_lines(lines: Iterable[str]) -> Imported:
    """All issues of an export, each in one transaction; a bad line is a problem and the rest go on."""
    done = Imported()
    heirs: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = parsed(line)
            if present(row):
                done.present += 1
                continue
            with transaction.atomic():
                heirs |= import_issue(row)
            done.added += 1
        except (BadRow, InvalidLayout, IntegrityError) as error:
            done.problems.append((number, str(error)))
    link_heirs(heirs)
    signals.run_ended.send(sender=Imported)
    return done


def parsed(line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise BadRow(f"不是 JSON：{error}") from error
    if not isinstance(row, dict) or row.get("schema") != SCHEMA:
        raise BadRow(f'不是这种档案的导出文件（应有 "schema": "{SCHEMA}"）')
    return row


def present(row: Mapping[str, Any]) -> bool:
    """Is the very same issue here? Raises BadRow where another state of it is."""
    issue = Issue.objects.select_related("paper").filter(uid=row["uid"]).first()
    if issue is None:
        return False
    if json.dumps(issue_row(issue), sort_keys=True) == json.dumps(row, sort_keys=True):
        return True
    raise BadRow(f"档案里已有这一期（{issue}，{issue.uid}），内容不同，没有改动它")


# --- one issue ----------------------------------------------------------------------------------------------


def import_issue(row: Mapping[str, Any]) -> dict[str, str]:
    """The issue of a row written; returns uid -> uid of articles that were merged into others."""
    try:
        issue = new_issue(row)
        sources = [new_source(issue, s) for s in row["sources"]]
        link_versions(sources, row["sources"])
        seqs = {s.name: s.seq for s in sources if s.active}
        layout = layout_of(row, seqs)
        active = [s for s in sources if s.active]
        new_flags(issue, row, layout, active, seqs)
        heirs = new_retired(issue, row)
        note = editing.Note("import", via="import")
        editing.write(issue, layout, note, sources=active, number=row["revision"])
        restore_states(issue, row)
        new_pages(issue, row)
        new_redirects(issue, row)
    except (KeyError, TypeError, binascii.Error) as error:
        raise BadRow(f"这一行不完整或有错：{error!r}") from error
    return heirs


def new_issue(row: Mapping[str, Any]) -> Issue:
    first, last = row["date_range"] or (None, None)
    place = row["sources"][0]["name"] if row["date"] is None and row["sources"] else ""
    issue = Issue(
        uid=row["uid"],
        paper=paper_of(row["paper"]),
        layout=to_json(Layout()),
        date_from=first,
        date_to=last,
        date_note=row.get("date_note", ""),
        place=place,
        state=row["state"],
        **withdrawal(row["withdrawn"]),
        **{name: row[name] for name in ISSUE_FACTS},
    )
    issue.save()
    issue.refresh_from_db()
    return issue


def paper_of(row: Mapping[str, Any]) -> Newspaper:
    """The paper by slug, made when new. Raises BadRow where the slug means another paper here."""
    paper = Newspaper.objects.filter(slug=row["slug"]).first()
    if paper is None:
        more = {name: row[name] for name in PAPER_DETAILS if name in row}
        return Newspaper.objects.create(slug=row["slug"], name=row["name"], **more)
    if paper.name != row["name"]:
        raise BadRow(f"网址名 {paper.slug} 在这里是《{paper.name}》，在导出文件里是《{row['name']}》")
    return paper


def withdrawal(said: Mapping[str, str] | None) -> dict[str, Any]:
    return {"withdrawn_at": said["date"], "withdrawn_reason": said["reason"]} if said else {}


def new_source(issue: Issue, row: Mapping[str, Any]) -> Source:
    if "text" not in row:
        raise BadRow("导出时没有带文字（--no-text），不能导入")
    data = base64.b64decode(row["bytes"]) if "bytes" in row else encode_again(row["text"], row["encoding"])
    if data is None or fingerprint(data) != row["sha256"]:
        raise BadRow(f"{row['name']} 的校验值不符，文件在途中损坏")
    source = Source(
        issue=issue,
        seq=row["seq"],
        name=row["name"],
        page=row["page"],
        page_starts=row.get("page_starts", [[1, row["page"]]]),
        bytes=data,
        sha256=row["sha256"],
        encoding=row["encoding"],
        text=row["text"],
        active=row["active"],
    )
    source.place = row.get("place") or usual_place(issue, source)
    source.save()
    return source


def link_versions(sources: list[Source], rows: Iterable[Mapping[str, Any]]) -> None:
    by_seq = {s.seq: s for s in sources}
    for row in rows:
        if row["supersedes"] is not None:
            by_seq[row["seq"]].supersedes = by_seq[row["supersedes"]]
            by_seq[row["seq"]].save(update_fields=["supersedes"])


# --- layout -------------------------------------------------------------------------------------------------


def layout_of(row: Mapping[str, Any], seqs: Mapping[str, int]) -> Layout:
    fixes: dict[str, tuple] = {}
    for fix in row["fixes"]:
        key = f"{seqs[fix['source']]}:{fix['line']}"
        fixes[key] = (*fixes.get(key, ()), (fix["start"], fix["end"], fix["old"], fix["new"]))
    return Layout(
        articles=tuple(article_of(a, seqs) for a in row["articles"]),
        furniture=tuple(piece_of(p, seqs) for p in row["furniture"]),
        tray=tuple(piece_of(p, seqs) for p in row["tray"]),
        excluded=tuple((piece_of(p, seqs), p["reason"]) for p in row["excluded"]),
        fixes=fixes,
    )


def piece_of(row: Mapping[str, Any], seqs: Mapping[str, int]) -> Piece:
    key = f"{seqs[row['source']]}:{row['line']}"
    return Piece(key, row["start"], row["end"], row["role"], bool(row.get("join", False)), row.get("drop", 0))


def article_of(row: Mapping[str, Any], seqs: Mapping[str, int]) -> ArticleLayout:
    return ArticleLayout(
        uid=row["uid"],
        pieces=tuple(piece_of(p, seqs) for p in row["pieces"]),
        kind=row["kind"],
        by=row["by"],
        verified=(row["verified_by"], row["verified_at"]) if row["verified_at"] else None,
        page=row["page"],
        jump_to=row["jump_to"],
        jump_from=row["jump_from"],
        missing=tuple(row["missing"]),
        doubt=row["doubt"],
    )


# --- what stands beside it ----------------------------------------------------------------------------------


def new_flags(
    issue: Issue, row: Mapping[str, Any], layout: Layout, active: list[Source], seqs: Mapping[str, int]
) -> None:
    blocks = blocks_of((s.seq, s.text) for s in active)
    here = {a.uid for a in layout.articles}
    rows = []
    for flag in row["flags"]:
        seq = seqs.get(flag["source"] or "")
        block = f"{seq}:{flag['line']}" if seq and flag["line"] else None
        draft = FlagDraft(flag["kind"], flag["score"], flag["detail"], flag["article"], block, flag["proposal"])
        known = draft.article is None or draft.article in here
        digest = flagging.text_hash(draft, layout, blocks) if known or block else ""
        rows.append(
            Flag(
                issue=issue,
                article_uid=draft.article,
                block=block,
                kind=draft.kind,
                score=draft.score,
                detail=draft.detail,
                proposal=draft.proposal,
                text_hash=digest,
                state=flag["state"],
            )
        )
    Flag.objects.bulk_create(rows)


def new_retired(issue: Issue, row: Mapping[str, Any]) -> dict[str, str]:
    rows = [Article(uid=gone["uid"], issue=issue, page=None, state=State.RETIRED) for gone in row["retired"]]
    Article.objects.bulk_create(rows)
    return {gone["uid"]: gone["into"] for gone in row["retired"] if gone["into"]}


def link_heirs(heirs: Mapping[str, str]) -> None:
    """Where readers of merged articles go; the heir may stand in an issue that came later."""
    for uid, into in heirs.items():
        Article.objects.filter(uid=uid).update(merged_into=Article.objects.filter(uid=into).first())


def restore_states(issue: Issue, row: Mapping[str, Any]) -> None:
    for article in row["articles"]:
        if article["state"] == State.WITHDRAWN:
            values = withdrawal(article["withdrawn"])
            issue.articles.filter(uid=article["uid"]).update(state=State.WITHDRAWN, **values)


def new_pages(issue: Issue, row: Mapping[str, Any]) -> None:
    for page in row["pages"]:
        issue.pages.filter(label=page["label"]).update(section=page["section"])


def new_redirects(issue: Issue, row: Mapping[str, Any]) -> None:
    for said in row.get("redirects", ()):
        if "issue" in said:
            Issue.objects.create(
                uid=said["issue"], paper=issue.paper, layout=to_json(Layout()), state=State.RETIRED, merged_into=issue
            )
        else:
            FormerAddress.objects.update_or_create(
                path=said["path"], defaults={"issue": issue, "page": said["page"] or ""}
            )
