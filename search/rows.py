"""The archive's side of a result page: which of the hits are public at this moment, and how they are called.

Every search asks this, so its statement is compiled once: compiling it takes Django longer than the database takes to
answer it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connection

from archive.models import Article, Issue, Newspaper, Page

# each in the order of its model, as from_db wants them
FIELDS = {
    "": (Article, ("id", "uid", "kind", "headline", "verified_at")),
    "page__": (Page, ("id", "label", "section")),
    "issue__": (Issue, ("id", "uid", "date", "date_end", "edition", "label")),
    "issue__paper__": (Newspaper, ("id", "slug", "name")),
}
DATES = ("issue__date", "issue__date_end")
SIZES = (20, 100, 500)  # a statement for each: the shorter lists are filled up
HOLE = "\x00hit"  # stands for a uid in the compiled statement; no uid looks like it

NAMES = tuple(prefix + name for prefix, (_model, names) in FIELDS.items() for name in names)


def rows(uids: Sequence[str]) -> dict[str, Article]:
    """uid -> article with page, issue and paper, of those that are public."""
    found = {}
    for start in range(0, len(uids), SIZES[-1]):
        for article in fetched(uids[start : start + SIZES[-1]]):
            found[article.uid] = article
    return found


def fetched(uids: Sequence[str]) -> Iterator[Article]:
    size = next(size for size in SIZES if len(uids) <= size)
    sql, parameters = statement(size, connection.vendor)
    holes = iter([*uids, *[uids[-1]] * (size - len(uids))])
    with connection.cursor() as cursor:
        cursor.execute(sql, [next(holes) if str(value).startswith(HOLE) else value for value in parameters])
        same: dict[tuple[Any, ...], Any] = {}
        for values in cursor.fetchall():
            yield article_of(dict(zip(NAMES, values, strict=True)), same)


@lru_cache(maxsize=8)
def statement(size: int, vendor: str) -> tuple[str, tuple[Any, ...]]:
    """The statement for so many uids and its parameters, with a HOLE for each uid."""
    wanted = Article.objects.public_among([f"{HOLE}{n}" for n in range(size)])  # Django keeps one of like values
    sql, parameters = wanted.values_list(*NAMES).query.sql_with_params()
    return sql, tuple(parameters)


def article_of(values: dict[str, Any], same: dict[tuple[Any, ...], Any]) -> Article:
    """The article with what it stands in; pages, issues and papers that come again are the same objects."""
    for name in DATES:
        if isinstance(values[name], str):  # SQLite keeps days as text
            values[name] = date.fromisoformat(values[name])
    article, page, issue, paper = (instance(prefix, values, same) for prefix in FIELDS)
    article.page, article.issue, issue.paper = page, issue, paper
    if page:
        page.issue = issue
    return article


def instance(prefix: str, values: dict[str, Any], same: dict[tuple[Any, ...], Any]) -> Any:
    model, names = FIELDS[prefix]
    row = tuple(values[prefix + name] for name in names)
    if row[0] is None:
        return None
    key = (prefix, row[0])
    if key not in same:
        same[key] = model.from_db(None, names, row)
    return same[key]
