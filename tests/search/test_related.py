"""Related articles: shared rare words and names, near in time."""

from datetime import date

import pytest

from archive.models import Article, State
from search.related import best_of, related
from search.worker import rebuild_all
from tests.search.conftest import Archive

BRIDGE = "望江大桥今天合龙。总工程师骆文远说，望江大桥的桥墩立在鹰嘴岩上。"


def headlines(article) -> list[str]:
    article.refresh_from_db()
    return [one.article.headline for one in related(article)]


@pytest.fixture
def bridge(archive: Archive):
    """A story, and around it what may be related to it."""
    now, soon, late = (archive.issue(day) for day in (date(2019, 5, 1), date(2019, 7, 1), date(2021, 9, 9)))
    archive.article("望江大桥两年之后", "骆文远重访望江大桥，鹰嘴岩下车来车往。", issue=late)
    archive.article("望江大桥通车", "望江大桥通车了，骆文远剪彩，鹰嘴岩下人山人海。", issue=soon)
    archive.article("骆文远获奖", "获奖以后，他说还要再修一座。", issue=soon)
    archive.article("望江大桥招租", "望江大桥桥头广告位，联系骆文远，鹰嘴岩店。", issue=soon, kind="advert")
    for number in range(12):
        archive.article(f"春茶开采{number}", "南坪村的春茶开采了，采茶的人很多。", issue=late)
    story = archive.article("望江大桥合龙", BRIDGE, issue=now)
    rebuild_all()
    return story


def test_stories_that_share_rare_words_are_related_the_nearest_first(bridge):
    assert headlines(bridge) == ["望江大桥通车", "望江大桥两年之后"]


def test_what_is_related_says_which_words_it_shares(bridge):
    bridge.refresh_from_db()
    assert "骆文远" in related(bridge)[0].words


def test_no_more_than_five_are_offered(archive, bridge):
    for number in range(6):
        archive.article(f"望江大桥之{number}", BRIDGE, issue=archive.issue(date(2019, 6, 1 + number)))
    rebuild_all()
    assert len(headlines(bridge)) == 5


def test_the_comparison_is_made_anew_only_when_the_archive_has_grown(archive, bridge, monkeypatch):
    compared = []
    monkeypatch.setattr("search.related.best_of", lambda *given: compared.append(1) or best_of(*given))
    for _ in range(2):
        headlines(bridge)
        rebuild_all()
    assert len(compared) == 1
    for number in range(20):
        archive.article(f"春茶{number}", "南坪村的春茶上市了。")
    rebuild_all()
    headlines(bridge)
    assert len(compared) == 2


def test_a_withdrawn_story_is_related_to_nothing(bridge):
    other = related(bridge)[0].article
    Article.objects.filter(uid=other.uid).update(state=State.WITHDRAWN)
    assert headlines(bridge) == ["望江大桥两年之后"]


def test_an_article_page_shows_related_stories_within_its_queries(client, bridge, django_assert_max_num_queries):
    address = bridge.get_absolute_url()
    client.get(address)
    with django_assert_max_num_queries(8):
        html = client.get(address).content.decode()
    assert "相关报道" in html
    assert "望江大桥通车" in html


def test_an_article_page_does_without_an_index(client, archive):
    story = archive.article("望江大桥合龙", BRIDGE)
    answer = client.get(story.get_absolute_url())
    assert answer.status_code == 200
    assert "相关报道" not in answer.content.decode()
