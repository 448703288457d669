"""Formulas that open reports and lead on to other pages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.parsing.bylines import bylines
from archive.parsing.leads import has_lead, has_own_lead, jump_in, jump_out, tells_when


@pytest.mark.parametrize(
    "text",
    [
        "本报讯 3月5日，全县春耕",
        "〔本报讯〕全县春耕",
        "本刊讯 今年第一批公租房",
        "晚报讯（记者 陈立）市物价局昨日",
        "青溪晚报讯（见习记者 陈立）昨日",
        "本报上坪讯 记者陈立报道 9月1日",
        "城关镇讯 近日，",
        "昭都讯（记者 陈立）解散十年之后",
        "本埠消息 昨日",
        "本报综合消息 近日",
        "本报汛（记者 陈立）昨日",
        "本报迅 昨日上午",
        "木报讯（记者 陈立）昨日",
        "本 报 讯 （记者 陈立）3月5日",
        "本报 讯 昨日",
        "〖本报讯〗昨日",
        "「本報訊」昨日",
        "■本报讯 昨日",
        "★ 本报讯（记者 陈立）昨日",
        "石桥乡讯：昨日",
    ],
)
def test_a_report_of_the_papers_own_or_of_a_town_opens_once(text: str) -> None:
    assert has_lead(text) and has_own_lead(text)


@pytest.mark.parametrize(
    "text",
    [
        "据新华社电 今年第一季度",
        "据新华社北京三月七日电 我国",
        "新华社利马电 秘鲁北部",
        "路透社伦敦三日电 昨日",
        "中央社汉口十三日电 五省公路会议",
        "记者 陈立 报道：昨日",
        "通讯员陈立报道 昨日",
        "本报海宁湾专电（特派记者 陈立）终场哨响",
        "据新华社消息 昨日",
        "综合新华社消息 昨日",
        "新华社北京二〇二三年三月五日电 全国",
        "新华社3月5日消息 全国",
        "新华社 北京 3月5日 电 全国",
    ],
)
def test_wires_and_reporters_open_reports(text: str) -> None:
    assert has_lead(text) and not has_own_lead(text)


@pytest.mark.parametrize(
    "text",
    [
        "通讯 一座桥和一个村",
        "“本报讯”的由来",
        "“本报讯”三个字",
        "本报讯员培训班开班",
        "本报讯息台开通",
        "本报汛期值班表",
        "本报迅速派出记者",
        "又讯员来了",
        "本报记者节特别报道",
        "春讯 昨日",
        "简讯：昨日",
        "“新华社消息说，明日有雨。”",
        "▲本报记者 陈立在现场采访",
        "喜讯 传到青山小学",
        "资讯（本周）",
        "据央视报道，台风今晚登陆。",
        "本报消息灵通的读者",
        "他在电讯 局上班",
        "供电公司的消息说，明日停电。",
        "本报记者 陈立 摄影报道",
    ],
)
def test_other_lines_do_not(text: str) -> None:
    assert not has_lead(text)


def test_news_says_near_its_beginning_when_it_happened() -> None:
    assert tells_when("区防汛办近日完成今年第二批物资采购，新增编织袋12万只。")
    assert tells_when("12月6日21时，室外零下23℃。") and tells_when("本局於十月五日起遷移新址")
    assert not tells_when("据介绍，渡口今后不再收费。") and not tells_when("渡" * 80 + "昨日")


def test_who_reports_is_read_from_the_lead() -> None:
    assert [b.names for b in bylines("本报讯 记者 陈立 报道：昨日，清河大桥通车，两岸村民不用再绕行。")] == [("陈立",)]
    assert [b.names for b in bylines("通讯员陈立、周浩报道 昨日，清河大桥通车，两岸村民不用再绕行。")] == [
        ("陈立", "周浩")
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("本报讯 记者 陈立 通讯员 周浩 昨日从县水利局获悉，全县水库安全。", "陈立 周浩"),
        ("本报讯〔记者 陈立〕昨日，清河大桥通车。", "陈立"),
        ("本报讯［记者 陈立］昨日，清河大桥通车。", "陈立"),
        ("[本报讯 记者 陈立 通讯员 周浩]昨日，清河大桥通车。", "陈立 周浩"),
        ("【本报讯 记者 陈立】昨日，清河大桥通车。", "陈立"),
        ("本报讯（陈立 周浩）昨日，清河大桥通车。", "陈立 周浩"),
        ("（关勇 伍卫）3月30日，清河大桥通车。", "关勇 伍卫"),
        ("本报讯（记者 陈立 通讯员 周浩 昨日，清河大桥通车。", "陈立 周浩"),
        ("（记者 扎西/乌兰/晓雯/䶮飞）昨日，清河大桥通车。", "扎西 乌兰 晓雯 䶮飞"),
        ("本报讯（记者 陈立 报道员 周浩）昨日，清河大桥通车。", "陈立 周浩"),
        ("本报讯 记者 昨日从县水利局获悉，全县水库安全。", ""),
        ("本报讯 记者从县委获悉，全县水库安全。", ""),
        ("本报讯（石桥 王村）昨日，清河大桥通车。", ""),
        ("本报讯（县委宣传部）昨日，清河大桥通车。", ""),
        ("本报讯（周末）昨日，清河大桥通车。", ""),
        ("（石桥）3月30日，清河大桥通车。", ""),
        ("（陈立）清河大桥通车已经三年，两岸村民不再绕行。", ""),
        ("【记者 视点】昨日，清河大桥通车。", ""),
    ],
)
def test_who_reports_is_read_in_every_form_of_the_lead(text: str, names: str) -> None:
    assert [name for byline in bylines(text) for name in byline.names] == names.split()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("（下转第二版）", (0, "2")),
        ("►►►下转2版", (0, "2")),
        ("（未完 下转A02版）", (0, "A02")),
        ("（下转二、三版）", (0, "2")),
        ("(下转第2、3版)", (0, "2")),
        ("会议指出，（下转４版）", (5, "4")),
        ("（转第十二版）", (0, "12")),
        ("转版税的规定", None),
        ("（未完待续）", None),
    ],
)
def test_a_jump_out_names_its_page(text: str, found: tuple[int, str] | None) -> None:
    assert jump_out(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("（上接第一版）会议指出", (7, "1")),
        ("◄上接1版", (5, "1")),
        ("《上接第一版》", (7, "1")),
        ("（接上版）", (5, "")),
        ("上接第一版会议指出", None),
        ("接第一版编辑的电话", None),
    ],
)
def test_a_jump_in_names_where_it_comes_from(text: str, found: tuple[int, str] | None) -> None:
    assert jump_in(text) == found


@given(st.text("本报讯记者通讯员报道电日月〔【（）】上下转接第版二2 　、：陈立", max_size=140))
def test_any_line_is_read_without_an_error(text: str) -> None:
    out, into = jump_out(text), jump_in(text)
    assert isinstance(has_lead(text), bool)
    assert out is None or 0 <= out[0] <= len(text)
    assert into is None or 0 < into[0] <= len(text)
