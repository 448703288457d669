"""Cleaning of single lines."""

import pytest

from archive.parsing.text import han_count, is_han, join_text, markdown_level, open_marks, shown


def test_zero_of_dates_and_characters_beyond_the_basic_plane_are_chinese():
    assert [is_han(c) for c in "〇汉𠮷A，０"] == [True, True, True, False, False, False]
    assert han_count("二〇二〇年𠮷日") == 7


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("## 清河两岸添新绿 ", "清河两岸添新绿"),
        ("###标题紧跟井号", "标题紧跟井号"),
        ("\u3000\u3000会议指出，", "会议指出，"),
        ("**加粗的标题**", "加粗的标题"),
        ("\ufeff本报讯", "本报讯"),
        ("##", ""),
        ("C# 语言培训班开课", "C# 语言培训班开课"),
    ],
)
def test_marks_and_outer_space_are_not_shown(raw, text):
    assert shown(raw) == text


def test_a_slice_of_a_heading_is_shown_without_the_marks_before_it():
    raw = "### 清河大桥通车 张明远等参加"
    assert shown(raw, 0, 11) == "清河大桥通车"
    assert shown(raw, 11, len(raw)) == "张明远等参加"


def test_levels_of_markdown_headings_are_read():
    assert [markdown_level(t) for t in ("# 一", "### 三", "正文", "#######七")] == [1, 3, 0, 0]


@pytest.mark.parametrize(
    ("left", "right", "whole"),
    [
        ("重大项", "目开工", "重大项目开工"),
        ("the new", "line", "the new line"),
        ("co-", "operation", "cooperation"),
        ("线上+", "云上", "线上+云上"),
        ("", "开头", "开头"),
    ],
)
def test_pieces_of_a_paragraph_are_joined_as_their_script_asks(left, right, whole):
    assert join_text(left, right) == whole


def test_unbalanced_marks_are_named_from_both_sides():
    assert open_marks("甲”说：“乙（丙") == (("”",), ("”", "）"))
    assert open_marks("（甲“乙”）") == ((), ())
