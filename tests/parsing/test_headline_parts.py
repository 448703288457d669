"""Which line of a headline is its title: kickers lead on to it, decks explain it."""

import pytest

from archive.parsing.headlines import headline_spans
from archive.parsing.lines import read_lines

NAMES = {"kicker": "K", "title": "T", "subtitle": "D", "banner": "N"}


def parts(*rows: str) -> str:
    """One letter a span: kicker K, title T, subtitle D, banner N."""
    return "".join(NAMES[span.role] for span in headline_spans(read_lines(rows)))


@pytest.mark.parametrize(
    ("rows", "roles"),
    [
        (["# 县委常委会召开会议强调", "## 抓住农时 奋力夺取夏粮丰收"], "KT"),
        (["全县农村工作会议召开", "陈立强调", "以新理念领农业走新路", "王小满作工作部署"], "KKTD"),
        (["石桥镇：", "门前“三包”上墙"], "KT"),
        (["双减提出新要求", "——石桥镇小学见闻"], "TD"),
    ],
)
def test_the_title_stands_behind_the_line_that_says_who_speaks_where(rows: list[str], roles: str):
    assert parts(*rows) == roles


def test_a_marked_line_is_the_title_over_a_bare_one():
    assert parts("# 清河桥头起大火", "三千只竹筐一夜烧光") == "TD"
    assert parts("清河桥头一夜大火", "## 三千只竹筐烧光") == "KT"


@pytest.mark.parametrize("title", ["访贫问苦送温暖", "记住乡愁守住根"])
def test_a_title_may_begin_as_decks_do(title: str):
    assert parts("为群众办实事", title) == "KT"


@pytest.mark.parametrize(
    "deck",
    [
        "（首批共三十户）",
        "石桥镇春耕侧记",
        "记县农机厂老钳工周浩",
        "访县农机厂老钳工周浩",
        "清政字〔2021〕7号",
        "总投资达三十二亿元",
        "市水务局：三天内修好",
        "昨晚下雨87毫米，消防出动32次",
    ],
)
def test_a_line_that_explains_the_one_above_it_is_its_subtitle(deck: str):
    assert parts("清河大桥今起通车", deck) == "TD"


@pytest.mark.parametrize(
    ("rows", "roles"),
    [
        (["回音角", "三天修好路灯 社区居民晚上出门放心了"], "KT"),
        (["冬季绿化怎么做", "清河县：让老树留在原来的街上"], "KT"),
        (["清河县人民政府办公室文件", "关于加强城区集市交通秩序管理工作的通告"], "KT"),
        (["石桥镇农民自己动手修路", "三个月修通五个村的盘山公路 城里的客车第一次开进了山"], "TD"),
    ],
)
def test_only_a_whole_sentence_stands_as_title_over_a_far_longer_line(rows: list[str], roles: str):
    assert parts(*rows) == roles


@pytest.mark.parametrize(
    "column", ["百姓故事", "法治在线", "新春走基层", "曝光台", "文明创建进行时", "连载（三）", "[河边人家]"]
)
def test_a_column_name_over_a_headline_is_no_part_of_it(column: str):
    assert parts(column, "摆渡人老魏的三十年") == parts("# " + column, "# 摆渡人老魏的三十年") == "NT"
    assert parts(column) == "T"


@pytest.mark.parametrize(
    "headline", ["河边人家｜摆渡人老魏", "河边人家 丨 摆渡人老魏", "河边人家|摆渡人老魏", "[河边人家]摆渡人老魏"]
)
def test_a_column_name_before_a_bar_or_in_brackets_is_cut_from_the_headline(headline: str):
    banner, title = headline_spans(read_lines([headline]))
    assert (banner.role, title.role, headline[title.start :]) == ("banner", "title", "摆渡人老魏")
    assert banner.end == title.start
