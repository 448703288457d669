"""The sources of one issue while files come in: read once, then kept up to date, so that no file asks for them anew."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, count

from archive.ingest.assembling import SourcePlace
from archive.models import Issue, Source


@dataclass(slots=True)
class Shelf:
    """All sources of an issue in the order of their numbers. Good inside the transaction that holds the issue."""

    issue: Issue
    rows: list[Source] = field(default_factory=list)

    @classmethod
    def of(cls, issue: Issue, created: bool = False) -> "Shelf":
        """What stands there; nothing to ask for where the issue was made just now."""
        return cls(issue, [] if created else list(issue.sources.defer("bytes").order_by("seq")))

    def put(self, source: Source) -> None:
        """A source that was saved: new, or one that is used again."""
        if source not in self.rows:
            self.rows.append(source)

    def source(self, pk: int) -> Source | None:
        """None where it stands in another issue by now."""
        return next((row for row in self.rows if row.pk == pk), None)

    def active(self) -> list[Source]:
        return sorted((row for row in self.rows if row.active), key=lambda row: row.seq)

    def holds(self, page: str, sha256: str) -> bool:
        """The very same page: merged into the issue from elsewhere, or taken in by another run meanwhile."""
        return any(row.page == page and row.sha256 == sha256 for row in self.rows)

    def of_pages(self, labels: frozenset[str]) -> Iterator[Source]:
        """The sources in use that have just these pages."""
        return (row for row in self.active() if {label for _, label in row.page_starts} == labels)

    def next_seq(self) -> int:
        return max((row.seq for row in self.rows), default=0) + 1

    def free_name(self, name: str) -> str:
        """The name, numbered where another file of the issue has it (two folders with a 01.txt each)."""
        taken = {row.name for row in self.rows if row.active}
        return next(n for n in chain([name], (f"{name}~{i}" for i in count(2))) if n not in taken)

    def places(self) -> dict[int, SourcePlace]:
        """All sources by their number."""
        return {
            row.seq: SourcePlace.of(row.seq, row.name, tuple((a, b) for a, b in row.page_starts or [(1, row.page)]))
            for row in self.rows
        }


def source_places(issue: Issue) -> dict[int, SourcePlace]:
    """All sources of the issue by their number."""
    return Shelf(issue, list(issue.sources.defer("bytes", "text"))).places()
