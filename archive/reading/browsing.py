"""What stands beside what: the contents of an issue, neighbours, where an article goes on."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from django.db.models import FilteredRelation, Q, QuerySet, Subquery

from archive.models import Article, Issue, Newspaper, Page, State
from archive.reading.asking import Question, Shape, names_of, objects, shape

T = TypeVar("T")

LISTED = (  # what a list of articles shows; the text itself stays in the database
    "uid",
    "issue_id",
    "page_id",
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
NAMED = (
    "uid",
    "issue_id",
    "page_id",
    "position",
    "headline",
    "length",
    "jump_to",
    "jump_from",
)  # what a link to it shows


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


@lru_cache(maxsize=8)
def shapes(fields: Sequence[str]) -> tuple[Shape, Shape]:
    """Of pages and of their articles; () stands for all fields."""
    return shape(Page), shape(Article, "held__", only=fields)


@lru_cache(maxsize=8)
def asking_for_contents(fields: Sequence[str]) -> Question:
    """Pages of an issue, each with its public articles or with none."""
    held = FilteredRelation("articles", condition=Q(articles__state=State.PUBLIC))
    pages = Page.objects.annotate(held=held).order_by("order", "held__position")
    names = names_of(shapes(fields))
    return Question(lambda issue: pages.filter(issue=issue).values_list(*names), int)


def contents_of(issue: Issue, *, whole: bool = False, fields: Sequence[str] = LISTED) -> Contents:
    """Of a public issue; one query. `whole`: with the text of the articles; else with these fields of theirs."""
    wanted = () if whole else fields
    held: dict[str, tuple[Page, list[Article]]] = {}
    for row in asking_for_contents(wanted)(issue.pk) if issue.state == State.PUBLIC else ():
        page, article = objects(row, shapes(wanted))
        page, articles = held.setdefault(page.label, (page, []))
        page.issue = issue
        if article:
            article.issue, article.page = issue, page
            articles.append(article)
    return Contents(issue, tuple(PageContents(page, tuple(articles)) for page, articles in held.values()))


def beside(rows: Sequence[T], here: T) -> tuple[T | None, T | None]:
    """The rows before and after this one."""
    at = rows.index(here)
    return (rows[at - 1] if at else None), (rows[at + 1] if at + 1 < len(rows) else None)


# what a link to an issue needs
LINKED = shape(Issue, only=["uid", "date", "date_end", "edition", "label", "paper_id"])


def nearest_issues(paper: int, date: datetime.date, edition: int) -> QuerySet[Any, Any]:
    """The public issues right before and right after this place among the paper's."""
    rows = Issue.objects.public().filter(paper=paper)
    before = rows.filter(date__lte=date).exclude(date=date, edition__gte=edition)
    after = rows.filter(date__gte=date).exclude(date=date, edition__lte=edition)
    ends = Q(pk=Subquery(before.order_by("-date", "-edition").values("pk")[:1]))
    ends |= Q(pk=Subquery(after.order_by("date", "edition").values("pk")[:1]))
    return Issue.objects.filter(ends).order_by().values_list(*LINKED.names)


NEAREST_ISSUES = Question(nearest_issues, int, datetime.date, int)


def issues_beside(issue: Issue) -> tuple[Issue | None, Issue | None]:
    """The paper's public issues before and after this one; one query, none for an undated issue."""
    if issue.date is None:
        return None, None
    found = [
        other for row in NEAREST_ISSUES(issue.paper_id, issue.date, issue.edition) for other in objects(row, [LINKED])
    ]
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
