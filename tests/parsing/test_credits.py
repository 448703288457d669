"""Who wrote it, in all the orders in which papers print roles, works and names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.parsing.bylines import bylines, credit_names, is_credit
from archive.parsing.credits import Byline, leading_credits, read_credits
from archive.parsing.endings import ends_signed, is_signoff
from archive.parsing.issue import parse


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("记者 陈立 通讯员 周浩", [("记者", "陈立"), ("通讯员", "周浩")]),
        ("记者陈立 王小满", [("记者", "陈立 王小满")]),
        ("本报记者陈立", [("记者", "陈立")]),
        ("【记者 陈立】", [("记者", "陈立")]),
        ("◎ 见习记者 陈立 文/图", [("见习记者", "陈立")]),
        ("区融媒体中心记者 陈立", [("记者", "陈立")]),
        ("本报学生记者 范 婷", [("学生记者", "范婷")]),
        ("特约撰稿人 陈立", [("特约撰稿人", "陈立")]),
        ("本报记者 殷 小 川", [("记者", "殷小川")]),
        ("文/图 陈立 周浩", [("文图", "陈立 周浩")]),
        ("文/陈立 图/周浩", [("文", "陈立"), ("图", "周浩")]),
        ("文 陈立 图 周浩", [("文", "陈立"), ("图", "周浩")]),
        ("文/本报记者 陈立 图/周浩", [("文", "陈立"), ("图", "周浩")]),
        ("记者 陈立 通讯员 周浩/文 王建国/摄", [("记者", "陈立"), ("文", "周浩"), ("摄", "王建国")]),
        ("口述：陈立 整理：周浩", [("口述", "陈立"), ("整理", "周浩")]),
        ("陈立口述 周浩整理", [("口述", "陈立"), ("整理", "周浩")]),
        ("采写/陈立", [("采写", "陈立")]),
        ("策划：陈立 周浩", [("策划", "陈立 周浩")]),
        ("陈立 通讯员 周浩", [("文", "陈立"), ("通讯员", "周浩")]),
        ("陈 立图 王小满文", [("图", "陈立"), ("文", "王小满")]),
        ("记者 李建文", [("记者", "李建文")]),  # 文 ends a name
        ("李建文/文 王小满/图", [("文", "李建文"), ("图", "王小满")]),
        ("本报记者 李建文 文/图", [("记者", "李建文")]),
        ("本报记者 陈立 摄影 王建国", [("记者", "陈立"), ("摄影", "王建国")]),
        ("记者：陈立 摄影：王建国", [("记者", "陈立"), ("摄影", "王建国")]),
        ("本报记者陈立通讯员周浩", [("记者", "陈立"), ("通讯员", "周浩")]),
        ("本报通讯员 陈立", [("通讯员", "陈立")]),
        ("总策划：陈立 执笔人：周浩", [("总策划", "陈立"), ("执笔人", "周浩")]),
        ("文丨陈立", [("文", "陈立")]),
        ("陈立（文） 周浩（图）", [("文", "陈立"), ("图", "周浩")]),
        ("作者：陈立 指导老师：周浩、王小满", [("作者", "陈立"), ("指导老师", "周浩 王小满")]),
        ("小记者 陈立", [("小记者", "陈立")]),
        ("陈立 译", [("译", "陈立")]),
        ("记者 王 建 国　李 明 华", [("记者", "王建国 李明华")]),
        ("通讯员 颜 珂 罗 小 兰", [("通讯员", "颜珂 罗小兰")]),
    ],
)
def test_a_credit_is_read_word_by_word(line: str, expected: list[tuple[str, str]]) -> None:
    found = read_credits(line)
    assert found == tuple(Byline(role, tuple(names.split())) for role, names in expected)
    assert is_credit(line)


@pytest.mark.parametrize(
    "name",
    "夏天 高山 海洋 江山 金星 文明 安宁 秋实 晨曦 和平 卫国 平安 小禾 公轩 法宣 扎西 才让 乌兰 司马南 海燕 䶮飞".split(),
)
@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("（记者 {}）", "记者"),
        ("晨江晚报首席记者 {}", "首席记者"),
        ("本报记者 {} 通讯员 方圆", "记者"),
        ("本报记者 {} 文/图", "记者"),
        ("记者 {} 摄", "记者"),
    ],
)
def test_a_reporter_may_be_called_by_any_word_where_only_a_name_can_stand(line: str, role: str, name: str) -> None:
    assert read_credits(line.format(name))[0] == Byline(role, (name,))


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("（记者 陈立 夏天）", "陈立 夏天"),
        ("（记者 陈立 通讯员 公轩）", "陈立 公轩"),
        ("（记者 陈立 通讯员 宣传部）", "陈立"),
        ("（通讯员 县公安局 周浩）", "周浩"),
        ("本报记者 陈立 通讯员 文化站", "陈立"),
    ],
)
def test_an_office_behind_a_role_is_no_person_and_takes_none_away(line: str, names: str) -> None:
    assert credit_names(line) == tuple(names.split())


@pytest.mark.parametrize(
    "line",
    [
        "记者 江山",
        "记者 调查",
        "小记者 海洋",
        "本报记者 调查",
        "本报记者 关注",
        "本报记者 见闻",
        "本报记者 现场",
        "本报记者 昨日",
        "本报记者 直击",
        "本报记者 深入基层采访",
        "本报记者 高山 昨日从县水利局获悉",
        "本报通讯员 队伍",
        "（记者 综合）",
        "（记者 近日）",
        "记者 图书 整理",
        "（通讯员 宣传部）",
        "记者手记",
        "记者 暗访记",
        "统筹 城乡发展",
        "摄影 大赛",
        "讲述 青溪故事",
        "讲述 王家村",
        "编辑 部",
        "整理 房间",
        "图片：清河大桥通车",
        "统筹：城乡发展一盘棋",
        "富春山居图 祭十二郎文",
        "老城图 新城图",
        "记者 陈立 走进青山小学",
        "记者 陈立 走进县医院",
        "作者：不 详",
        "采访 王老师",
        "记者来了",
        "漫画：石榴红",
        "牛、虎、兔、龙、蛇",
        "陈立 周浩",
        "",
    ],
)
def test_what_only_begins_like_one_is_none(line: str) -> None:
    assert read_credits(line) == ()


@pytest.mark.parametrize(
    "line", ["本报记者 陈立 摄", "（陈立 摄）", "插图：陈立", "（李建文 摄）", "清河社记者 普布扎西摄"]
)
def test_who_took_the_picture_belongs_to_its_caption(line: str) -> None:
    assert [byline.shown for byline in read_credits(line)] == [True]
    assert credit_names(line) and not is_credit(line)


def test_what_stands_before_other_words_is_read_as_far_as_it_goes() -> None:
    assert leading_credits("记者 陈立 通讯员 走转改") == (Byline("记者", ("陈立",)),)


NAMES = ["陈立", "王小满", "周浩", "欧阳修文", "买买提·艾力", "颜 珂", "罗 小 兰"]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["记者", "通讯员", "见习记者"]), st.lists(st.sampled_from(NAMES), min_size=1, max_size=3)
        ),
        min_size=1,
        max_size=2,
    )
)
def test_all_names_behind_roles_are_found(credits: list[tuple[str, list[str]]]) -> None:
    line = " ".join(f"{role} {'、'.join(names)}" for role, names in credits)
    want = [name.replace(" ", "") for _, names in credits for name in names]
    assert [name for byline in read_credits(line) for name in byline.names] == want


@given(st.text("记者通讯员文图摄/：:、 　陈立周浩□（）整理口述", max_size=70))
def test_any_line_is_read_without_an_error(line: str) -> None:
    assert all(byline.role and byline.names for byline in read_credits(line))


@pytest.mark.parametrize(
    "line", ["（来稿）", "（　　）", "好。（供稿）", "驻" * 60, "驻北京赴上海" * 20, "第1小组" + "　" * 55 + "共1户"]
)
def test_a_line_of_any_shape_is_read_at_once(line: str) -> None:
    parse([line, "这一行是正文，说的是另外的事情。"])
    assert not is_signoff(line) and not ends_signed(line)


@pytest.mark.parametrize("line", ["本报评论员", "人民日报评论员", "□ 本报特约评论员"])
def test_the_papers_own_commentator_is_an_author_without_a_name(line: str) -> None:
    assert is_credit(line) and credit_names(line) == ()


@pytest.mark.parametrize("line", ["石门村 水通了", "高家镇", "和鞋子"])
def test_villages_and_verses_are_no_persons(line: str) -> None:
    assert not is_credit(line)


@pytest.mark.parametrize("text", ["（张家口）昨日，大雪封山。", "（金秋）昨日开园。", "本报讯（文明办）昨日开会。"])
def test_a_place_or_a_word_alone_before_the_news_is_no_author(text: str) -> None:
    assert bylines(text) == ()
    assert bylines("（陈立 周浩）昨日，大雪封山。")[0].names == ("陈立", "周浩")


@pytest.mark.parametrize("line", ["王明（县公安局）", "白云山（青溪县）", "（二）强基础", "（四）常督查"])
def test_rows_of_honour_rolls_places_and_items_are_no_credits(line: str) -> None:
    assert not is_credit(line)
