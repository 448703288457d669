"""Finding by date: typed dates, this day in other years, gaps."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from archive.models import Issue, Newspaper, Suspension
from archive.reading.calendars import lunar_text
from archive.reading.gaps import Held, gaps_of, weekdays_of
from archive.reading.typed_dates import Typed, understood
from archive.views.dates import closed_days
from tests.pages.shelf import make_issue, paper

DAY = datetime.date(2020, 6, 16)


@pytest.mark.parametrize(
    "text",
    [
        "2020年6月16日",
        "二〇二〇年六月十六日",
        "二○二○年六月十六号",
        "2020-06-16",
        "2020.6.16",
        "20200616",
        "２０２０年６月１６日",
        "貳零貳零年陸月拾陸日",
        "公元2020年6月16日",
        "庚子年闰四月廿五",
        "農曆庚子年閏四月廿五日",
        "2020年闰四月廿五",
        "二〇二〇年农历闰四月廿五",
        "农历 2020年 闰四月廿五",
        "16 June 2020",
        "June 16, 2020",
    ],
)
def test_a_day_is_understood_in_every_spelling(text):
    assert understood(text).dates == (DAY,)


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("2020", Typed(2020)),
        ("2020年", Typed(2020)),
        ("二〇二〇年六月", Typed(2020, 6)),
        ("2020-06", Typed(2020, 6)),
        ("民国三十七年五月", Typed(1948, 5)),
        ("6月16日", Typed(None, 6, 16)),
        ("2月29日", Typed(None, 2, 29)),
        ("民國元年", Typed(1912)),
        ("民国元年一月一日", Typed(1912, 1, 1, (datetime.date(1912, 1, 1),))),
        ("国庆节", Typed(None, 10, 1)),
        ("June 2020", Typed(2020, 6)),
        ("16 June", Typed(None, 6, 16)),
        ("16 June 16 2020", None),
        ("16 万洋 2020", None),
        ("2020年2月30日", None),
        ("2020年13月", None),
        ("万洋", None),
        ("", None),
    ],
)
def test_a_part_of_a_date_is_understood(text, typed):
    assert understood(text) == typed


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2020年春节", "2020-01-25"),
        ("2020年除夕", "2020-01-24"),
        ("2020端午", "2020-06-25"),
        ("二〇二〇年清明节", "2020-04-04"),
        ("2020年国庆节", "2020-10-01"),
        ("2020年腊月三十", "2021-02-11"),
        ("民国三十七年正月初一", "1948-02-10"),
        ("农历2020年五月廿五", "2020-07-15"),
    ],
)
def test_festivals_and_lunar_days_of_a_year_are_understood(text, date):
    assert understood(text).dates == (datetime.date.fromisoformat(date),)


def test_a_lunar_day_without_a_year_is_that_day_of_every_lunar_year():
    found = understood("闰四月廿五").dates
    assert DAY in found
    assert datetime.date(2012, 6, 14) in found
    assert all(lunar_text(date).endswith("闰四月廿五") for date in found)
    assert len(understood("中秋节").dates) > 200
    assert understood("庚丑年四月廿五") is None, "no year of the cycle has this name"


def test_a_lunar_day_of_every_year_lists_the_issues_that_came_out_on_one(client, issue):
    make_issue("2018-02-14", "ee", date_end="2018-02-18")  # a combined one over the Spring Festival
    make_issue("2019-02-05", "ff")
    html = client.get("/date/", {"d": "春节"}).content.decode()
    assert 'href="/qingxi/2018/02/14/"' in html
    assert 'href="/qingxi/2019/02/05/"' in html
    assert client.get("/date/", {"d": "端午"}).status_code == 404


def test_a_typed_date_leads_to_its_issue(client, issue):
    answer = client.get("/date/", {"d": "二〇一九年三月六日"})
    assert (answer.status_code, answer["Location"]) == (302, "/qingxi/2019/03/06/")
    assert client.get("/en/date/", {"d": "2019-03-06"})["Location"] == "/en/qingxi/2019/03/06/"


def test_a_day_with_two_issues_offers_both(client, issue):
    make_issue("2019-03-06", "ee", edition=2)
    html = client.get("/date/", {"d": "2019-03-06"}).content.decode()
    assert 'href="/qingxi/2019/03/06/"' in html
    assert 'href="/qingxi/2019/03/06-2/"' in html


def test_a_typed_year_or_month_leads_to_its_calendar(client, issue):
    assert client.get("/date/", {"d": "2019"})["Location"] == "/qingxi/2019/"
    assert client.get("/date/", {"d": "二〇一九年三月"})["Location"] == "/qingxi/2019/03/"
    assert client.get("/date/", {"d": "3月6日"})["Location"] == "/today/03-06/"


def test_a_day_without_an_issue_offers_the_nearest(client, issue):
    answer = client.get("/date/", {"d": "2019-03-08"})
    assert answer.status_code == 404
    assert 'href="/qingxi/2019/03/06/"' in answer.content.decode()


def test_what_is_no_date_says_so(client, issue):
    answer = client.get("/date/", {"d": "后天"})
    assert answer.status_code == 400
    assert "没有看懂“后天”" in answer.content.decode()


def test_this_day_shows_every_year_with_headlines(client, issue):
    make_issue("2017-03-06", "ee")
    html = client.get("/today/03-06/").content.decode()
    assert html.index('href="/qingxi/2019/03/06/"') < html.index('href="/qingxi/2017/03/06/"')
    assert "清溪镇新桥通车" in html
    assert 'href="/today/03-05/"' in html


def test_a_leap_day_has_its_page_and_its_neighbours(client, db):
    html = client.get("/today/02-29/").content.decode()
    assert 'href="/today/02-28/"' in html
    assert 'href="/today/03-01/"' in html
    assert client.get("/today/02-30/").status_code == 404


# --- gaps ---------------------------------------------------------------------------------------------------


def held(day: str, number: int | None = None) -> Held:
    date = datetime.date.fromisoformat(day)
    return Held(date, date, number, None)


TUESDAY, FRIDAY = 1, 4


def test_running_numbers_tell_how_many_issues_are_missing():
    found = gaps_of(2019, [held("2019-03-05", 100), held("2019-03-15", 104)], None, None, (TUESDAY, FRIDAY), ())
    assert (found.held, found.missing, found.expected) == (2, 3, 5)
    assert found.gaps[0].by == "number"
    assert [day.day for day in found.gaps[0].days] == [8, 12]


def test_numbers_that_follow_each_other_prove_a_gap_in_the_calendar_empty():
    found = gaps_of(2019, [held("2019-02-01", 100), held("2019-02-15", 101)], None, None, (TUESDAY, FRIDAY), ())
    assert found.missing == 0


def test_weekdays_tell_where_no_numbers_are_printed():
    found = gaps_of(2019, [held("2019-03-05"), held("2019-03-15")], None, None, (TUESDAY, FRIDAY), ())
    assert [(gap.by, gap.missing) for gap in found.gaps] == [("weekday", 2)]


def test_nothing_is_expected_on_days_of_suspension():
    closed = {datetime.date(2019, 3, 8), datetime.date(2019, 3, 12)}
    assert gaps_of(2019, [held("2019-03-05"), held("2019-03-15")], None, None, (TUESDAY, FRIDAY), closed).missing == 0


def test_nothing_is_expected_before_the_first_issue_and_after_the_last():
    assert gaps_of(2019, [held("2019-03-05")], None, None, (TUESDAY, FRIDAY), ()).missing == 0
    found = gaps_of(2019, [held("2019-03-05")], held("2018-12-28"), None, (TUESDAY, FRIDAY), ())
    assert found.missing == 18  # Tuesdays and Fridays from 1 January to 1 March


def test_few_issues_prove_no_weekdays_and_no_number():
    assert weekdays_of([datetime.date(2019, 3, 5)]) == ()
    assert gaps_of(2019, [held("2019-03-05")], None, None, (), ()).expected is None


def test_a_year_without_any_issue_between_two_that_have_some_lacks_all_of_it():
    found = gaps_of(2019, [], held("2018-12-28"), held("2020-01-07"), (TUESDAY, FRIDAY), ())
    assert (found.held, found.missing, found.expected) == (0, 105, 105)
    closed = gaps_of(2019, [], held("2018-12-28", 100), held("2020-01-07", 101), (TUESDAY, FRIDAY), ())
    assert closed.missing == 0, "the numbers say that none came out"


def test_regular_days_are_told_from_an_extra_edition():
    tuesdays = [datetime.date(2019, 1, 1) + datetime.timedelta(days=7 * n) for n in range(20)]
    assert weekdays_of([*tuesdays, datetime.date(2019, 1, 3)]) == (TUESDAY,)


def test_the_gap_page_counts_issues_pages_and_empty_pages(client, db, django_assert_max_num_queries):
    make_issue("2019-03-05", "ee", total_issue=100, pages_declared=4)
    make_issue("2019-03-15", "ff", total_issue=104)
    Newspaper.objects.update(weekdays="25")
    Suspension.objects.create(paper=paper(), first="2019-03-08", last="2019-03-08", reason="检修")
    with django_assert_max_num_queries(6):
        html = client.get("/qingxi/2019/gaps/").content.decode()
    assert "<dd>5</dd>" in html
    assert "印4版，存2版" in html
    assert "检修" in html
    assert "星期二、星期五" in html


def test_the_gap_page_does_not_call_a_year_complete_of_which_it_knows_too_little(client, issue):
    make_issue("2021-03-05", "ee")
    html = client.get("/qingxi/2019/gaps/").content.decode()
    assert "推不出缺了哪几期" in html
    assert "没有发现缺期" not in html
    assert 'href="/qingxi/2021/gaps/"' in html
    assert client.get("/qingxi/2020/gaps/").status_code == 200
    Issue.objects.update(state="withdrawn")
    assert client.get("/qingxi/2019/gaps/").status_code == 404


def test_a_far_end_of_an_issue_or_suspension_in_old_data_costs_no_more_than_a_near_one(client, issue):
    Issue.objects.update(date_end="9999-12-31")
    Suspension.objects.create(paper=issue.paper, first="0001-01-01", last="9999-12-31")
    for path in ("/qingxi/2019/", "/qingxi/2019/03/", "/qingxi/2019/gaps/"):
        assert client.get(path).status_code == 200
    assert closed_days(Suspension.objects.all(), datetime.date(2019, 1, 1), datetime.date(2019, 1, 3)) == {
        datetime.date(2019, 1, 1),
        datetime.date(2019, 1, 2),
        datetime.date(2019, 1, 3),
    }


def test_a_suspension_of_a_century_is_refused_in_words(issue):
    with pytest.raises(ValidationError, match="休刊"):
        Suspension(paper=issue.paper, first=datetime.date(1900, 1, 1), last=datetime.date(2000, 1, 1)).full_clean()
