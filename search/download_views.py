"""Results to take away: files, an Atom feed, and a CSV of the hits of many queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.contrib.admin.views.decorators import staff_member_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from search.asked import Asked, read
from search.engine import IndexProblem
from search.exports import FORMS, Record, csv_line, record
from search.feeds import atom
from search.opened import current_index
from search.query import QueryError
from search.results import every_hit
from search.views import sentence, unavailable

MOST_ROWS = 20_000  # of one download
MOST_QUERIES = 500  # lines of one list
MOST_HITS = 50  # rows for one of them


def plain(text: str, status: int) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")


def asked_or_problem(given: QueryDict) -> Asked | HttpResponse:
    """The question, or why it cannot be answered: told before a stream has begun."""
    try:
        asked = read(given)
        current_index()
    except QueryError as error:
        return plain(sentence(error), 400)
    except IndexProblem:
        return plain(unavailable(), 503)
    return plain(_("请写上要找的词（q）。"), 400) if asked.is_empty else asked


@require_safe
def export(request: HttpRequest, form: str) -> HttpResponse | StreamingHttpResponse:
    if form not in FORMS:
        raise Http404("no such form")
    asked = asked_or_problem(request.GET)
    if isinstance(asked, HttpResponse):
        return asked
    write, kind, ending = FORMS[form]
    rows = (record(article, settings.ARCHIVE_SITE_URL) for article in every_hit(asked, MOST_ROWS))
    response = StreamingHttpResponse(encoded(write(rows)), content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="search.{ending}"'
    return response


def encoded(parts: Iterable[str]) -> Iterator[bytes]:
    return (part.encode() for part in parts)


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    asked = asked_or_problem(request.GET)
    if isinstance(asked, HttpResponse):
        return asked
    page = settings.ARCHIVE_SITE_URL + reverse("search:results")
    return HttpResponse(
        atom(asked, page, request.build_absolute_uri()), content_type="application/atom+xml; charset=utf-8"
    )


@staff_member_required
@require_http_methods(["GET", "HEAD", "POST"])
def many(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """A list of queries, one a line, answered by a CSV of their hits; for staff who check long lists of names."""
    lines = [line.strip() for line in request.POST.get("queries", "").splitlines() if line.strip()]
    if not lines or len(lines) > MOST_QUERIES:
        problem = too_many(len(lines)) if lines else ""
        return render(request, "search/many.html", {"problem": problem, "queries": "\n".join(lines)})
    try:
        current_index()
    except IndexProblem:
        return plain(unavailable(), 503)
    response = StreamingHttpResponse(encoded(hits_of(lines)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="hits.csv"'
    return response


def too_many(count: int) -> str:
    text = ngettext("最多 %(most)d 行，这里有 %(count)d 行。", "最多 %(most)d 行，这里有 %(count)d 行。", count)
    return text % {"most": MOST_QUERIES, "count": count}


def hits_of(lines: Iterable[str]) -> Iterator[str]:
    """The CSV: for each query its hits; a row without a hit where there is none, the sentence where it is no query."""
    yield "\ufeff" + csv_line(["query", "hits", "date", "paper", "page", "title", "url", "problem"])
    for line in lines:
        yield "".join(csv_line(row) for row in rows_for(line))


def rows_for(line: str) -> Iterator[list[str]]:
    try:
        asked = read(one_query(line))
    except QueryError as error:
        yield [line, "", "", "", "", "", "", sentence(error)]
        return
    found = [record(article, settings.ARCHIVE_SITE_URL) for article in every_hit(asked, MOST_HITS)]
    total = str(current_index().search(asked.node, limit=0).total)
    for row in found or [None]:
        yield [line, total, *cells(row), ""]


def one_query(line: str) -> QueryDict:
    given = QueryDict(mutable=True)
    given["q"] = line
    return given


def cells(row: Record | None) -> list[str]:
    if row is None:
        return [""] * 5
    return [row.date.isoformat() if row.date else "", row.paper, row.page, row.title, row.url]
