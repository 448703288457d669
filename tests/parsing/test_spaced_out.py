"""OCR that puts a space between any two characters: nothing of it is shown, and every finding stands where it is stored."""

import re

import pytest

from archive.parsing.issue import parse
from archive.parsing.lines import read_lines
from archive.parsing.text import shown
from tests.parsing.pages import page, read, texts
from tests.parsing.test_traps import BRIDGE_LEAD, BRIDGE_NEXT
from tests.parsing.test_unwrap import BRIDGE, SCHOOL, printed
from tests.test_hostile import take_in


def apart(text: str) -> str:
    """As such OCR writes it: numbers stay whole."""
    return re.sub(r"(?<=[^\s\d.#])(?=\S)|(?<=\d)(?=[^\s\d.])", " ", text)


SHOWN = {
    "本 报 讯 （ 记 者 周 浩 ） 昨 日 ， 清 河": "本报讯（记者周浩）昨日，清河",
    "## 清 河 大 桥 于 2020 年 3 月 正 式 通 车 运 营": "清河大桥于2020年3月正式通车运营",
    "大 家 都 用 上 了 iPhone X 手 机 。": "大家都用上了iPhone X手机。",
    "分 钟 。": "分钟。",
    "二 〇 二 〇 年 𠮷 田 在 此 地 讲 学": "二〇二〇年𠮷田在此地讲学",
    "縣 長 說 ： 「 橋 通 了 」": "縣長說：「橋通了」",
}


@pytest.mark.parametrize("raw", SHOWN)
def test_spaces_between_any_two_characters_are_not_shown(raw):
    assert shown(raw) == SHOWN[raw]


@pytest.mark.parametrize(
    "raw",
    ["富强 民主 文明 和谐 自由 平等 公正 法治", "周 浩 李 娜 张 伟 刘 洋", "记者 周 浩、李 娜", "the news of the town"],
)
def test_other_spaces_are(raw):
    assert shown(raw) == raw


def test_a_page_is_read_like_any_other():
    plain = ("## 清河大桥正式通车 两岸往来只需五分钟", BRIDGE_LEAD, BRIDGE_NEXT)
    rows, spaced = read(*map(apart, plain))
    assert "讲 话 ， 县 长" in rows[2]
    assert texts(rows, spaced) == [["".join(text.split()) for text in article] for article in texts(*read(*plain))]
    assert [[s.role for s in a.spans] for a in spaced.articles] == [["title", "body", "body"]]


def test_a_slice_is_shown_as_its_line_is():
    raw = "（ 上 接 第 一 版 ） 大 桥 全长一"
    assert shown(raw, raw.index("大")) == "大桥全长一"


def test_a_jump_note_is_cut_off_where_it_is_stored():
    rows, parsed = read("## 清河大桥正式通车", apart(BRIDGE_LEAD), apart(BRIDGE_NEXT[:-1] + "（下转第二版）"))
    (jump,) = [s for s in parsed.articles[0].spans if s.role == "jump_out"]
    assert rows[jump.line - 1][jump.start : jump.end] == "（ 下 转 第 二 版 ）"


def test_a_proposed_correction_stands_where_it_is_stored():
    rows = page("## 清河大桥正式通车", apart(BRIDGE_LEAD), apart("广大人民群众齐心协力，建筑工入冒雨抢修道路。"))
    (fix,) = [doubt.proposal["args"] for doubt in parse(rows).doubts if doubt.kind == "word"]
    assert (fix["new"], rows[fix["line"] - 1][fix["start"] : fix["end"]]) == ("人", "入")


def test_the_text_of_a_line_has_its_places_in_the_stored_line():
    (line,) = read_lines(["## **清 河 大 桥 ， 通 车 了**\u200b"])
    assert line.text == "清河大桥，通车了"
    assert [line.raw[at] for at in line.places] == list(line.text)


@pytest.mark.parametrize("measure", [12, 16, 22])
def test_printed_lines_set_apart_make_a_layout_that_holds(measure):
    """Words read twice among them: what is dropped must stand on both sides, as it is shown."""
    rows = printed([*BRIDGE, *SCHOOL], measure)
    for at in range(6, len(rows), 7):
        if rows[at][0] != "\u3000":
            rows[at] = rows[at - 1][-3:] + rows[at]
    take_in("\n".join(map(apart, ["## 清河大桥正式通车", *rows])).encode())
