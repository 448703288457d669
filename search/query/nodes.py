"""The parts of a query, as values; see `search.query` for what a reader types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


def gettext_noop(text: str) -> str:
    """Marks a sentence for the catalogue; the views translate it, since this side knows no Django."""
    return text


class QueryError(ValueError):
    """What is wrong with a query, as a Chinese sentence that may be shown: `template` filled with `values`."""

    def __init__(self, template: str, **values: object) -> None:
        self.template, self.values = template, values
        super().__init__(template % values if values else template)


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
    """Every article: what is asked when only dates or facets are given."""


Node = Term | Wild | Alike | Dates | And | Or | Not | Everything
Leaf = Term | Wild | Alike


def leaves(node: Node) -> list[Leaf]:
    """The strings that a hit must or may hold; nothing that stands under a NOT."""
    match node:
        case And(parts) | Or(parts):
            return [leaf for part in parts for leaf in leaves(part)]
        case Term() | Wild() | Alike():
            return [node]
    return []


def conjoined(node: Node) -> tuple[Node, ...]:
    """The parts that all must hold, one by one."""
    match node:
        case And(parts):
            return parts
        case Everything():
            return ()
    return (node,)


def both(*nodes: Node) -> Node:
    """All of them, without needless nesting."""
    parts = tuple(part for node in nodes for part in conjoined(node))
    return And(parts) if len(parts) > 1 else parts[0] if parts else Everything()


def renamed(node: Node, names: Mapping[Leaf, Leaf]) -> Node:
    """The query with some of its leaves put in the place of others."""
    match node:
        case And(parts):
            return And(tuple(renamed(part, names) for part in parts))
        case Or(parts):
            return Or(tuple(renamed(part, names) for part in parts))
        case Not(part):
            return Not(renamed(part, names))
        case Term() | Wild() | Alike():
            return names.get(node, node)
    return node
