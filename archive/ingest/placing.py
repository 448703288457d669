"""Where a file belongs: paper, date, edition and page, from options, manifest, names and print, in this order. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from archive.ingest.doubts import Finding
from archive.ingest.papers import Named
from archive.ingest.surveying import Survey
from archive.parsing.dates import contradictions
from archive.sources import ManifestRow


@dataclass(frozen=True, slots=True)
class Given:
    """What the operator said for all files of the run."""

    paper: str | None = None
    day: date | None = None
    last: date | None = None
    page: str | None = None


@dataclass(frozen=True, slots=True)
class IssueKey:
    """What makes an issue: the paper with date and edition (an extra with its label: 增刊, 号外), or with the path of
    its only file."""

    paper: str
    day: date | None
    edition: int = 1
    path: str = ""
    label: str | None = None

    def order(self) -> tuple[str, date, int, str, str]:
        return (self.paper, self.day or date.max, self.edition, self.label or "", self.path)


@dataclass(frozen=True, slots=True)
class Placed:
    """A file and its place. `starts`: (first line, page label, page name) of each of its pages."""

    survey: Survey
    key: IssueKey
    last: date | None
    label: str | None
    date_source: str | None
    starts: tuple[tuple[int, str, str | None], ...]
    findings: tuple[Finding, ...]

    @property
    def page(self) -> str:
        return self.starts[0][1]

    @property
    def place(self) -> str:
        """The name of the place in the archive: the same file for the same place is taken in once."""
        key = self.key
        where = f"{key.day.isoformat()}/{key.label or key.edition}/{self.page}" if key.day else f"?/{key.path}"
        return f"{key.paper}/{where}"


def place(survey: Survey, named: Named, given: Given, row: ManifestRow | None) -> Placed:
    """The place of a file."""
    day, last, date_source = choose_date(survey, given, row)
    label = (row.label if row else None) or survey.names.label or survey.masthead.label
    edition = survey.names.edition or (2 if label else 1)
    key = IssueKey(named.paper, day, edition, label=label) if day else IssueKey(named.paper, None, 1, survey.name)
    starts, page_findings = page_starts(survey, given, row)
    findings = (*named.findings, *page_findings, *date_findings(survey, day), *other_findings(survey))
    return Placed(survey, key, last, label, date_source, starts, findings)


def choose_date(survey: Survey, given: Given, row: ManifestRow | None) -> tuple[date | None, date | None, str | None]:
    """Date, last day of a combined issue, and where it was found. A date that the print bears out is printed."""
    names, masthead = survey.names, survey.masthead
    offers = (
        (given.day, given.last, "given"),
        (row.day if row else None, row.last if row else None, "given"),
        (names.day, names.last, "filename"),
        (masthead.day, masthead.last, "printed"),
    )
    for day, last, source in offers:
        if day:
            printed = day == masthead.day
            return day, last or (masthead.last if printed else None), "printed" if printed else source
    return None, None, None


def date_findings(survey: Survey, day: date | None) -> tuple[Finding, ...]:
    """Contradictions between the date and what is printed, each a sentence."""
    masthead = survey.masthead
    if day is None:
        return (undated(survey),)
    found = []
    if masthead.day and masthead.day != day:
        found.append(Finding("date", 1.0, f"日期定为{day}，而报头印的是{masthead.day}"))
    if len(survey.days) > 1:
        said = "、".join(map(str, survey.days))
        found.append(Finding("date", 1.0, f"一个文件里印着几个日期（{said}），可能是两期报纸"))
    said_of = masthead.day if masthead.day else day
    found += [Finding("date", 1.0, text) for text in contradictions(said_of, masthead.weekday, masthead.lunar)]
    return tuple(found)


def undated(survey: Survey) -> Finding:
    if survey.proof:
        return Finding(
            "undated", 1.0, f"没有找到日期；从正文看不早于{survey.proof}", more={"from": survey.proof.isoformat()}
        )
    return Finding("undated", 1.0, "没有找到日期，正文也看不出")


def page_starts(
    survey: Survey, given: Given, row: ManifestRow | None
) -> tuple[tuple[tuple[int, str, str | None], ...], tuple[Finding, ...]]:
    """The pages of the file with their labels; a page that nothing names follows the one before it."""
    first = survey.pages[0]
    said = given.page or (row.page if row else None) or survey.names.page
    label = said or first.page or ("1" if survey.masthead.is_front else None)
    findings = []
    if label is None:
        findings.append(Finding("page_unknown", 0.3, "没有找到版次，暂作第1版"))
    if said and first.page and first.page != said and len(survey.pages) == 1:
        findings.append(Finding("page", 0.5, f"归入第{said}版，而版面上印的是第{first.page}版"))
    section = (row.section if row else None) or first.section or survey.names.section
    starts = [(first.first, label or "1", section)]
    for page in survey.pages[1:]:
        starts.append((page.first, page.page or following(starts[-1][1]), page.section))
    return tuple(starts), tuple(findings)


def following(label: str) -> str:
    """2 after 1, A05 after A04."""
    digits = label.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    if not digits.isdecimal():
        return label
    head = label[: len(label) - len(digits)]
    return f"{head}{int(digits) + 1:02d}" if head else str(int(digits) + 1)


def other_findings(survey: Survey) -> tuple[Finding, ...]:
    found = []
    if survey.replaced:
        found.append(Finding("characters", 0.3, f"{survey.replaced} 个存不下的字符换成了 �"))
    return tuple(found)


def rows_by_shown(
    surveys: list[Survey], rows: Mapping[tuple[str, ...], Mapping[str, ManifestRow]]
) -> dict[str, ManifestRow]:
    """The manifest row of each file: by its path below the manifest's folder."""
    return {s.received.shown: row for s in surveys if (row := rows.get(s.received.context, {}).get(s.name))}
