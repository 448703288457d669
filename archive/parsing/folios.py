"""Folio lines (报眉): which page a line says it stands on, and what the page is called."""

import re
from dataclasses import dataclass

from archive.parsing.dates import ENGLISH, LUNAR, WEEKDAY, find_days, fold, number
from archive.parsing.imprint import CN_NUMBER, PAGES, POST_NUMBER, RULER, TOTAL, N, is_name

PAGE_WORD = rf"(?P<letter>[A-Z])?\s*(?P<n>{N}{{1,4}})"
PAGE_MARK = re.compile(
    rf"第\s*{PAGE_WORD}\s*[版页頁]|{PAGE_WORD.replace('letter', 'letter2').replace('<n>', '<n2>')}\s*版"
    rf"|(?P<p>P|page|PAGE|Page)\s*\.?\s*(?P<n3>\d{{1,3}})|(?<![A-Z0-9])(?P<letter4>[A-Z])\s?(?P<n4>\d{{1,2}})(?!\d)"
)
STAFF = re.compile(
    r"(?:责任编辑|本版编辑|本版责编|责编|编辑|主编|美编|版式|版面|排版|组版|校对|检校|审读|值班总编|值班编委|值班主任|值班|总值班|一读|二读|三读"
    r"|终审|电脑制作|制作|设计|视觉|图编|新闻热线|电话|热线|投稿邮箱|投稿信箱|邮箱|信箱|E-?mail|网址|微信|QQ)(?=[\s:：/|｜]|$|[一-鿿])\s*[:：/|｜]?",
    re.I,
)
STAFF_NAME = re.compile(r"[一-鿿·]{1,4}|[\w.\-]+@[\w.\-]+|[\d\-—()（）]{5,20}|(?:https?|www)\S+")
SECTIONS = re.compile(
    r"(?:综合|本地|本市|本县|时政|民生|社会|经济|财经|文化|国际|国内|图片|地方|县区|乡镇|基层|法治|教育|体育|特别|重要|都市|城市|区域|农村)?"
    r"(?:要闻|新闻|综合|时政|民生|社会|经济|财经|文化|副刊|体育|教育|健康|卫生|国际|国内|广告|专版|专题|专刊|特刊|理论|评论|视点|视窗|关注|报道|深度|娱乐"
    r"|科技|法治|政法|农业|三农|乡镇|城事|旅游|生活|家园|文苑|文艺|天下|时事|资讯|公告|公示|悦读|读书|阅读|摄影|人物|党建|美食|服务|周末|焦点|聚焦|专栏|连载|百姓|视觉|看点)"
)


@dataclass(frozen=True, slots=True)
class Folio:
    """第A04版 要闻 -> ("A04", "要闻")."""

    page: str
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


LONGEST_LINE = 200  # a folio with the longest ruler about it; longer lines are spared the work of folding


def read_folio(line: str) -> Folio | None:
    """The folio of a line that is nothing but a folio: 第二版 要闻, A04版：综合 2020年6月16日, --- page 3 ---."""
    if len(line) > LONGEST_LINE:
        return None
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
        if not all(SECTIONS.fullmatch(t) or STAFF_NAME.fullmatch(t) or is_name(t) for t in tokens):
            return None
    return [w for w in words if not is_name(w) and w not in {"今日", "农历", "本版"}] if len(words) <= 4 else None


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
