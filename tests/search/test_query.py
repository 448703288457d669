from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query import (
    Alike,
    And,
    Dates,
    Everything,
    Not,
    Or,
    QueryError,
    Term,
    Wild,
    is_plain,
    leaves,
    parse,
    typed,
)

TEA, LONGTAN, ADVERT = Term("茶市"), Term("龙潭"), Term("广告")


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("", Everything()),
        ("　 \n", Everything()),
        ("茶市", TEA),
        ("茶市 龙潭", And((TEA, LONGTAN))),
        ("茶市　AND 龙潭", And((TEA, LONGTAN))),
        ("茶市 OR 龙潭", Or((TEA, LONGTAN))),
        ("茶市|龙潭", Or((TEA, LONGTAN))),
        ("茶市｜龙潭", Or((TEA, LONGTAN))),
        ("茶市 龙潭 OR 广告", Or((And((TEA, LONGTAN)), ADVERT))),
        ("茶市 (龙潭 | 广告)", And((TEA, Or((LONGTAN, ADVERT))))),
        ("（茶市 | 龙潭）广告", And((Or((TEA, LONGTAN)), ADVERT))),
        ("茶市 -广告", And((TEA, Not(ADVERT)))),
        ("茶市 －广告", And((TEA, Not(ADVERT)))),
        ("茶市 NOT (龙潭 广告)", And((TEA, Not(And((LONGTAN, ADVERT)))))),
        ("-广告", Not(ADVERT)),
        ("“茶市开张，”", Term("茶市开张，", exact=True)),
        ('"茶市 龙潭"', Term("茶市 龙潭", exact=True)),
        ("「茶市」『龙潭』", And((Term("茶市", exact=True), Term("龙潭", exact=True)))),
        ("标题:茶市", Term("茶市", "title")),
        ("标题 ： 茶市", Term("茶市", "title")),
        ("標題：「茶市」", Term("茶市", "title", exact=True)),
        ("ＴＩＴＬＥ: 茶市", Term("茶市", "title")),
        ("记者:林一 版:A04", And((Term("林一", "by"), Term("A04", "page")))),
        ("栏目:(茶市|龙潭)", Or((Term("茶市", "column"), Term("龙潭", "column")))),
        ("日期:2020-06..2021", Dates(date(2020, 6, 1), date(2021, 12, 31))),
        ("date:2020-06-16", Dates(date(2020, 6, 16), date(2020, 6, 16))),
        ("日期：２０２０年２月", Dates(date(2020, 2, 1), date(2020, 2, 29))),
        ("日期:二〇二〇年十月..二○二一年十一月三十日", Dates(date(2020, 10, 1), date(2021, 11, 30))),
        ("日期:二〇二〇年十二月二十一日", Dates(date(2020, 12, 21), date(2020, 12, 21))),
        ("日期:2020..", Dates(date(2020, 1, 1), None)),
        ("日期:~2021.3.5", Dates(None, date(2021, 3, 5))),
        ("日期:不详", Not(Dates(None, None))),
        ("张?山", Wild("张?山")),
        ("张？山", Wild("张?山")),
        ("青**大桥*", Wild("青*大桥")),
        ("*大桥*", Term("大桥")),
        ("~徐惠文", Alike("徐惠文")),
        ("标题:～徐惠文", Alike("徐惠文", "title")),
        ("COVID-19 12:30 2.5亿", And((Term("COVID-19"), Term("12:30"), Term("2.5亿")))),
        ("or 5～10元", And((Term("or"), Term("5～10元")))),
        ("𠮷田〇", Term("𠮷田〇")),
    ],
)
def test_what_is_typed_is_read_as_meant(text, node):
    assert parse(text) == node


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("(茶市", "右括号"),
        ("茶市)", "左括号"),
        ("()", "括号里没有内容"),
        ("茶市 OR", "OR"),
        ("| 茶市", "缺了一个词"),
        ('"茶市', "没有配对"),
        ("“ ”", "引号里没有内容"),
        ("茶市 - 广告", "减号"),
        ("-", "减号"),
        ("NOT", "NOT"),
        ("??", "确定的字"),
        ("*", "确定的字"),
        ("一?二?三?四?五?六?七?", "最多用 6 个"),
        ("的*的*的*的*桥", "最多用 3 个"),
        ("标题:", "标题:茶市"),
        ("日期:昨天", "2020-06-16"),
        ("日期:2020-13", "2020-06-16"),
        ("日期:十月", "2020-06-16"),
        ("日期:2021-02-30", "2020-06-16"),
        ("日期:2021..2020", "对调"),
        ("~", "~徐惠文"),
        ("~张?山", "不能和"),
        ("茶" * 401, "太长"),
        ("茶 " * 41, "词太多"),
        ("(" * 13 + "茶" + ")" * 13, "太深"),
    ],
)
def test_a_mistake_is_answered_with_what_to_mend(text, hint):
    with pytest.raises(QueryError, match=hint.replace("(", r"\(")):
        parse(text)


def test_an_error_can_be_translated():
    with pytest.raises(QueryError) as caught:
        parse("日期:昨天")
    assert "%(text)s" in caught.value.template and caught.value.values == {"text": "昨天"}


def test_what_must_not_be_there_is_not_a_leaf():
    assert leaves(parse("茶市 (龙潭 | ~徐惠文) -广告 日期:2020")) == [TEA, LONGTAN, Alike("徐惠文")]


def test_only_words_side_by_side_are_plain():
    assert [is_plain(parse(q)) for q in ("茶市 龙潭", '"茶市"', "", "茶市 | 龙潭", "张?山", "-茶市")] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]


def flat_or(node: Or) -> Or:
    return Or(tuple(p for part in node.parts for p in (part.parts if isinstance(part, Or) else (part,))))


words = st.text(st.sampled_from('茶市龙潭衢江OR5g-~：:，。 ?*"“(|'), min_size=1, max_size=6).filter(
    lambda t: t.strip() == t and t
)
terms = st.builds(Term, words, st.sampled_from([None, "title", "by"]), st.just(True))
nodes = st.recursive(
    terms | st.builds(Alike, st.just("徐惠文")) | st.just(Wild("张?山")) | st.just(Dates(date(2020, 1, 1), None)),
    lambda inner: st.builds(lambda a, b: Or((a, b)), inner, inner).map(flat_or) | st.builds(Not, inner),
    max_leaves=6,
)


@given(nodes)
def test_a_query_put_into_words_is_the_same_query(node):
    assert parse(typed(node)) == node


@given(st.text(max_size=40))
def test_any_text_is_a_query_or_a_sentence(text):
    try:
        parse(text)
    except QueryError as error:
        assert str(error)


@given(st.text(st.sampled_from('茶市 龙潭OR|-()（）"“”~:标题日期2020?*'), max_size=30))
def test_what_was_read_can_be_typed_again(text):
    try:
        node = parse(text)
    except QueryError:
        return
    again = parse(typed(node))
    assert typed(again) == typed(node)


def test_stars_are_few_in_a_whole_query() -> None:
    assert isinstance(parse("沈*生 林*木"), And)
    with pytest.raises(QueryError, match="整个检索式"):
        parse(" ".join(["沈*木*生*桥"] * 3))
