"""What a search gives back."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Hits:
    """`total` counts exact hits only. `uids` is the asked window over exact hits, then those found only in text that
    was corrected away (原文如此, `original`), then those found only by look-alike characters (`alike`). `places`
    says where they stand in the index that was asked (Index.at)."""

    total: int
    total_original: int = 0
    total_alike: int = 0
    uids: list[str] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)
    scores: list[float] = field(default_factory=list)
    original: list[bool] = field(default_factory=list)
    alike: list[bool] = field(default_factory=list)
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
