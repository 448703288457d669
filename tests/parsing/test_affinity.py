"""How well two ends suit each other without a word across the seam, and what opens a paragraph."""

import numpy as np

from archive.parsing.affinity import chance_levels, left_vector, opening_odds, right_vector, table
from archive.parsing.fits import Fits

ENDS = ("我们要坚定不移地走生态", "老人说起往事，眼里含着", "专家对这项研究的成果给予")
BEGINNINGS = ("优先、绿色发展的路子。", "泪水，久久没有说话。", "了高度评价，认为值得推广。")


def test_an_end_suits_its_own_beginning_best() -> None:
    fits = Fits([*ENDS, *BEGINNINGS], range(6))
    for at, _ in enumerate(ENDS):
        assert max(range(3), key=lambda other: fits.value(at, 3 + other)) == at


def test_the_lead_over_rivals_is_above_nothing_for_the_best_and_below_for_the_rest() -> None:
    fits = Fits([*ENDS, *BEGINNINGS], range(6))
    assert fits.lead(0, 3)[0] > 0 > fits.lead(0, 5)[0]


def test_every_number_counts_as_the_same_number() -> None:
    assert np.allclose(left_vector("全市新增就业1234"), left_vector("全市新增就业9876"))
    assert np.allclose(right_vector("35公里的公路"), right_vector("48公里的公路"))


def test_an_end_against_ends_drawn_at_random_has_a_finite_level() -> None:
    ends = np.array([left_vector(text) for text in (*ENDS, "", "abc", "？？")])
    assert np.isfinite(chance_levels(ends, table().right.bank)).all()


def test_lines_that_are_not_used_fit_nothing() -> None:
    fits = Fits(["甲", "乙", "丙"], [0, 2])
    assert fits.value(0, 1) == 0.0
    assert fits.lead(1, 2) == (0.0, 0.0)
    assert Fits([], []).value(0, 1) == 0.0


def test_what_opens_paragraphs_is_told_from_the_middle_of_sentences() -> None:
    assert min(map(opening_odds, ("近年来，当地大力发展", "据介绍，这座桥", "“以前出门难。”村民"))) > 0
    assert max(map(opening_odds, ("的同时，还要注意", "作用，推动形成", "设项目建成投产"))) < 0
