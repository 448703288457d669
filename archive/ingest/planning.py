"""What is to be done with each file: added, changed, skipped, refused."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from archive.ingest.placing import IssueKey, Placed
from archive.ingest.stock import Held, Stock
from archive.sources.finding import natural


@dataclass(frozen=True, slots=True)
class Task:
    """A file and what to do with it. `old`: the stored source it corrects; `back`: the one it is again."""

    placed: Placed
    action: str  # added changed skipped
    old: Held | None = None
    back: Held | None = None
    elsewhere: str | None = None  # another place that holds the same bytes

    @property
    def starts(self) -> tuple[tuple[int, str, str | None], ...]:
        """Its pages: a corrected file keeps the labels of the stored one, which may have moved since it came."""
        starts = self.placed.starts
        if self.old is None or len(self.old.labels) != len(starts):
            return starts
        return tuple((line, label, section) for (line, _, section), label in zip(starts, self.old.labels, strict=True))


@dataclass(frozen=True, slots=True)
class IssueWork:
    """All files of one issue, in natural order of page and name."""

    key: IssueKey
    issue: int | None
    tasks: tuple[Task, ...]

    @property
    def to_read(self) -> tuple[Task, ...]:
        return tuple(t for t in self.tasks if t.action != "skipped")


def plan(placed: Iterable[Placed], stock: Stock) -> Iterator[IssueWork]:
    """Issue by issue in order of paper and date."""
    ordered = sorted(placed, key=lambda p: (p.key.order(), natural(p.page), natural(p.survey.name)))
    for key, group in groupby(ordered, key=lambda p: p.key):
        seen: set[tuple[str, str]] = set()
        tasks = []
        for item in group:
            mark = (item.place, item.survey.sha256)
            tasks.append(Task(item, "skipped") if mark in seen else task(item, stock))
            seen.add(mark)
        yield from by_home(key, tasks, stock)


def by_home(key: IssueKey, tasks: Sequence[Task], stock: Stock) -> Iterator[IssueWork]:
    """Corrections go where the files they correct are now; everything else to the issue of that date."""
    usual = stock.issue(key)
    homes = [t.old.issue if t.old else usual for t in tasks]
    for issue in dict.fromkeys(homes):
        yield IssueWork(key, issue, tuple(t for t, home in zip(tasks, homes, strict=True) if home == issue))


def task(item: Placed, stock: Stock) -> Task:
    held = stock.by_place.get(item.place, [])
    same = [h for h in held if h.sha256 == item.survey.sha256]
    if any(h.active for h in same):
        return Task(item, "skipped")
    old = next((h for h in held if h.active and h.name == item.survey.name), None)
    if old:
        return Task(item, "changed", old, same[-1] if same else None)
    elsewhere = stock.hashes.get(item.survey.sha256)
    return Task(item, "added", elsewhere=elsewhere if elsewhere != item.place else None)
