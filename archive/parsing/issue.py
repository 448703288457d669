"""The door: the lines of a page in, articles, furniture, repeats and doubts out."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from archive.parsing.articles import Group, group
from archive.parsing.breaks import read_links
from archive.parsing.columns import with_columns
from archive.parsing.doubts import Totals, article_doubts, page_totals
from archive.parsing.flags import find_doubts
from archive.parsing.headings import with_headings
from archive.parsing.headlines import headline_spans
from archive.parsing.joins import read_joins
from archive.parsing.kinds import kind_of
from archive.parsing.knowledge import EMPTY, Knowledge
from archive.parsing.leads import jump_in, jump_out, tells_when
from archive.parsing.lines import Line, read_lines
from archive.parsing.moves import possible_moves
from archive.parsing.page import Page
from archive.parsing.placement import FURNITURE
from archive.parsing.records import Parsed, ParsedArticle, Span
from archive.parsing.repeats import find_repeats
from archive.parsing.roles import classify, is_marked, looks_like_heading, page_banners
from archive.parsing.text import is_read_twice, shown
from archive.parsing.unwrap import unwrapped

# log odds (`Facts.start`, `Facts.opens`) below which a text, right under its headline, begins in the midst: whole articles are
# called beheaded in one of 170, where any doubt would call one of nine so
_NO_START, _NO_OPENING = -1.5, -1.0


def parse(lines: Sequence[str], knowledge: Knowledge = EMPTY) -> Parsed:
    """One page read. Any text gives a result, and every character of every non-blank line stands in exactly one span."""
    found = unwrapped(lines, knowledge)
    return with_true_overlaps(found.stored(_parsed(read_page(found.lines, knowledge, found.full))), lines)


def with_true_overlaps(parsed: Parsed, lines: Sequence[str]) -> Parsed:
    """The same with words read twice dropped only where they stand, as they are shown, at the end of the piece before: a jump note
    or the end of a printed line may cut them."""
    if not any(span.drop for article in parsed.articles for span in article.spans):
        return parsed
    return replace(parsed, articles=tuple(_true_overlaps(article, lines) for article in parsed.articles))


def _true_overlaps(article: ParsedArticle, lines: Sequence[str]) -> ParsedArticle:
    spans = list(article.spans)
    for i, (before, span) in enumerate(zip(article.spans, article.spans[1:]), 1):
        if span.drop and not is_read_twice(_shown(lines, before), _shown(lines, span), span.drop):
            spans[i] = replace(span, drop=0)
    return replace(article, spans=tuple(spans))


def _shown(lines: Sequence[str], span: Span) -> str:
    return shown(lines[span.line - 1], span.start, span.end)


def _parsed(page: Page) -> Parsed:
    repeats = {line.index for line in page.lines if line.role == "repeat"}
    reading = read_joins(page)
    links = read_links(page, reading.joins)
    moves = possible_moves(page, links)
    groups = group(page, reading.joins, links, moves)
    totals = page_totals(page, groups, reading, links.homes)
    doubts = article_doubts(page, groups, totals)
    articles = tuple(_article(page, found, totals, doubt) for found, doubt in zip(groups, doubts))
    return Parsed(
        articles=articles,
        furniture=tuple(_whole(line) for line in page.lines if line.role in FURNITURE),
        excluded=tuple((replace(_whole(page.lines[i]), role="body"), "duplicate") for i in sorted(repeats))
        + tuple((_whole(line), "noise") for line in page.lines if line.role == "noise"),
        doubts=find_doubts(page, groups, articles, moves),
    )


def read_page(raw: Sequence[str], knowledge: Knowledge, full: Collection[int] = ()) -> Page:
    """The lines with their roles, repeats marked as such. `full`: numbers of lines that end with a full printed line."""
    page = plain_page(raw, knowledge, full)
    lines, odds = with_headings(page)
    return page.again(page_banners(lines), page.repeats, odds)


def plain_page(raw: Sequence[str], knowledge: Knowledge, full: Collection[int] = ()) -> Page:
    """The page before the headings without marks are found."""
    classified = classify(read_lines(raw), knowledge)
    page = Page(classified, knowledge, full=frozenset(line.index for line in classified if line.number in full))
    repeats = find_repeats(page)
    lines = tuple(replace(line, role="repeat") if line.index in repeats else line for line in classified)
    marked = is_marked(lines)
    opens = frozenset(line.index for line in lines if not marked and line.role == "body" and looks_like_heading(line))
    return page.again(with_columns(lines, knowledge, opens), repeats)


def _whole(line: Line) -> Span:
    return Span(line.number, 0, len(line.raw), line.role)


def _article(page: Page, found: Group, totals: Totals, doubt: float) -> ParsedArticle:
    heads = [page.lines[i] for i in found.heads]
    flow = [page.lines[i] for i in found.flow]
    drops = {join.right: join for join in found.joins}
    spans = list(headline_spans(heads, page.knowledge))
    for i, line in enumerate(flow):
        join = drops.get(line.index)
        joined = join is not None and i > 0 and flow[i - 1].index == join.left
        spans += _body_spans(line, joined, join.drop if join and joined else 0)
    kind = _kind(page, found)
    opening = next((line.text for line in flow if line.role == "body"), "")
    lacks_lead = not heads or (totals.expects_lead and kind == "news" and not tells_when(opening))
    return ParsedArticle(
        spans=tuple(spans),
        kind=kind,
        jump_to=_jump_to(flow),
        jump_from=_jump_from(flow),
        missing=_missing(page, heads, flow, lacks_lead),
        doubt=doubt,
        proposed_title=None if heads else _proposed_title(flow),
    )


def _body_spans(line: Line, joined: bool, drop: int) -> list[Span]:
    """A line as spans: a jump note inside it stands alone."""
    number, size = line.number, len(line.raw)
    if line.role != "body":
        return [Span(number, 0, size, line.role)]
    into, out = jump_in(line.text), jump_out(line.text)
    places = (*line.places, size)
    cut_in = places[into[0]] if into else 0
    cut_out = places[out[0]] if out and (not into or into[0] < out[0]) else size  # one note may stand within the other
    spans = [Span(number, 0, cut_in, "jump_in")] if cut_in else []
    spans.append(Span(number, cut_in, cut_out, "body", joined, drop))
    return spans + ([Span(number, cut_out, size, "jump_out")] if cut_out < size else [])


def _jump_to(flow: Sequence[Line]) -> str | None:
    for line in reversed(flow):
        found = jump_out(line.text)
        if found:
            return found[1] or None
    return None


def _jump_from(flow: Sequence[Line]) -> str | None:
    for line in flow:
        found = jump_in(line.text)
        if found:
            return found[1] or None
    return None


def _kind(page: Page, found: Group) -> str:
    rows: list[str] = []
    joined = {join.right for join in found.joins}
    for line in (page.lines[i] for i in found.flow):
        if line.role == "body" and line.index in joined and rows:
            rows[-1] += line.text
        elif line.role == "body":
            rows.append(line.text)
    below = page.after(found.heads[-1]) if found.heads else None
    return kind_of([page.lines[i].text for i in found.heads], rows, below is not None and below.role == "credit")


def _missing(page: Page, heads: Sequence[Line], flow: Sequence[Line], lacks_lead: bool) -> tuple[str, ...]:
    """`lacks_lead`: without a lead the text is not from its beginning. Only a headline or a lead shows that it is."""
    body = [line for line in flow if line.role == "body"]
    missing = []
    first = page.facts[body[0].index] if body else None
    if first is None or (not first.lead and (lacks_lead or (first.start < _NO_START and first.opens < _NO_OPENING))):
        missing.append("start")
    if not body or _is_cut(page, body[-1]) or _jump_to(flow) is not None:
        missing.append("end")
    return (*missing, *(() if heads else ("title",)))


def _is_cut(page: Page, last: Line) -> bool:
    """Whether the last line's sentence goes on somewhere; verses, scores and signatures end without a stop."""
    return page.facts[last.index].open and not page.facts[last.index].plain and last.index not in page.signed


def _proposed_title(flow: Sequence[Line]) -> str:
    """The first clause, as printed."""
    first = next((line for line in flow if line.role == "body"), flow[0] if flow else None)
    if first is None:
        return "（无题）"
    clause = len(re.split(r"[，。；：！？]", first.text)[0]) or len(first.text)
    return f"（无题）{first.printed[: min(clause, 24)]}"
