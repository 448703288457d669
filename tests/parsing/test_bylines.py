"""Who wrote it."""

import pytest

from archive.parsing.bylines import Byline, bylines, credit_names, is_names, photo_credits


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("本报讯（记者 陈立 王小满 周浩）3月2日，", (Byline("记者", ("陈立", "王小满", "周浩")),)),
        (
            "本报讯 (记者陈立、王小满 通讯员 李思雨)近日",
            (Byline("记者", ("陈立", "王小满")), Byline("通讯员", ("李思雨",))),
        ),
        ("本报记者 陈立/文 周浩/摄", (Byline("文", ("陈立",)), Byline("摄", ("周浩",)))),
        ("新华社清河3月2日电（记者陈立）", (Byline("记者", ("陈立",)),)),
        ("本报记者 陈 立 王 敏", (Byline("记者", ("陈立", "王敏")),)),
        ("公司（以下简称“清河公司”）成立", ()),
    ],
)
def test_bylines_are_read_from_leads_and_byline_lines(text, expected):
    assert bylines(text) == expected


def test_core_values_are_no_names_though_they_look_like_a_row_of_them():
    assert not is_names("富强 民主 文明 和谐")
    assert is_names("陈立 王小满 周浩")


def test_two_names_alone_are_a_line_of_names():
    assert credit_names("陈立 王小满") == ("陈立", "王小满")


def test_a_name_set_wide_is_one_name():
    assert credit_names("张 三 李思雨") == ("张三", "李思雨")


def test_a_short_heading_is_not_a_line_of_names():
    assert not is_names("白天鹅 又回来了")
    assert not is_names("胡春生出席")


@pytest.mark.parametrize(
    ("caption", "names"),
    [
        ("白天鹅在清河湿地嬉戏。 陈立 王小满/摄", ("陈立", "王小满")),
        ("白天鹅在清河湿地嬉戏。（陈立 摄）", ("陈立",)),
        ("白天鹅在清河湿地嬉戏。陈 立摄（清河图片）", ("陈立",)),
        ("清河社记者 陈立摄", ("陈立",)),
        ("这是一张老地图", ()),
    ],
)
def test_photo_credits_end_a_caption(caption, names):
    assert photo_credits(caption) == names
