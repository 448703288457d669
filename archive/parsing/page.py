"""A page under way: its lines with their roles, and what scoring needs to know of all of them, reckoned once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain
from math import fsum, log
from typing import NamedTuple

import numpy as np

from archive.parsing.affinity import opening_odds
from archive.parsing.bylines import photo_credits
from archive.parsing.captions import is_whole_caption
from archive.parsing.endings import DAY, is_date, is_label
from archive.parsing.fits import Fits
from archive.parsing.knowledge import Knowledge
from archive.parsing.leads import has_lead
from archive.parsing.lines import Line
from archive.parsing.offices import OFFICES
from archive.parsing.pairs import rareness
from archive.parsing.signatures import signatures
from archive.parsing.sources import is_source
from archive.parsing.starts import start_odds
from archive.parsing.tables import is_row
from archive.parsing.text import open_marks
from archive.parsing.topics import Vector, topic

FLOW = frozenset({"body", "head", "credit", "jump_out", "jump_in"})  # the roles of what articles are made of
_MARKS = re.compile(r"[，。；：、]")
_CONTACT_END = re.compile(
    r"(?:电话|手机|地址|联系人|邮编|热线|邮箱|网址)\s*(?:[:：]\s*[^。，；]{0,40}|[\s\w@./—－-]*[\d@][\w@./—－-]*)$"
    r"|(?<!\d)(?:0\d{2,3}[-—－]?\d{7,8}|1[3-9]\d{9})$",
    re.ASCII,
)
_SIGNED_END = re.compile(
    r"[。！？][\s　]*[\u4e00-\u9fff（）()]{2,20}(?:公司|委员会|办公室|管理局|供电局|中心|政府|医院|学校|学院|法院|协会|银行|编辑部)$"
    r"|[。！？][\s　]*[\u4e00-\u9fff]{0,8}[一众](?:工人|读者|市民|村民|居民|学生|家长|教师|乘客|旅客|司机|商户|用户|网友)$"
)
_SIGNED_DAY = re.compile(rf"(?:^|[。！？][\s　]*)[^，。；：:]{{2,40}}(?:{OFFICES})[\s　]+{DAY}$")
_COMPLIMENT = re.compile(r"^(?:敬礼|谨启|敬启|敬上|谨上)$")  # closes a letter
_PLAIN = 24
_OF_WORDS = ("chars", "grams", "weights", "topics", "topic_vectors", "rare")
_OF_TEXT = ("text", "pairs", "triples")
_HAN_TRIPLE = re.compile(r"(?=([\u3007\u3400-\u9fff]{3}))")
_RARE, _MOST_SPREAD = 0.9, 12  # rareness of both pairs of a rare triple; lines of the page it stands in at most
_HAN = re.compile(r"[\u3007\u3400-\u9fff\U00020000-\U0003ffff]")
_HAN_PAIR = re.compile(r"(?=([\u3007\u3400-\u9fff]{2}))")


class Facts(NamedTuple):
    """What is read off one line alone."""

    text: str
    open: bool  # its sentence may go on elsewhere; a photo credit at the end is an end
    start: float  # log odds that a paragraph begins with it
    opens: float  # the same by the runs of characters it begins with, -4 to 6
    lead: bool
    plain: bool  # short and without marks, as headings and crossheads are
    due: tuple[str, ...]  # closing marks still due at its end
    stray: tuple[str, ...]  # closing marks that nothing in it opened


def facts_of(line: Line) -> Facts:
    """What the line's text alone says; the same text is read once. A line of names opens no report: `（记者 何平）`."""
    found = _facts(line.text, line.ends_open)
    return found._replace(lead=False) if found.lead and line.role == "credit" else found


@lru_cache(maxsize=4096)
def _facts(text: str, ends_open: bool) -> Facts:
    stray, due = open_marks(text)
    plain = len(text) <= _PLAIN and not _MARKS.search(text)
    is_open = ends_open and not (photo_credits(text) or _stands_alone(text) or _ends_notice(text))
    opens = max(-4.0, min(6.0, opening_odds(text)))
    return Facts(text, is_open, start_odds(text), opens, has_lead(text), plain, due, stray)


