"""Headings without heading marks: bare lines told from crossheads, captions and broken paragraphs, on pages without any marks
and on those where the OCR marked only some. All are looked at twice: whether a line is a headline hangs on what its neighbours are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from archive.parsing.heading_signs import Signs
from archive.parsing.lines import Line
from archive.parsing.networks import chance, networks
from archive.parsing.page import Page
from archive.parsing.roles import explains_heading
from archive.parsing.series import bulleted, parts

_SURELY = 1.0  # mean log odds from which the less marked lines of an article are headlines, and not crossheads
_THRESHOLD = -0.5  # log odds from which a bare line counts as a heading
_LONE = 1.0  # log odds that the only marked line inside an article may lack and be a headline: crossheads come in twos and more
_OVER_HEADING = 1.5  # log odds that a line right over a heading or a lead may lack
_OVER_MARKED, _KICKER = 5.0, 6  # the same over one that carries a mark, for lines of so many characters
_LONGEST_OPENING = 16  # characters of a kicker that leads on to the title
_HELD = 6.0  # log odds beyond which a first look says no more


class Look(NamedTuple):
    """The lines in the roles that a look gave them, and the log odds of all that were looked at, by index."""

    lines: tuple[Line, ...]
    odds: dict[int, float]


def with_headings(page: Page) -> tuple[tuple[Line, ...], dict[int, float]]:
    """The lines of the page, role head given to each bare line that more likely opens an article than not, and the log odds
    of all lines that were looked at, by index, above 0 for a heading."""
    signs = Signs(page)
    seen = second_look(signs, first_look(signs))
    odds = {index: value - _THRESHOLD for index, value in zip(seen, networks()["TITLE"].odds(list(seen.values())))}
    odds.update(_in_series(page.lines, odds))
    out = list(page.lines)
    for index, value in odds.items():
        out[index] = judged(page.lines[index], value)
    for deeper in _deeper(page.lines, odds):
        if sum(odds[index] for index in deeper) > _SURELY * len(deeper):
            for index in deeper:
                out[index] = replace(page.lines[index], role="head")
    for index in _lone_crossheads(out, odds):
        if odds[index] > -_LONE:
            out[index] = replace(page.lines[index], role="head")
    for index in reversed(odds):
        if page.facts[index].plain and odds[index] <= 0 and odds[index] > -_allowance(page, out, index):
            out[index] = replace(page.lines[index], role="head")
    return tuple(_with_rest_of_headlines(page, out)), odds


def _with_rest_of_headlines(page: Page, lines: Sequence[Line]) -> list[Line]:
    """The lines, those counted as headlines, too, that by their form can be no heading of their own but stand over one (石门村村民说： /
    “水通了”) or explain one (…的决定 / （2010年12月30日通过）)."""
    out = list(lines)
    for line in lines:
        above, below = page.before(line.index), page.after(line.index)
        if line.role != "body" or line.level:
            continue
        closed = above is None or above.role != "body" or not page.facts[above.index].open
        leads_on = closed and len(line.text) <= _LONGEST_OPENING and line.text[-1:] in "：:，,"
        over = below is not None and lines[below.index].role == "head"
        under = above is not None and out[above.index].role == "head"
        if (leads_on and over) or (under and not over and explains_heading(line.text)):
            out[line.index] = replace(line, role="head")
    return out


def _in_series(lines: Sequence[Line], odds: Mapping[int, float]) -> dict[int, float]:
    """The log odds of the lines in a series: alike behind one bullet, and low for the parts of one text."""
    found: dict[int, float] = {}
    for members in bulleted(lines):
        mean = sum(odds.get(index, -_HELD) for index in members) / len(members)
        found.update((index, mean) for index in members if index in odds)
    found.update((index, min(odds[index], -_HELD)) for index in parts(lines) & odds.keys())
    return found


def judged(line: Line, odds: float) -> Line:
    """The line in the role that its log odds, above 0 for a heading, give it; one marked less than the headline above keeps its own."""
    return replace(line, role="head" if odds > 0 else "body") if not line.level or line.role == "head" else line


def first_look(signs: Signs) -> Look:
    """The lines judged one after the other, each with what those above it were found to be in view."""
    lines, odds = list(signs.page.lines), {}
    for line in signs.doubtful:
        odds[line.index] = networks()["HEAD"].odds([signs.features(lines, line)])[0]
        lines[line.index] = judged(line, odds[line.index] - _THRESHOLD)
    return Look(tuple(lines), odds)


def second_look(signs: Signs, first: Look) -> dict[int, dict[str, float]]:
    """The signs of each line that was looked at, by index, with what the first look made of it and of the others."""
    held = [max(-_HELD, min(_HELD, value)) for value in first.odds.values()]
    total, best = sum(map(chance, held)), max(first.odds.values(), default=0.0)
    found = {}
    for at, (index, own) in enumerate(zip(first.odds, held)):
        found[index] = {
            **signs.features(first.lines, signs.page.lines[index]),
            "first": own / 2,
            "odds_above": held[at - 1] / 3 if at else -1.0,
            "odds_below": held[at + 1] / 3 if at + 1 < len(held) else -1.0,
            "any_above": float(at > 0),
            "any_below": float(at + 1 < len(held)),
            "others": (total - chance(own)) / max(1, len(held) - 1),
            "surest": float(first.odds[index] == best),
        }
    return found


def _lone_crossheads(lines: Sequence[Line], odds: Mapping[int, float]) -> Iterator[int]:
    """The marked lines that are the only ones inside their article."""
    found: list[int] = []
    for line in [*lines, None]:
        if line is None or line.role == "head":
            if len(found) == 1 and found[0] in odds:
                yield found[0]
            found = []
        elif line.role == "body" and line.level:
            found.append(line.index)


def _deeper(lines: Sequence[Line], odds: Mapping[int, float]) -> Iterator[list[int]]:
    """The lines of each article that are marked less than its headline, two and more: crossheads all of them or headlines all. Beside a
    crosshead that is told by its number they are crossheads, and not given."""
    found: list[int] = []
    numbered = False
    for line in lines:
        if line.role == "head":
            if found and not numbered:
                yield found
            found, numbered = [], False
        elif line.role == "body" and line.level:
            numbered = numbered or line.index not in odds
            found += [line.index] if line.index in odds else []
    if found and not numbered:
        yield found


def _allowance(page: Page, decided: Sequence[Line], index: int) -> float:
    """The log odds that a line between the end of a text and a heading may lack and still be the first line of that headline, or one
    right over a lead (本报讯) and still be its headline."""
    above, below, text = page.before(index), page.after(index), page.lines[index].text
    if below is None or (above is not None and above.role == "body" and page.facts[above.index].open):
        return 0.0
    if decided[below.index].role != "head":
        return _OVER_HEADING if page.facts[below.index].lead else 0.0
    worded = len(text) >= _KICKER and len(text.split()) == 1  # no signature: 口述 何平 整理 周浩
    return _OVER_MARKED if below.level and worded else _OVER_HEADING
