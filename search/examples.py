"""Every form of the query language with a live example, made of words that this archive holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from archive.models import Article
from search.engine import Index
from search.query import Everything, typed
from search.query.nodes import Term

HAN = re.compile(r"[\u3400-\u9fff]{4,}")


@dataclass(frozen=True, slots=True)
class Example:
    query: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Words:
    """What the examples are made of."""

    one: str = "学校"
    two: str = "春天"
    phrase: str = "人民群众"
    name: str = "李明华"
    column: str = "要闻"
    year: str = "2020"


def words_of(index: Index) -> Words:
    """Words of the newest headline, the busiest reporter and column; invented ones where there are none."""
    hits = index.search(Everything(), limit=1, sort="newest", facets=("reporter", "column", "year"))
    newest = Article.objects.public_among(hits.uids).first()
    runs = HAN.findall(newest.headline) if newest else []
    run = max(runs, key=len, default="人民群众春天")
    names = {name: n for name, n in hits.facets["reporter"].items() if len(name) == 3}
    fallback = Words()
    return Words(
        one=run[:2],
        two=run[-2:],
        phrase=run[:4],
        name=busiest(names) or fallback.name,
        column=busiest(hits.facets["column"]) or fallback.column,
        year=max(hits.facets["year"], default="") or fallback.year,
    )


def busiest(counts: Mapping[str, int]) -> str:
    return max((value for value in counts if value), key=lambda v: counts[v], default="")


def examples(words: Words) -> list[Example]:
    w = words
    return [
        Example(w.name, _("找人名、地名、任何一串字：逐字比对，一处不漏")),
        Example(f"{w.one} {w.two}", _("空格：两个词都要有")),
        Example(f"{w.one} OR {w.two}", _("OR 或 |：有一个就行")),
        Example(f"{w.one} -{w.two}", _("减号或 NOT：不要这个词")),
        Example(f"“{w.phrase}”", _("引号：连同标点原样的语句")),
        Example(f"({w.one} | {w.two}) {w.name}", _("括号：先算里面")),
        Example(f"标题:{w.one}", _("只在标题里找（title:）")),
        Example(f"记者:{w.name}", _("只找署名（by:）")),
        Example(typed(Term(w.column, "column")), _("只找栏目（column:）")),
        Example("版:1", _("只找某一版（page:）")),
        Example(f"{w.one} 日期:{w.year}", _("日期（date:），可写 2020、2020-06、2020-06-16、2020-06..2021")),
        Example(f"{w.name[0]}?{w.name[2:]}", _("? 代替一个认不清的字")),
        Example(f"{w.one}*{w.two}", _("* 代替不多于二十个字")),
        Example(f"~{w.name}", _("~ 连形近的字一起找，识别错的也能找到")),
    ]
