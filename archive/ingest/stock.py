"""What the archive holds already: files by place, issues by key. Read once a run, kept up to date by the run."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from archive.ingest.papers import Homes, KnownPaper
from archive.ingest.placing import IssueKey
from archive.ingest.uids import FreshUids
from archive.models import Issue, Newspaper, Source, State


@dataclass(frozen=True, slots=True)
class Held:
    """A stored source."""

    source: int
    issue: int
    sha256: str
    name: str
    active: bool
    labels: tuple[str, ...] = ()  # of its pages; an editor may have given it others than it came with


@dataclass(slots=True)
class Stock:
    by_place: dict[str, list[Held]] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)  # sha256 -> a place that has it
    dated: dict[tuple[str, date, int], int] = field(default_factory=dict)
    extras: dict[tuple[str, date, str], int] = field(default_factory=dict)  # by label
    undated: dict[tuple[str, str], int] = field(default_factory=dict)
    fresh: FreshUids = field(default_factory=FreshUids)

    def hold(self, place: str, held: Held) -> None:
        rows = [h for h in self.by_place.get(place, ()) if h.source != held.source]
        self.by_place[place] = [*rows, held]
        self.hashes.setdefault(held.sha256, place)

    def issue(self, key: IssueKey) -> int | None:
        if key.day and key.label:
            return self.extras.get((key.paper, key.day, key.label))
        if key.day:
            return self.dated.get((key.paper, key.day, key.edition))
        return self.undated.get((key.paper, key.path))

    def know_issue(self, key: IssueKey, issue: int) -> None:
        if key.day and key.label:
            self.extras[key.paper, key.day, key.label] = issue
        elif key.day:
            self.dated[key.paper, key.day, key.edition] = issue
        else:
            self.undated[key.paper, key.path] = issue


def read_stock() -> Stock:
    """Everything stored, by place and key."""
    stock = Stock()
    rows = Source.objects.order_by("pk").values_list(
        "place", "pk", "issue_id", "sha256", "name", "active", "page_starts"
    )
    for place, *values, starts in rows.iterator(2000):
        stock.hold(place, Held(*values, tuple(label for _, label in starts)))
    for paper, day, edition, label, path, pk in _issues():
        if day:
            stock.dated[paper, day, edition] = pk
        if day and label:
            stock.extras[paper, day, label] = pk
        if path:
            stock.undated[paper, path] = pk
    return stock


def _issues() -> Iterable[tuple[str, date | None, int, str | None, str, int]]:
    live = Issue.objects.exclude(state=State.RETIRED)
    return live.values_list("paper__name", "date", "edition", "label", "place", "pk").iterator(2000)


def homes() -> Homes:
    """The paper that each file came in for, as its place tells."""
    by_hash: dict[str, str] = {}
    by_name: dict[str, set[str]] = defaultdict(set)
    rows = Source.objects.filter(active=True).exclude(place="").values_list("sha256", "name", "place")
    for sha256, name, place in rows.iterator(2000):
        paper = place.partition("/")[0]
        by_hash.setdefault(sha256, paper)
        by_name[name].add(paper)
    return Homes(by_hash, {name: papers.pop() for name, papers in by_name.items() if len(papers) == 1})


def known_papers() -> list[KnownPaper]:
    """All papers of the archive with their former names."""
    rows = Newspaper.objects.values_list("name", "slug", "former_names")
    return [KnownPaper(name, slug, tuple(f["name"] for f in former)) for name, slug, former in rows]
