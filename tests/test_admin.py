"""Lists and rights of the admin."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from archive.models import Article, Flag, Issue, Newspaper, Page, Revision, Source
from tests.test_editor_forms import TEXT, issue, member  # noqa: F401  (the fixture)

MODELS = [Newspaper, Issue, Page, Article, Source, Revision, Flag]


def admin_url(model: type, name: str, *args: object) -> str:
    return reverse(f"admin:archive_{model._meta.model_name}_{name}", args=args)


@pytest.fixture
def manager(db):
    return member("wu", "Manager")


@pytest.mark.parametrize("model", MODELS)
def test_every_list_opens_searches_and_shows_a_row(manager, issue, model):  # noqa: F811
    Flag.objects.create(issue=issue, kind="open_end", score=0.8)
    row = model.objects.first()
    assert str(row.pk) in manager.get(admin_url(model, "changelist")).content.decode()
    assert manager.get(admin_url(model, "changelist"), {"q": "桥"}).status_code == 200
    assert manager.get(admin_url(model, "change", row.pk)).status_code == 200


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.django_db
def test_nobody_deletes_anything(admin_client, issue, model):  # noqa: F811
    Flag.objects.create(issue=issue, kind="open_end", score=0.8)
    row = model.objects.first()
    assert admin_client.post(admin_url(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    form = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    admin_client.post(admin_url(model, "changelist"), form)
    assert model.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("model", [Page, Article, Source, Revision, Flag])
def test_derived_and_append_only_rows_cannot_be_written(admin_client, issue, model):  # noqa: F811
    Flag.objects.create(issue=issue, kind="open_end", score=0.8)
    row = model.objects.first()
    assert admin_client.post(admin_url(model, "change", row.pk), {}).status_code == 403
    assert admin_client.get(admin_url(model, "add")).status_code == 403


def test_the_form_of_an_issue_never_writes_its_layout(manager, issue):  # noqa: F811
    layout = Issue.objects.get(pk=issue.pk).layout
    form = {"review": "in_review", "assigned_to": "", "date": "1999-01-01", "layout": "{}"}
    assert manager.post(admin_url(Issue, "change", issue.pk), form).status_code == 302
    row = Issue.objects.get(pk=issue.pk)
    assert (row.review, row.layout, str(row.date)) == ("in_review", layout, "2019-03-06")


def test_an_issue_is_called_done_by_reviewers_alone(issue):  # noqa: F811
    form = {"review": "done", "assigned_to": ""}
    for role, review in (("Editor", "auto"), ("Reviewer", "done")):
        member(role, role).post(admin_url(Issue, "change", issue.pk), form)
        assert Issue.objects.get(pk=issue.pk).review == review


def test_the_address_of_a_paper_with_issues_stays(manager, issue):  # noqa: F811
    form = {"name": "清溪日报", "slug": "other", "former_names": "[]", "cn_number": "", "rights": "", "about": ""}
    form |= {"weekdays": "1234567", "suspensions-TOTAL_FORMS": 0, "suspensions-INITIAL_FORMS": 0}
    assert manager.post(admin_url(Newspaper, "change", issue.paper_id), form).status_code == 302
    assert Newspaper.objects.get().slug == "qingxi" and Newspaper.objects.get().name == "清溪日报"


def test_the_desk_is_in_chinese_and_leads_to_the_queue(manager, issue):  # noqa: F811
    page = manager.get(reverse("admin:index")).content.decode()
    assert "报纸档案 · 编辑部" in page and "校对队列" in page and "各期" in page


@pytest.mark.django_db
def test_each_group_has_the_rights_of_the_one_before_and_more():
    rights = {
        name: set(Group.objects.get(name=name).permissions.values_list("codename", flat=True))
        for name in ("Viewer", "Editor", "Reviewer", "Manager")
    }
    assert rights["Viewer"] < rights["Editor"] < rights["Reviewer"] < rights["Manager"]
    assert "edit_layout" in rights["Editor"] - rights["Viewer"]
    assert {"verify_issue", "restore_revision", "bulk_layout"} <= rights["Reviewer"] - rights["Editor"]
    assert {"withdraw", "reingest", "add_suspension"} <= rights["Manager"] - rights["Reviewer"]
    assert not any(codename.startswith("delete_") for codename in rights["Manager"])


def test_an_editor_takes_issues_from_the_list(issue):  # noqa: F811
    editor = member("lin", "Editor")
    form = {"action": "assign_to_me", "_selected_action": [issue.pk]}
    editor.post(admin_url(Issue, "changelist"), form)
    assert Issue.objects.get(pk=issue.pk).assigned_to.username == "lin"


# --- queue and progress -------------------------------------------------------------------------------------


def test_the_queue_stands_by_doubt_and_narrows(issue):  # noqa: F811
    editor = member("lin", "Editor")
    second = Issue.objects.create(paper=issue.paper, date="2020-01-01", doubt=2.5, layout=issue.layout)
    Flag.objects.create(issue=second, kind="open_end", score=2.5)
    url = reverse("admin:archive_issue_queue")
    shown = [i.pk for i in editor.get(url).context["page_obj"]]
    assert shown == [second.pk, issue.pk]
    narrowed = {
        "year": ({"year": "2019"}, [issue.pk]),
        "kind": ({"kind": "open_end"}, [second.pk]),
        "free": ({"who": "free"}, [second.pk, issue.pk]),
        "paper": ({"paper": "9999"}, []),
        "nonsense": ({"year": "²", "paper": "x", "who": "y"}, [second.pk, issue.pk]),
    }
    for query, expected in narrowed.values():
        assert [i.pk for i in editor.get(url, query).context["page_obj"]] == expected


def test_the_next_issue_is_the_most_doubtful_that_nobody_has(issue):  # noqa: F811
    editor, other = member("lin", "Editor"), member("zhou", "Editor")
    second = Issue.objects.create(paper=issue.paper, date="2020-01-01", doubt=2.5, layout=issue.layout)
    url = reverse("admin:archive_issue_next")
    assert editor.post(url).url == reverse("admin:archive_issue_layout", args=[second.pk])
    assert Issue.objects.get(pk=second.pk).review == "in_review"
    assert other.post(url).url == reverse("admin:archive_issue_layout", args=[issue.pk])
    assert editor.post(url).url.endswith(f"/{second.pk}/layout/")  # still hers
    assert editor.get(url).status_code == 405
    assert member("gu", "Viewer").post(url).status_code == 403


def test_finishing_leads_to_the_next_issue_and_then_to_the_queue(issue):  # noqa: F811
    reviewer = member("lin", "Reviewer")
    second = Issue.objects.create(paper=issue.paper, date="2020-01-01", doubt=2.5, layout=issue.layout)
    layout = reverse("admin:archive_issue_layout", args=[issue.pk])
    answer = reviewer.post(layout, {"op": "finish", "base": 1})
    assert answer.url == reverse("admin:archive_issue_layout", args=[second.pk])
    answer = reviewer.post(answer.url, {"op": "finish", "base": 0})
    assert answer.url == reverse("admin:archive_issue_queue")


def test_progress_counts_by_paper_and_year(issue):  # noqa: F811
    reviewer = member("lin", "Reviewer")
    layout = reverse("admin:archive_issue_layout", args=[issue.pk])
    reviewer.post(layout, {"op": "split", "piece": "1:8@0", "base": 1})
    reviewer.post(layout, {"op": "verify", "article": "aaaaaaaaaa", "base": 2})
    reviewer.post(layout, {"op": "finish", "base": 3})
    context = reviewer.get(reverse("admin:archive_issue_progress")).context
    (year,) = context["years"]
    assert (year.year, year.done, year.articles, year.verified, year.edits) == (2019, 1, 3, 1, 1)
    (week,) = context["weeks"]
    assert (week.user, week.edits, week.fixes, week.issues) == ("lin", 1, 0, 1)
    (month,) = context["curve"]
    assert (month.rate, month.share) == (1.0, 100)


def test_a_sitting_leaves_one_line_in_the_recent_actions(issue):  # noqa: F811
    from django.contrib.admin.models import LogEntry

    reviewer = member("lin", "Reviewer")
    layout = reverse("admin:archive_issue_layout", args=[issue.pk])
    for base in (1, 2):
        reviewer.post(layout, {"op": "toggle_join", "piece": "1:9@0", "base": base})
    assert LogEntry.objects.count() == 1


def test_the_guide_tells_what_an_article_is(issue):  # noqa: F811
    page = member("lin", "Viewer").get(reverse("admin:archive_issue_guide")).content.decode()
    assert "怎样算一篇" in page and "<kbd>" in page


def test_doubts_are_listed_and_filtered_by_kinds_in_words(manager, issue):  # noqa: F811
    Flag.objects.create(issue=issue, kind="headless", score=0.8, detail={"text": "没有标题的一段甲"})
    Flag.objects.create(issue=issue, kind="elsewhere", score=0.6, detail={"text": "像是别篇的一段乙"})
    whole = manager.get(admin_url(Flag, "changelist")).content.decode()
    assert all(said in whole for said in ("没有标题的片段", "可能属于别篇的段落", "一段甲", "一段乙", ">期<", "处理人"))
    assert ">headless<" not in whole and ">elsewhere<" not in whole
    assert "lists.css" in whole
    some = manager.get(admin_url(Flag, "changelist"), {"kind": "elsewhere"}).content.decode()
    assert "一段乙" in some and "一段甲" not in some


def test_the_lists_of_changes_and_files_speak_the_reader_s_language(manager, issue):  # noqa: F811
    revisions = manager.get(admin_url(Revision, "changelist"), {"via": "ingest"}).content.decode()
    assert all(said in revisions for said in ("序号", "用户", "附注", "时间", ">导入<"))
    assert not any(code in revisions for code in (">ingest<", "Number", "Created"))
    assert "Received by" not in manager.get(admin_url(Source, "changelist")).content.decode()
