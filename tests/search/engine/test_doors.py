from __future__ import annotations

from datetime import date

import pytest

from search.engine import Document, IndexMissing, dictionary, open_index, prepare, rebuild, write
from search.query import And, Dates, Everything, Not, Term

FIRE = Document(
    "a1",
    title="龙潭镇扑灭山火",
    paragraphs=("消防队员徐惠文说，火势已控制。", "无人受伤。"),
    names=("徐惠文",),
    date=date(2020, 6, 16).toordinal(),
    paper="qingxi",
    page="1",
    kind="news",
    reporters=("徐惠文",),
)
FAIR = Document(
    "b2",
    title="茶市開市",
    paragraphs=("５Ｇ网络覆盖茶市。",),
    original=("茶巿开张",),
    date=date(2021, 1, 3).toordinal(),
    paper="qingxi",
    page="2",
    kind="news",
    verified=True,
)
NOTICE = Document("c3", title="遗失启事", paragraphs=("徐惠文遗失证件。",), paper="longtan", page="1", kind="notice")


@pytest.fixture
def index(tmp_path):
    rebuild(tmp_path / "index", [FIRE, FAIR, NOTICE], number=7)
    return open_index(tmp_path / "index")


def test_an_index_that_is_not_there_says_what_to_do(tmp_path):
    with pytest.raises(IndexMissing, match="rebuild_index"):
        open_index(tmp_path)


def test_a_rebuilt_index_knows_its_size_and_the_change_it_holds(index):
    assert (index.count, index.number) == (3, 7)


def test_a_document_comes_back_as_it_went_in(index):
    assert [index.document(d.uid) for d in (FIRE, FAIR, NOTICE)] == [FIRE, FAIR, NOTICE]
    assert index.document("nobody") is None


def test_a_name_is_found_in_every_article_that_holds_it(index):
    hits = index.search(Term("徐惠文"), facets=("paper", "year", "reporter"))
    assert sorted(hits.uids) == ["a1", "c3"] and hits.total == 2
    assert hits.facets == {
        "paper": {"qingxi": 1, "longtan": 1},
        "year": {"2020": 1, "": 1},
        "reporter": {"徐惠文": 1, "": 1},
    }


def test_width_case_and_traditional_forms_are_the_same(index):
    assert [index.search(Term(text)).uids for text in ("5g", "开市", "開市", "５ｇ")] == [["b2"]] * 4


def test_text_that_was_corrected_away_is_found_apart(index):
    hits = index.search(Term("茶巿"))
    assert (hits.total, hits.total_original, hits.uids, hits.original) == (0, 1, ["b2"], [True])


def test_a_string_does_not_run_from_one_paragraph_into_the_next(index):
    assert index.search(Term("控制。无人")).total == 0


def test_dates_papers_filters_and_not_narrow_the_hits(index):
    assert index.search(Dates(date(2020, 1, 1), None)).total == 2
    assert index.search(Everything(), paper="longtan").uids == ["c3"]
    assert index.search(Everything(), filters={"page": ["1"], "kind": "news"}).uids == ["a1"]
    assert index.search(And((Term("徐惠文"), Not(Term("火势"))))).uids == ["c3"]
    assert index.search(Everything(), only={"b2"}).uids == ["b2"]


def test_sorted_by_date_the_undated_come_last(index):
    assert index.search(Everything(), sort="newest").uids == ["b2", "a1", "c3"]
    assert index.search(Everything(), sort="oldest").uids == ["a1", "b2", "c3"]
    assert index.search(Everything(), sort="oldest", limit=1, offset=1).uids == ["b2"]


def test_an_edit_is_seen_after_a_refresh(index, tmp_path):
    later = write(tmp_path / "index", [Document("d4", title="新桥通车")], ["c3"], number=9)
    assert index.search(Term("新桥")).total == 0
    fresh = index.refresh()
    assert (fresh.generation, fresh.number, fresh.count) == (later, 9, 3)
    assert fresh.search(Term("新桥")).uids == ["d4"] and fresh.search(Term("遗失")).total == 0
    assert fresh.refresh() is fresh


def test_a_process_that_was_made_ready_reads_no_dictionary_for_its_first_edit(index, tmp_path, monkeypatch):
    dictionary.with_words.cache_clear()
    prepare(tmp_path / "index")
    monkeypatch.setattr(dictionary, "build", None)
    write(tmp_path / "index", [FIRE], [], number=8)
    assert open_index(tmp_path / "index").number == 8


def test_the_last_of_two_updates_of_one_article_holds(index, tmp_path):
    write(tmp_path / "index", [Document("a1", title="甲稿"), Document("a1", title="乙稿")], [], number=8)
    fresh = index.refresh()
    assert fresh.count == 3 and fresh.search(Term("甲稿")).total == 0 and fresh.search(Term("乙稿")).uids == ["a1"]
