"""How many issues and articles of each paper and year the archive holds: counted once after each change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.cache import cache
from django.db.models import Count
from django.http import HttpRequest

from archive.models import Article, Issue, Newspaper, Revision, State
from archive.reading.asking import Question
from archive.reading.decades import Year

KEPT = 86_400  # seconds
UNDATED = 0
COUNTED = "articles-of-issues"  # key of the cache: issue id -> (revision, public articles)
FEW = 500  # issues that are counted one by one rather than all together


@dataclass(slots=True)
class Holding:
    """`years`: oldest first; `undated`: issues without a date."""

    years: list[Year] = field(default_factory=list)
    undated: int = 0
    articles: int = 0

    @property
    def held(self) -> int:
        return self.undated + sum(year.issues for year in self.years)


LAST_REVISION = Question(lambda: Revision.objects.order_by("-pk").values_list("pk", "created")[:1])


def generation() -> str:
    """What changes with every change of what readers see of issues and articles; one query."""
    return "".join(f"{number}-{created.timestamp()}" for number, created in LAST_REVISION()) or "0"


def generation_of(request: HttpRequest) -> str:
    """The generation, asked once for a request."""
    found = getattr(request, "generation", None)
    if found is None:
        found = generation()
        request.generation = found  # type: ignore[attr-defined]
    return found


def papers_of(request: HttpRequest) -> list[Newspaper]:
    """All papers by their slugs, asked once for a request."""
    found = getattr(request, "papers", None)
    if found is None:
        found = list(Newspaper.objects.order_by("slug"))
        request.papers = found  # type: ignore[attr-defined]
    return found


def holdings(request: HttpRequest) -> dict[int, Holding]:
    """Paper id -> what is held of it. One query after a change, else none but that of the generation."""
    key = f"holdings:{generation_of(request)}"
    found = cache.get(key)
    if found is None:
        found = count_holdings()
        cache.set(key, found, KEPT)
    return found


def count_holdings() -> dict[int, Holding]:
    rows = list(Issue.objects.public().order_by().values_list("pk", "paper_id", "date", "revision").iterator(5000))
    inside = articles_by_issue({pk: revision for pk, _, _, revision in rows})
    issues: Counter[tuple[int, int]] = Counter()
    articles: Counter[tuple[int, int]] = Counter()
    for pk, paper, date, _ in rows:
        key = (paper, date.year if date else UNDATED)
        issues[key] += 1
        articles[key] += inside[pk]
    found: dict[int, Holding] = {}
    for (paper, year), count in sorted(issues.items()):
        holding = found.setdefault(paper, Holding())
        holding.articles += articles[paper, year]
        if year == UNDATED:
            holding.undated = count
        else:
            holding.years.append(Year(year, count, articles[paper, year]))
    return found


def articles_by_issue(revisions: Mapping[int, int]) -> dict[int, int]:
    """Issue id -> its public articles. `revisions`: issue id -> revision; only issues with another revision than last
    time are counted anew, from an index and without reading articles."""
    known: dict[int, tuple[int, int]] = cache.get(COUNTED) or {}
    changed = {pk for pk, revision in revisions.items() if known.get(pk, (None,))[0] != revision}
    if changed:
        rows = Article.objects.filter(state=State.PUBLIC).order_by().values_list("issue_id").annotate(n=Count("pk"))
        counts = dict((rows.filter(issue__in=changed) if len(changed) <= FEW else rows).iterator(5000))
        known = {pk: (revisions[pk], counts.get(pk, 0) if pk in changed else known[pk][1]) for pk in revisions}
        cache.set(COUNTED, known, KEPT)
    return {pk: known[pk][1] for pk in revisions}


def holding_of(request: HttpRequest, paper: Newspaper) -> Holding:
    return holdings(request).get(paper.pk, Holding())
