"""Which pairs of lines are looked at: enough to find a distant continuation, not all with all."""

from __future__ import annotations

import random

from archive.parsing.issue import read_page
from archive.parsing.knowledge import EMPTY
from archive.parsing.looks import all_seams

WHO = "清河县 青山镇 莲花湖 新桥村 东湖街道 白石乡 石浦港 金坪岭".split()
WHAT = "修通村公路 建养老食堂 引自来水 办读书会 种晚熟茶 补旧桥面 添夜班车 开便民站".split()


def open_lines(count: int) -> list[str]:
    """Pieces of sentences of which none is whole."""
    pick = random.Random(4)
    return [
        f"的{pick.choice(WHO)}也在今年{pick.choice(WHAT)}，{pick.choice(WHO)}的{pick.randint(2, 90)}户人家"
        for _ in range(count)
    ]


def test_on_a_page_of_open_ends_each_line_is_looked_at_with_few_others() -> None:
    """With the line below it, and with sixteen at either end at most."""
    assert len(all_seams(read_page(open_lines(400), EMPTY))) <= 33 * 400


def test_what_suits_best_is_among_them() -> None:
    lines = open_lines(200)
    lines[20] += "都说，老书记杨柏"
    lines[150] = "寒把一辈子都给了这座水库，是大家的贴心人"
    page = read_page(lines, EMPTY)
    assert (20, 150) in {(seam.left, seam.right) for seam in all_seams(page)}


def test_a_line_that_repeats_the_end_of_another_is_among_them() -> None:
    lines = open_lines(200)
    lines[20] += "出席的有杨柏寒"
    lines[150] = "有杨柏寒和各村的代表，一共六十多人，会议开了"
    page = read_page(lines, EMPTY)
    assert (20, 150) in {(seam.left, seam.right) for seam in all_seams(page)}
