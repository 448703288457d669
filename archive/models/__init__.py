"""Newspapers, issues, pages, sources, articles and what happened to them.

The layout of an issue (`Issue.layout`, see `archive.layout`) is the truth; `Page` and `Article` rows are derived
from it by `archive.materialise` and written by `archive.editing` alone. No row is ever deleted.
"""

from archive.models.articles import Article, ArticleQuerySet, Change, Flag, FormerAddress, Revision
from archive.models.issues import Issue, IssueQuerySet, Page, Source
from archive.models.papers import (
    LONGEST_ISSUE,
    LONGEST_SUSPENSION,
    RESERVED_SLUGS,
    UNQUOTED,
    Newspaper,
    State,
    Suspension,
    dated_place,
    home_address,
    last_day,
    paper_address,
    refuse_reserved,
)

__all__ = [
    "Article",
    "ArticleQuerySet",
    "Change",
    "Flag",
    "FormerAddress",
    "Issue",
    "IssueQuerySet",
    "LONGEST_ISSUE",
    "LONGEST_SUSPENSION",
    "Newspaper",
    "Page",
    "RESERVED_SLUGS",
    "Revision",
    "Source",
    "State",
    "Suspension",
    "UNQUOTED",
    "dated_place",
    "home_address",
    "last_day",
    "paper_address",
    "refuse_reserved",
]
