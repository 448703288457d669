"""What speaks for a line being (part of) a headline: its form, the lines beside it, the sections above and below it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.parsing.bylines import photo_credits
from archive.parsing.endings import ends_signed, ends_with_signoff
from archive.parsing.lines import Line
from archive.parsing.looks import seam_odds
from archive.parsing.names import begins_like_name
from archive.parsing.page import Page
from archive.parsing.placement import FURNITURE
from archive.parsing.roles import HEADLINE_REACH, is_deck, is_doubtful, is_marked, looks_like_heading
from archive.parsing.seams import seam
from archive.parsing.sections import Sections
from archive.parsing.topics import agreement
from archive.parsing.typeset import signs, untitled

_WINDOW = 3
_TAG = re.compile(r"[（(][\u4e00-\u9fff·①-⑳]{2,16}[)）]$")
_PLACE = re.compile(
    r"[\u4e00-\u9fff](?:[县市区镇乡村厂局院校社场站所店湖河山桥路街]|公司|学校|医院|中心|大队|支部|社区|中学|小学|检察)"
)
_TWO_PARTS = re.compile(r"^.{3,12}[\u3000 ].{3,12}$")
_PARTICLE = re.compile("[的了着过把被让与和在是]")


class Signs:
    """What can be seen of a page's lines as headings, reckoned once for all looks at it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        bare = untitled(page.lines)
        self.doubtful = tuple(
            line for line in page.lines if line.index not in bare and is_doubtful(page.lines, line)
        )  # the lines that must be judged
        self.sections = Sections(page, [line.index for line in self.doubtful])
        self._habits = {"lead": _lead_habit(page), "credit": _credit_habit(page)}
        self.marked = is_marked(page.lines)  # other headings of the page carry marks
        self._fixed: dict[int, dict[str, float]] = {}
        self._odds: dict[tuple[int, int], float] = {}

    def features(self, decided: Sequence[Line], line: Line) -> dict[str, float]:
        """The signs of one line; `decided` holds the roles settled so far: at the first look those of the lines above, at the second
        those of all."""
        if line.index not in self._fixed:
            self._fixed[line.index] = {**_form_features(line), **_topic_features(self.page, line)}
        return {
            **self._fixed[line.index],
            **self._near_features(decided, line),
            **(_marked_features(self.page, decided, line) if self.marked else {}),
            **self.sections.features(decided, line),
        }

    def _near_features(self, decided: Sequence[Line], line: Line) -> dict[str, float]:
        page = self.page
        before, after = page.before(line.index), page.after(line.index)
        role_before = decided[before.index].role if before else "top"
        after_2 = page.after(after.index) if after else None
        text_next = page.after(after.index) if after and _is_authors(after) else after
        heading_next = after is not None and after.role == "body" and looks_like_heading(after)
        lead_next = text_next is not None and page.facts[text_next.index].lead
        return {
            "unclosed": float(bool(page.facts[line.index].due)),
            "stray": float(bool(page.facts[line.index].stray)),
            "after_credit": float(role_before in ("credit", "jump_out")),
            "after_head": float(role_before == "head"),
            "after_top": float(role_before == "top" or role_before in FURNITURE),
            "after_plain": float(role_before == "body" and before is not None and page.facts[before.index].plain),
            "after_open": self._odds_of(before, line) if role_before == "body" else -4.0,
            "goes_on": self._odds_of(line, after),
            "lead_next": float(lead_next),
            "lead_soon": float(heading_next and after_2 is not None and page.facts[after_2.index].lead),
            "heading_next": float(heading_next),
            "after_signed": float(role_before == "body" and before is not None and _is_signed(before)),
            "after_stop": float(role_before == "body" and before is not None and before.text[-1:] in "。！？”…"),
            "caption_next": float(after is not None and _is_caption(after, after_2)),
            "name_next": float(after is not None and after.role == "body" and _may_be_author(after.text)),
            "length_next": min(200, len(text_next.text)) / 200 if text_next else 0.0,
            "credit_next": float(after is None or after.role in ("credit", "jump_out")),
            "opens_own": max(-3.0, min(3.0, page.facts[line.index].opens)) / 2,
            "opens_next": max(-3.0, min(3.0, page.facts[text_next.index].opens)) / 2 if text_next else 0.0,
            "fit_after": max(-4.0, min(4.0, page.fits.value(line.index, after.index))) / 2 if after else 0.0,
            "fit_before": max(-4.0, min(4.0, page.fits.value(before.index, line.index))) / 2
            if before and page.facts[before.index].open
            else 0.0,
            "fit_else": max(-4.0, min(4.0, page.fits.best_ahead(line.index))) / 2,
            "quoted": float(line.text[:1] in "“「" and line.text[-1:] in "”」"),
            "start_next": page.facts[text_next.index].start / 2 if text_next else 0.0,
            "lead_habit": self._habits["lead"] * float(not lead_next),
            "credit_habit": self._habits["credit"] * float(role_before != "credit"),
        }

    def _odds_of(self, a: Line | None, b: Line | None) -> float:
        """Log odds that one line goes on in the other, -4 at least; a line that ends with a stop does not."""
        page = self.page
        if a is None or b is None or a.role != "body" or b.role != "body" or not page.facts[a.index].open:
            return -4.0
        if (a.index, b.index) not in self._odds:
            self._odds[a.index, b.index] = max(-4.0, min(6.0, seam_odds(seam(page, a, b))))
        return self._odds[a.index, b.index]


