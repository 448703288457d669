"""The weights of the parser's linear models, all in log odds."""
from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

NEAR: Mapping[str, float] = MappingProxyType(
    {
        "bad_start": 0.65, "closes": 3.79, "comma": 0.71, "comma_comma": 0.00, "due_unmet": -1.15, "gain": 2.14,
        "gap": -0.27, "latin": 1.58, "lead": -1.79, "like": 0.05, "like_around": 0.57, "long_left": 1.36,
        "long_right": -0.49, "number": 1.66, "overlap": -0.52, "overlap_long": -1.20, "overlap_mid": -1.81,
        "overlap_odd": 0.67, "pair": 0.65, "pair_word": 0.11, "quote_start": -0.26, "seen": 1.67,
        "short_left": -1.45, "short_right": -1.96, "start": -0.90, "stray_unmet": -1.28, "word_across": 1.14,
        "bias": 0.20,
    }
)  # fmt: skip

FAR: Mapping[str, float] = MappingProxyType(
    {
        "after_closed": -2.26, "after_credit": 1.30, "after_head": 1.17, "after_open": -0.21, "backward": -0.04,
        "bad_start": -1.20, "before_head": 1.08, "before_jump": -0.47, "both_free": 0.75, "closes": 4.26,
        "comma": 0.05, "comma_comma": -0.01, "due_unmet": -1.99, "gain": 1.92, "gap": 0.41, "latin": 2.34,
        "lead": -0.18, "left_free": 0.82, "like": 1.09, "like_around": 1.71, "long_left": 0.76, "long_right": -0.61,
        "number": 3.14, "overlap": -0.45, "overlap_free": 0.06, "overlap_long": -2.50, "overlap_mid": -0.57,
        "overlap_odd": -0.43, "pair": 0.61, "pair_word": -0.28, "quote_start": -0.42, "right_free": -1.23,
        "right_needy": 1.49, "seen": 1.48, "short_left": -1.24, "short_right": -1.83, "start": -0.35,
        "stray_unmet": -1.52, "word_across": 1.23, "bias": -6.51,
    }
)  # fmt: skip

LINK: Mapping[str, float] = MappingProxyType(
    {
        "after_credit": -6.50, "after_jump": -6.00, "away": -2.98, "away_comes": 3.91, "comes": -4.88,
        "credits_here": 0.54, "dangling": -0.70, "dangling_start": -0.21, "gap": -0.07, "last": -0.79, "lead": -1.72,
        "like": 1.48, "like_near": 1.40, "like_none": -0.75, "names": 0.19, "plain": 1.03, "plain_before": 0.01,
        "start": -0.17, "stray": -2.04, "to_credit": 1.88, "to_jump": 0.73, "to_jump_in": 0.00, "bias": 4.01,
    }
)  # fmt: skip

HEAD: Mapping[str, float] = MappingProxyType(
    {
        "after_credit": 1.93, "after_head": 2.44, "after_open": -0.07, "after_plain": -0.67, "after_top": 3.47,
        "asks": -1.80, "colon": -2.18, "comma": -1.40, "credit_habit": -0.69, "credit_next": -2.80, "deck": 0.90,
        "digits": -0.85, "gap": -0.05, "goes_on": -0.38, "goes_through": -1.32, "heading_next": 0.09,
        "lead_habit": 0.62, "lead_next": 3.97, "lead_soon": 2.23, "len_30": 0.30, "len_4": -0.25, "len_60": -0.20,
        "len_8": -0.80, "like_above": -1.99, "like_below": 1.06, "no_relation": 0.33, "space": 1.01,
        "start_next": -0.28, "tag": 4.05, "bias": -2.62,
    }
)  # fmt: skip

DOUBT: Mapping[str, float] = MappingProxyType(
    {
        "bias": -1.0
    }
)  # fmt: skip
