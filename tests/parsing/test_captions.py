"""Captions, rows of tables and the labels of boxes head nothing, and no sentence goes on behind them."""

from __future__ import annotations

import pytest

from archive.parsing.captions import is_caption, is_whole_caption, opens_caption
from archive.parsing.endings import is_aside, is_label
from archive.parsing.kinds import kind_of
from archive.parsing.knowledge import EMPTY
from archive.parsing.lines import read_lines
from archive.parsing.looks import candidates
from archive.parsing.page import Page, facts_of
from archive.parsing.roles import looks_like_heading
from archive.parsing.sources import is_source
from archive.parsing.starts import opens_item
from archive.parsing.tables import is_row
from tests.parsing.pages import joins, page, read, texts

CAPTIONS = [
    "▶村民在采摘西红柿",
    "→ 合作社工人正在分拣",
    "▼大棚内景",
    "上图：村民在采摘西红柿",
    "▲上图为大棚内景",
    "右上图为装车现场",
    "右图均为采摘现场",
    "左图 村民采摘西红柿",
    "图1：采摘现场",
    "图①②：采摘现场",
    "图片说明：村民在采摘西红柿",
    "采摘现场（手机截图）",
    "改造前的大棚（资料图）",
    "改造后的大棚（效果图）",
    "何长根（左）在指导果农修剪梨树",
    "陈桂花（右二）与姐妹们在包粽子",
]


@pytest.mark.parametrize("line", CAPTIONS)
def test_captions_without_a_stop_head_nothing(line: str) -> None:
    (found,) = read_lines([line])
    assert is_caption(line) and not looks_like_heading(found)


@pytest.mark.parametrize(
    "line",
    [
        "上图书馆去",
        "下图纸的人",
        "图为媒介",
        "▲小春播种过半",
        "左右为难的日子",
        "图强村的一年",
        "（左）",
        "三图讲清医保新政",
        "我的大学（中）",
        "►全县粮食喜获丰收",
    ],
)
def test_what_only_looks_like_a_caption_is_none(line: str) -> None:
    assert not is_caption(line) and not opens_caption(line)


def test_a_caption_that_is_a_sentence_may_be_cut_off():
    assert is_whole_caption("上图：村民在采摘西红柿") and is_whole_caption("采摘现场（资料图）")
    assert not is_whole_caption("图为清河消防大队开展灭火战") and not is_whole_caption("上图：村民在采摘西红柿，")
    assert not facts_of(read_lines(["▶村民在采摘西红柿"])[0]).open
    assert facts_of(read_lines(["图为清河消防大队开展灭火战"])[0]).open


def test_a_caption_under_a_story_stays_with_it():
    lines, parsed = read(
        "## 小西红柿结出“致富果”",
        "本报讯（记者 陈立）6月11日上午，石门村的大棚里，村民们正忙着采摘西红柿，一筐筐鲜果装车运往省城。",
        "种植户何长根说，今年行情好，一个棚下来收入四万元。",
        "上图：村民在采摘西红柿",
        "## 电动自行车违法整治启动",
        "本报讯（记者 周浩）6月10日，交警大队在城区整治电动自行车违法，查处逆行、闯红灯二百多起。",
        "交警提醒市民，骑行要佩戴头盔，遵守信号灯。",
    )
    assert [len(found) for found in texts(lines, parsed)] == [4, 3]
    assert texts(lines, parsed)[0][-1] == "上图：村民在采摘西红柿"


def test_a_picture_with_its_caption_is_picture_news():
    assert kind_of(["开镰"], ["▶6月11日，石门村村民在收割小麦。", "陈立 摄"], byline_first=False) == "photo"


@pytest.mark.parametrize(
    "line",
    [
        "图文无关",
        "（图片与内容无关）",
        "图据网络",
        "图片来自网络",
        "图/受访者提供",
        "视频截图",
        "资料图",
        "村委会提供图片",
    ],
)
def test_notes_on_pictures_say_where_they_come_from(line: str) -> None:
    assert is_source(line)


@pytest.mark.parametrize("line", ["图书下乡", "图强致富路", "视频通话", "他为灾区提供图纸"])
def test_what_is_no_note_on_a_picture(line: str) -> None:
    assert not is_source(line)


