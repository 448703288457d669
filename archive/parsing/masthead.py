"""What the masthead (报头) says of the issue and the page.

Facts are read from lines that hold nothing else: a date inside a story says nothing about the issue.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from archive.parsing.dates import (
    ENGLISH,
    LUNAR,
    WEEKDAY,
    Day,
    LunarDay,
    find_days,
    find_lunar,
    find_weekday,
    fold,
    number,
)
from archive.parsing.folios import STAFF, Folio, read_folio
from archive.parsing.imprint import (
    CN_NUMBER,
    LABEL,
    NOT_PUBLISHER,
    PAGES,
    POST_NUMBER,
    PUBLISHER,
    PUBLISHERS,
    REGISTRATION,
    RULER,
    SHEETS,
    TOTAL,
    is_name,
    may_sponsor,
    names_contest,
)
from archive.parsing.text import shown

TOP = 30  # non-blank lines from the top in which a masthead is looked for
MOST_ISSUES, MOST_PAGES = 200_000, 400
LONGEST = 60  # characters of a masthead line; longer ones tell stories
# a day that is no issue's: 截止时间：2020年6月15日 星期一, 摘自2020年6月3日《青溪日报》
TELLS_WHEN = re.compile(
    r"(?<!出版)(?<!发行)(?:时间|期限|有效期)\s*[:：]|[于从自]\s*\d{4}年\d{1,2}月\d{1,2}日|月\d{1,2}日\s*[起前后]|月\d{1,2}日[^日]{0,12}(?:逝世|出生|病逝)|摘自|原载"
)
# what a notice or a story says of a day: when it begins, what takes place
_TOLD = re.compile(
    rf"{TELLS_WHEN.pattern}|"
    r"\d\s*[:：]\s*\d\d|\d\s*[时時点點]|上午|下午(?!版)|定于|截[止稿]|开[奖幕展]|举行|召开|停[电水气]|招聘|影讯|地点|明天|历史上"
)
_DOCUMENT = re.compile(r"(?:公告|通告|公示|通知|讲话|报告|决定|意见|致辞|发言|令)$")
_BEFORE = 14  # characters of a name or section before the day of such a line, at most
_BESIDE = 6  # characters behind the day among which the weekday begins
PINYIN_NAME = re.compile(r"^(?:[A-Z]{1,6}(?:\s+[A-Z]{1,6}){1,7}|(?:[A-Z][a-z]{0,5}\s*){2,8}|[A-Z]{6,30})$")
SYLLABLE = re.compile(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|van|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|ve|vn|[aeiouv])",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Masthead:
    """What a page prints about itself; None where it says nothing. `lines` are the lines (from 1) that say it."""

    paper: str | None = None
    pinyin: str | None = None  # JIN RI QU JIANG
    day: date | None = None
    last: date | None = None  # of a combined issue
    weekday: str | None = None
    lunar: LunarDay | None = None
    total: int | None = None
    total_end: int | None = None
    pages: int | None = None
    publisher: str | None = None
    cn_number: str | None = None
    label: str | None = None  # 增刊, 号外
    page: str | None = None
    section: str | None = None
    lines: tuple[int, ...] = ()

    @property
    def is_front(self) -> bool:
        """Only a front page prints the publisher, the number of pages or the total issue number."""
        return bool(self.publisher or self.pages or self.pinyin or (self.total and self.day))


EMPTY = Masthead()


def read_masthead(lines: Sequence[str], papers: Iterable[str] = ()) -> Masthead:
    """The facts of the masthead and folio lines of one page. `papers`: names that are known already."""
    known = frozenset(papers)
    found = EMPTY
    told, above = False, ""
    mixed: list[tuple[int, Masthead]] = []
    for at, line in _candidates(lines):
        said = read_line(line, known)
        if said.publisher and names_contest(above) and may_sponsor(line):
            said = EMPTY
        elif said != EMPTY and not (_is_signature(said) and (told or _of_a_document(line, above))):
            found = _merge(found, said, at)
        elif said == EMPTY and not told:
            said = _read_dated(line, known)
            mixed.append((at, _read_headed(line, known) if said == EMPTY else said))
        told, above = told or len(line) > LONGEST, line
    for at, said in mixed:  # lines of the masthead alone are surer, wherever they stand
        found = _merge(found, said, at) if said != EMPTY else found
    return _believable(found)


def _is_signature(said: Masthead) -> bool:
    """A date or a paper's name alone below a story signs a notice (落款) or begins a heading."""
    return not (said.weekday or said.lunar or said.total or said.pages or said.page or said.publisher or said.cn_number)


