"""Queries of the kinds that readers of a newspaper archive type, drawn from the text itself."""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import dataclass

from benchmarks.corpus import Material
from search.analysis import flatten
from search.engine.dictionary import default
from search.query import And, Node, Not, Term

HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
NAME = re.compile(r"(?:记者|通讯员)([\u4e00-\u9fff]{2,3})(?=[）)\s、])")
PLACE = re.compile(r"[\u4e00-\u9fff]{1,3}[省市县区镇村]")
LATIN = re.compile(r"[0-9a-z]{2,}")
PHRASE = re.compile(r"[\u4e00-\u9fff]{2,4}[，、：；（）][\u4e00-\u9fff]{2,4}")


@dataclass(frozen=True, slots=True)
class Asked:
    """A query: strings that must stand in an article, strings that must not."""

    kind: str
    holds: tuple[str, ...]
    lacks: tuple[str, ...] = ()

    def node(self) -> Node:
        parts = (*map(Term, self.holds), *(Not(Term(text)) for text in self.lacks))
        return parts[0] if len(parts) == 1 else And(parts)


def draw(material: Material, each: int, seed: int = 7) -> list[Asked]:
    """So many queries of each kind."""
    rng = random.Random(seed)
    sample = [flatten(text) for text in rng.sample(material.paragraphs, min(6000, len(material.paragraphs)))]
    text = "\n".join(sample)
    runs = [run for run in HAN.findall(text) if len(run) >= 8]
    words = _words(text)
    common, middling = words[:300], words[300:6000]
    names = sorted(set(NAME.findall(text))) or middling
    places = sorted(set(PLACE.findall(text)))
    latin = sorted(set(LATIN.findall(text)))
    phrases = sorted(set(PHRASE.findall(text))) or middling

    def piece(size: int) -> str:
        run = rng.choice(runs)
        start = rng.randrange(len(run) - size + 1)
        return run[start : start + size]

    makers = {
        "character": lambda: (piece(1),),
        "common word": lambda: (rng.choice(common),),
        "middling word": lambda: (rng.choice(middling),),
        "name": lambda: (rng.choice(names),),
        "place": lambda: (rng.choice(places or middling),),
        "latin, digits": lambda: (rng.choice(latin),),
        "two words": lambda: (rng.choice(middling), rng.choice(common)),
        "phrase": lambda: (rng.choice(phrases),),
        "any 2 to 8": lambda: (piece(rng.choice((2, 2, 3, 3, 4, 6, 8))),),
    }
    asked = [Asked(kind, maker()) for kind, maker in makers.items() for _ in range(each)]
    return asked + [Asked("not", (rng.choice(middling),), (piece(2),)) for _ in range(each)]


def _words(text: str) -> list[str]:
    """Dictionary words and pairs that readers would call words, by frequency."""
    known = set(default().words)
    counts = Counter(
        run[i : i + size] for run in HAN.findall(text) for size in (2, 3, 4) for i in range(len(run) - size + 1)
    )
    return [word for word, _ in counts.most_common(20000) if word in known or len(word) == 2][:8000]
