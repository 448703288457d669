"""What haystack is told of articles; `search.documents` makes the engine's documents of them."""

from __future__ import annotations

from haystack import indexes

from archive.models import Article, ArticleQuerySet
from search.documents import indexed


class ArticleIndex(indexes.SearchIndex, indexes.Indexable):
    text = indexes.CharField(document=True)
    title = indexes.CharField(model_attr="headline")
    by = indexes.MultiValueField(model_attr="names")
    column = indexes.CharField(model_attr="column", faceted=True)
    kind = indexes.CharField(model_attr="kind", faceted=True)
    paper = indexes.CharField(model_attr="issue__paper__slug", faceted=True)
    page = indexes.CharField(model_attr="page__label", null=True, faceted=True)
    date = indexes.DateField(model_attr="issue__date", null=True)

    def get_model(self) -> type[Article]:
        return Article

    def index_queryset(self, using: str | None = None) -> ArticleQuerySet:
        return indexed()

    def read_queryset(self, using: str | None = None) -> ArticleQuerySet:
        return Article.objects.public().with_place().defer("issue__layout")

    def load_all_queryset(self) -> ArticleQuerySet:
        return self.read_queryset()

    def prepare_text(self, article: Article) -> str:
        return article.body
