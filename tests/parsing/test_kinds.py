"""What sort of article the text says it is."""

import pytest

from tests.parsing.pages import read

LONG = "老李今年七十岁，在青石村办了一间书屋，藏书三千多册，村里的孩子放学后都来这里看书写作业，一坐就是一个下午。"


def kind(*lines: str) -> str:
    _, parsed = read(*lines)
    return parsed.articles[0].kind


@pytest.mark.parametrize(
    "lines",
    [
        ("## 青溪家电城 周年庆", "全场空调特价，仅售1999元起，先到先得。", "地址：青溪县解放路18号 电话：0570-3020000"),
        ("## 青溪驾校 春季招生", "现在报名优惠300元，免费试学，欢迎来电咨询。", "咨询热线：13800000000"),
        ("## 广告", "青溪茶厂新茶上市。"),
    ],
)
def test_a_text_dense_with_telephone_address_and_offers_is_an_advert(lines):
    assert kind(*lines) == "advert"


def test_a_report_that_names_a_telephone_is_news():
    lead = "本报讯 3月2日，县图书馆新馆开放，地址：解放路18号，咨询电话：0570-3020000，周一闭馆，欢迎光临。"
    assert kind("## 县图书馆新馆开放", lead) == "news"


def test_a_long_text_without_a_lead_that_mentions_a_price_is_no_advert():
    assert kind("## 老李的书屋", LONG, "书屋里的旧书，原价卖的只有几本。", LONG) == "news"


def test_a_long_text_with_its_author_under_the_headline_is_a_feature():
    assert kind("## 老李的书屋", "本报记者 方晓舟", *[LONG + str(n) + "年过去了。" for n in range(12)]) == "feature"


def test_a_poem_and_a_letter_are_features():
    assert kind("## 春到青溪", "春风吹过青溪岸", "两岸桃花次第开", "白鹭一行飞过去", "渔歌一曲随波来") == "feature"
    letter = ["尊敬的编辑同志：", "您好！我是青石村的一名村民，" + LONG, "此致", "敬礼"]
    assert kind("## 一封来信", *letter) == "feature"


def test_rows_of_names_and_numbers_are_a_list():
    rows = [f"第{n}名：青石村{n}组 {90 - n}分" for n in range(1, 10)]
    assert kind("## 青溪县卫生评比结果", *rows) == "list"


def test_a_report_on_a_forum_is_news():
    assert kind("## 青溪发展论坛举行", "本报讯 3月2日，青溪发展论坛在县城举行，两百多人参加。") == "news"


def test_thanks_and_corrections_are_notices_as_what_is_headed_like_one():
    for title in ("致谢", "更正", "遗失声明", "招聘启事"):
        assert kind(f"## {title}", "昨日承邻里相助，谨此登报，以表谢忱。") == "notice"
