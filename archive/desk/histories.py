"""The history of an issue: revisions folded by sitting, their differences, and going back."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from archive import editing
from archive.desk import differences
from archive.desk.review import SITTING
from archive.desk.terms import OPERATION_WORDS, VIA_WORDS, word
from archive.layout import Blocks, Layout, article_to_json, blocks_of, from_json
from archive.models import Issue, Revision
from archive.operations import InvalidOperation

ALONE = frozenset(
    {"verify", "restore", "reingest", "ingest", "resegment", "move_source", "withdraw", "publish", "import", "recount"}
)
MOST_SAID = 12  # sentences shown of a sitting


@dataclass(frozen=True, slots=True)
class Row:
    """A revision without its layout."""

    number: int
    op: str
    via: str
    user: str
    note: str
    created: datetime
    touched: tuple[str, ...]

    @property
    def what(self) -> str:
        return word(OPERATION_WORDS, self.op)

    @property
    def who(self) -> str:
        return self.user or word(VIA_WORDS, self.via)


@dataclass(frozen=True, slots=True)
class Told:
    """A sitting as the history page shows it."""

    rows: tuple[Row, ...]  # oldest first
    said: tuple[str, ...]
    more: int  # sentences left out

    @property
    def first(self) -> Row:
        return self.rows[0]

    @property
    def last(self) -> Row:
        return self.rows[-1]


def rows_of(revisions: QuerySet[Revision]) -> list[Row]:
    names = ("number", "op", "via", "user__username", "note", "created", "touched")
    return [
        Row(number, op, via, user or "", note, created, tuple(touched))
        for number, op, via, user, note, created, touched in revisions.order_by("number").values_list(*names)
    ]


def sittings(issue: Issue, uid: str = "") -> list[tuple[Row, ...]]:
    """Newest first. Operations of one user with pauses under 15 minutes are folded; what matters alone stays alone."""
    folded: list[list[Row]] = []
    for row in rows_of(issue.revisions.all()):
        if uid and uid not in row.touched:
            continue
        if folded and goes_on(folded[-1][-1], row, SITTING):
            folded[-1].append(row)
        else:
            folded.append([row])
    return [tuple(rows) for rows in reversed(folded)]


def goes_on(last: Row, row: Row, pause: timedelta) -> bool:
    alone = last.op in ALONE or row.op in ALONE
    return not alone and last.user == row.user and last.via == row.via and row.created - last.created < pause


# --- differences --------------------------------------------------------------------------------------------


def all_blocks(issue: Issue) -> Blocks:
    """The lines of every source, superseded ones too: old layouts speak of them."""
    return blocks_of((s.seq, s.text) for s in issue.sources.defer("bytes"))


def layout_before(issue: Issue, number: int) -> Layout:
    """The layout that revision `number` changed (numbers may have gaps after an import)."""
    earlier = issue.revisions.filter(number__lt=number).order_by("-number").first()
    return from_json(earlier.layout) if earlier else Layout()


def tell(issue: Issue, sitting: tuple[Row, ...]) -> Told:
    before = layout_before(issue, sitting[0].number)
    after = editing.layout_at(issue, sitting[-1].number)
    said = differences.said(before, after, all_blocks(issue)) if before.articles else []
    return Told(sitting, tuple(said[:MOST_SAID]), max(0, len(said) - MOST_SAID))


def details(issue: Issue, revision: Revision) -> dict[str, Any]:
    """What the page of one revision shows."""
    before, after, blocks = layout_before(issue, revision.number), from_json(revision.layout), all_blocks(issue)
    detail = revision.detail
    facts = [
        (str(issue._meta.get_field(name).verbose_name), old, detail["after"].get(name))
        for name, old in detail.get("before", {}).items()
    ]
    headlines = differences.headlines(after, blocks)
    return {
        "row": rows_of(issue.revisions.filter(pk=revision.pk))[0],
        "said": differences.said(before, after, blocks) if before.articles else [],
        "texts": differences.text_changes(before, after, blocks) if before.articles else [],
        "facts": facts,
        "lost": detail.get("lost", []),
        "articles": [(a.uid, headlines[a.uid]) for a in after.articles],
        "is_head": revision.number == issue.revision,
    }


# --- going back ---------------------------------------------------------------------------------------------


def restore(issue: Issue, number: int, uid: str, user: editing.User) -> editing.Outcome:
    """The whole issue, or article `uid` alone, as revision `number` left it."""
    if not uid:
        return editing.restore(issue.pk, number, user)
    layout = editing.layout_at(issue, number)
    if uid not in {a.uid for a in layout.articles}:
        raise InvalidOperation("那一版里没有这篇文章。")
    article = article_to_json(layout.article(uid))
    return editing.apply(issue.pk, issue.revision, "restore_article", {"article": article}, user)
