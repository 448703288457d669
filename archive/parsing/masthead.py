"""What the masthead (报头) and the folio lines (报眉) say of the issue and the page.

Facts are read from lines that hold nothing else: a date inside a story says nothing about the issue.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from archive.parsing.dates import ENGLISH, LUNAR, WEEKDAY, LunarDay, find_days, find_lunar, find_weekday, fold, number

TOP = 30  # non-blank lines from the top in which a masthead is looked for
LEAST_TEXT = 30  # characters below a folio that make a page
LONGEST = 60  # characters of a masthead line; longer ones tell stories
N = r"[0-9〇一二三四五六七八九十百千万廿]"

TOTAL = re.compile(rf"(?:总\s*第?|第)\s*({N}{{1,12}})\s*(?:[—\-~至、]+\s*(?:第)?\s*({N}{{1,12}})\s*)?[期号]")
PAGES = re.compile(
    rf"(?:今日|本期|今天|本报今日|共)\s*(?:出版|对开|四开|彩印|[一-鿿]{{0,2}})?\s*(?:共)?\s*({N}{{1,3}})\s*(?:个)?版(?!面)"
)
CN_NUMBER = re.compile(r"CN\s*(\d{2}\s*[-—]\s*\d{4}(?:/[A-Z]+)?)", re.I)
POST_NUMBER = re.compile(r"(?:邮发代号|邮政代号|代号)\s*[:：]?\s*(\d{1,2}\s*[-—]\s*\d{1,4})")
REGISTRATION = re.compile(
    r"(?:国内)?统一(?:连续)?(?:出版物|刊|报刊)?[号刊]*号?\s*[:：]?|(?:准印证|内部资料|浙内准字)[^ ]{0,20}"
)
LABEL = re.compile(r"号外|增刊|特刊")
PUBLISHER = re.compile(r"\S*?(?:主办|主管|承办|协办|编辑出版|出版(?!物))\s*[:：]?")
PUBLISHERS = re.compile(r"委|社|集团|中心|局|厅|办公室|政府|公司|总队|部$|大学|学院|报$")
NOT_PUBLISHER = re.compile(r"[。！？；，]|召开|举行|举办|活动|比赛|赛|节|会$")
NAME_END = r"(?:日报|晚报|早报|晨报|午报|时报|新报|导报|商报|快报|周报|都市报|青年报|工人报|农民报|法制报|法治报|教育报|科技报|文摘报|老年报|侨报|学报|报|周刊|新闻|时讯|快讯|通讯|简报)"
PRINTED_NAME = re.compile(rf"(?:[一-鿿]{{1,8}}{NAME_END}|今日[一-鿿]{{1,5}})")
NOT_A_NAME = re.compile(
    r"(?:本|该|一|每日简|工作|财务|公|战|喜|简|海|捷|情|汇|通|警|预|播|要|综合|国内|国际|本地|时政|社会|最)(?:报|新闻|快讯|通讯)$|^(?:今日(?:出版|要闻|导读|关注|看点|天气|头条|推荐|视点))$"
)
PINYIN_NAME = re.compile(r"^(?:[A-Z]{1,6}(?:\s+[A-Z]{1,6}){1,7}|(?:[A-Z][a-z]{0,5}\s*){2,8}|[A-Z]{6,30})$")
SYLLABLE = re.compile(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|van|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|ve|vn|a|e|i|o|u|v)",
    re.I,
)

PAGE_WORD = rf"(?P<letter>[A-Z])?\s*(?P<n>{N}{{1,4}})"
PAGE_MARK = re.compile(
    rf"第\s*{PAGE_WORD}\s*[版页頁]|{PAGE_WORD.replace('letter', 'letter2').replace('<n>', '<n2>')}\s*版|(?P<p>P|page|PAGE|Page)\s*\.?\s*(?P<n3>\d{{1,3}})|(?<![A-Z0-9])(?P<letter4>[A-Z])\s?(?P<n4>\d{{1,2}})(?!\d)"
)
RULER = re.compile(r"^[\s#\-—=*_~·•|｜<>\[\]【】［］()（）!:：/]+|[\s#\-—=*_~·•|｜<>\[\]【】［］()（）!:：/]+$")
STAFF = re.compile(
    r"(?:责任编辑|本版编辑|本版责编|责编|编辑|主编|美编|版式|版面|排版|组版|校对|检校|审读|值班总编|值班编委|值班主任|值班|总值班|一读|二读|三读|终审"
    r"|电脑制作|制作|设计|视觉|图编|新闻热线|电话|热线|投稿邮箱|投稿信箱|邮箱|信箱|E-?mail|网址|微信|QQ)(?=[\s:：/|｜]|$|[一-鿿])\s*[:：/|｜]?",
    re.I,
)
STAFF_NAME = re.compile(r"[一-鿿·]{1,4}|[\w.\-]+@[\w.\-]+|[\d\-—()（）]{5,20}|(?:https?|www)\S+")
SECTIONS = re.compile(
    r"(?:综合|本地|本市|本县|时政|民生|社会|经济|财经|文化|国际|国内|图片|地方|县区|乡镇|基层|法治|教育|体育|特别|重要|都市|城市|区域|农村)?"
    r"(?:要闻|新闻|综合|时政|民生|社会|经济|财经|文化|副刊|体育|教育|健康|卫生|国际|国内|广告|专版|专题|专刊|特刊|理论|评论|视点|视窗|关注|报道|深度|娱乐"
    r"|科技|法治|政法|农业|三农|乡镇|城事|旅游|生活|家园|文苑|文艺|天下|时事|资讯|公告|公示|悦读|读书|阅读|摄影|人物|党建|美食|服务|周末|焦点|聚焦|专栏|连载|百姓|视觉|看点)"
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


@dataclass(frozen=True, slots=True)
class Folio:
    """第A04版 要闻 -> ("A04", "要闻")."""

    page: str
    section: str | None


@dataclass(frozen=True, slots=True)
class PageRange:
    """Lines [first, last] of a file that make one page; `page` is None where the file says nothing."""

    first: int
    last: int
    page: str | None
    section: str | None


def page_label(letter: str | None, digits: str) -> str | None:
    """("A", "4") -> "A04", (None, "〇二") -> "2"; None for page 0 or beyond 400."""
    value = number(digits)
    if not value or value > 400:
        return None
    return f"{letter.upper()}{value:02d}" if letter else str(value)


def page_order(label: str) -> tuple[str, int, str]:
    """Sort key of page labels: 1 2 10 A01 A02 B01."""
    found = re.fullmatch(r"([A-Z]*)(\d+)(.*)", label)
    return (found[1], int(found[2]), found[3]) if found else ("~", 0, label)


def marked_page(found: re.Match[str]) -> str | None:
    """The label a match of PAGE_MARK stands for."""
    for letter, digits in (("letter", "n"), ("letter2", "n2"), (None, "n3"), ("letter4", "n4")):
        if found[digits]:
            return page_label(found[letter] if letter else None, found[digits])
    return None


def read_folio(line: str) -> Folio | None:
    """The folio of a line that is nothing but a folio: 第二版 要闻, A04版：综合 2020年6月16日 星期二, --- page 3 ---."""
    text = RULER.sub("", fold(line))
    if not text or len(text) > 100 or not re.search(r"[版页頁]|[Pp]|\d", text):
        return None
    bare = _without_facts(text)
    if found := PAGE_MARK.search(bare):
        label, rest = marked_page(found), f"{bare[: found.start()]} {bare[found.end() :]}"
        glued = bool(
            re.search(
                r"[\u4e00-\u9fff]",
                bare[max(found.start() - 1, 0) : found.start()] + bare[found.end() : found.end() + 1],
            )
        )
    elif found := re.search(r"(?:^|\s)(\d{1,2})(?=\s|$)", bare):
        label, rest = page_label(None, found[1]), f"{bare[: found.start()]} {bare[found.end() :]}"
        glued = True  # a number alone is a folio only beside the known name of a page
        if not any(SECTIONS.fullmatch(w) for w in rest.split()):
            return None
    else:
        return None
    words = _page_words(rest)
    if not label or words is None or not all(_names_page(w, glued) for w in words):
        return None
    return Folio(label, " ".join(words) or None)


def _page_words(rest: str) -> list[str] | None:
    """What a folio line holds beside page and date: the page's name. None where it holds what no folio holds."""
    head, *staff = STAFF.split(rest)
    words = [w for w in re.split(r"[\s:：|｜/·、,，—\-\[\]【】()（）]+", head) if w]
    for part in staff:
        tokens = [t for t in re.split(r"[\s:：|｜/、,，]+", part) if t]
        words += [t for t in tokens if SECTIONS.fullmatch(t)]
        if not all(SECTIONS.fullmatch(t) or STAFF_NAME.fullmatch(t) or _is_name(t) for t in tokens):
            return None
    return [w for w in words if not _is_name(w) and w not in {"今日", "农历", "本版"}] if len(words) <= 4 else None


