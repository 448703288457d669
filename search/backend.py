"""The haystack engine: SearchQuerySet over the archive's own engine, in the archive's own query language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from haystack.backends import BaseEngine, BaseSearchBackend, BaseSearchQuery, log_query
from haystack.inputs import BaseInput
from haystack.models import SearchResult

from archive.models import Article
from search.documents import document_of
from search.engine import Document, Hits, Index, IndexMissing, open_index, rebuild, write
from search.highlight import needles, snippet
from search.opened import opened
from search.query import Dates, Node, Or, QueryError, Term, both, parse, typed

FIELDS = {"content": None, "text": None, "title": "title", "headline": "title", "by": "by", "author": "by"} | {
    name: name for name in ("column", "kind", "paper", "page")
}
FACETS = ("paper", "year", "month", "page", "column", "reporter", "kind", "verified")
EVERYTHING = 1_000_000_000  # more than any archive holds


class ArchiveSearchBackend(BaseSearchBackend):
    def __init__(self, connection_alias: str, **options: Any) -> None:
        super().__init__(connection_alias, **options)
        self.path = Path(options["PATH"])

    # --- writing: the index worker is the regular way; these serve haystack's own commands -------------------

    def held(self) -> int:
        """Number of the last change that the index holds."""
        try:
            return open_index(self.path).number
        except IndexMissing:
            return 0

    def update(self, index: Any, iterable: Iterable[Article], commit: bool = True) -> None:
        public = set(Article.objects.public_among([a.uid for a in iterable]).values_list("uid", flat=True))
        updates = [document_of(article) for article in iterable if article.uid in public]
        write(self.path, updates, [a.uid for a in iterable if a.uid not in public], self.held())

    def remove(self, obj_or_string: Article | str, commit: bool = True) -> None:
        if isinstance(obj_or_string, str):
            pk = obj_or_string.rpartition(".")[2]
            uids = list(Article.objects.filter(pk=pk).values_list("uid", flat=True))
        else:
            uids = [obj_or_string.uid]
        write(self.path, [], uids, self.held())

    def clear(self, models: Sequence[type] | None = None, commit: bool = True) -> None:
        if models is None or Article in models:
            none: list[Document] = []
            rebuild(self.path, none, self.held())

    # --- asking --------------------------------------------------------------------------------------------

    def index(self) -> Index:
        return opened(self.path).now()

    @log_query
    def search(self, query_string: str, **kwargs: Any) -> dict[str, Any]:
        """Haystack's answer: results, hits and facets. Raises QueryError, IndexProblem."""
        node, filters = narrowed(parse(query_string), kwargs.get("narrow_queries") or ())
        start, end = kwargs.get("start_offset") or 0, kwargs.get("end_offset")
        index = self.index()
        hits = index.search(
            node,
            offset=start,
            limit=EVERYTHING if end is None else max(0, end - start),
            sort=order_of(kwargs.get("sort_by") or ()),
            filters=filters,
            facets=[name for name in kwargs.get("facets") or () if name in FACETS],
        )
        wanted = models_wanted(kwargs.get("models"))
        results = self.results(index, hits, node, kwargs) if wanted else []
        return {
            "results": results,
            "hits": hits.total if wanted else 0,
            "facets": {"fields": {k: ranked(v) for k, v in hits.facets.items()}, "dates": {}, "queries": {}},
            "spelling_suggestion": None,
        }

    def results(self, index: Index, hits: Hits, node: Node, kwargs: Mapping[str, Any]) -> list[SearchResult]:
        """One result for each exact hit that is still public, in the order of the hits."""
        kind = kwargs.get("result_class") or SearchResult
        exact = [uid for uid, apart in zip(hits.uids, hits.original, strict=True) if not apart]
        pks = dict(Article.objects.public_among(exact).values_list("uid", "pk"))
        found = zip(hits.uids, hits.places, hits.scores, strict=True)
        return [
            kind("archive", "article", pks[uid], score, **self.stored(index.at(place), node, kwargs))
            for uid, place, score in found
            if uid in pks
        ]

    def stored(self, document: Document, node: Node, kwargs: Mapping[str, Any]) -> dict[str, Any]:
        values: dict[str, Any] = {
            "uid": document.uid,
            "title": document.title,
            "text": "\n".join(document.paragraphs),
            "by": list(document.names),
            "date": date.fromordinal(document.date) if document.date else None,
            **{name: getattr(document, name) for name in ("column", "kind", "paper", "page")},
        }
        if kwargs.get("highlight"):
            values["highlighted"] = {"text": [snippet(document.paragraphs, needles(node))]}
        return values

    def build_search_kwargs(self, query_string: str, **kwargs: Any) -> dict[str, Any]:
        return {"query_string": query_string, **kwargs}


