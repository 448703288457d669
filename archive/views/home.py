"""The front door, and what the archive says about itself."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from archive.models import Issue, Newspaper
from archive.reading.browsing import front_of
from archive.reading.holdings import holdings
from archive.views.dates import day_in


def shelves(request: HttpRequest) -> list[dict[str, Any]]:
    """Papers with at least one public issue and what is held of them, the fullest first."""
    held = holdings(request)
    papers = [paper for paper in Newspaper.objects.order_by("slug") if paper.pk in held]
    papers.sort(key=lambda paper: -held[paper.pk].held)
    return [{"paper": paper, "holding": held[paper.pk]} for paper in papers]


def that_day(found: list[dict[str, Any]]) -> list[Issue]:
    """Issues of today's day in other years, newest first."""
    today = timezone.localdate()
    held = sorted({held.year for shelf in found for held in shelf["holding"].years if held.year != today.year})
    dates = [date for year in held if (date := day_in(year, today.month, today.day))]
    rows = Issue.objects.public().filter(date__in=dates).select_related("paper").defer("layout")
    return list(rows.order_by("-date", "paper__slug", "edition")[:12])


def home(request: HttpRequest) -> HttpResponse:
    found = shelves(request)
    by_id = {shelf["paper"].pk: shelf["paper"] for shelf in found}
    latest = Issue.objects.public().dated().defer("layout").order_by("-date", "-edition").first()
    context = {
        "shelves": found,
        "latest": front_of(latest, by_id[latest.paper_id]) if latest else None,
        "that_day": that_day(found),
        "held": sum(shelf["holding"].held for shelf in found),
        "articles": sum(shelf["holding"].articles for shelf in found),
    }
    return render(request, "home.html", context)


def about(request: HttpRequest) -> HttpResponse:
    return render(request, "about.html", {"shelves": shelves(request)})
