"""The sample issues, ingested: every fact that a masthead, a folio line or a file name tells is found."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction

from archive.models import Flag, Issue, Source

pytestmark = pytest.mark.django_db

ISSUES = Path(__file__).resolve().parent.parent / "fixtures" / "issues"
GOLD = {
    str((path.parent / gold["file"]).relative_to(ISSUES)): gold
    for path in sorted(ISSUES.rglob("*.gold.json"))
    for gold in [json.loads(path.read_text(encoding="utf-8"))]
}


@pytest.fixture(scope="module")
def archive(django_db_setup: None, django_db_blocker: Any) -> Any:
    """The sample issues in the database, read once for this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("ingest", str(ISSUES), "--jobs", "1", verbosity=0)
        yield
        transaction.set_rollback(True)


def source(name: str) -> Source:
    return Source.objects.select_related("issue__paper").get(name=name)


@pytest.mark.parametrize("name", GOLD)
def test_a_sample_page_goes_to_its_paper_and_day(name: str, archive: Any) -> None:
    told = GOLD[name]["issue"]
    issue = source(name).issue
    assert issue.paper.name == told["paper"]
    assert issue.date == (date.fromisoformat(told["date"]) if told["date"] else None)
    assert issue.label == told.get("label")


@pytest.mark.parametrize("name", [n for n in GOLD if "weekday" in GOLD[n]["issue"]])
def test_a_masthead_tells_weekday_and_lunar_date(name: str, archive: Any) -> None:
    told, issue = GOLD[name]["issue"], source(name).issue
    assert issue.weekday == told["weekday"]
    if "lunar" in told:
        assert issue.lunar == told["lunar"]


@pytest.mark.parametrize("field", ["total_issue", "pages_declared", "publisher"])
def test_a_masthead_tells_number_pages_and_publisher(field: str, archive: Any) -> None:
    key = "pages" if field == "pages_declared" else field
    told = {name: gold["issue"][key] for name, gold in GOLD.items() if key in gold["issue"]}
    assert len(told) >= 3
    assert {name: getattr(source(name).issue, field) for name in told} == told


def test_every_page_stands_under_its_label(archive: Any) -> None:
    told = {name: gold["issue"]["page"] for name, gold in GOLD.items() if gold["issue"]["page"]}
    assert {name: source(name).page for name in told} == told


def test_one_file_with_three_pages_gives_three_pages(archive: Any) -> None:
    issue = source("青溪日报/2022-05-20.txt").issue
    assert [page.label for page in issue.pages.all()] == ["1", "2", "3"]


def test_two_editions_of_one_day_are_two_issues(archive: Any) -> None:
    first, second = Issue.objects.filter(date=date(2019, 10, 1)).order_by("edition")
    assert (first.edition, first.label) == (1, None)
    assert second.edition > 1
    assert second.label == "号外"


def test_an_undated_page_is_kept_with_the_range_its_text_proves(archive: Any) -> None:
    issue = source("青溪日报/未注日期/01.txt").issue
    assert issue.date is None
    assert issue.date_from == date(2021, 11, 9)
    assert issue.date_to is None


def test_mastheads_that_agree_with_themselves_raise_no_flag(archive: Any) -> None:
    doubts = Flag.objects.filter(kind__in={"date", "weekday", "lunar", "paper", "paper_guessed", "total_issue"})
    assert [(flag.issue.date, flag.kind, flag.detail["text"]) for flag in doubts] == []


def test_a_name_that_headline_and_text_spell_differently_is_flagged(archive: Any) -> None:
    flag = Flag.objects.get(issue__date=date(2020, 4, 14), kind="title_name")
    assert "顾怀止" in flag.detail["text"]
    assert "顾怀山" in flag.detail["text"]


def test_two_papers_stand_apart(archive: Any) -> None:
    found = set(Issue.objects.values_list("paper__name", "paper__slug"))
    assert found == {("青溪日报", "qingxiribao"), ("嵐島商報", "landaoshangbao")}


def test_the_other_encodings_are_read_as_they_were_meant(archive: Any) -> None:
    assert source("青溪日报/2008-05-06/2008-05-06-02.txt").encoding.casefold() == "gb18030"
    assert source("嵐島商報/1997-10-12/1997-10-12-01.txt").encoding.casefold() == "big5"
    assert "新碼頭動工" in source("嵐島商報/1997-10-12/1997-10-12-01.txt").text
