"""How well one line goes on from another: the words and marks on both sides of a seam, and where the two lines stand.

Every function here looks at two lines; `joins` decides for the whole page.
"""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log

from archive.parsing.bylines import photo_credits
from archive.parsing.knowledge import Knowledge
from archive.parsing.leads import has_lead
from archive.parsing.lines import Line
from archive.parsing.starts import start_odds
from archive.parsing.text import is_han, open_marks
from archive.parsing.words import dictionary, frequency, straddle

_CLAUSE = re.compile(r"[，。；：、！？,;:!?“”‘’（）()《》「」\s—…]+")
_LONGEST_OVERLAP = 30
_LONGEST_SHARED = 8
_NO_START = frozenset("，。、；：！？”’）》」』】…％%·,.;:!?)")
_UNITS = frozenset("年月日号时分秒个名位亿万千百元吨米％%多余点人次家条项件公届岁倍辆户里亩名第期版")


class Page:
    """What scoring two lines needs to know of all the lines: the page's text, pairs of characters, neighbours."""

    def __init__(self, lines: Sequence[Line], knowledge: Knowledge, repeats: Mapping[int, int] | None = None) -> None:
        self.lines = lines
        self.repeats = dict(repeats or {})  # index of a repeated line -> index of the line that holds its text
        self.knowledge = knowledge
        self.text = "\n".join(line.text for line in lines)
        self.grams = Counter(g for line in lines for g in set(_grams(line.text)))
        self.pairs = Counter(self.text[i : i + 2] for i in range(len(self.text) - 1))

    @cached_property
    def gram_sets(self) -> tuple[frozenset[str], ...]:
        return tuple(frozenset(_grams(line.text)) for line in self.lines)

    @cached_property
    def following(self) -> dict[int, int]:
        """Index of a text line -> index of the text line that follows in the file, furniture and repeats left out."""
        flow = [line.index for line in self.lines if line.role in ("body", "head", "credit", "jump_out", "jump_in")]
        return dict(zip(flow, flow[1:]))

    @cached_property
    def preceding(self) -> dict[int, int]:
        return {after: before for before, after in self.following.items()}

    def repeats_of(self, index: int) -> tuple[int, ...]:
        """Indices of the lines that repeat the line given."""
        return tuple(again for again, original in self.repeats.items() if original == index)

    def rarity(self, gram: str) -> float:
        """How much two lines sharing the gram says: nothing for one that stands everywhere."""
        return log((1 + len(self.lines)) / (0.5 + self.grams.get(gram, 0)))

    def likeness(self, left: frozenset[str], right: frozenset[str]) -> float:
        """Shared rare pairs of characters of two texts, 0 and up, set against their length."""
        shared = left & right
        if not shared:
            return 0.0
        weight = sum(self.rarity(g) for g in shared)
        return weight / (len(left) * len(right)) ** 0.25 / 4


def _grams(text: str) -> list[str]:
    return [text[i : i + 2] for i in range(len(text) - 1) if is_han(text[i]) and is_han(text[i + 1])]


@dataclass(frozen=True, slots=True)
class Seam:
    """The features of one candidate pair; `overlap` is how many first characters of the second repeat the first's end."""

    left: int
    right: int
    overlap: int
    near: bool  # the second is the next text line in the file
    features: dict[str, float]


def ends_open(line: Line) -> bool:
    """Whether the sentence of the line may go on elsewhere; a photo credit, a name or a formula at the end is an end."""
    return line.ends_open and not photo_credits(line.text)


def overlap(left: str, right: str) -> int:
    """How many first characters of `right` repeat the end of `left`, at least 2: `…发展，脱贫` + `脱贫攻坚` gives 2."""
    for size in range(min(_LONGEST_OVERLAP, len(left) - 1, len(right) - 1), 1, -1):
        if left.endswith(right[:size]):
            doubled = size == 2 and right[0] == right[1]  # 人人, 常常 are words, no repeat
            return 0 if doubled or not any(map(is_han, right[:size])) else size
    return 0


def seam(page: Page, a: Line, b: Line) -> Seam:
    """The features of `b` going on from `a`."""
    drop = overlap(a.text, b.text)
    left, right = a.text, b.text[drop:]
    place = _place_features(page, a, b)
    features = {**_word_features(page, left, right), **_mark_features(left, right), **place}
    features |= {"start": start_odds(b.text) / 2, "overlap": float(bool(drop)), "overlap_long": float(drop > 2)}
    features["overlap_odd"] = float(bool(drop) and not frequency(b.text[:2]))
    return Seam(a.index, b.index, drop, page.following.get(a.index) == b.index, features)


