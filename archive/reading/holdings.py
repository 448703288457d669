"""How many issues and articles of each paper and year the archive holds: counted once after each change."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from django.core.cache import cache
from django.db.models import Count
from django.http import HttpRequest

from archive.models import Article, Issue, Newspaper, Revision, State
from archive.reading.asking import Question
from archive.reading.decades import Year

KEPT = 86_400  # seconds
UNDATED = 0


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


def holdings(request: HttpRequest) -> dict[int, Holding]:
    """Paper id -> what is held of it. One query after a change, else none but that of the generation."""
    key = f"holdings:{generation_of(request)}"
    found = cache.get(key)
    if found is None:
        found = count_holdings()
        cache.set(key, found, KEPT)
    return found


def count_holdings() -> dict[int, Holding]:
    issues: Counter[tuple[int, int]] = Counter()
    articles: Counter[tuple[int, int]] = Counter()
    inside = articles_by_issue()
    for pk, paper, date in Issue.objects.public().order_by().values_list("pk", "paper_id", "date").iterator(5000):
        key = (paper, date.year if date else UNDATED)
        issues[key] += 1
        articles[key] += inside.get(pk, 0)
    found: dict[int, Holding] = {}
    for (paper, year), count in sorted(issues.items()):
        holding = found.setdefault(paper, Holding())
        holding.articles += articles[paper, year]
        if year == UNDATED:
            holding.undated = count
        else:
            holding.years.append(Year(year, count, articles[paper, year]))
    return found


def articles_by_issue() -> dict[int, int]:
    """Issue id -> its public articles; answered from an index, without reading articles."""
    rows = Article.objects.filter(state=State.PUBLIC).order_by().values_list("issue_id").annotate(n=Count("pk"))
    return dict(rows.iterator(5000))


def holding_of(request: HttpRequest, paper: Newspaper) -> Holding:
    return holdings(request).get(paper.pk, Holding())
