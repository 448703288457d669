"""Made newspapers of any size, for measuring: the same number and seed give the same text on every machine."""

import datetime
import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PAGES = 4
PER_PAGE = 12
LENGTH = 600  # characters an article, about what a local paper's have
SLUG, NAME = "yunlingribao", "云岭日报"
FIRST_DAY = datetime.date(2001, 1, 1)
WEEKDAYS = "一二三四五六日"

PLACES = (
    "云岭县 石塘村 柳溪镇 白沙乡 东关街道 青石滩 鹤鸣水库 南门桥 长枫林场 乌龙港 梅坞 十里铺 赤岩茶场 新河口".split()
)
SURNAMES = "梅柳祝乔温骆费裘翁屠雍盛庄葛麻鲍"
GIVEN = "山月|春生|国强|小莲|志远|秋白|阿根|文渊|玉兰|守田|建中|晓岚|惠芳|振声".split("|")
BODIES = "县委|县人民政府|农业局|水利站|文化馆|供销社|卫生院|中心小学|气象台|交通局|广播站|图书馆".split("|")
DEEDS = (
    "修通了一条通村公路|新建了三座提灌站|举办了读书会|收割了早稻|开通了公共汽车|整治了河道|评出了十佳农户|"
    "抢修了被大风刮断的线路|种下了油茶树苗|召开了现场会|开办了夜校|为老人检查了身体"
).split("|")
RESULTS = (
    "村民出行方便多了|今年的收成比去年多一成|来听的人坐满了礼堂|水面又见到了白鹭|孩子们不用再走夜路|"
    "大家都说这件事办到了心坎上|产量创下十年来的新高|问题在三天内得到答复|现场签下了意向书"
).split("|")


@dataclass(frozen=True, slots=True)
class Story:
    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MadeIssue:
    """A day's paper: `pages` of stories."""

    date: datetime.date
    number: int
    pages: tuple[tuple[Story, ...], ...]


def sentence(rng: random.Random) -> str:
    who = f"{rng.choice(SURNAMES)}{rng.choice(GIVEN)}"
    day = f"{rng.randrange(1, 13)}月{rng.randrange(1, 29)}日"
    first = f"{day}，{rng.choice(PLACES)}{rng.choice(BODIES)}{rng.choice(DEEDS)}"
    second = f"负责这项工作的{who}说，{rng.choice(RESULTS)}"
    return f"{first}，投入{rng.randrange(2, 900)}万元。{second}。"


def made_stories(rng: random.Random) -> Iterator[Story]:
    """Stories without end, of invented places and people."""
    while True:
        title = f"{rng.choice(PLACES)}{rng.choice(BODIES)}{rng.choice(DEEDS)}"
        length = rng.randrange(LENGTH // 3, LENGTH * 5 // 3)
        paragraphs, lead = [], f"本报讯（记者 {rng.choice(SURNAMES)}{rng.choice(GIVEN)}）"
        while sum(map(len, paragraphs)) < length:
            paragraphs.append(lead + "".join(sentence(rng) for _ in range(rng.randrange(2, 5))))
            lead = ""
        yield Story(title, tuple(paragraphs))


def recombined(path: Path, rng: random.Random) -> Iterator[Story]:
    """Stories without end out of the paragraphs of a file of JSON lines (`title`, `paragraphs`; .gz or plain)."""
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    titles = [one_line(row["title"]) for row in rows if row.get("title")]
    paragraphs = [one_line(p) for row in rows for p in row["paragraphs"] if len(p) > 10]
    if not titles or not paragraphs:
        raise ValueError(f"{path} holds no rows with title and paragraphs.")
    while True:
        length, chosen = rng.randrange(LENGTH // 3, LENGTH * 5 // 3), []
        while sum(map(len, chosen)) < length:
            chosen.append(rng.choice(paragraphs))
        yield Story(rng.choice(titles), tuple(chosen))


def one_line(text: str) -> str:
    return " ".join(text.split())


def issues(articles: int, text: Path | None, seed: int) -> Iterator[MadeIssue]:
    """As many issues, two days out of three, as hold `articles` stories together."""
    rng = random.Random(seed)
    stories = recombined(text, rng) if text else made_stories(rng)
    number, day = 0, FIRST_DAY
    while articles > 0:
        number, day = number + 1, day + datetime.timedelta(days=rng.choice((1, 2)))
        pages = []
        for _ in range(PAGES):
            pages.append(tuple(next(stories) for _ in range(min(PER_PAGE, articles))))
            articles -= len(pages[-1])
        yield MadeIssue(day, number, tuple(p for p in pages if p))


def page_text(issue: MadeIssue, page: int) -> str:
    """The page as a text file tells it: masthead or folio line, then each story under a heading."""
    day = f"{issue.date.year}年{issue.date.month}月{issue.date.day}日 星期{WEEKDAYS[issue.date.weekday()]}"
    head = f"{NAME}\n\n{day}\n今日{len(issue.pages)}版 总第{issue.number}期" if page == 1 else f"第{page}版 {day}"
    parts = [f"## {s.title}\n\n" + "\n\n".join(s.paragraphs) for s in issue.pages[page - 1]]
    return "\n\n".join([head, *parts]) + "\n"


def write_files(folder: Path, made: Iterator[MadeIssue]) -> int:
    """One text file a page, as a scanning service delivers them; how many."""
    count = 0
    for issue in made:
        place = folder / NAME / issue.date.isoformat()
        place.mkdir(parents=True, exist_ok=True)
        for page in range(1, len(issue.pages) + 1):
            (place / f"{page:02}.txt").write_text(page_text(issue, page), encoding="utf-8")
            count += 1
    return count
