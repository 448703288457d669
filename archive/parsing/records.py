"""The frozen values that parsing hands on. Lines count from 1; offsets are those of the stored line."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Span:
    """A slice of one physical line and the role it plays."""

    line: int
    start: int
    end: int
    role: str
    join: bool = False  # goes on in the paragraph of the span before it
    drop: int = 0  # this many first characters repeat the end of the span before


@dataclass(frozen=True, slots=True)
class ParsedArticle:
    """One article as the machine reads it; spans in reading order, headline parts first."""

    spans: tuple[Span, ...]
    kind: str = "news"
    jump_to: str | None = None
    jump_from: str | None = None
    missing: tuple[str, ...] = ()  # of "start", "end", "title"
    doubt: float = 0.0  # calibrated chance that the article is wrong
    proposed_title: str | None = None  # for a fragment without headline


@dataclass(frozen=True, slots=True)
class Doubt:
    """What an editor should look at, and why. `detail["text"]` says it in words; `proposal` is an editor's operation."""

    kind: str
    score: float
    article: int | None = None
    line: int | None = None
    detail: dict[str, Any] = field(default_factory=dict)
    proposal: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """A page read: articles in the order of the page; every character of every non-blank line stands in one span."""

    articles: tuple[ParsedArticle, ...] = ()
    furniture: tuple[Span, ...] = ()
    excluded: tuple[tuple[Span, str], ...] = ()
    doubts: tuple[Doubt, ...] = ()
