"""Headlines told by the author's line under them, and lines over names that are none."""

from __future__ import annotations

import pytest

from archive.parsing.knowledge import EMPTY
from archive.parsing.lines import read_lines
from archive.parsing.roles import classify, looks_like_heading
from archive.parsing.signatures import signatures
from archive.parsing.typeset import untitled

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


@pytest.mark.parametrize("closer", ["供稿：周浩", "指导老师：周浩", "周浩 搜集"])
def test_who_sent_or_helped_stands_under_the_text_and_not_under_a_headline(closer: str) -> None:
    assert headings(BRIDGE, "月亮落在桥头", closer, SCHOOL) == []
    assert headings(BRIDGE, "月亮落在桥头", "采写：周浩", SCHOOL) == ["月亮落在桥头"]


@pytest.mark.parametrize("row", ["——编 者", "——編者", "核心閱讀", "本报讯", "2019年3月2日"])
def test_what_closes_or_labels_a_text_is_no_headline(row: str) -> None:
    assert headings(BRIDGE, row, "何平", SCHOOL) == []


def test_a_headline_may_end_with_a_percentage_and_a_row_of_numbers_is_none() -> None:
    assert looks_like_heading(read_lines(["春节期间县剧院21场演出上座率达97%"])[0])
    assert not looks_like_heading(read_lines(["同比增长20.9%"])[0])
    assert not any(map(looks_like_heading, read_lines(["此致", "敬礼！", "謹啟"])))


def test_a_headline_with_marks_stands_over_an_authors_line_and_a_sentence_does_not() -> None:
    title = "明信片：一张特殊的回乡车票"
    assert headings(BRIDGE, title, "本报记者 何平", SCHOOL) == [title]
    assert headings(BRIDGE, title, "何平 杨柏寒", SCHOOL) == []
    assert headings(BRIDGE, "老周说，他一夜没睡。", "本报记者 何平", SCHOOL) == []
    assert headings("大桥通车那天，", "老周说，他一夜没睡", "本报记者 何平", SCHOOL) == []


def roles(*rows: str) -> list[str]:
    return [line.role for line in classify(read_lines(rows), EMPTY)]


@pytest.mark.parametrize("name", ["社论", "小言论", "读者来信", "简　讯", "商情", "乡镇短波", "七律·重阳登高"])
def test_columns_of_all_papers_and_the_forms_of_old_verse_head_what_follows(name: str) -> None:
    assert headings(BRIDGE, name, SCHOOL) == [read_lines([name])[0].text]


@pytest.mark.parametrize(
    "signature",
    [
        "后宅村 吴根法等十一人",
        "市搬运公司三队 章连生",
        "邮递员 冯连喜",
        "雙橋鄉許家圩　許有田",
        "北街小学教师 顾家栋",
        "城关百货商店 罗 小 兰",
        "南关居民 十二户",
        "班主任 沈向东 5月20日夜",
        "段绍武 2003年9月",
    ],
)
def test_who_wrote_a_letter_signs_it_behind_its_last_sentence(signature: str) -> None:
    assert roles(BRIDGE, signature, "大桥通车", SCHOOL)[1] == "credit"
    assert roles(BRIDGE.rstrip("。"), signature, "大桥通车", SCHOOL)[1] == "body"
    assert roles(BRIDGE, signature, SCHOOL)[1] == "body"  # 最美教师 张小满: a headline over its text


def test_an_editor_signs_an_answer_and_is_the_papers_own_over_a_page() -> None:
    assert roles(BRIDGE * 3, "编辑 秦 越", "大桥通车", SCHOOL)[1] == "credit"
    assert roles("编辑 秦 越", "大桥通车", BRIDGE)[0] == "header"


def test_a_reader_signs_wherever_his_name_stands() -> None:
    assert roles(BRIDGE.rstrip("。"), "读者 万桂芬", SCHOOL)[1] == "credit"


@pytest.mark.parametrize(
    "line",
    [
        "一水通 两江",
        "县医院 新楼落成",
        "王家村 大棚越冬",
        "中山路 花海",
        "致富路 何时通",
        "城关镇 关爱",
        "西湖区 常山",
    ],
)
def test_a_headline_in_two_parts_signs_nothing(line: str) -> None:
    assert roles(BRIDGE, line, "大桥通车", SCHOOL)[1] == "body"


