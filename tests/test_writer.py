"""The one writer: revisions, conflicts, undo, restore, retired and withdrawn articles."""

import random

import pytest
from django.contrib.auth import get_user_model

from archive import editing
from archive.editing import Conflict, InvalidOperation, Note
from archive.layout import ArticleLayout, Layout, Piece, from_json, to_json
from archive.models import Article, Change, Flag, FormerAddress, Issue, Newspaper, Source

TEXT = """## 清溪镇新桥通车
本报讯 3月5日，清溪镇新桥通车，两岸村民往来不再
绕行十里。
沈木生 摄

## 春茶开采
本报讯 日前，南坪村的春茶开采了。
（下转第二版）
南坪南坪，茶香满坡。"""


def piece(line: int, role: str = "body", **more) -> Piece:
    return Piece(f"1:{line}", 0, len(TEXT.split("\n")[line - 1]), role, **more)


@pytest.fixture
def issue(db) -> Issue:
    paper = Newspaper.objects.create(slug="qingxi", name="清溪报")
    issue = editing.new_issue(paper, date="2019-03-06", date_source="given")
    Source.objects.create(
        issue=issue,
        seq=1,
        name="a.txt",
        page="1",
        page_starts=[[1, "1"]],
        bytes=TEXT.encode(),
        text=TEXT,
        sha256="0",
        encoding="utf-8",
    )
    layout = Layout(
        articles=(
            ArticleLayout("aaaaaaaaaa", (piece(1, "title"), piece(2), piece(3, join=True), piece(4, "credit"))),
            ArticleLayout("bbbbbbbbbb", (piece(6, "title"), piece(7), piece(8, "jump_out"), piece(9))),
        )
    )
    editing.write(issue, layout, Note("ingest", via="ingest"))
    Change.objects.all().delete()
    return issue


@pytest.fixture
def editors(db):
    return [get_user_model().objects.create_user(name) for name in ("lin", "zhou")]


def article(uid: str) -> Article:
    return Article.objects.get(uid=uid)


def test_a_layout_goes_to_json_and_back_unchanged(issue):
    layout = editing.layout_of(issue)
    assert from_json(to_json(layout)) == layout


def test_joined_pieces_read_as_one_paragraph_and_names_are_found(issue):
    first = article("aaaaaaaaaa")
    assert first.title == "清溪镇新桥通车"
    assert first.texts == ["本报讯 3月5日，清溪镇新桥通车，两岸村民往来不再绕行十里。"]
    assert first.credits == ["沈木生"]


def test_an_operation_writes_one_revision_and_change_rows_for_what_it_changed(issue, editors):
    outcome = editing.apply(issue.pk, 1, "unjoin", {"piece": ["1:3", 0]}, editors[0])
    assert outcome.revision == 2 and outcome.touched == ("aaaaaaaaaa",)
    assert article("aaaaaaaaaa").texts == ["本报讯 3月5日，清溪镇新桥通车，两岸村民往来不再", "绕行十里。"]
    assert article("aaaaaaaaaa").by == "human" and article("bbbbbbbbbb").by == "auto"
    assert list(Change.objects.values_list("article_uid", flat=True)) == ["aaaaaaaaaa"]


def test_an_operation_without_effect_writes_no_revision(issue, editors):
    assert editing.apply(issue.pk, 1, "role", {"pieces": [["1:1", 0]], "role": "title"}, editors[0]).revision == 1


def test_operations_on_different_articles_merge_and_on_the_same_one_conflict(issue, editors):
    editing.apply(issue.pk, 1, "unjoin", {"piece": ["1:3", 0]}, editors[0])
    editing.apply(issue.pk, 1, "exclude", {"pieces": [["1:9", 0]], "reason": "noise"}, editors[1])
    with pytest.raises(Conflict) as caught:
        editing.apply(issue.pk, 1, "role", {"pieces": [["1:3", 0]], "role": "summary"}, editors[1])
    assert "lin" in str(caught.value) and "aaaaaaaaaa" in caught.value.keys
    issue.refresh_from_db()
    assert issue.revision == 3


def test_a_merged_article_is_retired_into_the_other_and_comes_back_by_undo(issue, editors):
    start = editing.layout_of(issue)
    editing.apply(issue.pk, 1, "merge", {"a": "aaaaaaaaaa", "b": "bbbbbbbbbb"}, editors[0])
    gone = article("bbbbbbbbbb")
    assert gone.state == "retired" and gone.merged_into.uid == "aaaaaaaaaa" and gone.page is None
    editing.undo(issue.pk, editors[0])
    issue.refresh_from_db()
    assert editing.layout_of(issue) == start
    assert article("bbbbbbbbbb").state == "public" and article("bbbbbbbbbb").merged_into is None


