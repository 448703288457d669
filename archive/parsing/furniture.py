"""Lines that belong to the paper and not to an article: masthead, folio, editors' lines, slogans, banners."""

from __future__ import annotations

import re

from archive.parsing.folios import SECTIONS, read_folio
from archive.parsing.masthead import TELLS_WHEN, is_pinyin, read_line
from archive.parsing.names import VALUES, is_name, is_plain_name, split_names, stated_names
from archive.parsing.service_lines import DIGITS, is_service
from archive.parsing.text import han_count

_DATE = re.compile(
    rf"^[^，。；]{{0,24}}?[{DIGITS}]{{4}}\s*年\s*[{DIGITS}]{{1,3}}\s*月\s*[{DIGITS}]{{1,3}}\s*日[^，。；！]{{0,40}}$"
)
_DATE_ALONE = re.compile(rf"^\[?\s*[{DIGITS}]{{4}}\s*年\s*[{DIGITS}]{{1,3}}\s*月\s*[{DIGITS}]{{1,3}}\s*日\s*\]?$")
_DATE_MORE = re.compile(
    r"星期[一二三四五六日天]|周[一二三四五六日]|农历|第\s*\d+\s*期|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年|版"
)
_TOTAL = re.compile(
    r"总第?\s*[\d０-９]{2,6}\s*期|今日\s*[\d一二三四五六七八九十]{1,3}\s*版|国内统一(?:连续出版物|刊)号|邮发代号|邮政登记|登记证|零售每份|每份(?:国币|售价)|今日出版.{1,2}大?张|准印证号?\s*[:：第]|[字号]\s*准印证|准印证第|出准[字印]|\bCN\s*\d\d-\d{4}|ISSN"
)
_PUBLISHER = re.compile(r"(?:主管|主办|承办|协办|出版|编辑出版)(?:单位)?(?:[:：\s　]|$)")
# 《青溪县志》正式出版 tells of it
_TELLS_OF_IT = re.compile(r"《|由|首[部届本套]|[我全本][市县省国区]|(?<![社日周编辑心委六])出版$")
_FOLIO = re.compile(
    rf"^(?:(?:[A-Za-z]?\s*[{DIGITS}]{{1,4}}\s*版|第\s*[A-Za-z]?[{DIGITS}]{{1,4}}\s*版|版[:：]?\s*\d{{1,3}})(?:{SECTIONS.pattern})?"
    rf"(?:[\s·:：|/／-]+[\u4e00-\u9fffA-Za-z·]{{1,10}}){{0,3}}|[A-H]\d{{1,2}}(?:[\s·:：|/／-]*(?:{SECTIONS.pattern})){{0,2}})$"
)
# what programs write between the pages of a file, and the folio at a page's foot: `--- 第2页 ---`, `=== Page 2 ===`, `- 2 -`
_PAGE_MARK = re.compile(
    r"^[-=—–－\s\[【(（]*(?:第\s*\d{1,4}\s*[页頁]|Page\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?)[-=—–\s\]】)）]*$|^[-—–－·•]\s*\d{1,3}\s*[-—–－·•]$",
    re.I,
)
_ORGAN = re.compile(r"^[^，。；：]{4,30}机关报(?:\s*第\s*\d+\s*期)?$")
_BRACKETED_FOLIO = re.compile(rf"^[（(]\s*第\s*[{DIGITS}]{{1,3}}\s*[版页]\s*[)）]$")
_FOLIO_BEHIND = re.compile(
    rf"^[\u4e00-\u9fff]{{2,6}}\s+(?:第\s*[{DIGITS}]{{1,4}}\s*版|[{DIGITS}]{{1,3}}\s*版|[A-Z]\d{{2}})$"
)
# with a mark behind them, or such that a space will do
_EDITORS = re.compile(
    r"^(?:(?:本版|本期|今日|执行|值班|[一二三四五六七八]版)?\s*(?:责任编辑|责编|责任校对|编辑|版式|版面|美编|校对|制图|主编|值班编委|值班主任|值班总编|值班领导|组版|审读|检校|编审|[一二三]审)\s*[:：/／丨|]"
    r"|(?:本版责编|本[版刊](?:编辑|主编|责任编辑)|执行主编|责任编辑|责编|首席编辑|值班(?:编委|主任|总编)|总编辑|社长[、兼]?总编辑|版式设计|校对|美编|组版|审核)[:：\s](?=\s*[\u4e00-\u9fff]))"
)
_CONTACT = re.compile(
    r"(?:新闻热线|热线电话|投稿邮箱|投稿信箱|广告热线|广告电话|发行热线|发行电话|订阅热线|报料热线|社址|本报地址|本报社址|邮政编码|网址|零售价?|定价|印刷|邮编)\s*[:：]?"
)
_STAFF = re.compile(
    r"(?:责任编辑|责编|责任校对|编辑|版式|版面|排版|组版|美编|校对|检校|审读|值班编委|值班主任|值班总编|一读|终审)\s*[:：/／丨|\s]\s*[\u4e00-\u9fff]"
)
_LONGEST_NAME = 4
_BETWEEN = re.compile(r"[\s:：/／丨|、，,·]+")
_STAFF_WORD = re.compile(
    r"(?:本[版期刊报]|首席|执行|值班|责任)*(?:编辑|责编|校对|审校|版式|版面|排版|组版|设计|美编|美术|检校|审读|编委|主任|总编|主编|制图|照排|[一二三]审|"
    r"一读|终审|编审|视觉|统筹|插图|题[图花字]|审核|社长|印[数刷])+"
)
_REACHED = re.compile(
    r"\d{3}|@|电话|热线|邮箱|信箱|投稿|QQ|微信|网址|E-?mail|[万千百\d]份|星期|(?:\d|[一二三四五六七八九〇]{2})年|版$",
    re.I,
)
_BANNER = re.compile(
    r"^(?:(?:深入)?(?:学习|宣传|贯彻|落实|学习贯彻|学习宣传贯彻|学习宣传|贯彻落实)+.{2,30}(?:精神|思想|主题教育)|热烈(?:庆祝|祝贺).{4,30}|"
    r"(?:坚决)?打赢.{2,24}(?:攻坚战|阻击战|保卫战|战役)|奋进新时代.{0,16}|不忘初心[，、\s]?牢记使命)$"
)
_CAMPAIGN_VERB = r"(?:深化|开展|推进|推动|聚焦|决胜|决战|奋战|打好|打赢|提振|争创|争当|全力|喜迎|学习|贯彻|弘扬|建设|践行|助力|落实|奋力)"
_CAMPAIGN = re.compile(rf"^{_CAMPAIGN_VERB}\S{{2,16}}(?:\s+{_CAMPAIGN_VERB}\S{{2,24}})+$")
# The paper's own name: 青 溪 日 报, 青溪日报 QING XI RI BAO, 青溪日报 号外; not 喜报, 空气质量通报
_NAME = re.compile(
    r"^[\u4e00-\u9fff]{2,9}(?<![喜捷通预播汇简海情警战公快要年月板举回填上呈电密误])[报報](?:号外|號外|增刊|特刊)?(?:[A-Z]{4,40})?$"
)
_SECTION = re.compile(r"^[\u4e00-\u9fff]{0,4}(?:副刊|要闻|专版|专刊|文苑|周刊|周末版|综合新闻)$")
# over a page: 青溪日报 观点, 青溪日报·新河版, 青溪卫生报 健康·人物 5
_NAME_AND_SECTION = re.compile(
    r"^[\u4e00-\u9fff]{2,6}(?:日报|晚报|早报|晨报|时报|商报|周报|导报|快报|周刊|[卫教农工青科财经]{1,2}[生育业人年技]?报)"
    r"(?:\s*[·|\s]\s*(?!.*记者)[\u4e00-\u9fff·]{2,8})?(?:\s*[·|\s]\s*[A-Z]?\d{1,2}版?)?$"
)
# what stands over a page beside its folio: 04 民生·服务, 百姓热线 7, 文艺副刊 第112期, E-mail：…, 主编 何 平, 县史志办 本报 合办
_COUNTED = "年月日名位个家户人件项条元万亿岁天载次辆台场座所只头亩斤吨米里"  # 30 年守护一座桥
_OVER_PAGE = re.compile(
    rf"^(?:0\d|\d{{1,2}}(?=\s+[\u4e00-\u9fff]{{2}}(?:[\u4e00-\u9fff]{{2}})?(?:·|$)))\s+(?![{_COUNTED}])[\u4e00-\u9fff·]{{2,8}}$"
    rf"|^第[{DIGITS}]{{1,6}}[号期]$"
    r"|^[\u4e00-\u9fff·]{2,5}\s+0\d$|^(?!.*(?:彩|球|乐透|讲堂|班))(?:[\u4e00-\u9fff]\s*){0,6}(?:\s[\u4e00-\u9fff]{2,6})?第\s*\d+\s*期$"
    r"|^(?:E-?mail|电子邮箱)\s*[:：]\s*\S+@|^(?:网址|微信公众号)\s*[:：]|^内部资料(?:\s|$)|^(?:热线电话|新闻热线)\s*[:：]?\s*[\d—-]{5,}(?:\s|$)"
    r"|^[^，。]{4,40}\s(?:合办|联办|协办)(?:$|\s.*(?:报社|编辑))"
)
_CHIEF = re.compile(r"^(?:主编|编辑|本期编辑)[:：\s]\s*([\u4e00-\u9fff]\s?[\u4e00-\u9fff]{1,2})(?:\s|$)")
_PAGES = re.compile(r"^(?:\d|0\d|[A-Z]\d{1,2}\s*[—–-]\s*[A-Z]\d{1,2})$")  # 07, A10—A11
_PINYIN = re.compile(
    r"^(?:今日[\u4e00-\u9fff]{1,4}\s+[A-Z][A-Za-z ]{3,30}$|[A-Z]{4,}\s+(?:RI|WAN|ZAO|CHEN|SHI|ZHOU)\s?(?:BAO|KAN)(?=\s|$)|[A-Z]{2,7}(?:\s+[A-Z]{2,7}){2,8}(?=\s|$)|(?:THE )?[A-Z][A-Za-z]+(?: [A-Za-z]+)? (?:DAILY|Daily|NEWS|News|TIMES|Times|WEEKLY|Weekly|POST|Post|MORNING POST|EVENING NEWS)$)"
)