def _form_features(line: Line) -> dict[str, float]:
    text = line.text
    return {
        "len_4": float(len(text) <= 4),
        "len_8": float(4 < len(text) <= 8),
        "len_30": float(16 < len(text) <= 30),
        "len_60": float(len(text) > 30),
        "comma": float("，" in text or "、" in text),
        "space": float(" " in text.strip() or "\u3000" in text),
        "tag": float(bool(_TAG.search(text))),
        "colon": float("：" in text),
        "asks": float(text[-1] in "？！?!"),
        "digits": float(sum(c.isdigit() for c in text) > len(text) / 3),
        "deck": float(is_deck(text)),
        "gap": float(line.gap >= 3),
        "place": float(bool(_PLACE.search(text))),
        "number": float(any(c.isdigit() for c in text)),
        "quotes": float("“" in text or "《" in text),
        "even": float(len(text) % 2 == 0 and len(text) <= 16),
        "length": min(len(text), 30) / 30,
        "two_parts": float(bool(_TWO_PARTS.match(text))),
        "particle": float(bool(_PARTICLE.search(text))),
    }


def _marked_features(page: Page, decided: Sequence[Line], line: Line) -> dict[str, float]:
    """Where the line stands among marked headings."""
    before, after = page.before(line.index), page.after(line.index)
    under = before is not None and decided[before.index].role == "head"
    over = after is not None and after.role == "head"
    nearest = reversed(decided[max(0, line.index - HEADLINE_REACH) : line.index])
    above = next((other.level for other in nearest if other.role == "head" and other.level), 0)
    return {
        "marked": 1.0,
        "own_mark": float(line.level > 0),
        "own_deeper": float(line.level > above > 0),
        "own_higher": float(0 < line.level < above),
        "own_short": float(line.level > 0 and len(line.text) <= 10),
        "marked_under": float(under),
        "marked_over": float(over),
        "marked_over_open": float(over) * float(before is not None and page.facts[before.index].open),
        "marked_lead": float(after is not None and page.facts[after.index].lead),
        "marked_credit": float(before is not None and before.role in ("credit", "jump_out")),
    }


def _is_signed(line: Line) -> bool:
    """Whether the line ends a report: names in brackets or a sign-off behind its last sentence, or a photo credit."""
    return ends_signed(line.text) or ends_with_signoff(line.text) or bool(photo_credits(line.text))


def _is_caption(line: Line, below: Line | None) -> bool:
    """Whether a line tells what a picture shows: it says so, or who took the picture stands behind it or under it."""
    credited = bool(photo_credits(line.text)) and len(line.text) > 20
    under = below is not None and len(below.text) <= 20 and bool(photo_credits(below.text))
    return "图为" in line.text or credited or under


def _may_be_author(text: str) -> bool:
    """Whether a short line may be an author's name that is also a word: 方 言, 严 谷."""
    bare = "".join(text.split())
    return 2 <= len(bare) <= 3 and begins_like_name(bare)


def _lead_habit(page: Page) -> float:
    """How much the page's reports open with a lead: leads against credit lines and headings that could have one."""
    leads = sum(facts.lead for facts in page.facts)
    return min(1.0, leads / 4)


def _credit_habit(page: Page) -> float:
    return min(1.0, sum(line.role == "credit" for line in page.lines) / 4)


def _topic_features(page: Page, line: Line) -> dict[str, float]:
    lines_above, lines_below = _window(page, line, page.preceding), _window(page, line, page.following)
    above, below = page.grams_of(lines_above), page.grams_of(lines_below)
    topic_above, topic_below = page.topic_of(lines_above), page.topic_of(lines_below)
    own, through = page.grams[line.index], page.likeness_of(above, below)
    return {
        "like_below": page.likeness_of(own, below),
        "like_above": page.likeness_of(own, above),
        "goes_through": through,
        "no_relation": float(through < 0.15),
        "topic_below": agreement(page.topics[line.index], topic_below),
        "topic_above": agreement(page.topics[line.index], topic_above),
        "topic_through": agreement(topic_above, topic_below),
    }


def _is_authors(line: Line) -> bool:
    """Whether a line names the author of what follows; bare names close what is above."""
    return line.role == "credit" and signs(line)


def _window(page: Page, line: Line, step: dict[int, int]) -> list[int]:
    """The text next to the line, above or below it; an author's line may stand between."""
    near: list[int] = []
    at = step.get(line.index)
    if at is not None and step is page.following and _is_authors(page.lines[at]):
        at = step.get(at)
    while at is not None and len(near) < _WINDOW and page.lines[at].role == "body":
        near.append(at)
        at = step.get(at)
    return near
