"""A made archive of an invented paper, and random queries over it."""

from __future__ import annotations

import random
from datetime import date, timedelta

from search.engine import Document
from search.query import Alike, And, Dates, Everything, Node, Not, Or, Term, Wild

CLAUSES = (
    "青溪县人民政府召开常务会议", "龙潭镇扑灭一起山火", "徐惠文代表县委讲话", "新桥村种植黄桃２.5亿元", "5G网络覆盖全县", "中华人民共和国成立七十周年",
    "COVID-19疫情防控", "参加了马拉松", "他说：“茶市開市了。”", "〇三年建成的水库", "𠮷田先生到访", "後溪的𪚥字", "全县财政收入120㎡……",
    "Café déjà vu", "万达广场", "电话0570-3838383", "二〇二〇年六月", "徐惠文、徐慧文", "臺灣同胞", "ｶﾞｽ工事", "衢江區",
    "小学生的书包", "ABC abc ＡＢＣ", "the covid vaccine", "e\u0301t\u0301", "人民", "民政局", "a\uffffb", "①②",
    "Straße",
)  # fmt: skip  # noqa: E501
SMALL = "徐惠文慧青溪县人民政府龙潭镇5Gab1２〇𠮷，。：“”-. 區开開"
LOOKALIKES = {"惠": "慧蕙", "文": "丈", "青": "清", "人": "入", "a": "ɑ"}
FIRST = date(2019, 1, 1)


def document(rng: random.Random, number: int) -> Document:
    text = lambda least, most: "".join(_clause(rng) for _ in range(rng.randint(least, most)))  # noqa: E731
    day = rng.choice([None, FIRST + timedelta(days=rng.randrange(900))])
    return Document(
        uid=f"u{number}",
        kicker=text(0, 1),
        title=text(0, 2),
        subtitle=rng.choice(["", text(0, 1)]),
        column=rng.choice(["", "民生", "青溪人物", "副刊５"]),
        paragraphs=tuple(text(0, 4) for _ in range(rng.randint(0, 4))),
        names=tuple(rng.choice(["徐惠文", "张三", "通讯员李四", "Ann"]) for _ in range(rng.randint(0, 2))),
        original=tuple(text(1, 1) for _ in range(rng.choice([0, 0, 0, 1, 2]))),
        date=day and day.toordinal(),
        paper=rng.choice(["qingxi", "longtan"]),
        page=rng.choice(["1", "2", "A04", ""]),
        kind=rng.choice(["news", "notice", "advert", "list", "photo"]),
        reporters=tuple(rng.choice(["徐惠文", "张三", "李四"]) for _ in range(rng.randint(0, 2))),
        verified=rng.random() < 0.2,
    )


def _clause(rng: random.Random) -> str:
    if rng.random() < 0.7:
        return rng.choice(CLAUSES)
    return "".join(rng.choice(SMALL) for _ in range(rng.randint(1, 8)))


def documents(count: int, seed: int = 1) -> list[Document]:
    rng = random.Random(seed)
    return [document(rng, number) for number in range(count)]


def query(rng: random.Random, docs: list[Document], depth: int = 2) -> Node:
    if depth and rng.random() < 0.5:
        parts = tuple(query(rng, docs, depth - 1) for _ in range(rng.randint(1, 3)))
        return rng.choice([And(parts), Or(parts), And((*parts, Not(query(rng, docs, depth - 1)))), Not(parts[0])])
    field = rng.choice([None, None, None, None, "title", "by", "column", "page", "kind", "paper"])
    draw = rng.random()
    if draw < 0.06:
        ends = [FIRST + timedelta(days=rng.randrange(900)) for _ in range(2)]
        return Dates(rng.choice([None, min(ends)]), rng.choice([None, max(ends)]))
    if draw < 0.08:
        return Everything()
    text = _string(rng, docs, field)
    if draw < 0.18:
        chars = [char if rng.random() < 0.6 else rng.choice("?*") for char in text]
        return Wild("".join(chars), field)
    return Alike(text, field) if draw < 0.25 else Term(text, field, exact=rng.random() < 0.3)


def _string(rng: random.Random, docs: list[Document], field: str | None) -> str:
    chosen = rng.choice(docs)
    if field in ("page", "kind", "paper") and rng.random() < 0.8:
        return str(getattr(chosen, field)).upper()
    parts = [part for part in (*chosen.parts(), *chosen.original) if part]
    part = rng.choice(parts or ["无"])
    start = rng.randrange(len(part))
    text = part[start : start + rng.choice([1, 1, 2, 2, 3, 3, 4, 6, 9, 15])]
    return text if rng.random() < 0.9 else text[::-1]
