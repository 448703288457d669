"""Issues made through the one writer, for tests of the pages."""

from archive import editing
from archive.editing import Note
from archive.layout import ArticleLayout, Layout, Piece
from archive.models import Issue, Newspaper, Source

FRONT = """青溪日报
2019年3月6日 星期三 农历己亥年正月三十
## 提起精神开好局
## 清溪镇新桥通车 两岸往来不再绕行
沈木生讲话 石磊主持
本报讯（记者 沈木生 通讯员 石小磊）3月5日，清溪镇新桥通车，两岸村民往来不再
绕行十里。
往后怎么走
新桥限重二十吨，夜里有灯。
石小磊 摄
## 春茶开采
本报讯 日前，南坪村的春茶开采了，采茶的是暗号甲子。
（下转第二版）
绕行十里。"""
INSIDE = """（上接第一版）
南坪南坪，茶香满坡。
## 白鹭湾竹枝词
桥头的灯亮了。"""

BRIDGE, TEA, TEA_ON, POEM = "aaaaaaaaaa", "bbbbbbbbbb", "cccccccccc", "dddddddddd"


def line(text: str, seq: int, number: int, role: str = "body", **more: object) -> Piece:
    return Piece(f"{seq}:{number}", 0, len(text.split("\n")[number - 1]), role, **more)


def front(number: int, role: str = "body", **more: object) -> Piece:
    return line(FRONT, 1, number, role, **more)


def inside(number: int, role: str = "body", **more: object) -> Piece:
    return line(INSIDE, 2, number, role, **more)


def uids(prefix: str) -> tuple[str, str, str, str]:
    """Four uids that begin alike."""
    return tuple((prefix + uid)[:10] for uid in (BRIDGE, TEA, TEA_ON, POEM))  # type: ignore[return-value]


def layout(prefix: str = "") -> Layout:
    bridge, tea, tea_on, poem = uids(prefix)
    return Layout(
        articles=(
            ArticleLayout(
                bridge,
                (
                    front(3, "kicker"),
                    front(4, "title"),
                    front(5, "subtitle"),
                    front(6),
                    front(7, join=True),
                    front(8, "crosshead"),
                    front(9),
                    front(10, "credit"),
                ),
            ),
            ArticleLayout(tea, (front(11, "title"), front(12), front(13, "jump_out")), jump_to="2", missing=("end",)),
            ArticleLayout(
                tea_on, (inside(1, "jump_in"), inside(2)), page="2", jump_from="1", missing=("start", "title")
            ),
            ArticleLayout(poem, (inside(3, "title"), inside(4)), page="2", kind="feature"),
        ),
        furniture=(front(1, "masthead"), front(2, "masthead")),
        excluded=((front(14), "duplicate"),),
    )


def add_source(issue: Issue, seq: int, text: str) -> None:
    Source.objects.create(
        issue=issue,
        seq=seq,
        name=f"{issue.uid}/{seq:02}.txt",
        page=str(seq),
        page_starts=[[1, str(seq)]],
        bytes=text.encode(),
        text=text,
        sha256=f"{issue.uid}{seq}",
        encoding="utf-8",
    )


def paper(slug: str = "qingxi", name: str = "青溪日报") -> Newspaper:
    return Newspaper.objects.get_or_create(slug=slug, defaults={"name": name, "rights": "青溪日报社版权所有"})[0]


def make_issue(date: str | None, prefix: str = "", **facts: object) -> Issue:
    """An issue of two pages and four articles; uids of its articles begin with `prefix`."""
    issue = editing.new_issue(paper(), date=date, date_source="given" if date else None, **facts)
    add_source(issue, 1, FRONT)
    add_source(issue, 2, INSIDE)
    editing.write(issue, layout(prefix), Note("ingest", via="ingest"))
    return Issue.objects.select_related("paper").get(pk=issue.pk)
