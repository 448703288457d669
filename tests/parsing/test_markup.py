"""Markup that OCR writes around the text: nothing of it is shown, and every finding stands where it is stored."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.derived import fixed_text
from archive.layout import Piece
from archive.parsing.issue import parse
from archive.parsing.knowledge import EMPTY
from archive.parsing.lines import read_lines
from archive.parsing.markup import BLANK, unmarked
from archive.parsing.masthead import read_masthead
from archive.parsing.measure import full_lines
from archive.parsing.pagination import split_pages
from archive.parsing.text import is_han, markdown_level, shown
from archive.parsing.unwrap import unwrapped
from tests.parsing.pages import joins, page, read, texts
from tests.parsing.test_traps import BRIDGE, BRIDGE_LEAD, BRIDGE_NEXT, SCHOOL, SCHOOL_LEAD
from tests.parsing.test_unwrap import BRIDGE as PARAGRAPHS
from tests.parsing.test_unwrap import printed
from tests.test_hostile import take_in

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
    "## __清河大桥正式通车__": "清河大桥正式通车",
    "**，进城赶集只要五分钟，**": "，进城赶集只要五分钟，",
    "> 责任编辑：李娜": "责任编辑：李娜",
    "第1\\.2条\\*": "第1.2条*",
    "H$_2$O $10^{12}$ $10^{-3}$": "H2O 10¹² 10⁻³",
    "<p>正文。</p><h3>小标题</h3><p>正文</p>": "正文。小标题正文",
    "<td><h3>甲</h3></td>": "| 甲",
    "<b>甲</b><br><b>乙</b>": "甲乙",
    "<h2>甲<br>乙</h2>": "甲 乙",
    "清&shy;河&#0;": "清河&#0;",
    "<html><body><table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td></tr></table></body></html>": "| 甲 | 乙 |　| 丙 |",
}
KEPT = [
    "$\\é$ \\(\\𠮷\\)",
    "若a<b 且c>d，则成立",
    "<A 股市场>选项<A>、<B>",
    "**明、**华、**强获奖",
    "户名：**华，账号：6222**",
    "**明、**华获奖",
    "**年**月开馆",
    "**时**分**秒开演",
    "（**）与（**）对阵，（**年**月**日）",
    "日期：__年__月__日",
    "邮箱：__abc__@163.com __init__.py",
    "Ke$ha、A$AP Rocky 每桶70$~75$",
    "$x^{2n}$",
    "> 90分为优秀",
    ">>>相关新闻",
    "\\\\server\\share ¯\\_(ツ)_/¯ \\(^o^)/",
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


@settings(deadline=None, max_examples=300)
@given(
    st.lists(
        st.sampled_from(
            [
                *SHOWN,
                *KEPT,
                "<",
                ">",
                "$",
                "*",
                "**",
                "&",
                "\\",
                "|",
                "清",
                "a",
                " ",
                "![",
                "](",
                "]",
                "# ",
                "<h2>",
                "\\é",
                "\\",
                "（下转第二版）",
                "\u200b",
            ]
        )
    )
)
def test_a_line_keeps_its_length_and_its_text_its_places(parts):
    raw = "".join(parts)
    bare = unmarked(raw)
    assert len(bare) == len(raw)
    for line in read_lines([raw]):
        assert len(line.places) == len(line.text)
        assert all(bare[at] == char or bare[at].isspace() for at, char in zip(line.places, line.printed))
    take_in(raw.encode())
    said = {at: char for at, char in enumerate(raw) if is_han(char) and char not in PICTURE}
    assert {at: char for at, char in enumerate(bare) if is_han(char) and char not in PICTURE + DECODED} == said


@pytest.mark.parametrize(
    "part", ["<div", "<!--", "![](", "**清", "$1", "\\(", "&amp", "> ", "<h1 <", "<br>", " <br>", "<p a ", "# "]
)
def test_a_line_of_broken_markup_takes_no_longer_than_its_length(part):
    begun = time.process_time()
    unmarked(part * 20_000)
    assert time.process_time() - begun < 2


def test_the_text_of_a_line_has_its_places_in_the_stored_line():
    (line,) = read_lines(["## <b>清河大桥</b>&nbsp;正式**通车**"])
    assert line.text == "清河大桥 正式**通车**"
    assert all(line.raw[at] == char for at, char in zip(line.places, line.text) if char != " ")


def test_a_sign_that_is_shown_stands_behind_the_marks_that_are_not():
    (line,) = read_lines(["# #"])
    assert (line.text, list(line.places)) == ("#", [2])


HEADS = ["清河大桥正式通车  两岸往来只需五分钟", "县委书记陈立强调  清河大桥正式通车  王小满主持", "清河大桥正式通车"]


@pytest.mark.parametrize("head", HEADS)
def test_the_parts_of_a_marked_headline_are_those_of_a_plain_one(head):
    def parts(raw: str) -> list[tuple[str, str]]:
        rows, parsed = read(raw, BRIDGE_LEAD, BRIDGE_NEXT)
        return [(s.role, shown(rows[0], s.start, s.end)) for s in parsed.articles[0].spans if s.line == 1]

    assert parts(f"<h2>{head.replace('  ', '&nbsp;&nbsp;')} </h2>") == parts(f"## {head}")


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


@pytest.mark.parametrize("head", ["<h2>【百姓故事】老李的书屋</h2>", "## **【百姓故事】**老李的书屋"])
def test_a_columns_name_is_found_within_marks(head):
    _, parsed = read(head, "老李的书屋开在清河边，四壁都是书，来借书的人从早到晚没有断过。")
    assert [s.role for s in parsed.articles[0].spans if s.line == 1] == ["banner", "title"]


def test_a_title_behind_a_tag_and_a_space_is_whole():
    _, parsed = read("<h2>&nbsp;县委书记陈立出席会议</h2>", BRIDGE_LEAD)
    assert [(s.role, s.start) for s in parsed.articles[0].spans if s.line == 1] == [("title", 0)]


def test_an_indent_is_seen_behind_a_tag():
    assert [
        line.is_indented
        for line in read_lines(["<p>\u3000\u3000本报讯", "&emsp;本报讯", "&nbsp;&nbsp;本报讯", "<p>本报讯"])
    ] == [
        True,
        True,
        True,
        False,
    ]


def test_printed_lines_in_paragraph_tags_become_paragraphs():
    rows = printed(PARAGRAPHS, 16)
    tagged = [f'<p style="text-align: justify; line-height: 1.5; margin: 0 0 1em">{row}</p>' for row in rows]
    assert sum(texts_of(tagged), []) == PARAGRAPHS
    assert full_lines(read_lines(tagged))
    quoted = [f"> {row}" for row in rows]
    assert ">" not in "".join(line.lstrip("> ") for line in unwrapped(quoted, EMPTY).lines)
    assert sum(texts_of(quoted), []) == PARAGRAPHS


def texts_of(rows: list[str]) -> list[list[str]]:
    """The paragraphs of each article as they are shown."""
    found = []
    for article in parse(rows).articles:
        parts: list[str] = []
        for span in article.spans:
            text = shown(rows[span.line - 1], span.start, span.end)
            parts = [*parts[:-1], parts[-1] + text] if span.join else [*parts, text]
        found.append(parts)
    return found


def test_a_file_is_cut_at_folios_in_markup():
    story = ["", BRIDGE_LEAD, BRIDGE_NEXT]
    folios = [
        '<div align="center">2020年3月3日&nbsp;星期二&nbsp;第一版 要闻</div>',
        "<p>2020年3月3日 星期二 第二版 综合</p>",
    ]
    assert [(part.first, part.page) for part in split_pages([folios[0], *story, folios[1], *story])] == [
        (1, "1"),
        (5, "2"),
    ]


def test_what_an_editor_writes_is_shown_as_it_is_written():
    raw = "**本报讯** 清河大桥今天通车。"
    piece = Piece("1:1", 0, len(raw))
    at = raw.index("清河")
    assert (
        fixed_text(piece, {"1:1": raw}, [(0, 2, "**", ""), (at, at + 2, "清河", "<b>**石桥**")])
        == "本报讯 <b>**石桥**大桥今天通车。"
    )
