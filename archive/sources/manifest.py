"""A manifest: a CSV with the columns path, paper, date, page, section that says what names and text do not."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from archive.parsing.dates import find_days, fold
from archive.parsing.folios import PAGE_MARK, marked_page, page_label
from archive.sources.decoding import BadFile, decode
from archive.sources.finding import Problem

COLUMNS = ("path", "paper", "date", "page", "section")
OPTIONAL = ("label",)
LONGEST_PAPER, LONGEST_LABEL = 60, 20  # characters


@dataclass(frozen=True, slots=True)
class ManifestRow:
    path: str
    paper: str | None = None
    day: date | None = None
    last: date | None = None
    page: str | None = None
    section: str | None = None
    label: str | None = None


def read_manifest(data: bytes, shown: str) -> tuple[dict[str, ManifestRow], list[Problem]]:
    """Rows by path, and a problem for each row that cannot be used (with its line)."""
    try:
        reader = csv.DictReader(io.StringIO(decode(data).text, newline=""))
        header = [h.strip().lower() for h in reader.fieldnames or []]
    except (BadFile, csv.Error) as error:
        return {}, [Problem(shown, str(error))]
    if "path" not in header or set(header) - {*COLUMNS, *OPTIONAL}:
        return {}, [Problem(f"{shown}:1", f"第一行应是列名 {','.join(COLUMNS)}，读到的是 {','.join(header)}")]
    reader.fieldnames = header
    rows: dict[str, ManifestRow] = {}
    problems: list[Problem] = []
    for item in _rows(reader, shown):
        if isinstance(item, Problem):
            problems.append(item)
        else:
            rows[item.path] = item
    return rows, problems


def _rows(reader: csv.DictReader, shown: str) -> Iterator[ManifestRow | Problem]:
    try:
        for raw in reader:
            values = {k: (v or "").strip() for k, v in raw.items() if isinstance(k, str) and not isinstance(v, list)}
            try:
                yield _row(values)
            except ValueError as error:
                yield Problem(f"{shown}:{reader.line_num}", str(error))
    except csv.Error as error:
        yield Problem(f"{shown}:{reader.line_num}", f"读不了这一行：{error}")


def _row(values: dict[str, str]) -> ManifestRow:
    if not (path := values.get("path", "").replace("\\", "/").removeprefix("./")):
        raise ValueError("path 一列是空的")
    if len(values.get("label", "")) > LONGEST_LABEL:
        raise ValueError(f"label 一列超过 {LONGEST_LABEL} 个字")
    day, last = parse_date(values["date"]) if values.get("date") else (None, None)
    return ManifestRow(
        path,
        parse_paper(values["paper"]) if values.get("paper") else None,
        day,
        last,
        parse_page(values["page"]) if values.get("page") else None,
        values.get("section") or None,
        values.get("label") or None,
    )


def parse_date(text: str) -> tuple[date, date | None]:
    """A date as an operator writes it, 20200616 included; raises ValueError with what to write instead."""
    plain = fold(text).strip()
    if len(plain) == 8 and plain.isdecimal():
        plain = f"{plain[:4]}-{plain[4:6]}-{plain[6:]}"
    days = find_days(plain)
    if len(days) == 2 and days[0].day < days[1].day:
        return days[0].day, days[1].day
    if len(days) != 1:
        raise ValueError(f"日期“{text}”看不懂，请写成 2020-06-16")
    return days[0].day, days[0].last


def parse_paper(text: str) -> str:
    """A paper's name as an operator writes it, 《》 left out; raises ValueError for one that is too long."""
    name = " ".join(text.strip().strip("《》").split())
    if not name or len(name) > LONGEST_PAPER:
        raise ValueError(f"报名应有 1 到 {LONGEST_PAPER} 个字")
    return name


def parse_page(text: str) -> str:
    """A page as an operator writes it: 1, 01, A04, 第二版; raises ValueError with what to write instead."""
    plain = fold(text).strip()
    if plain.isdecimal() and (label := page_label(None, plain)):
        return label
    found = PAGE_MARK.fullmatch(plain) or PAGE_MARK.fullmatch(plain.upper())
    label = marked_page(found) if found else None
    if not label:
        raise ValueError(f"版次“{text}”看不懂，请写成 1 或 A04")
    return label
