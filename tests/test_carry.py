"""Layouts carried over to corrected sources."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from archive.carry import align, carry, keep_uids
from archive.invariants import validate
from archive.layout import ArticleLayout, Layout, Piece, blocks_of
from tests.ingest.samples import FRONT, SECOND

OLD = blocks_of([(1, SECOND)])


NAME = OLD["1:12"].index("邹小满")


def whole(key: str, role: str = "body", **more: object) -> Piece:
    return Piece(key, 0, len(OLD[key]), role, **more)  # type: ignore[arg-type]


LAYOUT = Layout(
    articles=(
        ArticleLayout("aaaaaaaaaa", (whole("1:4", "title"), whole("1:6"), whole("1:8", join=True))),
        ArticleLayout("bbbbbbbbbb", (whole("1:10", "title"), whole("1:12"))),
    ),
    furniture=(whole("1:1", "masthead"), whole("1:2", "header")),
    fixes={"1:12": ((NAME, NAME + 3, "邹小满", "周小满"),)},
)


def carried(text: str):
    new = blocks_of([(2, text)])
    found = carry(LAYOUT, OLD, new, align(OLD, new))
    validate(found.layout, new)
    return found, new


def body(found, new, uid: str) -> str:
    return "".join(p.text(new)[p.drop :] for p in found.layout.article(uid).pieces)


def test_the_same_text_keeps_everything() -> None:
    found, _ = carried(SECOND)
    assert (found.lost, found.added, found.changed, found.stale, found.kept) == ((), (), frozenset(), (), 1.0)
    assert [a.uid for a in found.layout.articles] == ["aaaaaaaaaa", "bbbbbbbbbb"]
    assert [p.join for p in found.layout.articles[0].pieces] == [False, False, True]


def test_a_corrected_character_stays_in_its_article() -> None:
    found, new = carried(SECOND.replace("六十个", "八十个"))
    assert "八十个" in body(found, new, "aaaaaaaaaa")
    assert found.changed == {"aaaaaaaaaa"}


def test_a_line_cut_in_two_goes_on_as_joined_pieces() -> None:
    found, new = carried(SECOND.replace("晚上九点。馆内", "晚上九点。\n\n馆内"))
    assert body(found, new, "aaaaaaaaaa") == body(*carried(SECOND), "aaaaaaaaaa")
    assert [p.join for p in found.layout.articles[0].pieces] == [False, False, True, True]
    assert found.changed == frozenset()


def test_two_lines_glued_stay_in_their_articles() -> None:
    found, new = carried(SECOND.replace("一件事。\n\n## 石桥镇", "一件事。石桥镇"))
    assert body(found, new, "aaaaaaaaaa").endswith("一件事。")
    assert body(found, new, "bbbbbbbbbb").startswith("石桥镇开展河道清理")


def test_a_line_that_moved_in_the_file_keeps_its_article() -> None:
    line = "图书馆负责人说，延时开放是读者呼声最高的一件事。"
    found, new = carried(SECOND.replace(line + "\n", "") + "\n" + line + "\n")
    assert line in body(found, new, "aaaaaaaaaa")


def test_text_that_is_gone_is_told_with_its_article() -> None:
    line = "图书馆负责人说，延时开放是读者呼声最高的一件事。"
    found, _ = carried(SECOND.replace(line, ""))
    assert [(x.text, x.home) for x in found.lost] == [(line, "aaaaaaaaaa")]
    assert found.kept < 1


def test_new_text_stands_beside_its_neighbour() -> None:
    found, new = carried(SECOND.replace("## 石桥镇", "图书馆还添置了新书两千册。\n\n## 石桥镇"))
    assert body(found, new, "aaaaaaaaaa").endswith("新书两千册。")
    assert [new[p.block] for p in found.added] == ["图书馆还添置了新书两千册。"]


def test_fixes_are_placed_again_absorbed_or_told() -> None:
    found, new = carried("本期补白。\n" + SECOND.replace("日前，", "近日，"))
    [(key, [fix])] = [(k, list(v)) for k, v in found.layout.fixes.items()]
    assert new[key][fix[0] : fix[1]] == "邹小满"
    found, _ = carried(SECOND.replace("邹小满", "周小满"))
    assert (found.layout.fixes, found.stale) == ({}, ())
    found, _ = carried(SECOND.replace("（通讯员 邹小满）", ""))
    assert (found.layout.fixes, len(found.stale)) == ({}, 1)


def test_an_overlap_is_dropped_only_where_it_is() -> None:
    old = blocks_of([(1, "甲乡通车\n通车了。")])
    layout = Layout((ArticleLayout("aaaaaaaaaa", (Piece("1:1", 0, 4), Piece("1:2", 0, 4, "body", True, 2))),))
    new = blocks_of([(2, "甲乡通车\n通水了。")])
    found = carry(layout, old, new, align(old, new)).layout
    assert [p.drop for p in found.articles[0].pieces] == [0, 0]
    validate(found, new)


def test_another_text_shares_next_to_nothing() -> None:
    assert align(OLD, blocks_of([(2, FRONT)])).share < 0.5
    assert align(OLD, blocks_of([(2, SECOND.replace("六", "八"))])).share > 0.95


def test_fresh_articles_take_the_uids_of_those_they_are() -> None:
    found, _ = carried(SECOND)
    fresh = [ArticleLayout(f"fresh{i}", a.pieces) for i, a in enumerate(found.layout.articles)]
    assert keep_uids(fresh[::-1], found.layout) == {"fresh0": "aaaaaaaaaa", "fresh1": "bbbbbbbbbb"}


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_any_change_gives_a_valid_layout_and_loses_nothing_unsaid(seed: int) -> None:
    rand = random.Random(seed)
    lines = [change(line, rand) for line in SECOND.split("\n")]
    found, new = carried("\n".join(lines))
    assert sum(len(line) for line in new.values()) == sum(p.end - p.start for p in found.layout.pieces())


def change(line: str, rand: random.Random) -> str:
    kind = rand.randrange(8)
    at = rand.randrange(len(line) + 1)
    if kind == 0:
        return line[:at] + "\n" + line[at:]
    if kind == 1:
        return line[:at] + rand.choice("甲乙丙丁") + line[at + 1 :]
    if kind == 2:
        return ""
    if kind == 3:
        return line[at:] + line[:at]
    return line if kind != 4 else line + "\n补一行" + line[:at]
