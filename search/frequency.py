"""How often words stand in the paper over time: of every 10,000 articles, how many hold them.

Counts alone follow how much of a year is held; a share can be compared between years.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from search.asked import Asked
from search.opened import current_index
from search.query import Dates, Node, Term, both, conjoined, leaves
from search.results import ask

PER = 10_000
PLACES = ("paper", "kind", "page", "column")  # fields that say where is looked, not for what


def articles_of(asked: Asked, parameter: str) -> Mapping[str, int]:
    """How many articles each year or month has with everything set as it is, the words aside; nothing where no words
    are asked for, or one issue is searched."""
    if asked.issue or not has_words(asked.node):
        return {}
    others = {name: values for name, values in asked.filters.items() if name != parameter}
    hits = ask(
        current_index(), replace(asked, node=where(asked.node)), None, facets=(parameter,), limit=0, filters=others
    )
    return hits.facets[parameter]


def has_words(node: Node) -> bool:
    """True if something is looked for, not only left out or narrowed down."""
    return any(leaves(part) for part in conjoined(node) if not narrows(part))


def where(node: Node) -> Node:
    """What of the query narrows down dates and places."""
    return both(*(part for part in conjoined(node) if narrows(part)))


def narrows(part: Node) -> bool:
    return isinstance(part, Dates) or (isinstance(part, Term) and part.field in PLACES)


def share(count: int, articles: int) -> float:
    """So many of 10,000; 0 where there is no article."""
    return round(count / articles * PER, 1) if articles else 0.0
