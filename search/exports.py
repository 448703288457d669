"""Results as files: CSV, RIS, BibTeX and JSON, one article after another so that a long list needs no memory."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from archive.models import Article

COLUMNS = ("uid", "date", "paper", "page", "kind", "column", "kicker", "title", "subtitle", "by", "url")
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class Record:
    """An article as a file names it; `title` is what lists show, `url` absolute."""

    uid: str
    date: date | None
    paper: str
    page: str
    kind: str
    column: str
    kicker: str
    title: str
    subtitle: str
    by: tuple[str, ...]
    url: str


def record(article: Article, site: str) -> Record:
    return Record(
        uid=article.uid,
        date=article.issue.date,
        paper=article.issue.paper.name,
        page=article.page.label if article.page else "",
        kind=article.kind,
        column=article.column,
        kicker=article.kicker,
        title=article.headline,
        subtitle=article.subtitle,
        by=tuple(article.names),
        url=site + article.permanent_url,
    )


def values(row: Record) -> dict[str, str]:
    day = row.date.isoformat() if row.date else ""
    return {name: str(getattr(row, name)) for name in COLUMNS} | {"date": day, "by": "；".join(row.by)}


# --- CSV -----------------------------------------------------------------------------------------------------


def harmless(text: str) -> str:
    """A spreadsheet must not take text for a formula: such a cell begins with an apostrophe."""
    return f"'{text}" if text.startswith(DANGEROUS) else text


def csv_line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow([harmless(cell) for cell in cells])
    return line.getvalue()


def as_csv(rows: Iterable[Record]) -> Iterator[str]:
    """With a byte order mark: without it Excel takes UTF-8 for the machine's own encoding."""
    yield "\ufeff" + csv_line(COLUMNS)
    for row in rows:
        yield csv_line(values(row).values())


# --- reference managers --------------------------------------------------------------------------------------


def flat(text: str) -> str:
    return " ".join(text.split())


def as_ris(rows: Iterable[Record]) -> Iterator[str]:
    for row in rows:
        lines = ["TY  - NEWS", f"ID  - {row.uid}", f"TI  - {flat(row.title)}"]
        lines += [f"AU  - {flat(name)}" for name in row.by]
        lines += [f"T2  - {flat(row.paper)}", f"SP  - {flat(row.page)}"]
        lines += [f"PY  - {row.date:%Y}", f"DA  - {row.date:%Y/%m/%d}"] if row.date else []
        lines += [f"UR  - {row.url}", "LA  - zh", "ER  - "]
        yield "\r\n".join(lines) + "\r\n\r\n"


BIBTEX_SIGNS = str.maketrans({c: f"\\{c}" for c in "{}%&$#_"} | {"\\": r"\textbackslash{}", "~": "{\\textasciitilde}"})
BIBTEX_SIGNS[ord("^")] = "{\\textasciicircum}"


def as_bibtex(rows: Iterable[Record]) -> Iterator[str]:
    for row in rows:
        fields = {
            "title": flat(row.title),
            "author": " and ".join(flat(name) for name in row.by),
            "journal": flat(row.paper),
            "date": row.date.isoformat() if row.date else "",
            "pages": flat(row.page),
        }
        lines = [f"  {name} = {{{text.translate(BIBTEX_SIGNS)}}}," for name, text in fields.items() if text]
        yield (
            "@article{"
            + row.uid
            + ",\n"
            + "\n".join(lines)
            + f"\n  url = {{{row.url}}},\n  langid = {{chinese}}\n}}\n\n"
        )


# --- JSON ----------------------------------------------------------------------------------------------------


def as_json(rows: Iterable[Record]) -> Iterator[str]:
    """One array."""
    separator = "[\n"
    for row in rows:
        names = {**values(row), "date": row.date.isoformat() if row.date else None, "by": list(row.by)}
        yield separator + json.dumps(names, ensure_ascii=False)
        separator = ",\n"
    yield "\n]\n" if separator == ",\n" else "[]\n"


Writer = Callable[[Iterable[Record]], Iterator[str]]
FORMS: Mapping[str, tuple[Writer, str, str]] = {  # writer, content type, ending of the file's name
    "csv": (as_csv, "text/csv", "csv"),
    "ris": (as_ris, "application/x-research-info-systems", "ris"),
    "bibtex": (as_bibtex, "application/x-bibtex", "bib"),
    "json": (as_json, "application/json", "json"),
}