def _names_page(word: str, glued: bool) -> bool:
    """要闻 and 综合新闻 name pages; so may any short word that stands by itself (第四版 青溪谭)."""
    if SECTIONS.fullmatch(word):
        return True
    return not glued and bool(re.fullmatch(r"[一-鿿]{2,5}", word)) and not re.search(r"[见转接刊载说在的了是]", word)


def _without_facts(text: str) -> str:
    """The line without date, weekday, lunar date and numbers."""
    for day in reversed(find_days(text)):
        text = text[: day.start] + " " + text[day.end :]
    for pattern in (TOTAL, PAGES, WEEKDAY, ENGLISH, LUNAR, CN_NUMBER, POST_NUMBER):
        text = pattern.sub(" ", text)
    return text.replace("农历", " ")


def read_masthead(lines: Sequence[str], papers: Iterable[str] = ()) -> Masthead:
    """The facts of the masthead and folio lines of one page. `papers`: names that are known already."""
    known = frozenset(papers)
    found = EMPTY
    told = False
    for at, line in _candidates(lines):
        said = read_line(line, known)
        if said != EMPTY and not (told and _is_signature(said)):
            found = _merge(found, said, at)
        told = told or len(line.strip()) > LONGEST
    return _believable(found)


def _is_signature(said: Masthead) -> bool:
    """A date or a paper's name alone below a story signs a notice (落款) or begins a heading."""
    return not (said.weekday or said.lunar or said.total or said.pages or said.page or said.publisher or said.cn_number)


