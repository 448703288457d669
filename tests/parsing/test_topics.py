"""What a stretch of text is about, and what almost happened on a page."""

import numpy as np
import pytest

from archive.parsing.issue import read_page
from archive.parsing.joins import read_joins
from archive.parsing.knowledge import EMPTY, Knowledge
from archive.parsing.page import Page
from archive.parsing.topics import agreement, agreements, topic
from tests.parsing.pages import page

FARM = "今年春耕以来，农户忙着育秧、施肥，合作社的农机手开着拖拉机下田，水稻种植面积比去年增加两成，粮食丰收有望。"
SEEDS = "农技人员到田间指导农民选种，推广优质水稻品种，化肥和农药用得少了，大米卖出了好价钱。"
COURT = "法院开庭审理了这起案件，检察机关指控被告人受贿，法官听取了辩护律师的意见，合议庭将择日宣判。"


def signs(text: str) -> set[str]:
    """The characters and pairs of characters."""
    return {text[i : i + size] for size in (1, 2) for i in range(len(text) - size + 1)}


def test_two_texts_of_one_subject_agree_more_than_two_of_different_ones() -> None:
    farm, seeds, court = (topic(signs(text)) for text in (FARM, SEEDS, COURT))
    assert agreement(farm, seeds) > agreement(farm, court) + 0.1


def test_a_text_that_says_little_neither_agrees_nor_disagrees() -> None:
    neither = agreement(topic(()), topic(signs(FARM)))
    farm, seeds, court = (topic(signs(text)) for text in (FARM, SEEDS, COURT))
    assert agreement(farm, court) < neither < agreement(farm, seeds)
    assert abs(agreement(topic({"水稻"}), farm) - neither) < 0.1


def test_many_stretches_agree_as_each_two_do() -> None:
    """Also where one of them says nothing."""
    found = [topic(signs(text)) for text in (FARM, SEEDS, COURT, "")]
    vectors, known = np.array([vector for vector, _ in found]), np.array([size for _, size in found], np.float32)
    table = agreements(vectors[:, None], known[:, None], vectors[None], known[None])
    assert table.tolist() == [[pytest.approx(agreement(a, b), abs=1e-4) for b in found] for a in found]


def read(*lines: str) -> Page:
    return read_page(page(*lines), EMPTY)


def test_an_end_that_goes_on_nowhere_says_how_near_it_came() -> None:
    reading = read_joins(read("## 春耕开始", FARM, "县里表示，要把各项惠农政策落", "陈立 王小满"))
    assert set(reading.loose_ends) <= {2}
    assert not reading.joins


def test_the_count_of_all_characters_is_that_of_the_single_ones() -> None:
    assert Knowledge(singles={"水": 3, "稻": 4}).total == 7
