"""Who wrote it."""

import pytest

from archive.parsing.bylines import bylines, credit_names, is_credit, is_names, photo_credits
from archive.parsing.credits import Byline
from archive.parsing.issue import parse, read_page
from archive.parsing.knowledge import EMPTY
from archive.parsing.links import Order, link_features
from archive.parsing.sources import is_source


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("本报讯（记者 陈立 王小满 周浩）3月2日，", (Byline("记者", ("陈立", "王小满", "周浩")),)),
        (
            "本报讯 (记者陈立、王小满 通讯员 李思雨)近日",
            (Byline("记者", ("陈立", "王小满")), Byline("通讯员", ("李思雨",))),
        ),
        ("本报记者 陈立/文 周浩/摄", (Byline("文", ("陈立",)), Byline("摄", ("周浩",)))),
        ("新华社清河3月2日电（记者陈立）", (Byline("记者", ("陈立",)),)),
        ("本报记者 陈 立 王 敏", (Byline("记者", ("陈立", "王敏")),)),
        ("□ 本报记者 陈立 文/图", (Byline("记者", ("陈立",)),)),
        ("本報記者 陳立、周浩（圖/文）", (Byline("记者", ("陳立", "周浩")),)),
        ("本报驻青溪记者 陈立 周 浩", (Byline("驻青溪记者", ("陈立", "周浩")),)),
        ("本报记者 琼达卓嘎 仝云鹏", (Byline("记者", ("琼达卓嘎", "仝云鹏")),)),
        ("本报记者 江 南", (Byline("记者", ("江南",)),)),  # a word, but set wide as names are
        ("本报记者 陈立采访整理", (Byline("记者", ("陈立",)),)),
        ("周 浩图  陈立文文", (Byline("图", ("周浩",)), Byline("文", ("陈立文",)))),
        ("本报讯（记者 夏天 通讯员 周浩）6月5日，", (Byline("记者", ("夏天",)), Byline("通讯员", ("周浩",)))),
        ("本报讯（记者 陈立 通讯员 宣传部）6月5日，", (Byline("记者", ("陈立",)),)),
        ("公司（以下简称“清河公司”）成立", ()),
        ("本报记者 现场直击", ()),
        ("记者手记", ()),
        ("记者 暗访记", ()),
        ("本报记者 走转改", ()),
        ("作者：不 详", ()),
        ("富春山居图 祭十二郎文", ()),
        ("记者留言板", ()),
    ],
)
def test_bylines_are_read_from_leads_and_byline_lines(text, expected):
    assert bylines(text) == expected


def test_core_values_are_no_names_though_they_look_like_a_row_of_them():
    assert not is_names("富强 民主 文明 和谐")
    assert is_names("陈立 王小满 周浩")


def test_two_names_alone_are_a_line_of_names():
    assert credit_names("陈立 王小满") == ("陈立", "王小满")


def test_a_name_set_wide_is_one_name():
    assert credit_names("张 三 李思雨") == ("张三", "李思雨")
    assert credit_names("颜 珂 罗 小 兰") == ("颜珂", "罗小兰")
    assert credit_names("□ 石 榴 红") == ("石榴红",)  # the mark says so


def test_a_heading_set_wide_is_no_name():
    assert not is_names("石 榴 红")
    assert not is_names("小 小 说")


def test_a_short_heading_is_not_a_line_of_names():
    assert not is_names("白天鹅 又回来了")
    assert not is_names("胡春生出席")


@pytest.mark.parametrize(
    ("caption", "names"),
    [
        ("白天鹅在清河湿地嬉戏。 陈立 王小满/摄", ("陈立", "王小满")),
        ("白天鹅在清河湿地嬉戏。（陈立 摄）", ("陈立",)),
        ("白天鹅在清河湿地嬉戏。陈 立摄（清河图片）", ("陈立",)),
        ("清河社记者 陈立摄", ("陈立",)),
        ("清河社记者 普布扎西摄", ("普布扎西",)),
        ("岚 涩摄（清河图片）", ("岚涩",)),
        ("统筹设计绘蓝图", ()),
        ("这是一张老地图", ()),
    ],
)
def test_photo_credits_end_a_caption(caption, names):
    assert photo_credits(caption) == names


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("制图：周 浩", True),
        ("本版制图：周浩 陈立", True),
        ("版式、制图：周浩", True),
        ("数据来源：清河县统计局", True),
        ("來源：清河日報、青溪日報", True),
        ("本期统筹：陈 立  制图：周 浩", True),
        ("清河农机公司供图", True),
        ("本组图片由陈立提供", True),
        ("新华社发", True),
        ("资料图片", True),
        ("据《清河日报》", True),
        ("图片由来已久", False),
        ("据《清河日报》记者了解，路灯昨日修好。", False),
        ("来源：市民来信说，路灯坏了。", False),
        ("资金来源不足，经济效益不佳", False),
        ("来源：大山深处的一股清泉", False),
        ("统筹：城乡发展一盘棋", False),
        ("摄影：留住乡愁的光影艺术", False),
        ("图片：清河大桥通车", False),
        ("电厂保供图", False),
        ("图为：大桥合龙", False),
        ("本版照片除署名外均为资料图片", False),
    ],
)
def test_lines_that_say_where_drawings_and_figures_come_from(line, says):
    assert is_source(line) == says


