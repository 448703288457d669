"""What a text without a date proves about the day it was printed."""

from datetime import date

import pytest

from archive.parsing.evidence import printed_not_before


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (["本报讯 2022年3月5日，青溪大桥正式通车。"], date(2022, 3, 5)),
        (["自2021年以来，全县新建公园八座。"], date(2021, 1, 1)),
        (["自2021年以来，全县新建公园八座。", "本报讯（记者 方晓舟）5月16日，读书节开幕。"], date(2021, 5, 16)),
        (["自2022年9月以来，学校图书角已经增加到四十个。", "本报讯 5月16日，读书节开幕。"], date(2022, 9, 1)),
        (["自2022年以来，已举办六届。", "本报讯 12月14日至15日，考察团来我县考察。"], date(2022, 1, 1)),
        (["本报讯 12月16日，2021年度领导干部述职会召开。"], date(2021, 12, 16)),
        (["本报讯 1月8日，2021年度先进表彰大会总结举行。"], date(2022, 1, 8)),
    ],
)
def test_what_is_told_as_done_is_a_lower_bound(lines: list[str], day: date) -> None:
    assert printed_not_before(lines) == day


@pytest.mark.parametrize(
    "line",
    [
        "到2035年，基本实现现代化。",
        "投票从2024年12月17日起开始。",
        "报名于2024年12月20日前截止。",
        "计划2024年5月开工。",
        "本报讯 12月16日，全县会议召开。",
        "力争2025年建成通车。",
    ],
)
def test_dates_ahead_and_days_without_a_year_prove_nothing(line: str) -> None:
    assert printed_not_before([line]) is None


def test_a_day_after_today_is_a_misreading() -> None:
    lines = ["2032年3月5日，青溪大桥正式通车。", "2022年3月5日，引桥完工。"]
    assert printed_not_before(lines, latest=date(2024, 1, 1)) == date(2022, 3, 5)
