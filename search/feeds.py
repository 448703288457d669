"""A search as an Atom feed: its newest hits."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language, gettext

from archive.models import Article
from search.asked import Asked
from search.results import every_hit

ENTRIES = 50


def atom(asked: Asked, page: str, own: str) -> str:
    """The feed as XML; `page` is the address of the search page, `own` that of the feed."""
    feed = Atom1Feed(
        title=f"{settings.ARCHIVE_NAME} · {asked.q or gettext('检索')}",
        link=f"{page}?{asked.address()}",
        description="",
        language=get_language(),
        feed_url=own,
        feed_guid=f"{page}?{asked.address()}",
    )
    for article in every_hit(replace(asked, sort="newest"), ENTRIES):
        add(feed, article)
    return feed.writeString("utf-8")


def add(feed: Atom1Feed, article: Article) -> None:
    day = article.issue.date
    url = settings.ARCHIVE_SITE_URL + article.permanent_url
    feed.add_item(
        title=article.headline,
        link=url,
        unique_id=url,
        description=escape(next(iter(article.texts), "")),  # the feed declares it as HTML
        author_name="、".join(article.names) or article.issue.paper.name,
        pubdate=datetime.combine(day, time(), UTC) if day else None,
        updateddate=article.updated,
    )
