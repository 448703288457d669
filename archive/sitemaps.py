"""Sitemaps of papers, issues, pages and articles: 10,000 addresses a file."""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from archive.models import Article, Issue, Newspaper, Page, State

LIMIT = 10_000


class Places(Sitemap):
    """Addresses under ARCHIVE_SITE_URL, whatever host was asked."""

    limit = LIMIT

    def get_urls(self, page: int = 1, site: Any = None, protocol: str | None = None) -> list[dict[str, Any]]:
        scheme, _, host = settings.ARCHIVE_SITE_URL.partition("://")
        return self._urls(page, scheme, host)

    def get_domain(self, site: Any = None) -> str:
        return settings.ARCHIVE_SITE_URL.partition("://")[2]


class Papers(Places):
    def items(self) -> list[str]:
        fixed = [reverse("home"), reverse("about"), reverse("undated")]
        return fixed + [paper.get_absolute_url() for paper in Newspaper.objects.order_by("slug")]

    def location(self, item: str) -> str:
        return item


class Issues(Places):
    def items(self) -> QuerySet[Issue]:
        return Issue.objects.public().select_related("paper").defer("layout").order_by("pk")

    def lastmod(self, item: Issue) -> datetime.datetime:
        return item.updated


class Pages(Places):
    def items(self) -> QuerySet[Page]:
        rows = Page.objects.filter(issue__state=State.PUBLIC).select_related("issue__paper")
        return rows.defer("issue__layout").order_by("pk")

    def lastmod(self, item: Page) -> datetime.datetime:
        return item.issue.updated


class Articles(Places):
    def items(self) -> QuerySet[Article]:
        rows = Article.objects.public().filter(page__isnull=False).with_place()
        return rows.only(
            "uid",
            "updated",
            "state",
            "page__label",
            "issue__date",
            "issue__uid",
            "issue__edition",
            "issue__paper__slug",
        ).order_by("pk")

    def lastmod(self, item: Article) -> datetime.datetime:
        return item.updated


SITEMAPS = {"papers": Papers, "issues": Issues, "pages": Pages, "articles": Articles}
