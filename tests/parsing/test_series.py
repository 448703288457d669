"""Lines in a series below one headline are parts of its text; short reports behind a bullet each are articles."""

import pytest

from archive.parsing.headings import with_headings
from archive.parsing.issue import parse, plain_page
from archive.parsing.knowledge import EMPTY

LEAD = "本报讯 3月2日上午，清河县城一处布匹仓库起火，消防队员赶到现场，很快将火扑灭，没有人员伤亡。"
SCHOOL = "县里今年投入资金两百多万元，为全县各乡镇的小学添置了课桌椅、图书和体育器材，孩子们十分高兴。"
RESCUE = "消防员架起水枪，从南北两侧同时灭火，半小时后明火全部扑灭，仓库里的布匹大多保住了。"
STREET = "附近居民回忆，凌晨先听到一声闷响，随后窗外一片通红，大家赶紧披衣下楼，互相招呼着撤离。"
CAUSE = "火灾原因还在调查，负责人说仓库刚刚做过电路检修，没有想到这么快就出了事情。"
TEA = "茶农们趁着晴天采摘新茶，村口的收购点从早到晚排着长队，一斤鲜叶卖到了三十元。"
ROAD = "路面加宽以后，客车每天往返四趟，老人们进城看病再也不用翻山越岭走上半天了。"


def titles(*rows: str) -> list[int]:
    """The numbers of the lines that are titles or kickers."""
    return [s.line for a in parse(list(rows)).articles for s in a.spans if s.role in ("title", "kicker")]


@pytest.mark.parametrize(
    "rows",
    [
        ["清河县城今晨大火", LEAD, "■ 现场", RESCUE, "■ 救援", STREET, "■ 追问", CAUSE],
        ["在全县干部大会上的讲话", "同志们：" + SCHOOL, "（一）坚定不移抓项目", ROAD, "（二）坚定不移种茶叶", TEA],
        [
            "仓库用电有讲究",
            LEAD,
            "【问】电线应该多久查一次？",
            "【答】" + CAUSE,
            "【问】起火了怎么办？",
            "【答】" + RESCUE,
        ],
    ],
)
def test_the_parts_of_one_text_are_no_articles(rows: list[str]):
    assert titles(*rows) == [1]


def test_reports_behind_a_bullet_each_are_articles_of_their_own():
    rows = [
        "■ 我县新增两所学校",
        "本报讯 " + SCHOOL,
        "■ 石桥镇开茶市",
        "本报讯 " + TEA,
        "■ 桃源乡通车",
        "本报讯 " + ROAD,
    ]
    assert titles(*rows) == [1, 3, 5]


def test_lines_behind_one_bullet_are_as_likely_headlines():
    rows = ["# 清河供水调查", LEAD, "■ 摸清底数 一村一策", SCHOOL, "■ 多方筹资 攻坚克难", ROAD, "■ 建管并重", TEA]
    _, odds = with_headings(plain_page(rows, EMPTY))
    assert odds[2] == odds[4] == odds[6]


def test_thanks_at_the_end_of_a_speech_open_nothing():
    assert titles("在全县干部大会上的讲话", "同志们：" + SCHOOL, "谢谢大家！", "清河大桥通车", "本报讯 " + ROAD) == [
        1,
        4,
    ]
