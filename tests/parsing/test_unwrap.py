"""OCR that keeps the printed lines of narrow columns: paragraphs come out of them, and every finding stands in the stored lines."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.parsing.issue import parse, read_page, with_true_overlaps
from archive.parsing.knowledge import EMPTY
from archive.parsing.lines import read_lines
from archive.parsing.looks import second_look
from archive.parsing.measure import full_lines
from archive.parsing.records import Parsed, ParsedArticle, Span
from archive.parsing.unwrap import unwrapped
from tests.parsing.test_robustness import assert_tiles
from tests.test_hostile import take_in

BRIDGE = [
    "本报讯 3月2日上午，清河大桥正式通车。县委书记陈立出席通车仪式并讲话，来自各乡镇的三百多名干部群众参加。",
    "清河大桥全长1200米，双向六车道，总投资3.6亿元，是连接清河两岸的第三座大桥，建成后通行时间缩短到五分钟。",
    "“大桥通了，出门方便多了。”村民李大成说，以前过河要绕行二十多公里，现在几分钟就到了对岸的县城，赶集方便多了。",
    "建设者们克服了汛期水位高、施工场地小等困难，仅用两年时间就完成了主体工程，比原定计划提前了两个月。",
    "通车当天，附近的村民扶老携幼走上大桥，有人带着相机拍照，有人用手轻轻抚摸崭新的栏杆，脸上写满了高兴和自豪。",
    "下一步，县交通局将继续完善清河大桥两岸的接线道路，让更多群众走上平安路、便民路和致富路，共享发展成果。",
]
SCHOOL = [
    "本报讯 3月3日，青山小学新校舍落成，全校六百多名师生搬进了宽敞明亮的教室，操场和食堂也一并投入使用。",
    "新校舍占地三十亩，设有图书室、实验室和音乐教室。校长周文说，孩子们再也不用挤在老房子里上课了，家长也放心。",
    "附近三个村的孩子从此可以就近上学。村里的老人说，过去孩子上学要翻两座山，天不亮就得出门，如今出门就到。",
]


def printed(paragraphs: list[str], measure: int, indent: str = "\u3000\u3000") -> list[str]:
    """The paragraphs as the lines of a column."""
    rows = (indent + paragraph for paragraph in paragraphs)
    return [row[i : i + measure] for row in rows for i in range(0, len(row), measure)]


def paragraphs_of(lines: list[str]) -> list[list[str]]:
    """The paragraphs of each article, put together from the spans."""
    found = []
    for article in parse(lines).articles:
        rows: list[str] = []
        for span in article.spans:
            text = lines[span.line - 1][span.start : span.end].strip()
            if span.join:
                rows[-1] += text
            elif span.role == "body":
                rows.append(text)
        found.append(rows)
    return found


def assert_pieces_hold(lines: list[str]) -> None:
    """Each piece of a line that is read stands where it says, behind the one before, and every stored line is in one."""
    found = unwrapped(lines, EMPTY)
    for line, pieces in zip(found.lines, found.pieces, strict=True):
        assert all(line[p.at : p.until] == lines[p.number - 1][p.start : p.end] for p in pieces)
        assert all(a.until <= b.at for a, b in zip(pieces, pieces[1:]))
    numbers = [p.number for pieces in found.pieces for p in pieces if lines[p.number - 1].strip()]
    assert sorted(numbers) == [n for n, line in enumerate(lines, 1) if line.strip()]


def test_printed_lines_become_paragraphs_again():
    lines = ["清河大桥正式通车", *printed(BRIDGE, 16)]
    assert paragraphs_of(lines) == [BRIDGE]


def test_two_columns_of_unlike_width_become_two_reports():
    lines = ["## 清河大桥正式通车", *printed(BRIDGE, 16), "## 青山小学迎来新校舍", *printed(SCHOOL, 22)]
    assert paragraphs_of(lines) == [BRIDGE, SCHOOL]


def test_a_stop_at_the_end_of_a_full_line_ends_no_paragraph_where_paragraphs_are_indented():
    first = "本报讯 三月二日清河大桥通车。近年来，我县坚持把路修到群众家门口，全县新建和改建公路六百多公里。"
    lines = ["## 清河大桥正式通车", *printed([first, *BRIDGE[1:]], 17)]
    assert lines[1].endswith("通车。")
    assert paragraphs_of(lines) == [[first, *BRIDGE[1:]]]


@pytest.mark.parametrize("measure", range(13, 18))
def test_a_list_of_names_goes_on_from_line_to_line(measure):
    names = "参加通车仪式的有县领导陈立、王小满、周浩、李思雨、方晓舟、郑小北、吴晓云、徐飞、万桂芬、何平、杜家和、谢土明、林秀英。"
    lines = ["## 清河大桥正式通车", *printed([*BRIDGE, names], measure)]
    assert sum(paragraphs_of(lines), []) == [*BRIDGE, names]


def test_a_full_line_is_surer_to_go_on_when_the_page_is_read():
    lines = [BRIDGE[0], BRIDGE[1][:20], "新校舍占地三十亩，设有图书室、实验室和音乐教室。", SCHOOL[0]]
    plain, full = (
        {(s.left, s.right): odds for s, odds in second_look(read_page(lines, EMPTY, ends))} for ends in ((), {2})
    )
    assert full[1, 2] - plain[1, 2] > 3


@pytest.mark.parametrize(("line", "said", "kept"), [(2, 2, 2), (2, 3, 0), (3, 2, 0)])
def test_only_words_that_stand_on_both_sides_are_dropped(line, said, kept):
    lines = ["清河大桥", "大桥通车", "桥"]
    spans = (Span(1, 0, 4, "body"), Span(line, 0, len(lines[line - 1]), "body", join=True, drop=said))
    found = with_true_overlaps(Parsed((ParsedArticle(spans),)), lines)
    assert found.articles[0].spans[1].drop == kept


@pytest.mark.parametrize(
    "lines",
    [
        ["李娜高兴地说，今年的收成一定比去年好（下", "今年的收成一定比去年好（下转第二版）"],
        ["*", "*", "*", "（ 上 接 第 一 版 ） 大 桥 全长一", "大 桥 全 长 一 千 二，"],
    ],
)
def test_words_read_twice_are_dropped_only_where_they_stand(lines):
    take_in("\n".join(lines).encode())


def test_paragraphs_stay_paragraphs():
    assert not full_lines(read_lines(BRIDGE * 6))
    assert unwrapped(BRIDGE * 6, EMPTY).lines == tuple(BRIDGE * 6)


def test_a_poem_stays_in_its_verses():
    poem = ["清河两岸柳如烟", "燕子归来又一年", "老叟扶犁耕细雨", "儿童放学唱新篇"] * 6
    assert not full_lines(read_lines(poem))


def test_couplets_as_wide_as_a_column_stay_in_their_verses():
    couplets = ["渔歌唱晚归帆急，一水中分两岸山。", "石径斜阳炊火起，板桥流水牧人还。"] * 12
    assert full_lines(read_lines(couplets)) == frozenset()
    assert unwrapped(couplets, EMPTY).lines == tuple(couplets)
    halves = [row[:8] + "，" + row[9:] for row in printed([paragraph * 3 for paragraph in BRIDGE], 16)]
    assert full_lines(read_lines(halves)), "commas alone make no couplets"


def test_a_proposed_correction_stands_in_its_printed_line():
    text = "会上宣读了表彰决定，广大人民群众齐心协力，建筑工入冒雨抢修道路，让停在路上的车辆得以尽快通行。"
    lines = ["## 清河大桥正式通车", *printed([*BRIDGE, text], 16)]
    fixes = [doubt.proposal["args"] for doubt in parse(lines).doubts if doubt.kind == "word"]
    assert [(fix["old"], fix["new"]) for fix in fixes] == [("入", "人")]
    assert lines[fixes[0]["line"] - 1][fixes[0]["start"] : fixes[0]["end"]] == "入"


def test_a_jump_note_in_the_last_printed_line_is_cut_off():
    lines = ["## 清河大桥正式通车", *printed([*BRIDGE, BRIDGE[1][:-1] + "（下转第二版）"], 16)]
    (article,) = parse(lines).articles
    assert article.jump_to == "2"
    assert (
        "".join(lines[s.line - 1][s.start : s.end] for s in article.spans if s.role == "jump_out") == "（下转第二版）"
    )


def test_words_read_twice_at_the_head_of_a_column_are_left_out_where_one_line_holds_them():
    rows = printed(BRIDGE, 16)
    at = next(i for i, row in enumerate(rows) if i > 6 and row[0] != "\u3000" and rows[i - 1][-1] not in "。！？”")
    rows[at] = rows[at - 1][-3:] + rows[at]
    lines = ["## 清河大桥正式通车", *rows]
    found = [(s.line - 2, s.drop) for a in parse(lines).articles for s in a.spans if s.drop]
    assert found == [(at, 3)]
    assert_tiles(lines, parse(lines))


def test_a_word_broken_by_a_hyphen_keeps_every_character():
    english = ["The bridge over the river was opened to traf-", "fic on the second of March, and the people of"]
    lines = ["The bridge", *english * 12]
    assert "opened to traffic on the second" in "\n".join(unwrapped(lines, EMPTY).lines)
    assert_pieces_hold(lines)
    assert_tiles(lines, parse(lines))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from([*BRIDGE, *SCHOOL, "## 清河大桥正式通车", "陈立 王小满", "（下转第二版）", ""]), min_size=8, max_size=16),
    st.integers(10, 30),
    st.sampled_from(["", "\u3000\u3000"]),
    st.randoms(use_true_random=False),
)  # fmt: skip
def test_printed_lines_in_any_order_are_read_without_loss(paragraphs, measure, indent, pick):
    lines = printed(paragraphs, measure, indent)
    at = pick.randrange(len(lines))
    lines = lines[at:] + lines[:at]
    assert_pieces_hold(lines)
    assert_tiles(lines, parse(lines))


FULL = [  # sentences of sixteen characters: each ends with a full line
    "清河大桥今天上午正式建成通车了。",
    "全长一千二百米的大桥横跨清河水。",
    "县长王小满主持了当天的通车仪式。",
    "两岸群众往来从此只需要五分钟了。",
]


def test_paragraphs_set_off_by_blank_lines_end_there_and_nowhere_else():
    paragraphs = ["".join(FULL[:3]), BRIDGE[0], FULL[3], BRIDGE[1], *SCHOOL]
    rows = [row for paragraph in paragraphs for row in [*printed([paragraph], 16, ""), ""]]
    lines = ["## 清河大桥正式通车", "", *rows]
    assert sum(paragraphs_of(lines), []) == paragraphs


@pytest.mark.parametrize("indent", ["", "\u3000\u3000"])
def test_blank_lines_at_the_feet_of_columns_end_no_paragraph(indent):
    first = FULL[0][len(indent) :] + FULL[1] + BRIDGE[0]
    rows = printed([first, *BRIDGE[1:], *SCHOOL], 16, indent)
    lines = ["## 清河大桥正式通车", *rows]
    feet = [1, *(at for at, row in enumerate(lines) if row.endswith("。") and len(row) < 12)][:4]
    with_feet = [row for at, line in enumerate(lines) for row in ([line, ""] if at in feet else [line])]
    assert paragraphs_of(with_feet) == paragraphs_of(lines)
    assert paragraphs_of(lines)[0][0].startswith(FULL[0][len(indent) :] + FULL[1])