@pytest.mark.parametrize("foot", ["本版制图：周浩", "清河县民政局  2019年2月26日"])
def test_no_sentence_goes_on_behind_the_foot_of_a_report_nor_in_it(foot):
    """The foot ends without a stop; the end of the first report's sentence would suit it as well as its own."""
    rows = [
        "## 把根扎在草原上",
        "本报讯（记者 陈立）老周送走了最后一名同伴，自己却留了下来，这位木匠的儿子把人生的根",
        "",
        "深深地扎在了这块偏远、贫瘠的草原上。",
        "## 少年科技站二十岁了",
        "本报讯（记者 周浩）清河少年科技站昨日迎来二十岁生日，三百名新老会员回到站里。",
        foot,
    ]
    assert [[s.line for s in a.spans] for a in parse(rows).articles] == [[1, 2, 4], [5, 6, 7]]


@pytest.mark.parametrize("byline", ["本报记者 林丽松 夏立 孙磊", "□ 记者 傅刚强", "通讯员 胡平 梁浩波 文/图"])
def test_a_report_stays_under_its_byline_whether_it_has_a_lead_or_not(byline):
    rows = [
        "## 香港特区青年来清河研学",
        byline,
        "本报讯（见习记者 吴辉洋）昨日，三十名青年来到清河大桥，听养护工人讲修桥的故事。",
        "他们还参观了桥头的展室。",
        "## 菜场宽敞干净了",
        byline,
        "除夕夜，一家子坐下来吃个团圆饭是最幸福不过的事，菜场的摊主们却要忙到天黑。",
        "摊主老周说，新菜场灯亮、地干，忙也高兴。",
    ]
    assert [[s.line for s in a.spans] for a in parse(rows).articles] == [[1, 2, 3, 4], [5, 6, 7, 8]]


def test_the_text_under_a_byline_begins_with_the_headline_as_any_other_does():
    """What speaks for two paragraphs of one article is the same with a byline as without."""
    rows = ["## 菜场宽敞干净了", "本报记者 方晓舟", "除夕夜，菜场的摊主们忙到天黑。", "摊主老周说，新菜场灯亮、地干。"]
    page, bare = (read_page(lines, EMPTY) for lines in (rows, [rows[0], *rows[2:]]))
    with_byline = link_features(page, page.lines[2], page.lines[3], Order(0.0, 0.0))
    without = link_features(bare, bare.lines[1], bare.lines[2], Order(0.0, 0.0))
    same = ("run_headed", "run_headed_one", "topic")
    assert [with_byline[name] for name in same] == [without[name] for name in same]
    assert with_byline["run_headed"] == 1


@pytest.mark.parametrize("text", ["买买提·艾力", "安德烈·米勒", "扎西·次仁", "朝克图·宝音"])
def test_names_of_other_languages_are_names(text: str) -> None:
    assert credit_names(text) == (text,)


@pytest.mark.parametrize("text", ["走基层·一线见闻", "味道·行走", "脱贫攻坚·决战时刻", "国内·国际"])
def test_columns_of_two_words_are_no_names(text: str) -> None:
    assert not is_names(text)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("（云河）胡小月", "胡小月"),
        ("［台湾］林语秋", "林语秋"),
        ("（唐）李白", "李白"),
        ("[美]约翰·史密斯", "约翰·史密斯"),
        ("管一平（县作协）", "管一平"),
        ("小记者 钮一诺（青溪二小五1班）", "钮一诺"),
        ("蓝天小学 五年级 沈沐阳", "沈沐阳"),
        ("[日]川端康成 著 周浩 译", "川端康成 周浩"),
        ("文·陈立", "陈立"),
        ("讲述：陈立（化名）", "陈立"),
        ("撰文 摄影 陈立", "陈立"),
        ("策划：陈立 统筹：王芳 执行：刘洋", "陈立 王芳 刘洋"),
    ],
)
def test_an_author_stands_with_his_country_his_unit_or_several_works(line: str, names: str) -> None:
    assert is_credit(line) and credit_names(line) == tuple(names.split())


@pytest.mark.parametrize("line", ["剪纸 周浩", "陈立 航拍", "融媒记者 陈立 航拍", "本版图片均由晨报记者 陈立 摄"])
def test_who_drew_or_took_all_pictures_belongs_to_them(line: str) -> None:
    assert photo_credits(line) and not is_credit(line)


@pytest.mark.parametrize(
    "line",
    "（综合）金秋|（续）何时通|（一）高山|金秋（外一首）|王家村（二组）|周浩（左）|王芳（女）|柏舟 著|书法 大赛|剪纸 非遗|执行 公务|文·旅|航拍 清河大桥".split(
        "|"
    ),
)
def test_words_beside_brackets_and_works_are_no_authors(line: str) -> None:
    assert not is_credit(line) and not photo_credits(line)


def test_a_pen_name_behind_a_square_is_an_author() -> None:
    assert credit_names("□ 半 闲") == ("半闲",)
    assert not is_names("半 闲")
    assert not is_names("□ 半日闲")
    assert not is_names("□ 书 评")
