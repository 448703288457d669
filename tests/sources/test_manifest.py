"""Manifests."""

from datetime import date

import pytest

from archive.sources import read_manifest
from archive.sources.manifest import parse_date, parse_page, parse_paper


def test_a_manifest_in_gbk_gives_rows_by_path() -> None:
    text = "path,paper,date,page,section\r\nscan/1.txt,青溪日报,2023年4月12日,A4,要闻\r\nscan/2.txt,,,,\r\n"
    rows, problems = read_manifest(text.encode("gb18030"), "manifest.csv")
    assert problems == []
    row = rows["scan/1.txt"]
    assert (row.paper, row.day, row.page, row.section) == ("青溪日报", date(2023, 4, 12), "A04", "要闻")
    assert rows["scan/2.txt"].day is None


def test_bad_rows_are_problems_with_their_line() -> None:
    text = "path,date,page\na.txt,昨天,1\nb.txt,2023-04-12,第〇版\n,2023-04-12,1\nc.txt,2023-04-12,1\n"
    rows, problems = read_manifest(text.encode(), "manifest.csv")
    assert list(rows) == ["c.txt"]
    assert [p.path for p in problems] == ["manifest.csv:2", "manifest.csv:3", "manifest.csv:4"]


def test_a_manifest_without_its_columns_is_refused() -> None:
    rows, problems = read_manifest(b"file,day\na,b\n", "manifest.csv")
    assert rows == {}
    assert "path,paper,date,page,section" in problems[0].reason


@pytest.mark.parametrize(("text", "label"), [("1", "1"), ("01", "1"), ("a4", "A04"), ("第二版", "2"), ("１２", "12")])
def test_pages_are_read_as_people_write_them(text: str, label: str) -> None:
    assert parse_page(text) == label


def test_a_papers_name_is_plain_and_not_endless() -> None:
    assert parse_paper(" 《青溪日报》 ") == "青溪日报"
    for text in ("", "《》", "报" * 61):
        with pytest.raises(ValueError, match="报名"):
            parse_paper(text)


def test_dates_are_read_as_people_write_them() -> None:
    assert parse_date("20230412") == (date(2023, 4, 12), None)
    assert parse_date("2023年1月21日—22日") == (date(2023, 1, 21), date(2023, 1, 22))
    with pytest.raises(ValueError, match="2020-06-16"):
        parse_date("2023-04")
