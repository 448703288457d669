"""What the reader typed, as a value."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date


class QueryError(ValueError):
    """What is wrong with a query, as a sentence that may be shown to the reader."""


@dataclass(frozen=True, slots=True)
class Term:
    """A string as typed, not yet folded; `exact` where it stood in quotation marks."""

    text: str
    field: str | None = None  # None, "title", "by", "page", "column", "kind" or "paper"
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Wild:
    """A string with unknown characters: ? is one, * is any run of at most 20 within one part."""

    pattern: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Alike:
    """A string or what looks like it; look-alikes are a second tier and never counted in the total."""

    text: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Dates:
    """Both ends inclusive; None where the range is open."""

    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Node


@dataclass(frozen=True, slots=True)
class Everything:
    pass


Node = Term | Wild | Alike | Dates | And | Or | Not | Everything
