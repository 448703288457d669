"""Headlines of notices and the offices over and under them."""

from __future__ import annotations

import pytest

from archive.parsing.knowledge import EMPTY
from archive.parsing.lines import read_lines
from archive.parsing.notices import is_notice_title
from archive.parsing.roles import classify

REPORT = "清河大桥今天上午建成通车，两岸村民从此不用再绕行二十多公里。"
NOTICE = "为整顿城关集市的交通秩序，现将有关事项通告如下，自发布之日起施行。"
COURT, OTHER = "清河县人民法院", "青溪县人民法院"


def headings(*rows: str) -> list[str]:
    return [line.text for line in classify(read_lines(rows), EMPTY) if line.role == "head"]


@pytest.mark.parametrize(
    "title",
    [
        "公告",
        "招 聘 启 事",
        "关于整顿城关集市交通秩序的通告",
        "【遗失声明】",
        "中共青溪县委组织部 关于拟任干部的公示",
        "停航通知",
        "股东会通知",
    ],
)
def test_a_notice_says_what_it_is(title: str) -> None:
    assert is_notice_title(read_lines([title])[0])


@pytest.mark.parametrize(
    "text", ["特此公告", "现将有关情况予以公告", "老赵看了布告", "关于春天的诗", "招聘会", "特此通知", "他接到通知"]
)
def test_other_lines_do_not(text: str) -> None:
    assert not is_notice_title(read_lines([text])[0])


def test_a_long_title_must_be_set_off() -> None:
    title = "清河县二〇二〇年国民经济和社会发展统计公报"
    assert is_notice_title(read_lines([REPORT, "", title])[1])
    assert not is_notice_title(read_lines([REPORT, title])[1])


def test_the_office_over_a_notice_that_none_signs_is_in_its_headline() -> None:
    title = "关于整顿城关集市交通秩序的通告"
    assert headings(REPORT, COURT, title, NOTICE, "一九八七年六月五日") == [COURT, title]
    assert headings(REPORT, COURT, title, NOTICE, OTHER, "一九八七年六月五日") == [title]
    assert headings(REPORT.rstrip("。"), COURT, title, NOTICE) == [title]
    signed = (title, NOTICE, OTHER, "一九八七年六月五日")
    assert headings("## 清河大桥通车", REPORT, COURT, *signed) == ["清河大桥通车", COURT, title]
    assert headings("## 停水通知", REPORT, COURT, *signed) == ["停水通知", title]


def test_offices_stand_all_over_the_notices_of_a_page_or_all_under_them() -> None:
    over = [COURT, "公告", NOTICE, "1999年7月5日", OTHER, "公告", NOTICE]
    assert headings(*over) == [COURT, "公告", OTHER, "公告"]
    under = ["公告", NOTICE, COURT, "公告", NOTICE, OTHER, "公告", NOTICE, COURT]
    assert headings(*under) == ["公告", "公告", "公告"]


def test_a_title_cut_in_two_is_one() -> None:
    rows = ["榕水市人民政府关于进一步规范河道采砂管理的", "决 定", NOTICE]
    assert headings(REPORT, *rows) == rows[:2]
    assert headings(REPORT, "他谈到关于采砂的", "决 心", NOTICE) == []
