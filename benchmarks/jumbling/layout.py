"""Stories -> a spoiled page: how strong the mishaps are is drawn for each page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from random import Random
from typing import Any

from benchmarks.jumbling import mishaps
from benchmarks.jumbling.pieces import dispatches, supplement
from benchmarks.jumbling.sheet import Row, Sheet, written
from benchmarks.jumbling.stories import Habits, Story, dressed, names

Pages = Mapping[tuple[str, int], Sequence[Story]]

_PLACES = ("青溪", "云岭", "白沙", "东川", "石浦", "柳江", "金坪", "海宁湾")
_NO_START = "，。、；：！？”’）》…"


@dataclass(frozen=True, slots=True)
class Strength:
    """Mean number of each mishap on a page (chances where below 1)."""

    swap: float = 0.0
    move: float = 0.0
    behead: float = 0.0
    lose_start: float = 0.0
    lose_end: float = 0.0
    jump: float = 0.0
    lose_headline: float = 0.0
    fragment: float = 0.0
    repeat: float = 0.0
    overlap: float = 0.0
    stray_credit: float = 0.0
    slips: float = 0.0


STRENGTHS = {
    "clean": Strength(),
    "seed": Strength(0.25, 0.3, 0.3, 0.5, 0.35, 0.3, 0.3, 0.3, 0.8, 0.4, 0.2, 0.002),
    "stray": Strength(0.3, 0.4, 0.1, 0.5, 0.5, 0.3, 1.5, 2.5, 0.3, 0.3, 0.3, 0.002),
    "hard": Strength(0.9, 0.9, 0.6, 0.8, 0.6, 0.4, 0.5, 0.6, 0.9, 0.8, 0.4, 0.006),
}
# What a page holds: reports; reports in printed lines, with bylines under their headlines; essays and verse; short dispatches as
# older papers have them. Where it is not said, the first, and the second now and then.
KINDS = ("reports", "printed", "bylines", "supplement", "dispatches")
_PRINTED = 0.06
_SPOIL: tuple[tuple[str, Callable[[Random, Sheet], None]], ...] = (
    ("lose_end", mishaps.lose_end),
    ("jump", lambda pick, sheet: mishaps.lose_end(pick, sheet, jump=True)),
    ("lose_start", mishaps.lose_start),
    ("behead", mishaps.behead),
    ("swap", mishaps.swap),
    ("move", mishaps.move),
    ("lose_headline", mishaps.lose_headline),
    ("stray_credit", mishaps.stray_credit),
    ("overlap", mishaps.overlap),
    ("repeat", mishaps.repeat),
)


def made_page(pages: Pages, level: str, seed: int, kind: str = "") -> tuple[list[str], dict[str, Any]]:
    """One page and its gold: the same arguments give the same page. `kind`: of KINDS."""
    pick = Random(f"{level} {seed}")
    level = pick.choice(("clean", "seed", "hard")) if level == "mixed" else level
    strength = _drawn(pick, STRENGTHS[level])
    sheet = _laid_out(pick, pages, strength, kind)
    for row in sheet.rows:
        if row.role == "body":
            row.text = mishaps.slip(pick, row.text, strength.slips)
    for name, spoil in _SPOIL:
        for _ in range(_count(pick, getattr(strength, name))):
            spoil(pick, sheet)
    _furnish(pick, sheet)
    _gaps(pick, sheet)
    if pick.random() < (0.6 if kind == "dispatches" else 0.08):
        for row in sheet.rows:
            row.text = _traditional(row.text)
        sheet.parts = {
            owner: {key: _traditional(text) for key, text in parts.items()} for owner, parts in sheet.parts.items()
        }
    lines, gold = written(sheet)
    return lines, {**gold, "level": level}


def _drawn(pick: Random, mean: Strength) -> Strength:
    values = {name: getattr(mean, name) * pick.uniform(0.3, 1.7) for name in Strength.__dataclass_fields__}
    return replace(mean, **values)


def _count(pick: Random, mean: float) -> int:
    return int(mean) + (pick.random() < mean % 1)


def _laid_out(pick: Random, pages: Pages, strength: Strength, kind: str) -> Sheet:
    sheet, habits = Sheet(), Habits.drawn(pick)
    stories = _stories(pick, pages)
    marks = pick.choice((["#"], ["##"], ["###"], ["##", "###"], ["##"], [""], [""]))
    marks = [""] if kind == "dispatches" and pick.random() < 0.7 else marks
    forgotten = pick.choice((0.0, 0.0, 0.03, 0.12)) if marks != [""] else 0.0
    column, rate = pick.randint(180, 700), pick.choice((0.0, 0.2, 0.4, 0.7))
    kind = kind or ("printed" if pick.random() < _PRINTED else "reports")
    printed = pick.randint(13, 24) if kind == "printed" else 0
    if printed:
        habits, stories = replace(habits, longest=4), stories[:5]
    elif kind == "bylines":
        habits = replace(habits, byline=0.8)
    order: list[list[Row]] = []
    for owner, story in enumerate(_of_kind(pick, stories, habits, kind)):
        heads = _heads(pick, sheet, story, owner, "" if pick.random() < forgotten else pick.choice(marks))
        order.append(heads + _text(pick, story, owner, column, rate, printed))
    for _ in range(_count(pick, strength.fragment)):
        owner = len(order)
        order.insert(pick.randint(1, len(order)), _fragment(pick, pages, habits, owner))
        sheet.missing[owner] = {"title", "start"}
    sheet.rows = [row for rows in order for row in rows]
    return sheet


def _of_kind(pick: Random, stories: Sequence[Story], habits: Habits, kind: str) -> Iterable[Story]:
    if kind == "supplement":
        return supplement(pick, stories)
    if kind == "dispatches":
        return dispatches(pick, stories)
    return (dressed(pick, story, habits) for story in stories)


def _stories(pick: Random, pages: Pages) -> list[Story]:
    """The articles of one page of the paper, or of several pages of one day."""
    key = pick.choice(sorted(pages))
    found = list(pages[key])
    if len(found) < 3 or pick.random() < 0.35:
        day = [story for other in sorted(pages) if other[0] == key[0] for story in pages[other]]
        more = pick.sample(day, min(len(day), pick.randint(3, 14)))
        found = list({id(s): s for s in [*found, *more]}.values())[:14]
    return found


def _heads(pick: Random, sheet: Sheet, story: Story, owner: int, mark: str) -> list[Row]:
    parts = {"kicker": story.kicker, "title": story.title, "subtitle": story.subtitle}
    if len(parts["subtitle"]) > 60 or pick.random() < 0.2:
        parts["subtitle"] = ""
    if len(parts["kicker"]) > 40:
        parts["kicker"] = ""
    sheet.parts[owner] = parts
    rows = [Row(text, role, owner, mark=mark) for role, text in parts.items() if text]
    if len(rows) > 1 and pick.random() < 0.4:
        rows = [Row(" ".join(row.text for row in rows), "title", owner, mark=mark)]
    elif len(rows) > 1 and mark and pick.random() < 0.3:
        for row in rows:
            row.mark = mark if row.role == "title" else pick.choice(("", mark + "#"))
    if rows[0].role == "kicker" and len(rows) == 2 and pick.random() < 0.1:
        rows.reverse()
    return rows


def _text(pick: Random, story: Story, owner: int, column: int, rate: float, printed: int = 0) -> list[Row]:
    """The paragraphs cut where a column ends and at random places, or (`printed` characters) at the end of each printed line;
    the byline above and the credit line behind them."""
    rows, room = [Row(story.byline, "byline", owner)] if story.byline else [], pick.randint(20, column)
    if printed:
        indent = pick.choice(("\u3000\u3000", "\u3000\u3000", ""))
        for number, paragraph in enumerate(story.paragraphs):
            text = indent + paragraph
            pieces = [text[at : at + printed] for at in range(0, len(text), printed)]
            rows += [Row(text, "body", owner, number, piece) for piece, text in enumerate(pieces)]
        return rows + ([Row(story.credit, "credit", owner)] if story.credit else [])
    for number, paragraph in enumerate(story.paragraphs):
        cuts = [room] if room < len(paragraph) and not story.whole else []
        room = pick.randint(column // 2, column) if cuts else room - len(paragraph)
        if not story.whole and len(paragraph) >= 30 and pick.random() < rate:
            cuts.append(pick.randrange(3, len(paragraph) - 2))
        cuts = sorted({at for at in cuts if 1 < at < len(paragraph) - 1 and paragraph[at] not in _NO_START})
        ends = zip([0, *cuts], [*cuts, len(paragraph)])
        pieces = [text for text in (paragraph[a:b].strip() for a, b in ends) if text]
        rows += [Row(text, "body", owner, number, piece) for piece, text in enumerate(pieces)]
    return rows + ([Row(story.credit, "credit", owner)] if story.credit else [])


def _fragment(pick: Random, pages: Pages, habits: Habits, owner: int) -> list[Row]:
    """A few paragraphs of an article that is not on the page, the first mostly without its beginning."""
    story = dressed(pick, pick.choice(pages[pick.choice(sorted(pages))]), habits)
    rows = _text(pick, story, owner, 400, 0.3)
    body = [row for row in rows if row.role == "body"]
    start = pick.randrange(1, len(body)) if len(body) > 1 else 0
    kept = body[start : start + pick.choice((1, 1, 2, 3, 5))]
    text = kept[0].text
    if len(text) > 30 and pick.random() < 0.5 and (found := pick.randrange(5, len(text) - 10)):
        kept[0].text = text[found:].lstrip(_NO_START) or text
    ending = [row for row in rows if row.role == "credit"] if kept[-1] is body[-1] or pick.random() < 0.3 else []
    return kept + ending


def _furnish(pick: Random, sheet: Sheet) -> None:
    place, year, month, day = pick.choice(_PLACES), pick.randint(1998, 2023), pick.randint(1, 12), pick.randint(1, 28)
    date = f"{year}年{month}月{day}日 星期{pick.choice('一二三四五六日')}"
    page = f"第{pick.choice('一二三四五六七八')}版"
    section = pick.choice(("要闻", "综合", "副刊", "民生", "经济", "社会"))
    top = pick.choice(([], [date, f"{page} {section}"], [f"{page}：{section}"],
                       ["富强 民主 文明 和谐", f"中共{place}区委主办 {place}传媒集团承办", date, f"今日{pick.randint(4, 16)}版 总第{pick.randint(100, 6000)}期"]))  # fmt: skip
    bottom = [f"责任编辑：{' '.join(names(pick, 2))} 版式：{names(pick, 1)[0]} 校对：{names(pick, 1)[0]}"]
    sheet.rows[:0] = [Row(text, "furniture") for text in top]
    sheet.rows += [Row(text, "furniture") for text in bottom if pick.random() < 0.4]


def _gaps(pick: Random, sheet: Sheet) -> None:
    """Blank lines: one under each line or none, three where a picture was cut out."""
    usual, picture = pick.choice((1, 1, 1, 1, 0)), pick.choice((0.0, 0.01, 0.03))
    for row in sheet.rows:
        row.gap = 3 if pick.random() < picture else usual


@cache
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("s2t")


def _traditional(text: str) -> str:
    return str(_converter().convert(text)).replace("“", "「").replace("”", "」")
