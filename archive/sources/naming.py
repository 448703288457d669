"""What folder and file names say: 今日衢江/2020-06-16/01.txt, 20200616_A01.md, 2020年6月16日第01版.txt."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath

from archive.parsing.dates import NUMERAL, find_days, fold, make_date
from archive.parsing.folios import SECTIONS, page_label
from archive.parsing.imprint import NAME_END

COMPACT = re.compile(
    r"(?<![0-9A-Za-z])(?P<y>(?:1[89]|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?=$|[^0-9]|\d{2}$|\d{2}[^0-9A-Za-z])"
)
PLAIN = re.compile(r"(?<![\d.])(?P<y>(?:1[89]|20)\d\d)(?P<s>[-._ ])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?!\d)")
YEAR_PART = re.compile(r"((?:1[89]|20)\d\d)年?")
MONTH_PART = re.compile(rf"(?:(?:1[89]|20)\d\d[-年.]?)?({NUMERAL}{{1,2}})月?(?:份)?")
DAY_PART = re.compile(rf"({NUMERAL}{{1,3}})[日号]?")
MONTH_DAY = re.compile(r"(\d{1,2})[-.月_]?(\d{1,2})日?")
YEAR_MONTH = re.compile(r"((?:1[89]|20)\d\d)[-._年]?(\d{1,2})月?")
EDITION = re.compile(r"[-_（(]([2-9])[)）]?$")
LABEL = re.compile(r"号外|增刊|特刊")
PAGE = re.compile(
    r"第\s*(?P<l1>[A-Za-z])?(?P<n1>[0-9〇一二三四五六七八九十]{1,4})\s*[版页頁]"
    r"|(?<![0-9A-Za-z])(?P<l2>[A-Za-z])?(?P<n2>[0-9〇一二三四五六七八九十]{1,4})\s*版"
    r"|(?<![A-Za-z])(?:[Pp]age|PAGE|[Pp])[-_ .]?(?P<n3>\d{1,3})(?![0-9A-Za-z])"
    r"|(?<![0-9A-Za-z])(?P<l4>[A-Z])[-_]?(?P<n4>\d{1,2})(?![0-9A-Za-z])"
)
PAPER_NAME = re.compile(rf"[一-鿿]{{1,10}}{NAME_END}|今日[一-鿿]{{1,6}}")
HAN_NAME = re.compile(r"[一-鿿]{2,12}")
GENERIC = re.compile(
    r"扫描|识别|文本|文字|数据|结果|资料|图片|原文|备份|文件夹|下载|桌面|文档|上传|已校|未校|校对|样本|档案|存档|合订|报纸|数字|电子版|年|月|版|测试|输出|待|其他|不详|无日期|全部"
)
SEPARATORS = re.compile(r"[\s_\-—.,，、:：（）()\[\]【】《》+]+")


@dataclass(frozen=True, slots=True)
class NameFacts:
    """What a path says; None where it is silent. `latin`: folder names in Latin letters that may be a paper's slug."""

    paper: str | None = None
    latin: tuple[str, ...] = ()
    day: date | None = None
    last: date | None = None
    edition: int | None = None
    label: str | None = None
    page: str | None = None
    section: str | None = None


def read_name(name: str, context: Sequence[str] = (), is_paper: Callable[[str], bool] = lambda _: False) -> NameFacts:
    """The facts of a path below the folder given, and of the folders above it. `is_paper`: names known already."""
    pure = PurePosixPath(fold(name))
    folders = [*map(fold, context), *pure.parts[:-1]]
    facts = _date_facts(folders, pure.stem)
    page, section = _page_facts(_without_date(pure.stem), folders)
    everything = [*folders, pure.stem]
    label = next((found[0] for part in reversed(everything) if (found := LABEL.search(part))), None)
    return replace(
        facts,
        paper=_paper(folders, pure.stem, is_paper),
        latin=tuple(p for p in reversed(folders) if re.fullmatch(r"[A-Za-z][A-Za-z \-_]{2,40}", p)),
        label=label,
        page=page,
        section=section,
    )


# --- date ---------------------------------------------------------------------------------------------------


def _date_facts(folders: list[str], stem: str) -> NameFacts:
    """The date nearest to the file: its own name first, then its folder, then folders year/month/day."""
    for part in (stem, *reversed(folders)):
        if found := _day_in(part):
            day, last, end = found
            edition = EDITION.search(part[end:]) if part is not stem else None
            return NameFacts(day=day, last=last, edition=int(edition[1]) if edition else None)
    return NameFacts(day=_nested_day([*folders, stem]))