def furniture_role(text: str, top: bool) -> str | None:
    """masthead, header or slogan for a line of page furniture; None for anything else. `top`: among the page's first lines."""
    if not text or len(text) > 120:
        return None
    if is_values(text):
        return "slogan"
    if _is_masthead(text, top):
        return "masthead"
    if len(text) <= 30 and (
        _FOLIO.match(text)
        or _BRACKETED_FOLIO.match(text)
        or _PAGE_MARK.match(text)
        or _FOLIO_BEHIND.match(text)
        or (top and (read_folio(text) or _SECTION.match(text) or _PAGES.match(text) or _is_sections(text)))
    ):
        return "header"
    if top and _is_over_page(text):
        return "header"
    if len(text) <= 80 and "。" not in text and _names_editors(text) and han_count(text) <= 50:
        return "header" if not _only_drawing(text) else None
    if "。" not in text and _is_imprint(text):
        return "header"
    return "header" if is_service(text) else None


def _is_over_page(text: str) -> bool:
    chief = _CHIEF.match(text)
    named = chief is not None and all(map(is_plain_name, split_names(chief.group(1)) or [""]))
    return named or bool(_OVER_PAGE.match(text))


def _is_imprint(text: str) -> bool:
    """A row of editors, addresses and telephones of the paper itself: `2011.11.8 星期二 责编：王芳 版式：李娟`."""
    staff, contacts = len(_STAFF.findall(text)), len(_CONTACT.findall(text))
    if staff and len(text) <= 40 and re.search(r"(?:电话|热线|邮箱)\s*[:：]?\s*[\w\d]", text):
        return True
    if not staff and "，" in text:
        return False
    return staff >= 2 or (staff + contacts >= 2 and bool(re.search(r"\d{3}|[:：]", text)))