def test_undo_leaves_a_colleagues_work_and_refuses_when_it_was_built_upon(issue, editors):
    editing.apply(issue.pk, 1, "unjoin", {"piece": ["1:3", 0]}, editors[0])
    editing.apply(issue.pk, 2, "role", {"pieces": [["1:9", 0]], "role": "caption"}, editors[1])
    editing.undo(issue.pk, editors[0])
    issue.refresh_from_db()
    layout = editing.layout_of(issue)
    assert layout.article("aaaaaaaaaa").pieces[2].join and layout.article("bbbbbbbbbb").pieces[3].role == "caption"
    editing.redo(issue.pk, editors[0])
    editing.apply(issue.pk, 5, "role", {"pieces": [["1:2", 0]], "role": "summary"}, editors[1])
    with pytest.raises(Conflict):
        editing.undo(issue.pk, editors[0])


def test_restore_writes_a_new_revision_equal_to_the_old_one(issue, editors):
    start = issue.layout
    editing.apply(issue.pk, 1, "dissolve", {"article": "bbbbbbbbbb"}, editors[0])
    assert editing.restore(issue.pk, 1, editors[0]).revision == 3
    issue.refresh_from_db()
    assert issue.layout == start
    assert article("bbbbbbbbbb").state == "public"


def test_a_text_fix_is_shown_and_the_original_kept_apart(issue, editors):
    args = {"block": "1:7", "start": 8, "end": 10, "old": "南坪", "new": "北坪"}
    with pytest.raises(InvalidOperation):
        editing.apply(issue.pk, 1, "fix_text", args | {"start": 0, "end": 2}, editors[0])
    at = TEXT.split("\n")[6].index("南坪")
    editing.apply(issue.pk, 1, "fix_text", args | {"start": at, "end": at + 2}, editors[0])
    fixed = article("bbbbbbbbbb")
    assert "北坪村" in fixed.body and any("南坪村" in text for text in fixed.original)
    assert Source.objects.get().text == TEXT


def test_a_corrected_date_moves_the_issue_and_remembers_its_old_address(issue, editors, django_assert_max_num_queries):
    old = issue.get_absolute_url()
    editing.set_facts(issue.pk, {"date": "2019-03-07"}, editors[0])
    issue.refresh_from_db()
    assert str(issue.date) == "2019-03-07"
    assert FormerAddress.objects.get(path=old).issue == issue
    assert set(Change.objects.values_list("article_uid", flat=True)) == {"aaaaaaaaaa", "bbbbbbbbbb"}
    editing.undo(issue.pk, editors[0])
    issue.refresh_from_db()
    assert issue.get_absolute_url() == old and not FormerAddress.objects.filter(path=old).exists()


def test_a_date_that_another_issue_has_is_refused_with_that_issue(issue, editors):
    other = editing.new_issue(issue.paper, date="2019-03-07")
    with pytest.raises(editing.DateTaken) as caught:
        editing.set_facts(issue.pk, {"date": "2019-03-07"}, editors[0])
    assert caught.value.issue == other


def test_the_text_of_a_withdrawn_article_cannot_slip_into_a_public_one(issue, editors):
    editing.set_state(issue.pk, "bbbbbbbbbb", "withdrawn", "当事人申请", editors[0])
    assert not Article.objects.public().filter(uid="bbbbbbbbbb").exists()
    with pytest.raises(InvalidOperation):
        editing.apply(issue.pk, 2, "merge", {"a": "aaaaaaaaaa", "b": "bbbbbbbbbb"}, editors[0])
    editing.set_state(issue.pk, "bbbbbbbbbb", "public", "", editors[0])
    assert Article.objects.public().filter(uid="bbbbbbbbbb").exists()


def test_verifying_answers_the_doubts_of_an_article_and_a_later_edit_takes_the_mark_off(issue, editors):
    Flag.objects.create(issue=issue, article_uid="aaaaaaaaaa", kind="orphan", score=0.8)
    editing.apply(issue.pk, 1, "verify", {"article": "aaaaaaaaaa"}, editors[0])
    issue.refresh_from_db()
    assert article("aaaaaaaaaa").verified_by == "lin" and issue.doubt == 0
    assert Flag.objects.get().state == "resolved"
    editing.apply(issue.pk, 2, "unjoin", {"piece": ["1:3", 0]}, editors[0])
    assert article("aaaaaaaaaa").verified_by is None


