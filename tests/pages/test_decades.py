"""The strip of years: rows of ten, gaps told, bars as tall as what is held."""

from archive.reading.decades import BAR, Year, decades


def held(*years):
    return [Year(year, issues, 10 * issues) for year, issues in years]


def test_years_stand_in_rows_of_ten_and_nothing_stands_outside_the_papers_years():
    rows = decades(held((2008, 1), (2012, 4)))
    assert [(row.first, row.last) for row in rows] == [(2000, 2009), (2010, 2019)]
    assert [cell and cell.year for cell in rows[0].cells] == [None] * 8 + [2008, 2009]
    assert [cell and cell.year for cell in rows[1].cells] == [2010, 2011, 2012] + [None] * 7
    assert rows[0].cells[9].held is None


def test_empty_decades_make_one_row_without_cells():
    rows = decades(held((1936, 1), (1989, 1)))
    assert [(row.first, row.last, bool(row.cells)) for row in rows] == [
        (1930, 1939, True),
        (1940, 1979, False),
        (1980, 1989, True),
    ]


def test_the_fullest_year_has_the_tallest_bar():
    (row,) = decades(held((2010, 1), (2011, 4)))
    assert [cell.tall for cell in row.cells[:2]] == [BAR / 4, BAR]
    assert [cell.y for cell in row.cells[:2]] == [BAR * 3 / 4, 0]


def test_a_paper_without_dated_issues_has_no_strip():
    assert decades([]) == []