@pytest.mark.parametrize(
    "line",
    [
        "| 社会消费品零售总额 | 28.9亿元 | 16.8% |",
        "西红柿\t3200\t3.20",
        "西红柿 3200 3.20",
        "茶亭街道 24 31 4",
        "二等奖 112注 156789元",
        "21:00 体操 男子吊环决赛",
        "下午2：00 大会第二次全体会议",
        "一中3∶0二中 三中1∶1四中",
        "<tr><td>品种</td><td>价格</td></tr>",
    ],
)
def test_rows_of_tables_head_nothing_and_end_where_they_end(line: str) -> None:
    (found,) = read_lines([line])
    assert is_row(line) and not looks_like_heading(found) and not facts_of(found).open


@pytest.mark.parametrize(
    "line",
    [
        "财政收入增长12% 农民人均增收800元 城乡面貌一新",
        "全县新增就业3200人",
        "投资 3 亿元 建 5 座桥 通 8 个村",
        "1987 年",
        "国足1比0胜泰国 女足2比1胜日本",
        "12：30 的列车晚点了",
    ],
)
def test_headlines_with_numbers_are_no_rows(line: str) -> None:
    assert not is_row(line)


@pytest.mark.parametrize(
    "line",
    [
        "相关链接",
        ">>相关链接",
        "◎ 相关链接",
        "■相关链接■",
        "新闻 链接",
        "链接",
        "【记者手记】",
        "检察官提醒",
        "温馨提示：",
        "小贴士",
        "案情回放",
        "部门回应",
        "人物名片",
        "编后语",
    ],
)
def test_labels_of_boxes_end_where_they_end(line: str) -> None:
    (found,) = read_lines([line])
    assert is_label(line) and is_aside(line) and not facts_of(found).open


@pytest.mark.parametrize("line", ["链接世界的桥", "编者的话", "专家提醒市民防暑", "一位医生的手记", "名词"])
def test_what_says_more_is_no_label(line: str) -> None:
    assert not is_label(line)


def test_a_label_is_not_read_as_the_beginning_of_the_text_below():
    lines = page("专家提醒", "西红柿不宜空腹多吃，胃酸过多的人尤其要当心，最好煮熟了再吃。")
    found = Page(read_lines(lines), EMPTY)
    assert [fact.open for fact, line in zip(found.facts, found.lines) if line.text] == [False, False]


@pytest.mark.parametrize(
    "line", ["二、报名办法", "（三）工作要求", "(2)现场报名", "3．缴费", "④凌晨的街头", "第二条 本办法自公布之日起施行"]
)
def test_items_begin_anew(line: str) -> None:
    assert opens_item(line)


@pytest.mark.parametrize("line", ["二、三楼的住户", "2、3号楼", "3.5万元", "一是抓民生", "第二条高速公路"])
def test_numbers_in_running_text_open_no_item(line: str) -> None:
    assert not opens_item(line)


def test_nothing_goes_on_in_what_begins_anew():
    cut = "放映时间：下午二时、五时、七时，地点在城隍庙前的"
    rows = [
        "二、小商小贩须领取执照",
        "专家提醒",
        "上图：采摘现场",
        "西红柿 3200 3.20",
        "资料图片",
        "广场上，届时有舞狮",
    ]
    found = Page(read_lines(page(cut, *rows)), EMPTY)
    assert [line.text for line in candidates(found)[1]] == [cut, rows[-1]]


def test_the_day_under_a_notice_is_not_the_beginning_of_its_text():
    notice = (
        "征集老照片启事",
        "县影集社征集反映清河渡口的老照片，年代不限。",
        "投稿邮箱：lzp@qinghe.example",
        "截止时间：2020年7月15日（星期三）17时",
        "清河县影集社同人",
        "2020年6月18日",
    )
    lines, parsed = read(*notice)
    assert joins(lines, parsed) == [] and not parsed.furniture
    assert [row for found in texts(lines, parsed) for row in found] == list(notice)
    assert not facts_of(read_lines(["2020年6月18日"])[0]).open
