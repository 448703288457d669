"""What stands between the lines of a page that may be headings: a headline opens a story, a crosshead parts the text of one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from archive.parsing.lines import Line
from archive.parsing.page import Page
from archive.parsing.topics import agreement

_MOST, _LONG, _CHARACTERS = 12, 6, 800  # lines looked at; lines and characters that make a section a long one
_SINCE = 60  # lines among which the headline above is looked for
_FAR_HEADLINE, _MANY_PASSED = 20, 4
_PARALLEL = 14  # lines among which the next that may be a heading is looked for
_UNLIKE = 99
_STORY, _OPENING = 10, 4  # lines that say what the story above and the text below are about
_REPEATED, _FIRST_WORDS = 6, 120  # characters


class Section(NamedTuple):
    """The lines of text on one side of a heading and what ends them: `heading`, `credit`, `edge` (a jump line, the page's end), or
    `long` where there are more."""

    lines: tuple[int, ...]
    end: str


class Sections:
    """The page cut at every heading and at every line that may be one, `doubtful` (indices)."""

    def __init__(self, page: Page, doubtful: Collection[int]) -> None:
        self.page = page
        self.openings = frozenset(doubtful) | {line.index for line in page.lines if line.role == "head"}

    def features(self, decided: Sequence[Line], line: Line) -> dict[str, float]:
        """What the sections above and below the line say of it; `decided` holds the roles settled so far."""
        headline, passed = self._headline(decided, line)
        below = self._section(decided, line, self.page.following)
        above = self._section(decided, line, self.page.preceding)
        return {
            **self._size_features(below, "below"),
            **self._size_features(above, "above"),
            **self._place_features(decided, passed, headline),
            **self._parallel_features(decided, line, self.page.following, "below"),
            **self._parallel_features(decided, line, self.page.preceding, "above"),
            **self._word_features(line, above, below),
            **self._topic_features(decided, passed, above, below),
            **(self._headline_features(line, headline, below) if headline is not None else {}),
            **self._shares,
        }

    def _section(self, decided: Sequence[Line], line: Line, step: Mapping[int, int]) -> Section:
        """The text below a line or above it, up to what may be the next heading; the author under a headline opens no text."""
        found: list[int] = []
        at = step.get(line.index)
        while at is not None and len(found) < _MOST:
            role = decided[at].role
            if at in self.openings or role == "head":
                return Section(tuple(found), "heading")
            if role != "body":
                if role == "credit" and not found and step is self.page.following:
                    at = step.get(at)
                    continue
                return Section(tuple(found), "credit" if role == "credit" else "edge")
            found.append(at)
            at = step.get(at)
        return Section(tuple(found), "edge" if at is None else "long")

    def _size_features(self, section: Section, side: str) -> dict[str, float]:
        count = len(section.lines)
        return {
            f"{side}_lines": min(count, _LONG) / _LONG,
            f"{side}_one": float(count == 1),
            f"{side}_none": float(count == 0),
            f"{side}_characters": min(self._size(section), _CHARACTERS) / _CHARACTERS,
            f"{side}_credit": float(section.end == "credit"),
            f"{side}_edge": float(section.end == "edge"),
        }

    def _size(self, section: Section) -> int:
        return sum(len(self.page.lines[i].text) for i in section.lines)

    def _headline(self, decided: Sequence[Line], line: Line) -> tuple[int | None, list[int]]:
        """The headline line above, if one is near, and the lines between, upwards."""
        passed: list[int] = []
        at = self.page.preceding.get(line.index)
        while at is not None and len(passed) < _SINCE:
            if decided[at].role == "head":
                return at, passed
            passed.append(at)
            at = self.page.preceding.get(at)
        return None, passed

    def _place_features(self, decided: Sequence[Line], passed: Sequence[int], headline: int | None) -> dict[str, float]:
        """How far the headline above is, and how many lines between could be headings and are not. Names right under a headline close
        nothing."""
        closed = passed[:-1] if headline is not None else passed
        return {
            "since_lines": min(len(passed), _FAR_HEADLINE) / _FAR_HEADLINE,
            "since_passed": min(sum(i in self.openings for i in passed), _MANY_PASSED) / _MANY_PASSED,
            "since_credit": float(any(decided[i].role == "credit" for i in closed)),
            "since_none": float(headline is None),
        }

    def _parallel_features(
        self, decided: Sequence[Line], line: Line, step: Mapping[int, int], side: str
    ) -> dict[str, float]:
        """Whether the next line of the article that may be a heading is as long: crossheads often are alike."""
        other = self._parallel(decided, line, step)
        apart = abs(len(other.text) - len(line.text)) if other else _UNLIKE
        return {
            f"parallel_{side}": float(other is not None),
            f"parallel_{side}_same": float(apart == 0),
            f"parallel_{side}_near": float(apart <= 2),
        }

    def _parallel(self, decided: Sequence[Line], line: Line, step: Mapping[int, int]) -> Line | None:
        at = step.get(line.index)
        for _ in range(_PARALLEL):
            if at is None or decided[at].role == "head":
                return None
            if at in self.openings:
                return self.page.lines[at]
            at = step.get(at)
        return None

    def _word_features(self, line: Line, above: Section, below: Section) -> dict[str, float]:
        """How much of its words the text on either side takes up."""
        over, under = self._text(above), self._text(below)
        taken, said = repeated(line.text, under), repeated(line.text, over)
        own = self.page.grams[line.index]
        like = [self.page.likeness_of(own, self.page.grams_of(section.lines)) for section in (above, below)]
        return {
            "words_below": taken / _REPEATED,
            "words_above": said / _REPEATED,
            "words_turn": (taken - said) / _REPEATED,
            "words_first": repeated(line.text, under[:_FIRST_WORDS]) / _REPEATED,
            "words_like": like[1] - like[0],
        }

    def _text(self, section: Section) -> str:
        return "\n".join(self.page.lines[i].text for i in section.lines[:_LONG])

    def _topic_features(
        self, decided: Sequence[Line], passed: Sequence[int], above: Section, below: Section
    ) -> dict[str, float]:
        """Whether the text goes on telling of what the text since the headline above tells of."""
        page = self.page
        story = [i for i in passed if decided[i].role == "body" and i not in self.openings][:_STORY]
        through = agreement(page.topic_of(story), page.topic_of(below.lines))
        inner = [
            agreement(page.topic_of(side.lines[:1]), page.topic_of(side.lines[1:]))
            for side in (above, below)
            if len(side.lines) > 1
        ]
        return {
            "story_through": through,
            "story_like": min(3.0, page.likeness_of(page.grams_of(story), page.grams_of(below.lines))),
            "story_dip": through - sum(inner) / len(inner) if inner else 0.0,
        }

    def _headline_features(self, line: Line, headline: int, below: Section) -> dict[str, float]:
        """Whether line and text below tell of what the headline above tells of."""
        page, text = self.page, self.page.lines[headline].text
        about = page.topic_of([headline])
        return {
            "headline_own": min(repeated(line.text, text), 4) / 4,
            "headline_below": min(repeated(text, self._text(below)), 3) / 3,
            "headline_story": agreement(about, page.topic_of(below.lines[:_OPENING])),
            "headline_topic": agreement(about, page.topic_of([line.index])),
        }

    @cached_property
    def _shares(self) -> dict[str, float]:
        """How many of the page's lines may be headings, and how many are for certain."""
        flow = [line for line in self.page.lines if line.role in ("body", "head")]
        return {
            "page_openings": len(self.openings) / (1 + len(flow)),
            "page_heads": sum(line.role == "head" for line in flow) / (1 + len(flow)),
        }


def repeated(text: str, whole: str) -> int:
    """How many characters the longest stretch of the text has that stands in the whole too, six at most."""
    best = 0
    for start in range(len(text)):
        while best < _REPEATED and start + best < len(text) and text[start : start + best + 1] in whole:
            best += 1
    return best
