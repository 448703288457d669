"""Furniture that is told by where it stands: names over a masthead, guides in a row, who runs a contest."""

from __future__ import annotations

import pytest

from archive.parsing.knowledge import EMPTY
from archive.parsing.lines import read_lines
from archive.parsing.roles import classify


@pytest.mark.parametrize("name", ["今日青溪", "# 今日青溪", "今 日 青 溪", "石峁新闻", "青溪时讯"])
@pytest.mark.parametrize("below", ["2016年3月15日 星期二 第2096期", "JIN RI QING XI"])
def test_the_name_of_a_paper_over_the_rest_of_its_masthead_is_no_headline(name: str, below: str) -> None:
    lines = classify(read_lines([name, "", below, "", "清河大桥通车", "", "本报讯 3月14日，清河大桥正式通车。"]), EMPTY)
    assert [line.role for line in lines[:2]] == ["masthead", "masthead"]


def test_a_headline_that_is_worded_like_a_paper_s_name_is_none_without_a_masthead() -> None:
    lines = classify(read_lines(["今日茶乡", "", "本报讯 3月14日，茶乡开园采茶。"]), EMPTY)
    assert lines[0].role == "body"


@pytest.mark.parametrize(("below", "role"), [("青溪驾校招生", "header"), ("青溪茶厂新茶上市，欢迎品尝。", "body")])
def test_advertisements_over_headlines_of_their_own_are_no_headline(below: str, role: str) -> None:
    assert classify(read_lines(["广　告", "", below, "", "现在报名优惠300元。"]), EMPTY)[0].role == role


def test_the_name_of_a_page_stands_over_its_folio() -> None:
    rows = ["社会热线", "2014年3月5日 星期三 第3版", "路灯修好了", "编辑同志：文昌胡同的五盏路灯昨天都修好了。"]
    assert [line.role for line in classify(read_lines(rows), EMPTY)][0] == "header"
    assert [line.role for line in classify(read_lines(rows[:1] + rows[2:]), EMPTY)][0] == "body"
    assert [line.role for line in classify(read_lines([*rows[2:], *rows[:2]]), EMPTY)][2] == "body"
    assert [line.role for line in classify(read_lines(["体育新闻", *rows[2:]]), EMPTY)][0] == "header"


def test_a_row_of_lines_that_end_with_a_page_guides_to_it_and_one_alone_may_be_a_headline() -> None:
    rows = [
        "出租车司机雪夜送产妇 A03",
        "冬捕开网第一天 A05",
        "路灯修好了",
        "编辑同志：文昌胡同的五盏路灯昨天都修好了。",
    ]
    assert [line.role for line in classify(read_lines(rows), EMPTY)][:2] == ["header", "header"]
    assert [line.role for line in classify(read_lines(rows[1:]), EMPTY)][0] == "body"


def roles_of(*lines: str) -> list[str]:
    spaced = [row for line in lines for row in (line, "")]
    return [line.role for line in classify(read_lines(spaced), EMPTY) if line.text]


TEXT = (
    "本报讯 3月2日上午，清河大桥正式通车，县委书记陈立到桥头出席通车仪式，第一批货车缓缓驶上桥面，"
    "两岸群众早早赶来看热闹，鞭炮响了半个钟头。"
)


def test_guides_to_other_pages_that_begin_with_the_page_are_no_headlines() -> None:
    guides = ("2版 县里新增两家省级企业", "3版：背篓干部进山来", "4版 山乡春日里的古镇")
    assert roles_of("今日导读", *guides, "清河大桥通车", TEXT)[:4] == ["header"] * 4
    assert roles_of("今日看点", guides[1], "清河大桥通车", TEXT)[:2] == ["header"] * 2
    assert roles_of("今日看点", "21:00 体操 男子吊环决赛")[0] == "body"
    assert roles_of("老人被骗20万 民警追回 ——B2", "冬季用气要注意安全 ——B3", TEXT)[:2] == ["header"] * 2
    assert roles_of(guides[1] + "，又背回一筐笋", "清河大桥通车", TEXT)[0] == "body"


def test_the_name_of_a_page_with_its_number_stands_over_the_day() -> None:
    assert roles_of("便民 6", "2011年8月15日 星期一", "清河大桥通车", TEXT)[:2] == ["header", "masthead"]
    assert roles_of("清河大桥通车", TEXT, "便民 6", "青溪之窗")[2] == "body"


def test_who_runs_a_contest_is_not_who_publishes_the_paper() -> None:
    contest = ("“清风”主题征文选登", "县纪委监委 县文联 县融媒体中心 主办", "一碗清汤面", TEXT)
    assert roles_of(*contest)[1] == "body"
    assert roles_of("中共青溪县委主办 青溪县融媒体中心承办", "清河大桥通车", TEXT)[0] == "masthead"


def test_an_address_inside_a_notice_is_the_notice_s() -> None:
    notice = (
        "征集老照片启事",
        "县档案馆征集清河老照片，内容不限。",
        "投稿邮箱：lzp@qingxi.example",
        "来稿请注明拍摄时间和地点。",
    )
    assert roles_of(*notice)[2] == "body"
    assert roles_of("## 清河大桥通车", TEXT, "投稿邮箱：lzp@qingxi.example", TEXT)[2] == "header"
