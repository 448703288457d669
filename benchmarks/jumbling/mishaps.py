"""What goes wrong between print and text file: each mishap changes a sheet in place, or leaves it where it finds no room."""

from __future__ import annotations

from random import Random

from benchmarks.jumbling.sheet import HEAD, Row, Sheet

_NUMERALS = "一二三四五六七八九十"
_LIKE = dict(
    pair
    for pair in zip(
        "人大日未土千干田由已己太入曰末士甲天夫兔免鸟乌侯候住往佳析折拆拨拔晴睛清情请青贷货今令午牛问间闻园圆国困因困待侍持特密蜜辩辨遍偏编",
        "入太曰末士干千由田己已大人日未土申夫天免兔乌鸟候侯往住隹折析析拔拨睛晴情清晴责货贷令今牛午间问间圆园囯因困囚侍待特持蜜密辨辩偏遍篇",
    )
)


def swap(pick: Random, sheet: Sheet) -> None:
    """Two neighbouring column pieces of an article stand in the wrong order."""
    places = _by_owner(sheet, 2)
    if not places:
        return
    seams = pick.choice(places)
    at = pick.randrange(len(seams) - 1)
    first, second = seams[at], seams[at + 1]
    third = seams[at + 2] if at + 2 < len(seams) else _end_of_text(sheet, second)
    sheet.rows[first:third] = sheet.rows[second:third] + sheet.rows[first:second]


def move(pick: Random, sheet: Sheet) -> None:
    """A column piece drifts away: to the top or the end of the page, behind or into another article."""
    places = _by_owner(sheet, 1)
    if not places:
        return
    seams = pick.choice(places)
    at = pick.randrange(len(seams))
    start = seams[at]
    end = seams[at + 1] if at + 1 < len(seams) and pick.random() < 0.8 else _end_of_text(sheet, start)
    _put(pick, sheet, _taken(sheet, start, end))


def behead(pick: Random, sheet: Sheet) -> None:
    """The beginning of an article stands far from its headline, which opens the middle of its text."""
    places = [seams for seams in _by_owner(sheet, 1) if sheet.rows[seams[0]].paragraph < 6]
    if not places:
        return
    first = pick.choice(places)[0]
    start = first
    while start > 0 and sheet.rows[start - 1].role == "body" and sheet.rows[start - 1].owner == sheet.rows[first].owner:
        start -= 1
    if start < first and start > 0 and sheet.rows[start - 1].role in HEAD:
        rows = _taken(sheet, start, first)
        if pick.random() < 0.5:
            sheet.rows += rows
        else:
            _put(pick, sheet, rows)


def lose_start(pick: Random, sheet: Sheet) -> None:
    """The first lines of a text are lost, mostly up to the middle of a paragraph."""
    owner = _some_owner(pick, sheet, 3)
    if owner is None:
        return
    body = [row for row in sheet.of(owner) if row.role == "body"]
    cut = pick.randint(1, min(3, len(body) - 2))
    if pick.random() < 0.7:
        pieces = [k for k in range(1, min(5, len(body) - 1)) if body[k].piece]
        cut = pick.choice(pieces) if pieces else cut
    _drop(sheet, body[:cut])
    if pick.random() < 0.3 and not body[cut].piece and len(body[cut].text) > 30:
        text = body[cut].text
        body[cut].text = text[_cut_at(pick, text) :]
    sheet.missing.setdefault(owner, set()).add("start")


def lose_end(pick: Random, sheet: Sheet, jump: bool = False) -> None:
    """The last lines of a text are lost; with `jump` a jump line says where they stand."""
    owner = _some_owner(pick, sheet, 3)
    if owner is None:
        return
    body = [row for row in sheet.of(owner) if row.role == "body"]
    pieces = [k for k in range(1, len(body)) if body[k].piece]
    cut = pick.choice(pieces) if pieces and pick.random() < (0.9 if jump else 0.75) else pick.randrange(1, len(body))
    sheet.missing.setdefault(owner, set()).add("end")
    last = body[cut - 1]
    _drop(sheet, body[cut:])
    if jump:
        page = pick.randint(2, 12)
        said = pick.choice(("第{}版", "{}版", "第{}版")).format(
            _NUMERALS[page - 1] if page <= 10 and pick.random() < 0.7 else page
        )
        text = pick.choice(("（下转{}）", "（下转{}）", "(下转{})", "下转{}", "（紧转{}）")).format(said)
        at = sheet.rows.index(last) + 1
        _drop(sheet, [row for row in sheet.of(owner) if row.role == "credit"])
        if pick.random() < 0.1 and not last.text.endswith("。"):
            last.text += text
        else:
            sheet.rows.insert(min(at, len(sheet.rows)), Row(text, "jump", owner, gap=last.gap))