@pytest.mark.parametrize(
    "line",
    [
        "县实验小学四（3）班 周浩",
        "县实验小学 四（3）班 周浩",
        "（县实验小学四（3）班 周浩）",
        "（指导老师 何平）",
        "指导老师：何 平",
        "青山中学 周浩 指导老师 何平",
    ],
)
def test_pupils_and_their_teachers_are_named_as_authors(line: str) -> None:
    assert roles(BRIDGE, line, SCHOOL)[1] == "credit"


def test_a_school_with_its_news_is_no_author() -> None:
    assert roles(BRIDGE, "青山中学 开学了", SCHOOL)[1] == roles(BRIDGE, "青溪小学 大课间", SCHOOL)[1] == "body"


@pytest.mark.parametrize(
    "office",
    [
        "清河县粮食局",
        "清河县教育局 清河县物价局",
        "清河县供电局 一九九六年十一月十九日",
        "陈锦堂启",
        "读者 章伯勤 谨启 十一月五日",
        "家人顾长林泣告",
        "清河酒楼",
    ],
)
def test_who_signs_a_notice_is_no_headline(office: str) -> None:
    lines = classify(read_lines([BRIDGE, office, "停水通知", SCHOOL]), EMPTY)
    assert lines[1].index in untitled(lines)


def test_an_office_over_a_report_may_begin_its_headline() -> None:
    lines = classify(read_lines([BRIDGE, "清河县粮食局", SCHOOL]), EMPTY)
    assert lines[1].index not in untitled(lines)


def test_a_stanza_has_no_headline_in_it() -> None:
    verses = ["春风吹过青溪岸", "两岸桃花次第开", "白鹭一行飞过去", "渔歌一曲随波来"]
    lines = classify(read_lines([BRIDGE, *verses]), EMPTY)
    assert {line.index for line in lines[1:]} <= untitled(lines)
    assert not {line.index for line in lines[1:]} & untitled(classify(read_lines([BRIDGE, *verses[:3]]), EMPTY))


def test_a_word_in_brackets_opens_a_part_of_an_article() -> None:
    lines = classify(read_lines([BRIDGE, "【点评】", SCHOOL, "【老街】", SCHOOL]), EMPTY)
    assert lines[1].index in untitled(lines) and lines[3].index not in untitled(lines)


def test_two_words_over_a_byline_or_a_deck_are_a_headline() -> None:
    assert roles(BRIDGE, "最美教师 张小满", "本报记者 周浩", SCHOOL)[1] != "credit"
    assert roles(BRIDGE, "最美教师 张小满", "——记青山小学的老师", SCHOOL)[1] != "credit"


@pytest.mark.parametrize("headline", ["省领导视察我县人民医院", "大山里的幼儿园", "市民投诉供电公司"])
def test_a_headline_that_ends_with_an_office_signs_nothing(headline: str) -> None:
    lines = classify(read_lines([BRIDGE, headline, "停水通知", SCHOOL]), EMPTY)
    assert lines[1].index not in untitled(lines)


@pytest.mark.parametrize(
    "headline", ["本报记者再获中国新闻奖", "作者见面会在青溪举行", "来源不明的快递别签收", "图为媒介 画传乡情"]
)
def test_a_headline_may_begin_like_a_note(headline: str) -> None:
    assert looks_like_heading(read_lines([headline])[0])


def test_a_law_goes_on_below_who_signed_it() -> None:
    assert roles(BRIDGE, "中华人民共和国主席 陈立平", "2018年12月29日", SCHOOL)[1] == "body"


@pytest.mark.parametrize(
    "row", ["2020年3月27日", "一九九九年七月五日", "县统计局供稿", "►详见3版", "（相关报道见第3版）", "资料图片"]
)
def test_days_and_notes_are_no_headline(row: str) -> None:
    assert not looks_like_heading(read_lines([row])[0])


