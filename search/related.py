"""Related articles (相关报道): those that share rare words and names with an article and are near it in time.

The article's own nouns and names are weighed by how rare the index knows them to be; the rarest are asked for together,
and what the best hits share with the article decides, so that no hit stands there for one word alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp

from archive.models import Article
from search.analysis import flatten
from search.engine import Document, Index, IndexProblem
from search.engine.plan import cover
from search.engine.rank import rarity
from search.engine.view import SegmentView
from search.opened import current_index
from search.query import Or, Term
from search.rows import rows
from search.words import tag

MOST = 5  # articles offered
WORDS = 10  # of the article that are asked for
CANDIDATES = 24  # hits whose text is read
SHARED = 2  # words that an offered article must share at least
READ = 1500  # characters of the text whose words are weighed: the lead tells what a story is about
NAMES = ("nr", "ns", "nt", "nz")  # jieba's tags of people, places, institutions and other names
COMMON = 0.02  # share of all articles above which a word tells nothing
YEARS = 3  # before and after
UNTOLD = frozenset({"advert", "list"})  # kinds that are related to nothing


@dataclass(frozen=True, slots=True)
class Related:
    """An article, and the words it shares, the most telling first."""

    article: Article
    words: tuple[str, ...]


def related(article: Article) -> list[Related]:
    """At most MOST articles, the nearest first; none where the index is missing. One query."""
    if article.kind in UNTOLD:
        return []
    try:
        index = current_index()
    except IndexProblem:
        return []
    words = telling_words(article, index)
    if len(words) < SHARED:
        return []
    shared = best_of(article, index, words)
    found = rows(list(shared)) if shared else {}
    kept = [Related(found[uid], told) for uid, told in shared.items() if uid in found]
    return [one for one in kept if one.article.kind not in UNTOLD and not goes_on(article, one.article)][:MOST]


def goes_on(article: Article, other: Article) -> bool:
    """True for the other half of a story that jumps: the jump line leads there already."""
    label = other.page.label if other.page else None
    return other.issue.uid == article.issue.uid and label in {article.jump_to, article.jump_from} - {None}


# --- the words of the article -------------------------------------------------------------------------------


def telling_words(article: Article, index: Index) -> dict[str, float]:
    """The WORDS flat words that tell most about the article, each with its weight."""
    nouns = nouns_of(article)
    commonest = max(8, int(index.count * COMMON))
    weights = {}
    for word, (times, is_name) in nouns.items():
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
            flat = flatten(word)
            if kind.startswith("n") and len(flat) > 1 and flat not in passed_over and flat.isalpha():
                counted[flat] += times
                if kind.startswith(NAMES):
                    names.add(flat)
    return {word: (times, word in names) for word, times in counted.items()}


def texts_of(article: Article) -> Iterator[tuple[str, int]]:
    yield from ((text, 2) for text in (article.kicker, article.title, article.subtitle) if text)
    yield "\n".join(article.texts)[:READ], 1


def at_most(index: Index, flat: str) -> int:
    """How many articles can hold the string at most: its own list where the dictionary has one, else no more than
    hold the rarest of its pairs."""
    return sum(at_most_in(view, flat) for view in index.views)


def at_most_in(view: SegmentView, flat: str) -> int:
    if own := view.posting(flat):
        return own.count
    return min((found.count if (found := view.posting(span.text)) else 0 for span in cover(flat)), default=0)


# --- the articles that share them ----------------------------------------------------------------------------


def best_of(article: Article, index: Index, words: Mapping[str, float]) -> dict[str, tuple[str, ...]]:
    """uid -> shared words of the best candidates, best first; more than are offered, since a row may be gone."""
    day = article.issue.date
    start, end = window(day) if day else (None, None)
    hits = index.search(Or(tuple(map(Term, words))), limit=CANDIDATES, date_from=start, date_to=end)
    scored = []
    for uid in hits.uids:
        document = index.document(uid) if uid != article.uid else None
        shared = shared_words(document, words) if document else ()
        if len(shared) >= SHARED and document:
            scored.append((sum(words[word] for word in shared) * closeness(day, document.date), uid, shared))
    scored.sort(key=lambda row: (-row[0], row[1]))
    return {uid: shared for _, uid, shared in scored[: MOST * 2]}


def window(day: date) -> tuple[int, int]:
    span = timedelta(days=366 * YEARS).days
    return max(1, day.toordinal() - span), min(date.max.toordinal(), day.toordinal() + span)


def shared_words(document: Document, words: Mapping[str, float]) -> tuple[str, ...]:
    text = flatten("\n".join((*document.headline(), *document.paragraphs)))
    return tuple(word for word in words if word in text)


def closeness(day: date | None, other: int | None) -> float:
    """1 on the same day, falling to a half over the years; a half for an undated one."""
    return 0.5 + 0.5 * exp(-abs(day.toordinal() - other) / 365) if day and other else 0.5
