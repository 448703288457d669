"""The second look at the places where an article may end without a headline."""

import pytest

from archive.parsing.breaks import Place, first_look, first_odds, read_links, second_look
from archive.parsing.homes import Home, Homes
from archive.parsing.issue import read_page
from archive.parsing.joins import Join, find_joins
from archive.parsing.knowledge import EMPTY
from archive.parsing.links import link_features, order_of
from tests.parsing.pages import page

LINES = page(
    "## 清河大桥正式通车",
    "本报讯 3月2日上午，清河大桥正式通车，县委书记陈立出席通车仪式。",
    "清河大桥全长1200米，双向六车道，总投资3.6亿元。",
    "大桥通车后，两岸群众的出行时间缩短到五分钟。",
    "## 青山小学迎来新校舍",
    "本报讯 3月1日，青山小学新校舍启用，600多名学生搬进新教室。",
    "新校舍还配有图书室和操场，孩子们十分喜欢。",
)


NOWHERE = Homes({}, {})


def looked_at(stretches: list[list[Place]], homes: Homes = NOWHERE) -> list[Place]:
    return second_look(stretches, first_odds(stretches), homes)


def test_headings_part_the_stretches_and_joins_hold_their_places():
    read = read_page(LINES, EMPTY)
    stretches = first_look(read, [Join(2, 3, 0, 5.0, 5.0)])
    assert [[(place.left, place.right) for place in stretch] for stretch in stretches] == [[(1, 2), (2, 3)], [(5, 6)]]
    assert [place.features is None for place in stretches[0]] == [False, True]


def test_every_pair_of_neighbours_that_nothing_holds_or_parts_has_odds():
    read = read_page(LINES, EMPTY)
    assert set(read_links(read, find_joins(read)).odds) == {(1, 2), (2, 3), (5, 6)}


def test_a_place_knows_of_the_breaks_beside_it(monkeypatch: pytest.MonkeyPatch):
    """Odds of the first look: 4, -3, 1 in one stretch, -2 alone in another."""
    said = {0: 4.0, 1: -3.0, 2: 1.0, 3: -2.0}

    class Known:
        def odds(self, rows: list[dict[str, float]]) -> list[float]:
            return [said[int(row["own"])] for row in rows]

    monkeypatch.setattr("archive.parsing.breaks.networks", lambda: {"LINK": Known()})
    stretches = [[Place(k, k + 1, {"own": float(k)}) for k in range(3)], [Place(9, 10, {"own": 3.0})]]
    calm, likely, beside, other = (place.features or {} for place in looked_at(stretches))
    assert [row["break_best"] for row in (calm, likely, beside, other)] == [0.0, 1.0, 0.0, 1.0]
    assert calm["break_below"] == calm["break_behind"] == beside["break_above"] == pytest.approx(0.953, abs=0.001)
    assert calm["break_above"] == beside["break_below"] == other["break_above"] == other["breaks_here"] == 0.0
    assert likely["first"] == -1.5 and likely["break_ahead"] == -2.0 and beside["break_ahead"] == 2.0
    assert likely["breaks_else"] == pytest.approx(0.881, abs=0.001)  # the other stretch's only place
    assert other["breaks_else"] == pytest.approx(0.953 + 0.018 + 0.269, abs=0.001)


def test_a_place_that_a_join_holds_counts_as_no_break(monkeypatch: pytest.MonkeyPatch):
    class Known:
        def odds(self, rows: list[dict[str, float]]) -> list[float]:
            return [0.0] * len(rows)

    monkeypatch.setattr("archive.parsing.breaks.networks", lambda: {"LINK": Known()})
    (only,) = looked_at([[Place(0, 1, None), Place(1, 2, {"own": 1.0})]])
    assert (only.left, only.right) == (1, 2)
    assert only.features and only.features["break_above"] < 0.001


def test_a_place_knows_where_the_line_below_it_belongs(monkeypatch: pytest.MonkeyPatch):
    class Known:
        def odds(self, rows: list[dict[str, float]]) -> list[float]:
            return [1.5] * len(rows)

    monkeypatch.setattr("archive.parsing.breaks.networks", lambda: {"LINK": Known()})
    homes = Homes({(0, 1): -30.0}, {1: Home(0.1, {2: 0.6, 3: 0.1})})
    strange, unknown = (place.features or {} for place in looked_at([[Place(0, 1, {}), Place(1, 2, {})]], homes))
    assert (strange["home_stay"], strange["home_else"]) == (pytest.approx(-8 / 3), pytest.approx(0.7))
    assert strange["home_stray"] == pytest.approx(0.2)
    assert (unknown["home_stay"], unknown["home_else"], unknown["home_stray"]) == (0.5, 0.0, 0.0)


def test_who_drew_the_map_belongs_to_the_report_behind_its_signoff():
    read = read_page(page(*LINES[:4:2], "（本报东京3月2日电）", "制图：周浩", *LINES[8:]), EMPTY)
    features = link_features(read, read.lines[2], read.lines[3], order_of(read, ()))
    assert (features["after_signoff"], features["to_signoff"]) == (0.0, 1.0)


def test_a_signature_ends_a_report_but_not_a_question_that_is_answered_below():
    letter = "我家的井水发浑，请问怎么办？（石门村 陈立）"
    read = read_page(page("## 井水发浑怎么办", letter, "答：先淘井，再投药消毒。", LINES[8], letter, LINES[8]), EMPTY)
    order = order_of(read, ())
    asked, told = (link_features(read, read.lines[i], read.lines[i + 1], order) for i in (1, 4))
    assert (asked["after_signed"], told["after_signed"]) == (0.0, 1.0)