def _stands_alone(text: str) -> bool:
    """Whether the line is a caption without a stop, the row of a table, the label of a box or a date: no sentence goes on behind it."""
    return is_whole_caption(text) or is_row(text) or is_label(text) or is_date(text)


def _ends_notice(text: str) -> bool:
    """Whether the line ends with how to reach an office, with its name behind the last sentence or over the date, closes a letter,
    or says where figures and drawings come from."""
    end = text[-60:]
    signed = _CONTACT_END.search(end) or _SIGNED_END.search(end) or _SIGNED_DAY.search(end)
    return bool(signed or _COMPLIMENT.match(text)) or is_source(text)


class Page:
    """The lines of a page in file order with what is known of them; `repeats` names the lines that only repeat another."""

    def __init__(
        self,
        lines: Sequence[Line],
        knowledge: Knowledge,
        repeats: Mapping[int, int] | None = None,
        head_odds: Mapping[int, float] | None = None,
        full: frozenset[int] = frozenset(),
    ) -> None:
        self.full = full  # indices of lines that end with a full printed line, with no indent below (`measure`)
        self.lines = lines
        self.head_odds = dict(head_odds or {})  # of the bare lines that look like a heading, on a page without marks
        self.knowledge = knowledge
        self.repeats = dict(repeats or {})  # index of a repeated line -> index of the line that holds its text
        self.facts = tuple(map(facts_of, lines))
        self._likeness: dict[tuple[int, int], float] = {}

    def again(
        self, lines: Sequence[Line], repeats: Mapping[int, int], head_odds: Mapping[int, float] | None = None
    ) -> Page:
        """The same lines in other roles; what hangs on their words alone is not reckoned anew."""
        page = Page(lines, self.knowledge, repeats, head_odds, self.full)
        kept = (*_OF_WORDS, *_OF_TEXT) if repeats == self.repeats else _OF_WORDS
        page.__dict__.update({name: self.__dict__[name] for name in kept if name in self.__dict__})
        page._likeness = self._likeness
        return page

    @cached_property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines if line.role != "repeat")

    @cached_property
    def signed(self) -> frozenset[int]:
        """The lines in which an office, a person or a day signs what stands above."""
        return frozenset(line.index for line in signatures(self.lines))

    @cached_property
    def pairs(self) -> frozenset[str]:
        """Every two neighbouring characters of the page."""
        return frozenset(map("".join, zip(self.text, self.text[1:])))

    @cached_property
    def triples(self) -> frozenset[str]:
        """Every three neighbouring characters of the page."""
        return frozenset(map("".join, zip(self.text, self.text[1:], self.text[2:])))

    @cached_property
    def chars(self) -> tuple[frozenset[str], ...]:
        """The Chinese characters of each line."""
        return tuple(frozenset(_HAN.findall(line.text)) for line in self.lines)

    @cached_property
    def grams(self) -> tuple[frozenset[str], ...]:
        """The pairs of Chinese characters of each line."""
        return tuple(frozenset(_HAN_PAIR.findall(line.text)) for line in self.lines)

    @cached_property
    def fits(self) -> Fits:
        """How well the lines of text suit each other as end and beginning."""
        return Fits([line.text for line in self.lines], [line.index for line in self.lines if line.role == "body"])

    @cached_property
    def weights(self) -> dict[str, float]:
        """How much two lines sharing the pair says: nothing for one that stands everywhere on the page or in all news."""
        counts = Counter(chain.from_iterable(self.grams))
        size = 1 + len(self.lines)
        spread = {count: log(size / (0.5 + count)) for count in set(counts.values())}
        return {gram: spread[count] * rareness(gram) for gram, count in counts.items()}

    @cached_property
    def rare(self) -> tuple[frozenset[str], ...]:
        """The triples of characters of each line that are rare in all news and stand in more than one line here, as the names of
        people and places do that a story tells of."""
        found = [
            {t for t in _HAN_TRIPLE.findall(line.text) if rareness(t[:2]) >= _RARE and rareness(t[1:]) >= _RARE}
            for line in self.lines
        ]
        counts = Counter(triple for line in found for triple in line)
        return tuple(frozenset(t for t in line if 1 < counts[t] <= _MOST_SPREAD) for line in found)

    @cached_property
    def stretches(self) -> tuple[int, ...]:
        """For each line the number of its stretch, which begins with a headline."""
        number, under, of = 0, False, []
        for line in self.lines:
            number += line.role == "head" and not under
            under = line.role == "head" if line.role in FLOW else under
            of.append(number)
        return tuple(of)

    @cached_property
    def rare_in(self) -> dict[str, frozenset[int]]:
        """Rare triple -> the stretches that it stands in."""
        found: dict[str, set[int]] = {}
        for at, triples in zip(self.stretches, self.rare):
            for triple in triples:
                found.setdefault(triple, set()).add(at)
        return {triple: frozenset(at) for triple, at in found.items()}

    @cached_property
    def following(self) -> dict[int, int]:
        """Index of a text line -> index of the text line that follows in the file, furniture and repeats left out."""
        flow = [line.index for line in self.lines if line.role in FLOW]
        return dict(zip(flow, flow[1:]))

    @cached_property
    def first(self) -> int:
        """Index of the page's first text line that another follows; 0 where there is none."""
        return min(self.following, default=0)

    @cached_property
    def preceding(self) -> dict[int, int]:
        return {after: before for before, after in self.following.items()}

    @cached_property
    def runs(self) -> tuple[dict[int, int], dict[int, int]]:
        """For each line of text, how many lines stand above it since the last heading or credit line, and how many below it
        until the next."""
        above: dict[int, int] = {}
        below: dict[int, int] = {}
        flow = [line for line in self.lines if line.role in FLOW]
        for found, order in ((above, flow), (below, flow[::-1])):
            count = 0
            for line in order:
                count = 0 if line.role != "body" else count + 1
                found[line.index] = count
        return above, below

    @cached_property
    def before_credit(self) -> frozenset[int]:
        """The text lines that run into a credit line before any heading."""
        found: set[int] = set()
        ahead = False
        for line in reversed([line for line in self.lines if line.role in FLOW]):
            ahead = line.role == "credit" or (ahead and line.role == "body")
            if ahead:
                found.add(line.index)
        return frozenset(found)

    def is_byline(self, line: Line) -> bool:
        """Whether a line of names stands right under a headline: it names the author of what follows and closes nothing."""
        before = self.before(line.index)
        return line.role == "credit" and before is not None and before.role == "head"

    def before(self, index: int) -> Line | None:
        """The text line above, furniture and repeats left out."""
        at = self.preceding.get(index)
        return None if at is None else self.lines[at]

    def after(self, index: int) -> Line | None:
        """The text line below, furniture and repeats left out."""
        at = self.following.get(index)
        return None if at is None else self.lines[at]

    def repeats_of(self, index: int) -> tuple[int, ...]:
        """Indices of the lines that repeat the line given."""
        return tuple(again for again, original in self.repeats.items() if original == index)

    def likeness(self, left: int, right: int) -> float:
        """Shared rare pairs of characters of two lines, 0 and up, set against their length."""
        key = (left, right) if left < right else (right, left)
        if key not in self._likeness:
            self._likeness[key] = self.likeness_of(self.grams[left], self.grams[right])
        return self._likeness[key]

    def likeness_of(self, left: frozenset[str], right: frozenset[str]) -> float:
        """`likeness` of two sets of pairs."""
        shared = left & right
        if not shared:
            return 0.0
        return (
            fsum(map(self.weights.__getitem__, shared)) / (len(left) * len(right)) ** 0.25 / 4
        )  # in any order the same

    @cached_property
    def topics(self) -> tuple[tuple[Vector, int], ...]:
        """What each line is about."""
        return tuple(topic((*chars, *pairs)) for chars, pairs in zip(self.chars, self.grams))

    def topic_of(self, indices: Sequence[int]) -> tuple[Vector, int]:
        """What several lines are about."""
        if not len(indices):
            return topic(())
        return self.topic_vectors[list(indices)].sum(axis=0), sum(self.topics[i][1] for i in indices)

    @cached_property
    def topic_vectors(self) -> Vector:
        """What the lines are about, lines x dimensions."""
        return np.array([vector for vector, _ in self.topics], np.float32)

    def grams_of(self, indices: Iterable[int]) -> frozenset[str]:
        """The pairs of characters of several lines."""
        return frozenset().union(*(self.grams[i] for i in indices))
