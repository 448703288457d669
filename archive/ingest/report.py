"""What a run did, for people and for programs."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from archive.sources import Problem


@dataclass(slots=True)
class FileReport:
    """One file and what became of it: added, changed or skipped; `detail` says more."""

    name: str
    action: str
    page: str = ""
    detail: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class IssueReport:
    paper: str
    date: str | None
    files: list[FileReport]
    uid: str | None = None
    url: str | None = None
    created: bool = False
    articles: int = 0
    flags: list[dict[str, Any]] = field(default_factory=list)
    date_range: list[str | None] | None = None
    refused: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class Report:
    """The whole run. It failed when any file had a problem."""

    dry_run: bool = False
    issues: list[IssueReport] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        return bool(self.problems)

    def counts(self) -> Counter[str]:
        return Counter(f.action for issue in self.issues for f in issue.files)

    def to_json(self) -> dict[str, Any]:
        counts = self.counts()
        return {
            "dry_run": self.dry_run,
            **{action: counts[action] for action in ("added", "changed", "skipped")},
            "failed": len(self.problems),
            "issues": [_issue_json(i) for i in self.issues],
            "problems": [{"path": p.path, "reason": p.reason} for p in self.problems],
        }


def _issue_json(issue: IssueReport) -> dict[str, Any]:
    return {
        "uid": issue.uid,
        "paper": issue.paper,
        "date": issue.date,
        "date_range": issue.date_range,
        "url": issue.url,
        "created": issue.created,
        "articles": issue.articles,
        "files": [{"name": f.name, "page": f.page, "action": f.action, **f.detail} for f in issue.files],
        "flags": issue.flags,
    }
