"""What the text between lines that may be headings says of them."""

from __future__ import annotations

from archive.parsing.heading_signs import Signs
from archive.parsing.headings import first_look, second_look
from archive.parsing.issue import parse, plain_page
from archive.parsing.knowledge import EMPTY
from archive.parsing.sections import repeated

SHORTS = [
    "青溪镇三座水库蓄满水",
    "青溪镇水利站昨日巡查石门、白鹭、柳湾三座水库，蓄水量均已达到汛前要求，今春灌溉用水有了保证。",
    "柳湾小学添新书",
    "县新华书店职工上周为柳湾小学送去八百册新书，校长何平说，孩子们排着队来借，图书角一天没有空过。",
    "农机站下乡修犁",
    "白鹭乡农机站五名修理工背着工具箱走村串户，半个月修好犁耙一百二十张，没有收农民一分上门费。",
]


def signs_of(lines: list[str], at: int) -> dict[str, float]:
    page = plain_page(lines, EMPTY)
    return Signs(page).features(page.lines, page.lines[at])


def test_a_section_ends_at_the_next_line_that_may_be_a_heading():
    signs = signs_of(SHORTS, 2)
    assert (signs["below_one"], signs["above_one"]) == (1.0, 1.0)
    assert signs["below_characters"] == len(SHORTS[3]) / 800
    last = signs_of(SHORTS, 4)
    assert (last["below_edge"], signs["below_edge"]) == (1.0, 0.0)


def test_a_headline_says_what_the_text_below_it_says_again():
    signs = signs_of(SHORTS, 2)
    assert signs["words_below"] == 4 / 6  # 柳湾小学
    assert signs["words_above"] == 2 / 6  # 柳湾
    assert signs["words_turn"] > 0


def test_lines_passed_over_since_the_headline_are_counted():
    lines = ["# 青溪治水记", SHORTS[1], "先修渠道", SHORTS[3], "再建闸门", SHORTS[5]]
    page = plain_page(lines, EMPTY)
    signs = Signs(page).features(page.lines, page.lines[4])
    assert (signs["since_passed"], signs["since_none"]) == (1 / 4, 0.0)
    assert (signs["parallel_above"], signs["parallel_above_same"]) == (1.0, 1.0)


def test_what_is_repeated_is_counted_up_to_six_characters():
    assert repeated("清河大桥昨日通车", "昨日，清河大桥正式通车") == 4
    assert repeated("清河大桥昨日通车了", "人说清河大桥昨日通车了") == 6
    assert repeated("清河", "") == 0


def test_the_second_look_knows_what_the_first_made_of_all():
    signs = Signs(plain_page(SHORTS, EMPTY))
    first = first_look(signs)
    seen = second_look(signs, first)
    assert list(seen) == list(first.odds) == [0, 2, 4]
    assert (seen[0]["any_above"], seen[0]["any_below"], seen[4]["any_below"]) == (0.0, 1.0, 0.0)
    assert sum(features["surest"] for features in seen.values()) == 1.0
    assert seen[2]["first"] == max(-6.0, min(6.0, first.odds[2])) / 2


def test_short_items_without_marks_or_leads_are_articles_of_their_own():
    titles = [span.line for article in parse(SHORTS).articles for span in article.spans if span.role == "title"]
    assert titles == [1, 3, 5]


def test_crossheads_between_long_sections_open_no_article():
    story = (
        "县里的老水利员何平走了一个月，把每一条渠道都量了一遍，又把量出来的数字一笔一笔记在本子上，晚上就住在社员家里。"
    )
    lines = ["老水利员的三本账", "本报讯（记者 周浩）" + story, "何平又说，修渠是大家的事，要靠大家来办，他愿意带这个头。",
             "头一本账", "何平的第一本账记的是水。" + story, "何平说，账上每一笔都要对得上渠里的水。",
             "第二本账", "何平的第二本账记的是工。" + story, "社员们都说，何平这本账记得公道。"]  # fmt: skip
    assert len(parse(lines).articles) == 1
