"""Lines -> articles in reading order: the surest links first, never two headlines in one article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive.parsing.breaks import Links, Pair
from archive.parsing.furniture import is_campaign
from archive.parsing.joins import Join
from archive.parsing.lines import Line
from archive.parsing.moves import Move
from archive.parsing.page import FLOW, Page

_HEAD_ODDS, _ONE_HEADLINE = 6.0, 50.0
_JOINED = 2.0  # what a join weighs more than its odds against the mere neighbourhood of two lines
_LEAST = -0.15  # log odds from which on a link holds: an article torn in two is worse than one with a stray piece


@dataclass(frozen=True, slots=True)
class Group:
    """One article as indices of lines: its headline lines, and the rest in reading order; `weakest` is the log odds of
    the least sure link that holds it together, `nearest` of the surest one that was refused."""

    heads: tuple[int, ...]
    flow: tuple[int, ...]
    joins: tuple[Join, ...]
    weakest: float
    nearest: float
    odds: tuple[float, ...] = ()  # of all links that hold it together


@dataclass(frozen=True, slots=True)
class Edge:
    odds: float
    left: int
    right: int
    join: Join | None = None


def group(page: Page, joins: Sequence[Join], links: Links, moves: Sequence[Move] = ()) -> tuple[Group, ...]:
    """The articles of the page, in the order of their first lines. `links`: `read_links` with the same joins; of `moves` those are
    made that are sure."""
    flow = [line for line in page.lines if line.role in FLOW]
    blocks = _head_blocks(flow)
    edges = _edges(page, flow, blocks, joins, links)
    edges += [Edge(move.odds, move.first, move.line) for move in moves if move.sure]
    edges.sort(key=lambda e: (-e.odds, e.left, e.right))
    forest = _Forest(flow, blocks)
    for edge in edges:
        forest.offer(edge)
    by_left = {join.left: join for join in joins}
    return tuple(_group(page, members, by_left, forest, links.odds) for members in forest.parts())


def _head_blocks(flow: Sequence[Line]) -> dict[int, int]:
    """Heading line -> the first line of its headline group: neighbouring headings are one headline, but for those that OCR moved
    together: a title marked like the first, behind a deck marked less (`#`, `##`, `#`)."""
    blocks: dict[int, int] = {}
    group: list[Line] = []
    for line in flow:
        if line.role != "head":
            group = []
            continue
        if group and _opens_another(group, line):
            group = []
        group.append(line)
        blocks[line.index] = group[0].index
    return blocks


def _opens_another(group: Sequence[Line], line: Line) -> bool:
    levels = [other.level for other in group if other.level]
    return bool(levels) and 0 < line.level < levels[-1] and line.level in levels


def _edges(
    page: Page, flow: Sequence[Line], blocks: Mapping[int, int], joins: Sequence[Join], links: Links
) -> list[Edge]:
    edges = [Edge(join.odds + _JOINED, join.left, join.right, join) for join in joins]
    edges += [Edge(odds, *pair) for pair, odds in links.odds.items()]
    for a, b in zip(flow, flow[1:]):
        if a.role == "head" and b.role == "head" and blocks[a.index] == blocks[b.index]:
            edges.append(Edge(_ONE_HEADLINE, a.index, b.index))
        elif b.role != "head" and (a.role == "head" or page.is_byline(a)):
            edges.append(Edge(_HEAD_ODDS, a.index, b.index))
    return edges


class _Forest:
    """Union of lines into articles. Two parts that both have a headline of their own stay apart."""

    def __init__(self, flow: Sequence[Line], blocks: Mapping[int, int]) -> None:
        self.parent = {line.index: line.index for line in flow}
        self.headlines = {
            line.index: {blocks[line.index]} if line.role == "head" and not is_campaign(line.text) else set()
            for line in flow
        }
        self.weakest = {line.index: 50.0 for line in flow}
        self.odds: dict[int, list[float]] = {line.index: [] for line in flow}
        self.refused = {line.index: -50.0 for line in flow}

    def find(self, index: int) -> int:
        while self.parent[index] != index:
            self.parent[index] = self.parent[self.parent[index]]
            index = self.parent[index]
        return index

    def offer(self, edge: Edge) -> None:
        """Unites the two ends unless the odds are against it or both have a headline."""
        a, b = self.find(edge.left), self.find(edge.right)
        if a == b:
            return
        heads = self.headlines[a] | self.headlines[b]
        if edge.odds <= _LEAST or len(heads) > 1:
            for root in (a, b):
                self.refused[root] = max(self.refused[root], edge.odds)
            return
        root, other = min(a, b), max(a, b)
        self.parent[other] = root
        self.headlines[root] = heads
        self.weakest[root] = min(self.weakest[a], self.weakest[b], edge.odds)
        self.refused[root] = max(self.refused[a], self.refused[b])
        few, many = sorted((self.odds[a], self.odds[b]), key=len)  # the shorter list moves: an article may be very long
        self.odds[root] = many
        many += [*few, edge.odds]

    def parts(self) -> list[list[int]]:
        found: dict[int, list[int]] = {}
        for index in sorted(self.parent):
            found.setdefault(self.find(index), []).append(index)
        return sorted(found.values())


def _group(
    page: Page, members: Sequence[int], by_left: dict[int, Join], forest: _Forest, links: Mapping[Pair, float]
) -> Group:
    inside = set(members)
    own = tuple(by_left[i] for i in members if i in by_left and by_left[i].right in inside)
    heads = tuple(i for i in members if page.lines[i].role == "head")
    flow = reading_order(page, [i for i in members if i not in heads], own, links)
    root = forest.find(members[0])
    return Group(heads, tuple(flow), own, forest.weakest[root], forest.refused[root], tuple(sorted(forest.odds[root])))


def reading_order(page: Page, members: Sequence[int], joins: Sequence[Join], links: Mapping[Pair, float]) -> list[int]:
    """The lines in reading order: stretches that stand together, ordered by the joins between them; a stretch that opens
    with a lead first, jump and credit lines last."""
    nexts = {j.left: j.right for j in joins}
    stretches = _without_rings(_stretches(page, members, nexts, {j.right for j in joins}), nexts, links)
    start_of = {s[0]: k for k, s in enumerate(stretches)}
    following = {k: start_of[nexts[s[-1]]] for k, s in enumerate(stretches) if nexts.get(s[-1]) in start_of}
    chains = _chains(len(stretches), following)
    chains.sort(
        key=lambda chain: (_rank(page, [i for k in chain for i in stretches[k]]), min(stretches[k][0] for k in chain))
    )
    return [i for chain in chains for k in chain for i in stretches[k]]


def _stretches(page: Page, members: Sequence[int], nexts: dict[int, int], taken: set[int]) -> list[list[int]]:
    """Cuts the members, in file order, where other lines stand between and where a join leads away or comes in."""
    stretches: list[list[int]] = []
    for index in members:
        last = stretches[-1][-1] if stretches else None
        apart = last is None or page.following.get(last) != index
        away = last in nexts and nexts[last] != index
        comes = index in taken and (last is None or nexts.get(last) != index)
        if apart or away or comes:
            stretches.append([index])
        else:
            stretches[-1].append(index)
    return stretches


def _without_rings(
    stretches: Sequence[list[int]], nexts: Mapping[int, int], links: Mapping[Pair, float]
) -> list[list[int]]:
    """A stretch whose end goes on at its own beginning is two pieces in the wrong order: cut where its lines hold least."""
    out: list[list[int]] = []
    for stretch in stretches:
        cuts = [k for k in range(1, len(stretch)) if nexts.get(stretch[k - 1]) != stretch[k]]
        if nexts.get(stretch[-1]) == stretch[0] and cuts:
            cut = min(cuts, key=lambda k: (links.get((stretch[k - 1], stretch[k]), 0.0), -k))
            out += [stretch[:cut], stretch[cut:]]
        else:
            out.append(stretch)
    return out


def _chains(count: int, following: dict[int, int]) -> list[list[int]]:
    """Stretches strung together; a ring, which two joins can make of two stretches, is opened at its first stretch."""
    chains: list[list[int]] = []
    seen: set[int] = set()
    befores = set(following.values())
    for k in sorted(range(count), key=lambda k: (k in befores, k)):
        chain = []
        at: int | None = k
        while at is not None and at not in seen:
            seen.add(at)
            chain.append(at)
            at = following.get(at)
        if chain:
            chains.append(chain)
    return chains


def _rank(page: Page, chain: Sequence[int]) -> int:
    roles = [page.lines[i].role for i in chain]
    above = page.before(chain[0])
    if page.facts[chain[0]].lead or (above is not None and above.role == "head"):
        return 0
    return 2 if all(role in ("credit", "jump_out") for role in roles) else 1
