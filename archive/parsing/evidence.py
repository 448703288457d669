"""What the text of an undated issue proves about the day it was printed.

Only what is told as done proves anything: the day is not before it. Dates ahead (12月17日起, 12月20日前, 2035年)
prove nothing. A day without a year is at most some months old when a paper tells it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from archive.parsing.dates import NUMERAL, YEAR, fold, make_date, number

NEWS_AGE = timedelta(days=150)  # the oldest day that a paper tells without its year (a follow-up after some months)
REVIEW_MONTH = 10  # a year is reviewed from its last quarter on

DAY = re.compile(
    rf"(?:{YEAR}\s*年\s*|(?<![0-9年]))(?P<m>{NUMERAL}{{1,3}})\s*月\s*(?P<d>{NUMERAL}{{1,3}})\s*日"
    rf"(?:\s*(?:至|到|—|-|~)+\s*(?:(?P<m2>{NUMERAL}{{1,3}})\s*月)?\s*(?P<d2>{NUMERAL}{{1,3}})\s*日)?"
)
LEAD = re.compile(
    r"^(?:本报[^，。]{0,12}(?:讯|电|消息)|新华社[^，。]{0,14}电|讯)\s*(?:[（(][^）)]{1,40}[）)])?\s*(?:截至)?$"
)
AHEAD = re.compile(
    r"将|拟|定于|预计|计划|有望|即将|力争|届时|明年|下月|前完成|到期|截止|有效期|规划|目标|报名时间|公示期"
)
AHEAD_TAIL = re.compile(r"^\s*(?:起|前|之前|以前|止|为止|开始报名|截止|（含|\(含)")
DONE = re.compile(r"了|已|曾|以来|来，|自从|获|荣获|被|建成|成立|印发|出台|发现|启动|开工|完工|举行|召开")
PAST_YEAR = re.compile(
    rf"{YEAR}\s*年(?:(?P<month>{NUMERAL}{{1,3}})月(?:份|以来)?(?!\s*{NUMERAL}))?(?P<tail>度|底|初|末|以来|[，,])?"
)
REVIEW = re.compile(rf"{YEAR}\s*年度[^，。；]{{0,16}}(?:述责|述职|述廉|总结|表彰|考核结果|先进|决算|工作情况|总评)")
SENTENCE = re.compile(r"[^。！？!?；;]+")


def printed_not_before(lines: Sequence[str], latest: date | None = None) -> date | None:
    """The earliest day this text can have been printed, as far as it proves one; None where it proves nothing.

    `latest`: days after it are misreadings (today, when a file is read).
    """
    paragraphs = [fold(line) for line in lines if line.strip()]
    proofs = {d for text in paragraphs for d in _told(text)}
    floor = max((d for d in proofs if not latest or d <= latest), default=None)
    if floor is None:
        return None
    news = (first_after(floor - NEWS_AGE, m, d) for m, d in _news_days(paragraphs))
    return max([floor, *(d for d in news if d and (not latest or d <= latest))])


def first_after(day: date, month: int, of_month: int) -> date | None:
    """The first such day of the year on or after `day`."""
    for year in range(day.year, day.year + 5):
        if (found := make_date(year, month, of_month)) and found >= day:
            return found
    return None


def _told(paragraph: str) -> Iterator[date]:
    """Days that a paragraph tells as past, each with its own year."""
    for sentence in SENTENCE.findall(paragraph):
        yield from _full_days(sentence)
        yield from _years(sentence)
        yield from _reviews(sentence)


def _full_days(sentence: str) -> Iterator[date]:
    for found in DAY.finditer(sentence):
        if found["y"] and not _is_ahead(sentence, found) and (day := _end_day(found, number(found["y"]) or 0)):
            yield day


def _years(sentence: str) -> Iterator[date]:
    """2013年以来, 2020年底…了: the year has begun. A year named beside a plan proves nothing."""
    for found in PAST_YEAR.finditer(sentence):
        clause = _clause(sentence, found.start())
        ahead = AHEAD.search(clause) or re.search(r"(?:到|至|末)$", sentence[: found.start()])
        begun = make_date(number(found["y"]), number(found["month"] or "1"), 1)
        if begun and DONE.search(clause) and not ahead and found["tail"] != "度":
            yield begun


def _reviews(sentence: str) -> Iterator[date]:
    """12月16日…2021年度…述责述廉会议召开: that year was nearly over, so the day is of it or of the next."""
    review = REVIEW.search(sentence)
    if not review or AHEAD.search(sentence):
        return
    end = make_date(number(review["y"]), REVIEW_MONTH, 1)
    days = [d for d in DAY.finditer(sentence) if not d["y"] and not _is_ahead(sentence, d)]
    if end and days:
        told = first_after(end, number(days[0]["m"]) or 0, number(days[0]["d"]) or 0)
        if told:
            yield told


def _news_days(paragraphs: Iterable[str]) -> Iterator[tuple[int, int]]:
    """(month, day) of the leads: 本报讯（记者 …）12月16日，…; a stretch of days counts with its last."""
    for text in paragraphs:
        found = DAY.search(text[:80])
        if found and not found["y"] and LEAD.match(text[: found.start()]) and not _is_ahead(text[:120], found):
            month = number(found["m2"] or found["m"]) or 0
            yield month, number(found["d2"] or found["d"]) or 0


def _end_day(found: re.Match[str], year: int) -> date | None:
    first = make_date(year, number(found["m"]), number(found["d"]))
    if not found["d2"]:
        return first
    return make_date(year, number(found["m2"] or found["m"]), number(found["d2"])) or first


def _is_ahead(sentence: str, found: re.Match[str]) -> bool:
    return bool(AHEAD_TAIL.match(sentence[found.end() :]) or AHEAD.search(_clause(sentence, found.start())))


def _clause(sentence: str, at: int) -> str:
    """From the comma before `at` to the second comma after it."""
    start = max(sentence.rfind("，", 0, at), sentence.rfind(",", 0, at)) + 1
    end = sentence.find("，", at)
    second = sentence.find("，", end + 1) if end >= 0 else -1
    return sentence[start : second if second >= 0 else len(sentence)]
