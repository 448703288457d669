"""What ingest wants an editor to look at."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Finding:
    """A doubt about an issue: kind, score in 0..1, words for the editor, the line of a source that shows it."""

    kind: str
    score: float
    text: str
    line: int | None = None
    more: dict[str, Any] = field(default_factory=dict, hash=False)
