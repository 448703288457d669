"""The meaning of a query, article by article, in plain Python: what the index must agree with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from search import analysis
from search.engine.documents import Document
from search.query import Alike, And, Dates, Everything, Node, Not, Or, Term, Wild

SHOWN, ORIGINAL, ALIKE = range(3)  # what may bear a hit: the shown text; also corrected text; also look-alikes
WHOLE = ("page", "kind", "paper")  # fields compared as a whole; in the others a part holds the string
Lookalikes = Mapping[str, Iterable[str]]


@cache
def flatten(text: str) -> str:
    return analysis.flatten(text.replace(analysis.BORDER, "\ufffd"))


def matches(node: Node, document: Document, tier: int = SHOWN, lookalikes: Lookalikes | None = None) -> bool:
    """True if the article answers the query in this tier. What stands under a NOT is always the shown text."""
    match node:
        case Everything():
            return True
        case And(parts):
            return all(matches(part, document, tier, lookalikes) for part in parts)
        case Or(parts):
            return any(matches(part, document, tier, lookalikes) for part in parts)
        case Not(part):
            return not matches(part, document, SHOWN, lookalikes)
        case Dates(start, end):
            return _dated(document.date, start and start.toordinal(), end and end.toordinal())
    return _holds(node, document, tier, lookalikes or {})


def _dated(day: int | None, start: int | None, end: int | None) -> bool:
    return day is not None and (start is None or start <= day) and (end is None or day <= end)


def _holds(node: Term | Wild | Alike, document: Document, tier: int, lookalikes: Lookalikes) -> bool:
    pattern = _pattern(node, tier, lookalikes)
    if node.field in WHOLE:
        return pattern.fullmatch(flatten(getattr(document, node.field))) is not None
    return any(pattern.search(flatten(part)) for part in _parts(document, node.field, tier))


def _parts(document: Document, field: str | None, tier: int) -> list[str]:
    if field == "title":
        return list(document.headline())
    if field == "by":
        return list(document.names) or [""]
    if field == "column":
        return [document.column]
    return [*document.parts(), *(document.original if tier == ORIGINAL else ())]


def _pattern(node: Term | Wild | Alike, tier: int, lookalikes: Lookalikes) -> re.Pattern[str]:
    if isinstance(node, Wild):
        jokers = {"?": ".", "*": ".{0,20}"}
        return re.compile("".join(jokers.get(char) or re.escape(char) for char in flatten(node.pattern)), re.DOTALL)
    flat = flatten(node.text)
    if isinstance(node, Term) or tier != ALIKE:
        return re.compile(re.escape(flat))
    return re.compile("".join(f"[{re.escape(char + ''.join(lookalikes.get(char, ())))}]" for char in flat))
