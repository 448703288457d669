"""The archive's side of a result page: which of the hits are public at this moment, and how they are called.

Every search asks this, so its statement is compiled once (compiling it takes Django longer than the database takes to
answer it), an article comes as a few values, and what many articles share, their page and issue, is made once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.urls import get_script_prefix
from django.utils.translation import get_language

from archive.models import Article, Issue, Newspaper, Page

# each in the order of its model, as from_db wants them
FIELDS = {
    "": (Article, ("uid", "kind", "headline", "verified_at")),
    "page__": (Page, ("id", "label", "section")),
    "issue__": (Issue, ("id", "uid", "date", "date_end", "edition", "label")),
    "issue__paper__": (Newspaper, ("id", "slug", "name")),
}
SIZES = (20, 100, 500)  # a statement for each: the shorter lists are filled up
HOLE = "\x00hit"  # stands for a uid in the compiled statement; no uid looks like it

NAMES = tuple(prefix + name for prefix, (_model, names) in FIELDS.items() for name in names)
Values = tuple[Any, ...]
Form = tuple[str | None, str]
_KINDS = dict(Article.Kind.choices)
_PAGE, _ISSUE, _PAPER = 4, 7, 13  # where the values of page, issue and paper begin


def address_form() -> Form:
    """What addresses depend on at this moment, beside what they lead to; one and the same for a whole request."""
    return get_language(), get_script_prefix()


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Where articles stand; shared by them, not to be changed."""

    issue: Issue
    page: Page | None
    addresses: dict[Form, str] = field(default_factory=dict)  # of the page

    def address(self, form: Form) -> str:
        """Of the page; nothing where there is none."""
        if form not in self.addresses:
            self.addresses[form] = self.page.get_absolute_url() if self.page else ""
        return self.addresses[form]


@dataclass(frozen=True, slots=True)
class Found:
    """An article as lists name it, with the names that its model has."""

    uid: str
    kind: str
    headline: str
    verified_at: datetime | str | None
    place: Place

    @property
    def issue(self) -> Issue:
        return self.place.issue

    @property
    def page(self) -> Page | None:
        return self.place.page

    def path(self, form: Form) -> str:
        address = self.place.address(form)
        return f"{address}{self.uid}/" if address else Article(uid=self.uid).permanent_url

    def get_absolute_url(self) -> str:
        return self.path(address_form())

    def get_kind_display(self) -> str:
        return str(_KINDS.get(self.kind, self.kind))


def rows(uids: Sequence[str]) -> dict[str, Found]:
    """uid -> article with page, issue and paper, of those that are public."""
    found = {}
    for start in range(0, len(uids), SIZES[-1]):
        for article in fetched(uids[start : start + SIZES[-1]]):
            found[article.uid] = article
    return found


def fetched(uids: Sequence[str]) -> Iterator[Found]:
    size = next(size for size in SIZES if len(uids) <= size)
    sql, parameters = statement(size, connection.vendor)
    holes = iter([*uids, *[uids[-1]] * (size - len(uids))])
    with connection.cursor() as cursor:
        cursor.execute(sql, [next(holes) if str(value).startswith(HOLE) else value for value in parameters])
        for values in cursor.fetchall():
            yield Found(*values[:_PAGE], placed(values[_PAGE:_ISSUE], values[_ISSUE:_PAPER], values[_PAPER:]))


@lru_cache(maxsize=8)
def statement(size: int, vendor: str) -> tuple[str, tuple[Any, ...]]:
    """The statement for so many uids and its parameters, with a HOLE for each uid."""
    wanted = Article.objects.public_among([f"{HOLE}{n}" for n in range(size)])  # Django keeps one of like values
    sql, parameters = wanted.values_list(*NAMES).query.sql_with_params()
    return sql, tuple(parameters)


@lru_cache(maxsize=20_000)
def placed(of_page: Values, of_issue: Values, of_paper: Values) -> Place:
    """Issue and page with these values; as the values are the key, what is kept is never old."""
    number, uid, first, last, *rest = of_issue
    issue = Issue.from_db(None, FIELDS["issue__"][1], [number, uid, day_of(first), day_of(last), *rest])
    issue.paper = Newspaper.from_db(None, FIELDS["issue__paper__"][1], of_paper)
    if of_page[0] is None:
        return Place(issue, None)
    page = Page.from_db(None, FIELDS["page__"][1], of_page)
    page.issue = issue
    return Place(issue, page)


def day_of(value: date | str | None) -> date | None:
    """SQLite keeps days as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value
