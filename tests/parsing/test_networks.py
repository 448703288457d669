"""The parser's fitted models, and what a page's seams say of one another."""

import numpy as np

from archive.parsing.networks import PARTS, Network, networks
from archive.parsing.rivals import with_rivals
from archive.parsing.seams import Seam


def test_a_network_sees_what_two_signs_say_together():
    both = Network(
        {"a": 0, "b": 1},
        np.zeros(2),
        np.ones(2),
        np.array([[5.0], [5.0]]),
        np.array([-7.5]),
        np.array([4.0]),
        np.zeros(2),
        0.0,
    )
    alone, together, none = both.odds([{"a": 1.0}, {"a": 1.0, "b": 1.0}, {"unknown": 1.0}])
    assert alone < 0 < together
    assert none < 0
    assert both.odds([]) == []


def test_every_model_of_the_parser_is_stored_whole():
    for name in ("NEAR", "FAR", "HEAD", "LINK", "BREAK", "DOUBT", "FAULT"):
        network = networks()[name]
        width = len(network.place)
        assert width > 20 or name == "FAULT"  # which sees doubts alone
        assert network.inner.shape[0] == network.mean.size == network.spread.size == network.direct.size == width
        assert all(np.isfinite(getattr(network, part)).all() for part in PARTS), name


def seams(*pairs: tuple[int, int, bool]) -> list[Seam]:
    return [Seam(left, right, 0, near, {"own": 1.0}) for left, right, near in pairs]


def test_a_seam_knows_its_best_rivals_and_the_order_of_the_page():
    rows = seams((0, 1, True), (2, 3, True), (0, 3, False))
    near, other, apart = with_rivals(rows, {(0, 1): 2.0, (2, 3): -2.0, (0, 3): 1.0})
    assert near.features["own"] == 1.0
    assert near.features["other_start"] == 1.0  # the end of line 0 might also go on in line 3
    assert other.features["other_end"] == 1.0  # and line 3 go on from line 0
    assert near.features["page_unsound"] > other.features["page_unsound"]  # only the other seam is weak
    assert (apart.features["near_end"], apart.features["near_start"]) == (2.0, -2.0)
    assert apart.features["other_start"] == 2.0


def test_a_seam_without_rivals_stands_alone():
    (only,) = with_rivals(seams((4, 5, True)), {(4, 5): 0.5})
    assert only.features["other_start"] == only.features["other_end"] == -6.0
    assert only.features["page_unsound"] == 0.0