def _of_a_document(line: str, above: str) -> bool:
    """Whether a day alone is that of a document, in brackets or under its headline: 在…闭幕会上的讲话 / （2024年2月2日）."""
    return line.strip()[:1] in "（(" or bool(_DOCUMENT.search(above))


def _candidates(lines: Sequence[str]) -> list[tuple[int, str]]:
    filled = [(at, text) for at, line in enumerate(lines, 1) if line.strip() and (text := shown(line))]
    tail = [(at, text) for at, text in filled[TOP:][-6:] if read_folio(text)]
    return [(at, text) for at, text in filled[:TOP] if len(text) <= 3 * LONGEST] + tail


def _merge(found: Masthead, said: Masthead, at: int) -> Masthead:
    """What was read first stays; what is new is added."""
    new = {f.name: getattr(said, f.name) for f in fields(said) if f.name != "lines" and getattr(found, f.name) is None}
    publisher = found.publisher
    if publisher and said.publisher and said.publisher not in publisher:
        new["publisher"] = f"{publisher} {said.publisher}"
    return replace(found, **new, lines=(*found.lines, at))


def _believable(found: Masthead) -> Masthead:
    """A paper's name alone, with nothing of a masthead beside it, may be a heading or a signature."""
    if found.day or found.total or found.pages or found.page or found.publisher or found.cn_number:
        return found
    return replace(found, paper=None, label=None)


def read_line(line: str, papers: frozenset[str] = frozenset()) -> Masthead:
    """The facts of one line; EMPTY for a line that tells a story."""
    text = RULER.sub("", fold(line)).strip()
    if not text or len(text) > 2 * LONGEST or re.search(r"[。！？；]", text) or TELLS_WHEN.search(text):
        return EMPTY
    bare = _without_numbers(text)
    if (publisher := read_publisher(bare)) and not find_days(text):
        return replace(_facts(text, bare, frozenset(), (), None, None), publisher=publisher, paper=None, pinyin=None)
    if PINYIN_NAME.match(text) and is_pinyin(text):
        return Masthead(pinyin=text)
    if text in papers or is_name(text.replace(" ", "")):
        return Masthead(paper=text.replace(" ", ""))
    return _read_facts(text, papers)


def _read_dated(line: str, papers: frozenset[str]) -> Masthead:
    """The facts of a line above all text that holds the day, and what tells a masthead from a story beside it: the weekday, the lunar
    day, the issue's number, a publisher before it or the page's editors. EMPTY for any other."""
    text = RULER.sub("", fold(line)).strip()
    days = find_days(text)
    if not days or len(text) > 2 * LONGEST or re.search(r"[，。！？；]", text) or _TOLD.search(text):
        return EMPTY
    first, behind = days[0], text[days[0].end :]
    publisher, lunar = read_publisher(text[: first.start].strip()), find_lunar(text)
    weekday = WEEKDAY.search(behind[:_BESIDE])
    told = weekday or lunar or publisher or re.search(r"[总總]第?\s*\d", text) or STAFF.search(behind)
    if not told or (first.start > _BEFORE and not publisher):
        return EMPTY
    names = " ".join(word for word in re.split(r"[^\w]+", text) if word in papers or is_name(word))
    return replace(_facts(text, names, papers, days, lunar, read_folio(text)), publisher=publisher)


def _read_headed(line: str, papers: frozenset[str]) -> Masthead:
    """The paper named on a line with its section or pinyin and nothing else: 青溪日报 企业视窗, 今日青溪 JIN RI QING XI."""
    name, *rest = fold(line).split() or [""]
    latin = " ".join(rest)
    section = len(rest) == 1 and re.fullmatch(r"[一-鿿·]{2,6}", rest[0]) and (name in papers or name[-1] in "报報")
    if not rest or not (name in papers or is_name(name)) or not (section or is_pinyin(latin)):
        return EMPTY
    return Masthead(paper=name, pinyin=None if section else latin, section=rest[0] if section else None)


