"""What is held, counted once after each change: a withdrawn article leaves the counts, another issue's stay."""

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from archive import editing
from archive.models import State
from archive.reading.holdings import holdings
from tests.pages.shelf import make_issue


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()


def counted(issue) -> list[tuple[int, int, int]]:
    holding = holdings(RequestFactory().get("/"))[issue.paper_id]
    return [(year.year, year.issues, year.articles) for year in holding.years]


def test_issues_and_articles_are_counted_by_year(issue):
    articles = issue.articles.count()
    make_issue("2021-03-06", "ff")
    assert counted(issue) == [(2019, 1, articles), (2021, 1, articles)]


def test_a_withdrawn_article_leaves_the_count_and_comes_back(issue):
    other = make_issue("2021-03-06", "ff")
    before = counted(issue)
    uid = other.articles.first().uid
    editing.set_state(other.pk, uid, State.WITHDRAWN, "侵权投诉")
    assert counted(issue) == [before[0], (2021, 1, before[1][2] - 1)]
    editing.set_state(other.pk, uid, State.PUBLIC)
    assert counted(issue) == before


def test_a_withdrawn_issue_is_not_held(issue):
    other = make_issue("2021-03-06", "ff")
    counted(issue)
    editing.set_state(other.pk, None, State.WITHDRAWN, "侵权投诉")
    assert [year for year, *_ in counted(issue)] == [2019]
