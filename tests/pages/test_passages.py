"""An article's text as it is set, and the lines it was read from."""

import pytest

from archive.layout import ArticleLayout, Layout, Piece
from archive.reading.passages import Passage, line_ranges, opening, page_of_line, passages, places_of, raw_lines

TEXT = "甲乙丙丁\n\n戊己庚辛\n壬癸"


def test_rows_of_a_table_are_set_as_one_block():
    rows = [["body", "名单："], ["table", "一 甲"], ["table", "二 乙"], ["body", "以上。"]]
    assert passages(rows) == (
        Passage("body", 1, ("名单：",)),
        Passage("table", 2, ("一 甲", "二 乙")),
        Passage("body", 4, ("以上。",)),
    )


def test_paragraphs_of_the_same_role_stay_apart():
    assert len(passages([["body", "甲"], ["body", "乙"]])) == 2


def test_a_blank_line_does_not_part_a_range():
    assert line_ranges([18, 20, 22, 30]) == ((18, 22), (30, 30))


def test_places_name_the_file_and_the_lines():
    found = places_of([Piece("2:5", 0, 1), Piece("1:3", 0, 4)], {1: "甲.txt", 2: "乙.txt"})
    assert [(place.name, place.ranges) for place in found] == [("甲.txt", ((3, 3),)), ("乙.txt", ((5, 5),))]


def test_a_line_shared_with_a_hidden_article_shows_only_its_own_part():
    layout = Layout(
        articles=(
            ArticleLayout("aaaaaaaaaa", (Piece("1:1", 0, 2),)),
            ArticleLayout("bbbbbbbbbb", (Piece("1:1", 2, 4), Piece("1:3", 0, 4))),
        ),
        excluded=((Piece("1:4", 0, 2), "duplicate"),),
    )
    lines = raw_lines(layout, [(1, TEXT)], frozenset({"aaaaaaaaaa"}))
    assert [(line.number, [part.text for part in line.slices]) for line in lines] == [(1, ["甲乙"])]
    both = raw_lines(layout, [(1, TEXT)], frozenset({"aaaaaaaaaa", "bbbbbbbbbb"}))
    assert [line.number for line in both] == [1, 3, 4]


def test_a_file_of_several_pages_knows_the_page_of_each_line():
    starts = [[1, "1"], [40, "2"]]
    assert [page_of_line(starts, "1", n) for n in (1, 39, 40, 99)] == ["1", "1", "2", "2"]
    assert page_of_line([], "A04", 7) == "A04"


@pytest.mark.parametrize(
    ("text", "dateline", "byline"),
    [
        ("本报讯（记者 闻笛 通讯员 刘𬭎）4月12日，村里通了信号。", "本报讯", "（记者 闻笛 通讯员 刘𬭎）"),
        ("本报岚州10月1日电（特派记者 倪可）今天下午四点，", "本报岚州10月1日电", "（特派记者 倪可）"),
        ("新华社岚州1月2日电 （记者 石磊）全省通电。", "新华社岚州1月2日电", " （记者 石磊）"),
        ("本报讯 今年清明，我县倡导网上祭扫（见图）。", "本报讯", ""),
        ("本報訊（記者 顧懷山）碼頭昨日啟用。", "本報訊", "（記者 顧懷山）"),
        ("晚报讯（记者 闻笛）村里通了信号。", "晚报讯", "（记者 闻笛）"),
        ("〔本报讯〕村里通了信号。", "〔本报讯〕", ""),
        ("本报上坪讯 记者闻笛报道 9月1日，村里通了信号。", "本报上坪讯", " 记者闻笛报道"),
        ("据新华社电 国务院发出通知。", "据新华社电", ""),
        ("中央社汉口十三日电 五省公路会议今日举行。", "中央社汉口十三日电", ""),
    ],
)
def test_dateline_and_byline_are_told_from_the_report(text: str, dateline: str, byline: str) -> None:
    found = opening(text)
    assert found is not None
    assert (found.dateline, found.byline) == (dateline, byline)
    assert found.dateline + found.byline + found.rest == text


@pytest.mark.parametrize("text", ["往后怎么走", "县电力公司的消息说，明日停电。", "“本报讯”三个字怎么来的？", ""])
def test_other_paragraphs_have_no_dateline(text: str) -> None:
    assert opening(text) is None
