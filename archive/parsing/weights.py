"""The weights of the parser's linear models, all in log odds.

NEAR and FAR: whether a line goes on in the next one, or in one elsewhere (`seams`, `joins`). LINK: whether two neighbouring lines
stand in one article (`links`). HEAD: whether a bare line is a heading (`headings`). DOUBT: whether an article is wrong (`doubts`).

They were fitted by logistic regression with an L2 penalty on pages with right answers: pages laid out from news prose by a program
that cuts, moves, repeats and loses pieces, and those real pages whose names `benchmarks.check_pages.held_out` does not set aside.
What is convention and no statistics was set by hand: LINK after_credit, after_jump, lead, lead_first, after_signoff, to_signoff,
after_photo, dangling_sure and unintroduced, and HEAD gap. `python -m benchmarks.check_pages` and `benchmarks.calibration` say what they are worth.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

NEAR: Mapping[str, float] = MappingProxyType(
    {
        "bad_start": -0.27, "clause_left": 0.02, "closes": 3.06, "comma": 0.03, "comma_comma": 0.00,
        "due_unmet": -1.03, "gain": 0.85, "gap": -0.05, "latin": 1.93, "lead": -0.08, "left_odd": -1.03,
        "like": 0.15, "like_around": 1.20, "long_left": 0.13, "long_right": -0.42, "number": 1.70, "overlap": -0.36,
        "overlap_long": -1.33, "overlap_mid": -0.76, "overlap_odd": 0.64, "pair": 1.26, "pair_odd": -0.49,
        "pair_word": -0.31, "plain_start": -0.08, "quote_start": 0.53, "seen": 1.39, "sentence_left": 1.27,
        "sentence_right": 1.36, "short_left": -1.58, "short_right": -1.11, "start": -1.41, "start_odd": 0.43,
        "stray_unmet": -1.39, "word_across": 1.74, "bias": -0.66,
    }
)  # fmt: skip

FAR: Mapping[str, float] = MappingProxyType(
    {
        "after_closed": -2.16, "after_credit": 1.45, "after_head": 0.59, "after_open": 0.11, "backward": -0.05,
        "bad_start": -0.20, "before_head": 0.95, "before_jump": -0.28, "both_free": 0.37, "clause_left": 0.63,
        "closes": 4.10, "comma": 0.15, "comma_comma": 0.00, "due_unmet": -1.48, "end_to_credit": -0.27,
        "end_to_head": 0.29, "end_to_open": -0.21, "gain": 2.04, "gap": 0.31, "last_to_head": 1.45, "latin": 1.99,
        "lead": -0.03, "left_free": 0.82, "left_odd": -0.36, "like": 1.52, "like_around": 1.71, "long_left": 0.53,
        "long_right": -0.83, "number": 1.27, "overlap": 0.07, "overlap_free": 0.41, "overlap_long": -1.47,
        "overlap_mid": -1.29, "overlap_odd": 0.60, "pair": 0.87, "pair_odd": 0.05, "pair_word": -0.27,
        "plain_start": -0.27, "quote_start": 0.05, "right_free": 0.15, "right_needy": 0.47, "seen": 1.49,
        "sentence_left": 1.09, "sentence_right": 1.51, "short_left": -0.72, "short_right": -1.70, "start": -1.70,
        "start_odd": -0.08, "stray_unmet": -1.53, "word_across": 0.79, "bias": -8.63,
    }
)  # fmt: skip

LINK: Mapping[str, float] = MappingProxyType(
    {
        "after_credit": -6.50, "after_jump": -6.00, "away": -3.06, "away_comes": 3.99, "comes": -4.90,
        "credits_here": 0.55, "dangling": -0.74, "dangling_start": -0.25, "gap": 0.21, "last": -0.70, "lead": -6.00,
        "like": 1.31, "like_near": 2.06, "like_none": -1.11, "like_rest": 1.48, "names": -0.11, "plain": 1.29,
        "plain_before": -0.06, "start": -0.12, "start_odd": 0.37, "stray": -2.09, "to_credit": 1.63, "to_jump": 0.54,
        "to_jump_in": 0.00, "bias": 4.59, "after_signoff": -3.00, "to_signoff": 2.00, "after_photo": -1.00, "lead_first": 5.50, "dangling_sure": -4.00,
        "prose": 0.50, "unintroduced": -4.50, "wide": 0.38, "wide_none": -1.00, "wide_dip": 0.63,
    }
)  # fmt: skip

HEAD: Mapping[str, float] = MappingProxyType(
    {
        "after_credit": 1.89, "after_head": 2.65, "after_open": -0.06, "after_plain": -0.50, "after_top": 3.35,
        "asks": -1.80, "colon": -2.10, "comma": -1.47, "credit_habit": -0.82, "credit_next": -2.82, "deck": 0.75,
        "digits": -0.72, "gap": 1.50, "goes_on": -0.36, "goes_through": -1.08, "heading_next": -0.02,
        "lead_habit": 0.56, "lead_next": 3.83, "lead_soon": 2.37, "len_30": 0.15, "len_4": -0.31, "len_60": -0.34,
        "len_8": -0.80, "like_above": -1.86, "like_below": 1.24, "no_relation": 1.16, "space": 1.07,
        "start_next": -0.25, "tag": 4.08, "bias": -3.15,
    }
)  # fmt: skip

DOUBT: Mapping[str, float] = MappingProxyType(
    {
        "bare_head": 0.69, "beside_headless": 1.00, "credit_missing": -0.59, "end_open": 1.32, "far": -0.20,
        "far_many": 0.06, "far_weak": 0.97, "headless": 1.39, "join_close": 0.10, "join_weak": -0.15,
        "lead_missing": -0.68, "long": 0.19, "many_heads": 0.31, "no_body": 0.05, "no_credit": 0.65, "no_lead": 0.22,
        "one_line": 1.31, "open_inside": -0.23, "page_dangling": 0.10, "page_far": 0.02, "page_headless": 0.26,
        "refused": 3.28, "repeats": 0.76, "start_odd": 0.51, "sum_weak": 1.07, "title_unlike": 0.76,
        "unmarked": 0.48, "weakest": 1.38, "bias": -3.77,
    }
)  # fmt: skip
