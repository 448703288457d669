"""Any text in gives a valid reading out: nothing lost, nothing twice, no exception."""

from __future__ import annotations

from collections import Counter
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.parsing.issue import parse
from archive.parsing.records import Parsed

SENTENCES = st.sampled_from(
    [
        "本报讯 3月2日，清河大桥正式通车，县委书记陈立出席并讲话。",
        "本报讯（记者 王小满）日前，青山小学迎来新校舍，",
        "会议指出，要把各项工作抓细抓实，确保取得实效。",
        "，各级部门要履职尽责",
        "## 清河大桥正式通车",
        "### 青山小学迎来新校舍 陈立等参加",
        "清河两岸添新绿",
        "陈立 王小满 周浩",
        "（下转第二版）",
        "（上接第一版）大桥全长1200米。",
        "<p>（上接第一版（下转第二版））大桥全长<br>1200米",
        "> 大 桥 全 长 **一 千 二 百 米** （ 下 转 第 二 版 ）",
        "第二版 要闻",
        "2020年3月3日 星期二",
        "富强 民主 文明 和谐",
        "责任编辑：陈立",
        "“大桥通了，出门方便多了。”村民李大成说",
        "遗失声明 身份证一张 330800199001010000",
        "据统计，全县完成投资33.5",
        "2亿元。",
        "——",
        "#",
    ]
)
ODD = st.text(alphabet=st.characters(), max_size=40)
MARKS = st.text(alphabet="“”‘’（）《》「」#*_ \t\u3000，。；：、—…·/+-0123456789〇第版下转上接", max_size=30)
PAGES = st.lists(st.one_of(SENTENCES, ODD, MARKS, st.just("")), max_size=40)


def assert_tiles(lines: list[str], parsed: Parsed) -> None:
    """Every character of every non-blank line stands in exactly one span, and no span is empty."""
    spans = [s for a in parsed.articles for s in a.spans] + list(parsed.furniture) + [s for s, _ in parsed.excluded]
    seen: dict[int, Counter[int]] = {}
    for span in spans:
        assert 0 <= span.start < span.end <= len(lines[span.line - 1])
        seen.setdefault(span.line, Counter()).update(range(span.start, span.end))
    for number, raw in enumerate(lines, 1):
        assert seen.get(number, Counter()) == (Counter(range(len(raw))) if raw.strip() else Counter())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PAGES)
def test_any_page_is_read_without_loss(lines):
    parsed = parse(lines)
    assert_tiles(lines, parsed)
    assert all(0.0 <= a.doubt <= 1.0 and a.spans for a in parsed.articles)
    assert all(d.article is None or 0 <= d.article < len(parsed.articles) for d in parsed.doubts)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PAGES)
def test_reading_a_page_twice_gives_the_same(lines):
    assert parse(lines) == parse(list(lines))


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PAGES)
def test_joined_pieces_follow_another_piece_and_drop_what_they_hold(lines):
    for article in parse(lines).articles:
        assert not article.spans[0].join
        assert all(s.drop <= s.end - s.start for s in article.spans)


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [""],
        ["\ud800坏字符\udfff"],
        ["\x00\x01\x02"],
        ["no Han characters here", "at all"],
        ["## 一", "## 二", "## 三"],
        ["“" * 200 + "）" * 200],
        ["。"] * 50,
        ["字" * 5000],
    ],
    ids=["none", "blank", "surrogates", "controls", "latin", "headings only", "unbalanced", "stops", "one long line"],
)
def test_odd_pages_are_read_without_loss(lines):
    assert_tiles(lines, parse(lines))


@pytest.mark.slow
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PAGES)
def test_three_hundred_pages_are_read_without_loss(lines):
    assert_tiles(lines, parse(lines))


@pytest.mark.slow
def test_a_file_of_a_hundred_thousand_lines_is_read_without_loss():
    report = [
        "## 清河大桥正式通车",
        "本报讯 3月2日，清河大桥通车，",
        "全长1200米。",
        "会议指出，要抓好落实",
        "陈立 王小满",
    ]
    lines = [f"{report[n % 5]}{n if n % 5 in (2, 3) else ''}" for n in range(100_000)]
    assert_tiles(lines, parse(lines))


def test_twice_the_lines_take_about_twice_the_time():
    def seconds(count: int) -> float:
        started = process_time()
        parse([f"第{n}条 有关单位应当按照规定办理第{n}项事务。" for n in range(count)])
        return process_time() - started

    seconds(100)  # dictionaries are read on first use
    assert seconds(6_000) < 3.5 * seconds(3_000)


def test_a_very_long_file_is_read_without_loss():
    lines = [f"第{n}条 有关单位应当按照规定办理第{n}项事务。" if n % 2 else "" for n in range(4_000)]
    assert_tiles(lines, parse(lines))
