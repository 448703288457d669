"""check_archive, learn and resegment."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from archive import editing, signals
from archive.checking import check_issue
from archive.ingest.running import ingest
from archive.layout import ArticleLayout, Layout, Piece, blocks_of, from_json, to_json
from archive.learning import UnreadableKnowledge, knowledge_path, stored_knowledge
from archive.models import Article, Change, Issue, Newspaper, Source
from archive.parsing.knowledge import EMPTY
from archive.resegmenting import left_of, resegment
from tests.ingest.samples import issue_files, write
from tests.keeping.places import add_issue

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue(tmp_path: Path) -> Issue:
    ingest([write(tmp_path, issue_files())])
    return Issue.objects.get()


def test_a_whole_archive_is_found_whole(issue: Issue) -> None:
    assert check_issue(issue) == []
    call_command("check_archive", verbosity=0)


def test_every_kind_of_damage_is_found(issue: Issue) -> None:
    def found() -> str:
        return "\n".join(check_issue(Issue.objects.select_related("paper").get(pk=issue.pk)))

    article, source = issue.articles.first(), issue.sources.first()
    Article.objects.filter(pk=article.pk).update(title="改了")
    assert "title" in found()
    Source.objects.filter(pk=source.pk).update(bytes=b"other")
    assert "校验值" in found()
    layout = issue.layout
    Issue.objects.filter(pk=issue.pk).update(layout={**layout, "furniture": []})
    assert "划分不成立" in found()
    Issue.objects.filter(pk=issue.pk).update(layout=layout, revision=9)
    assert "r9" in found()


def test_repair_counts_anew_what_was_dropped_when_markup_was_still_shown(db) -> None:
    lines = (
        "清河大桥今天<br>正式通车",
        "今天<br>正式通车，群众高兴。",
        "桥长千米。",
        "## 石塘村修通水渠",
        "水渠今天修通。",
    )
    paper = Newspaper.objects.create(slug="qinghebao", name="清河报")
    issue = add_issue(paper, "1987-04-03", "aaaaaaaaaa", "bbbbbbbbbb", "\n".join(lines).encode(), lines)
    layout = from_json(issue.layout)
    first, second, *others = layout.articles[0].pieces
    pieces = (replace(first, role="body"), replace(second, join=True, drop=10), *others)
    article = replace(layout.articles[0], pieces=pieces)
    stale = to_json(replace(layout, articles=(article, *layout.articles[1:])))
    Issue.objects.filter(pk=issue.pk).update(layout=stale)
    issue.revisions.update(layout=stale)
    assert "划分不成立" in "\n".join(check_issue(Issue.objects.get()))
    call_command("check_archive", "--repair", verbosity=0)
    issue = Issue.objects.get()
    assert check_issue(issue) == []
    assert issue.articles.get(uid="aaaaaaaaaa").body.startswith("清河大桥今天正式通车，群众高兴。")
    assert issue.revisions.order_by("number").last().op == "recount"


def test_repair_makes_the_derived_rows_again(issue: Issue) -> None:
    article = issue.articles.first()
    title = article.title
    Article.objects.filter(pk=article.pk).update(title="改了", page=None)
    with pytest.raises(CommandError):
        call_command("check_archive", verbosity=0)
    Change.objects.all().delete()
    call_command("check_archive", "--repair", verbosity=0)
    article.refresh_from_db()
    assert article.title == title
    assert list(Change.objects.values_list("article_uid", flat=True)) == [article.uid]


def test_who_derives_data_is_asked_too(issue: Issue) -> None:
    def complain(repair: bool, **kwargs: object) -> list[str]:
        return [] if repair else ["索引里少一篇"]

    signals.derived_checked.connect(complain)
    try:
        with pytest.raises(CommandError):
            call_command("check_archive", verbosity=0)
        call_command("check_archive", "--repair", verbosity=0)
    finally:
        signals.derived_checked.disconnect(complain)


def test_learning_is_stored_and_read_again(issue: Issue) -> None:
    try:
        call_command("learn", verbosity=0)
        known = stored_knowledge()
        assert known.pairs["青溪"] > 1
        assert "方晓舟" in known.names
        knowledge_path().write_bytes(b"broken")
        with pytest.raises(UnreadableKnowledge, match="learn"):
            stored_knowledge()
        with pytest.raises(CommandError, match="learn"):
            call_command("resegment", verbosity=0)
    finally:
        knowledge_path().unlink()


def spoil(issue: Issue) -> Layout:
    """All of page 2 as one machine-made article, as a poorer segmenter would have it."""
    layout = editing.layout_of(issue)
    page = [a for a in layout.articles if a.page == "2"]
    one = page[0].with_pieces(p for a in page for p in a.pieces)
    kept = tuple(a for a in layout.articles if a.page != "2")
    return Layout((*kept[:2], one, *kept[2:]), layout.furniture, layout.tray, layout.excluded, layout.fixes)


def test_resegment_mends_what_no_human_touched_and_keeps_uids(issue: Issue) -> None:
    before = {a.title: a.uid for a in issue.articles.all()}
    editing.write(issue, spoil(issue), editing.Note("test", via="ingest"))
    assert issue.articles.filter(page__label="2").count() == 1
    call_command("resegment", "--dry-run", verbosity=0)
    assert issue.articles.filter(page__label="2").count() == 1
    call_command("resegment", verbosity=0)
    titles = {a.title: a.uid for a in issue.articles.filter(page__isnull=False)}
    assert set(titles) == set(before)
    assert titles["县图书馆延长开放时间"] == before["县图书馆延长开放时间"]
    assert check_issue(Issue.objects.get()) == []


def test_resegment_leaves_human_articles_and_flags_the_difference(issue: Issue) -> None:
    a, b = (issue.articles.get(title=t) for t in ("县图书馆延长开放时间", "石桥镇开展河道清理"))
    editing.apply(issue.pk, issue.revision, "merge", {"a": a.uid, "b": b.uid})
    issue.refresh_from_db()
    layout = issue.layout
    report = resegment(issue.pk, EMPTY)
    issue.refresh_from_db()
    assert issue.layout == layout
    assert report.disputed == (a.uid,)
    assert issue.flags.get(kind="resegment").article_uid == a.uid
    resegment(issue.pk, EMPTY)
    assert issue.flags.filter(kind="resegment").count() == 1


def test_a_run_that_changes_nothing_writes_nothing(issue: Issue) -> None:
    revision = issue.revision
    call_command("resegment", issue.uid, "--from", "2023-04-01", "--to", "2023-05-01", verbosity=0)
    issue.refresh_from_db()
    assert issue.revision == revision
    with pytest.raises(CommandError, match="没有这一期"):
        call_command("resegment", "zzzzzzzzzz")


def test_a_piece_is_cut_around_what_is_fixed() -> None:
    piece = Piece("1:1", 2, 12, "body", True, 1)
    assert [(p.start, p.end, p.drop) for p in left_of(piece, {"1:1": [(0, 3), (5, 7)]})] == [(3, 5, 0), (7, 12, 0)]
    assert list(left_of(piece, {"1:1": [(0, 20)]})) == []
    assert list(left_of(piece, {})) == [piece]


def test_blocks_are_what_the_layout_tiles() -> None:
    assert blocks_of([(1, "甲\n\n乙")]) == {"1:1": "甲", "1:3": "乙"}
    assert ArticleLayout("a", ()).pieces == ()
