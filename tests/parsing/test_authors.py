"""Lines of names told by their place."""

from __future__ import annotations

import pytest

from archive.parsing.bylines import credit_names
from archive.parsing.knowledge import EMPTY
from archive.parsing.lines import read_lines
from archive.parsing.roles import classify, looks_like_heading

BRIDGE = "清河大桥今天上午建成通车，两岸村民从此不用再绕行二十多公里。"
SCHOOL = "日前，青山小学的新校舍落成，六百多名师生搬进了宽敞明亮的教室。"
TREE = "村东头有一棵老樟树，三个人才合抱得住，夏天我们都在树下吃饭。"


def credits(*rows: str) -> list[str]:
    return [line.text for line in classify(read_lines(rows), EMPTY) if line.role == "credit"]


@pytest.mark.parametrize("name", ["山 妹", "老 槐", "青　禾", "一 丁", "尚 书", "温 岭 生"])
@pytest.mark.parametrize("rows", [[BRIDGE, "# 老樟树", "{}", TREE], [BRIDGE, "村口的老樟树", "{}", TREE]])
def test_characters_set_wide_under_a_headline_name_its_author(rows: list[str], name: str) -> None:
    assert credits(*(row.format(name) for row in rows)) == [name]
    assert credit_names(name) == ("".join(name.split()),)


@pytest.mark.parametrize(
    "rows",
    [
        [BRIDGE, "晒 秋", TREE],  # a title set wide
        [BRIDGE, "开心一刻", "借 伞", TREE],  # under a column
        [BRIDGE, "# 简讯", "晒 秋", TREE],
        [BRIDGE, "# 诗二首", "立 冬", "风把信送到窗下"],
        ["# 老 樟 树", "山 妹", TREE],
        ["# 老樟树", "晒 秋", "# 大桥通车", BRIDGE],
        ["# 老樟树", "送 礼", TREE],  # tells of a doing
        ["# 老樟树", "左 禾 摄", TREE],
        [BRIDGE, "河水瘦了又胖了", "石头一块块浮上来", "新 渠", TREE],
    ],
)
def test_what_else_is_set_wide_is_no_author(rows: list[str]) -> None:
    assert credits(*rows) == []


def test_three_on_a_page_say_that_authors_stand_so_under_short_headlines_too() -> None:
    rows = ["老井", "老 槐", TREE, "雪夜", "晓 风", BRIDGE, "豆花", "青 禾", SCHOOL]
    assert credits(*rows) == ["老 槐", "晓 风", "青 禾"]
    assert credits(*rows[:6]) == []


def test_a_word_is_an_author_where_another_stands_so() -> None:
    assert credits("# 老樟树", "山 妹", TREE, "# 种春风", "秋雨", BRIDGE) == ["山 妹", "秋雨"]
    assert credits("# 老樟树", TREE, "# 种春风", "秋雨", BRIDGE) == []
    assert credits("# 老樟树", "山 妹", TREE, "# 种春风", "现场", BRIDGE) == ["山 妹"]
    assert credit_names("秋雨") == ("秋雨",)


ROWS = ["马占山 王 强 王海燕", "李大海 杨文广 陈桂花", "孙小梅 周文斌"]


@pytest.mark.parametrize("above", [BRIDGE, "一、优秀教师（8名）", "获奖者（按姓氏笔画排序）"])
def test_rows_of_many_names_are_a_list_and_name_no_author(above: str) -> None:
    assert credits(above, *ROWS, SCHOOL) == []
    assert not any(map(looks_like_heading, read_lines(ROWS)))


@pytest.mark.parametrize("above", ["一等奖（1名）", "二等奖", "# 获奖名单", "现将名单公布如下", "受表彰的同志："])
def test_names_behind_a_line_that_opens_a_list_name_no_author(above: str) -> None:
    assert credits(above, "杨文广", SCHOOL) == []
    assert not looks_like_heading(read_lines(["一等奖（1名）"])[0])


@pytest.mark.parametrize("rows", [[BRIDGE, "马占山 王 强 王海燕"], ["作者：", "杨文广"], [BRIDGE, "杨文广", "李大海"]])
def test_who_reports_stands_in_one_row(rows: list[str]) -> None:
    assert credits(*rows) == rows[1:]


@pytest.mark.parametrize("word", ["钟声", "金秋", "钱塘江", "汤圆"])
def test_a_word_alone_is_an_author_under_a_headline_only(word: str) -> None:
    assert credits(BRIDGE, word, "# 青山小学迎来新校舍", SCHOOL) == credits(BRIDGE, word, SCHOOL) == []
    assert credits("# 老樟树", word, TREE) == credits(BRIDGE, "村口的老樟树", word, TREE) == [word]
    assert credits(BRIDGE, "何平", "# 青山小学迎来新校舍", SCHOOL) == ["何平"]


@pytest.mark.parametrize("line", ["中共云河县委书记 郑国梁", "县中医院 主任医师 邢国华", "县农业农村局 陈立"])
def test_a_name_behind_office_and_rank_is_an_author_under_a_headline(line: str) -> None:
    assert credits("# 三伏天养生", line, TREE) == credits(BRIDGE, "三伏天养生三个不", line, TREE) == [line]
    assert credit_names(line) == (line.split()[-1],)


@pytest.mark.parametrize("line", ["石门村 水通了", "县中医院 义诊", "今年夏天 高山", "记渡口护边员 胡成远"])
def test_what_is_no_plain_name_behind_a_place_is_no_author(line: str) -> None:
    assert credits("# 三伏天养生", line, TREE) == []


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("读者 温玉珍", "温玉珍"),
        ("北关居民 尤凤兰等十一人", "尤凤兰"),
        ("城关镇河街46号 张立民 李秀芳", "张立民 李秀芳"),
    ],
)
def test_who_signs_a_letter_is_named(line: str, names: str) -> None:
    assert credit_names(line) == tuple(names.split())


def test_reporters_in_a_marked_line_under_a_headline_are_its_byline() -> None:
    assert credits("# 石榴村里石榴红", "# 本报记者 罗小兰", TREE) == ["本报记者 罗小兰"]
    assert credits("# 石榴村里石榴红", "# 何建平讲话 马占彪主持", TREE) == []
