"""The signs of headings are each seen, and none is told before it can be known."""

from __future__ import annotations

from dataclasses import replace

from archive.parsing import heading_signs
from archive.parsing.heading_signs import Signs
from archive.parsing.issue import plain_page
from archive.parsing.knowledge import EMPTY
from tests.parsing.test_sections import SHORTS


def test_no_sign_has_the_name_of_another():
    signs = Signs(plain_page(["# 青溪治水记", SHORTS[1], *SHORTS], EMPTY))
    line = signs.doubtful[1]
    parts = [
        heading_signs._form_features(line),
        heading_signs._topic_features(signs.page, line),
        heading_signs._marked_features(signs.page, signs.page.lines, line),
        signs._near_features(signs.page.lines, line),
        signs.sections.features(signs.page.lines, line),
    ]
    assert sum(map(len, parts)) == len(signs.features(signs.page.lines, line))


def test_names_under_a_headline_close_nothing():
    page = plain_page(["清河大桥通车", "王建国", SHORTS[1], "先修渠道", SHORTS[3]], EMPTY)
    decided = [replace(page.lines[0], role="head"), *page.lines[1:]]
    assert Signs(page).features(decided, page.lines[3])["since_credit"] == 0.0
    closed = [
        *page.lines[:1],
        replace(page.lines[1], role="body"),
        replace(page.lines[2], role="credit"),
        *page.lines[3:],
    ]
    assert Signs(page).features(closed, page.lines[3])["since_credit"] == 1.0


def test_lines_of_verse_are_not_asked_for():
    verse = ["布谷鸟把天叫蓝了", "水田把云抱在怀里", "父亲弯下腰去", "把自己插进泥土", "一行一行", "绿了整个四月"]
    asked = [line.index for line in Signs(plain_page(["插秧时节", "方晓棠", *verse], EMPTY)).doubtful]
    assert not set(asked) & set(range(4, 7))
