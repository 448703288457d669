"""Pages of other pieces than reports: essays and verse of a supplement, the short dispatches of older papers.

News prose gives the words, since no other text is at hand; what is drawn is how such pieces are built.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from benchmarks.jumbling.stories import Story, first, name, without_lead

_CLAUSE = re.compile(r"(?<![\u4e00-\u9fff0-9])[\u4e00-\u9fff]{3,13}(?=[，。；：！？、])")
_SENTENCE = re.compile(r"[^。！？]+[。！？]”?")
_PART = re.compile(r"[\u4e00-\u9fff]{3,12}")
_PLACES = ("东湾", "北埠", "清河", "石港", "莲塘")
_VERSES = (5, 24)
_DISPATCH = 130  # characters, about


def supplement(pick: Random, stories: Sequence[Story]) -> list[Story]:
    """Essays, some of them very short, and verse, mostly with their author under the headline."""
    byline, verse, longest = pick.choice((0.0, 0.7, 1.0)), pick.choice((0.1, 0.3)), pick.choice((1, 3, 6))
    form = pick.choice(("{}", "{}", "□{}", "□ {}", "文/{}", "◎{}"))
    made = [_verse(pick, story) if pick.random() < verse else _essay(pick, story, longest) for story in stories]
    return [replace(s, byline=form.format(name(pick)) if pick.random() < byline else "") for s in made]


def dispatches(pick: Random, stories: Sequence[Story]) -> list[Story]:
    """A paragraph each under a headline of a line or two, as papers of the 1930s print them."""
    place, day = pick.choice(_PLACES), pick.choice("一二三四五六七八九十")
    lead = pick.choice(("", "", f"【本报{place}{day}日专电】", f"（{place}通讯）", f"{place}{day}日电 ", "本报讯 "))
    share, comma = pick.choice((0.5, 1.0)), pick.choice(("，", "，", ",", "、"))
    return [_dispatch(pick, story, lead if pick.random() < share else "", comma) for story in stories]


def _clauses(story: Story) -> list[str]:
    return [clause for text in story.paragraphs for clause in _CLAUSE.findall(text)]


def _short_title(pick: Random, story: Story) -> str:
    """A part of the headline that stands between marks."""
    return pick.choice(_PART.findall(story.title) or [story.title])


def _essay(pick: Random, story: Story, longest: int) -> Story:
    short_opening = len(story.paragraphs[0]) < 30
    paragraphs = first(story.paragraphs, pick.randint(1, longest) + short_opening)
    paragraphs[0] = without_lead(paragraphs[0])
    return Story("", _short_title(pick, story) if pick.random() < 0.7 else story.title, "", paragraphs)


def _verse(pick: Random, story: Story) -> Story:
    """Verses of one length two by two, or of many lengths without marks; an essay where the text has too few clauses."""
    clauses, size = _clauses(story), pick.choice((0, 0, 5, 7))
    regular = [clause for clause in clauses if len(clause) == size]
    few, many = _VERSES
    if len(regular) >= few:
        paragraphs = [f"{one}，{other}。" for one, other in zip(regular[:many:2], regular[1:many:2])]
    else:
        begin = pick.randrange(max(1, len(clauses) - many))
        paragraphs = clauses[begin : begin + pick.randint(few, many)]
    if len(paragraphs) < 3:
        return _essay(pick, story, 1)
    return Story("", _short_title(pick, story), "", paragraphs, whole=True)


def _dispatch(pick: Random, story: Story, lead: str, comma: str) -> Story:
    text = without_lead(max(story.paragraphs[:3], key=len))
    kept, most = "", pick.randint(30, _DISPATCH)
    for sentence in _SENTENCE.findall(text):
        if kept and len(kept) + len(sentence) > most:
            break
        kept += sentence
    parts = _PART.findall(story.title) or [story.title]
    second = parts[1] if len(parts) > 1 and pick.random() < 0.5 else ""
    return Story("", parts[0], second, [lead + (kept or text).replace("，", comma)])
