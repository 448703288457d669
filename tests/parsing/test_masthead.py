"""Mastheads, folio lines and the pages of a file."""

from datetime import date

import pytest

from archive.parsing.folios import page_label, read_folio
from archive.parsing.masthead import is_pinyin, read_line, read_masthead
from archive.parsing.pagination import split_pages

FRONT = [
    "",
    "QING XI RI BAO 今日四版 总第２０５１期",
    "中共青溪县委主办 青溪县融媒体中心承办",
    "二〇二三年四月十二日 星期三 农历癸卯年闰二月廿二",
    "CN33-0999 邮发代号 31-99",
]


def test_all_facts_of_a_front_page_are_read() -> None:
    found = read_masthead(FRONT)
    assert (found.pinyin, found.paper) == ("QING XI RI BAO", None)
    assert (found.day, found.weekday) == (date(2023, 4, 12), "星期三")
    assert (found.total, found.pages) == (2051, 4)
    assert found.publisher == "中共青溪县委主办 青溪县融媒体中心承办"
    assert found.cn_number == "33-0999"
    assert found.lunar is not None
    assert found.lunar.text == "癸卯年闰二月廿二"
    assert found.is_front


def test_a_printed_name_is_read_with_the_rest_of_its_line() -> None:
    found = read_masthead(["青溪日报 2023年4月12日 星期三 第2051—2052期 今日8版"])
    assert (found.paper, found.total, found.total_end, found.pages) == ("青溪日报", 2051, 2052, 8)


@pytest.mark.parametrize(
    ("line", "page", "section"),
    [
        ("第二版 要闻", "2", "要闻"),
        ("A04版：综合 2023年4月12日 星期三", "A04", "综合"),
        ("## 第〇三版", "3", None),
        ("--- page 3 ---", "3", None),
        ("<!-- page 12 -->", "12", None),
        ("【第四版】副刊", "4", "副刊"),
        ("2023年4月12日 星期三 第二版 责任编辑：方晓舟 电话：0999-1234567", "2", None),
        ("第三版 版面：林 山 校对：顾一鸣", "3", None),
        ("2023年4月12日 编辑 方晓舟 美编 顾一鸣 综合 03", "3", "综合"),
        ("２版·文化", "2", "文化"),
        ("第四版 柳湾谭", "4", "柳湾谭"),
    ],
)
def test_a_folio_line_gives_page_and_name(line: str, page: str, section: str | None) -> None:
    found = read_folio(line)
    assert found is not None
    assert (found.page, found.section) == (page, section)


@pytest.mark.parametrize(
    "line",
    [
        "（下转第二版）",
        "今日4版",
        "相关报道见第九版",
        "第二版出版说明",
        "他在第三版上说",
        "3",
        "版权所有",
        "第三版图书获奖名单公布",
        "本报讯 记者从第二版编辑部获悉",
    ],
)
def test_what_only_mentions_a_page_is_no_folio(line: str) -> None:
    assert read_folio(line) is None


def test_a_date_below_a_story_signs_a_notice() -> None:
    story = "经研究，决定对青溪大桥实行交通管制，请过往车辆提前绕行，管制期间由交警部门负责现场疏导，特此公告，敬请广大市民理解和支持配合。"
    found = read_masthead(["## 通告", story * 2, "2023年4月3日"])
    assert found.day is None


def test_numbers_that_no_paper_can_have_are_left_out() -> None:
    found = read_masthead(["2023年4月12日 星期三 今日9999版 总第99999999999期"])
    assert (found.total, found.pages) == (None, None)


def test_a_draw_number_is_no_total_issue_number() -> None:
    assert read_line("第19期").total is None
    assert read_line("总第19期").total == 19


def test_pages_are_cut_at_folio_lines_with_the_date_line_above() -> None:
    lines = [
        "青溪日报",
        "2023年4月12日 星期三",
        "## 甲",
        "正文" * 40,
        "",
        "2023年4月12日 星期三",
        "第二版 要闻",
        "## 乙",
        "正文" * 40,
    ]
    assert [(p.first, p.last, p.page, p.section) for p in split_pages(lines)] == [
        (1, 5, "1", None),
        (6, 9, "2", "要闻"),
    ]


def test_pages_are_cut_at_form_feeds() -> None:
    lines = ["## 甲", "正文。", "\f第二版", "## 乙", "正文。\f", "第三版", "丙。"]
    assert [(p.first, p.last, p.page) for p in split_pages(lines)] == [(1, 2, None), (3, 5, "2"), (6, 7, "3")]


def test_folios_at_the_foot_end_their_pages() -> None:
    body = [f"第一段文字，说的是甲乡的事{n}。" for n in range(14)]
    lines = [*body, "第一版 要闻", *body, "第二版 综合"]
    assert [(p.first, p.last, p.page) for p in split_pages(lines)] == [(1, 15, "1"), (16, 30, "2")]


def test_one_page_is_one_range() -> None:
    assert [(p.first, p.last, p.page) for p in split_pages(FRONT)] == [(1, 5, None)]
    assert [(p.first, p.last) for p in split_pages([])] == [(1, 0)]


