"""The front door, and what the archive says about itself."""

from typing import Any

from django.db.models import Q, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from archive.models import Issue
from archive.reading.browsing import front_of
from archive.reading.holdings import holdings, papers_of
from archive.views.dates import day_in

MOST = 12  # issues of today's day in other years


def shelves(request: HttpRequest) -> list[dict[str, Any]]:
    """Papers with at least one public issue and what is held of them, the fullest first."""
    held = holdings(request)
    papers = [paper for paper in papers_of(request) if paper.pk in held]
    papers.sort(key=lambda paper: -held[paper.pk].held)
    return [{"paper": paper, "holding": held[paper.pk]} for paper in papers]


def on_show(found: list[dict[str, Any]]) -> tuple[Issue | None, list[Issue]]:
    """The latest issue, and those of today's day in other years, newest first; one query."""
    today = timezone.localdate()
    held = {held.year for shelf in found for held in shelf["holding"].years if held.year != today.year}
    dates = {date for year in held if (date := day_in(year, today.month, today.day))}
    dated = Issue.objects.public().dated()
    newest = dated.order_by("-date", "-edition").values("pk")[:1]
    rows = list(dated.filter(Q(pk=Subquery(newest)) | Q(date__in=dates)).defer("layout").order_by("-date", "-edition"))
    papers = {shelf["paper"].pk: shelf["paper"] for shelf in found}
    for issue in rows:
        issue.paper = papers[issue.paper_id]
    that_day = sorted((row for row in rows if row.date in dates), key=lambda row: (row.paper.slug, row.edition))
    return next(iter(rows), None), sorted(that_day, key=lambda row: row.date, reverse=True)[:MOST]


def home(request: HttpRequest) -> HttpResponse:
    found = shelves(request)
    latest, that_day = on_show(found)
    context = {
        "shelves": found,
        "latest": front_of(latest, latest.paper) if latest else None,
        "that_day": that_day,
        "held": sum(shelf["holding"].held for shelf in found),
        "articles": sum(shelf["holding"].articles for shelf in found),
    }
    return render(request, "home.html", context)


def about(request: HttpRequest) -> HttpResponse:
    return render(request, "about.html", {"shelves": shelves(request)})
