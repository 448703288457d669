"""Names that a report says again: what tells its paragraphs from those of its neighbours."""

from archive.parsing.issue import read_page
from archive.parsing.knowledge import EMPTY
from archive.parsing.links import Order, link_features

ROWS = [
    "## 魏国栋到东片乡镇检查春耕",
    "本报讯（记者 唐晓琴）4月8日，县长魏国栋来到响水镇金竹村，同正在撒秧的村民蒲明富算起了账。",
    "蒲明富家种了六亩二分田，去年收谷三千斤，魏国栋叫他放心多种。",
    "## 城关派出所破获系列盗窃耕牛案",
    "本报讯 3月29日凌晨，城关派出所民警在狮子桥设卡，抓获盗牛嫌疑人三名，耕牛已经发还失主。",
    "在石羊乡供销社门市，魏国栋逐一查看尿素和碳铵的标价牌。他对陪同的蒲明富说，今年的化肥管够。",
]


def test_the_rare_words_of_a_page_are_those_that_come_again():
    page = read_page(ROWS, EMPTY)
    assert {"魏国栋", "蒲明富"} <= page.rare[2] and "唐晓琴" not in page.rare[1]
    assert not any("本报讯" in line for line in page.rare)


def test_a_word_on_every_line_is_not_rare():
    page = read_page([f"魏国栋在第{n}个村看了秧田。" for n in "一二三四五六七八九十百千万"], EMPTY)
    assert all("魏国栋" not in line for line in page.rare)


def test_what_follows_is_held_against_the_article_above_and_all_others():
    page = read_page(ROWS, EMPTY)
    own = link_features(page, page.lines[1], page.lines[2], Order(0.0, 0.0))
    strange = link_features(page, page.lines[4], page.lines[5], Order(0.0, 0.0))
    assert own["rare_shared"] > 0 == own["rare_else"] == own["rare_none"]
    assert strange["rare_shared"] == 0 and strange["rare_else"] > 0 and strange["rare_none"] == 1
