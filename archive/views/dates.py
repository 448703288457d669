"""Finding by date: a typed date, this day in other years, and what a year lacks."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from archive.models import Article, Issue, Newspaper, Page, Suspension, last_day
from archive.reading.browsing import LISTED
from archive.reading.gaps import Held, gaps_of, weekdays_of
from archive.reading.typed_dates import Typed, understood
from archive.views.papers import issues_of

HEADLINES = 4  # shown of each issue on 那年今日
NEARBY = 3


def jump(request: HttpRequest) -> HttpResponse:
    """/date/?d=二〇二〇年六月十六日 leads to the issue, month, year or day meant, or to a page of choices."""
    typed = understood(request.GET.get("d", ""))
    paper = Newspaper.objects.filter(slug=request.GET.get("paper", "")).first()
    context = {"asked": request.GET.get("d", ""), "paper": paper, "typed": typed, "found": [], "nearest": []}
    if typed is None:
        return render(request, "date.html", context, status=400 if context["asked"] else 200)
    if typed.year is None and typed.day and not typed.dates:
        return redirect("this_day", month=f"{typed.month:02}", day=f"{typed.day:02}")
    if not typed.dates:
        return jump_to_span(request, typed, context)
    return jump_to_day(request, typed, context)


def public_issues(paper: Newspaper | None) -> QuerySet[Issue]:
    rows = Issue.objects.public().dated().select_related("paper").defer("layout")
    return rows.filter(paper=paper) if paper else rows


def jump_to_span(request: HttpRequest, typed: Typed, context: dict[str, Any]) -> HttpResponse:
    """To the calendar of a year or month, of the paper that has most issues in it."""
    rows = public_issues(context["paper"]).of_year(typed.year)
    if typed.month:
        rows = rows.filter(date__month=typed.month)
    slugs = rows.order_by().values_list("paper__slug").annotate(held=Count("pk")).order_by("-held", "paper__slug")
    slug = slugs.values_list("paper__slug", flat=True).first()
    if slug is None:
        return render(request, "date.html", context | {"nearest": nearest(typed, context["paper"])}, status=404)
    if typed.month:
        return redirect("month", paper=slug, year=f"{typed.year:04}", month=f"{typed.month:02}")
    return redirect("year", paper=slug, year=f"{typed.year:04}")


def jump_to_day(request: HttpRequest, typed: Typed, context: dict[str, Any]) -> HttpResponse:
    within = Q()
    for date in typed.dates:
        within |= Q(date__lt=date, date_end__gte=date)
    on_day = Q(date__in=typed.dates) | (Q(date_end__isnull=False) & within)  # few issues have two dates
    found = list(public_issues(context["paper"]).filter(on_day).order_by("date", "paper__slug", "edition"))
    if len(found) == 1:
        return redirect(found[0])
    if found:
        return render(request, "date.html", context | {"found": found})
    return render(request, "date.html", context | {"nearest": nearest(typed, context["paper"])}, status=404)


def nearest(typed: Typed, paper: Newspaper | None) -> list[Issue]:
    """The issues nearest to a day, month or year that has none: up to three before and three after."""
    rows = public_issues(paper)
    latest = rows.order_by("-date").values_list("date", flat=True).first()
    dates = typed.dates or (datetime.date(typed.year or 1, typed.month or 1, 1),)
    day = min(dates, key=lambda date: abs(date - latest)) if latest else dates[0]  # 庚子年 comes every sixty years
    before = list(rows.filter(date__lt=day).order_by("-date", "edition")[:NEARBY])
    return before[::-1] + list(rows.filter(date__gte=day).order_by("date", "edition")[:NEARBY])


# --- this day in other years --------------------------------------------------------------------------------


def issues_on(month: int, day: int) -> list[Issue]:
    """Public issues of this day in any year, newest first; two queries."""
    years = Issue.objects.public().aggregate(first=Min("date"), last=Max("date"))
    if not years["first"]:
        return []
    span = range(years["first"].year, years["last"].year + 1)
    dates = [date for year in span if (date := day_in(year, month, day))]
    return list(public_issues(None).filter(date__in=dates).order_by("-date", "paper__slug", "edition"))


def day_in(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def with_headlines(issues: Iterable[Issue]) -> list[dict[str, Any]]:
    """The first headlines of each issue; one query."""
    by_id = {issue.pk: issue for issue in issues}
    rows = Article.objects.public().filter(issue__in=by_id, page__order=1).select_related("page").order_by("position")
    found: dict[int, list[Article]] = {pk: [] for pk in by_id}
    for article in rows.only(*LISTED, "page__label", "page__order"):
        article.issue = by_id[article.issue_id]
        found[article.issue_id].append(article)
    return [{"issue": issue, "articles": found[issue.pk][:HEADLINES]} for issue in by_id.values()]


def this_day(request: HttpRequest, month: str = "", day: str = "") -> HttpResponse:
    """那年今日."""
    date = timezone.localdate() if not month else day_in(2020, int(month), int(day))
    if date is None:
        raise Http404("no such day")
    leap = datetime.date(2020, date.month, date.day)
    one = datetime.timedelta(days=1)
    context = {
        "entries": with_headlines(issues_on(date.month, date.day)),
        "date": leap,
        "day_before": leap - one,
        "day_after": leap + one,
    }
    return render(request, "this_day.html", context)


# --- what is missing ----------------------------------------------------------------------------------------


def held(issue: Issue) -> Held:
    return Held(issue.date, last_day(issue.date, issue.date_end), issue.total_issue, issue.total_issue_end)


def closed_days(rows: Iterable[Suspension], first: datetime.date, last: datetime.date) -> frozenset[datetime.date]:
    """Days of suspension from `first` to `last`."""
    return frozenset(
        datetime.date.fromordinal(ordinal)
        for row in rows
        for ordinal in range(max(row.first, first).toordinal(), min(row.last, last).toordinal() + 1)
    )


def gaps(request: HttpRequest, paper: str, year: str) -> HttpResponse:
    """What the archive lacks of a year: issues, pages, pages without a readable article."""
    found, number = get_object_or_404(Newspaper, slug=paper), int(year)
    rows = list(issues_of(found).of_year(number).annotate(page_count=Count("pages")).order_by("date", "edition"))
    first, last = datetime.date(number, 1, 1), datetime.date(number, 12, 31)
    before, after = issues_around(found, first, last)
    if not (rows or before or after):
        raise Http404("the paper has no dated issues")
    for issue in rows:
        issue.paper = found
    suspensions = list(found.suspensions.filter(first__lte=last, last__gte=first))
    weekdays = found.publication_weekdays or weekdays_of(issue.date for issue in rows)
    answer = gaps_of(
        number,
        list({issue.date: held(issue) for issue in reversed(rows)}.values())[::-1],
        before and held(before),
        after and held(after),
        weekdays,
        closed_days(suspensions, first, last),
    )
    return render(
        request,
        "gaps.html",
        {
            "paper": found,
            "year": number,
            "year_before": before and before.date.year,
            "year_after": after and after.date.year,
            "answer": answer,
            "held": len(rows),
            "expected": None if answer.expected is None else answer.expected - answer.held + len(rows),
            "given": bool(found.publication_weekdays),
            "suspensions": suspensions,
            "short": [issue for issue in rows if issue.pages_declared and issue.pages_declared > issue.page_count],
            "empty": pages_without_articles(rows),
        },
    )


def issues_around(paper: Newspaper, first: datetime.date, last: datetime.date) -> tuple[Issue | None, Issue | None]:
    """The last issue before and the first one after a span of days; one query."""
    rows = issues_of(paper).dated()
    earlier, later = rows.filter(date__lt=first).order_by("-date"), rows.filter(date__gt=last).order_by("date")
    ends = Q(pk=Subquery(earlier.values("pk")[:1])) | Q(pk=Subquery(later.values("pk")[:1]))
    found = list(Issue.objects.filter(ends).defer("layout").order_by("date"))
    before = next((issue for issue in found if issue.date < first), None)
    return before, next((issue for issue in found if issue.date > last), None)


def pages_without_articles(issues: list[Issue]) -> list[Page]:
    by_id = {issue.pk: issue for issue in issues}
    readable = Count("articles", filter=Q(articles__state="public"))
    pages = Page.objects.filter(issue__in=by_id).annotate(readable=readable).filter(readable=0)
    found = sorted(pages, key=lambda page: (by_id[page.issue_id].date, page.order))
    for page in found:
        page.issue = by_id[page.issue_id]
    return found
