"""Whether a paragraph belongs to the same article as the line above it."""
from __future__ import annotations

from archive.parsing.joins import weigh
from archive.parsing.leads import jump_in
from archive.parsing.lines import Line
from archive.parsing.page import Page
from archive.parsing.weights import LINK

_WINDOW = 4


def link_features(page: Page, a: Line, b: Line) -> dict[str, float]:
    """What speaks for `b`, the next line in the file, standing in the article of `a`; neither is a heading."""
    like = _windows(page, a, b)
    return {
        "after_credit": float(a.role == "credit"),
        "after_jump": float(a.role == "jump_out"),
        "to_credit": float(b.role == "credit"),
        "to_jump": float(b.role == "jump_out"),
        "lead": float(page.facts[b.index].lead),
        "jump_in": float(b.role == "jump_in" or jump_in(b.text) is not None),
        "dangling": float(a.role == "body" and page.facts[a.index].open),
        "start": page.facts[b.index].start / 2,
        "dangling_start": float(a.role == "body" and page.facts[a.index].open) * max(0.0, page.facts[b.index].start / 2),
        "gap": float(b.gap >= 3),
        "short": float(len(b.text) <= 24),
        "short_before": float(len(a.text) <= 24 and a.role == "body"),
        "like": like,
        "like_none": float(like == 0.0),
    }


def _windows(page: Page, a: Line, b: Line) -> float:
    """Likeness of the paragraphs up to `a` and those from `b`, as far as no heading, credit or jump stands between."""
    left = _collect(page, a, page.preceding)
    right = _collect(page, b, page.following)
    return page.likeness_of(left, right)


def _collect(page: Page, line: Line, step: dict[int, int]) -> frozenset[str]:
    grams: set[str] = set()
    at: int | None = line.index
    for _ in range(_WINDOW):
        if at is None or page.lines[at].role not in ("body", "credit"):
            break
        if page.lines[at].role == "body":
            grams |= page.grams[at]
        at = step.get(at)
    return frozenset(grams)


def link_odds(page: Page, a: Line, b: Line) -> float:
    """Log odds that the two neighbours stand in one article."""
    return weigh(link_features(page, a, b), LINK)
