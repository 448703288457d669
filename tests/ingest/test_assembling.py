"""Parsed pages into layouts, and the parser's doubts into flags."""

from archive.ingest.assembling import FlagDraft, SourceLayout, SourcePlace, add, flag, lay_out
from archive.ingest.reading import PageRead, read_pages, shifted
from archive.layout import ArticleLayout, Layout, Piece
from archive.operations import OPERATIONS
from archive.parsing.records import Doubt, Parsed, ParsedArticle, Span
from tests.ingest.samples import SECOND, THIRD


def test_a_proposal_speaks_of_lines_and_becomes_the_editors_operation() -> None:
    fix = {"line": 3, "start": 0, "end": 1, "old": "美", "new": "吴"}
    found = flag(2, Doubt("name", 0.9, 0, 3, {"text": "看"}, {"op": "fix_text", "args": fix}), ["aaaaaaaaaa"])
    args = {"block": "2:3", "start": 0, "end": 1, "old": "美", "new": "吴"}
    assert found == FlagDraft("name", 0.9, {"text": "看"}, "aaaaaaaaaa", "2:3", {"op": "fix_text", "args": args})


def test_a_line_becomes_the_piece_or_the_pieces_that_an_operation_asks_for() -> None:
    for op, args in (("unjoin", {"piece": ["2:3", 4]}), ("exclude", {"pieces": [["2:3", 4]], "reason": "noise"})):
        more = {"reason": "noise"} if op == "exclude" else {}
        doubt = Doubt("x", 0.5, None, 3, {}, {"op": op, "args": {"line": 3, "start": 4, "end": 9, **more}})
        assert flag(2, doubt, []).proposal == {"op": op, "args": args}
        assert op in OPERATIONS


def test_articles_named_by_index_become_uids() -> None:
    doubt = Doubt("x", 0.5, 1, None, {}, {"op": "merge", "args": {"a": 0, "b": 1}})
    found = flag(1, doubt, ["aaaaaaaaaa", "bbbbbbbbbb"])
    assert (found.article, found.proposal) == (
        "bbbbbbbbbb",
        {"op": "merge", "args": {"a": "aaaaaaaaaa", "b": "bbbbbbbbbb"}},
    )


def test_a_page_further_down_the_file_counts_its_lines_from_the_top() -> None:
    span = Span(2, 0, 4, "body")
    proposal = {"op": "several", "args": {"steps": [["unjoin", {"piece": [2, 0]}]], "line": 2}}
    parsed = Parsed((ParsedArticle((span,)),), (span,), ((span, "noise"),), (Doubt("x", 1, 0, 2, {}, proposal),))
    moved = shifted(parsed, 10)
    assert [s.line for s in (*moved.articles[0].spans, *moved.furniture, moved.excluded[0][0])] == [12, 12, 12]
    assert moved.doubts[0].line == 12
    assert moved.doubts[0].proposal == {
        "op": "several",
        "args": {"steps": [["unjoin", {"piece": [12, 0]}]], "line": 12},
    }


def test_pages_of_a_file_are_parsed_each_by_itself() -> None:
    text = SECOND + THIRD
    first = SECOND.count("\n") + 1
    pages = read_pages(text, [(1, "2"), (first, "3")])
    assert [p.label for p in pages] == ["2", "3"]
    lines = {s.line for a in pages[1].parsed.articles for s in a.spans}
    assert min(lines) >= first


def test_a_new_page_takes_its_place_and_leaves_the_order_of_the_rest() -> None:
    def article(uid: str, seq: int, page: str) -> ArticleLayout:
        return ArticleLayout(uid, (Piece(f"{seq}:1", 0, 1),), page=page)

    places = {n: SourcePlace.of(n, f"{n}.txt", ((1, label),)) for n, label in ((1, "1"), (2, "10"), (3, "2"))}
    layout = Layout((article("b", 1, "1"), article("a", 1, "1"), article("c", 2, "10")))
    found = add(layout, SourceLayout((article("d", 3, "2"), article("e", 3, "2")), (), ()), places)
    assert [a.uid for a in found.articles] == ["b", "a", "d", "e", "c"]


def test_each_article_gets_a_fresh_uid() -> None:
    uids = iter("abcdefgh")
    parsed = Parsed((ParsedArticle((Span(1, 0, 1, "body"),)), ParsedArticle((Span(2, 0, 1, "body"),))))
    found = lay_out(4, [PageRead("2", parsed)], lambda: next(uids))
    assert [(a.uid, a.page, a.pieces[0].block) for a in found.articles] == [("a", "2", "4:1"), ("b", "2", "4:2")]
