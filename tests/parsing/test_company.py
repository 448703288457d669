"""What speaks against an article when it is set against the page's others."""

from __future__ import annotations

import pytest

from archive.parsing.articles import Group
from archive.parsing.company import company_of, company_signs
from archive.parsing.homes import Home, Homes
from archive.parsing.issue import read_page
from archive.parsing.knowledge import EMPTY
from tests.parsing.pages import page
from tests.parsing.test_homes import BRIDGE, DRIFTED, SCHOOL
from tests.parsing.test_rare_words import ROWS


def group(heads: tuple[int, ...], *flow: int) -> Group:
    return Group(heads, flow, (), 1.0, -1.0)


def signs(groups: list[Group], homes: Homes, at: int) -> dict[str, float]:
    read = read_page(page(*BRIDGE, *SCHOOL, DRIFTED), EMPTY)
    return company_signs(read, groups, at, company_of(read, groups, homes), homes)


def homes(own: float, elsewhere: float) -> Homes:
    """Line 6 of the second stretch belongs there, or to the first."""
    sure = {line: Home(1.0, {2 if line < 3 else 1: 0.0}) for line in range(6)}
    return Homes({}, {**sure, 6: Home(own, {1: elsewhere})})


def test_what_one_article_has_too_much_the_other_lacks():
    groups = [group((0,), 1, 2), group((3,), 4, 5, 6)]
    bridge, school = (signs(groups, homes(0.1, 0.8), at) for at in (0, 1))
    assert (school["away"], school["missed"]) == (pytest.approx(0.9), 0.0)
    assert (bridge["away"], bridge["missed"]) == (0.0, pytest.approx(0.8))


def test_a_line_that_came_home_is_neither_away_nor_missed():
    groups = [group((0,), 1, 2, 6), group((3,), 4, 5)]
    bridge, school = (signs(groups, homes(0.05, 0.95), at) for at in (0, 1))
    assert bridge["away"] == pytest.approx(0.05) and bridge["missed"] == 0.0
    assert school["missed"] == pytest.approx(0.05)


def test_two_articles_of_one_matter_are_rivals():
    nothing = Homes({}, {})
    torn = signs([group((0,), 1, 2), group((3,), 4, 5), group((), 6)], nothing, 0)
    whole = signs([group((0,), 1, 2, 6), group((3,), 4, 5)], nothing, 0)
    assert torn["rival"] > whole["rival"]


def test_an_article_far_longer_than_the_others_is_unusual():
    groups = [group((0,), 1, 2, 4, 5, 6), group((3,))]
    assert signs(groups, Homes({}, {}), 0)["size_unusual"] > 0 > signs(groups, Homes({}, {}), 1)["size_unusual"]
    assert signs(groups, Homes({}, {}), 0)["paragraphs"] > signs(groups, Homes({}, {}), 1)["paragraphs"]


def test_rare_words_that_only_another_article_says_speak_against_a_line():
    read = read_page(ROWS, EMPTY)
    for first, second, expected in (((1, 2), (4, 5), True), ((1, 2, 5), (4,), False)):
        groups = [group((0,), *first), group((3,), *second)]
        found = company_signs(read, groups, 1, company_of(read, groups, Homes({}, {})), Homes({}, {}))
        assert (found["rare_else"] > 0) is expected
