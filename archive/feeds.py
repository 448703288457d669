"""Atom feeds of new issues: of the whole archive and of one paper."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from archive.models import Article, Issue, Newspaper
from archive.reading.renditions import absolute
from archive.templatetags.newspaper import issue_day

ENTRIES = 30
HEADLINES = 8


class NewIssues(Feed):
    """The issues added last, with the first headlines of each."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, paper: str = "") -> Newspaper | None:
        return get_object_or_404(Newspaper, slug=paper) if paper else None

    def title(self, paper: Newspaper | None) -> str:
        return f"{paper.name} · {_('新到各期')}" if paper else _("新到各期")

    def link(self, paper: Newspaper | None) -> str:
        return paper.get_absolute_url() if paper else reverse("home")

    def feed_guid(self, paper: Newspaper | None) -> str:
        return absolute(self.link(paper))

    def items(self, paper: Newspaper | None) -> list[Issue]:
        rows = Issue.objects.public().select_related("paper").defer("layout").order_by("-created", "-pk")
        found = list((rows.filter(paper=paper) if paper else rows)[:ENTRIES])
        heads: dict[int, list[str]] = {issue.pk: [] for issue in found}
        articles = Article.objects.public().filter(issue__in=found, page__order=1).order_by("position")
        for issue, headline in articles.values_list("issue_id", "headline"):
            heads[issue].append(headline)
        for issue in found:
            issue.headlines = heads[issue.pk][:HEADLINES]
        return found

    def item_title(self, item: Any) -> str:
        return f"{item.paper.name} {issue_day(item)}"

    def item_description(self, item: Any) -> str:
        """HTML, as the feed declares it."""
        return "；".join(map(escape, item.headlines))

    def item_link(self, item: Any) -> str:
        return item.get_absolute_url()

    def item_guid(self, item: Any) -> str:
        return absolute(item.permanent_url)

    def item_pubdate(self, item: Any) -> datetime.datetime:
        return item.created

    def item_updateddate(self, item: Any) -> datetime.datetime:
        return item.updated
