from __future__ import annotations

import random
import re

from search.engine.jokers import SPAN, jokers


def slow(pattern: str) -> re.Pattern[str]:
    table = {"?": ".", "*": f".{{0,{SPAN}}}?"}
    return re.compile("".join(table.get(char) or re.escape(char) for char in pattern.strip("*")), re.DOTALL)


def test_a_pattern_fits_where_a_regular_expression_would():
    rng = random.Random(4)
    for _ in range(3000):
        pattern = "".join(rng.choice("甲乙甲乙?*") for _ in range(rng.randrange(1, 7)))
        text = "".join(rng.choice("甲乙丙") for _ in range(rng.randrange(60)))
        assert jokers(pattern).fits(text) == bool(slow(pattern).search(text)), (pattern, text)
        if not pattern.strip("*"):
            continue
        found = jokers(pattern).spans(text)
        assert all(slow(pattern).fullmatch(text[a:b]) for a, b in found)
        assert not found or found[0][0] == slow(pattern).search(text).start()


def test_a_star_reaches_so_far_and_no_farther():
    for gap, fits in ((0, True), (SPAN, True), (SPAN + 1, False)):
        assert bool(jokers("甲*乙").spans("甲" + "丙" * gap + "乙")) is fits


def test_hits_do_not_overlap_and_are_as_short_as_can_be():
    assert jokers("甲*乙").spans("甲甲乙乙甲乙") == [(0, 3), (4, 6)]


def test_repeated_pieces_come_to_an_end():
    for text in ("甲" * 20_000, "甲" * 20_000 + "丁" * 99 + "乙"):  # a regular expression takes minutes
        assert not jokers("甲*甲*甲*甲*甲*乙").spans(text)
