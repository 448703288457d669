"""What closes and accompanies a report."""

from __future__ import annotations

import pytest

from archive.parsing.endings import ends_signed, is_aside, is_signoff


@pytest.mark.parametrize(
    "line",
    ["沟渠一次清完。（陈立 王小满）", "沟渠清完了！（鲁　言）", "他说“好”。（陈立、周 浩）", "奖牌已经发下。（镇宣）"],
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
    ],
)
def test_where_a_piece_comes_from_stands_under_it(line: str) -> None:
    assert is_signoff(line)


@pytest.mark.parametrize("line", ["欢迎广大作者踊跃供稿", "（讲述一段往事）", "（转载请注明）"])
def test_what_asks_or_tells_signs_nothing(line: str) -> None:
    assert not is_signoff(line)
