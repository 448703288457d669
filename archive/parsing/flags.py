"""What an editor should look at first: doubtful articles and joins, missing parts, suspected misreadings, with proposals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archive.parsing.articles import Group
from archive.parsing.lines import Line
from archive.parsing.misreadings import Misreading, name_variants, title_misreadings, word_misreadings
from archive.parsing.moves import Move
from archive.parsing.networks import chance
from archive.parsing.page import Page
from archive.parsing.records import Doubt, ParsedArticle

_WEAK_JOIN = 0.35
_FLAGGED = 0.5
_ELSEWHERE = 0.3  # chance from which on it is worth asking whether a line belongs to another article


def find_doubts(
    page: Page, groups: Sequence[Group], articles: Sequence[ParsedArticle], moves: Sequence[Move] = ()
) -> tuple[Doubt, ...]:
    """The flags of a page, by article and line; `moves`: what may belong elsewhere, made or not."""
    found = [
        doubt
        for k, (group, article) in enumerate(zip(groups, articles))
        for doubt in _article_doubts(page, k, group, article)
    ]
    owner = {
        line.index: k for k, group in enumerate(groups) for line in (page.lines[i] for i in (*group.heads, *group.flow))
    }
    found += _elsewhere(page, groups, articles, owner, moves)
    number = {page.lines[i].number: k for i, k in owner.items()}
    texts = [line for line in page.lines if line.role in ("body", "head", "credit")]
    suspicions = [*name_variants(texts, page.knowledge), *word_misreadings(texts, page.knowledge)]
    for group in groups:
        suspicions += title_misreadings([page.lines[i] for i in group.heads], [page.lines[i] for i in group.flow])
    found += _fixes(suspicions, number)
    return tuple(sorted(found, key=lambda d: (-1 if d.article is None else d.article, d.line or 0, d.kind)))


def _article_doubts(page: Page, k: int, group: Group, article: ParsedArticle) -> Iterator[Doubt]:
    lines = [page.lines[i] for i in group.flow]
    first = lines[0].number if lines else page.lines[group.heads[0]].number
    if not group.heads:
        yield Doubt(
            "headless", max(0.5, article.doubt), k, first, {"text": f"没有标题的片段，暂拟“{article.proposed_title}”"}
        )
    elif article.doubt >= _FLAGGED:
        yield Doubt(
            "doubtful", article.doubt, k, first, {"text": f"这篇稿件的分合不确定（出错可能约 {article.doubt:.0%}）"}
        )
    yield from _missing_doubts(k, lines, first, article)
    for join in group.joins:
        weakness = chance(-join.odds)
        if weakness >= _WEAK_JOIN or join.margin < 0.5:
            a, b = page.lines[join.left], page.lines[join.right]
            yield Doubt("weak_join", round(max(weakness, 0.3), 3), k, b.number,
                        {"text": f"“{a.printed[-12:]}”是否接“{b.printed[:12]}”，不确定"},
                        {"op": "unjoin", "args": {"line": b.number, "start": 0, "end": len(b.raw)}})  # fmt: skip
        elif join.drop:
            b = page.lines[join.right]
            yield Doubt(
                "overlap", 0.3, k, b.number, {"text": f"“{b.printed[: join.drop]}”与上一段末尾重复，拼接时略去"}
            )


def _elsewhere(
    page: Page,
    groups: Sequence[Group],
    articles: Sequence[ParsedArticle],
    owner: dict[int, int],
    moves: Sequence[Move],
) -> Iterator[Doubt]:
    """Whole paragraphs that may belong to another article than the one they are read in, with the move that would bring them there."""
    joined = {i for group in groups for join in group.joins for i in (join.left, join.right)}
    for move in moves:
        line, here, there = page.lines[move.line], owner[move.line], owner[move.first]
        if here != there and chance(move.odds) >= _ELSEWHERE and move.line not in joined:
            title = _title(page, groups[there], articles[there])
            yield Doubt(
                "elsewhere",
                round(chance(move.odds), 3),
                here,
                line.number,
                {"text": f"“{line.printed[:12]}…”一段可能属于{title}"},
                {"op": "move", "args": {"line": line.number, "start": 0, "to": there}},
            )


def _title(page: Page, group: Group, article: ParsedArticle) -> str:
    """What to call an article by: its main headline, or the first words of one without."""
    numbers = {span.line for span in article.spans if span.role == "title"}
    said = "".join(page.lines[i].printed for i in group.heads if page.lines[i].number in numbers)
    if said:
        return f"《{said}》"
    return f"“{page.lines[group.flow[0]].printed[:12]}…”那一篇" if group.flow else "另一篇"


def _missing_doubts(k: int, lines: Sequence[Line], first: int, article: ParsedArticle) -> Iterator[Doubt]:
    last = lines[-1].number if lines else first
    if "start" in article.missing and "title" not in article.missing:
        yield Doubt("missing_start", 0.5, k, first, {"text": "开头可能缺失"})
    if "end" in article.missing and article.jump_to is None:
        yield Doubt("missing_end", 0.6, k, last, {"text": "结尾可能缺失"})


def _fixes(suspicions: Sequence[Misreading], owner: dict[int, int]) -> Iterator[Doubt]:
    best: dict[tuple[int, int], Misreading] = {}
    for one in suspicions:
        key = (one.line, one.start)
        if key not in best or best[key].score < one.score:
            best[key] = one
    for one in best.values():
        args = {"line": one.line, "start": one.start, "end": one.end, "old": one.old, "new": one.new}
        yield Doubt(
            one.kind,
            round(one.score, 3),
            owner.get(one.line),
            one.line,
            {"text": one.why},
            {"op": "fix_text", "args": args},
        )