def _candidates(lines: Sequence[str]) -> list[tuple[int, str]]:
    filled = [(at, line) for at, line in enumerate(lines, 1) if line.strip()]
    tail = [(at, line) for at, line in filled[TOP:][-6:] if read_folio(line)]
    return [(at, line) for at, line in filled[:TOP] if len(line.strip()) <= 3 * LONGEST] + tail


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
    if not text or len(text) > 2 * LONGEST or re.search(r"[。！？；]", text):
        return EMPTY
    if (publisher := read_publisher(text)) and not find_days(text):
        return Masthead(publisher=publisher)
    if PINYIN_NAME.match(text) and is_pinyin(text):
        return Masthead(pinyin=text)
    if text in papers or _is_name(text.replace(" ", "")):
        return Masthead(paper=text.replace(" ", ""))
    return _read_facts(text, papers)


def _read_facts(text: str, papers: frozenset[str]) -> Masthead:
    rest, days = text, find_days(text)
    for pattern in (TOTAL, PAGES, CN_NUMBER, POST_NUMBER, REGISTRATION, WEEKDAY, ENGLISH, STAFF, LABEL):
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


def _is_masthead(rest: str, papers: frozenset[str], days: tuple) -> bool:
    """Is nothing left but a name, in Chinese or in Latin letters, or a weather report behind a date?"""
    words = rest.split()
    left = [w for w in words if w not in papers and not _is_name(w) and not (w.isascii() and not w.isdigit())]
    return sum(map(len, left)) <= (4 if days else 0) and len(left) <= 2


def _facts(
    text: str, rest: str, papers: frozenset[str], days: tuple, lunar: LunarDay | None, folio: Folio | None
) -> Masthead:
    total, pages, cn = TOTAL.search(text), PAGES.search(text), CN_NUMBER.search(text)
    if total and not (total[0].startswith("总") or days or pages or cn):
        total = None  # 第19期 alone is a lottery draw or a column
    names = [w for w in rest.split() if w in papers or _is_name(w)]
    latin = " ".join(w for w in rest.split() if w.isascii() and w.isalpha())
    label = LABEL.search(text)
    return Masthead(
        paper=names[0] if names else None,
        pinyin=latin if PINYIN_NAME.match(latin) and is_pinyin(latin) else None,
        day=days[0].day if days else None,
        last=days[0].last if days else None,
        weekday=find_weekday(text),
        lunar=lunar,
        total=number(total[1]) if total else None,
        total_end=number(total[2]) if total and total[2] else None,
        pages=number(pages[1]) if pages else None,
        cn_number=cn[1].replace(" ", "").replace("—", "-") if cn else None,
        label=label[0] if label else None,
        page=folio.page if folio else None,
        section=folio.section if folio else None,
    )


def _is_name(word: str) -> bool:
    return bool(PRINTED_NAME.fullmatch(word)) and 3 <= len(word) <= 12 and not NOT_A_NAME.search(word)


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


def split_pages(lines: Sequence[str]) -> tuple[PageRange, ...]:
    """The pages of a file, by folio lines, page markers or form feeds; one range where nothing cuts it."""
    if breaks := _form_feeds(lines):
        return _ranges(lines, [(at, _page_of(lines, at, end)) for at, end in _stretches(breaks, len(lines))])
    folios = [(at, folio) for at, line in enumerate(lines, 1) if line.strip() and (folio := read_folio(line))]
    folios = _with_text(lines, folios)
    if len({folio.page for _, folio in folios}) < 2 and not _follows_front(lines, folios):
        return _ranges(lines, [(1, folios[0][1] if folios else None)])
    return _by_folios(lines, folios)


