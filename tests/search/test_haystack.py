from __future__ import annotations

from datetime import date

import pytest
from haystack import connections
from haystack.inputs import AutoQuery
from haystack.query import SQ, SearchQuerySet

from archive.models import Article, State
from search.query import QueryError


def uids(results) -> set[str]:
    return {result.uid for result in results}


def named(town, *names: str) -> set[str]:
    return {town[name].uid for name in names}


def test_everything_and_a_word(town):
    assert SearchQuerySet().all().count() == 4
    found = SearchQuerySet().filter(content="徐惠文")
    assert found.count() == 2 and uids(found) == named(town, "fire", "notice")
    assert uids(SearchQuerySet().filter(content="徐惠文 火势")) == named(town, "fire")


def test_what_a_reader_types_goes_through_auto_query(town):
    assert uids(SearchQuerySet().auto_query("徐惠文 -火势")) == named(town, "notice")
    assert uids(SearchQuerySet().filter(content=AutoQuery("新桥 | 开市"))) == named(town, "bridge", "fair")


def test_fields_exclusion_and_both_connectors(town):
    assert uids(SearchQuerySet().filter(title="开市")) == named(town, "fair")
    assert uids(SearchQuerySet().filter(by="林小满")) == named(town, "fire")
    assert uids(SearchQuerySet().filter(kind="notice")) == named(town, "notice")
    assert uids(SearchQuerySet().filter(content="徐惠文").exclude(kind="notice")) == named(town, "fire")
    assert uids(SearchQuerySet().filter(SQ(title="开市") | SQ(title="通车"))) == named(town, "fair", "bridge")
    assert uids(SearchQuerySet().filter(paper__in=["longtan", "nobody"])) == named(town, "notice")
    assert uids(SearchQuerySet().filter(content__exact='火势已"控制')) == set()


def test_days_and_their_order(town):
    since = SearchQuerySet().filter(date__gte=date(2020, 6, 17))
    assert uids(since) == named(town, "fair", "bridge")
    assert uids(SearchQuerySet().filter(date__lt=date(2020, 6, 17))) == named(town, "fire")
    assert uids(SearchQuerySet().filter(date__range=(date(2020, 1, 1), date(2020, 12, 31)))) == named(town, "fire")
    assert [r.date for r in SearchQuerySet().all().order_by("date")][0] == date(2020, 6, 16)
    assert [r.date for r in SearchQuerySet().all().order_by("-date")][-1] is None


def test_slices_facets_and_narrowing(town):
    everything = SearchQuerySet().all().order_by("date")
    assert len(everything[0:3]) == 3 and len(everything[3:9]) == 1
    counts = SearchQuerySet().facet("paper").facet("year").facet_counts()["fields"]
    assert counts["paper"] == [("qingxi", 3), ("longtan", 1)]
    assert sorted(counts["year"]) == [("", 1), ("2020", 1), ("2021", 2)]
    assert uids(SearchQuerySet().narrow("year:2021")) == named(town, "fair", "bridge")
    assert uids(SearchQuerySet().filter(content="徐惠文").narrow("paper_exact:longtan")) == named(town, "notice")


def test_objects_and_highlights(town):
    first = SearchQuerySet().filter(content="火势").highlight().load_all()[0]
    assert first.object == town["fire"] and first.highlighted["text"][0].count("<mark>火势</mark>") == 1
    assert first.title == "龙潭镇扑灭山火" and first.model is Article


def test_what_the_engine_cannot_do_is_refused(town):
    for wrong in (
        SearchQuerySet().filter(colour="red"),
        SearchQuerySet().all().order_by("title"),
        SearchQuerySet().filter(date__startswith=date(2020, 1, 1)),
    ):
        with pytest.raises(QueryError):
            wrong.count()


def test_withdrawn_articles_are_not_among_the_results(town):
    Article.objects.filter(pk=town["fire"].pk).update(state=State.WITHDRAWN)
    assert uids(SearchQuerySet().filter(content="徐惠文")) == named(town, "notice")


def test_haystacks_own_ways_of_writing_keep_the_index_true(town):
    backend = connections["default"].get_backend()
    index = connections["default"].get_unified_index().get_index(Article)
    backend.remove(town["fire"])
    backend.remove(f"archive.article.{town['notice'].pk}")
    assert SearchQuerySet().filter(content="徐惠文").count() == 0
    Article.objects.filter(pk=town["bridge"].pk).update(state=State.RETIRED)
    backend.update(index, [town["fire"], town["bridge"]])
    assert uids(SearchQuerySet().all()) == named(town, "fire", "fair")
    backend.clear()
    assert SearchQuerySet().all().count() == 0
