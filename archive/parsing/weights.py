"""The weights of the parser's linear models, all in log odds."""
from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

NEAR: Mapping[str, float] = MappingProxyType(
    {
        "after_closed": 0.00, "after_credit": 0.00, "after_head": 0.00, "after_open": 0.00, "backward": 0.00,
        "bad_start": 0.51, "before_head": 0.00, "before_jump": 0.00, "closes": 3.83, "comma": 1.00,
        "comma_comma": 0.00, "due_unmet": -1.00, "gain": 2.64, "gap": -0.40, "latin": 1.95, "lead": -1.99,
        "like": -0.04, "like_around": 0.61, "long_left": 1.34, "long_right": -0.44, "number": 1.82, "overlap": -1.80,
        "overlap_long": -2.03, "overlap_odd": 0.93, "pair": -0.23, "quote_start": -0.18, "seen": 1.75,
        "short_left": -1.54, "short_right": -2.01, "start": -0.89, "stray_unmet": -1.33, "word_across": 1.20,
        "bias": -0.04,
    }
)  # fmt: skip

FAR: Mapping[str, float] = MappingProxyType(
    {
        "after_closed": -2.11, "after_credit": 1.25, "after_head": 1.17, "after_open": -0.30, "backward": 0.01,
        "bad_start": -1.65, "before_head": 1.18, "before_jump": 0.07, "both_free": 1.12, "closes": 4.66,
        "comma": 0.27, "comma_comma": -0.00, "due_unmet": -1.81, "gain": 2.05, "gap": 0.39, "latin": 2.33,
        "lead": -0.15, "left_free": 0.69, "like": 1.10, "like_around": 1.78, "long_left": 0.77, "long_right": -0.64,
        "number": 2.70, "overlap": -0.40, "overlap_free": 0.49, "overlap_long": -1.92, "overlap_odd": -0.85,
        "pair": 0.05, "quote_start": -0.22, "right_free": -1.00, "right_needy": 0.70, "seen": 1.65,
        "short_left": -1.29, "short_right": -2.28, "start": -0.54, "stray_unmet": -1.13, "word_across": 1.44,
        "bias": -6.59,
    }
)  # fmt: skip

LINK: Mapping[str, float] = MappingProxyType(
    {
        "bias": 3.0, "after_credit": -7.0, "after_jump": -6.0, "to_credit": 6.0, "to_jump": 6.0, "lead": -7.0, "jump_in": -5.0,
        "dangling": -2.5, "start": 0.0, "dangling_start": -1.5, "gap": -0.5, "short": 0.5, "short_before": 1.0, "like": 2.0,
        "like_none": -1.0,
    }
)  # fmt: skip
