"""Executes a query on one segment: sets of documents, and the lists that their scores come from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from search.engine import plan
from search.engine.sets import Docs, Mask, docs_of, intersect, unite, without
from search.engine.strings import Finder, Found
from search.engine.view import SegmentView
from search.query import Alike, And, Dates, Everything, Node, Not, Or, Term, Wild

SHOWN, ORIGINAL, ALIKE = range(3)  # what may bear a hit: the shown text; also corrected text; also look-alikes
WHOLE = ("page", "kind", "paper")  # fields compared as a whole; in the others a part holds the string
Leaf = Term | Wild | Alike
Lookalikes = Mapping[str, str]


@dataclass(slots=True)
class Execution:
    """One query on one segment in one tier. What stands under a NOT is looked for in the shown text only, so that a
    further tier never takes a hit away."""

    view: SegmentView
    mask: Mask | None  # of the documents that count at all; None where all do
    lookalikes: Lookalikes
    tier: int = SHOWN
    finder: Finder = field(init=False)
    evidence: dict[Leaf, Found] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.finder = Finder(self.view, self.mask)

    def run(self, node: Node) -> Docs:
        docs = self._run(node, None)
        return docs if self.mask is None else docs[self.mask[docs]]

    def _run(self, node: Node, within: Docs | None) -> Docs:
        match node:
            case Everything():
                return self._everything() if within is None else within
            case And(parts):
                return self._all(parts, within)
            case Or(parts):
                return unite([self._run(part, within) for part in parts], self.view.count)
            case Not(part):
                base = self._everything() if within is None else within
                return without(base, self._shown(part, base), self.view.count)
            case Dates(start, end):
                days = self.view.arrays["date"]
                first = start.toordinal() if start else 1
                mask = (days >= first) & (days <= end.toordinal()) if end else days >= first
                return docs_of(mask) if within is None else within[mask[within]]
        return self._leaf(node, within)

    def _everything(self) -> Docs:
        return np.arange(self.view.count, dtype=np.int32) if self.mask is None else docs_of(self.mask)

    def _all(self, parts: tuple[Node, ...], within: Docs | None) -> Docs:
        """The rarest part first, what it finds narrows the others; what must not stand there comes last."""
        for part in sorted(parts, key=self._cost):
            within = self._run(part, within)
            if not len(within):
                break
        return self._everything() if within is None else within

    def _cost(self, node: Node) -> float:
        match node:
            case Not() | Everything():
                return 4e18
            case Dates():
                return float(self.view.count)
            case And(parts):
                return min(map(self._cost, parts), default=0)
            case Or(parts):
                return sum(map(self._cost, parts))
            case Term(text, None):
                return self.finder.estimate(plan.asked(text))
        return 1e9

    def _shown(self, part: Node, base: Docs) -> Docs:
        below = Execution(self.view, self.mask, self.lookalikes)
        return below._run(part, base)

    def _leaf(self, node: Leaf, within: Docs | None) -> Docs:
        if node.field in WHOLE or node.field == "column":
            docs = self._by_column(node)
            return docs if within is None else intersect(docs, within, self.view.count)
        found = self._found(node, node.field, within)
        if self.tier == ORIGINAL and node.field is None:
            again = self._found(node, "original", within)
            docs = unite([found.docs, again.docs], self.view.count)
            found = Found(docs, found.lists, max(found.estimate, again.estimate))
        self.evidence[node] = found
        return found.docs

    def _found(self, node: Leaf, region: str | None, within: Docs | None) -> Found:
        if isinstance(node, Wild):
            return self.finder.pattern(plan.asked(node.pattern), region, within)
        text = plan.asked(node.text)
        if not text:
            return Found(self._everything() if within is None else within)
        if isinstance(node, Alike) and self.tier == ALIKE:
            return self.finder.alike(text, plan.variants(text, self.lookalikes), region, within)
        return self.finder.string(text, region, within)

    def _by_column(self, node: Leaf) -> Docs:
        assert node.field
        strings = self.view.flat_strings(node.field)
        matches = self._matches(node)
        codes = np.array([matches(string) for string in strings], np.bool_)
        return docs_of(codes[self.view.arrays[node.field]])

    def _matches(self, node: Leaf) -> Callable[[str], bool]:
        wanted = plan.asked(node.pattern if isinstance(node, Wild) else node.text)
        if isinstance(node, Wild):
            expression = plan.expression(wanted)
        elif isinstance(node, Alike) and self.tier == ALIKE:
            expression = plan.alike_expression(wanted, plan.variants(wanted, self.lookalikes))
        else:
            return (lambda string: string == wanted) if node.field in WHOLE else (lambda string: wanted in string)
        matches = expression.fullmatch if node.field in WHOLE else expression.search
        return lambda string: matches(string) is not None


def has_alike(node: Node) -> bool:
    match node:
        case Alike():
            return True
        case And(parts) | Or(parts):
            return any(map(has_alike, parts))
        case Not(part):
            return has_alike(part)
    return False
