"""How likely each article is wrong.

The chance is said by a small network over signs that the reading was a near thing: weak joins, links that were almost refused or
almost made, open ends, missing headlines, lines that belong elsewhere (`company`); a second one sees the doubts of the page's other
articles too, for what one lacks another has too much. Both were fitted on pages with right answers, an article being wrong when its set of lines is not exactly right;
`python -m benchmarks.calibration FOLDER...` prints how well stated and true shares agree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from archive.parsing.articles import Group
from archive.parsing.company import Company, company_of, company_signs
from archive.parsing.homes import Homes
from archive.parsing.joins import Reading
from archive.parsing.lines import Line
from archive.parsing.networks import chance, networks
from archive.parsing.page import Page
from archive.parsing.topics import agreements

_SUREST = 6.0
_TOPIC_LINES = 30  # lines of text looked at for a change of topic
_MOST = 0.7  # share of the articles with a headline that have a lead where all news is expected to have one


@dataclass(frozen=True, slots=True)
class Totals:
    """What is counted once over all articles of a page."""

    dangling: int
    far: int
    headless: int
    credits: float  # share of the articles with a credit line
    leads: float  # share of the articles with a lead
    beside_headless: frozenset[int]  # first lines of the articles that stand beside one without a headline
    marked: bool
    reading: Reading
    expects_lead: bool  # most articles with a headline have a lead, so that one without lacks its beginning
    company: Company
    homes: Homes


def page_totals(page: Page, groups: Sequence[Group], reading: Reading, homes: Homes) -> Totals:
    """The counts over all articles of the page."""
    size = max(1, len(groups))
    bare = [not group.heads for group in groups]
    beside = zip(groups, [False, *bare], [*bare[1:], False])
    headed = [_has_lead(page, group) for group in groups if group.heads]
    return Totals(
        dangling=sum(_open_inside(page, g) + _ends_dangling(page, g) for g in groups),
        far=sum(page.following.get(j.left) != j.right for g in groups for j in g.joins),
        headless=sum(bare),
        credits=sum(_has_credit(page, group) for group in groups) / size,
        leads=sum(_has_lead(page, group) for group in groups) / size,
        beside_headless=frozenset(_first(group) for group, before, after in beside if before or after),
        marked=any(line.level for line in page.lines),
        reading=reading,
        expects_lead=len(headed) >= 3 and sum(headed) >= _MOST * len(headed),
        company=company_of(page, groups, homes),
        homes=homes,
    )


def _first(group: Group) -> int:
    return min((*group.heads, *group.flow))


def article_doubts(page: Page, groups: Sequence[Group], totals: Totals) -> list[float]:
    """For each article the chance that its set of lines is wrong."""
    seen = second_look(article_features(page, groups, totals))
    return [round(chance(odds), 3) for odds in networks()["FAULT"].odds(seen)]


def second_look(articles: Sequence[Mapping[str, float]]) -> list[dict[str, float]]:
    """For each article of a page, in file order, its own doubt by its signs and those of the others."""
    odds = networks()["DOUBT"].odds(articles)
    doubts = [0.0, *map(chance, odds), 0.0]
    total, top = sum(doubts), sorted(doubts)[-2:]
    return [
        {
            "first": max(-_SUREST, min(_SUREST, odds[k])) / 2,
            "above": doubts[k],
            "below": doubts[k + 2],
            "beside": max(doubts[k], doubts[k + 2]),
            "others": (total - doubts[k + 1]) / len(articles),
            "most": top[0] if doubts[k + 1] == top[1] else top[1],
        }
        for k in range(len(articles))
    ]


def article_features(page: Page, groups: Sequence[Group], totals: Totals) -> list[dict[str, float]]:
    """For each article the signs of a near thing in it and in the page around it."""
    return [
        {
            **_link_signs(page, group),
            **_end_signs(page, group, body),
            **_page_signs(page, group, totals),
            **_near_misses(page, group, body, totals.reading),
            **company_signs(page, groups, at, totals.company, totals.homes),
        }
        for at, group in enumerate(groups)
        for body in [[page.lines[i] for i in group.flow if page.lines[i].role == "body"]]
    ]


def _near_misses(page: Page, group: Group, body: Sequence[Line], reading: Reading) -> dict[str, float]:
    """What almost happened: joins that fell short, headings that are none or might be one, marks that nothing closes."""
    first = min((*group.heads, *group.flow))
    ends = [reading.loose_ends[line.index] for line in body if line.index in reading.loose_ends]
    starts = [reading.loose_beginnings[line.index] for line in body if line.index in reading.loose_beginnings]
    heads = [page.head_odds[i] for i in group.heads if i in page.head_odds]
    inside = [page.head_odds[i] for i in group.flow if i in page.head_odds]
    joined = {join.left for join in group.joins} | {join.right for join in group.joins}
    unmet = [
        line
        for line in body
        if line.index not in joined and (page.facts[line.index].stray or page.facts[line.index].due)
    ]
    opening = page.facts[body[0].index] if body else None
    odd = [page.facts[line.index] for line in body[1:] if line.index not in joined]
    return {
        "loose_end": max((chance(odds) for odds in ends), default=0.0),
        "loose_start": max((chance(odds) for odds in starts), default=0.0),
        "loose_sum": min(2.0, sum(chance(odds) for odds in (*ends, *starts))),
        "head_weak": max((chance(-odds) for odds in heads), default=0.0),
        "head_inside": max((chance(odds) for odds in inside), default=0.0),
        "unmet": min(2.0, float(len(unmet))),
        "opens_odd": max(0.0, -opening.opens) / 2 if opening and not opening.lead else 0.0,
        "inner_odd": min(3.0, sum(max(0.0, -facts.opens) / 2 for facts in odd if not facts.plain)),
        "close_sum": min(3.0, sum(chance(-join.margin) for join in group.joins)),
        "topic_low": 1.0 - _lowest_topic(page, body),
        "top": float(first == page.first),
        "scattered": min(3.0, float(_gaps(page, group))),
    }


def _lowest_topic(page: Page, body: Sequence[Line]) -> float:
    """How well the beginning of the text agrees with the rest, wherever it is cut in two: the worst of all cuts."""
    indices = [line.index for line in body if len(line.text) >= 30][:_TOPIC_LINES]
    if len(indices) < 2:
        return 0.5
    above, known = (
        np.cumsum(part, axis=0) for part in (page.topic_vectors[indices], [page.topics[i][1] for i in indices])
    )
    below, rest = above[-1] - above, known[-1] - known
    return float(agreements(above[:-1], known[:-1], below[:-1], rest[:-1]).min())


def _gaps(page: Page, group: Group) -> int:
    """How many times lines of other articles stand between the lines of this one."""
    lines = sorted((*group.heads, *group.flow))
    return sum(page.following.get(a) != b for a, b in zip(lines, lines[1:]))


def _link_signs(page: Page, group: Group) -> dict[str, float]:
    far = [join for join in group.joins if page.following.get(join.left) != join.right]
    margins = [min(6.0, max(-2.0, join.margin)) for join in group.joins]
    return {
        "weakest": chance(-group.weakest),
        "refused": chance(min(4.0, group.nearest)),
        "join_weak": max((chance(-join.odds) for join in group.joins), default=0.0),
        "join_close": max((1.0 - m / 6.0 for m in margins), default=0.0),
        "far": float(bool(far)),
        "far_weak": max((chance(-join.odds) for join in far), default=0.0),
        "far_many": min(3.0, float(len(far))),
        "sum_weak": min(2.0, sum(chance(-odds) for odds in group.odds)),
    }


def _end_signs(page: Page, group: Group, body: Sequence[Line]) -> dict[str, float]:
    facts = [page.facts[line.index] for line in body]
    last = page.lines[group.flow[-1]] if group.flow else None
    closed = last is not None and last.role in ("credit", "jump_out")
    return {
        "headless": float(not group.heads),
        "no_body": float(not body),
        "start_odd": float(bool(facts) and not facts[0].lead and facts[0].start < 0),
        "no_lead": float(bool(facts) and not facts[0].lead),
        "end_open": float(bool(facts) and facts[-1].open and not facts[-1].plain and not closed),
        "open_inside": min(3.0, float(_open_inside(page, group))),
        "no_credit": float(not closed),
        "one_line": float(len(group.heads) + len(group.flow) == 1),
        "long": min(4.0, (len(group.heads) + len(group.flow)) / 10),
        "many_heads": float(len(group.heads) > 2),
        "title_unlike": float(bool(group.heads) and _title_likeness(page, group, body) < 0.3),
    }


def _open_inside(page: Page, group: Group) -> int:
    """Open ends inside the article that nothing continues."""
    joined = {join.left for join in group.joins}
    return sum(
        1
        for i in group.flow[:-1]
        if page.lines[i].role == "body" and page.facts[i].open and not page.facts[i].plain and i not in joined
    )


def _title_likeness(page: Page, group: Group, body: Sequence[Line]) -> float:
    return page.likeness_of(page.grams_of(group.heads), page.grams_of(line.index for line in body))


def _page_signs(page: Page, group: Group, totals: Totals) -> dict[str, float]:
    lead = _has_lead(page, group)
    return {
        "unmarked": float(not totals.marked),
        "page_headless": min(3.0, float(totals.headless)),
        "page_dangling": min(4.0, float(totals.dangling)),
        "page_far": min(4.0, float(totals.far)),
        "beside_headless": float(_first(group) in totals.beside_headless),
        "bare_head": float(not totals.marked and bool(group.heads)) * float(not lead),
        "repeats": float(bool(page.repeats)),
        "credit_missing": totals.credits * float(not _has_credit(page, group)),  # where most have one, this is in doubt
        "lead_missing": totals.leads * float(not lead),
    }


def _has_credit(page: Page, group: Group) -> bool:
    return any(page.lines[i].role in ("credit", "jump_out") for i in group.flow)


def _has_lead(page: Page, group: Group) -> bool:
    return any(page.facts[i].lead for i in group.flow)


def _ends_dangling(page: Page, group: Group) -> bool:
    return (
        bool(group.flow)
        and page.lines[group.flow[-1]].role == "body"
        and page.facts[group.flow[-1]].open
        and not page.facts[group.flow[-1]].plain
    )
