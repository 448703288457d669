"""The advanced form (高级检索): boxes that are put together into a query of the same language."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from search.query import Node, Not, Or, Term, both, typed


def composed(boxes: Mapping[str, str]) -> str:
    """The query for what stands in the boxes `all`, `phrase`, `any`, `none`, `title` and `by`."""
    parts: list[Node] = [Term(word) for word in words(boxes, "all")]
    if phrase := boxes.get("phrase", "").strip():
        parts.append(Term(phrase, exact=True))
    if any_of := words(boxes, "any"):
        parts.append(Or(tuple(map(Term, any_of))) if len(any_of) > 1 else Term(any_of[0]))
    parts += [Term(word, name) for name in ("title", "by") for word in words(boxes, name)]
    parts += [Not(Term(word)) for word in words(boxes, "none")]
    return typed(both(*parts))


def words(boxes: Mapping[str, str], name: str) -> list[str]:
    return boxes.get(name, "").split()


def address(boxes: Mapping[str, str]) -> str:
    """The query string of the search page."""
    pairs = [("q", composed(boxes)), ("from", boxes.get("from", "").strip()), ("to", boxes.get("to", "").strip())]
    return urlencode([(name, value) for name, value in pairs if value])
