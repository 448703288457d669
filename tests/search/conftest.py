"""A small archive of an invented paper, and an index of a test's own."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from haystack import connections

from archive.models import Article, Change, Issue, Newspaper, Page
from search.worker import rebuild_all


class Archive:
    """Puts articles straight into the tables: what made them does not matter to search."""

    def __init__(self) -> None:
        self.count = 0

    def issue(self, day: date | None = date(2020, 6, 16), paper: str = "qingxi", name: str = "青溪日报") -> Issue:
        row, _ = Newspaper.objects.get_or_create(slug=paper, defaults={"name": name})
        return Issue.objects.get_or_create(paper=row, date=day)[0]

    def article(
        self, title: str, *paragraphs: str, issue: Issue | None = None, page: str = "1", **more: Any
    ) -> Article:
        self.count += 1
        issue = issue or self.issue()
        sheet, _ = Page.objects.get_or_create(issue=issue, label=page, defaults={"order": int(page)})
        values: dict[str, Any] = {
            "uid": f"a{self.count:09}".translate(str.maketrans("01", "xy")),
            "headline": title or "（无题）",
            "title": title,
            "paragraphs": [["body", text] for text in paragraphs],
            "position": self.count,
            **more,
        }
        article = Article.objects.create(issue=issue, page=sheet, **values)
        Change.objects.create(article_uid=article.uid)
        return article


@pytest.fixture
def index_path(settings, tmp_path):
    settings.ARCHIVE_DATA_DIR = tmp_path
    settings.ARCHIVE_INDEX_DIR = tmp_path / "index"
    connections["default"].get_backend().path = settings.ARCHIVE_INDEX_DIR
    return settings.ARCHIVE_INDEX_DIR


@pytest.fixture
def archive(db, index_path) -> Archive:
    return Archive()


@pytest.fixture
def town(archive) -> dict[str, Article]:
    """Four articles in two papers, indexed; one of them undated."""
    later = archive.issue(date(2021, 1, 3))
    undated = archive.issue(None, "longtan", "龙潭周报")
    articles = {
        "fire": archive.article(
            "龙潭镇扑灭山火",
            "消防队员徐惠文说，火势已控制。",
            "无人受伤，<b>山林</b>无恙。",
            kicker="奋战三昼夜",
            byline=[{"role": "记者", "names": ["林小满"]}],
        ),
        "fair": archive.article(
            "茶市開市", "５Ｇ网络覆盖茶市。", issue=later, page="2", column="茶乡", original=["茶巿开张"]
        ),
        "notice": archive.article("遗失启事", "徐惠文遗失证件。", issue=undated, kind="notice"),
        "bridge": archive.article("新桥通车", "两岸村民往来不再绕行。", issue=later),
    }
    rebuild_all()
    return articles
