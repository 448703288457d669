"""The boundary editor by plain forms, as a browser without the script sends them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from archive import editing
from archive.layout import ArticleLayout, Layout, Piece, from_json
from archive.models import Article, Flag, Issue, Newspaper, Source

TEXT = """青溪日报 2019年3月6日
## 清溪镇新桥通车
本报讯 3月5日，清溪镇新桥通车，两岸村民往来不再
绕行十里。
沈木生 摄

## 春茶开采 亩产比上年多两成
本报讯 日前，南坪村的春荼开采了。
开采了。茶香满坡。
（下转第二版）
无处可归的半句话"""
A, B = "aaaaaaaaaa", "bbbbbbbbbb"


def piece(line: int, role: str = "body", **more: Any) -> Piece:
    return Piece(f"1:{line}", 0, len(TEXT.split("\n")[line - 1]), role, **more)


def k(line: int, start: int = 0) -> str:
    return f"1:{line}@{start}"


@pytest.fixture
def issue(db: None) -> Issue:
    paper = Newspaper.objects.create(slug="qingxi", name="青溪日报")
    issue = editing.new_issue(paper, date="2019-03-06", date_source="given")
    Source.objects.create(
        issue=issue, seq=1, name="a.txt", page="1", page_starts=[[1, "1"]], bytes=TEXT.encode(), text=TEXT, sha256="0"
    )
    layout = Layout(
        articles=(
            ArticleLayout(A, (piece(2, "title"), piece(3), piece(4, join=True), piece(5, "credit"))),
            ArticleLayout(B, (piece(7, "title"), piece(8), piece(9), piece(10, "jump_out"))),
        ),
        furniture=(piece(1, "masthead"),),
        tray=(piece(11),),
    )
    editing.write(issue, layout, editing.Note("ingest", via="ingest"))
    return issue


def member(name: str, group: str) -> Client:
    user = get_user_model().objects.create_user(name, is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def reviewer(db: None) -> Client:
    return member("lin", "Reviewer")


def url(issue: Issue, name: str = "layout", *args: Any) -> str:
    return reverse(f"admin:archive_issue_{name}", args=[issue.pk, *args])


def layout_of(issue: Issue) -> Layout:
    return from_json(Issue.objects.get(pk=issue.pk).layout)


@pytest.fixture
def post(reviewer: Client, issue: Issue) -> Callable[..., Any]:
    """Sends a form on the revision as it is now; the answer must be the way back to the page."""

    def send(op: str, status: int = 303, **fields: Any) -> Any:
        base = Issue.objects.get(pk=issue.pk).revision
        answer = reviewer.post(url(issue), {"op": op, "base": base, **fields})
        assert answer.status_code == status, answer.content.decode()[:3000]
        return answer

    return send


def lines(issue: Issue, uid: str) -> list[tuple[int, int]]:
    return [(int(p.block.split(":")[1]), p.start) for p in layout_of(issue).article(uid).pieces]


# --- the page -----------------------------------------------------------------------------------------------


def test_the_page_shows_every_line_and_every_article(reviewer, issue):
    page = reviewer.get(url(issue)).content.decode()
    for line in TEXT.split("\n"):
        assert line[:6] in page
    assert page.count('class="row-pick"') == 10
    assert f'id="card-{A}"' in page and f'id="card-{B}"' in page
    assert '<b class="count count-some">1</b>' in page  # the tray
    assert "…村民往来不再<i>│</i>绕行十里。…" in page  # the seam of a joined paragraph


def test_the_page_has_no_inline_script_style_or_handler(reviewer, issue):
    page = reviewer.get(url(issue)).content.decode()
    assert "<style" not in page and " style=" not in page
    assert all("src=" in tag for tag in page.split("<script")[1:])
    assert not any(f" on{event}=" in page for event in ("click", "submit", "change", "key", "load"))


def test_the_key_table_is_printed_from_the_map_the_script_gets(reviewer, issue):
    from archive.desk.keys import KEYS

    page = reviewer.get(url(issue)).content.decode()
    assert all(f"<dd>{key.words}</dd>" in page for key in KEYS)
    assert page.count("&quot;code&quot;:") == len(KEYS)


def test_no_two_keys_are_the_same():
    from archive.desk.keys import KEYS

    bound = [(k.code, k.shift, k.ctrl, k.alt) for k in KEYS]
    assert len(bound) == len(set(bound))


def test_every_key_that_sends_an_operation_names_one_that_exists():
    from archive.admin_views.actions import BUILDERS
    from archive.admin_views.doing import SPECIAL
    from archive.desk.keys import KEYS

    sent = {k.send["op"] for k in KEYS if "op" in k.send}
    assert sent <= BUILDERS.keys() | SPECIAL.keys()


def test_the_reading_view_shows_whole_paragraphs(reviewer, issue):
    page = reviewer.get(url(issue) + "?view=reading").content.decode()
    assert "两岸村民往来不再绕行十里。" in page


# --- operations ---------------------------------------------------------------------------------------------


def test_an_article_is_split_at_a_line(post, issue):
    post("split", piece=k(8))
    assert lines(issue, B) == [(7, 0)]
    assert [len(a.pieces) for a in layout_of(issue).articles] == [4, 1, 3]


def test_an_article_is_merged_with_its_neighbours(post, issue):
    post("merge_before", article=B)
    assert lines(issue, A) == [(n, 0) for n in (2, 3, 4, 5, 7, 8, 9, 10)]
    assert Article.objects.get(uid=B).merged_into.uid == A
    post("undo")
    post("merge_behind", piece=k(3))
    assert len(layout_of(issue).articles) == 1


def test_the_first_article_has_none_before_it(post):
    assert "没有别的文章" in post("merge_before", article=A, status=400).content.decode()


def test_an_article_goes_behind_a_chosen_one(post, issue):
    post("merge_into", article=A, to=B)
    assert lines(issue, B)[-4:] == [(2, 0), (3, 0), (4, 0), (5, 0)]


def test_an_article_may_be_named_by_its_number(post, issue):
    post("place_article", article=B, to="1")
    assert [a.uid for a in layout_of(issue).articles] == [B, A]
    post("move", piece=k(11), to="2")
    assert lines(issue, A)[-1] == (11, 0)


def test_lines_move_to_the_end_of_an_article_and_before_a_line(post, issue):
    post("move", piece=[k(11)], to=A)
    assert lines(issue, A)[-1] == (11, 0)
    post("move", piece=[k(9), k(10)], before=k(3))
    assert lines(issue, A) == [(2, 0), (9, 0), (10, 0), (3, 0), (4, 0), (5, 0), (11, 0)]
    post("move", piece=[k(2)], behind=k(5))
    assert lines(issue, A)[-2:] == [(2, 0), (11, 0)]


def test_a_move_without_a_target_is_refused_in_words(post):
    assert "移到哪一篇" in post("move", piece=k(11), status=400).content.decode()


def test_a_line_goes_up_and_down_inside_its_article(post, issue):
    post("up", piece=k(5))
    assert lines(issue, A) == [(2, 0), (3, 0), (5, 0), (4, 0)]
    post("down", piece=k(5))
    assert lines(issue, A) == [(2, 0), (3, 0), (4, 0), (5, 0)]
    assert "边上" in post("down", piece=k(5), status=400).content.decode()


def test_articles_change_places(post, issue):
    post("article_up", article=B)
    assert [a.uid for a in layout_of(issue).articles] == [B, A]
    post("article_down", article=B)
    assert [a.uid for a in layout_of(issue).articles] == [A, B]
    post("place_article", article=B, to=A)
    assert [a.uid for a in layout_of(issue).articles] == [B, A]


def test_several_lines_get_a_role_in_one_step(post, issue):
    before = issue.revision
    post("role", piece=[k(3), k(8)], role="caption")
    assert {p.ref[0] for p in layout_of(issue).pieces() if p.role == "caption"} == {"1:3", "1:8"}
    assert Issue.objects.get(pk=issue.pk).revision == before + 1


def test_a_join_finds_the_repeated_characters_itself(post, issue):
    post("join", piece=k(9))
    joined = layout_of(issue).article(B).pieces[2]
    assert (joined.join, joined.drop) == (True, 4)  # 开采了。 stands at the end of one and the start of the other
    assert Article.objects.get(uid=B).texts == ["本报讯 日前，南坪村的春荼开采了。茶香满坡。"]
    post("unjoin", piece=k(9))
    assert not layout_of(issue).article(B).pieces[2].join


def test_the_join_key_joins_and_parts(post, issue):
    post("toggle_join", piece=[k(8), k(9)])
    assert [p.join for p in layout_of(issue).article(B).pieces] == [False, True, True, False]
    post("toggle_join", piece=[k(8), k(9)])
    assert not any(p.join for p in layout_of(issue).article(B).pieces)


def test_a_line_is_cut_at_the_marks_and_healed(post, issue):
    post("cut", piece=k(7), text="## 春茶开采| 亩产|比上年多两成")
    assert lines(issue, B)[:3] == [(7, 0), (7, 7), (7, 10)]
    post("undo")
    post("cut", piece=k(7), at=7)
    post("heal", piece=k(7))
    assert lines(issue, B)[0:2] == [(7, 0), (8, 0)]


def test_a_cut_that_changes_the_words_is_refused(post):
    assert "竖线" in post("cut", piece=k(7), text="## 春茶|开始采", status=400).content.decode()


def test_lines_are_excluded_and_put_back(post, issue):
    post("exclude", piece=[k(9)], reason="duplicate")
    assert [(p.block, r) for p, r in layout_of(issue).excluded] == [("1:9", "duplicate")]
    post("restore_pieces", piece=[k(9)])
    assert lines(issue, B) == [(7, 0), (8, 0), (9, 0), (10, 0)]
    post("toggle_exclude", piece=[k(9)])
    post("toggle_exclude", piece=[k(9)])
    assert layout_of(issue).excluded == ()


def test_lines_become_furniture_or_go_to_the_tray(post, issue):
    post("furniture", piece=k(11), furniture_role="slogan")
    assert [p.block for p in layout_of(issue).furniture] == ["1:1", "1:11"]
    post("to_tray", piece=[k(5)])
    assert [p.block for p in layout_of(issue).tray] == ["1:5"]
    post("dissolve", article=B)
    assert len(layout_of(issue).tray) == 5


def test_the_heading_key_opens_an_article_at_each_line(post, issue):
    post("headline", piece=[k(4), k(7), k(9)])
    assert [a.pieces[0].block for a in layout_of(issue).articles] == ["1:2", "1:4", "1:7", "1:9"]
    assert all(a.pieces[0].role == "title" for a in layout_of(issue).articles)


def test_the_fields_of_an_article_are_set(post, issue):
    post("set_article", article=B, kind="notice", page="2", jump_to="", with_missing="1", missing=["end"])
    article = layout_of(issue).article(B)
    assert (article.kind, article.page, article.jump_to, article.missing) == ("notice", "2", None, ("end",))
    assert Article.objects.get(uid=B).page.label == "2"


def test_a_line_is_put_right_as_it_should_read(post, issue):
    post("fix_text", piece=k(8), text="本报讯 日前，南坪村的春茶开始采了！")
    assert "南坪村的春茶开始采了！" in Article.objects.get(uid=B).body
    assert Source.objects.get(issue=issue).text == TEXT
    post("fix_text", piece=k(8), text="本报讯 日前，南坪村的春茶开采了。")
    assert layout_of(issue).fixes == {"1:8": ((12, 13, "荼", "茶"),)}
    post("fix_text", piece=k(8), text="本报讯 日前，南坪村的春荼开采了。")
    assert layout_of(issue).fixes == {}


@pytest.mark.parametrize(
    "wanted", ["比", "亩产比上年多两成。", "春茶今日开采 亩产更多", "a春茶z开采b 亩产c比上年多两成d", "采开茶春"]
)
def test_any_text_can_be_reached_by_fixes(post, issue, wanted):
    post("fix_text", piece=k(7), text="## " + wanted)
    assert Article.objects.get(uid=B).title == wanted


def test_an_article_and_an_issue_are_verified(post, issue):
    post("verify", article=B)
    row = Article.objects.get(uid=B)
    assert row.verified_by == "lin" and row.verified_at
    post("role", piece=k(9), role="caption")
    assert Article.objects.get(uid=B).verified_at is None  # an edit takes it off again
    post("finish", status=303)
    assert Issue.objects.get(pk=issue.pk).review == "done"
    post("reopen")
    assert Issue.objects.get(pk=issue.pk).review == "in_review"


def test_undo_and_redo_are_steps_of_their_own(post, issue):
    before = layout_of(issue)
    post("split", piece=k(8))
    split = layout_of(issue)
    post("undo")
    assert layout_of(issue) == before
    post("redo")
    assert layout_of(issue) == split
    assert "没有可以重做" in post("redo", status=400).content.decode()


def test_a_proposal_is_accepted_and_a_doubt_dismissed(post, issue):
    fix = {"block": "1:8", "start": 12, "end": 13, "old": "荼", "new": "茶"}
    flags = [
        Flag.objects.create(
            issue=issue, kind="misreading", score=0.5, block="1:8", proposal={"op": "fix_text", "args": fix}
        ),
        Flag.objects.create(issue=issue, kind="open_end", score=0.8, article_uid=B),
    ]
    post("accept", flag=flags[0].pk)
    assert layout_of(issue).fixes["1:8"] == ((12, 13, "荼", "茶"),)
    assert "没有现成的建议" in post("accept", flag=flags[1].pk, status=400).content.decode()
    post("dismiss", flag=flags[1].pk)
    assert [Flag.objects.get(pk=f.pk).state for f in flags] == ["resolved", "dismissed"]
    assert Issue.objects.get(pk=issue.pk).doubt == 0
    assert "已经处理过" in post("dismiss", flag=flags[1].pk, status=400).content.decode()


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"op": "split"},
        {"op": "split", "piece": "nonsense"},
        {"op": "split", "piece": "1:99@0"},
        {"op": "split", "piece": "1:2@0"},
        {"op": "role", "piece": "1:2@0", "role": "king"},
        {"op": "set_article", "article": A, "kind": "poem"},
        {"op": "merge_into", "article": A, "to": "zzzzzzzzzz"},
        {"op": "move", "piece": "1:3@0", "before": "x"},
        {"op": "exclude", "piece": "1:3@0", "reason": "dislike"},
        {"op": "cut", "piece": "1:3@0", "at": "²"},
        {"op": "fix_text", "piece": "1:3@0", "text": "  "},
        {"op": "accept", "flag": "²"},
        {"op": "restore_article", "article": A},
        {"op": "split", "piece": "1:3@0", "base": "9"},
        {"op": "split", "piece": "1:3@0", "base": "²"},
    ],
)
def test_what_makes_no_sense_is_refused_in_words(reviewer, issue, form):
    answer = reviewer.post(url(issue), {"base": issue.revision, **form})
    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()
    assert Issue.objects.get(pk=issue.pk).revision == issue.revision


# --- two editors --------------------------------------------------------------------------------------------


def test_two_editors_on_different_articles_both_get_in(reviewer, issue):
    other = member("zhou", "Editor")
    base = issue.revision
    assert reviewer.post(url(issue), {"op": "split", "piece": k(4), "base": base}).status_code == 303
    assert other.post(url(issue), {"op": "split", "piece": k(9), "base": base}).status_code == 303
    assert len(layout_of(issue).articles) == 4


def test_the_second_on_the_same_article_is_told_and_may_do_it_again(reviewer, issue):
    other = member("zhou", "Editor")
    base = issue.revision
    reviewer.post(url(issue), {"op": "split", "piece": k(4), "base": base})
    answer = other.post(url(issue), {"op": "role", "role": "caption", "piece": [k(3), k(5)], "base": base})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "lin：分篇（r2）" in page and "照样做一次" in page
    assert page.count('<input type="hidden" name="piece"') == 2
    again = other.post(url(issue), {"op": "role", "role": "caption", "piece": [k(3), k(5)], "base": base + 1})
    assert again.status_code == 303


def test_the_script_gets_only_the_rows_and_cards_that_changed(reviewer, issue):
    page = reviewer.get(url(issue))
    have = page.context["versions_json"]
    form = {"op": "role", "role": "caption", "piece": k(3), "base": issue.revision, "have": have, "page_shown": "all"}
    answer = reviewer.post(url(issue), form, headers={"accept": "application/json"})
    told = answer.json()
    assert set(told["html"]) == {k(3), A}
    assert told["revision"] == 2 and told["said"].startswith("改角色")
    assert told["rows"][0] == k(1) and told["cards"] == [A, B]


def test_the_script_is_told_why_not(reviewer, issue):
    form = {"op": "split", "piece": k(2), "base": issue.revision}
    answer = reviewer.post(url(issue), form, headers={"accept": "application/json"})
    assert answer.status_code == 400 and "已经从这一行开始" in answer.json()["error"]


# --- rights -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("op", ["split", "undo", "accept", "dismiss", "fix_text", "verify", "finish", "reopen"])
def test_a_viewer_looks_and_touches_nothing(issue, op):
    viewer = member("wu", "Viewer")
    assert viewer.get(url(issue)).status_code == 200
    answer = viewer.post(url(issue), {"op": op, "piece": k(8), "article": B, "base": issue.revision})
    assert answer.status_code == 403
    assert Issue.objects.get(pk=issue.pk).revision == issue.revision


def test_an_editor_edits_but_does_not_verify_or_restore(issue):
    editor = member("wu", "Editor")
    assert editor.post(url(issue), {"op": "split", "piece": k(8), "base": 1}).status_code == 303
    assert editor.post(url(issue), {"op": "verify", "article": B, "base": 2}).status_code == 403
    assert editor.post(url(issue, "revision", 1)).status_code == 403
    assert editor.get(url(issue, "state")).status_code == 403


def test_a_proposal_needs_the_right_to_what_it_does(issue):
    editor = member("wu", "Editor")
    flag = Flag.objects.create(issue=issue, kind="x", score=1, proposal={"op": "verify", "args": {"article": A}})
    assert editor.post(url(issue), {"op": "accept", "flag": flag.pk, "base": 1}).status_code == 403


def test_strangers_are_sent_to_the_login(client, issue):
    answer = client.get(url(issue))
    assert answer.status_code == 302 and "/admin/login/" in answer.url


# --- lines, facts, states, history --------------------------------------------------------------------------


def test_the_page_of_a_line_offers_its_text_as_it_stands_and_as_it_reads(post, reviewer, issue):
    post("fix_text", piece=k(8), text="本报讯 日前，南坪村的春茶开采了。")
    page = reviewer.get(url(issue, "line"), {"piece": k(8)}).content.decode()
    assert "春荼开采了。</textarea>" in page and "春茶开采了。</textarea>" in page
    assert reviewer.get(url(issue, "line"), {"piece": "1:99@0"}).status_code == 404


def facts(**more: Any) -> dict[str, Any]:
    paper = Newspaper.objects.get()
    return {"paper": paper.pk, "date": "2019-03-06", "edition": 1, **more}


def test_the_date_of_an_issue_is_set_and_the_old_address_redirects(reviewer, issue):
    old = issue.get_absolute_url()
    assert reviewer.post(url(issue, "facts"), facts(date="2019-03-07")).status_code == 302
    row = Issue.objects.get(pk=issue.pk)
    assert str(row.date) == "2019-03-07" and row.date_source == "editor"
    assert reviewer.get(old).status_code == 301
    reviewer.post(url(issue), {"op": "undo", "base": row.revision})
    assert str(Issue.objects.get(pk=issue.pk).date) == "2019-03-06"


def test_a_taken_date_asks_whether_it_is_another_edition_or_the_same_issue(issue):
    manager = member("wu", "Manager")
    other = editing.new_issue(issue.paper, date="2019-03-07")
    answer = manager.post(url(issue, "facts"), facts(date="2019-03-07"))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert 'value="edition"' in page and 'value="merge"' in page
    assert manager.post(url(issue, "facts"), facts(date="2019-03-07", how="edition")).status_code == 302
    assert Issue.objects.get(pk=issue.pk).edition == 2
    manager.post(url(issue), {"op": "undo", "base": 2})
    answer = manager.post(url(issue, "facts"), facts(date="2019-03-07", how="merge"))
    assert answer.url == url(Issue.objects.get(pk=other.pk))
    assert Issue.objects.get(pk=issue.pk).merged_into_id == other.pk
    assert Article.objects.get(uid=A).issue_id == other.pk


def test_a_paper_in_which_the_date_is_taken_asks_too_and_keeps_what_else_was_said(issue):
    manager = member("wu", "Manager")
    paper = Newspaper.objects.create(slug="other", name="别报")
    editing.new_issue(paper, date="2019-03-06")
    form = {"paper": paper.pk, "date": "2019-03-06", "edition": 1, "label": "号外"}
    assert manager.post(url(issue, "facts"), form).status_code == 400
    assert manager.post(url(issue, "facts"), {**form, "how": "edition"}).status_code == 302
    row = Issue.objects.get(pk=issue.pk)
    assert (row.paper, row.edition, row.label) == (paper, 2, "号外")


def test_a_form_of_facts_opened_before_somebody_changed_them_puts_nothing_back(reviewer, issue):
    page = reviewer.get(url(issue, "facts")).content.decode()
    assert f'name="base" value="{issue.revision}"' in page
    form = facts(label="增刊", base=issue.revision)
    editing.set_facts(issue.pk, {"date": "2019-03-09"}, None)
    answer = reviewer.post(url(issue, "facts"), form)
    assert answer.status_code == 400 and "已经过期" in answer.content.decode()
    assert str(Issue.objects.get(pk=issue.pk).date) == "2019-03-09"


def test_a_file_is_moved_to_another_day_and_back(issue):
    manager = member("wu", "Manager")
    form = {"sources": [issue.sources.get().pk], "paper": issue.paper_id, "date": "2019-04-01", "edition": 1}
    answer = manager.post(url(issue, "move"), form)
    target = Issue.objects.get(date="2019-04-01")
    assert answer.status_code == 302 and answer.url == url(target)
    assert Article.objects.get(uid=A).issue_id == target.pk
    assert manager.post(url(target, "move"), {"do": "undo"}).status_code == 302
    assert Article.objects.get(uid=A).issue_id == issue.pk
    assert lines(issue, A) == [(2, 0), (3, 0), (4, 0), (5, 0)]


@pytest.mark.parametrize("form", [{}, {"date": ""}, {"uid": "zzzzzzzzzz"}, {"sources": "999", "date": "2019-04-01"}])
def test_a_move_that_names_nothing_known_is_refused_in_words(issue, form):
    manager = member("wu", "Manager")
    whole = {"sources": [issue.sources.get().pk], "paper": issue.paper_id, "edition": 1, **form}
    assert manager.post(url(issue, "move"), whole).status_code == 400
    assert member("gu", "Reviewer").get(url(issue, "move")).status_code == 403


def test_an_article_is_withdrawn_with_a_reason_and_comes_back(issue):
    manager = member("wu", "Manager")
    assert manager.post(url(issue, "state"), {"article": A, "do": "withdraw", "reason": ""}).status_code == 400
    assert (
        manager.post(url(issue, "state"), {"article": A, "do": "withdraw", "reason": "当事人要求"}).status_code == 302
    )
    assert Article.objects.get(uid=A).state == "withdrawn"
    answer = manager.post(url(issue), {"op": "move", "piece": k(3), "to": B, "base": 2})
    assert answer.status_code == 400 and "已撤下" in answer.content.decode()
    manager.post(url(issue, "state"), {"article": A, "do": "publish"})
    assert Article.objects.get(uid=A).state == "public"


def test_the_history_tells_a_sitting_in_words(post, reviewer, issue):
    post("move", piece=[k(11)], to=A)
    post("role", piece=k(11), role="caption")
    post("fix_text", piece=k(8), text="本报讯 日前，南坪村的春茶开采了。")
    page = reviewer.get(url(issue, "revisions")).content.decode()
    assert "r2—r4" in page and "3 步" in page
    assert "第 11 行从待定区移到〈清溪镇新桥通车〉" in page
    assert "第 11 行由正文改为图片说明" in page
    assert "“荼”改为“茶”" in page
    only = reviewer.get(url(issue, "revisions"), {"article": B}).content.decode()
    assert "r4" in only and "r2—" not in only


def test_a_revision_shows_the_difference_of_the_text(post, reviewer, issue):
    post("fix_text", piece=k(8), text="本报讯 日前，南坪村的春茶开采了。")
    page = reviewer.get(url(issue, "revision", 2)).content.decode()
    assert "<del>荼</del><ins>茶</ins>" in page


def test_a_whole_issue_and_a_single_article_are_restored(post, reviewer, issue):
    first = layout_of(issue)
    post("merge_before", article=B)
    post("role", piece=k(3), role="caption")
    assert reviewer.post(url(issue, "revision", 1), {"article": B}).status_code == 302
    assert lines(issue, B) == [(7, 0), (8, 0), (9, 0), (10, 0)]
    assert layout_of(issue).article(A).pieces[1].role == "caption"  # the rest stays
    assert Article.objects.get(uid=B).state == "public"
    assert reviewer.post(url(issue, "revision", 1), {"article": ""}).status_code == 302
    assert layout_of(issue) == first


def test_the_same_misreading_is_put_right_everywhere_in_one_step(post, reviewer, issue):
    post("fix_text", piece=k(9), text="开采了！茶香满坡。")
    page = reviewer.get(url(issue, "replace"), {"old": "开采了", "new": "开摘了"}).content.decode()
    assert 'value="1:8@13"' in page and 'value="1:9@0"' in page
    form = {"old": "开采了", "new": "开摘了", "spot": ["1:8@13"], "base": 2}
    assert reviewer.post(url(issue, "replace"), form).status_code == 302
    assert "春荼开摘了。" in Article.objects.get(uid=B).body
    assert reviewer.post(url(issue, "replace"), {**form, "spot": [], "base": 3}).status_code == 400
