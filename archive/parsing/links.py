"""Whether a paragraph belongs to the same article as the line above it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from archive.parsing.bylines import photo_credits
from archive.parsing.cohesion import cohesion_features, rare_features
from archive.parsing.endings import ends_signed, ends_with_signoff, is_aside, is_signoff
from archive.parsing.joins import Join
from archive.parsing.leads import has_own_lead, jump_in
from archive.parsing.lines import Line
from archive.parsing.looks import seam_odds
from archive.parsing.page import Page
from archive.parsing.seams import in_short_run, seam
from archive.parsing.sources import is_source

# stands under an article, behind its sign-off too, as sources do
_SET_BY = re.compile(r"^(?:版式设计|版式設計|制图|製圖|圖表|图表)(?:制作)?[\s　]")
_BULLETS = frozenset("△▲●○■□◆◇★☆※")
_WINDOW = 4
_LONG_RUN = 12


class Order(NamedTuple):
    """How well the page is in order: the share of its joins that lead far away, and open ends that found no continuation."""

    far: float
    dangling: float


def order_of(page: Page, joins: Sequence[Join]) -> Order:
    """What the joins of a page tell of its order."""
    far = sum(page.following.get(join.left) != join.right for join in joins)
    lefts = {join.left for join in joins}
    ends = [
        line.index
        for line in page.lines
        if line.role == "body" and line.index not in lefts and page.facts[line.index].open and _is_prose(line.text)
    ]
    return Order(far / (len(joins) + 5), min(6, len(ends)) / 6)


def link_features(
    page: Page, a: Line, b: Line, order: Order, away: bool = False, comes: bool = False
) -> dict[str, float]:
    """What speaks for `b`, the next line in the file, standing in the article of `a`; neither is a heading. `away`: `a` goes
    on in a line elsewhere; `comes`: `b` goes on from a line elsewhere."""
    left, right = page.facts[a.index], page.facts[b.index]
    text = a.role == "body" and b.role == "body"
    lead_first = right.lead and _opens_below_heading(page, a)
    dangling = text and left.open and not left.plain and not away and not lead_first
    return {
        **_mark_features(page, a, b, lead_first),
        "away": float(away),
        "comes": float(comes),
        "away_comes": float(away and comes),
        **_end_features(page, a, b, dangling, comes),
        **_likeness_features(page, a, b, comes),
        "gap": float(b.gap >= 3),
        "last": float(page.after(b.index) is None),
        "credits_here": float(b.index in page.before_credit) * float(text),
        "page_far": order.far,
        "page_dangling": order.dangling,
        "page_repeats": float(bool(page.repeats)),
        **(_run_features(page, a, b) if text else {}),
        **(cohesion_features(page, a, b) if text else {}),
        **(rare_features(page, a, b) if b.role == "body" else {}),
    }


def _mark_features(page: Page, a: Line, b: Line, lead_first: bool) -> dict[str, float]:
    """What the two lines are by their form: credits, jumps, sign-offs, leads, boxes; `lead_first`: `b` is the first lead of its article."""
    right = page.facts[b.index]
    set_by = bool(_SET_BY.match(b.text)) or is_source(b.text)
    beside = is_aside(b.text) or b.text[:1] in "（("  # what stands with a letter or a report, behind its signature
    return {
        "after_credit": float(a.role == "credit" and not page.is_byline(a) and not is_aside(b.text)),
        "after_jump": float(a.role == "jump_out"),
        "to_credit": float(b.role == "credit"),
        "to_jump": float(b.role == "jump_out"),
        "after_signoff": float(ends_with_signoff(a.text) and not set_by),
        "after_signed": float(ends_signed(a.text) and not beside),
        "to_signoff": float(is_signoff(b.text) or set_by),
        "to_signature": float(b.index in page.signed),
        "after_signature": float(a.index in page.signed and b.index not in page.signed),
        "after_photo": float(bool(photo_credits(a.text))),
        "lead_first": float(lead_first),
        "to_aside": float(is_aside(b.text)),
        "same_bullet": float(a.text[:1] == b.text[:1] and a.text[:1] in _BULLETS),
        "to_jump_in": float(b.role == "jump_in" or jump_in(b.text) is not None),
        "lead": float(right.lead),
        "lead_own": float(has_own_lead(b.text) and not lead_first),
        "lead_again": float(right.lead and _has_lead_above(page, a)),
    }


def _end_features(page: Page, a: Line, b: Line, dangling: bool, comes: bool) -> dict[str, float]:
    """How the end of the one and the beginning of the other stand to each other; `dangling`: the first is an open end that goes on
    nowhere."""
    left, right = page.facts[a.index], page.facts[b.index]
    text = a.role == "body" and b.role == "body"
    unlike = seam_odds(seam(page, a, b)) if dangling else 0.0
    return {
        "dangling": float(dangling),
        "dangling_sure": float(dangling and not comes and right.start > 0 and _is_prose(a.text)),
        "dangling_start": float(dangling) * max(0.0, right.start) / 2,
        "start": max(-2.0, right.start / 2) * float(text and not right.plain),
        "stray": float(bool(right.stray) and not comes),
        "opens": max(0.0, right.opens) * float(text and not right.plain) / 2,
        "opens_odd": max(0.0, -right.opens) * float(text and not right.plain and not comes) / 2,
        "dangling_opens": float(dangling) * max(-1.0, right.opens) / 2,
        "apart": max(-3.0, min(6.0, -unlike)) * float(dangling) / 2,
        "closed_odd": max(0.0, -right.opens) * float(text and not left.open and not comes and not right.plain) / 2,
        "plain": float(right.plain and text),
        "plain_before": float(left.plain and text),
        "start_odd": float(text and right.start <= -1.0 and not right.plain and not comes),
    }


def _likeness_features(page: Page, a: Line, b: Line, comes: bool) -> dict[str, float]:
    """How much the lines on either side have in common, and whether a beginning that suits badly has little."""
    right, text = page.facts[b.index], float(a.role == "body" and b.role == "body")
    like = page.likeness_of(_window(page, a, page.preceding), _window(page, b, page.following))
    inner = _inner_likeness(page, a, b)
    return {
        "loose": max(0.0, min(3.0, -right.opens)) * max(0.0, 1.0 - like) * text * float(not comes) / 2,
        "like": min(like, 3.0) * text,
        "like_none": text * float(like < 0.15),
        "like_rest": max(-2.0, min(1.0, like - inner)) * text * float(inner > 0),
        "like_near": min(2.0, page.likeness(a.index, b.index)) * text,
        "names": _shared_names(page, a, b) * text,
    }


def _run_features(page: Page, a: Line, b: Line) -> dict[str, float]:
    """Where the two lines stand between headings: how much text stands above and below, and what begins and ends it."""
    above, below = page.runs[0][a.index], page.runs[1][b.index]
    first = _edge(page, a.index, above, page.preceding)
    last = _edge(page, b.index, below, page.following)
    return {
        "run_above": min(_LONG_RUN, above) / _LONG_RUN,
        "run_below": min(_LONG_RUN, below) / _LONG_RUN,
        "run_above_one": float(above == 1),
        "run_below_one": float(below == 1),
        "run_headed": float(first == "head"),
        "run_credited": float(last == "credit"),
        "run_jumps": float(last == "jump_out"),
        "run_headed_one": float(first == "head" and above == 1),
        "short_run": float(in_short_run(page, a, b)),
    }


def _edge(page: Page, index: int, count: int, step: Mapping[int, int]) -> str:
    """The role of the line that ends a run of text in one direction, a byline counting as the headline above it; empty at the
    end of the page."""
    at: int | None = index
    for _ in range(count):
        at = None if at is None else step.get(at)
    if at is None:
        return ""
    line = page.lines[at]
    return "head" if page.is_byline(line) else line.role


def _inner_likeness(page: Page, a: Line, b: Line) -> float:
    """How alike the neighbours on one side are among themselves: what to expect of lines of one article here."""
    sides = [(page.before(a.index), a), (b, page.after(b.index))]
    found = [
        page.likeness(x.index, y.index)
        for x, y in sides
        if x is not None and y is not None and x.role == y.role == "body"
    ]
    return sum(found) / len(found) if found else 0.0


def _is_prose(text: str) -> bool:
    """Whether the line is running text, of which an open end must go on somewhere; a line of a poem or a list need not."""
    return len(text) > 80 or "。" in text


def _opens_below_heading(page: Page, a: Line) -> bool:
    """Whether only a few lines without a lead stand between `a` and the heading above: summaries that precede the lead."""
    if a.role == "credit":
        return page.is_byline(a)
    at: Line | None = a
    for _ in range(_WINDOW):
        if at is None or at.role != "body" or page.facts[at.index].lead:
            return False
        at = page.before(at.index)
        if at is not None and at.role == "head":
            return True
    return False


def _has_lead_above(page: Page, a: Line) -> bool:
    """Whether a lead stands between `a` and the heading above."""
    at: Line | None = a
    while at is not None and at.role != "head":
        if page.facts[at.index].lead:
            return True
        at = page.before(at.index)
    return False


def _shared_names(page: Page, a: Line, b: Line) -> float:
    """Whether long stretches (5 characters and more) of the second line stand in the few lines above it."""
    above: list[str] = []
    at: int | None = a.index
    while at is not None and len(above) < _WINDOW and page.lines[at].role == "body":
        above.append(page.lines[at].text)
        at = page.preceding.get(at)
    whole = "\n".join(above)
    found = sum(b.text[i : i + 4] in whole for i in range(0, min(len(b.text), 160) - 3, 2))
    return min(1.0, found / 6)


def _window(page: Page, line: Line, step: Mapping[int, int]) -> frozenset[str]:
    """The character pairs of the paragraphs up to a line or from it, as far as nothing but text and credits stands there."""
    near: list[int] = []
    at: int | None = line.index
    while at is not None and len(near) < _WINDOW and page.lines[at].role in ("body", "credit"):
        if page.lines[at].role == "body":
            near.append(at)
        at = step.get(at)
    return page.grams_of(near)
