"""Articles to lay out: read from JSON lines, their leads, bylines and lengths drawn anew."""

from __future__ import annotations

import gzip
import json
import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚辉健飞玲英华文斌宇浩然思雨子涵志远春秋梅雪松海波晓东建国永新立成小林佳琪梦婷云龙天翔书豪"
_LEAD = re.compile(r"^(?:本报|新华社)[^，。：]{0,40}?(?:[电讯]|报道|消息)\s*(?:[（(][^）)]{2,40}[）)])?\s*")
_STOPS = "。！？”…）"
_ENDING = re.compile(r"^[（(][^（()）]{2,40}[）)]$")


@dataclass(slots=True)
class Story:
    """One article before it is laid out; headline parts are empty where there is none."""

    kicker: str
    title: str
    subtitle: str
    paragraphs: list[str]
    credit: str = ""
    byline: str = ""
    whole: bool = False  # its lines are never cut: verse


def read_stories(path: Path, without: Collection[str] = ()) -> dict[tuple[str, int], list[Story]]:
    """The articles by date and page of a file of JSON lines (gzip by its name); the dates `without` are left out."""
    found: dict[tuple[str, int], list[Story]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            paragraphs = [p.strip() for p in row["paragraphs"] if p.strip()]
            if row["date"] not in without and row["title"].strip() and paragraphs:
                parts = (" ".join((row[key] or "").split()) for key in ("kicker", "title", "subtitle"))
                found[row["date"], row["page"]].append(Story(*parts, paragraphs))
    return dict(found)


def name(pick: Random) -> str:
    """An invented person's name."""
    return pick.choice(_SURNAMES) + "".join(pick.sample(_GIVEN, pick.choice((1, 2, 2))))


def names(pick: Random, most: int = 4) -> list[str]:
    return [name(pick) for _ in range(pick.randint(1, most))]


@dataclass(frozen=True, slots=True)
class Habits:
    """How a paper opens and closes its reports: chances of a rewritten lead, of names in it, and of a line of names at the end."""

    lead: float
    named_lead: float
    plain: float
    credit: float
    byline: float
    longest: int  # paragraphs kept of an article

    @classmethod
    def drawn(cls, pick: Random) -> Habits:
        return cls(
            lead=pick.choice((0.0, 0.3, 0.6, 0.9)),
            named_lead=pick.random(),
            plain=pick.choice((0.0, 0.05, 0.2)),
            credit=pick.choice((0.0, 0.0, 0.2, 0.5, 0.9)),
            byline=0.0,
            longest=pick.choice((6, 10, 16, 24, 40)),
        )


def dressed(pick: Random, story: Story, habits: Habits) -> Story:
    """The story with the lead and credits of an invented paper."""
    paragraphs = first(story.paragraphs, habits.longest)
    bare = without_lead(paragraphs[0])
    chance = pick.random()
    if chance < habits.lead and len(bare) > 20:
        paragraphs[0] = _lead(pick, habits) + bare
    elif bare != paragraphs[0] and chance > 1 - habits.plain and len(bare) > 20:
        paragraphs[0] = bare
    byline = _byline(pick) if habits.byline and pick.random() < habits.byline else ""
    credit = pick.random() < habits.credit and not byline and not _ENDING.match(paragraphs[-1])
    return Story(story.kicker, story.title, story.subtitle, paragraphs, _credit(pick) if credit else "", byline)


def without_lead(paragraph: str) -> str:
    """The first paragraph of a report behind its lead."""
    return _LEAD.sub("", paragraph, count=1)


def _byline(pick: Random) -> str:
    """Who wrote a report, under its headline."""
    people = pick.choice((" ", "　", "、")).join(names(pick, 3))
    return pick.choice(
        ("本报记者 {}", "本报记者 {}", "记者 {}", "□ 记者 {}", "□ 本报记者 {} 文/图", "通讯员 {}")
    ).format(people)


def first(paragraphs: Sequence[str], most: int) -> list[str]:
    """The first paragraphs; a crosshead is not the last of them."""
    kept = list(paragraphs[:most])
    while len(kept) > 1 and len(kept) < len(paragraphs) and kept[-1][-1] not in _STOPS:
        kept.pop()
    return kept


def _lead(pick: Random, habits: Habits) -> str:
    if pick.random() >= habits.named_lead:
        return pick.choice(("本报讯 ", "本报讯　", "本报讯", "本报消息 "))
    people = pick.choice((" ", "、")).join(names(pick, 3))
    who = pick.choice(("记者", "通讯员", "见习记者", "记者"))
    more = f" 通讯员 {name(pick)}" if who == "记者" and pick.random() < 0.2 else ""
    left, right = pick.choice(("（）", "（）", "（）", "()"))
    return f"本报讯{pick.choice(('', ' '))}{left}{who}{pick.choice((' ', '　', ''))}{people}{more}{right}"


def _credit(pick: Random) -> str:
    people = names(pick, 4)
    plain = pick.choice((" ", "　")).join(p if len(p) > 2 else p[0] + pick.choice(("", " ")) + p[1] for p in people)
    form = pick.random()
    if form < 0.75:
        return plain
    if form < 0.85:
        return f"（记者 {' '.join(people)}）"
    return f"{pick.choice(('本报记者', '记者', '通讯员'))} {' '.join(people)}"
