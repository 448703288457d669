"""Markup that OCR writes around the text: nothing of it is shown, and every finding stands where it is stored."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.parsing.issue import parse
from archive.parsing.lines import read_lines
from archive.parsing.markup import BLANK, unmarked
from archive.parsing.masthead import read_masthead
from archive.parsing.text import is_han, markdown_level, shown
from tests.parsing.pages import joins, page, read, texts
from tests.parsing.test_traps import BRIDGE, BRIDGE_LEAD, BRIDGE_NEXT, SCHOOL, SCHOOL_LEAD

SHOWN = {
    '<div style="text-align: center;">通车仪式。周浩 摄</div>': "通车仪式。周浩 摄",
    '<DIV><img src="a.jpg" alt="Image" /></DIV>': "",
    "<!-- image -->": "",
    "<|ref|>sub_title<|/ref|><|det|>[[123, 456, 789, 12]]<|/det|>": "",
    "<|ref|>清河大桥<|/ref|><|det|>[[1,2,3,4]]<|/det|>正式通车": "清河大桥正式通车",
    "<page_number>2</page_number>": "2",
    "![](images/3f2a.jpg)": "",
    "![图片](images/3f2a.jpg)": "",
    "![通车仪式现场](3.png)": "通车仪式现场",
    "<table><tr><td>桥面</td><td>三千万元</td></tr></table>": "| 桥面 | 三千万元 |",
    "大桥今天<br>正式通车": "大桥今天正式通车",
    "## 清河大桥<br/>正式通车": "清河大桥 正式通车",
    "Long live<br>the bridge": "Long live the bridge",
    "二〇二〇年&nbsp;&nbsp;清河&amp;石桥 &lt;一&gt; 𠮷&#30000;": "二〇二〇年  清河&石桥 <一> 𠮷田",
    "增长 $12.5\\%$，面积 $3 \\mathrm{m}^{2}$，气温 $-5^{\\circ}\\mathrm{C}$。": "增长 12.5%，面积 3 m²，气温 -5°C。",
    "浓度为\\(5\\sim 6\\)克$^{①}$": "浓度为5～6克①",
    "**本报讯**（记者 周浩）**三月二日**，": "本报讯（记者 周浩）三月二日，",
    "__清河大桥__ 正式通车": "清河大桥 正式通车",
    "> 责任编辑：李娜": "责任编辑：李娜",
    "第1\\.2条\\*": "第1.2条*",
}
KEPT = [
    "张**和李**同住清河一巷",
    "电话 138****1234 和 139****5678",
    "姓名____ 住址____",
    "票价 $5 和 $6，涨了 $5-$6。",
    "利率 $\\frac{1}{2}$",
    "1<2，3>2，a <清河> b",
    "AT&T; R&D; &unknown; &#8238;",
    "2*3*4=24",
    "snake_case_name",
    "C:\\清河",
]

PICTURE, DECODED = "图片", "田"  # an alternative text that says nothing, and `&#30000;`


@pytest.mark.parametrize("raw", SHOWN)
def test_what_was_printed_is_shown(raw):
    assert shown(raw) == SHOWN[raw]


@pytest.mark.parametrize("raw", KEPT)
def test_what_only_looks_like_markup_stays(raw):
    assert shown(raw) == raw


@pytest.mark.parametrize(("raw", "level"), [("<h2>清河大桥</h2>", 2), ("> ### 清河大桥", 3), ("<p>清河大桥</p>", 0)])
def test_headings_have_their_level(raw, level):
    assert (markdown_level(raw), shown(raw)) == (level, "清河大桥")


@given(
    st.lists(
        st.sampled_from([*SHOWN, *KEPT, "<", ">", "$", "*", "**", "&", "\\", "|", "清", "a", " ", "![", "](", "]"])
    )
)
def test_a_line_keeps_its_length_and_its_text_its_places(parts):
    raw = "".join(parts)
    bare = unmarked(raw)
    assert len(bare) == len(raw)
    said = {at: char for at, char in enumerate(raw) if is_han(char) and char not in PICTURE}
    assert {at: char for at, char in enumerate(bare) if is_han(char) and char not in PICTURE + DECODED} == said


@pytest.mark.parametrize("part", ["<div", "<!--", "![](", "**清", "$1", "\\(", "&amp", "> ", "<h1 <"])
def test_a_line_of_broken_markup_takes_no_longer_than_its_length(part):
    begun = time.process_time()
    unmarked(part * 20_000)
    assert time.process_time() - begun < 2


def test_the_text_of_a_line_has_its_places_in_the_stored_line():
    (line,) = read_lines(["## <b>清河大桥</b>&nbsp;正式**通车**"])
    assert line.text == "清河大桥 正式**通车**"
    assert all(line.raw[at] == char for at, char in zip(line.places, line.text) if char != " ")


def test_a_page_in_html_is_read_like_any_other():
    plain = (BRIDGE, BRIDGE_LEAD, BRIDGE_NEXT, SCHOOL, SCHOOL_LEAD)
    marked = [f"<h2>{row[3:]}</h2>" if row.startswith("## ") else f'<p class="text">{row}</p>' for row in plain]
    rows, parsed = read(*marked, "<div><img src=a.png></div>")
    assert texts(rows, parsed) == texts(*read(*plain))
    assert [reason for _, reason in parsed.excluded] == ["noise"]


def test_a_table_between_two_halves_of_a_sentence_is_joined_to_neither():
    cut = BRIDGE_LEAD.index("，") + 3
    rows, parsed = read(
        BRIDGE, BRIDGE_LEAD[:cut], "<table><tr><td>桥面</td><td>三千万元</td></tr></table>", BRIDGE_LEAD[cut:]
    )
    assert joins(rows, parsed) == [(BRIDGE_LEAD[:cut], BRIDGE_LEAD[cut:])]


def test_what_a_program_writes_around_pages_is_no_text():
    rows, parsed = read(
        "```markdown", "=== Page 1 ===", BRIDGE, BRIDGE_LEAD, "--- 第2页 ---", SCHOOL, SCHOOL_LEAD, "- 2 -", "```"
    )
    assert texts(rows, parsed) == texts(*read(BRIDGE, BRIDGE_LEAD, SCHOOL, SCHOOL_LEAD))
    assert [rows[s.line - 1] for s in parsed.furniture] == ["=== Page 1 ===", "--- 第2页 ---", "- 2 -"]


def test_a_jump_note_and_a_correction_stand_where_they_are_stored():
    rows = page(BRIDGE, f"<p>{BRIDGE_LEAD}</p>", "<p>广大人民群众齐心协力，建筑工入冒雨抢修道路（下转第二版）</p>")
    parsed = parse(rows)
    (jump,) = [s for s in parsed.articles[0].spans if s.role == "jump_out"]
    assert shown(rows[jump.line - 1], jump.start, jump.end) == "（下转第二版）"
    (fix,) = [doubt.proposal["args"] for doubt in parsed.doubts if doubt.kind == "word"]
    assert (fix["new"], rows[fix["line"] - 1][fix["start"] : fix["end"]]) == ("人", "入")


def test_the_masthead_is_read_through_markup():
    found = read_masthead(
        ["<h1>清河日报</h1>", '<div align="center">2020年3月3日&nbsp;&nbsp;星期二&nbsp;&nbsp;第二版</div>']
    )
    assert (str(found.day), found.page) == ("2020-03-03", "2")


def test_slices_of_a_marked_line_are_shown_without_marks():
    raw = "**清河大桥** <b>正式通车</b>"
    cut = raw.index("<")
    assert (shown(raw, 0, cut), shown(raw, cut)) == ("清河大桥", "正式通车")
    assert BLANK not in shown(raw)


def test_the_parts_of_a_headline_are_told_by_its_spaces_and_not_by_its_marks():
    head = "<h2>县委书记陈立在通车仪式上强调&nbsp;&nbsp;清河<b>大桥</b>正式通车 </h2>"
    rows, parsed = read(head, BRIDGE_LEAD, BRIDGE_NEXT)
    heads = [(s.role, shown(rows[0], s.start, s.end)) for s in parsed.articles[0].spans if s.line == 1]
    assert heads == [("kicker", "县委书记陈立在通车仪式上强调"), ("title", "清河大桥正式通车")]
