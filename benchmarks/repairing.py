"""How an editor repairs a page by keys: from headings alone to the right answer, as a list of steps.

The start is the layout in which every heading line opens an article and all else is body in file order, with no
joins, no roles and nothing excluded. A step is a selection of lines, perhaps a line for the cursor, and one key.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from archive.layout import ArticleLayout, Layout, Piece
from archive.parsing.records import Parsed, ParsedArticle, Span
from archive.uids import new_uid

HEADS = ("kicker_lines", "title_lines", "subtitle_lines")


@dataclass(frozen=True, slots=True)
class Step:
    """Lines to select, the line to stand on (0: any), the key."""

    lines: tuple[int, ...]
    key: str
    at: int = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """A gold article: its lines in reading order; headline lines first."""

    heads: tuple[int, ...]
    rest: tuple[int, ...]

    @property
    def lines(self) -> tuple[int, ...]:
        return self.heads + self.rest


def rows_of(gold: dict[str, Any]) -> list[dict[str, Any]]:
    return [*gold["articles"], *gold.get("orphans", [])]


def wanted(gold: dict[str, Any]) -> list[Wanted]:
    found = []
    for row in rows_of(gold):
        heads = tuple(dict.fromkeys(n for key in HEADS for n in row.get(key) or ()))
        body = [n for block in row["blocks"] for n in block]
        rest = tuple(n for n in [*body, *(row.get("credits_lines") or ()), *(row.get("jump_lines") or ())])
        found.append(Wanted(tuple(sorted(heads)), rest))
    return found


def left_out(gold: dict[str, Any]) -> tuple[set[int], set[int]]:
    """Furniture and duplicates."""
    return set(gold["furniture"]), {d["line"] if isinstance(d, dict) else d for d in gold.get("duplicates", [])}


# --- the start ------------------------------------------------------------------------------------------------


def naive(lines: Sequence[str], gold: dict[str, Any]) -> list[list[int]]:
    """Every heading line opens an article."""
    heads = {n for article in wanted(gold) for n in article.heads}
    groups: list[list[int]] = []
    for number, raw in enumerate(lines, 1):
        if raw.strip():
            if number in heads or not groups:
                groups.append([])
            groups[-1].append(number)
    return groups


def naive_layout(lines: Sequence[str], gold: dict[str, Any]) -> Layout:
    return Layout(
        articles=tuple(
            ArticleLayout(new_uid(), tuple(Piece(f"1:{n}", 0, len(lines[n - 1])) for n in group))
            for group in naive(lines, gold)
        )
    )


# --- the steps ------------------------------------------------------------------------------------------------


def plan(lines: Sequence[str], gold: dict[str, Any]) -> list[Step]:
    """The steps, in order."""
    groups, articles = naive(lines, gold), wanted(gold)
    furniture, repeated = left_out(gold)
    steps = [Step(tuple(sorted(furniture)), "9"), Step(tuple(sorted(repeated)), "Shift+E")]
    groups = [kept for group in groups if (kept := [n for n in group if n not in furniture | repeated])]
    owner = {n: at for at, article in enumerate(articles) for n in article.lines}
    cuts = splits(groups, articles, owner)
    steps.append(Step(tuple(cuts), "s"))
    groups = cut(groups, set(cuts))
    glued = merges(groups, owner)
    steps.append(Step(tuple(glued), "m"))
    groups = glue(groups, set(glued))
    steps += moves(groups, articles)
    steps += roles(gold)
    steps.append(Step(tuple(sorted(b for row in rows_of(gold) for _, b in row["joins"])), "Shift+J"))
    return [step for step in steps if step.lines]


def splits(groups: list[list[int]], articles: list[Wanted], owner: dict[int, int]) -> list[int]:
    """First lines of fragments without headline that stand behind another article's lines."""
    headless = {at for at, article in enumerate(articles) if not article.heads}
    return [
        b
        for group in groups
        for a, b in zip(group, group[1:], strict=False)
        if owner.get(b) != owner.get(a) and owner.get(b) in headless and b == min(articles[owner[b]].rest)
    ]


