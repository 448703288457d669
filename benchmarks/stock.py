"""The peer that tutorials describe: haystack's own Whoosh backend with the analyser that comes with jieba."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path

from benchmarks.engines import FIRST, shown
from benchmarks.queries import Asked
from search.engine import Document

COMMIT = 1000  # documents a commit, haystack's default for update_index


class Stock:
    name, exact = "haystack + Whoosh + jieba", False

    def _connect(self, folder: Path):  # type: ignore[no-untyped-def]
        import django  # set up here: this peer runs in a process of its own
        from django.conf import settings

        if not settings.configured:
            backend = "haystack.backends.whoosh_backend.WhooshEngine"
            settings.configure(
                INSTALLED_APPS=["django.contrib.contenttypes", "haystack"],
                DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
                HAYSTACK_CONNECTIONS={"default": {"ENGINE": backend, "PATH": str(folder), "SILENTLY_FAIL": False}},
            )
            django.setup()
        return _declared()

    def build(self, folder: Path, documents: Iterable[Document], processes: int) -> None:
        model, index, backend = self._connect(folder)
        source = enumerate(documents, 1)
        while batch := [model(pk=number, text=shown(document)) for number, document in islice(source, COMMIT)]:
            backend.update(index, batch)

    def open(self, folder: Path) -> Callable[[Asked], int]:
        self._connect(folder)
        from haystack.inputs import AutoQuery
        from haystack.query import SearchQuerySet

        def run(asked: Asked) -> int:
            query = " ".join([*asked.holds, *(f"-{text}" for text in asked.lacks)])
            results = SearchQuerySet().filter(content=AutoQuery(query))
            list(results.values_list("pk", flat=True)[:FIRST])
            return int(results.count())

        return run


def _declared():  # type: ignore[no-untyped-def]
    from django.db import models
    from haystack import connections, indexes
    from jieba.analyse import ChineseAnalyzer

    class Article(models.Model):
        text = models.TextField()

        class Meta:
            app_label = "haystack"

        def __str__(self) -> str:
            return self.text[:20]

    class ArticleIndex(indexes.SearchIndex, indexes.Indexable):
        text = indexes.CharField(document=True, model_attr="text", analyzer=ChineseAnalyzer())

        def get_model(self) -> type[Article]:
            return Article

    index = ArticleIndex()
    unified = connections["default"].get_unified_index()
    unified.build(indexes=[index])
    return Article, index, connections["default"].get_backend()
