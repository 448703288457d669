"""How well one line goes on from another: the words and marks on both sides of a seam, and where the two lines stand.

Every function here looks at two lines; `joins` decides for the whole page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.parsing.lines import Line
from archive.parsing.networks import chance
from archive.parsing.page import Facts, Page
from archive.parsing.pairs import pair_odds
from archive.parsing.starts import start_odds
from archive.parsing.text import is_han, open_marks
from archive.parsing.topics import agreement
from archive.parsing.words import frequency, straddle

_CLAUSE = re.compile(r"[，。；：、！？,;:!?“”‘’（）()《》「」\s—…]+")
_STOP = re.compile(r"[。；！？]")
_REACH = 7  # characters of the clause on either side of a seam that are looked at
LONGEST_OVERLAP = 30
_LONGEST_SHARED = 8
_SHORT = 30
_NO_START = frozenset("，。、；：！？”’）》」』】…％%·,.;:!?)")
_UNITS = frozenset("年月日号时分秒个名位亿万千百元吨米％%多余点人次家条项件公届岁倍辆户里亩名第期版")
_STOPS = frozenset("，、“（《")


@dataclass(frozen=True, slots=True)
class Seam:
    """The features of one candidate pair; `overlap` is how many first characters of the second repeat the first's end."""

    left: int
    right: int
    overlap: int
    near: bool  # the second is the next text line in the file
    features: dict[str, float]


def overlap(left: str, right: str) -> int:
    """How many first characters of `right` repeat the end of `left`, at least 2: `…发展，脱贫` + `脱贫攻坚` gives 2."""
    if right[:1] not in left[-LONGEST_OVERLAP:]:
        return 0
    for size in range(min(LONGEST_OVERLAP, len(left) - 1, len(right) - 1), 1, -1):
        if left.endswith(right[:size]):
            doubled = size == 2 and right[0] == right[1]  # 人人, 常常 are words, no repeat
            return 0 if doubled or not (any(map(is_han, right[:size])) or _same_number(left, right, size)) else size
    return 0


def _same_number(left: str, right: str, size: int) -> bool:
    """Whether a whole number is read twice: `…成立70` + `70周年`."""
    whole = (
        right[:size].isdigit()
        and not (left[-size - 1 : -size] or "年").isdigit()
        and left[-size - 1 : -size] not in ".．"
    )
    return whole and is_han(right[size : size + 1] or "0")


def seam(page: Page, a: Line, b: Line) -> Seam:
    """The features of `b` going on from `a`."""
    left, right = page.facts[a.index], page.facts[b.index]
    drop = overlap(left.text, right.text)
    text = right.text[drop:]
    features = _word_features(page, left.text, text)
    features.update(_fit_features(page, a.index, b.index, drop))
    features.update(_mark_features(left, right, text, open_marks(text)[0] if drop else right.stray))
    features.update(_place_features(page, a, b))
    features["topic"] = agreement(page.topics[a.index], page.topics[b.index])
    features["start"] = max(0.0, right.start) / 2
    features["start_odd"] = max(0.0, -right.start) / 2
    opens = right.opens if not drop else 0.0
    features["opens"] = max(0.0, opens) / 2
    features["opens_odd"] = max(0.0, -opens) / 2
    features["left_odd"] = max(0.0, min(3.0, -left.start)) / 2
    features["plain_start"] = float(left.plain) * max(0.0, right.start) / 2
    features["lead"] = float(right.lead)
    features["overlap"] = float(bool(drop))
    features["overlap_long"] = float(drop > 2)
    features["overlap_odd"] = float(bool(drop) and not frequency(right.text[:2]))
    features["overlap_mid"] = float(bool(drop)) * max(0.0, -start_odds(text)) / 2
    return Seam(a.index, b.index, drop, page.following.get(a.index) == b.index, features)


def _word_features(page: Page, left: str, right: str) -> dict[str, float]:
    tail, head = _CLAUSE.split(left[-_REACH:])[-1], _CLAUSE.split(right[:_REACH])[0]
    gain = straddle(tail, head) if tail and head else 0.0
    odds = pair_odds(left[-1:], right[:1], page.knowledge)
    return {
        "gain": min(12.0, gain) / 4,
        "word_across": float(gain > 1.5),
        "pair": max(0.0, min(3.0, odds)),
        "pair_odd": max(0.0, min(1.5, -odds)),
        "pair_word": max(0.0, min(3.0, odds)) * float(gain > 1.5),
        "seen": _seen(page, left, right),
    }


def _fit_features(page: Page, a: int, b: int, drop: int) -> dict[str, float]:
    """How well the two ends suit each other at all, and how much better than the page's other lines suit them."""
    value = page.fits.value(a, b, drop)
    ahead, behind = page.fits.lead(a, b)
    return {
        "fit": max(0.0, min(8.0, value)) / 2,
        "fit_odd": max(0.0, min(6.0, -value)) / 2,
        "fit_ahead": max(0.0, min(6.0, ahead)) / 2,
        "fit_behind": max(0.0, min(6.0, behind)) / 2,
        "rival_ahead": max(0.0, min(6.0, -ahead)) / 2,
        "rival_behind": max(0.0, min(6.0, -behind)) / 2,
    }