def test_two_editors_at_random_and_each_undo_returns_the_others_work_alone(issue, editors):
    rng = random.Random(7)
    start = editing.layout_of(issue)
    for _ in range(40):
        issue.refresh_from_db()
        layout = editing.layout_of(issue)
        refs = [list(p.ref) for p in layout.pieces()]
        uids = [a.uid for a in layout.articles]
        op, args = rng.choice(
            [
                ("split_article", {"piece": rng.choice(refs)}),
                ("merge", {"a": rng.choice(uids), "b": rng.choice(uids)}),
                ("move", {"pieces": [rng.choice(refs)], "to": rng.choice([*uids, "tray"])}),
                ("exclude", {"pieces": [rng.choice(refs)], "reason": "noise"}),
                ("restore_pieces", {"pieces": [rng.choice(refs)]}),
                ("split_piece", {"piece": rng.choice(refs), "at": rng.randrange(1, 12)}),
                ("new_article", {"pieces": [rng.choice(refs)]}),
            ]
        )
        try:
            editing.apply(issue.pk, issue.revision, op, args, editors[0])
        except InvalidOperation:
            continue
    for _ in range(40):
        try:
            editing.undo(issue.pk, editors[0])
        except InvalidOperation:
            break
    issue.refresh_from_db()
    assert editing.layout_of(issue) == start
    assert {a.uid for a in issue.articles.exclude(state="retired")} == {"aaaaaaaaaa", "bbbbbbbbbb"}


def withdraw(issue, user, uid="bbbbbbbbbb"):
    editing.set_state(issue.pk, uid, "withdrawn", "当事人申请", user)
    issue.refresh_from_db()


def test_half_a_line_of_a_withdrawn_article_cannot_slip_away_with_its_cut(issue, editors):
    withdraw(issue, editors[0])
    steps = [
        ["split_piece", {"piece": ["1:9", 0], "at": 4}],
        ["move", {"pieces": [["1:9", 4]], "to": "aaaaaaaaaa"}],
    ]
    with pytest.raises(InvalidOperation, match="已撤下"):
        editing.apply(issue.pk, issue.revision, "several", {"steps": steps}, editors[0])


def test_a_withdrawn_article_is_not_taken_apart_by_excluding_its_lines(issue, editors):
    withdraw(issue, editors[0])
    for lines in ([9], [6, 7, 8, 9]):
        with pytest.raises(InvalidOperation, match="已撤下"):
            editing.apply(issue.pk, issue.revision, "exclude", {"pieces": [[f"1:{n}", 0] for n in lines]}, editors[0])
    editing.apply(issue.pk, issue.revision, "split_piece", {"piece": ["1:9", 0], "at": 4}, editors[0])
    assert article("bbbbbbbbbb").state == "withdrawn"


def test_undoing_a_date_leaves_the_date_that_somebody_gave_since(issue, editors):
    lin, zhou = editors
    editing.set_facts(issue.pk, {"date": "2019-03-07"}, lin)
    editing.set_facts(issue.pk, {"date": "2019-03-08"}, zhou)
    with pytest.raises(Conflict):
        editing.undo(issue.pk, lin)
    issue.refresh_from_db()
    assert issue.date.isoformat() == "2019-03-08"


def test_a_page_label_that_no_address_can_hold_is_refused(issue, editors):
    for label in ("1/2", "A.1", "要闻 版", "12345678901"):
        with pytest.raises(InvalidOperation, match="版次"):
            editing.apply(issue.pk, 1, "set_article", {"article": "aaaaaaaaaa", "page": label}, editors[0])


def test_what_a_colleague_took_back_does_not_stand_in_the_way_of_ones_own_undo(issue, editors):
    lin, zhou = editors
    editing.apply(issue.pk, 1, "unjoin", {"piece": ["1:3", 0]}, lin)
    editing.apply(issue.pk, 2, "role", {"pieces": [["1:9", 0]], "role": "caption"}, lin)
    editing.undo_revision(issue.pk, 3, zhou, {})
    assert editing.steps(issue, lin) == ([2], [])
    assert editing.undo(issue.pk, lin).touched == ("aaaaaaaaaa",)
    assert editing.steps(issue, lin) == ([], [2])
    assert editing.steps(issue, zhou) == ([], [])


def test_a_step_that_was_taken_back_and_done_again_can_be_taken_back_once_more(issue, editors):
    lin, zhou = editors
    start = editing.layout_of(issue)
    editing.apply(issue.pk, 1, "unjoin", {"piece": ["1:3", 0]}, lin)
    editing.undo_revision(issue.pk, 2, zhou, {})
    with pytest.raises(InvalidOperation):
        editing.undo_revision(issue.pk, 2, zhou, {})
    editing.apply(issue.pk, 3, "unjoin", {"piece": ["1:3", 0]}, lin)
    editing.undo(issue.pk, lin)
    editing.redo(issue.pk, lin)
    editing.undo_revision(issue.pk, 4, zhou, {})
    issue.refresh_from_db()
    assert editing.layout_of(issue) == start


def test_a_combined_issue_of_many_months_is_refused_in_words(issue, editors):
    with pytest.raises(InvalidOperation, match="合刊"):
        editing.set_facts(issue.pk, {"date_end": "9999-12-31"}, editors[0])
    editing.set_facts(issue.pk, {"date_end": "2019-03-09"}, editors[0])
