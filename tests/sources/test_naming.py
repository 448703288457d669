"""What folder and file names say."""

from datetime import date

import pytest

from archive.sources import read_name

DAY = date(2023, 4, 12)


@pytest.mark.parametrize(
    ("name", "paper", "page"),
    [
        ("青溪日报/2023-04-12/01.txt", "青溪日报", "1"),
        ("今日青溪/2023-04-12/A04.txt", "今日青溪", "A04"),
        ("20230412_A01.md", None, "A01"),
        ("2023-04-12-p02.txt", None, "2"),
        ("2023年4月12日第01版.txt", None, "1"),
        ("二〇二三年四月十二日/第十二版.txt", None, "12"),
        ("青溪日报/2023/04/12/1.txt", "青溪日报", "1"),
        ("青溪日报/2023年/4月/12日/第二版.txt", "青溪日报", "2"),
        ("青溪/2023-04-12/1.txt", "青溪", "1"),
        ("扫描件/2023-04-12/1.txt", None, "1"),
        ("2023/0412/3.txt", None, "3"),
        ("202304/12/p3.md", None, "3"),
        ("2023041203.txt", None, "3"),
        ("青溪日报_20230412_03.txt", "青溪日报", "3"),
        ("青溪日报20230412第3版.txt", "青溪日报", "3"),
        ("2023-04-12-2.txt", None, "2"),
        ("２０２３年４月１２日　第２版.txt", None, "2"),
    ],
)
def test_paper_date_and_page_are_read_from_names(name: str, paper: str | None, page: str) -> None:
    found = read_name(name)
    assert (found.paper, found.day, found.page) == (paper, DAY, page)


@pytest.mark.parametrize(
    "name", ["000_04e72e81c7ad21b0.txt", "12518.txt", "新建文件夹/x.txt", "2023-13-45/a.txt", "报告20230.txt"]
)
def test_names_that_say_nothing_give_nothing(name: str) -> None:
    found = read_name(name)
    assert (found.paper, found.day, found.page) == (None, None, None)


def test_folders_above_the_one_given_count_too() -> None:
    found = read_name("01.txt", ("data", "青溪日报", "2023-04-12"))
    assert (found.paper, found.day, found.page) == ("青溪日报", DAY, "1")


def test_a_section_and_an_extra_are_read() -> None:
    assert read_name("2023-04-12/A04-要闻.md").section == "要闻"
    assert read_name("2023-04-12 号外/01.txt").label == "号外"
    assert read_name("2023-04-12-2/01.txt").edition == 2


def test_a_known_paper_is_found_whatever_it_is_called() -> None:
    assert read_name("柳湾之声 2023-04-12.txt", (), {"柳湾之声"}.__contains__).paper == "柳湾之声"


def test_a_combined_issue_has_its_last_day() -> None:
    assert read_name("2023年1月21日—22日/01.txt").last == date(2023, 1, 22)
