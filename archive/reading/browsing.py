"""What stands beside what: the contents of an issue, neighbours, where an article goes on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Q, Subquery

from archive.models import Article, Issue, Newspaper, Page

T = TypeVar("T")

LISTED = (  # what a list of articles shows; the text itself stays in the database
    "uid",
    "issue",
    "page",
    "position",
    "kind",
    "column",
    "kicker",
    "title",
    "subtitle",
    "headline",
    "byline",
    "missing",
    "jump_to",
    "jump_from",
    "length",
    "state",
    "updated",
)
NAMED = ("uid", "issue", "page", "position", "headline", "length", "jump_to", "jump_from")  # what a link to it shows


@dataclass(frozen=True, slots=True)
class PageContents:
    """A page and the public articles on it, in reading order."""

    page: Page
    articles: tuple[Article, ...]

    @property
    def length(self) -> int:
        """Characters of all its articles."""
        return sum(article.length for article in self.articles)


@dataclass(frozen=True, slots=True)
class Contents:
    """An issue's pages with their articles."""

    issue: Issue
    pages: tuple[PageContents, ...]

    @property
    def articles(self) -> tuple[Article, ...]:
        return tuple(article for entry in self.pages for article in entry.articles)

    @property
    def missing_pages(self) -> int:
        """How many pages the masthead promises that the archive does not hold."""
        return max(0, (self.issue.pages_declared or 0) - len(self.pages))

    def on(self, label: str | None) -> PageContents | None:
        return next((entry for entry in self.pages if entry.page.label == label), None)


def contents_of(issue: Issue, *, whole: bool = False, fields: Sequence[str] = LISTED) -> Contents:
    """Two queries. `whole`: with the text of the articles; else with these fields of theirs."""
    pages = list(issue.pages.order_by("order"))
    by_id = {page.pk: page for page in pages}
    rows = issue.articles.public().filter(page__isnull=False).order_by("page__order", "position")
    held: dict[int, list[Article]] = {page.pk: [] for page in pages}
    for page in pages:
        page.issue = issue
    for article in rows if whole else rows.only(*fields):
        article.issue, article.page = issue, by_id[article.page_id]
        held[article.page_id].append(article)
    return Contents(issue, tuple(PageContents(page, tuple(held[page.pk])) for page in pages))


def beside(rows: Sequence[T], here: T) -> tuple[T | None, T | None]:
    """The rows before and after this one."""
    at = rows.index(here)
    return (rows[at - 1] if at else None), (rows[at + 1] if at + 1 < len(rows) else None)


def issues_beside(issue: Issue) -> tuple[Issue | None, Issue | None]:
    """The paper's public issues before and after this one; one query, none for an undated issue."""
    if issue.date is None:
        return None, None
    rows = Issue.objects.public().filter(paper=issue.paper_id)
    before = rows.filter(date__lte=issue.date).exclude(date=issue.date, edition__gte=issue.edition)
    after = rows.filter(date__gte=issue.date).exclude(date=issue.date, edition__lte=issue.edition)
    ends = Q(pk=Subquery(before.order_by("-date", "-edition").values("pk")[:1]))
    ends |= Q(pk=Subquery(after.order_by("date", "edition").values("pk")[:1]))
    wanted = ("uid", "date", "date_end", "edition", "label", "paper")
    found = list(Issue.objects.filter(ends).order_by().only(*wanted))
    here = (issue.date, issue.edition)
    for other in found:
        other.paper = issue.paper
    earlier = next((other for other in found if (other.date, other.edition) < here), None)
    return earlier, next((other for other in found if (other.date, other.edition) > here), None)


@dataclass(frozen=True, slots=True)
class Jump:
    """Where a story goes on or comes from: the page's label and what the archive holds of it."""

    label: str
    page: Page | None
    article: Article | None


def jump_to(article: Article, contents: Contents) -> Jump | None:
    """Where the story goes on (下转)."""
    return jump(article.jump_to, contents, lambda other: other.jump_from == article.page.label)


def jump_from(article: Article, contents: Contents) -> Jump | None:
    """Where the story begins (上接)."""
    return jump(article.jump_from, contents, lambda other: other.jump_to == article.page.label)


def jump(label: str | None, contents: Contents, answers: Callable[[Article], bool]) -> Jump | None:
    if not label:
        return None
    there = contents.on(label)
    if there is None:
        return Jump(label, None, None)
    found = [other for other in there.articles if answers(other)]
    return Jump(label, there.page, found[0] if len(found) == 1 else None)


@dataclass(frozen=True, slots=True)
class Front:
    """An issue shown by its first page: what the home page of a paper opens with."""

    issue: Issue
    articles: tuple[Article, ...]
    pages: int


def front_of(issue: Issue, paper: Newspaper) -> Front:
    """Two queries."""
    issue.paper = paper
    rows = issue.articles.public().filter(page__order=1).select_related("page").order_by("position")
    articles = tuple(rows.only(*LISTED, "paragraphs", "page__label", "page__order"))
    for article in articles:
        article.issue = issue
    return Front(issue, articles, issue.pages.count())