def _day_in(part: str) -> tuple[date, date | None, int] | None:
    for day in find_days(part):
        return day.day, day.last, day.end
    for pattern in (PLAIN, COMPACT):
        for found in pattern.finditer(part):
            if plain := make_date(int(found["y"]), int(found["m"]), int(found["d"])):
                return plain, None, found.end()
    return None


def _nested_day(parts: list[str]) -> date | None:
    """2020/06/16, 2020年/6月/16日, 2020/0616, 2020-06/16, 202006/16 in neighbouring folders."""
    for at in range(len(parts) - 1, -1, -1):
        two, three = parts[at : at + 2], parts[at : at + 3]
        if len(three) == 3 and (day := _year_month_day(*three)):
            return day
        if len(two) == 2 and (day := _year_and_day(*two) or _month_and_day(*two)):
            return day
    return None


def _year_month_day(year: str, month: str, day: str) -> date | None:
    y, m, d = YEAR_PART.fullmatch(year), MONTH_PART.fullmatch(month), DAY_PART.match(day)
    return _make(y[1], m[1], d[1]) if y and m and d else None


def _year_and_day(year: str, day: str) -> date | None:
    """2020/0616, 2020年/6月16日."""
    y, md = YEAR_PART.fullmatch(year), MONTH_DAY.fullmatch(day)
    return _make(y[1], md[1], md[2]) if y and md and len(day) >= 3 else None


def _month_and_day(month: str, day: str) -> date | None:
    """2020-06/16, 202006/16."""
    ym, d = YEAR_MONTH.fullmatch(month), DAY_PART.fullmatch(day)
    return _make(ym[1], ym[2], d[1]) if ym and d else None


def _make(year: str, month: str, day: str) -> date | None:
    from_numerals = [_value(v) for v in (year, month, day)]
    return make_date(*from_numerals)


def _value(text: str) -> int | None:
    label = page_label(None, text)
    return int(text) if text.isdecimal() else int(label) if label else None


def _without_date(stem: str) -> str:
    for day in reversed(find_days(stem)):
        stem = f"{stem[: day.start]} {stem[day.end :]}"
    return COMPACT.sub(" ", PLAIN.sub(" ", stem))


# --- page ---------------------------------------------------------------------------------------------------


def _page_facts(stem: str, folders: list[str]) -> tuple[str | None, str | None]:
    """The page a file name marks; a bare number counts when the name holds nothing else."""
    found = PAGE.search(stem)
    if not found:
        return _bare_page(stem), None
    for letter, digits in (("l1", "n1"), ("l2", "n2"), (None, "n3"), ("l4", "n4")):
        if found[digits]:
            label = page_label(found[letter] if letter else None, found[digits])
            return label, _section(f"{stem[: found.start()]} {stem[found.end() :]}")
    return None, None


def _bare_page(stem: str) -> str | None:
    words = [w for w in SEPARATORS.split(stem) if w and not PAPER_NAME.fullmatch(w) and not LABEL.fullmatch(w)]
    if len(words) == 1 and words[0].isdecimal() and len(words[0]) <= 3:
        return page_label(None, words[0])
    return None


def _section(rest: str) -> str | None:
    words = [w for w in SEPARATORS.split(rest) if w]
    named = [w for w in words if SECTIONS.fullmatch(w)]
    return named[0] if named else None


# --- paper --------------------------------------------------------------------------------------------------


def _paper(folders: list[str], stem: str, is_paper: Callable[[str], bool]) -> str | None:
    """A known paper's name anywhere; a name that says 报; else the folder right above the date."""
    words = [w for part in (stem, *reversed(folders)) for w in _words(part)]
    for word in words:
        if is_paper(word):
            return word
    for word in words:
        if PAPER_NAME.fullmatch(word) and not SECTIONS.fullmatch(word):
            return word
    return _above_date(folders)


def _words(part: str) -> list[str]:
    """The Chinese words of one name, dates and pages left out."""
    bare = PAGE.sub(" ", _without_date(part))
    return [
        w
        for w in SEPARATORS.split(re.sub(r"[0-9A-Za-z]+", " ", bare))
        if w and not re.fullmatch(r"[年月日号第版期]+", w)
    ]


def _above_date(folders: list[str]) -> str | None:
    for at, part in enumerate(folders):
        if at and (_day_in(part) or YEAR_PART.fullmatch(part) or YEAR_MONTH.fullmatch(part)):
            name = folders[at - 1]
            return name if HAN_NAME.fullmatch(name) and not GENERIC.search(name) else None
    return None