def _word_features(page: Page, left: str, right: str) -> dict[str, float]:
    tail, head = _CLAUSE.split(left)[-1][-7:], _CLAUSE.split(right)[0][:7]
    gain = straddle(tail, head) if tail and head and tail[-1] + head[0] in dictionary().pairs else 0.0
    return {
        "gain": min(12.0, gain) / 4,
        "word_across": float(gain > 1.5),
        "pair": _pair_odds(page, left[-1:], right[:1]),
        "seen": _seen(page, left, right),
        "lead": float(has_lead(right)),
    }


def _pair_odds(page: Page, last: str, first: str) -> float:
    """Log odds of two characters side by side against chance, from the dictionary and from what the archive has read."""
    if not (last and first and is_han(last) and is_han(first)):
        return 0.0
    words, known = dictionary(), page.knowledge
    pairs = words.pairs.get(last + first, 0.0) + 50.0 * known.pairs.get(last + first, 0)
    total = sum_of_singles()
    expected = words.singles.get(last, 1.0) * words.singles.get(first, 1.0) / total
    return max(-2.0, min(3.0, log((pairs + 20.0) / (expected + 20.0)) / 2))


def sum_of_singles() -> float:
    return dictionary().total * 2.0


def _seen(page: Page, left: str, right: str) -> float:
    """Length of the longest stretch across the seam that stands elsewhere on the page, beyond what chance gives."""
    if not left or not right or page.pairs[left[-1] + right[0]] < 1:
        return 0.0
    best = 0
    for size in range(_LONGEST_SHARED, 1, -1):
        for cut in range(max(1, size - len(right)), min(size, len(left) + 1)):
            text = left[-cut:] + right[: size - cut]
            if len(text) == size and "\n" not in text and text in page.text:
                best = size
                break
        if best:
            break
    return float(max(0, best - 1)) / 3


def _mark_features(left: str, right: str) -> dict[str, float]:
    due = open_marks(left)[1]
    stray = open_marks(right)[0]
    last, first = left[-1:], right[:1]
    return {
        "closes": float(bool(due and stray and due[-1] == stray[0])),
        "due_unmet": float(bool(due) and not stray),
        "stray_unmet": float(bool(stray) and not due),
        "comma": float(last in "，、"),
        "latin": float(bool(last.isascii() and first.isascii() and last.isalnum() and first.isalnum())),
        "number": float(bool(last.isdigit() and (first in _UNITS))),
        "bad_start": float(first in _NO_START and not (first in _NO_START and stray and due and due[-1] == stray[0])),
        "comma_comma": float(last in "，、“（《" and first in _NO_START),
        "quote_start": float(first in "“‘《（—"),
        "short_left": float(len(left) <= 24 and not re.search(r"[，。；：、]", left)),
        "short_right": float(len(right) <= 24 and not re.search(r"[，。；：、]", right)),
        "long_left": min(len(left), 150) / 100,
        "long_right": min(len(right), 150) / 100,
    }


def _place_features(page: Page, a: Line, b: Line) -> dict[str, float]:
    near = page.following.get(a.index) == b.index
    before = page.lines[page.preceding[b.index]] if b.index in page.preceding else None
    after = page.lines[page.following[a.index]] if a.index in page.following else None
    return {
        "gap": float(b.gap >= 3),
        "after_closed": float(not near and before is not None and before.role == "body" and not ends_open(before)),
        "after_open": float(not near and before is not None and before.role == "body" and ends_open(before)),
        "after_head": float(not near and before is not None and before.role == "head"),
        "after_credit": float(not near and (before is None or before.role in ("credit", "jump_out"))),
        "before_head": float(not near and (after is None or after.role in ("head", "credit"))),
        "before_jump": float(after is not None and after.role == "jump_out"),
        "backward": float(b.index < a.index),
        "like": page.likeness(page.gram_sets[a.index], page.gram_sets[b.index]),
        "like_around": _around(page, a, b),
    }


def _around(page: Page, a: Line, b: Line) -> float:
    """Likeness of the lines beside the seam: the one before `a` with `b`, the one after `b` with `a`."""
    total = 0.0
    before, after = page.preceding.get(a.index), page.following.get(b.index)
    if before is not None and page.lines[before].role == "body" and before != b.index:
        total += page.likeness(page.gram_sets[before], page.gram_sets[b.index])
    if after is not None and page.lines[after].role == "body" and after != a.index:
        total += page.likeness(page.gram_sets[a.index], page.gram_sets[after])
    return total / 2