def lose_headline(pick: Random, sheet: Sheet) -> None:
    """The headline is lost, its byline too, and often the beginning of the text with it."""
    headed = sorted({row.owner for row in sheet.rows if row.role in HEAD and row.owner is not None})
    if len(headed) < 3:
        return
    owner = pick.choice(headed)
    _drop(sheet, [row for row in sheet.of(owner) if row.role in (*HEAD, "byline")])
    body = [row for row in sheet.of(owner) if row.role == "body"]
    if len(body) > 2 and pick.random() < 0.6:
        cut = pick.randrange(1, min(len(body), 6))
        _drop(sheet, body[:cut])
        sheet.missing.setdefault(owner, set()).add("start")
    sheet.missing.setdefault(owner, set()).add("title")


def repeat(pick: Random, sheet: Sheet) -> None:
    """The end (or beginning) of a line is read twice and stands as a line of its own."""
    long = [at for at, row in enumerate(sheet.rows) if row.role == "body" and len(row.text) >= 40]
    if not long:
        return
    at = pick.choice(long)
    row = sheet.rows[at]
    size = pick.randint(12, min(60, len(row.text) - 10))
    text = row.text[-size:] if pick.random() < 0.8 else row.text[:size]
    if not any(c in "，。；：、！？" for c in text):
        return
    place = at + 1 if pick.random() < 0.5 else min(len(sheet.rows), max(1, at + pick.randint(-4, 5)))
    sheet.rows.insert(place, Row(text, "repeat", row.owner, gap=row.gap))


def overlap(pick: Random, sheet: Sheet) -> None:
    """The end of a piece is read again at the beginning of the next."""
    pieces = [row for row in sheet.rows if row.role == "body" and row.piece]
    if not pieces:
        return
    apart = [row for at, row in enumerate(sheet.rows) if row in pieces and not sheet.is_seam(at)]
    b = pick.choice(apart if apart and pick.random() < 0.4 else pieces)
    a = next((r for r in sheet.of(b.owner or 0) if r.paragraph == b.paragraph and r.piece == b.piece - 1), None)
    if a is None or b.drop:
        return
    size = pick.choice((2, 2, 3, 4, 6, 10))
    said = a.text[-size:]
    if len(a.text) > size + 4 and said[0] not in "，。、；：！？”’）》" and not all(c in "0123456789." for c in said):
        b.text, b.drop = said + b.text, size


def stray_credit(pick: Random, sheet: Sheet) -> None:
    """A line of names is lost."""
    lines = [row for row in sheet.rows if row.role == "credit"]
    if lines:
        _drop(sheet, [pick.choice(lines)])


def slip(pick: Random, text: str, rate: float) -> str:
    """The text with look-alike characters at the rate given."""
    return "".join(_LIKE[c] if c in _LIKE and pick.random() < rate else c for c in text)


# --- helpers ----------------------------------------------------------------------------------------------------


def _cut_at(pick: Random, text: str) -> int:
    return next(
        at for at in (pick.randrange(5, len(text) - 5) for _ in range(50)) if text[at] not in "，。、；：！？”’）》…"
    )


def _by_owner(sheet: Sheet, least: int) -> list[list[int]]:
    found: dict[int | None, list[int]] = {}
    for at in sheet.seams():
        found.setdefault(sheet.rows[at].owner, []).append(at)
    return [seams for seams in found.values() if len(seams) >= least]


def _end_of_text(sheet: Sheet, at: int) -> int:
    owner = sheet.rows[at].owner
    while (
        at < len(sheet.rows) and sheet.rows[at].owner == owner and sheet.rows[at].role in ("body", "repeat", "credit")
    ):
        at += 1
    return at


def _taken(sheet: Sheet, start: int, end: int) -> list[Row]:
    rows = sheet.rows[start:end]
    del sheet.rows[start:end]
    return rows


def _put(pick: Random, sheet: Sheet, rows: list[Row]) -> None:
    """Back into the file: the page's end or top, behind an article's last line, at a seam, or behind any line of text."""
    at = _place(pick, sheet)
    sheet.rows[at:at] = rows


def _place(pick: Random, sheet: Sheet) -> int:
    texts = [at for at, row in enumerate(sheet.rows) if row.role != "furniture"]
    top, bottom = (texts[0], texts[-1] + 1) if texts else (0, 0)
    breaks = [
        at for at in range(1, len(sheet.rows)) if sheet.rows[at].owner != sheet.rows[at - 1].owner and top < at < bottom
    ]
    form = pick.random()
    if form < 0.3:
        return bottom
    if form < 0.4:
        return top
    if form < 0.6 and breaks:
        return pick.choice(breaks)
    if form < 0.85 and sheet.seams():
        return pick.choice(sheet.seams())
    inside = [at for at in texts[1:] if sheet.rows[at].role == "body" and sheet.rows[at - 1].role not in HEAD]
    return pick.choice(inside) if inside else bottom


def _some_owner(pick: Random, sheet: Sheet, least: int) -> int | None:
    counts: dict[int, int] = {}
    for row in sheet.rows:
        if row.role == "body" and row.owner is not None:
            counts[row.owner] = counts.get(row.owner, 0) + 1
    fit = sorted(owner for owner, count in counts.items() if count >= least and owner not in sheet.missing)
    return pick.choice(fit) if fit else None


def _drop(sheet: Sheet, rows: list[Row]) -> None:
    gone = set(map(id, rows))
    sheet.rows[:] = [row for row in sheet.rows if id(row) not in gone]
