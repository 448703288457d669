"""Short lines by their words: headlines and crossheads are whole, pieces of sentences are not."""

from __future__ import annotations

import pytest

from archive.parsing.issue import read_page
from archive.parsing.joins import find_joins
from archive.parsing.knowledge import EMPTY
from archive.parsing.lines import read_lines
from archive.parsing.page import facts_of
from archive.parsing.wording import LONGEST, headline_odds
from tests.parsing.pages import page

HEADLINES = [
    "清河大桥正式通车",
    "我县召开防汛工作会议",
    "让老手艺焕发新活力",
    "产业兴旺 乡村振兴",
    "我縣召開防汛工作會議",
]
PIECES = [
    "从今年三月起，县里的",
    "在清河边住了几十年的老",
    "村民李大成告诉记者，他",
    "由于工期紧、任务重，对",
    "他说，这几年村里的变",
]


@pytest.mark.parametrize("text", HEADLINES)
def test_a_headline_is_worded_like_one(text):
    assert facts_of(read_lines([text])[0]).worded > 0


@pytest.mark.parametrize("text", PIECES)
def test_a_piece_of_a_sentence_is_not(text):
    assert headline_odds(text) < 0


def test_what_is_too_long_for_a_headline_is_not_asked():
    assert headline_odds("清" * (LONGEST + 1)) == 0


def test_odd_characters_have_no_say():
    assert headline_odds("𠮷𠀋") == headline_odds("😀😀")


def test_a_crosshead_does_not_go_on_in_its_paragraph():
    lines = page(
        "## 清河大桥正式通车",
        "本报讯 3月2日上午，清河大桥正式通车。县委书记陈立出席通车仪式并讲话。",
        "一、抓紧完善接线道路",
        "完善两岸的接线道路，是让大桥发挥作用的关键，县交通局已经排出了时间表，年底前全部完工。",
        "二、加强日常养护管理",
        "大桥建成以后，由县公路段负责日常养护，每个月检查一次，发现问题及时处理。",
    )
    assert find_joins(read_page(lines, EMPTY)) == ()


def test_a_marked_line_does_not_go_on_in_the_next():
    lines = page(
        "## 清河大桥正式通车",
        "本报讯 3月2日上午，清河大桥正式通车。县委书记陈立出席通车仪式并讲话。",
        "### 1. 从今年三月起，县里的",
        "干部群众都来参加修桥，两岸的老百姓出门再也不用绕行二十多公里了。",
    )
    assert find_joins(read_page(lines, EMPTY)) == ()
