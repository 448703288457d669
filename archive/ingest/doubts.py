"""What ingest wants an editor to look at."""

from dataclasses import dataclass, field
from typing import Any

# Kinds of flags that speak of files and facts; every other kind is the parser's own.
INGEST_KINDS = frozenset(
    "paper paper_guessed paper_unknown date undated facts page page_unknown total_issue repeated_file characters "
    "source_changed lost_text new_text stale_fix resegment".split()
)


@dataclass(frozen=True, slots=True)
class Finding:
    """A doubt about an issue: kind, score in 0..1, words for the editor, the line of a source that shows it."""

    kind: str
    score: float
    text: str
    line: int | None = None
    more: dict[str, Any] = field(default_factory=dict, hash=False)
