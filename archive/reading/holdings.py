"""How many issues of each paper and year the archive holds: counted once after each change."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from django.core.cache import cache
from django.http import HttpRequest

from archive.models import Issue, Newspaper, Revision
from archive.reading.asking import Question

KEPT = 86_400  # seconds


@dataclass(slots=True)
class Holding:
    """`years`: (year, issues held), oldest first."""

    years: list[tuple[int, int]] = field(default_factory=list)
    undated: int = 0

    @property
    def held(self) -> int:
        return self.undated + sum(count for _, count in self.years)


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
    counts = Counter(
        (paper, date.year if date else None)
        for paper, date in Issue.objects.public().order_by().values_list("paper_id", "date").iterator(5000)
    )
    found: dict[int, Holding] = {}
    for (paper, year), count in sorted(counts.items(), key=lambda row: (row[0][0], row[0][1] or 0)):
        holding = found.setdefault(paper, Holding())
        if year is None:
            holding.undated = count
        else:
            holding.years.append((year, count))
    return found


def holding_of(request: HttpRequest, paper: Newspaper) -> Holding:
    return holdings(request).get(paper.pk, Holding())
