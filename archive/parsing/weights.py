"""The weights of the parser's linear models, all in log odds."""
from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

SEAM: Mapping[str, float] = MappingProxyType(
    {
        "bias": -3.5, "gain": 1.5, "word_across": 1.0, "pair": 0.8, "seen": 2.0, "start": -2.0, "lead": -9.0, "closes": 2.0,
        "due_unmet": -0.3, "stray_unmet": -3.0, "comma": 0.0, "latin": 0.5, "number": 1.0, "bad_start": -1.0, "comma_comma": -3.0,
        "quote_start": -0.7, "short_left": -1.5, "short_right": -1.0, "near": 5.0, "near_gap": -1.0, "after_closed": -3.0,
        "after_open": 0.5, "after_head": 1.5, "after_credit": 0.0, "before_head": 0.5, "before_jump": -4.0, "backward": -0.2,
        "like": 1.0, "like_around": 1.0, "overlap": 4.0, "overlap_long": 2.0, "right_open": 0.0,
    }
)  # fmt: skip

LINK: Mapping[str, float] = MappingProxyType(
    {
        "bias": 3.0, "after_credit": -7.0, "after_jump": -6.0, "to_credit": 6.0, "to_jump": 6.0, "lead": -7.0, "jump_in": -5.0,
        "dangling": -2.5, "start": 0.0, "dangling_start": -1.5, "gap": -0.5, "short": 0.5, "short_before": 1.0, "like": 2.0,
        "like_none": -1.0,
    }
)  # fmt: skip
