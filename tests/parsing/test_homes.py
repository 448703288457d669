"""Which article a line belongs to by what it speaks of, and what is made of it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.ingest.assembling import proposed
from archive.parsing.articles import group
from archive.parsing.breaks import Links
from archive.parsing.flags import find_doubts
from archive.parsing.homes import Homes, find_homes
from archive.parsing.issue import read_page
from archive.parsing.kinship import Kinship
from archive.parsing.knowledge import EMPTY
from archive.parsing.moves import Move, move_candidates
from archive.parsing.page import Page
from archive.parsing.records import Doubt, ParsedArticle, Span
from tests.parsing.pages import page, read, texts

BRIDGE = (
    "## 清河大桥正式通车",
    "本报讯 3月2日上午，清河大桥正式通车，县委书记陈立到桥头出席通车仪式，第一批货车缓缓驶上桥面。",
    "清河大桥全长1200米，桥面双向六车道，桥墩用了三年时间才浇筑完成。",
)
SCHOOL = (
    "## 青山小学迎来新校舍",
    "本报讯 3月1日，青山小学新校舍启用，600多名学生搬进新教室，校长周敏给孩子们上了开学第一课。",
    "新校舍还配有图书室和操场，老师说，学生们再也不用在走廊里上体育课了。",
)
DRIFTED = "大桥通车后，两岸群众过桥只要五分钟，货车不必再绕行上游的清河老桥。"
WEAK = 0.5


def homes_of(*lines: str, links: float = WEAK) -> tuple[Page, Homes]:
    found = read_page(page(*lines), EMPTY)
    flow = list(found.following.items())
    return found, find_homes(found, dict.fromkeys(flow, links))


def test_a_paragraph_that_drifted_belongs_where_its_story_is_told():
    found, homes = homes_of(*BRIDGE, *SCHOOL, DRIFTED)
    assert homes.of[6].own < 0.1 and homes.of[6].others[found.stretches[0]] > 0.5
    assert homes.stay[5, 6] < -1 < 1 < homes.stay[4, 5]
    assert homes.elsewhere(6) > 0.5 and homes.elsewhere(5) < 0.1


def test_the_more_surely_two_lines_hold_together_the_less_their_words_say():
    assert homes_of(*BRIDGE, *SCHOOL, DRIFTED, links=12.0)[1].of[6].own > 0.5


def test_one_article_alone_is_everything_s_home():
    assert homes_of(*BRIDGE)[1] == Homes({}, {})
    assert Homes({}, {}).elsewhere(0) == Homes({}, {}).stray(0) == 0.0


def test_what_no_article_speaks_of_is_a_stray_piece():
    _, homes = homes_of(*BRIDGE, *SCHOOL, "柑橘黄龙病要早挖病树，果农可到农技站领取药剂，木虱须连片防治。")
    assert homes.stray(6) > homes.stray(5)


def test_chances_are_chances_and_a_heading_has_no_other_home():
    found, homes = homes_of(*BRIDGE, *SCHOOL, DRIFTED)
    for line in found.lines:
        home = homes.of[line.index]
        assert -1e-6 <= home.own <= 1 + 1e-6 and home.own + sum(home.others.values()) <= 1 + 1e-6
    assert homes.of[0].own == pytest.approx(1.0) and homes.of[3].own == pytest.approx(1.0)


def test_a_file_of_many_articles_is_looked_at_in_windows():
    found, homes = homes_of(*(BRIDGE + SCHOOL) * 80)
    assert len(homes.of) == len(found.lines) == 480
    assert all(len(home.others) < 100 for home in homes.of.values())


def test_a_line_s_own_place_says_nothing_of_its_kinship():
    """The same line, once in the one article and once in the other, has the same scores."""
    found = read_page(page(*BRIDGE, *SCHOOL, DRIFTED), EMPTY)
    kinship = Kinship(found, range(7))
    scores = []
    for owner in (0, 1):
        shares = np.zeros((7, 2), np.float32)
        shares[[1, 2], 0] = shares[[4, 5], 1] = 1.0
        shares[6, owner] = 1.0
        scores.append(kinship.scores(shares, [[0], [3]])[6])
    assert scores[0] == pytest.approx(scores[1], abs=0.02)
    assert scores[0][0] > scores[0][1] + 2


def test_a_rare_character_beyond_the_first_plane_tells_kin():
    rows = (
        "## 一",
        "村里的\U00020bb7家老宅修好了，屋脊重新盖上了青瓦。",
        "## 二",
        "镇上的集市搬到了新街，摊位比从前多了一倍。",
    )
    found = read_page(page(*rows, "\U00020bb7先生站在檐下看了很久，一句话也没有说。"), EMPTY)
    shares = np.zeros((5, 2), np.float32)
    shares[1, 0] = shares[3, 1] = 1.0
    with_name = Kinship(found, range(5)).signs(shares, [[0], [2]])["chars"][4]
    assert with_name[0] > with_name[1]


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from((*BRIDGE, *SCHOOL, DRIFTED, "□ 陈立", "（下转第2版）", "12345", "Bridge", "……")), max_size=30
    )
)
def test_any_page_gets_chances(lines: list[str]):
    found, homes = homes_of(*lines)
    assert set(homes.of) <= {line.index for line in found.lines}
    assert all(np.isfinite([home.own, *home.others.values()]).all() for home in homes.of.values())
    assert all(np.isfinite(odds) for odds in homes.stay.values())


def test_only_what_may_belong_elsewhere_is_a_possible_move():
    found, homes = homes_of(*BRIDGE, *SCHOOL, DRIFTED)
    (place,) = move_candidates(found, Links({(5, 6): -1.5}, homes))
    assert (place.line, place.first) == (6, 0)
    assert place.features["holds_above"] == -0.5 and place.features["above"] == 1.0 and not place.features["lead"]


def articles_with(*moves: Move) -> tuple[list[list[int]], tuple[Doubt, ...]]:
    """The lines of each article, and the doubts, where these moves are possible."""
    found, homes = homes_of(*BRIDGE, *SCHOOL, DRIFTED)
    groups = group(found, (), Links({(1, 2): 5.0, (4, 5): 5.0, (5, 6): 0.8}, homes), moves)
    named = [ParsedArticle(tuple(Span(found.lines[i].number, 0, 9, "title") for i in g.heads)) for g in groups]
    flags = find_doubts(found, groups, named, moves)
    return [sorted((*g.heads, *g.flow)) for g in groups], tuple(flag for flag in flags if flag.kind == "elsewhere")


def test_a_line_goes_where_it_belongs_if_that_is_surer_than_where_it_stands():
    assert articles_with(Move(6, 0, 2.0)) == ([[0, 1, 2, 6], [3, 4, 5]], ())
    assert articles_with(Move(6, 0, 0.6))[0] == [[0, 1, 2], [3, 4, 5, 6]]
    assert articles_with(Move(3, 0, 9.0))[0] == [[0, 1, 2], [3, 4, 5, 6]], "never two headlines in one article"


def test_what_may_belong_elsewhere_is_shown_to_editors_with_the_move():
    _, (flag,) = articles_with(Move(6, 0, 0.2))
    assert (flag.article, flag.line, flag.score) == (1, 13, 0.55)
    assert flag.detail["text"] == "“大桥通车后，两岸群众过桥…”一段可能属于《清河大桥正式通车》"
    assert flag.proposal and proposed(2, flag.proposal, ["bridge", "school"]) == {
        "op": "move",
        "args": {"to": "bridge", "pieces": [["2:13", 0]]},
    }
    assert articles_with(Move(6, 0, -2.0))[1] == ()


def test_whole_paragraphs_that_drifted_come_home():
    tunnel = (
        "## 青云隧道昨日贯通",
        "本报讯 3月4日，全长三公里的青云隧道贯通，项目经理何平按下起爆器，最后一方岩石应声落下。",
        "青云隧道开工三年，掘进班组先后穿过四处断层，涌水最多的一天抽了八千方。",
    )
    drifted = "何平说，隧道贯通以后还要铺轨、装灯，青云山两头的村民明年就能坐火车穿山而过。"
    bank = (
        "## 农信社下乡办存折",
        "本报讯 3月3日，县农信社在赵家沟村设点，给三百多名老人办理养老存折，储户领到了利息。",
        "信用社主任赵国强说，今后每月逢五都来村里，老人们存钱取钱不用再跑镇上。",
    )
    lines, parsed = read(*tunnel, *SCHOOL, *bank, drifted)
    assert texts(lines, parsed)[0] == [tunnel[0][3:], *tunnel[1:], drifted]
    assert texts(lines, parsed)[2] == [bank[0][3:], *bank[1:]]
