"""What comes first."""

from __future__ import annotations

import pytest

from search.engine import Document, open_index, rebuild
from search.query import And, Or, Term

FILL = "这一段写的是别的事情，与查询没有关系。"


def first(tmp_path, node, *documents: Document) -> list[str]:
    rebuild(tmp_path, [*documents, *(Document(f"x{n}", paragraphs=(FILL,)) for n in range(30))], number=1)
    return open_index(tmp_path).search(node).uids


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"title": "新桥通车"}, {"paragraphs": ("新桥通车",)}),
        ({"title": "新桥通车"}, {"kicker": "新桥通车"}),
        ({"subtitle": "新桥通车"}, {"paragraphs": ("新桥通车",)}),
        ({"paragraphs": ("新桥通车", FILL)}, {"paragraphs": (FILL, "新桥通车")}),
        ({"title": "新桥通车"}, {"title": "新桥通车", "kind": "advert"}),
        ({"title": "新桥通车", "kind": "notice"}, {"title": "新桥通车", "kind": "list"}),
        ({"title": "新桥通车", "verified": True}, {"title": "新桥通车"}),
        ({"title": "新桥通车", "date": 737000}, {"title": "新桥通车", "date": 736000}),
    ],
)
def test_the_better_place_comes_first(tmp_path, better, worse):
    assert first(tmp_path, Term("新桥"), Document("a", **worse), Document("b", **better)) == ["b", "a"]


def test_words_side_by_side_come_before_scattered_words(tmp_path):
    scattered = Document("a", paragraphs=("龙潭的新桥，龙潭的山。龙潭。新桥。",))
    phrase = Document("b", paragraphs=("在龙潭新桥旁边。" + FILL,))
    assert first(tmp_path, And((Term("龙潭"), Term("新桥"))), scattered, phrase) == ["b", "a"]


def test_of_two_words_the_rarer_one_weighs_more(tmp_path):
    rare, common = Document("a", paragraphs=("罕见词。",)), Document("b", paragraphs=("查询。。",))
    assert first(tmp_path, Or((Term("罕见词"), Term("查询"))), common, rare)[0] == "a"


def test_the_headline_that_the_query_nearly_fills_comes_first(tmp_path):
    longer = Document("a", title="县城里新开的龙潭渔家乐园迎来八方来客", paragraphs=("龙潭渔家乐园。" * 3 + FILL,))
    nearly = Document("b", title="逛龙潭渔家乐园记", paragraphs=(FILL,))
    assert first(tmp_path, Term("龙潭渔家乐园"), longer, nearly) == ["b", "a"]


def test_words_of_a_headline_need_not_touch_where_only_marks_stand_between(tmp_path):
    apart = Document("a", title="龙潭渔村里的新桥", paragraphs=("龙潭，新桥。" * 3 + FILL,))
    marks = Document("b", title="看龙潭·“新桥”记", paragraphs=(FILL,))
    assert first(tmp_path, And((Term("龙潭"), Term("新桥"))), apart, marks) == ["b", "a"]
