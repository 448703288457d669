"""Related articles (相关报道): those that share rare words and names with an article and are near it in time.

The article's own nouns and names are weighed by how rare the index knows them to be; the rarest are asked for together,
and what the best hits share with the article decides, so that no hit stands there for one word alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import exp, log1p

from django.core.cache import cache

from archive.models import Article
from archive.parsing.words import frequency
from search.analysis import flatten
from search.engine import Index, IndexProblem
from search.engine.rank import rarity
from search.engine.sharing import LEAST, at_most, sharing
from search.opened import current_index
from search.rows import Found, rows
from search.words import tag

MOST = 5  # articles offered
KEPT = 3600  # seconds
LOOKED_UP = 24  # nouns of the article whose rarity is asked
WORDS = 8  # of them that are looked for
CANDIDATES = 24  # articles of a segment that are compared
SHARE = 0.3  # of the weight of the words that an offered article must hold at least
READ = 900  # characters of the text whose words are weighed: the lead tells what a story is about
NAMES = ("nr", "ns", "nt", "nz")  # jieba's tags of people, places, institutions and other names
COMMON = 0.02  # share of all articles above which a word tells nothing
YEARS = 3  # before and after
UNTOLD = frozenset({"advert", "list"})  # kinds that are related to nothing


@dataclass(frozen=True, slots=True)
class Related:
    """An article, and the words it shares, the most telling first."""

    article: Found
    words: tuple[str, ...]


def related(article: Article) -> list[Related]:
    """At most MOST articles, the nearest first; none where the index is missing. One query."""
    if article.kind in UNTOLD:
        return []
    try:
        index = current_index()
    except IndexProblem:
        return []
    shared = kept_shared(article, index)
    found = rows(list(shared)) if shared else {}
    kept = [Related(found[uid], told) for uid, told in shared.items() if uid in found]
    return [one for one in kept if one.article.kind not in UNTOLD and not goes_on(article, one.article)][:MOST]


def kept_shared(article: Article, index: Index) -> Mapping[str, tuple[str, ...]]:
    """uid -> shared words, kept per text for an hour, or until the archive has grown by a thirtieth.

    The comparison costs as much as the rest of the page, and an edit elsewhere changes next to nothing in it. What was
    withdrawn meanwhile has no row."""
    key = f"related.{round(30 * log1p(index.count))}.{article.uid}.{article.updated.timestamp()}"
    shared = cache.get(key)
    if shared is None:
        words = telling_words(article, index)
        shared = best_of(article, index, words) if len(words) >= LEAST else {}
        cache.set(key, shared, KEPT)
    return shared


def goes_on(article: Article, other: Found) -> bool:
    """True for the other half of a story that jumps: the jump line leads there already."""
    label = other.page.label if other.page else None
    return other.issue.uid == article.issue.uid and label in {article.jump_to, article.jump_from} - {None}


# --- the words of the article -------------------------------------------------------------------------------


def telling_words(article: Article, index: Index) -> dict[str, float]:
    """The WORDS flat words that tell most about the article, each with its weight."""
    commonest = max(8, int(index.count * COMMON))
    weights = {}
    for word, times, is_name in rarest(nouns_of(article)):
        held = at_most(index, word)
        if 2 <= held <= commonest:  # the article itself is one
            weights[word] = min(times, 3) ** 0.5 * rarity(index.count, held) * (1.5 if is_name else 1)
    chosen = sorted(weights, key=lambda word: (-weights[word], word))[:WORDS]
    return {word: weights[word] for word in chosen if not any(word != other and word in other for other in chosen)}


def nouns_of(article: Article) -> dict[str, tuple[int, bool]]:
    """Flat noun -> how often it stands there (twice as much in the headline), and whether it is a name. Who wrote it
    and in which paper is no word of the story."""
    counted: Counter[str] = Counter()
    names = set()
    passed_over = flatten("".join([article.issue.paper.name, *article.names]))
    for text, times in texts_of(article):
        for word, kind in tag(text):
            if not kind.startswith("n"):
                continue
            flat = flatten(word)
            if len(flat) > 1 and flat not in passed_over and flat.isalpha():
                counted[flat] += times
                if kind.startswith(NAMES):
                    names.add(flat)
    return {word: (times, word in names) for word, times in counted.items()}


def rarest(nouns: Mapping[str, tuple[int, bool]]) -> list[tuple[str, int, bool]]:
    """The LOOKED_UP nouns that are rarest in the language: looking up all of them in the index would take long."""
    chosen = sorted(nouns, key=lambda word: (frequency(word) / nouns[word][0], word))[:LOOKED_UP]
    return [(word, *nouns[word]) for word in chosen]


def texts_of(article: Article) -> Iterator[tuple[str, int]]:
    yield from ((text, 2) for text in (article.kicker, article.title, article.subtitle) if text)
    yield "\n".join(article.texts)[:READ], 1


# --- the articles that share them ----------------------------------------------------------------------------


def best_of(article: Article, index: Index, words: Mapping[str, float]) -> dict[str, tuple[str, ...]]:
    """uid -> shared words of the best candidates, best first; more than are offered, since a row may be gone."""
    day = article.issue.date
    found = sharing(index, words, sum(words.values()) * SHARE, *window(day), most=CANDIDATES)
    others = [one for one in found if one.uid != article.uid]
    others.sort(key=lambda one: (-one.weight * closeness(day, one.date), one.uid))
    return {one.uid: one.words for one in others[: MOST * 2]}


def window(day: date | None) -> tuple[int | None, int | None]:
    """The days between which is looked, as in the index; no bounds for an undated article."""
    if day is None:
        return None, None
    span = 366 * YEARS
    return max(1, day.toordinal() - span), min(date.max.toordinal(), day.toordinal() + span)


def closeness(day: date | None, other: int) -> float:
    """1 on the same day, falling to a half over the years; a half where one has no date."""
    return 0.5 + 0.5 * exp(-abs(day.toordinal() - other) / 365) if day and other else 0.5