def _seen(page: Page, left: str, right: str) -> float:
    """Length of the longest stretch across the seam that stands elsewhere on the page, beyond what chance gives."""
    if not left or not right or left[-1] + right[0] not in page.pairs:
        return 0.0
    if left[-2:] + right[0] not in page.triples and left[-1] + right[:2] not in page.triples:
        return 1 / 3
    longest = 2
    while longest < _LONGEST_SHARED and _stands_across(page, left, right, longest + 1):
        longest += 1  # a stretch that stands elsewhere does so without its first or last character too
    return (longest - 1) / 3


def _stands_across(page: Page, left: str, right: str, size: int) -> bool:
    cuts = range(max(1, size - len(right)), min(size, len(left) + 1))
    return any(left[-cut:] + right[: size - cut] in page.text for cut in cuts)


def _mark_features(left: Facts, right: Facts, text: str, stray: tuple[str, ...]) -> dict[str, float]:
    last, first = left.text[-1:], text[:1]
    closes = bool(left.due and stray and left.due[-1] == stray[0])
    return {
        "closes": float(closes),
        "due_unmet": float(bool(left.due) and not stray),
        "stray_unmet": float(bool(stray) and not left.due),
        "comma": float(last in "，、"),
        "latin": float(last.isascii() and first.isascii() and last.isalnum() and first.isalnum()),
        "number": float(last.isdigit() and first in _UNITS),
        "bad_start": float(first in _NO_START and not closes),
        "comma_comma": float(last in _STOPS and first in _NO_START),
        "quote_start": float(first in "“‘《（—"),
        "sentence_left": float(len(left.text) > 80 or bool(_STOP.search(left.text))),
        "sentence_right": float(text[-1:] in "。！？”…；"),
        "clause_left": float(not left.plain and len(left.text) <= 80 and not _STOP.search(left.text)),
        "short_left": float(left.plain),
        "short_right": float(right.plain),
        "long_left": min(len(left.text), 150) / 100,
        "long_right": min(len(text), 150) / 100,
    }


def _place_features(page: Page, a: Line, b: Line) -> dict[str, float]:
    if page.following.get(a.index) == b.index:
        return {
            "left_head": _chance_of_heading(page, a),
            "short_both": float(len(a.text) < _SHORT and len(b.text) < _SHORT),
            "short_run": float(in_short_run(page, a, b)),
            "gap": float(b.gap >= 3),
            "like": page.likeness(a.index, b.index),
            "like_around": _around(page, a, b),
        }
    before, after = page.before(b.index), page.after(a.index)
    body_before = before is not None and before.role == "body"
    ends = after is None or after.role in ("head", "credit")
    below_head = before is not None and before.role == "head"
    return {
        "end_to_head": float(ends and below_head and not page.facts[b.index].lead),
        "end_to_credit": float(ends and (before is None or before.role in ("credit", "jump_out"))),
        "end_to_open": float(ends and body_before and page.facts[before.index].open) if before else 0.0,
        "last_to_head": float(after is None and below_head and not page.facts[b.index].lead),
        "after_closed": float(body_before and before is not None and not page.facts[before.index].open),
        "after_open": float(body_before and before is not None and page.facts[before.index].open),
        "after_head": float(below_head),
        "after_credit": float(before is None or before.role in ("credit", "jump_out")),
        "before_head": float(ends),
        "before_jump": float(after is not None and after.role == "jump_out"),
        "backward": float(b.index < a.index),
        "gap": float(b.gap >= 3),
        "like": page.likeness(a.index, b.index),
        "like_around": _around(page, a, b),
    }


def _chance_of_heading(page: Page, line: Line) -> float:
    """The chance that a bare line that was taken for text is a headline after all; 0 where that was no question."""
    odds = page.head_odds.get(line.index)
    return 0.0 if odds is None else chance(odds)


def in_short_run(page: Page, a: Line, b: Line) -> bool:
    """Whether the two stand in a row of three short lines or more: a poem, a list, the words of a drawing."""
    beside = (page.before(a.index), page.after(b.index))
    short = [line is not None and line.role == "body" and len(line.text) < _SHORT for line in beside]
    return len(a.text) < _SHORT and len(b.text) < _SHORT and any(short)


def _around(page: Page, a: Line, b: Line) -> float:
    """Likeness of the lines beside the seam: the one before `a` with `b`, the one after `b` with `a`."""
    total = 0.0
    before, after = page.before(a.index), page.after(b.index)
    if before is not None and before.role == "body" and before.index != b.index:
        total += page.likeness(before.index, b.index)
    if after is not None and after.role == "body" and after.index != a.index:
        total += page.likeness(a.index, after.index)
    return total / 2
