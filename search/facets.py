"""Facets as they are shown: each value knows its count, its name and the address that toggles it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from archive.materialise import page_key
from archive.models import Article, Newspaper
from search.asked import Asked
from search.frequency import articles_of, share
from search.results import Answer

SHOWN = 8  # values shown before "more"
MOST = 32
BAR, GAP, HEIGHT = 14, 4, 72  # of the chart, in its own units


@dataclass(frozen=True, slots=True)
class Value:
    value: str
    name: str
    count: int
    is_set: bool
    address: str


@dataclass(frozen=True, slots=True)
class Facet:
    """`first` values are shown at once, `more` on demand."""

    parameter: str
    name: str
    first: Sequence[Value]
    more: Sequence[Value] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the chart; `x`, `y`, `height` in the chart's units. `share` is its value of 10,000 articles."""

    value: Value
    x: int
    y: float
    height: float
    share: float = 0
    share_y: float = 0
    share_height: float = 0


@dataclass(frozen=True, slots=True)
class Chart:
    """Hits over time: by year, or by month where one year is left."""

    parameter: str
    bars: Sequence[Bar]
    width: int
    height: int
    undated: int

    @property
    def has_shares(self) -> bool:
        return any(bar.share for bar in self.bars)

    @property
    def most(self) -> int:
        return max((bar.value.count for bar in self.bars), default=0)

    @property
    def first(self) -> str:
        return self.bars[0].value.name

    @property
    def last(self) -> str:
        return self.bars[-1].value.name


def facets_of(asked: Asked, answer: Answer) -> list[Facet]:
    """All facets that can narrow the hits or are set, in the order in which they are shown."""
    names = {
        "paper": _("报纸"),
        "kind": _("体裁"),
        "column": _("栏目"),
        "reporter": _("记者"),
        "sheet": _("版次"),
        "verified": _("核对"),
    }
    found = (facet(parameter, name, asked, answer.facets.get(parameter, {})) for parameter, name in names.items())
    return [f for f in found if len(f.first) > 1 or any(v.is_set for v in f.first)]


def facet(parameter: str, name: str, asked: Asked, counts: Mapping[str, int]) -> Facet:
    chosen = asked.filters.get(parameter, ())
    known = {value: count for value, count in counts.items() if value} | {v: counts.get(v, 0) for v in chosen}
    labels = labels_of(parameter)
    ordered = sorted(known, key=lambda v: (v not in chosen, order(parameter, v, known[v])))
    toggled = asked.toggles(parameter)
    values = [Value(v, labels.get(v, v), known[v], v in chosen, toggled(v)) for v in ordered[:MOST]]
    return Facet(parameter, name, values[:SHOWN], values[SHOWN:])


def order(parameter: str, value: str, count: int) -> tuple[object, ...]:
    return page_key(value) if parameter == "sheet" else (-count, value)


def labels_of(parameter: str) -> Mapping[str, str]:
    if parameter == "paper":
        return dict(Newspaper.objects.values_list("slug", "name"))
    if parameter == "kind":
        return {code: str(label) for code, label in Article.Kind.choices}
    if parameter == "verified":
        return {"1": _("编辑已核对"), "0": _("未核对")}
    return {}


# --- hits over time ------------------------------------------------------------------------------------------


def chart_of(asked: Asked, answer: Answer) -> Chart | None:
    """None where there is nothing to compare."""
    years = {v: n for v, n in answer.facets.get("year", {}).items() if v}
    undated = answer.facets.get("year", {}).get("", 0)
    if len(asked.filters.get("year", ())) == 1 or len(years) == 1:
        months = {v: n for v, n in answer.facets.get("month", {}).items() if v}
        if months:
            return chart("month", months, asked, undated)
    return chart("year", years, asked, undated) if len(years) > 1 else None


def chart(parameter: str, counts: Mapping[str, int], asked: Asked, undated: int) -> Chart:
    articles = articles_of(asked, parameter)
    shares = {value: share(count, articles.get(value, 0)) for value, count in counts.items()}
    most, most_share = max(counts.values()), max(shares.values())
    bars, toggled = [], asked.toggles(parameter)
    for place, value in enumerate(run_of(parameter, counts)):
        count, of_all = counts.get(value, 0), shares.get(value, 0)
        high, share_high = height(count, most), height(of_all, most_share)
        chosen = value in asked.filters.get(parameter, ())
        link = Value(value, value, count, chosen, toggled(value))
        x = place * (BAR + GAP)
        bars.append(Bar(link, x, HEIGHT - high, high, of_all, HEIGHT - share_high, share_high))
    return Chart(parameter, bars, len(bars) * (BAR + GAP) - GAP, HEIGHT, undated)


def height(number: float, most: float) -> float:
    """Of a bar; little is still seen."""
    return round(max(number / most * HEIGHT, 1.5), 1) if number else 0


def run_of(parameter: str, counts: Mapping[str, int]) -> list[str]:
    """Every year, or month of its years, from the first to the last, so that gaps show as gaps."""
    first, last = min(counts), max(counts)
    years = range(int(first[:4]), int(last[:4]) + 1)
    if parameter == "year":
        return [f"{year:04}" for year in years]
    return [f"{year:04}-{month:02}" for year in years for month in range(1, 13)]


# --- what is set ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Pill:
    """Something that narrows the hits, and the address without it."""

    name: str
    text: str
    address: str


def pills_of(asked: Asked) -> list[Pill]:
    names = {
        "paper": _("报纸"),
        "year": _("年"),
        "month": _("月"),
        "sheet": _("版次"),
        "column": _("栏目"),
        "reporter": _("记者"),
        "kind": _("体裁"),
        "verified": _("核对"),
    }
    pills = [
        Pill(names[parameter], labels_of(parameter).get(value, value), asked.toggles(parameter)(value))
        for parameter, values in asked.filters.items()
        for value in values
    ]
    if asked.start:
        pills.append(Pill(_("自"), asked.start.isoformat(), asked.address(start=None, from_text="")))
    if asked.end:
        pills.append(Pill(_("至"), asked.end.isoformat(), asked.address(end=None, to_text="")))
    if asked.issue:
        pills.append(Pill(_("范围"), _("本期内"), asked.address(issue="")))
    return pills