def cut(groups: list[list[int]], places: set[int]) -> list[list[int]]:
    found: list[list[int]] = []
    for group in groups:
        for at, number in enumerate(group):
            if at == 0 or number in places:
                found.append([])
            found[-1].append(number)
    return found


def merges(groups: list[list[int]], owner: dict[int, int]) -> list[int]:
    """First lines of groups that go on with the article of the group before."""
    return [
        b[0]
        for a, b in zip(groups, groups[1:], strict=False)
        if owner.get(a[-1]) is not None and owner.get(a[-1]) == owner.get(b[0])
    ]


def glue(groups: list[list[int]], firsts: set[int]) -> list[list[int]]:
    found: list[list[int]] = []
    for group in groups:
        if group[0] in firsts:
            found[-1] = found[-1] + group
        else:
            found.append(group)
    return found


def moves(groups: list[list[int]], articles: list[Wanted]) -> list[Step]:
    """Lines to be put before or behind a line of the article they belong to."""
    steps = []
    for article in articles:
        home = max(groups, key=lambda g: (len(set(g) & set(article.lines)), len(set(g) & set(article.heads))))
        order = target_order(article, home)
        stay = longest_rising([order.index(n) for n in home if n in order])
        staying = {order[at] for at in stay}
        for run in runs(order, staying):
            steps.append(step_to(order, run, staying))
            staying |= set(run)
    return steps


def target_order(article: Wanted, home: list[int]) -> list[int]:
    """Reading order; headline lines wherever they stand, as order inside the headline does not count."""
    here = [n for n in home if n in article.heads]
    away = [n for n in article.heads if n not in here]
    body = list(article.rest)
    for number in reversed(away):  # goes along with the line that follows it in the file, where that moves too
        later = [n for n in body if n > number]
        body.insert(body.index(min(later)) if later else 0, number)
    return here + body


def longest_rising(values: Sequence[int]) -> list[int]:
    """The longest rising subsequence."""
    best: list[list[int]] = []
    for value in values:
        longest = max((b for b in best if b[-1] < value), key=len, default=[])
        best.append([*longest, value])
    return max(best, key=len, default=[])


def runs(order: list[int], staying: set[int]) -> list[list[int]]:
    """Moving lines that stand together in reading order and rise in the file: one selection each."""
    found: list[list[int]] = []
    last = None
    for number in order:
        if number in staying:
            last = None
            continue
        if last is None or number < last:
            found.append([])
        found[-1].append(number)
        last = number
    return found


def step_to(order: list[int], run: list[int], staying: set[int]) -> Step:
    at = order.index(run[-1])
    behind = [n for n in order[at + 1 :] if n in staying]
    if behind:
        return Step(tuple(run), "i", behind[0])
    return Step(tuple(run), "o", [n for n in order[: order.index(run[0])] if n in staying][-1])


def roles(gold: dict[str, Any]) -> list[Step]:
    """A line that holds several headline parts counts as title."""
    titles = lines_named(gold, "title_lines")
    return [
        Step(tuple(sorted(titles)), "1"),
        Step(tuple(sorted(lines_named(gold, "kicker_lines") - titles)), "2"),
        Step(tuple(sorted(lines_named(gold, "subtitle_lines") - titles)), "3"),
        Step(tuple(sorted(lines_named(gold, "credits_lines"))), "5"),
        Step(tuple(sorted(lines_named(gold, "jump_lines"))), "7"),
    ]


def lines_named(gold: dict[str, Any], name: str) -> set[int]:
    return {n for row in rows_of(gold) for n in row.get(name) or ()}


# --- the result -----------------------------------------------------------------------------------------------


def as_parsed(layout: Layout) -> Parsed:
    """The layout in the form that the scorer of the parser reads."""
    return Parsed(
        articles=tuple(ParsedArticle(spans(a.pieces)) for a in layout.articles),
        furniture=spans(layout.furniture),
        excluded=tuple((spans([p])[0], reason) for p, reason in layout.excluded),
    )


def spans(pieces: Iterable[Piece]) -> tuple[Span, ...]:
    return tuple(Span(int(p.block.split(":")[1]), p.start, p.end, p.role, p.join, p.drop) for p in pieces)