def _without_numbers(text: str) -> str:
    """Without what is printed beside a publisher or a date: issue number, pages, CN and post numbers."""
    for pattern in (TOTAL, PAGES, SHEETS, CN_NUMBER, POST_NUMBER, REGISTRATION):
        text = pattern.sub(" ", text)
    return text


def _read_facts(text: str, papers: frozenset[str]) -> Masthead:
    rest, days = _without_numbers(text), find_days(text)
    for pattern in (WEEKDAY, ENGLISH, STAFF, LABEL):
        rest = pattern.sub(" ", rest)
    for day in days:
        rest = rest.replace(text[day.start : day.end], " ")
    lunar = find_lunar(text)
    if lunar:
        rest = LUNAR.sub(" ", rest)
    rest = re.sub(r"农历|合刊|今日|本期|[^\w]+", " ", rest)
    folio = read_folio(text)
    if not folio and not _is_masthead(rest, papers, days):
        return EMPTY
    return _facts(text, rest, papers, days, lunar, folio)


def _is_masthead(rest: str, papers: frozenset[str], days: tuple[Day, ...]) -> bool:
    """Is nothing left but a name, in Chinese or in Latin letters, or a weather report behind a date?"""
    words = rest.split()
    left = [w for w in words if w not in papers and not is_name(w) and not (w.isascii() and not w.isdigit())]
    return sum(map(len, left)) <= (4 if days else 0) and len(left) <= 2


def _facts(
    text: str, rest: str, papers: frozenset[str], days: tuple[Day, ...], lunar: LunarDay | None, folio: Folio | None
) -> Masthead:
    total, pages, cn = TOTAL.search(text), PAGES.search(text), CN_NUMBER.search(text)
    if total and not (total[0].startswith(("总", "總")) or days or pages or cn or SHEETS.search(text)):
        total = None  # 第19期 alone is a lottery draw or a column
    names = [w for w in rest.split() if w in papers or is_name(w)]
    latin = " ".join(w for w in rest.split() if w.isascii() and w.isalpha())
    label = LABEL.search(text)
    return Masthead(
        paper=names[0] if names else None,
        pinyin=latin if PINYIN_NAME.match(latin) and is_pinyin(latin) else None,
        day=days[0].day if days else None,
        last=days[0].last if days else None,
        weekday=find_weekday(text),
        lunar=lunar,
        total=_below(MOST_ISSUES, total[1]) if total else None,
        total_end=_below(MOST_ISSUES, total[2]) if total and total[2] else None,
        pages=_below(MOST_PAGES, pages[1]) if pages else None,
        cn_number=cn[1].replace(" ", "").replace("—", "-") if cn else None,
        label=label[0] if label else None,
        page=folio.page if folio else None,
        section=folio.section if folio else None,
    )


def _below(limit: int, text: str) -> int | None:
    """The number, None where no paper can have so many: the OCR glued two together."""
    value = number(text)
    return value if value and value < limit else None


def read_publisher(text: str) -> str | None:
    """中共衢州市衢江区委主办 衢江传媒集团承办 as it stands, None where the line says something else."""
    if len(text) > LONGEST or NOT_PUBLISHER.search(re.sub(r"(?:主管|主办|承办|协办|出版)", " ", text)):
        return None
    if not re.search(r"(?:主办|主管|承办|编辑出版|出版)", text) or not PUBLISHERS.search(text):
        return None
    left = PUBLISHER.sub("", text)
    return " ".join(text.split()) if len(left.replace(" ", "")) <= 24 else None


def is_pinyin(text: str) -> bool:
    """Does it read as Chinese syllables: JIN RI QU JIANG, Jinri Qujiang, JINRIQUJIANG?"""
    letters = re.sub(r"[^a-z]", "", text.lower())
    return bool(letters) and bool(re.fullmatch(f"(?:{SYLLABLE.pattern}){{2,12}}", letters))