def _names_editors(text: str) -> bool:
    """`责编：王芳 版式：李娟`, `责编 苏 衡 美术 小 柏`: names, other such roles and telephones follow and nothing else; not
    `责任编辑 你为何不改错别字`, `二审：维持原判`."""
    found = _EDITORS.match(text)
    if not found:
        return False
    words = [word for word in _BETWEEN.split(text[found.end() :]) if word and not _REACHED.search(word)]
    named = [word for word in words if not _STAFF_WORD.fullmatch(word)]
    if len(named) < len(words):  # more roles follow: what stands between them is a name, however rare
        return all(len(word) <= _LONGEST_NAME for word in named)
    return all(len(word) == 1 or is_name(word) or stated_names(word) == (word,) for word in named)


def _is_sections(text: str) -> bool:
    """Whether the line names what stands on the page: 国内·国际, 教育·卫生 03."""
    words = re.split(r"[·•]", re.sub(r"\s+[A-Z]?\d{1,2}$", "", text))
    return len(words) > 1 and all(map(SECTIONS.fullmatch, words))


def _is_latin_name(text: str) -> bool:
    """Whether the line is a paper's name in Latin letters: QINGXI RIBAO, not WTO or WELCOME."""
    return bool(re.fullmatch(r"[A-Z]{3,}(?:\s+[A-Z]{2,}){0,3}", text)) and len(text) >= 8 and is_pinyin(text)