def models_wanted(models: Iterable[type] | None) -> bool:
    return not models or Article in models


def order_of(names: Sequence[str]) -> str:
    if not names:
        return "relevance"
    try:
        return {"date": "oldest", "-date": "newest"}[names[0]]
    except KeyError:
        raise QueryError(f"cannot sort by {names[0]}: only by date or -date") from None


def ranked(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def narrowed(node: Node, narrow: Iterable[str]) -> tuple[Node, dict[str, list[str]]]:
    """Haystack's narrow("year:2020") as filters where a facet is named, else as a query that must hold too."""
    filters: dict[str, list[str]] = {}
    for text in narrow:
        name, _, value = text.partition(":")
        name = name.removesuffix("_exact")
        if name in FACETS and value:
            filters.setdefault(name, []).append(value.strip('"'))
        else:
            node = both(node, parse(text))
    return node, filters


class ArchiveSearchQuery(BaseSearchQuery):
    """Builds a query in the archive's own language from filter(), exclude() and SQ."""

    def matching_all_fragment(self) -> str:
        return ""

    def clean(self, query_fragment: Any) -> Any:
        return query_fragment

    def build_query_fragment(self, field: str, filter_type: str, value: Any) -> str:
        if isinstance(value, BaseInput):
            return f"({value.query_string})"  # what a reader typed, as he typed it
        if field == "date":
            return typed(Dates(*day_range(filter_type, value)))
        if field not in FIELDS:
            raise QueryError(f"cannot filter by {field}: only by {', '.join(FIELDS)} and date")
        if filter_type == "in":
            return f"({typed(Or(tuple(Term(str(v), FIELDS[field], exact=True) for v in value)))})"
        texts = [str(value)] if filter_type != "content" else str(value).split()
        return f"({typed(both(*(Term(text, FIELDS[field], exact=True) for text in texts)))})"

    def post_process_facets(self, results: Mapping[str, Any]) -> dict[str, Any]:
        return dict(results["facets"])

    def add_field_facet(self, field: str, **options: Any) -> None:
        self.facets[field] = options


def day_of(value: Any) -> date | None:
    return value.date() if isinstance(value, datetime) else value


def day_range(filter_type: str, value: Any) -> tuple[date | None, date | None]:
    """The days a date filter means. Raises QueryError for a kind of filter that has no meaning for days."""
    if filter_type == "range":
        return day_of(value[0]), day_of(value[1])
    day = day_of(value)
    if day is None:
        raise QueryError("a date is needed")
    ordinal = day.toordinal()
    try:
        return {
            "gte": (day, None),
            "gt": (date.fromordinal(ordinal + 1), None),
            "lte": (None, day),
            "lt": (None, date.fromordinal(ordinal - 1)),
            "exact": (day, day),
            "content": (day, day),
        }[filter_type]
    except KeyError:
        raise QueryError(f"cannot compare a date by {filter_type}") from None


class ArchiveEngine(BaseEngine):
    backend = ArchiveSearchBackend
    query = ArchiveSearchQuery
