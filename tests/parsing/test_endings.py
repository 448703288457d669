"""What closes and accompanies a report."""

from __future__ import annotations

import pytest

from archive.parsing.endings import (
    ends_signed,
    is_aside,
    is_date,
    is_label,
    is_signoff,
    names_behind_place,
    without_day,
)


@pytest.mark.parametrize(
    "line",
    [
        "沟渠一次清完。（陈立 王小满）",
        "沟渠清完了！（鲁　言）",
        "他说“好”。（陈立、周 浩）",
        "奖牌已经发下。（镇宣）",
        "沟渠一次清完。(本报记者 石 磊 通讯员 沈 力)",
        "沟渠一次清完。（通讯员 马 志 成）",
        "沟渠一次清完。（见习记者 陈立/文 周浩/摄）",
        "沟渠一次清完。（市融媒体中心记者 陈立）",
        "沟渠一次清完。（陈立 通讯员 周浩）",
        "沟渠一次清完。（石门村 陈立）",
        "沟渠一次清完。（县委组织部）",
        "沟渠一次清完。本报记者 陈立 通讯员 周浩",
    ],
)
def test_names_in_brackets_behind_the_last_sentence_end_a_short_report(line: str) -> None:
    assert ends_signed(line)


@pytest.mark.parametrize(
    "line",
    [
        "沟渠清完。（下转第二版）",
        "他走了。（见图）",
        "他说好。（笑）",
        "沟渠清完（陈立）",
        "全文见附件。（附表）",
        "众人叫好。（热烈鼓掌）",
        "明日再说。（剧终）",
        "走了。（之二）",
        "走了。（十五）",
        "沟渠清完。（共三处）说",
        "沟渠清完。（陈立 摄）",
        "沟渠清完。（本文获二等奖）",
        "沟渠清完。记者 现场直击",
    ],
)
def test_other_brackets_do_not(line: str) -> None:
    assert not ends_signed(line)


@pytest.mark.parametrize(
    "line",
    [
        "编者按：来信反映的情况属实。",
        "【老师点评】本文选材小。",
        "警方提醒：莫贪小利。",
        "图为工人装配水泵。",
        "■相关链接",
        "律师说法",
        "【教师点评】",
    ],
)
def test_boxes_and_captions_go_with_the_report_beside_them(line: str) -> None:
    assert is_aside(line)


@pytest.mark.parametrize(
    "line",
    [
        "提醒他的人是老周。",
        "答应的事要办。",
        "图书馆里坐不下了",
        "上图书馆借书去",
        "左图右史",
        "他提醒：路滑",
        "王大爷提醒：路滑",
        "注册商标",
    ],
)
def test_what_begins_alike_is_none(line: str) -> None:
    assert not is_aside(line)


@pytest.mark.parametrize(
    "line",
    [
        "（原载本报2009年“在路上”征文）",
        "（讲述：罗水生；整理：任晓岚）",
        "县统计局供稿",
        "（作者系县委党校教师 邱国清）",
        "（石门村 陈立 周浩）",
        "（读者 钱月琴 来稿）",
        "（记者 陈立 文/图）",
    ],
)
def test_where_a_piece_comes_from_stands_under_it(line: str) -> None:
    assert is_signoff(line)


@pytest.mark.parametrize("line", ["欢迎广大作者踊跃供稿", "（讲述一段往事）", "（转载请注明）"])
def test_what_asks_or_tells_signs_nothing(line: str) -> None:
    assert not is_signoff(line)


@pytest.mark.parametrize("line", ["相关链接", "■律师说法", "【教师点评】", "新闻背景："])
def test_a_label_says_what_the_box_under_it_is(line: str) -> None:
    assert is_label(line)


@pytest.mark.parametrize("line", ["专家点评我县粮油产业", "链接世界的桥", "律师说法律", "编后感", "重要提醒"])
def test_what_may_be_a_headline_is_no_label(line: str) -> None:
    assert not is_label(line)


@pytest.mark.parametrize("line", ["2020年3月27日", "一九九九年七月五日", "二○○八年九月", "5月20日夜"])
def test_days_and_months_are_dates(line: str) -> None:
    assert is_date(line)


@pytest.mark.parametrize("line", ["2020年", "3月5日学雷锋", "七月", "九月的瓦罐", "２０２０年３月２７日起"])
def test_what_goes_on_is_no_date(line: str) -> None:
    assert not is_date(line)


def test_the_day_behind_a_name_is_not_the_name() -> None:
    assert without_day("段绍武 2003年9月") == "段绍武"
    assert without_day("段绍武") == "段绍武"


def test_names_behind_a_place_are_told_from_two_words() -> None:
    assert names_behind_place("石门村 陈立 王小满") == ("陈立", "王小满")
    assert names_behind_place("农科所 施 永 康") == ("施永康",)
    assert names_behind_place("古城 新韵") == names_behind_place("陈立 王小满") == names_behind_place("石门村") == ()
