"""A paper, its years and months, and the issues without a date."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from archive.models import Issue, Newspaper, dated_place, last_day
from archive.reading.asking import Question, objects, shape
from archive.reading.browsing import LINKED, front_of
from archive.reading.calendars import month_of, year_of
from archive.reading.holdings import holding_of, papers_of


@dataclass(frozen=True, slots=True)
class Out:
    """An issue as a calendar shows it."""

    date: datetime.date
    date_end: datetime.date | None
    edition: int
    label: str | None
    url: str


def in_span(paper: int, first: datetime.date, last: datetime.date) -> QuerySet[Any, Any]:
    rows = Issue.objects.public().filter(paper=paper, date__gte=first, date__lte=last)
    return rows.order_by("date", "edition").values_list("date", "date_end", "edition", "label")


IN_SPAN = Question(in_span, int, datetime.date, datetime.date)


LISTED = shape(Issue, only=[*LINKED.fields, "total_issue"])


def with_pages(paper: int, first: datetime.date, last: datetime.date) -> QuerySet[Any, Any]:
    rows = Issue.objects.public().filter(paper=paper, date__gte=first, date__lte=last).order_by("date", "edition")
    return rows.values(*LISTED.names).annotate(page_count=Count("pages")).values_list(*LISTED.names, "page_count")


WITH_PAGES = Question(with_pages, int, datetime.date, datetime.date)


def issues_between(paper: Newspaper, first: datetime.date, last: datetime.date) -> Iterator[Issue]:
    """The paper's public issues of these days, by date, each with its `page_count`; one query."""
    for row in WITH_PAGES(paper.pk, first, last):
        (issue,) = objects(row, [LISTED])
        issue.paper, issue.page_count = paper, row[-1]
        yield issue


def out_between(paper: Newspaper, first: datetime.date, last: datetime.date) -> list[Out]:
    """The paper's public issues of these days, by date."""
    above = paper.get_absolute_url()
    return [Out(*row, above + dated_place(row[0], row[2])) for row in IN_SPAN(paper.pk, first, last)]


def issues_of(paper: Newspaper) -> QuerySet[Issue]:
    return Issue.objects.public().filter(paper=paper).defer("layout")


def by_day(issues: Iterable[Out]) -> Mapping[datetime.date, list[Out]]:
    """Issues by each day they were out for (a combined issue stands on all its days)."""
    found: dict[datetime.date, list[Out]] = defaultdict(list)
    for issue in issues:
        for ordinal in range(issue.date.toordinal(), last_day(issue.date, issue.date_end).toordinal() + 1):
            found[datetime.date.fromordinal(ordinal)].append(issue)
    return found


def year_context(request: HttpRequest, paper: Newspaper, year: int) -> dict[str, Any]:
    years = holding_of(request, paper).years
    before, after = beside_value([held.year for held in years], year)
    return {"paper": paper, "years": years, "year": year, "year_before": before, "year_after": after}


def beside_value(values: list[int], here: int) -> tuple[int | None, int | None]:
    """The nearest values before and after, whether or not `here` is among them."""
    return (
        max((v for v in values if v < here), default=None),
        min((v for v in values if v > here), default=None),
    )


def paper_called(request: HttpRequest, slug: str) -> Newspaper:
    """One query a request for all that is asked of papers. Raises Http404."""
    for paper in papers_of(request):
        if paper.slug == slug:
            return paper
    raise Http404("no such paper")


def paper(request: HttpRequest, paper: str) -> HttpResponse:
    found = paper_called(request, paper)
    latest = issues_of(found).dated().order_by("-date", "-edition").first()
    holding = holding_of(request, found)
    context = {
        "paper": found,
        "years": holding.years,
        "latest": front_of(latest, found) if latest else None,
        "undated": holding.undated,
    }
    return render(request, "paper.html", context)


def year(request: HttpRequest, paper: str, year: str) -> HttpResponse:
    found = paper_called(request, paper)
    number = int(year)
    context = year_context(request, found, number)
    if not context["years"]:
        raise Http404("the paper has no dated issues")
    rows = out_between(found, datetime.date(number, 1, 1), datetime.date(number, 12, 31))
    months = year_of(number, by_day(rows))
    return render(request, "year.html", context | {"months": months, "held": len(rows)})


def month(request: HttpRequest, paper: str, year: str, month: str) -> HttpResponse:
    found = paper_called(request, paper)
    first = datetime.date(int(year), int(month), 1)
    last = month_after(first) - datetime.timedelta(days=1)
    rows = list(issues_between(found, first, last))
    out = (Out(row.date, row.date_end, row.edition, row.label, row.get_absolute_url()) for row in rows)
    context = year_context(request, found, first.year) | {
        "month": month_of(first.year, first.month, by_day(out)),
        "issues": rows,
        "first": first,
        "month_before": first - datetime.timedelta(days=1),
        "month_after": month_after(first),
    }
    return render(request, "month.html", context)


def month_after(first: datetime.date) -> datetime.date:
    """The first day of the next month."""
    return (first + datetime.timedelta(days=31)).replace(day=1)


def shelf(request: HttpRequest, paper: str = "") -> HttpResponse:
    """Issues whose date nobody knows: of one paper, or of all."""
    found = get_object_or_404(Newspaper, slug=paper) if paper else None
    rows = issues_of(found) if found else Issue.objects.public().defer("layout")
    rows = rows.undated().select_related("paper").annotate(page_count=Count("pages", distinct=True))
    rows = rows.order_by("paper__slug", F("date_from").asc(nulls_last=True), "uid")
    return render(request, "shelf.html", {"paper": found, "issues": list(rows)})
