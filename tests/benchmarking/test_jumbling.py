"""The program that lays out pages: the same number gives the same page, its answer holds all that stands on it."""

import json
import random

import pytest

from archive.parsing.issue import parse
from benchmarks.check_pages import gold_answer, score_page
from benchmarks.fitting.logistic import Row, fit
from benchmarks.jumbling.__main__ import main
from benchmarks.jumbling.layout import KINDS, made_page
from benchmarks.jumbling.pieces import dispatches, supplement
from benchmarks.jumbling.stories import Habits, Story, dressed

PLACES = "清河县 青山镇 莲花湖 新桥村 东湖街道 白石乡".split()
DEEDS = "修好了通村公路，方便群众出行 建起了养老食堂，老人吃饭不再难 引来了自来水，结束了挑水的历史".split()


def stories() -> dict[tuple[str, int], list[Story]]:
    pick = random.Random(1)
    return {
        ("2020-01-01", number): [
            Story("", f"{place}办实事（之{number}）", "", [
                f"本报讯 1月{number}日，{place}{pick.choice(DEEDS)}。",
                *(f"近年来，{pick.choice(PLACES)}{pick.choice(DEEDS)}，{pick.choice(PLACES)}也{pick.choice(DEEDS)}。"
                  for _ in range(5)),
            ])
            for place in PLACES[:4]
        ]
        for number in range(1, 4)
    }  # fmt: skip


@pytest.mark.parametrize("level", ["clean", "seed", "hard", "mixed"])
def test_the_same_number_gives_the_same_page(level: str) -> None:
    assert made_page(stories(), level, 5) == made_page(stories(), level, 5)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("number", range(20))
def test_every_line_of_a_page_has_one_place_in_its_answer(number: int, kind: str) -> None:
    lines, gold = made_page(stories(), "hard", number, kind)
    placed = gold["furniture"] + gold["duplicates"]
    for article in gold["articles"]:
        placed += article["title_lines"] + article["credits_lines"] + article["jump_lines"] + sum(article["blocks"], [])
    assert sorted(placed) == [n for n, raw in enumerate(lines, 1) if raw.strip()]


@pytest.mark.parametrize("number", range(20))
def test_joins_are_the_neighbours_inside_paragraphs(number: int) -> None:
    _, gold = made_page(stories(), "hard", number)
    for article in gold["articles"]:
        assert article["joins"] == [[a, b] for block in article["blocks"] for a, b in zip(block, block[1:])]


def test_a_page_without_mishaps_is_read_as_it_was_laid_out() -> None:
    scores = [score_page(*page, parse(page[0])) for page in (made_page(stories(), "clean", n) for n in range(6))]
    assert sum(score["b3"] for score in scores) / 6 > 0.9
    assert all(score["lost"] == 0 for score in scores)


def test_hard_pages_have_pieces_out_of_order_and_clean_ones_none() -> None:
    def backward(level: str) -> int:
        answers = [gold_answer(*made_page(stories(), level, n)) for n in range(30)]
        return sum(b < a for answer in answers for a, b in answer.joins)

    assert backward("hard") > 0 == backward("clean")


def test_the_command_writes_pages_and_leaves_out_the_dates_it_is_told(tmp_path) -> None:
    text, known, out = tmp_path / "text.jsonl", tmp_path / "known", tmp_path / "out"
    known.mkdir()
    (known / "2020-01-01-p01.gold.json").write_text("{}")
    rows = [
        {
            "date": date,
            "page": 1,
            "kicker": "",
            "title": title,
            "subtitle": "",
            "paragraphs": [f"{title}的消息。" * 9] * 3,
        }
        for date, title in (("2020-01-01", "元旦"), ("2020-01-02", "次日"))
    ]
    text.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    assert main([str(out), "--text", str(text), "--pages", "3", "--level", "clean", "--without", str(known)]) == 0
    pages = [path.read_text(encoding="utf-8") for path in sorted(out.glob("*.txt"))]
    assert len(pages) == 3
    assert all("次日" in page and "元旦" not in page for page in pages)


def test_a_fit_finds_the_weights_that_made_the_rows_and_is_drawn_to_what_is_given() -> None:
    pick = random.Random(3)
    rows = []
    for _ in range(4000):
        x = pick.uniform(-2, 2)
        rows.append(Row({"x": x}, pick.random() < 1 / (1 + 2.718281828 ** -(2 * x - 1))))
    found = fit(rows, 0.1, {})
    assert found["x"] == pytest.approx(2, abs=0.25)
    assert found["bias"] == pytest.approx(-1, abs=0.25)
    assert fit([*rows, Row({"never": 1.0}, True, 1e-9)], 0.1, {"never": -5.0})["never"] == pytest.approx(-5, abs=0.1)


def test_an_article_cut_short_does_not_end_with_a_crosshead() -> None:
    paragraphs = [f"{place}{DEEDS[0]}。" for place in PLACES]
    paragraphs[2] = "山村换新颜"
    habits = Habits(lead=0.0, named_lead=0.0, plain=0.0, credit=0.0, byline=0.0, longest=3)
    assert dressed(random.Random(1), Story("", "办实事", "", paragraphs), habits).paragraphs == paragraphs[:2]


def test_the_answer_of_a_traditional_page_gives_its_headlines_as_printed() -> None:
    """The jumbled pages in traditional print: 办 is printed 辦."""
    pages = [made_page(stories(), "clean", number) for number in range(60)]
    printed = [(lines, gold) for lines, gold in pages if any("辦實事" in line for line in lines)]
    assert printed
    for lines, gold in printed:
        titles = [article["title"] for article in gold["articles"] if article["title"]]
        assert all(any(title in line for line in lines) for title in titles)


def pages_of_kind(kind: str) -> list[tuple[list[str], dict]]:
    return [made_page(stories(), "clean", number, kind) for number in range(20)]


def test_a_supplement_has_verse_that_is_not_cut_and_authors_under_headlines() -> None:
    whole = [story for number in range(20) for story in supplement(random.Random(number), stories()["2020-01-01", 1])]
    verse = [story for story in whole if story.whole]
    assert verse
    assert all(len(verse_line) <= 28 for story in verse for verse_line in story.paragraphs)
    under = [
        (max(article["title_lines"]) < min(article["credits_lines"]) < min(sum(article["blocks"], [])))
        for _, gold in pages_of_kind("supplement")
        for article in gold["articles"]
        if article["credits_lines"]
    ]
    assert under and all(under)


def test_dispatches_are_a_paragraph_each_under_a_part_of_the_headline() -> None:
    news = stories()["2020-01-01", 1]
    for number in range(20):
        for story, made in zip(news, dispatches(random.Random(number), news)):
            assert len(made.paragraphs) == 1
            assert made.title in story.title


def test_a_byline_above_a_report_leaves_no_credit_behind_it() -> None:
    habits = Habits(lead=0.0, named_lead=0.0, plain=0.0, credit=1.0, byline=1.0, longest=3)
    made = dressed(random.Random(1), stories()["2020-01-01", 1][0], habits)
    assert made.byline and not made.credit
