"""Words put right in a whole issue: found as readers see them, wherever the OCR put spaces or markup between."""

import pytest

from archive import editing
from archive.admin_views.replacing import MOST, Spot, spots_of
from archive.layout import ArticleLayout, Layout, Piece
from archive.models import Article, Newspaper, Source
from tests.test_editor_forms import member, url

APART = "清 河 大 乔 今 日 通 车 ， 两 岸 村 民 都 来 看 。"
MARKED = "老人说，清<b>河</b>大乔修得好。"
PLAIN = "清河大乔长三百米。"


def spots(text: str, words: str = "清河大乔", **fixes) -> list[Spot]:
    piece = Piece("1:1", 0, len(text), "body")
    return spots_of(
        Layout(articles=(ArticleLayout("a" * 10, (piece,)),), fixes=fixes.get("fixes", {})), {"1:1": text}, words
    )


@pytest.mark.parametrize(
    ("text", "stored", "before", "behind"),
    [
        (PLAIN, "清河大乔", "", "长三百米。"),
        (APART, "清 河 大 乔", "", "今日通车，两岸"),
        (MARKED, "清<b>河</b>大乔", "老人说，", "修得好。"),
        ("## **清河大乔**通车", "清河大乔", "", "通车"),
        ("######  清 河 大 乔 通 车 。", "清 河 大 乔", "", "通车。"),
    ],
)
def test_words_are_found_as_they_are_shown(text: str, stored: str, before: str, behind: str) -> None:
    (spot,) = spots(text)
    assert text[spot.start : spot.end] == spot.stored == stored
    assert (spot.before, spot.words, spot.behind[: len(behind)]) == (before, "清河大乔", behind)


def test_a_space_that_is_printed_parts_words() -> None:
    assert not spots("青山镇清河 大乔东街开业，来客很多。")


def test_nothing_is_found_in_the_markup_itself() -> None:
    assert not spots('<span class="bridge">清河大乔</span>', "bridge")


def test_a_place_that_is_fixed_already_is_left_out() -> None:
    assert not spots(PLAIN, fixes={"1:1": ((3, 4, "乔", "桥"),)})


def test_so_many_places_are_shown_at_once() -> None:
    assert len(spots(PLAIN * (MOST + 1))) == MOST


def test_each_is_put_right_where_it_is_stored(db) -> None:
    text = "\n".join(["## 新桥", APART, MARKED, PLAIN])
    issue = editing.new_issue(
        Newspaper.objects.create(slug="qingxi", name="青溪日报"), date="2019-03-06", date_source="given"
    )
    Source.objects.create(
        issue=issue, seq=1, name="a.txt", page="1", page_starts=[[1, "1"]], bytes=text.encode(), text=text, sha256="0"
    )
    pieces = [Piece(f"1:{n}", 0, len(raw), "body" if n > 1 else "title") for n, raw in enumerate(text.split("\n"), 1)]
    editing.write(
        issue, Layout(articles=(ArticleLayout("a" * 10, tuple(pieces)),)), editing.Note("ingest", via="ingest")
    )
    reviewer = member("lin", "Reviewer")
    asked = {"old": "清河大乔", "new": "清河大桥"}
    found = reviewer.get(url(issue, "replace"), asked).context["spots"]
    assert (
        reviewer.post(url(issue, "replace"), {**asked, "spot": [s.name for s in found], "base": 1}).status_code == 302
    )
    body = Article.objects.get().body
    assert body.count("清河大桥") == 3 and "乔" not in body and "<b>" not in body
