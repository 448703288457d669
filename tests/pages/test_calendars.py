"""Calendars: lunar dates and festivals as the almanac has them."""

import datetime

import pytest

from archive.parsing.dates import lunar_of
from archive.reading.almanac import (
    FIRST,
    YEARS,
    clear_and_bright,
    months_of,
    reckoned_clear_and_bright,
    reckoned_months,
)
from archive.reading.calendars import festivals, lunar_dates, lunar_text, month_of


@pytest.mark.parametrize("year", [1912, 1949, 1984, 2020, 2023, 2033])
def test_every_day_of_a_year_has_the_lunar_date_of_the_almanac(year):
    found = lunar_dates(year)
    assert len(found) in (365, 366)
    for date in list(found)[::7]:
        known = lunar_of(date)
        assert (found[date].month, found[date].leap, found[date].day) == (known.month, known.leap, known.day)
        assert lunar_text(date) == known.text


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2020-01-25", "春节"),
        ("2020-01-24", "除夕"),
        ("2020-06-25", "端午节"),
        ("2020-10-01", "中秋节"),
        ("2023-01-21", "除夕"),
        ("2012-04-04", "清明节"),
        ("1998-04-05", "清明节"),
        ("2019-10-01", "国庆节"),
    ],
)
def test_festivals_fall_on_their_day(day, name):
    date = datetime.date.fromisoformat(day)
    assert festivals(date.year)[date] == name


def test_a_leap_month_has_no_second_festival():
    assert "端午节" not in [festivals(2009).get(datetime.date(2009, 6, 27))]
    assert list(festivals(2020).values()).count("端午节") == 1


def test_clear_and_bright_is_never_far_from_the_fourth_of_april():
    assert all(clear_and_bright(year).day in (4, 5, 6) for year in range(1900, 2100))


def test_a_month_has_weeks_from_monday_and_the_issues_of_each_day():
    month = month_of(2020, 6, {datetime.date(2020, 6, 16): ["一期"]})
    assert [day.date.day if day else None for day in month.weeks[0]] == [1, 2, 3, 4, 5, 6, 7]
    assert month.count == 1
    assert month.weeks[2][1].issues == ("一期",)
    assert month.weeks[2][1].lunar == "廿五"


@pytest.mark.parametrize("year", range(FIRST, FIRST + len(YEARS), 13))
def test_the_written_almanac_is_that_of_the_library(year):
    assert months_of(year) == reckoned_months(year)
    assert clear_and_bright(year) == reckoned_clear_and_bright(year)


def test_lunar_years_follow_each_other_without_a_gap():
    ends = [months_of(year)[-1] for year in range(FIRST, FIRST + len(YEARS) - 1)]
    begins = [months_of(year)[0] for year in range(FIRST + 1, FIRST + len(YEARS))]
    assert [first + days for _, first, days in ends] == [first for _, first, _ in begins]


def test_a_year_before_the_written_almanac_is_reckoned():
    assert len(lunar_dates(1800)) == 365
    assert festivals(1800)[clear_and_bright(1800)] == "清明节"
