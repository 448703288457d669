"""The answer to what was asked: hits from the index, rows from the archive, text marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import urlencode

from django.utils.safestring import SafeString

from archive.models import Article
from search.asked import FILTERS, Asked, uids_of_issue
from search.engine import Document, Hits, Index
from search.highlight import Needle, all_marked, marked, needles, snippet, snippet_and_missing, spans, speaking
from search.lookalikes import lookalikes
from search.opened import current_index
from search.rows import Found, address_form, rows

# what a download or a feed says of an article
FULL = (
    "uid",
    "headline",
    "kind",
    "kicker",
    "title",
    "subtitle",
    "column",
    "byline",
    "credits",
    "paragraphs",
    "updated",
    "issue__date",
    "issue__paper__name",
    "page__label",
)


@dataclass(frozen=True, slots=True)
class Result:
    """One row. `path` is the article's address, `url` the same with the reader's words. `original`: found only in text
    that an editor corrected away (原文如此); `alike`: only by look-alike characters."""

    article: Found
    title_html: SafeString
    snippet: SafeString
    path: str
    url: str
    original: bool = False
    alike: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """`facets`: parameter name -> value -> count; where a facet is set, its counts are those without it."""

    total: int
    total_original: int
    total_alike: int
    results: Sequence[Result] = ()
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    @property
    def all(self) -> int:
        """How many rows can be paged through."""
        return self.total + self.total_original + self.total_alike


def answer(asked: Asked) -> Answer:
    """One page of results with facets. Raises QueryError, IndexProblem."""
    index = current_index()
    only = uids_of_issue(asked.issue) if asked.issue else None
    free = tuple(name for name in FILTERS if name not in asked.filters)
    hits = ask(index, asked, only, facets=free, limit=asked.size)
    facets = {name: hits.facets[FILTERS[name]] for name in free}
    for name in asked.filters:
        others = {k: v for k, v in asked.filters.items() if k != name}
        alone = ask(index, asked, only, facets=(name,), limit=0, filters=others)
        facets[name] = alone.facets[FILTERS[name]]
    return Answer(hits.total, hits.total_original, hits.total_alike, results_of(asked, hits, index), facets)


def ask(
    index: Index,
    asked: Asked,
    only: set[str] | None,
    *,
    facets: Sequence[str] = (),
    limit: int,
    offset: int | None = None,
    filters: Mapping[str, tuple[str, ...]] | None = None,
) -> Hits:
    chosen = asked.filters if filters is None else filters
    return index.search(
        asked.node,
        limit=limit,
        offset=asked.offset if offset is None else offset,
        sort=asked.sort,
        date_from=asked.start.toordinal() if asked.start else None,
        date_to=asked.end.toordinal() if asked.end else None,
        filters={FILTERS[name]: values for name, values in chosen.items()},
        facets=[FILTERS[name] for name in facets],
        only=only,
        lookalikes=lookalikes(),
    )


def results_of(asked: Asked, hits: Hits, index: Index) -> list[Result]:
    """Results in the order of the hits; an article withdrawn a moment ago is left out."""
    sought = needles(asked.node, lookalikes())
    words = f"?{urlencode({'q': asked.q})}" if asked.q and sought else ""
    found = rows(hits.uids)
    tiers = zip(hits.uids, hits.places, hits.original, hits.alike, strict=True)
    shown = [(found[uid], *rest) for uid, *rest in tiers if uid in found]
    headlines = all_marked([article.headline for article, *_ in shown], speaking(sought, "title"))
    snippets = [snippet_of(index.at(place), sought, original) for _, place, original, _ in shown]
    form = address_form()
    return [
        Result(article, SafeString(headline), SafeString(passage), path := article.path(form), path + words, *tier)  # nosec B703 # highlighting escaped them
        for (article, _, *tier), headline, passage in zip(shown, headlines, snippets, strict=True)
    ]


def snippet_of(document: Document, sought: Sequence[Needle], original: bool) -> str:
    """The best passage of the text; before it what of kicker, deck, column and names holds a word that is not there."""
    if original:
        return snippet(document.original, sought)
    body, missing = snippet_and_missing(document.paragraphs, speaking(sought, "body"))
    missing += [needle for needle in sought if not needle.speaks_of("body")]
    if not missing:
        return body
    beside = [(document.kicker, "title"), (document.subtitle, "title"), (document.column, "column")]
    beside += [(name, "by") for name in document.names]
    found = [marked(text, speaking(sought, part)) for text, part in beside if spans(text, speaking(missing, part))]
    return " · ".join([*dict.fromkeys(found), body])


def every_hit(asked: Asked, most: int, batch: int = 200) -> Iterator[Article]:
    """All exact hits in order, at most `most`, read in batches: for downloads and feeds."""
    only = uids_of_issue(asked.issue) if asked.issue else None
    hits = ask(current_index(), asked, only, limit=most, offset=0)
    exact = iter(uid for uid, *apart in zip(hits.uids, hits.original, hits.alike, strict=True) if not any(apart))
    while uids := list(islice(exact, batch)):
        public = Article.objects.public_among(uids).select_related("issue__paper", "page").only(*FULL)
        found = {article.uid: article for article in public}
        yield from (found[uid] for uid in uids if uid in found)
