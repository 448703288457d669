"""The second look at articles that may be wrong."""

import pytest

from archive.parsing.doubts import second_look
from archive.parsing.networks import chance


def test_an_article_knows_how_doubtful_its_neighbours_and_the_page_are(monkeypatch: pytest.MonkeyPatch):
    class Known:
        def odds(self, rows: list[dict[str, float]]) -> list[float]:
            return [row["own"] for row in rows]

    monkeypatch.setattr("archive.parsing.doubts.networks", lambda: {"DOUBT": Known()})
    first, second, third = second_look([{"own": 2.0}, {"own": -2.0}, {"own": -9.0}])
    high, low, least = chance(2.0), chance(-2.0), chance(-9.0)
    assert (first["above"], first["below"], first["beside"]) == (0.0, low, low)
    assert (second["above"], second["below"], second["beside"]) == (high, least, high)
    assert (first["most"], second["most"], third["most"]) == (low, high, high)
    assert third["first"] == -3.0  # odds beyond 6 say no more than 6
    assert second["others"] == pytest.approx((high + least) / 3)


def test_a_page_without_articles_has_no_doubts():
    assert second_look([]) == []
