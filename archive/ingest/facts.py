"""The facts of an issue from the files placed in it."""

from collections.abc import Iterable, Iterator
from typing import Any

from archive.ingest.doubts import Finding
from archive.ingest.placing import Placed
from archive.models import Issue

PRINTED = ("weekday", "lunar", "total_issue", "total_issue_end", "pages_declared", "publisher")
NAMES = {"weekday": "星期", "lunar": "农历", "total_issue": "总期号", "pages_declared": "版数", "publisher": "主办"}
STRENGTH = ("inferred", "filename", "given", "printed", "editor")


def facts_of(placed: Placed) -> dict[str, Any]:
    """The facts that one file tells, as fields of the issue; None where it is silent."""
    masthead = placed.survey.masthead
    proof = placed.survey.proof if placed.key.day is None else None
    return {
        "date_end": placed.last,
        "date_source": placed.date_source,
        "label": placed.label,
        "weekday": masthead.weekday,
        "lunar": masthead.lunar.text if masthead.lunar else None,
        "total_issue": masthead.total,
        "total_issue_end": masthead.total_end,
        "pages_declared": masthead.pages,
        "publisher": masthead.publisher[:200] if masthead.publisher else None,
        "date_from": proof,
    }


def collect(issue: Issue | None, files: Iterable[Placed]) -> tuple[dict[str, Any], list[Finding]]:
    """What the files add to the issue's facts, and where two mastheads of it contradict each other."""
    known = {
        name: getattr(issue, name) if issue else None
        for name in (*PRINTED, "date_end", "label", "date_source", "date_from")
    }
    found: dict[str, Any] = {}
    doubts: list[Finding] = []
    for placed in files:
        said = facts_of(placed)
        doubts += contradictions({**known, **found}, said)
        found |= {k: v for k, v in said.items() if v is not None and {**known, **found}.get(k) is None}
        if stronger(said["date_source"], {**known, **found}["date_source"]):
            found["date_source"] = said["date_source"]
    return found, doubts


def stronger(new: str | None, old: str | None) -> bool:
    return new is not None and (old is None or STRENGTH.index(new) > STRENGTH.index(old))


def contradictions(known: dict[str, Any], said: dict[str, Any]) -> Iterator[Finding]:
    for name in NAMES:
        if said[name] is not None and known.get(name) is not None and said[name] != known[name]:
            yield Finding("facts", 0.5, f"各版所印的{NAMES[name]}不一致：{known[name]}、{said[name]}")
