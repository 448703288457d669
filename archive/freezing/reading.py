"""The public archive as plain values for the frozen files."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from archive.models import Article, Issue, State


@dataclass(frozen=True, slots=True)
class Place:
    """An issue, where its files lie, and the number of its first article in the frozen search."""

    issue_id: int
    folder: str
    title: str
    first: int
    count: int


def folder_of(issue: Issue) -> str:
    """yunlingbao/1987/04-03, with -2 for a second edition; yunlingbao/undated/<uid>."""
    if issue.date is None:
        return f"{issue.paper.slug}/undated/{issue.uid}"
    edition = f"-{issue.edition}" if issue.edition > 1 else ""
    return f"{issue.paper.slug}/{issue.date.year:04}/{issue.date.month:02}-{issue.date.day:02}{edition}"


def places() -> list[Place]:
    """Every public issue, newest first and undated last: article numbers then stand in the order of results."""
    live = Count("articles", filter=Q(articles__state=State.PUBLIC))
    rows = Issue.objects.public().select_related("paper").defer("layout").annotate(live=live)
    found, first = [], 0
    for issue in rows.order_by("paper__slug", "-date", "-edition", "uid"):
        found.append((issue.date is None, -(issue.date.toordinal() if issue.date else 0), issue))
    ordered = []
    for _, _, issue in sorted(found, key=lambda row: row[:2]):
        ordered.append(Place(issue.pk, folder_of(issue), str(issue), first, issue.live))
        first += issue.live
    return ordered


def articles_of(issue_id: int) -> Iterator[Article]:
    rows = Article.objects.public().filter(issue=issue_id).select_related("page").defer("original")
    return iter(rows.order_by("page__order", "position", "uid"))


def as_value(article: Article) -> dict[str, Any]:
    """An article for issue.json: what a reader sees of it."""
    return {
        "uid": article.uid,
        "page": article.page.label if article.page else None,
        "kind": article.kind,
        "column": article.column or None,
        "kicker": article.kicker or None,
        "title": article.title or None,
        "subtitle": article.subtitle or None,
        "headline": article.headline,
        "byline": article.byline,
        "credits": article.credits,
        "paragraphs": article.paragraphs,
        "missing": article.missing,
        "jump_to": article.jump_to,
        "jump_from": article.jump_from,
    }


def searched_text(article: Article) -> str:
    """Everything the frozen search finds an article by, parts on lines of their own."""
    parts = [article.kicker, article.title, article.subtitle, article.column, *article.texts, *article.names]
    return "\n".join(part for part in parts if part)
