"""Pages in printed lines, or with every character set apart, keep their text and their right answer."""

import json
import random
import re

import pytest

from archive.parsing.issue import parse
from archive.parsing.text import shown
from benchmarks.check_pages import bare, gold_answer, score_page
from benchmarks.check_pages import main as check
from benchmarks.jumbling.layout import made_page
from benchmarks.jumbling.printing import apart, dense, in_lines, main, marked
from tests.benchmarking.test_jumbling import stories


@pytest.mark.parametrize("number", range(10))
def test_printed_lines_hold_the_same_paragraphs(number: int) -> None:
    lines, gold = made_page(stories(), "hard", number)
    printed, answer = in_lines(lines, gold, random.Random(number))
    assert [a.paragraphs for a in gold_answer(printed, answer).articles] == [
        a.paragraphs for a in gold_answer(lines, gold).articles
    ]
    assert max(len(printed[n - 1]) for a in answer["articles"] for block in a["blocks"] for n in block) <= 22
    placed = {n for article in gold_answer(printed, answer).articles for n in article.lines}
    placed |= set(answer["furniture"]) | set(answer["duplicates"])
    assert placed == {n for n, raw in enumerate(printed, 1) if raw.strip()}


@pytest.mark.parametrize("indent", ["\u3000\u3000", ""])
def test_printed_lines_are_read_nearly_as_paragraphs_are(indent: str) -> None:
    pages = [in_lines(*made_page(stories(), "clean", n), random.Random(n), indent) for n in range(6)]
    scores = [score_page(lines, gold, parse(lines)) for lines, gold in pages]
    assert sum(score["b3"] for score in scores) / 6 > 0.9
    assert sum(score["join_r"] for score in scores) / 6 > 0.95
    assert all(score["lost"] == 0 for score in scores)


def test_a_page_without_blank_lines_holds_the_same_paragraphs() -> None:
    lines, gold = made_page(stories(), "hard", 2)
    assert "" in lines
    packed, answer = dense(lines, gold)
    assert packed == [line for line in lines if line.strip()]
    assert [(a.paragraphs, len(a.lines)) for a in gold_answer(packed, answer).articles] == [
        (a.paragraphs, len(a.lines)) for a in gold_answer(lines, gold).articles
    ]


def test_characters_set_apart_are_shown_as_they_were() -> None:
    lines, gold = made_page(stories(), "clean", 3)
    spaced, _ = apart(lines, gold)
    assert spaced != lines
    assert [bare(line) for line in spaced] == [bare(line) for line in lines]
    pairs = [(shown(new), shown(old)) for new, old in zip(spaced, lines) if len(old) > 40]
    assert pairs
    assert not [new for new, _ in pairs if re.search(r"[\u4e00-\u9fff] [\u4e00-\u9fff]", new)]


def test_marked_pages_are_shown_and_read_like_any_other() -> None:
    lines, gold = made_page(stories(), "clean", 3)
    wrapped, answer = marked(lines, gold, random.Random(3))
    assert sum(new != old for new, old in zip(wrapped, lines)) > 10
    assert [shown(line) for line in wrapped] == [shown(line) for line in lines]
    assert [a.spans[0].line for a in parse(wrapped).articles] == [a.spans[0].line for a in parse(lines).articles]
    assert answer == gold


def test_the_command_writes_pages_that_can_be_scored(tmp_path) -> None:
    (tmp_path / "in").mkdir()
    lines, gold = made_page(stories(), "clean", 1)
    (tmp_path / "in" / "a.txt").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "in" / "a.gold.json").write_text(json.dumps(gold), encoding="utf-8")
    assert main([str(tmp_path / "in"), str(tmp_path / "out"), "--as", "lines"]) == 0
    assert check([str(tmp_path / "out")]) == 0
