"""Examples for each of the parser's models from a page and its right answer."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from archive.parsing.articles import group
from archive.parsing.breaks import Place, first_look, look_twice, read_links
from archive.parsing.doubts import article_features, page_totals
from archive.parsing.doubts import second_look as second_look_at_articles
from archive.parsing.heading_signs import Signs
from archive.parsing.headings import first_look as first_look_at_headings
from archive.parsing.headings import second_look as second_look_at_headings
from archive.parsing.issue import plain_page, read_page
from archive.parsing.joins import find_joins, read_joins
from archive.parsing.knowledge import EMPTY
from archive.parsing.lines import Line
from archive.parsing.looks import all_seams
from archive.parsing.looks import second_look as second_look_at_seams
from archive.parsing.markup import unmarked
from archive.parsing.moves import move_candidates, possible_moves
from archive.parsing.page import Page
from archive.parsing.seams import Seam
from archive.parsing.text import text_begins
from benchmarks.check_pages import Answer, gold_answer
from benchmarks.fitting.logistic import Row

Tagged = tuple[str, Row]  # the model that the row is for
# The first step, whose models are linear, and the last, whose models judge the parser's articles
FIRST, DOUBTS = "first", "doubts"
# The steps between -> the stages of their examples: one, or one for each look
LOOKS = {"headings": ("heads", "titles"), "seams": ("seams",), "breaks": ("links", "breaks"), "homes": ("homes",)}
BEFORE_DOUBTS = tuple(LOOKS)
_KEPT = 0.25  # share of the wrong distant pairs that is drawn; each counts as often as it stands for


@dataclass(frozen=True, slots=True)
class Example:
    """A page with its right answer; `aside` are lines of no article and repeats."""

    lines: Sequence[str]
    answer: Answer
    aside: frozenset[int]
    owner: dict[int, int]


def example(lines: Sequence[str], gold: dict[str, Any]) -> Example:
    answer = gold_answer(lines, gold)
    repeats = {d["line"] if isinstance(d, dict) else d for d in gold.get("duplicates", [])}
    aside = frozenset(gold["furniture"]) | repeats | set(gold.get("free_lines", []))
    return Example(lines, answer, aside, {n: k for k, a in enumerate(answer.articles) for n in a.lines})


def first_rows(example: Example) -> Iterator[Tagged]:
    """NEAR and FAR at first sight: pairs of lines that stand one below the other, and pairs that stand apart."""
    page = read_page(example.lines, EMPTY)
    yield from _seam_rows(example, page, all_seams(page))


def seam_rows(example: Example) -> Iterator[Tagged]:
    """The same at the second look, where each seam knows of the others."""
    page = read_page(example.lines, EMPTY)
    yield from _seam_rows(example, page, [found for found, _ in second_look_at_seams(page)])


def _seam_rows(example: Example, page: Page, seams: Sequence[Seam]) -> Iterator[Tagged]:
    pick = random.Random(len(page.lines))
    for found in seams:
        a, b = page.lines[found.left].number, page.lines[found.right].number
        if a in example.aside or b in example.aside:
            continue
        right = (a, b) in example.answer.joins
        if found.near:
            yield "NEAR", Row(found.features, right)
        elif right:
            yield "FAR", Row(found.features, right)
        elif pick.random() < _KEPT:
            yield "FAR", Row(found.features, right, 1 / _KEPT)


def head_rows(example: Example) -> Iterator[Tagged]:
    """Bare lines that look like a heading: on the page as it is, and with all heading marks taken off."""
    heads = _heads(example)
    for page in _bare_and_marked(example):
        signs = Signs(page)
        asked = {line.index for line in signs.doubtful if line.number not in example.aside}
        decided = list(page.lines)
        for line in page.lines:
            if line.index in asked:
                yield "HEAD", Row(signs.features(decided, line), line.number in heads)
            if line.number in heads:
                decided[line.index] = replace(line, role="head")


def title_rows(example: Example) -> Iterator[Tagged]:
    """The same at the second look, where each knows what was made of the others."""
    heads = _heads(example)
    for page in _bare_and_marked(example):
        signs = Signs(page)
        for index, features in second_look_at_headings(signs, first_look_at_headings(signs)).items():
            if page.lines[index].number not in example.aside:
                yield "TITLE", Row(features, page.lines[index].number in heads)


def _heads(example: Example) -> set[int]:
    return {n for article in example.answer.articles for n in article.heads}


def _bare_and_marked(example: Example) -> Iterator[Page]:
    stripped = [raw[text_begins(unmarked(raw)) :] for raw in example.lines]
    yield plain_page(stripped, EMPTY)
    if stripped != list(example.lines):
        yield plain_page(example.lines, EMPTY)


def link_rows(example: Example) -> Iterator[Tagged]:
    """Neighbouring lines that no join holds together, neither a heading."""
    page = read_page(example.lines, EMPTY)
    places = [place for stretch in first_look(page, find_joins(page)) for place in stretch]
    yield from _link_rows("LINK", example, page, places)


def break_rows(example: Example) -> Iterator[Tagged]:
    """The same at the second look, where each place knows of the others."""
    page = read_page(example.lines, EMPTY)
    yield from _link_rows("BREAK", example, page, look_twice(page, find_joins(page))[0])


def _link_rows(model: str, example: Example, page: Page, places: Sequence[Place]) -> Iterator[Tagged]:
    for place in places:
        a, b = page.lines[place.left].number, page.lines[place.right].number
        known = a in example.owner and b in example.owner and not {a, b} & example.aside
        if known and place.features is not None:
            yield model, Row(place.features, example.owner[a] == example.owner[b])


def home_rows(example: Example) -> Iterator[Tagged]:
    """Lines that may belong to an article elsewhere on the page."""
    page = read_page(example.lines, EMPTY)
    for candidate in move_candidates(page, read_links(page, find_joins(page))):
        a, b = page.lines[candidate.line].number, page.lines[candidate.first].number
        if a in example.owner and b in example.owner and not {a, b} & example.aside:
            yield "HOME", Row(candidate.features, example.owner[a] == example.owner[b])


def doubt_rows(example: Example) -> Iterator[Tagged]:
    """The parser's articles: is their set of lines wrong?"""
    page = read_page(example.lines, EMPTY)
    reading = read_joins(page)
    links = read_links(page, reading.joins)
    groups = group(page, reading.joins, links, possible_moves(page, links))
    totals = page_totals(page, groups, reading, links.homes)
    right = {article.lines - example.aside for article in example.answer.articles}
    for found, features in zip(groups, article_features(page, groups, totals)):
        lines = frozenset(_numbers(page, (*found.heads, *found.flow))) - example.aside
        if lines:
            yield "DOUBT", Row(features, lines not in right)


def fault_rows(pages: Sequence[Sequence[Row]]) -> list[Row]:
    """The same at the second look: the articles of each page, each knowing of the others' doubts."""
    return [
        row._replace(features=features)
        for page in pages
        for row, features in zip(page, second_look_at_articles([row.features for row in page]))
    ]


def _numbers(page: Page, indices: Sequence[int]) -> Iterator[int]:
    lines: Sequence[Line] = page.lines
    return (lines[i].number for i in indices)


STAGES: dict[str, Callable[[Example], Iterator[Tagged]]] = {
    FIRST: first_rows,
    "seams": seam_rows,
    "heads": head_rows,
    "titles": title_rows,
    "links": link_rows,
    "breaks": break_rows,
    "homes": home_rows,
    DOUBTS: doubt_rows,
}
