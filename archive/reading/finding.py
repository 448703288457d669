"""From an address to the issue, page or article that stands there now, or to what became of it."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language

from archive.models import UNQUOTED, Article, FormerAddress, Issue, Newspaper, Page, State
from archive.reading.asking import Question, Shape, names_of, objects, shape

MOST_MERGES = 20  # a chain of merges longer than this is a loop


class Moved(Exception):
    """The thing stands at another address now."""

    def __init__(self, url: str, permanent: bool = True) -> None:
        super().__init__(url)
        self.url = url
        self.permanent = permanent


class Gone(Exception):
    """The thing was shown once and is not any more. `issue`: where to look instead, if that is public."""

    def __init__(self, thing: Issue | Article, issue: Issue | None) -> None:
        super().__init__(thing.uid)
        self.thing = thing
        self.issue = issue


def answering(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view, with Moved answered by a redirect and Gone by 410 and a notice without any of the text."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Moved as moved:
            kind = HttpResponsePermanentRedirect if moved.permanent else HttpResponseRedirect
            query = request.META.get("QUERY_STRING")
            return kind(f"{moved.url}?{query}" if query else moved.url)
        except Gone as gone:
            withdrawn = gone.thing.withdrawn_at if gone.thing.state == State.WITHDRAWN else None
            context = {"withdrawn": withdrawn, "issue": gone.issue, "uid": gone.thing.uid}
            return render(request, "gone.html", context, status=410)

    return answer


def last_heir(thing: Any) -> Any:
    """The end of a chain of merges."""
    for _ in range(MOST_MERGES):
        if thing.state != State.RETIRED or thing.merged_into is None:
            break
        thing = thing.merged_into
    return thing


# --- issues -------------------------------------------------------------------------------------------------


def day_of(address: Mapping[str, str]) -> tuple[datetime.date, int]:
    """Date and edition of year/month/day as they stand in an address. Raises Http404 for a day that never was."""
    day, _, edition = address["day"].partition("-")
    try:
        return datetime.date(int(address["year"]), int(address["month"]), int(day)), int(edition or 1)
    except ValueError as error:
        raise Http404("no such day") from error


def bare_path(path: str) -> str:
    """The path without its language: FormerAddress knows only the Chinese ones."""
    language = get_language() or settings.LANGUAGE_CODE
    prefix = f"/{language}/"
    bare = path[len(prefix) - 1 :] if path.startswith(prefix) else path
    return f"/{bare.lstrip('/')}"  # //elsewhere would be another site's address


ISSUE_HEADS = (shape(Newspaper, "paper__"), shape(Issue, without=["layout"]))
ISSUE_HEADS_WITH_LAYOUT = (ISSUE_HEADS[0], shape(Issue))


def dated(paper: str, date: datetime.date, edition: int) -> QuerySet[Issue]:
    return Issue.objects.filter(paper__slug=paper, date=date, edition=edition).exclude(state=State.RETIRED)


def undated(paper: str, uid: str) -> QuerySet[Issue]:
    return Issue.objects.filter(paper__slug=paper, uid=uid)


def asking_for_issue(shapes: Sequence[Shape]) -> tuple[Question, Question]:
    """Dated, undated."""
    names = names_of(shapes)
    return (
        Question(lambda *place: dated(*place).order_by().values_list(*names), str, datetime.date, int),
        Question(lambda *place: undated(*place).order_by().values_list(*names), str, str),
    )


ISSUE_HERE, ISSUE_HERE_WITH_LAYOUT = asking_for_issue(ISSUE_HEADS), asking_for_issue(ISSUE_HEADS_WITH_LAYOUT)


def issue_row(address: Mapping[str, str], with_layout: bool) -> Issue | None:
    """The issue at an address, whatever its state. Raises Http404 for a day that never was."""
    dated_one, undated_one = ISSUE_HERE_WITH_LAYOUT if with_layout else ISSUE_HERE
    if "issue_uid" in address:
        rows = undated_one(address["paper"], address["issue_uid"])
    else:
        rows = dated_one(address["paper"], *day_of(address))
    for row in rows:
        paper, issue = objects(row, ISSUE_HEADS_WITH_LAYOUT if with_layout else ISSUE_HEADS)
        issue.paper = paper
        return issue
    return None


def issue_at(request: HttpRequest, address: Mapping[str, str], *, with_layout: bool = False) -> Issue:
    """The public issue at an address. Raises Moved, Gone, Http404."""
    issue = issue_row(address, with_layout)
    if issue is None:
        raise_former(request)
        raise_combined(address)
        raise Http404("no such issue")
    if issue.state == State.RETIRED:
        raise_heir(issue)
    if issue.state != State.PUBLIC:
        raise Gone(issue, None)
    if "issue_uid" in address and issue.date is not None:
        raise_former(request)
        raise Moved(issue.get_absolute_url())
    return issue


def raise_heir(issue: Issue) -> None:
    heir = last_heir(issue)
    if heir.state == State.PUBLIC:
        raise Moved(heir.get_absolute_url())
    raise Gone(issue, None)


def raise_former(request: HttpRequest) -> None:
    """Raises Moved where an issue or page once had this address (or a view below it)."""
    path = quoted(bare_path(request.path))
    heads = {path[: at + 1]: path[at + 1 :] for at, char in enumerate(path) if char == "/"}
    if not path.endswith("/"):
        stem, _, ending = path.rpartition(".")
        heads[f"{stem}/"] = f".{ending}"
    rows = FormerAddress.objects.filter(path__in=heads).select_related("issue__paper", "issue__merged_into__paper")
    former = max(rows, key=lambda row: len(row.path), default=None)
    if former is None:
        return
    issue = last_heir(former.issue)
    if issue.state != State.PUBLIC:
        raise Gone(issue, None)
    rest = heads[former.path]
    url = with_tail(issue.page_url(former.page) if former.page else issue.get_absolute_url(), rest)
    if url != quoted(request.path):
        raise Moved(url)


def quoted(path: str) -> str:
    """The path as `reverse` writes it: a request's is already decoded, and a label may be Chinese."""
    return quote(path, safe=UNQUOTED)