def test_labels_are_made_plain() -> None:
    assert page_label("a", "4") == "A04"
    assert page_label(None, "〇二") == "2"
    assert page_label(None, "0") is None


def test_pinyin_is_told_from_english() -> None:
    assert is_pinyin("QING XI RI BAO")
    assert not is_pinyin("BREAKING STORY")


@pytest.mark.parametrize(
    "line",
    [
        "2023年4月12日 星期三 责编：方晓舟 校对：顾一鸣 E-mail投稿请注明“周末”",
        "中共青溪县委主管主办 2023年4月12日 星期三 农历癸卯年闰二月廿二",
        "2023年4月12日 星期三 癸卯年闰二月廿二 总第5871期 今日16版 零售价1元",
        "02 党建周刊 2023年4月12日 星期三 见习编辑/方晓舟 美编/顾一鸣",
        "2023/4/12 主编：方晓舟 设计：顾一鸣 ｜ 你的健康 我的牵挂",
        "2023.4.12 星期三 责编/方晓舟 版式/顾一鸣",
    ],
)
def test_the_day_is_read_though_editors_and_prices_share_its_line(line: str) -> None:
    found = read_masthead(["青溪日报", line, "## 大桥通车"])
    assert (found.paper, found.day) == ("青溪日报", date(2023, 4, 12))


@pytest.mark.parametrize(
    "line",
    [
        "2023年4月12日，大桥通车 星期三放假一天",
        "2023年4月12日 大桥通车典礼纪实",
        "全县干部大会在县影剧院隆重召开的时间是 2023年4月12日 星期三",
        "停电通知 2023年4月12日 星期三 8:00-17:00 城关线",
        "招聘会 2023年4月12日（星期三）上午9时 地点：人民广场",
        "历史上的今天 1949年10月1日 星期六",
        "明天 2023年4月12日 星期三 晴到多云",
        "体彩大乐透 第21023期 2023年4月12日",
        "青溪县教育局主办 2023年4月12日截稿",
    ],
)
def test_a_day_in_a_headline_or_a_story_is_not_the_issue_s(line: str) -> None:
    assert read_masthead(["青溪日报", "总第5871期", line]).day is None


@pytest.mark.parametrize(
    ("line", "paper", "pinyin", "section"),
    [
        ("青溪日报 企业视窗", "青溪日报", None, "企业视窗"),
        ("嵐島商報 城事", "嵐島商報", None, "城事"),
        ("今日青溪 JIN RI QING XI", "今日青溪", "JIN RI QING XI", None),
    ],
)
def test_a_paper_is_named_beside_its_section_or_in_pinyin(
    line: str, paper: str, pinyin: str | None, section: str | None
) -> None:
    found = read_masthead([line, "2023年4月12日 星期三"])
    assert (found.paper, found.pinyin, found.section) == (paper, pinyin, section)


def test_a_line_of_the_masthead_alone_is_surer_than_one_that_says_more() -> None:
    found = read_masthead(["影院新片 2023年4月1日 星期六 校对：顾一鸣", "青溪日报 2023年4月12日 星期三"])
    assert (found.paper, found.day) == ("青溪日报", date(2023, 4, 12))


def test_news_of_a_name_is_no_paper() -> None:
    assert read_masthead(["今日开学 平安护航", "2023年4月12日 星期三"]).paper is None
    assert read_masthead(["今日开学 平安护航", "青溪日报 2023年4月12日 星期三"]).paper == "青溪日报"
    assert read_masthead(["捷报 频频传来", "2023年4月12日 星期三"]).paper is None
    assert read_masthead(["青溪日报 今年征订工作已全面展开", "2023年4月12日 星期三"]).paper is None


def test_the_day_of_a_document_or_an_event_is_not_the_issue_s() -> None:
    assert read_masthead(["在县人大会议上的闭幕讲话", "（2024年2月2日）", "何平"]).day is None
    assert read_masthead(["青溪县人民政府公告", "2024年2月2日", "为维护公共安全，现公告如下。"]).day is None
    assert read_masthead(["第二版", "活动时间：2020年6月20日（星期六）", "活动地点：城隍庙前"]).day is None
    assert read_masthead(["今日青溪", "2024年2月2日", "清河大桥通车"]).day == date(2024, 2, 2)


def test_who_runs_a_contest_is_not_who_publishes_the_paper() -> None:
    contest = read_masthead(["“清风”主题征文选登", "县纪委监委 县文联 县融媒体中心 主办"])
    assert contest.publisher is None and not contest.is_front
    assert read_masthead(["青溪日报", "中共青溪县委主办"]).publisher == "中共青溪县委主办"


@pytest.mark.parametrize(
    "line",
    [
        "2019年3月5日至11日 第123期",
        "出版日期：2019年3月5日 星期二 总第2345期",
        "2019年3月5日 星期二 创刊于1958年 总第1234期",
    ],
)
def test_spans_of_days_and_when_it_was_founded_are_the_paper_s(line: str) -> None:
    assert read_masthead(["青溪日报", line]).day == date(2019, 3, 5)
