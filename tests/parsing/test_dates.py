"""Dates in every Chinese spelling, and whether they agree."""

from datetime import date

import pytest

from archive.parsing.dates import contradictions, find_days, find_lunar, find_weekday, fold, lunar_of, number

DAY = date(2023, 4, 12)


@pytest.mark.parametrize(
    "text",
    [
        "2023年4月12日 星期三",
        "２０２３年４月１２日",
        "二〇二三年四月十二日",
        "二○二三年四月十二日",
        "二零二三年四月十二日",
        "2023-04-12",
        "2023/4/12",
        "2023.04.12",
        "2023 年 4 月 12 日",
        "公元2023年4月12号",
    ],
)
def test_a_date_is_read_in_every_spelling(text: str) -> None:
    assert [d.day for d in find_days(text)] == [DAY]


@pytest.mark.parametrize(
    "text", ["2023年2月30日", "4月12日", "2023年4月", "总第2023412期", "1.2.2023.4.12.5", "3023年4月12日"]
)
def test_what_is_no_full_date_is_none(text: str) -> None:
    assert find_days(text) == ()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023年1月21日—22日 合刊", date(2023, 1, 21), date(2023, 1, 22)),
        ("2023年1月31日至2月1日", date(2023, 1, 31), date(2023, 2, 1)),
        ("2022年12月31日—2023年1月1日", date(2022, 12, 31), date(2023, 1, 1)),
        ("2022年12月31日、1月1日", date(2022, 12, 31), date(2023, 1, 1)),
    ],
)
def test_a_combined_issue_has_a_last_day(text: str, first: date, last: date) -> None:
    found = find_days(text)[0]
    assert (found.day, found.last) == (first, last)


def test_years_of_the_republic_count_from_1912() -> None:
    assert find_days("中华民国三十七年六月十六日")[0].day == date(1948, 6, 16)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十六", 16),
        ("廿五", 25),
        ("三十", 30),
        ("三千三百六十六", 3366),
        ("一万二千〇五", 12005),
        ("二〇二三", 2023),
        ("１２", 12),
    ],
)
def test_numerals_say_numbers(text: str, value: int) -> None:
    assert number(text) == value


def test_what_is_no_numeral_says_nothing() -> None:
    assert number("甲") is None
    assert number("") is None


@pytest.mark.parametrize("text", ["星期三", "周三", "礼拜三", "Wednesday", "星期 三"])
def test_a_weekday_is_read(text: str) -> None:
    assert find_weekday(text) == "星期三"


def test_an_anniversary_is_no_weekday() -> None:
    assert find_weekday("成立五周年") is None
    assert find_weekday("七周年庆") is None


def test_a_lunar_date_with_a_leap_month_is_read_and_fits() -> None:
    found = find_lunar("农历癸卯年闰二月廿二")
    assert found is not None
    assert (found.year, found.month, found.leap, found.day) == ("癸卯", 2, True, 22)
    assert contradictions(DAY, "星期三", found) == ()


def test_a_plain_month_and_day_is_no_lunar_date() -> None:
    assert find_lunar("会议定于十月二十召开") is None
    assert find_lunar("农历十月三十") is not None


def test_contradictions_are_told_in_words() -> None:
    said = contradictions(DAY, "星期四", find_lunar("农历三月初一"))
    assert len(said) == 2
    assert "星期四" in said[0]
    assert lunar_of(DAY).text in said[1]


def test_letters_that_ocr_reads_in_a_year_are_digits():
    assert [found.day for found in find_days("2O21年3月5日 星期五 第l2期")] == [date(2021, 3, 5)]
    assert [found.day for found in find_days("20l9年3月5日")] == [date(2019, 3, 5)]
    assert find_days("IOOO年3月5日") == ()
    assert fold("Ol年") == "Ol年"