def _only_drawing(text: str) -> bool:
    """`本版制图：郭祥` credits the drawings of an article that may be the only one with drawings; it stays with the text."""
    return bool(re.match(r"^(?:本版|本期)?\s*制图", text))


def _is_masthead(text: str, top: bool) -> bool:
    if _TOTAL.search(text) and len(text) <= 80 and "。" not in text:
        return True
    dated = _DATE.match(text)
    if (
        dated
        and not TELLS_WHEN.search(text)
        and (top or _DATE_MORE.search(text))
        and (_DATE_MORE.search(text) or (top and _DATE_ALONE.match(text)))
    ):
        return True
    if (
        top
        and len(text) <= 50
        and len(_PUBLISHER.findall(text)) >= 1
        and "，" not in text
        and not _TELLS_OF_IT.search(text)
    ):
        return True
    return top and bool(
        _PINYIN.match(text)
        or _is_latin_name(text)
        or _ORGAN.match(text)
        or _NAME.match(re.sub(r"[\s　]+", "", text))
        or _NAME_AND_SECTION.match(text)
        or _says_facts(text)
    )


def _says_facts(text: str) -> bool:
    """Whether the line holds facts of the issue and nothing else: `农历甲子年二月十五 星期六`, `本期四版`."""
    if len(text) > 60 or "，" in text or text[0] in "（(":  # （2024年2月2日）: the day of a document
        return False
    said = read_line(text)
    return said.page is None and any((said.day, said.weekday, said.lunar, said.total, said.pages))


def is_values(text: str) -> bool:
    """Whether the line is made of the twelve 核心价值观 words; they look like a line of names."""
    words = text.removeprefix("社会主义核心价值观").replace("·", " ").split()
    return len(words) >= 2 and all(w in VALUES for w in words)


def is_banner(text: str) -> bool:
    """Whether the line is a campaign banner (通栏) that names no event: `学习宣传贯彻党的十九届六中全会精神`."""
    return bool(_BANNER.match(text.strip()))


def is_campaign(text: str) -> bool:
    """Whether a headline is a row of calls without a subject, as series and columns are headed: `深化三服务 推进“三年”`."""
    return is_banner(text) or bool(_CAMPAIGN.match(text.strip()))
