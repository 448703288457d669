"""Whether the beginning of an article is lost: said only where the text shows it."""

from __future__ import annotations

import pytest

from archive.parsing.issue import parse

LEADS = [
    row
    for name, matter in [("清河大桥通车", "大桥"), ("青山小学迎来新校舍", "校舍"), ("石门村修起水渠", "水渠")]
    for row in (f"## {name}", f"本报讯（记者 陈立）昨日上午，{matter}建成，村民们早早等在现场，鞭炮声响成一片。")
]


def missing(*rows: str) -> tuple[str, ...]:
    return parse([*LEADS, "## 老渡口的灯", *rows]).articles[-1].missing


def test_a_text_that_begins_in_the_midst_lacks_its_beginning() -> None:
    assert "start" in missing("的灯光照着河面，老周把船撑到对岸，又撑回来，一夜没有合眼。", "天亮了，渡口又热闹起来。")


def test_news_without_a_lead_lacks_its_beginning_where_all_others_have_one() -> None:
    assert "start" in missing("据介绍，渡口今后不再收费，船工由镇里发给补贴，船也换成了新的。")


def test_news_that_tells_its_day_begins_there_without_a_lead() -> None:
    assert missing("昨日清晨，渡口来了二十余名退休党员，他们穿着红马甲，在石阶上清冰除雪。") == ()


def test_a_feature_among_features_is_whole() -> None:
    rows = [
        "## 守着泵声到天明",
        "12月6日21时，室外零下23℃，换热站里热得穿不住棉袄。",
        "墙上的压力表，老冯每半小时抄一遍。",
    ]
    assert [
        article.missing
        for article in parse(rows + ["## 一张旧车票", "车票夹在书里，四十年了，我一直没有扔掉它。"]).articles
    ] == [(), ()]


@pytest.mark.parametrize("end", ["2020年3月27日", "清河县人民法院", "抱着一个夏天睡", "清河队 7战4胜2平1负 14分"])
def test_a_signature_a_verse_and_a_score_end_a_text_without_a_stop(end: str) -> None:
    assert "end" not in missing("本报讯（记者 周浩）渡口今后不再收费，船工由镇里发给补贴。", end)


def test_a_sentence_that_breaks_off_is_cut() -> None:
    assert "end" in missing("本报讯（记者 周浩）渡口今后不再收费，船工由镇里发给补贴，而船也换成了新的，到了夏天")
