from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import flatten, flatten_with_offsets
from search.highlight import all_marked, flat_form, flat_forms, marked, needles, origins, places_of, snippet
from search.query import parse


def mark(text: str, query: str, **kwargs) -> str:
    return marked(text, needles(parse(query), **kwargs))


@pytest.mark.parametrize(
    ("text", "query", "html"),
    [
        ("龙潭镇茶市开张", "茶市", "龙潭镇<mark>茶市</mark>开张"),
        ("龍潭鎮茶市開張", "开张", "龍潭鎮茶市<mark>開張</mark>"),
        ("５Ｇ网络", "5g", "<mark>５Ｇ</mark>网络"),
        ("他说……茶市开了", "茶市", "他说……<mark>茶市</mark>开了"),
        ("他说…茶市开了", '"说…茶"', "他<mark>说…茶</mark>市开了"),
        ("建筑面积120㎡，茶市", "m2", "建筑面积120<mark>㎡</mark>，茶市"),
        ("<b>茶市</b> & 茶", "茶市", "&lt;b&gt;<mark>茶市</mark>&lt;/b&gt; &amp; 茶"),
        ("茶茶茶", "茶茶", "<mark>茶茶</mark>茶"),
        ("茶市开张", "茶市 市开", "<mark>茶市开</mark>张"),
        ("张三山与张山", "张?山", "<mark>张三山</mark>与张山"),
        ("青溪新大桥", "青*桥", "<mark>青溪新大桥</mark>"),
        ("茶市开张", "-茶市", "茶市开张"),
        ("茶市开张", "日期:2020", "茶市开张"),
        ("𠮷田在〇七年", "田在〇", "𠮷<mark>田在〇</mark>七年"),
        ("", "茶", ""),
    ],
)
def test_hits_are_marked_as_they_stand(text, query, html):
    assert mark(text, query) == html


def test_look_alikes_are_marked_where_they_are_known():
    assert mark("记者徐慧文", "~徐惠文", lookalikes={"惠": "慧"}) == "记者<mark>徐慧文</mark>"
    assert mark("记者徐慧文", "~徐惠文") == "记者徐慧文"


def test_a_word_for_the_title_is_not_marked_in_the_column():
    title, anywhere = needles(parse("标题:茶市 龙潭"))
    assert title.speaks_of("title") and not title.speaks_of("column") and anywhere.speaks_of("column")


LONG = "这一段没有。" * 30


def test_a_snippet_shows_the_passage_with_the_hit():
    html = snippet([LONG, LONG + "龙潭镇的茶市今天开张，人山人海。" + LONG], needles(parse("茶市")))
    assert html.startswith("…") and html.endswith("…")
    assert "龙潭镇的<mark>茶市</mark>今天开张" in html and len(html) < 140


def test_a_snippet_shows_two_passages_where_the_words_stand_far_apart():
    html = snippet(["茶市开张。" + LONG, LONG + "徐惠文说。"], needles(parse("茶市 徐惠文")))
    assert html.index("<mark>茶市</mark>") < html.index("<mark>徐惠文</mark>")


def test_a_snippet_prefers_the_passage_that_holds_all_words():
    html = snippet(["茶市。" + LONG, "徐惠文。" + LONG, "徐惠文逛茶市。"], needles(parse("茶市 徐惠文")))
    assert html == "<mark>徐惠文</mark>逛<mark>茶市</mark>。"


def test_without_a_hit_the_snippet_is_the_beginning():
    assert snippet(["<p>开头", "第二段"], needles(parse("茶市"))) == "&lt;p&gt;开头"
    assert snippet([], needles(parse("茶市"))) == ""


def test_a_hit_longer_than_a_snippet_is_shown_whole():
    text = "茶" * 120
    assert snippet([text], needles(parse(f'"{text}"'))) == f"<mark>{text}</mark>"


@given(
    st.text(
        st.sampled_from("茶市開ＡｂeE\u0301\u0327…㎡ﬁßİ한\u1161ｶﾞ１½，𠮷") | st.characters(), min_size=1, max_size=30
    )
)
def test_the_quick_way_to_flat_text_and_its_offsets_is_the_plain_way(text):
    assert flat_form(text)[0] == flatten(text)
    assert origins(text) == flatten_with_offsets(text)[1]


MIXED = st.text(st.sampled_from("茶市開ＡeE\u0301…㎡ßİ１½，𠮷"), max_size=12)


@given(st.lists(MIXED, max_size=6))
def test_several_texts_are_folded_and_marked_as_each_by_itself(texts):
    sought = needles(parse("茶市 OR a OR m2"))
    assert [form for form, _ in flat_forms(texts)] == [flat_form(text)[0] for text in texts]
    assert all_marked(texts, sought) == [marked(text, sought) for text in texts]


def test_places_of_a_string_do_not_overlap():
    assert list(places_of("茶茶", "茶茶茶茶茶")) == [(0, 2), (2, 4)]
    assert list(places_of("", "茶")) == []


def test_words_typed_otherwise_are_marked_beside_those_as_typed():
    html = snippet(["茶市開張，茶市开张"], needles(parse("开张")))
    assert html == "茶市<mark>開張</mark>，茶市<mark>开张</mark>"
