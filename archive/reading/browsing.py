"""What stands beside what: the contents of an issue, neighbours, where an article goes on."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from django.db.models import Count, FilteredRelation, OuterRef, Q, QuerySet, Subquery

from archive.models import Article, Issue, Newspaper, Page, State
from archive.reading.asking import Question, Shape, objects, shape

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
# what the contents of an issue show
ENTERED = ("uid", "issue_id", "page_id", "kind", "kicker", "subtitle", "headline", "missing", "jump_to", "jump_from")


@dataclass(slots=True)
class Named:
    """An article as a link to it shows it."""

    page: Page
    uid: str
    headline: str
    jump_to: str | None
    jump_from: str | None

    def get_absolute_url(self) -> str:
        return f"{self.page.get_absolute_url()}{self.uid}/"


@dataclass(frozen=True, slots=True)
class PageContents:
    """A page and the public articles on it, in reading order."""

    page: Page
    articles: tuple[Any, ...]  # Article, or Named

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
    def articles(self) -> tuple[Any, ...]:
        return tuple(article for entry in self.pages for article in entry.articles)

    @property
    def missing_pages(self) -> int:
        """How many pages the masthead promises that the archive does not hold."""
        return max(0, (self.issue.pages_declared or 0) - len(self.pages))

    def on(self, label: str | None) -> PageContents | None:
        return next((entry for entry in self.pages if entry.page.label == label), None)


PAGE = shape(Page)


@lru_cache(maxsize=8)
def asking_for_contents(fields: Sequence[str]) -> Question:
    """Pages of an issue, each with these fields of its public articles, or of none."""
    held = FilteredRelation("articles", condition=Q(articles__state=State.PUBLIC))
    pages = Page.objects.annotate(held=held).order_by("order", "held__position")
    names = [*PAGE.names, *(f"held__{name}" for name in fields)]
    return Question(lambda issue: pages.filter(issue=issue).values_list(*names), int)


@lru_cache(maxsize=8)
def article_shape(fields: Sequence[str]) -> Shape:
    return shape(Article, only=fields)


def pages_with(
    issue: Issue, fields: Sequence[str], make: Callable[[Page, tuple[Any, ...]], Any]
) -> tuple[PageContents, ...]:
    """The pages of a public issue with what `make` makes of each article's fields; one query."""
    found: dict[int, tuple[Page, list[Any]]] = {}
    width = len(PAGE.fields)
    for row in asking_for_contents(fields)(issue.pk) if issue.state == State.PUBLIC else ():
        if row[0] not in found:
            (page,) = objects(row, [PAGE])
            page.issue = issue
            found[row[0]] = page, []
        page, articles = found[row[0]]
        if row[width] is not None:
            articles.append(make(page, row[width:]))
    return tuple(PageContents(page, tuple(articles)) for page, articles in found.values())


def contents_of(issue: Issue, *, whole: bool = False, fields: Sequence[str] = LISTED) -> Contents:
    """Of a public issue; one query. `whole`: with the text of the articles; else with these fields of theirs."""
    wanted = article_shape(() if whole else tuple(fields))

    def make(page: Page, values: tuple[Any, ...]) -> Article:
        (article,) = objects(values, [wanted])
        article.issue, article.page = issue, page
        return article

    return Contents(issue, pages_with(issue, wanted.fields, make))


def names_in(issue: Issue) -> Contents:
    """The contents with no more than links show; one query."""
    names = ("uid", "headline", "jump_to", "jump_from")
    return Contents(issue, pages_with(issue, names, lambda page, values: Named(page, *values)))


PAGES = Question(lambda issue: Page.objects.filter(issue=issue).order_by("order").values_list(*PAGE.names), int)


def pages_of(issue: Issue) -> list[Page]:
    """One query."""
    found = [page for row in PAGES(issue.pk) for page in objects(row, [PAGE])]
    for page in found:
        page.issue = issue
    return found


def on_page(page: int) -> QuerySet[Any, Any]:
    rows = Article.objects.filter(page=page, state=State.PUBLIC).order_by("position")
    return rows.values_list(*article_shape(()).names)


ON_PAGE = Question(on_page, int)


def whole_page(page: Page) -> PageContents:
    """A page of a public issue with its articles and their text; one query."""
    articles = tuple(article for row in ON_PAGE(page.pk) for article in objects(row, [article_shape(())]))
    for article in articles:
        article.issue, article.page = page.issue, page
    return PageContents(page, articles)


def beside(rows: Sequence[T], here: T) -> tuple[T | None, T | None]:
    """The rows before and after this very one."""
    at = next(place for place, row in enumerate(rows) if row is here)
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
    article: Any  # Article, Named or None


def jump_to(article: Article | Named, contents: Contents) -> Jump | None:
    """Where the story goes on (下转)."""
    return jump(article.jump_to, contents, lambda other: other.jump_from == article.page.label)


def jump_from(article: Article | Named, contents: Contents) -> Jump | None:
    """Where the story begins (上接)."""
    return jump(article.jump_from, contents, lambda other: other.jump_to == article.page.label)


def jump(label: str | None, contents: Contents, answers: Callable[[Any], bool]) -> Jump | None:
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
    """One query; two where nothing stands on the first page."""
    issue.paper = paper
    pages = Page.objects.filter(issue=OuterRef("issue")).order_by().values("issue").annotate(n=Count("pk")).values("n")
    rows = issue.articles.public().filter(page__order=1).select_related("page").order_by("position")
    rows = rows.only(*LISTED, "paragraphs", "page__label", "page__order")
    articles = tuple(rows.annotate(pages_of_issue=Subquery(pages)))
    for article in articles:
        article.issue = issue
    return Front(issue, articles, articles[0].pages_of_issue if articles else issue.pages.count())
