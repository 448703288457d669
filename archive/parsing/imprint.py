"""The patterns of what mastheads and folio lines print: numbers, names, publishers."""

import re

N = r"[0-9〇一二三四五六七八九十百千万廿]"
TOTAL = re.compile(rf"(?:[总總]\s*第?|第)\s*({N}{{1,12}})\s*(?:[—\-~至、]+\s*(?:第)?\s*({N}{{1,12}})\s*)?[期号號]")
SHEETS = re.compile(rf"(?:今日|本日)?出[纸紙]\s*(?:{N}{{1,3}})\s*[大小]?[张張]")  # sheets, each of several pages
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
# over who runs it: “清风”征文选登
_CONTEST = re.compile(
    r"(?:征文|征集|征稿|大赛|比赛|竞赛|杯|选登|栏目|专栏|活动|公告|启事|讲座|晚会|论坛|[艺文]?[化术]?节)[”》\s]*[^，。]{0,6}$"
)
_LONGEST_CONTEST = 40
_SPONSOR = re.compile(r"主办|承办|协办")
_PRESS = re.compile(r"CN\s*\d|刊号|邮发|报社")
NAME_END = r"(?:报|報|周刊|新闻|新聞|时讯|快讯|通讯)"
PRINTED_NAME = re.compile(rf"(?:[一-鿿]{{1,8}}{NAME_END}|今日[一-鿿]{{1,5}})")
NOT_A_NAME = re.compile(
    r"(?:本|该|一|每日简|工作|财务|公|战|戰|喜|简|簡|海|捷|情|汇|通|警|预|播|要|综合|国内|国际|本地|时政|社会|图片|图文|最)"
    r"(?:报|報|新闻|新聞|快讯|通讯)$|^(?:今日(?:出版|要闻|导读|关注|看点|天气|头条|推荐|视点))$"
)
RULER = re.compile(r"^[\s#\-—=*_~·•|｜<>\[\]【】［］()（）!:：/]+|[\s#\-—=*_~·•|｜<>\[\]【】［］()（）!:：/]+$")


def is_name(word: str) -> bool:
    """Does the word look like the name of a paper: 青溪日报, 今日青溪; not 本报, 喜报?"""
    return bool(PRINTED_NAME.fullmatch(word)) and 3 <= len(word) <= 12 and not NOT_A_NAME.search(word)


def names_contest(text: str) -> bool:
    """Does the line name a contest or an event, under which stands who runs it and not who publishes the paper?"""
    return len(text) <= _LONGEST_CONTEST and bool(_CONTEST.search(text))


def may_sponsor(text: str) -> bool:
    """May the line name who runs a contest: 县文联 县融媒体中心 主办; not with what only papers have beside it, 刊号?"""
    return bool(_SPONSOR.search(text)) and not _PRESS.search(text)
