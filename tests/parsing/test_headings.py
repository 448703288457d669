"""Headings without marks on pages where others have them."""

from dataclasses import replace

import pytest

from archive.parsing.headings import _lone_crossheads
from archive.parsing.knowledge import EMPTY
from archive.parsing.lines import read_lines
from archive.parsing.roles import classify, looks_like_heading
from tests.parsing.pages import joins, read
from tests.parsing.test_traps import BRIDGE, BRIDGE_LEAD, BRIDGE_NEXT, CREDIT, SCHOOL, SCHOOL_LEAD


def test_a_bare_line_between_a_report_and_a_marked_headline_is_its_kicker():
    _, parsed = read(BRIDGE, BRIDGE_LEAD, BRIDGE_NEXT, "我县教育提升行动再结新果", SCHOOL, SCHOOL_LEAD)
    assert [s.line for s in parsed.articles[1].spans][:2] == [7, 9]
    assert parsed.articles[1].spans[0].role in ("kicker", "title")


def test_a_headline_that_the_ocr_forgot_to_mark_is_found_among_marked_ones():
    _, parsed = read(BRIDGE, BRIDGE_LEAD, BRIDGE_NEXT, CREDIT, "青山小学迎来新校舍", SCHOOL_LEAD, "吴晓云 郑小北")
    assert [[s.role for s in a.spans] for a in parsed.articles] == [
        ["title", "body", "body", "credit"],
        ["title", "body", "credit"],
    ]


def test_a_broken_line_above_a_marked_headline_is_no_kicker():
    """Its quote is still open: a sentence, whose end stands elsewhere."""
    broken = "县教育局副局长吴晓云在启用仪式上说，“新校舍的每一间教室都装上了护眼灯，孩子们"
    _, parsed = read(BRIDGE, BRIDGE_LEAD, BRIDGE_NEXT, broken, SCHOOL, SCHOOL_LEAD)
    assert all(s.role == "body" for a in parsed.articles for s in a.spans if s.line == 7)


def test_a_marked_crosshead_does_not_go_on_in_its_paragraph():
    rows, parsed = read(
        BRIDGE,
        BRIDGE_LEAD,
        "### 从今年三月起，县里的",
        "干部群众都来参加修桥，两岸的老百姓出门再也不用绕行二十多公里了。",
        "### 大桥通车以后，沿河的",
        "村民进城赶集只要五分钟，再也不用天不亮就出门。",
    )
    assert joins(rows, parsed) == []


def heads(*rows: str) -> list[int]:
    """Numbers of the lines that the page's headlines stand on."""
    _, parsed = read(*rows)
    return [s.line for a in parsed.articles for s in a.spans if s.role in ("kicker", "title", "subtitle")]


def test_headlines_that_were_moved_together_are_told_by_their_marks():
    """A title marked like the first begins another headline; a title under its kicker, or a deck under its title, does not."""
    apart = read(f"# {BRIDGE[3:]}", "## 两岸群众欢欣鼓舞", f"# {SCHOOL[3:]}", SCHOOL_LEAD)[1]
    assert [s.line for s in apart.articles[0].spans] == [1, 3]
    together = read("## 历时三年建成", f"# {BRIDGE[3:]}", "## 两岸群众欢欣鼓舞", BRIDGE_LEAD)[1]
    assert [s.line for s in together.articles[0].spans] == [1, 3, 5, 7]


def test_a_line_that_leads_on_to_another_page_is_no_headline():
    assert not looks_like_heading(read_lines(["建筑工人冒雨抢修道路（下转第二版）"])[0])


def test_the_only_marked_line_inside_a_report_may_be_a_headline_and_two_are_crossheads():
    rows = [
        "## 清河大桥正式通车",
        BRIDGE_LEAD,
        "## 先修渠道",
        BRIDGE_NEXT,
        "## 再修路",
        BRIDGE_NEXT,
        "## 青山小学",
        SCHOOL_LEAD,
    ]
    lines = [
        replace(line, role="body") if i in (2, 4) else line for i, line in enumerate(classify(read_lines(rows), EMPTY))
    ]
    assert list(_lone_crossheads(lines, {2: -0.5, 4: -0.5})) == []
    assert list(_lone_crossheads([*lines[:4], *lines[6:]], {2: -0.5})) == [2]
    assert list(_lone_crossheads([*lines[:4], *lines[6:]], {})) == []


REPORT = "本报讯 3月2日，石门村通了自来水，八十二户村民拧开龙头就能用上清水，再也不用下到沟底去挑。"
BUS = (
    "## 公交三路改道",
    "本报讯 3月1日起，公交三路改走清河大桥，两岸群众出行更方便。",
    "县公交公司在沿线增设了四个站牌，首班车提前到六点。",
)


def heads_of(*rows: str) -> list[str]:
    lines, parsed = read(*rows)
    heads = ("kicker", "title", "subtitle")
    return [lines[s.line - 1] for found in parsed.articles for s in found.spans if s.role in heads]


def test_what_leads_on_to_a_headline_belongs_to_it():
    assert heads_of(*BUS, "石门村村民说：", "## “水龙头终于响了”", REPORT) == [
        BUS[0],
        "石门村村民说：",
        "## “水龙头终于响了”",
    ]
    open_end = BUS[2].rstrip("。")
    assert "石门村村民说：" not in heads_of(*BUS[:2], open_end, "石门村村民说：", "## “水龙头终于响了”", REPORT)
    assert "石门村村民说：" not in heads_of(*BUS, "石门村村民说：", REPORT)


@pytest.mark.parametrize("deck", ["（2010年12月30日县人大常委会通过）", "青政发〔2010〕6号"])
def test_a_line_that_explains_the_headline_above_belongs_to_it(deck: str):
    rows = ("## 关于加快通水的决定", deck, REPORT)
    assert heads_of(*BUS, *rows) == [BUS[0], *rows[:2]]
    assert heads_of(*BUS, rows[1], *rows[::2]) == [BUS[0], rows[0]]