def raise_combined(address: Mapping[str, str]) -> None:
    """A later day of a combined issue (合刊) leads to the issue; not for ever, a single issue may turn up."""
    if "issue_uid" in address:
        return
    date, _ = day_of(address)
    rows = Issue.objects.public().filter(paper__slug=address["paper"], date__lt=date, date_end__gte=date)
    issue = rows.select_related("paper").defer("layout").first()
    if issue:
        raise Moved(issue.get_absolute_url(), permanent=False)


def page_of(request: HttpRequest, issue: Issue, label: str, pages: list[Page]) -> Page:
    """The page with this label. Raises Moved where the page went to another issue, Http404."""
    for page in pages:
        if page.label == label:
            return page
    raise_former(request)
    raise Http404("no such page")


# --- articles -----------------------------------------------------------------------------------------------


HEADS = (shape(Article), shape(Page, "page__"), shape(Newspaper, "issue__paper__"))
ISSUE = shape(Issue, "issue__", without=["layout"])
ISSUE_WITH_LAYOUT = shape(Issue, "issue__")


def asking_for_article(issue: Shape) -> Question:
    names = names_of((*HEADS, issue))
    return Question(lambda uid: Article.objects.filter(uid=uid).order_by().values_list(*names), str)


ARTICLE, ARTICLE_WITH_LAYOUT = asking_for_article(ISSUE), asking_for_article(ISSUE_WITH_LAYOUT)


def article_row(uid: str, with_layout: bool) -> Article:
    """The article with issue, paper and page, whatever its state. Raises Http404."""
    rows = (ARTICLE_WITH_LAYOUT if with_layout else ARTICLE)(uid)
    if not rows:
        raise Http404("no such article")
    issue_shape = ISSUE_WITH_LAYOUT if with_layout else ISSUE
    article, page, paper, issue = objects(rows[0], (*HEADS, issue_shape))
    article.issue, article.page, issue.paper = issue, page, paper
    return article


def article_by_uid(uid: str, *, with_layout: bool = False) -> Article:
    """The public article with this uid, wherever it stands. Raises Moved, Gone, Http404."""
    article = article_row(uid, with_layout)
    place = article.issue if article.issue.state == State.PUBLIC else None
    if article.state == State.RETIRED:
        heir = last_heir(article)
        if heir.state == State.PUBLIC and heir.issue.state == State.PUBLIC:
            raise Moved(heir.get_absolute_url())
        raise Gone(article, place)
    if article.state != State.PUBLIC or place is None:
        raise Gone(article if article.state != State.PUBLIC else article.issue, place)
    if article.page:
        article.page.issue = article.issue  # links to the page need not ask for it again
    return article


def with_tail(url: str, tail: str) -> str:
    """/…/16/ with source/ -> /…/16/source/, with .json -> /…/16.json."""
    return (url.rstrip("/") if tail.startswith(".") else url) + tail


def article_at(request: HttpRequest, uid: str, tail: str = "", *, with_layout: bool = False) -> Article:
    """The article, provided that this is its present address; `tail` is what a view of it adds (source/, .txt)."""
    article = article_by_uid(uid, with_layout=with_layout)
    here = with_tail(article.get_absolute_url(), tail)
    if quoted(request.path) != here:
        raise Moved(here)
    return article
