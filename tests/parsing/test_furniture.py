"""What a paper prints about itself and its other pages is no article's."""

from __future__ import annotations

import pytest

from archive.parsing.furniture import furniture_role


@pytest.mark.parametrize(
    "line",
    [
        "今日天气：多云转阴，有零星小雨，气温13℃—21℃",
        "今日导读",
        "今日导读 2版 晚稻直播怎么管 3版 高招录取进行时 4版 副刊",
        "二版 茶价涨了，茶农为啥还发愁 三版 小学并校之后",
        "十一月集中供暖首周：四百个电话背后 ——第三版",
        "（第二版）",
        "社址：清河城内中山路 电话：四七号 订阅每月三千六百元",
        "本报地址：清河县解放路48号 电话：6128857",
        "总编辑 陈立 印刷 清河日报社承印部",
        "编辑 周浩 电话 6123308",
        "本版电话：6622118",
    ],
)
def test_weather_guides_and_addresses_of_the_paper_are_furniture_wherever_they_stand(line: str) -> None:
    assert furniture_role(line, top=False) == "header"


@pytest.mark.parametrize(
    "line",
    [
        "天气预报说明天有雨，村民连夜收谷。",
        "本报电话采访了他",
        "他翻到第三版，看见了自己的名字",
        "导读课上的掌声",
        "清河县解放路48号 电话：6128857",
    ],
)
def test_what_only_sounds_like_it_is_not(line: str) -> None:
    assert furniture_role(line, top=False) is None


def test_whose_organ_a_paper_is_stands_in_its_masthead_alone() -> None:
    assert furniture_role("中共清河地方委员会机关报", top=True) == "masthead"
    assert furniture_role("中共清河地方委员会机关报", top=False) is None
