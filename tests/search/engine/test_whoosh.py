"""Whoosh's own reader, queries and scoring work against the index."""

from __future__ import annotations

import pytest
from whoosh import query as whoosh_query
from whoosh.qparser import QueryParser

from search.engine import open_index, rebuild, write
from search.engine.storage import MappedStorage
from search.engine.toc import NAME
from search.query import Term
from tests.search.engine.made import documents


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    folder = tmp_path_factory.mktemp("index")
    docs = documents(100)
    rebuild(folder, docs[:70], number=1)
    write(folder, docs[70:], ["u3", "u50"], number=2)
    return folder


@pytest.fixture(scope="module")
def searcher(path):
    with MappedStorage(str(path)).open_index(NAME).searcher() as searcher:
        yield searcher


def uids(searcher, node) -> set[str]:
    return {hit["uid"] for hit in searcher.search(node, limit=None)}


def exact(path, text: str) -> set[str]:
    hits = open_index(path).search(Term(text), limit=999)
    return set(hits.uids[: hits.total])


@pytest.mark.parametrize("term", ["徐", "山火", "徐惠", "中华人民共和国", "5g", "covi", "𠮷", "𠮷田"])
def test_a_whoosh_term_query_finds_what_the_engine_finds(searcher, path, term):
    assert uids(searcher, whoosh_query.Term("text", term)) == exact(path, term) != set()


def test_and_or_not_and_every_of_whoosh_work(searcher, path):
    fire, may = exact(path, "山火"), exact(path, "徐惠")
    node = lambda text: whoosh_query.Term("text", text)  # noqa: E731
    assert uids(searcher, node("山火") & node("徐惠")) == fire & may
    assert uids(searcher, node("山火") | node("徐惠")) == fire | may
    assert uids(searcher, whoosh_query.AndNot(node("山火"), node("徐惠"))) == fire - may
    assert len(uids(searcher, whoosh_query.Every())) == open_index(path).count == 98


def test_whooshs_parser_cuts_as_the_index_does(searcher, path):
    parsed = QueryParser("text", searcher.schema).parse("龍潭鎮")
    assert uids(searcher, parsed) >= exact(path, "龙潭镇") != set()


def test_prefixes_and_ranges_walk_the_term_dictionary(searcher):
    words = {term.decode() for term in searcher.reader().expand_prefix("text", "徐")}
    assert {"徐", "徐惠"} <= words and all(word.startswith("徐") for word in words)
    assert uids(searcher, whoosh_query.Prefix("text", "徐惠")) == uids(searcher, whoosh_query.Term("text", "徐惠"))


def test_whoosh_scores_sorts_and_reads_columns(searcher):
    ranked = searcher.search(whoosh_query.Term("text", "山火"), limit=5)
    assert len(ranked) > 5 and [hit.score for hit in ranked] == sorted((hit.score for hit in ranked), reverse=True)
    by_date = searcher.search(whoosh_query.Term("text", "山火"), sortedby="date", limit=None)
    days = [hit["date"] or 0 for hit in by_date]
    assert days == sorted(days)
    facet = searcher.search(whoosh_query.Every(), groupedby="paper", limit=None)
    assert sum(map(len, facet.groups("paper").values())) == 98
