"""Articles for the benchmarks: real ones from a file, recombined to any number, or made ones where there is no file.

Recombined: each article takes its headline group from one article of the file and its paragraphs from others, to some
600 characters, so that characters, pairs and words keep the frequencies of real news at every size.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import jieba

from search.engine import Document

LENGTH = 470  # characters that a body is filled up to, on average; the articles come to some 600
_FIRST = date(2004, 1, 1)
_DAYS = 7300  # twenty years
_SURNAMES, _GIVEN = (
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林罗高",
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华慧文建国",
)
_KINDS = ("news",) * 12 + ("photo", "feature", "comment", "notice", "notice", "advert", "list", "other")


@dataclass(frozen=True, slots=True)
class Material:
    """What articles are put together from."""

    heads: tuple[tuple[str, str, str], ...]  # kicker, title, subtitle
    paragraphs: tuple[str, ...]


def read(path: Path | None) -> Material:
    """Material from JSON lines of articles (kicker, title, subtitle, paragraphs), packed or not; else made."""
    if path is None:
        return _made(random.Random(1))
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    rows = [json.loads(line) for line in data.decode("utf-8").split("\n") if line]
    heads = tuple((row.get("kicker") or "", row["title"] or "", row.get("subtitle") or "") for row in rows)
    return Material(heads, tuple(p for row in rows for p in row["paragraphs"] if p))


def articles(material: Material, count: int, seed: int = 1) -> Iterator[Document]:
    """So many articles; the same for the same seed, and the first of a larger number are those of a smaller one."""
    rng = random.Random(seed)
    reporters = sorted({rng.choice(_SURNAMES) + "".join(rng.sample(_GIVEN, 2)) for _ in range(300)})
    for number in range(count):
        yield _article(material, rng, reporters, number)


def _article(material: Material, rng: random.Random, reporters: list[str], number: int) -> Document:
    kicker, title, subtitle = rng.choice(material.heads)
    names = tuple(rng.sample(reporters, rng.choice((0, 1, 1, 2))))
    return Document(
        uid=f"a{number:09d}",
        kicker=kicker,
        title=title,
        subtitle=subtitle,
        column=rng.choice(("", "", "", "要闻", "民生", "文化", "乡镇")),
        paragraphs=_body(material, rng),
        names=names,
        date=(_FIRST + timedelta(days=rng.randrange(_DAYS))).toordinal(),
        paper=rng.choice(("ribao", "wanbao")),
        page=str(rng.randint(1, 8)),
        kind=rng.choice(_KINDS),
        reporters=names,
        verified=rng.random() < 0.1,
    )


def _body(material: Material, rng: random.Random) -> tuple[str, ...]:
    goal = rng.expovariate(1 / LENGTH)
    paragraphs = [rng.choice(material.paragraphs)]
    while sum(map(len, paragraphs)) < goal:
        paragraphs.append(rng.choice(material.paragraphs))
    return tuple(paragraphs)


def _made(rng: random.Random) -> Material:
    """Made text: words of jieba's dictionary by frequency. Not news, but it runs anywhere."""
    with jieba.get_dict_file() as file:
        rows = [line.split(" ") for line in file.read().decode("utf-8").splitlines()]
    words, counts = [row[0] for row in rows], [int(row[1]) for row in rows]

    def sentence(least: int, most: int) -> str:
        return "".join(rng.choices(words, counts, k=rng.randint(least, most)))

    heads = tuple(("", sentence(4, 9), "") for _ in range(3000))
    paragraphs = tuple("，".join(sentence(3, 9) for _ in range(rng.randint(2, 12))) + "。" for _ in range(20000))
    return Material(heads, paragraphs)
