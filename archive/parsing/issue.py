"""The door: the lines of a page in, articles, furniture, repeats and doubts out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from archive.parsing.articles import Group, group
from archive.parsing.bylines import photo_credits
from archive.parsing.doubts import article_doubt, find_doubts
from archive.parsing.headings import with_headings
from archive.parsing.headlines import headline_spans
from archive.parsing.joins import find_joins
from archive.parsing.knowledge import EMPTY, Knowledge
from archive.parsing.leads import has_lead, jump_in, jump_out
from archive.parsing.lines import Line, read_lines
from archive.parsing.page import Page
from archive.parsing.records import Parsed, ParsedArticle, Span
from archive.parsing.repeats import find_repeats
from archive.parsing.roles import FURNITURE, classify, is_marked, page_banners

_NOTICE = re.compile(
    r"(?:公告|通告|公示|启事|声明|讣告|遗失|招标|拍卖|通知书|更正|致歉)(?:[（(].{1,12}[)）])?$|^(?:遗失|公告|声明)"
)
_COMMENT = re.compile(r"(?:评论员|时评|社论|短评|杂谈|今日谈|快评|热评|论坛|观察|随笔|漫笔|小言论|编后)")


def parse(lines: Sequence[str], knowledge: Knowledge = EMPTY) -> Parsed:
    """One page read. Any text gives a result, and every character of every non-blank line stands in exactly one span."""
    page = read_page(lines, knowledge)
    repeats = {line.index for line in page.lines if line.role == "repeat"}
    groups = group(page, find_joins(page))
    articles = tuple(_article(page, found, groups) for found in groups)
    return Parsed(
        articles=articles,
        furniture=tuple(_whole(line) for line in page.lines if line.role in FURNITURE),
        excluded=tuple((replace(_whole(page.lines[i]), role="body"), "duplicate") for i in sorted(repeats))
        + tuple((_whole(line), "noise") for line in page.lines if line.role == "noise"),
        doubts=find_doubts(page, groups, articles),
    )


def read_page(raw: Sequence[str], knowledge: Knowledge) -> Page:
    """The lines with their roles, repeats marked as such."""
    page = plain_page(raw, knowledge)
    lines = page.lines if is_marked(page.lines) else with_headings(page)
    return Page(page_banners(lines), knowledge, page.repeats)


def plain_page(raw: Sequence[str], knowledge: Knowledge) -> Page:
    """The page before the headings without marks are found."""
    classified = classify(read_lines(raw), knowledge)
    repeats = find_repeats(classified)
    lines = tuple(replace(line, role="repeat") if line.index in repeats else line for line in classified)
    return Page(lines, knowledge, repeats)


def _whole(line: Line) -> Span:
    return Span(line.number, 0, len(line.raw), line.role)


def _article(page: Page, found: Group, groups: Sequence[Group]) -> ParsedArticle:
    heads = [page.lines[i] for i in found.heads]
    flow = [page.lines[i] for i in found.flow]
    drops = {join.right: join for join in found.joins}
    spans = list(headline_spans(heads))
    for i, line in enumerate(flow):
        join = drops.get(line.index)
        joined = join is not None and i > 0 and flow[i - 1].index == join.left
        spans += _body_spans(line, joined, join.drop if join and joined else 0)
    return ParsedArticle(
        spans=tuple(spans),
        kind=_kind(heads, flow),
        jump_to=_jump_to(flow),
        jump_from=_jump_from(flow),
        missing=_missing(page, heads, flow, groups),
        doubt=article_doubt(page, found, groups),
        proposed_title=None if heads else _proposed_title(flow),
    )


def _body_spans(line: Line, joined: bool, drop: int) -> list[Span]:
    """A line as spans: a jump note inside it stands alone."""
    number, size = line.number, len(line.raw)
    if line.role != "body":
        return [Span(number, 0, size, line.role)]
    before, after = line.raw.find(line.text[:1]), line.raw.rfind(line.text[-1:]) + 1
    into, out = jump_in(line.text), jump_out(line.text)
    cut_in = before + into[0] if into and line.raw[before:after] == line.text else 0
    cut_out = before + out[0] if out and line.raw[before:after] == line.text else size
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


def _kind(heads: Sequence[Line], flow: Sequence[Line]) -> str:
    """What sort of article it is, as its headline and text say."""
    title, text = " ".join(line.text for line in heads), "".join(line.text for line in flow)
    if not heads:
        return "other"
    if _NOTICE.search(title) and len(text) <= 1500 and not any(has_lead(line.text) for line in flow):
        return "notice"
    if len(text) <= 400 and any(photo_credits(line.text) for line in flow):
        return "photo"
    if _COMMENT.search(title):
        return "comment"
    rows = [line for line in flow if line.role == "body"]
    if len(rows) >= 8 and sum(len(line.text) <= 20 for line in rows) >= 0.8 * len(rows):
        return "list"
    return "news"


def _missing(page: Page, heads: Sequence[Line], flow: Sequence[Line], groups: Sequence[Group]) -> tuple[str, ...]:
    body = [line for line in flow if line.role == "body"]
    missing = []
    lacks_lead = not heads or (_siblings_lead(page, groups) and _kind(heads, flow) == "news")
    if not body or (not has_lead(body[0].text) and (page.facts[body[0].index].start < 0 or lacks_lead)):
        missing.append("start")  # nothing but a headline or a lead shows that a text is there from its beginning
    if not body or page.facts[body[-1].index].open or _jump_to(flow) is not None:
        missing.append("end")
    return (*missing, *(() if heads else ("title",)))


def _siblings_lead(page: Page, groups: Sequence[Group]) -> bool:
    leads = [any(has_lead(page.lines[i].text) for i in g.flow) for g in groups if g.heads]
    return len(leads) >= 3 and sum(leads) >= 0.6 * len(leads)


def _proposed_title(flow: Sequence[Line]) -> str:
    first = next((line.text for line in flow if line.role == "body"), flow[0].text if flow else "")
    clause = re.split(r"[，。；：！？]", first)[0] or first
    return f"（无题）{clause[:24]}"
