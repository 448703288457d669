"""Whether the text from a line on speaks of what the article above it speaks of, taken over more than the next lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from archive.parsing.lines import Line
from archive.parsing.names import is_name
from archive.parsing.page import Page
from archive.parsing.topics import agreement

_REACH = 10
_NAMED_REACH = 40
_RARE_ABOVE, _RARE_BELOW = 30, 4  # lines in which rare words are looked for
_SAYS = "表示|指出|强调|认为|要求|说|介绍|告诉|坦言|提出|建议|回忆|谈到"
_SPEAKER = re.compile(rf"^([\u4e00-\u9fff]{{2,3}}?)(?:还|又|也|最后|进一步)?(?:{_SAYS})")
_MEETING = re.compile(rf"^((?:座谈|会|交流|仪式|论坛|发布|报告)[\u4e00-\u9fff]{{0,2}}?)(?:上|{_SAYS})")
_MEETING_WORDS = ("会", "仪式", "论坛")


def cohesion_features(page: Page, a: Line, b: Line) -> dict[str, float]:
    """`wide`: how alike some ten lines on either side are; `wide_dip`: how much less than either side in itself;
    `unintroduced`: who speaks in `b` was never named in the article above."""
    above, below = _stretch(page, a, page.preceding), _stretch(page, b, page.following)
    agreed = _topic(page, above, below)
    across = page.likeness_of(page.grams_of(above), page.grams_of(below))
    inner = [found for side in (above, below) if (found := _inner(page, side)) is not None]
    return {
        "prose": 1.0,
        "wide": min(4.0, across),
        "wide_none": float(across < 0.3),
        "wide_dip": max(-3.0, min(1.0, across - sum(inner) / len(inner))) if inner else 0.0,
        "topic": agreed,
        "topic_near": agreement(page.topic_of(above[:2]), page.topic_of(below[:2])),
        "topic_dip": min(0.5, agreed - _inner_topic(page, above, below)),
        "unintroduced": float(is_unintroduced(page, a, b)),
    }


def rare_features(page: Page, a: Line, b: Line) -> dict[str, float]:
    """Whether the rare words of the next lines were said in the article above, or stand under another headline of the page."""
    own = page.stretches[a.index]
    above = _rare(page, a, page.preceding, _RARE_ABOVE, lambda line: page.stretches[line.index] == own)
    below = _rare(page, b, page.following, _RARE_BELOW, lambda line: line.role == "body")
    elsewhere = Counter(at for triple in below - above for at in page.rare_in[triple] if at != own)
    return {
        "rare_shared": min(4, len(below & above)) / 4,
        "rare_else": min(4, max(elsewhere.values(), default=0)) / 4,
        "rare_none": float(bool(below) and not below & above),
    }


def _rare(
    page: Page, line: Line, step: Mapping[int, int], most: int, belongs: Callable[[Line], bool]
) -> frozenset[str]:
    """The rare triples of a line and those that follow in one direction, as far as they belong."""
    found: list[frozenset[str]] = []
    at: int | None = line.index
    while at is not None and len(found) < most and belongs(page.lines[at]):
        found.append(page.rare[at])
        at = step.get(at)
    return frozenset().union(*found)


def _topic(page: Page, above: Sequence[int], below: Sequence[int]) -> float:
    return agreement(page.topic_of(above), page.topic_of(below))


def _inner_topic(page: Page, *sides: Sequence[int]) -> float:
    """How well the halves of either side agree: what to expect of one story told like these."""
    found = [_topic(page, side[: len(side) // 2], side[len(side) // 2 :]) for side in sides if len(side) > 1]
    return sum(found) / len(found) if found else 0.0


def _stretch(page: Page, line: Line, step: Mapping[int, int]) -> list[int]:
    """The text lines up to the line or from it, the headline above them too, as far as nothing else begins."""
    found: list[int] = []
    at: int | None = line.index
    while at is not None and len(found) < _REACH:
        if page.is_byline(page.lines[at]):
            at = step.get(at)
            continue
        if page.lines[at].role not in ("body", "head"):
            break
        if found and page.lines[at].role == "head" and step is page.following:
            break
        found.append(at)
        if page.lines[at].role == "head" or (page.facts[at].lead and step is page.preceding):
            before = page.before(at)
            if before is None or before.role != "head":
                break
        at = step.get(at)
    return found


def _inner(page: Page, side: Sequence[int]) -> float | None:
    if len(side) < 4:
        return None
    half = len(side) // 2
    return page.likeness_of(page.grams_of(side[:half]), page.grams_of(side[half:]))


def is_unintroduced(page: Page, a: Line, b: Line) -> bool:
    """Whether `b` opens with someone speaking by his bare name, or with a meeting, of whom the text above knows nothing."""
    speaker, meeting = _SPEAKER.match(b.text), _MEETING.match(b.text)
    if meeting:
        return not any(word in _above(page, a) for word in _MEETING_WORDS)
    return speaker is not None and is_name(speaker.group(1)) and speaker.group(1) not in _above(page, a)


def _above(page: Page, a: Line) -> str:
    texts: list[str] = []
    at: int | None = a.index
    while at is not None and len(texts) < _NAMED_REACH:
        texts.append(page.lines[at].text)
        before = page.before(at)
        if page.lines[at].role == "head" and (before is None or before.role != "head"):
            break
        at = page.preceding.get(at)
    return "\n".join(texts)