@pytest.mark.parametrize("row", ["青政发〔2019〕6号", "5月9日 星期日 晴"])
def test_numbers_of_documents_and_days_of_diaries_head_nothing(row: str) -> None:
    assert not looks_like_heading(read_lines([row])[0])


def test_the_day_that_signs_may_stand_under_office_name_or_text_and_the_office_under_the_day() -> None:
    def signed(*rows: str) -> list[str]:
        return [line.text for line in signatures(classify(read_lines([BRIDGE, *rows, "停水通知", SCHOOL]), EMPTY))]

    assert signed("2020年3月27日") == ["2020年3月27日"]
    assert set(signed("2020年3月27日", "清河县法院")) == {"2020年3月27日", "清河县法院"}
    both = ["清河农商银行股份有限公司石门支行", "清河金鼎资产管理有限公司"]
    assert set(signed(*both, "2020年3月27日")) == {*both, "2020年3月27日"}
    assert set(signed("石门村办起文化站", both[1], "2020年3月27日")) == {both[1], "2020年3月27日"}
    assert set(signed("县长 何平", "一九五七年三月十四日")) == {"县长 何平", "一九五七年三月十四日"}
    assert signed("王桥乡后王村 王振山", "一九八七年六月三日") == ["一九八七年六月三日"]


def test_what_announces_is_no_headline_and_a_long_title_of_a_notice_is_one() -> None:
    assert headings(BRIDGE, "特此公告", "清河县法院") == []
    assert headings(BRIDGE, "特此通知", "清河县公证处") == headings(BRIDGE, "谢谢大家！", "中共清河县委组织部") == []
    title = "清河县2020年国民经济和社会发展统计公报"
    assert headings(BRIDGE, "", title, SCHOOL) == [title]
    assert headings(BRIDGE, "", "现将有关情况予以公告", SCHOOL) == []


def test_crossheads_may_begin_right_under_the_byline() -> None:
    rows = ["## 长城脚下", "本报记者 何平", "### 烽火台", BRIDGE, "### 莜麦", SCHOOL]
    assert headings(*rows) == ["长城脚下"]


def test_a_label_over_a_box_is_no_headline_though_it_is_marked() -> None:
    assert headings("# 预付卡还能退吗", BRIDGE, "# 律师说法", SCHOOL) == ["预付卡还能退吗"]
    lines = classify(read_lines([BRIDGE, "相关链接", SCHOOL]), EMPTY)
    assert lines[1].index in untitled(lines)


@pytest.mark.parametrize("title", ["列车时刻表", "今日影讯", "银行存款利率表", "上座率排行"])
def test_the_title_of_a_list_may_stand_among_its_rows_and_others(title: str) -> None:
    rows = ["清河影院 春归", "文化宫 渡口", "东门影院 大河", title, "清河站 七点", "石桥站 八点", "桃源站 九点"]
    lines = classify(read_lines([BRIDGE, *rows]), EMPTY)
    assert lines[4].index not in untitled(lines)
    assert lines[3].index in untitled(lines)


def test_the_title_and_its_deck_behind_rows_and_those_over_a_letter_may_be_headlines() -> None:
    rows = ["清河影院 春归", "文化宫 渡口", "东门影院 大河", "南门影院 山歌", "石桥站 八点"]
    lines = classify(read_lines([BRIDGE, *rows, "十六个村办厂的烟囱", "——访石门乡乡长何平", SCHOOL]), EMPTY)
    assert {5, 6, 7} & untitled(lines) == {5}
    letter = ["读者来信专页", "知无不言 言无不尽", "我们等了三十一天", "一张盖了十二个章的介绍信", "编辑同志：", SCHOOL]
    assert not untitled(classify(read_lines([BRIDGE, *letter]), EMPTY))


def test_one_character_over_its_author_is_a_title() -> None:
    assert headings(BRIDGE, "秤", "本报记者 何平", SCHOOL) == ["秤"]
    assert headings(BRIDGE, "雨", "青溪小学二（1）班 何小禾", SCHOOL) == ["雨"]
    assert headings(BRIDGE, "一", SCHOOL) == headings(BRIDGE, "A", "本报记者 何平", SCHOOL) == []
