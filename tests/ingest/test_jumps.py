"""下转 and 上接 across the pages of an issue."""

from dataclasses import replace

from archive.ingest.jumps import link_jumps
from archive.layout import ArticleLayout, Layout, Piece

BLOCKS = {
    "1:1": "柳湾乡的茶农罗阿婆今年六十八岁，茶园里的新芽刚刚冒头",
    "1:2": "石桥镇的河道清理完成，河面恢复清亮",
    "2:1": "罗阿婆的茶园有三亩，新芽采下来当天就要炒制，柳湾乡的茶农都这样做",
    "2:2": "县医院新门诊楼启用，挂号窗口增加一倍",
    "2:3": "图书馆延时开放，读者可以预约座位",
}


def article(uid: str, block: str, page: str, **more: object) -> ArticleLayout:
    return ArticleLayout(uid, (Piece(block, 0, len(BLOCKS[block])),), page=page, **more)  # type: ignore[arg-type]


def origins(*articles: ArticleLayout) -> tuple[dict[str, str | None], list[str]]:
    layout, flags = link_jumps(Layout(articles), BLOCKS)
    return {a.uid: a.jump_from for a in layout.articles}, [f.article or "" for f in flags]


def test_a_story_finds_the_headless_piece_that_is_like_it() -> None:
    found, flags = origins(
        article("a", "1:1", "1", jump_to="2"),
        article("x", "2:2", "2", missing=("title",)),
        article("b", "2:1", "2", missing=("start", "title")),
    )
    assert found == {"a": None, "x": None, "b": "1"}
    assert flags == []


def test_a_piece_that_says_where_it_comes_from_goes_first() -> None:
    found, _ = origins(
        article("a", "1:2", "1", jump_to="2"),
        replace(article("b", "2:2", "2", jump_from="1"), pieces=(Piece("2:2", 0, len(BLOCKS["2:2"]), "jump_in"),)),
        article("x", "2:1", "2", missing=("start",)),
    )
    assert found == {"a": None, "b": "1", "x": None}


def test_two_stories_do_not_share_one_continuation() -> None:
    found, flags = origins(
        article("a", "1:1", "1", jump_to="2"),
        article("b", "1:2", "1", jump_to="2"),
        article("c", "2:1", "2", missing=("start",)),
    )
    assert found["c"] == "1"
    assert flags == ["b"]


def test_complete_articles_and_those_of_editors_are_no_continuation() -> None:
    found, flags = origins(
        article("a", "1:1", "1", jump_to="2"),
        article("b", "2:1", "2"),
        article("c", "2:3", "2", missing=("start",), by="human"),
    )
    assert (found["b"], found["c"], flags) == (None, None, ["a"])


def test_a_page_that_is_not_here_yet_is_told() -> None:
    _, flags = link_jumps(Layout((article("a", "1:1", "1", jump_to="4"),)), BLOCKS)
    assert "还没有收进来" in flags[0].detail["text"]