def _with_text(lines: Sequence[str], folios: list[tuple[int, Folio]]) -> list[tuple[int, Folio]]:
    """The folios without those of a front page's table of contents, which have no text between them."""
    if len(folios) < 2:
        return folios
    ends = [*(at for at, _ in folios[1:]), len(lines) + 1]
    sizes = [sum(len(line.strip()) for line in lines[at : end - 1]) for (at, _), end in zip(folios, ends, strict=True)]
    foot = sum(len(line.strip()) for line in lines[: folios[0][0] - 1]) >= LEAST_TEXT
    if foot and sizes[-1] < LEAST_TEXT:  # folios at the foot: the text of each stands before it
        sizes = [LEAST_TEXT, *sizes[:-1]]
    return [folio for folio, size in zip(folios, sizes, strict=True) if size >= LEAST_TEXT]


def _follows_front(lines: Sequence[str], folios: list[tuple[int, Folio]]) -> bool:
    """One folio far below a masthead begins the second page of the file."""
    if not folios or folios[0][1].page == "1":
        return False
    head = [line for line in lines[: _head(lines, folios[0][0]) - 1] if line.strip()]
    told = any(len(line.strip()) > LONGEST for line in head)
    return told and read_masthead(head).day is not None


def _form_feeds(lines: Sequence[str]) -> list[int]:
    """First lines of the pages between form feeds; a form feed ends the page when it ends the line."""
    starts = [1]
    for at, line in enumerate(lines, 1):
        if "\f" in line:
            starts.append(at if line.lstrip(" \t").startswith("\f") and line.strip() else at + 1)
    if len(starts) == 1:
        return []
    filled = [s for s in dict.fromkeys(starts) if s <= len(lines)]
    kept = [s for s, e in _stretches(filled, len(lines)) if any(line.strip() for line in lines[s - 1 : e])]
    return kept if len(kept) > 1 else []


def _stretches(starts: list[int], length: int) -> list[tuple[int, int]]:
    return [(s, e - 1) for s, e in zip(starts, [*starts[1:], length + 1], strict=True)]


def _page_of(lines: Sequence[str], first: int, last: int) -> Folio | None:
    for line in lines[first - 1 : last]:
        if line.strip() and (folio := read_folio(line)):
            return folio
    return None


def _by_folios(lines: Sequence[str], folios: list[tuple[int, Folio]]) -> tuple[PageRange, ...]:
    """Folios stand at the head of a page, or all at its foot; a label seen again belongs to the page before it."""
    changes = [f for i, f in enumerate(folios) if i == 0 or f[1].page != folios[i - 1][1].page]
    if _at_foot(lines, folios):
        ends = [
            at
            for (at, folio), after in zip(folios, [*folios[1:], None], strict=True)
            if not after or after[1].page != folio.page
        ]
        starts = [1, *(at + 1 for at in ends[:-1])]
        return _ranges(lines, list(zip(starts, [folio for _, folio in changes], strict=True)))
    starts = [(_head(lines, at), folio) for at, folio in changes]
    if any(len(line.strip()) > LONGEST for line in lines[: starts[0][0] - 1]):
        front = None if any(f.page == "1" for _, f in folios) else Folio("1", None)
        starts = [(1, front), *starts]
    else:
        starts[0] = (1, starts[0][1])
    return _ranges(lines, starts)


def _at_foot(lines: Sequence[str], folios: list[tuple[int, Folio]]) -> bool:
    after = [line for line in lines[folios[-1][0] :] if line.strip()]
    before = [line for line in lines[: folios[0][0] - 1] if line.strip()]
    return len(after) <= 2 and len(before) > 12 and not any(read_line(line).is_front for line in before[:12])


def _head(lines: Sequence[str], at: int) -> int:
    """The first line of the page whose folio stands at `at`: a date line above the folio belongs to it."""
    first = at
    for above in range(at - 1, max(at - 8, 0), -1):
        line = lines[above - 1]
        if line.strip() and read_line(line) is EMPTY:
            break
        if line.strip():
            first = above
    return first


def _ranges(lines: Sequence[str], starts: list[tuple[int, Folio | None]]) -> tuple[PageRange, ...]:
    firsts = [at for at, _ in starts]
    return tuple(
        PageRange(first, last, folio.page if folio else None, folio.section if folio else None)
        for (first, last), (_, folio) in zip(_stretches(firsts, len(lines)), starts, strict=True)
    )
