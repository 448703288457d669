"""Authors under a headline whom only their place tells."""

from __future__ import annotations

import pytest

from archive.parsing.bylines import credit_names
from archive.parsing.knowledge import EMPTY
from archive.parsing.lines import read_lines
from archive.parsing.roles import classify

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
