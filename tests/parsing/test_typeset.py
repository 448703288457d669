"""Headlines told by the author's line under them, and lines over names that are none."""

from __future__ import annotations

import pytest

from archive.parsing.knowledge import EMPTY
from archive.parsing.lines import read_lines
from archive.parsing.roles import classify, looks_like_heading

BRIDGE = "清河大桥今天上午建成通车，两岸村民从此不用再绕行二十多公里。"
SCHOOL = "日前，青山小学的新校舍落成，六百多名师生搬进了宽敞明亮的教室。"
VERSES = ["河水瘦了又胖了", "石头一块块浮上来", "月亮挂回墙上", "渡口没有人喊船", "水自己开了"]


def headings(*rows: str) -> list[str]:
    return [line.text for line in classify(read_lines(rows), EMPTY) if line.role == "head"]


def test_names_under_a_line_say_that_it_is_a_headline() -> None:
    assert headings(BRIDGE, "老渡口", "何平", SCHOOL) == ["老渡口"]


def test_names_over_the_next_headline_close_the_report_above() -> None:
    assert headings(BRIDGE, "修一座放心的桥", "何平 杨柏寒", "青山小学迎来新校舍", SCHOOL) == []
    assert headings(BRIDGE, "修一座放心的桥", "何平 杨柏寒", "青山小学", "陆小满", SCHOOL) == ["青山小学"]


def test_an_author_over_verse_stands_under_its_headline() -> None:
    assert headings(BRIDGE, "老渡口", "何平", *VERSES) == ["老渡口"]


def test_who_is_called_the_author_stands_under_a_headline_in_any_case() -> None:
    assert headings(BRIDGE, "老渡口", "□ 何平", "青山小学迎来新校舍", SCHOOL) == ["老渡口"]


@pytest.mark.parametrize("row", ["——编 者", "——編者", "核心閱讀", "本报讯", "2019年3月2日"])
def test_what_closes_or_labels_a_text_is_no_headline(row: str) -> None:
    assert headings(BRIDGE, row, "何平", SCHOOL) == []


def test_a_headline_may_end_with_a_percentage_and_a_row_of_numbers_is_none() -> None:
    assert looks_like_heading(read_lines(["春节期间县剧院21场演出上座率达97%"])[0])
    assert not looks_like_heading(read_lines(["同比增长20.9%"])[0])


def test_a_headline_with_marks_stands_over_an_authors_line_and_a_sentence_does_not() -> None:
    title = "明信片：一张特殊的回乡车票"
    assert headings(BRIDGE, title, "本报记者 何平", SCHOOL) == [title]
    assert headings(BRIDGE, title, "何平 杨柏寒", SCHOOL) == []
    assert headings(BRIDGE, "老周说，他一夜没睡。", "本报记者 何平", SCHOOL) == []
    assert headings("大桥通车那天，", "老周说，他一夜没睡", "本报记者 何平", SCHOOL) == []
