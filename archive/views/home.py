"""The front door, and what the archive says about itself."""

from django.db.models import Count, Q
from django.db.models.functions import ExtractYear
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from archive.browsing import front_of
from archive.models import Issue, Newspaper, State
from archive.views.dates import day_in


def papers_held() -> list[Newspaper]:
    """Papers with at least one public issue, with how many, the fullest first."""
    held = Count("issues", filter=Q(issues__state=State.PUBLIC))
    undated = Count("issues", filter=Q(issues__state=State.PUBLIC, issues__date__isnull=True))
    rows = Newspaper.objects.annotate(held=held, undated=undated).filter(held__gt=0)
    return list(rows.order_by("-held", "slug"))


def years_held(papers: list[Newspaper]) -> dict[int, list[tuple[int, int]]]:
    """Paper id -> (year, issues held), oldest first."""
    rows = Issue.objects.public().dated().annotate(year=ExtractYear("date")).values_list("paper_id", "year")
    found: dict[int, list[tuple[int, int]]] = {paper.pk: [] for paper in papers}
    for paper, year, held in rows.annotate(held=Count("pk")).order_by("paper_id", "year"):
        found[paper].append((year, held))
    return found


def that_day(years: dict[int, list[tuple[int, int]]]) -> list[Issue]:
    """Issues of today's day in other years, newest first."""
    today = timezone.localdate()
    held = sorted({year for rows in years.values() for year, _ in rows if year != today.year}, reverse=True)
    dates = [date for year in held if (date := day_in(year, today.month, today.day))]
    rows = Issue.objects.public().filter(date__in=dates).select_related("paper").defer("layout")
    return list(rows.order_by("-date", "paper__slug", "edition")[:12])


def home(request: HttpRequest) -> HttpResponse:
    papers = papers_held()
    by_id = {paper.pk: paper for paper in papers}
    years = years_held(papers)
    latest = Issue.objects.public().dated().defer("layout").order_by("-date", "-edition").first()
    context = {
        "shelves": [{"paper": paper, "years": years[paper.pk]} for paper in papers],
        "latest": front_of(latest, by_id[latest.paper_id]) if latest else None,
        "that_day": that_day(years),
        "undated": sum(paper.undated for paper in papers),
        "held": sum(paper.held for paper in papers),
    }
    return render(request, "home.html", context)


def about(request: HttpRequest) -> HttpResponse:
    return render(request, "about.html", {"papers": papers_held()})
