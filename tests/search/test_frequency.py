"""A word's frequency over time: of every 10,000 articles of a year, how many hold it."""

import re
from datetime import date

import pytest

from search.worker import rebuild_all


@pytest.fixture
def years(archive):
    """2019: 2 of 4 articles tell of tea; 2020: 2 of 8; one undated."""
    for year, tea, others in ((2019, 2, 2), (2020, 2, 6)):
        issue = archive.issue(date(year, 3, 6))
        for number in range(tea):
            archive.article(f"春茶开采{number}", "采茶的人很多。", issue=issue)
        for number in range(others):
            archive.article(f"新桥通车{number}", "两岸村民往来。", issue=issue, page="2")
    archive.article("春茶谱", "旧报一页。", issue=archive.issue(None))
    rebuild_all()


def table(client, **asked: str) -> list[list[str]]:
    html = client.get("/search/", asked).content.decode()
    found = re.search(r'<section class="facet chart".*?<tbody>(.*?)</tbody>', html, re.S)
    assert found
    rows = re.findall(r"<tr>(.*?)</tr>", found[1], re.S)
    return [re.findall(r"<td>([^<]*)</td>", row) for row in rows]


def test_each_year_tells_how_many_of_ten_thousand_articles_hold_the_word(client, years):
    assert table(client, q="春茶") == [["2", "5000.0"], ["2", "2500.0"], ["1", ""]]


def test_what_is_set_beside_the_word_narrows_both_sides(client, years):
    assert table(client, q="春茶", sheet="1")[:2] == [["2", "10000.0"], ["2", "10000.0"]]
    assert table(client, q="春茶 版:1")[:2] == [["2", "10000.0"], ["2", "10000.0"]]


def test_without_a_word_there_is_nothing_to_compare(client, years):
    assert table(client, sheet="1") == [["2"], ["2"], ["1"]]
    assert "每万篇" not in client.get("/search/", {"sheet": "1"}).content.decode()


def test_the_months_of_one_year_are_compared_with_their_months(client, years):
    assert table(client, q="春茶", year="2019")[0] == ["2", "5000.0"]
