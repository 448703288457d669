"""From the archive's articles to the engine's documents: what is indexed, and of which articles."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from archive.models import Article, ArticleQuerySet
from search.engine import Document

CHUNK = 1000  # articles read at once; SQLite takes a few thousand values in one statement
TAKEN = (
    "uid",
    "kicker",
    "title",
    "subtitle",
    "column",
    "byline",
    "credits",
    "paragraphs",
    "original",
    "kind",
    "verified_at",
    "issue__date",
    "issue__paper__slug",
    "page__label",
)


def indexed() -> ArticleQuerySet:
    """What the index should hold, with the fields that make a document and no others (a layout is large)."""
    return taken(Article.objects.public())


def taken(articles: ArticleQuerySet) -> ArticleQuerySet:
    return articles.select_related("issue__paper", "page").only(*TAKEN)


def document_of(article: Article) -> Document:
    reporters = dict.fromkeys(name for entry in article.byline for name in entry["names"])
    return Document(
        uid=article.uid,
        kicker=article.kicker,
        title=article.title,
        subtitle=article.subtitle,
        column=article.column,
        paragraphs=tuple(article.texts),
        names=tuple(article.names),
        original=tuple(article.original),
        date=article.issue.date.toordinal() if article.issue.date else None,
        paper=article.issue.paper.slug,
        page=article.page.label if article.page else "",
        kind=article.kind,
        reporters=tuple(reporters),
        verified=article.verified_at is not None,
    )


def all_documents() -> Iterator[Document]:
    """Every public article's document, read in chunks by id so that no transaction stays open for long."""
    last = 0
    while rows := list(indexed().filter(pk__gt=last).order_by("pk")[:CHUNK]):
        yield from map(document_of, rows)
        last = rows[-1].pk


def documents_of(uids: Collection[str]) -> list[Document]:
    """Documents of those of the uids that are public now."""
    return [document_of(article) for article in taken(Article.objects.public_among(uids))]
