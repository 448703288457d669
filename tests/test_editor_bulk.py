"""Uploads and work on many issues at once."""

import time
from dataclasses import replace

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from archive import editing
from archive.desk import bulk, uploads
from archive.layout import from_json
from archive.models import Article, Flag, Issue
from tests.test_editor_forms import A, B, issue, member  # noqa: F401  (the fixture)

BULK = "admin:archive_issue_bulk"


@pytest.fixture
def reviewer(db):
    return member("lin", "Reviewer")


def head(row: Issue) -> Issue:
    return Issue.objects.get(pk=row.pk)


def last_batch() -> str:
    return bulk.batches()[0].key


def do(client, **fields):
    """Look, then do; the plans of the look."""
    plans = client.get(reverse(BULK), fields).context["plans"]
    client.post(reverse(BULK), fields)
    return plans


def test_what_nobody_doubts_is_verified_and_taken_back_as_one(reviewer, issue):  # noqa: F811
    Flag.objects.create(issue=issue, kind="open_end", score=0.8, article_uid=B)
    (plan,) = do(reviewer, job="verify", paper=issue.paper_id)
    assert plan.count == 1
    assert Article.objects.get(uid=A).verified_by == "lin" and Article.objects.get(uid=A).by == "auto"
    assert Article.objects.get(uid=B).verified_at is None
    reviewer.post(reverse("admin:archive_issue_undo_batch", args=[last_batch()]))
    assert Article.objects.get(uid=A).verified_at is None
    assert bulk.batches()[0].undone


def test_verifying_many_needs_the_right_to_verify_beside_the_one_to_treat_many(issue):  # noqa: F811
    client = member("shen", "Editor")
    get_user_model().objects.get(username="shen").user_permissions.add(Permission.objects.get(codename="bulk_layout"))
    assert client.get(reverse(BULK), {"job": "shift", "paper": issue.paper_id, "days": "1"}).status_code == 200
    assert client.post(reverse(BULK), {"job": "verify", "paper": issue.paper_id}).status_code == 403
    assert Article.objects.get(uid=A).verified_at is None


def test_an_article_in_doubt_is_not_verified_among_many(reviewer, issue):  # noqa: F811
    layout = editing.layout_of(issue)
    doubted = tuple(replace(a, doubt=0.3 if a.uid == A else 0.05) for a in layout.articles)
    editing.write(head(issue), replace(layout, articles=doubted), editing.Note("ingest", via="ingest"))
    do(reviewer, job="verify", paper=issue.paper_id)
    assert Article.objects.get(uid=A).verified_at is None
    assert Article.objects.get(uid=B).verified_at is not None


def test_a_file_name_that_no_disk_takes_is_refused_in_words():
    with pytest.raises(uploads.Refused, match="太长"):
        uploads.safe_name("青" * 90 + ".txt")


def test_dates_of_a_run_of_issues_shift_without_falling_on_each_other(reviewer, issue):  # noqa: F811
    second = editing.new_issue(issue.paper, date="2019-03-07")
    plans = do(reviewer, job="shift", paper=issue.paper_id, days="1")
    assert [plan.count for plan in plans] == [1, 1]
    assert [str(head(row).date) for row in (issue, second)] == ["2019-03-07", "2019-03-08"]
    reviewer.post(reverse("admin:archive_issue_undo_batch", args=[last_batch()]))
    assert [str(head(row).date) for row in (issue, second)] == ["2019-03-06", "2019-03-07"]


def test_a_date_that_is_taken_is_told_and_the_rest_goes_on(reviewer, issue):  # noqa: F811
    editing.new_issue(issue.paper, date="2019-03-07")
    answer = reviewer.post(reverse(BULK), {"job": "shift", "ids": str(issue.pk), "days": "1"}, follow=True)
    assert "0 期已处理" in answer.content.decode() and "已经存在" in answer.content.decode()
    assert str(head(issue).date) == "2019-03-06"


def test_a_recurring_line_becomes_furniture_everywhere(reviewer, issue):  # noqa: F811
    (plan,) = do(reviewer, job="furniture", ids=str(issue.pk), line="无处可归的半句话", role="slogan")
    assert plan.words == "第 11 行"
    assert [p.block for p in from_json(head(issue).layout).furniture] == ["1:1", "1:11"]
    assert do(reviewer, job="furniture", ids=str(issue.pk), line="无处可归的半句话") == []


def test_an_issue_that_an_editor_touched_is_not_segmented_again(reviewer, issue):  # noqa: F811
    assert bulk.look(bulk.JOBS["resegment"], Issue.objects.all(), {})  # the sample's layout is not the machine's
    editing.apply(issue.pk, 1, "join", {"piece": ["1:9", 0]}, None)
    assert bulk.look(bulk.JOBS["resegment"], Issue.objects.all(), {}) == []


def test_segmenting_again_is_taken_back_too(reviewer, issue):  # noqa: F811
    before = from_json(head(issue).layout)
    do(reviewer, job="resegment", ids=str(issue.pk))
    assert from_json(head(issue).layout) != before
    reviewer.post(reverse("admin:archive_issue_undo_batch", args=[last_batch()]))
    assert from_json(head(issue).layout) == before


@pytest.mark.parametrize(
    "fields", [{"job": "shift", "days": "x"}, {"job": "furniture"}, {"job": "verify", "ids": "", "paper": "²"}]
)
def test_fields_that_make_no_sense_are_refused_in_words(reviewer, issue, fields):  # noqa: F811
    answer = reviewer.get(reverse(BULK), {"ids": str(issue.pk), **fields})
    assert answer.status_code == 400 and 'role="alert"' in answer.content.decode()


def test_bulk_work_needs_the_right_to_it(issue):  # noqa: F811
    assert member("gu", "Editor").get(reverse(BULK)).status_code == 403


def test_the_list_of_issues_leads_to_bulk_work(reviewer, issue):  # noqa: F811
    form = {"action": "treat_together", "_selected_action": [issue.pk]}
    answer = reviewer.post(reverse("admin:archive_issue_changelist"), form)
    assert answer.url == f"{reverse(BULK)}?ids={issue.pk}"


# --- uploads ------------------------------------------------------------------------------------------------

PAGE = "青溪日报\n2019年4月2日 星期二 第1版\n## 山塘整治收官\n本报讯（记者 祝小满）4月1日，全县山塘整治收官。\n"


@pytest.fixture
def manager(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return member("wu", "Manager")


@pytest.fixture
def started(monkeypatch):
    """Runs that the page would start beside the site."""
    runs = []
    monkeypatch.setattr(uploads, "start", lambda upload, run: runs.append((upload.key, run)))
    return runs


def send(client, name="2019-04-02-01.txt", content=PAGE, **more):
    form = {"files": [SimpleUploadedFile(name, content.encode())], "paper": "", "date": "", **more}
    return client.post(reverse("admin:archive_issue_upload"), form)


def test_an_upload_is_looked_at_first_and_then_taken_in(manager, started):
    answer = send(manager)
    ((key, run),) = started
    assert run == uploads.LOOK and answer.url == reverse("admin:archive_issue_uploaded", args=[key])
    call_command("take_upload", key, "--dry-run")
    page = manager.get(answer.url).content.decode()
    assert "已试读" in page and "新增 1" in page and not Issue.objects.exists()
    manager.post(reverse("admin:archive_issue_take_upload", args=[key]))
    assert started[-1] == (key, uploads.TAKE)
    call_command("take_upload", key)
    page = manager.get(answer.url).content.decode()
    assert "已导入" in page and "确认导入" not in page
    assert Issue.objects.get().sources.get().received_by.username == "wu"
    assert key in manager.get(reverse("admin:archive_issue_upload")).content.decode()


@pytest.mark.parametrize("name", ["a.exe", "photo.jpg", ".hidden"])
def test_other_kinds_of_files_are_refused_in_words(manager, started, name):
    answer = send(manager, name)
    assert answer.status_code == 400 and 'role="alert"' in answer.content.decode() and started == []


def test_a_file_that_is_too_large_is_refused_before_it_is_kept(manager, started, settings):
    settings.ARCHIVE_MAX_FILE_MB = 0
    answer = send(manager)
    assert answer.status_code == 400 and "太大" in answer.content.decode()
    assert uploads.all_uploads() == []


def test_a_path_in_the_name_of_a_file_leads_nowhere():
    assert uploads.safe_name("../../etc/passwd.txt") == "passwd.txt"
    assert uploads.safe_name("C:\\稿件\\..\\第1版.txt") == "第1版.txt"


def test_a_date_that_is_none_is_refused(manager, started):
    assert send(manager, date="someday").status_code == 400 and started == []


def test_uploading_needs_the_right_to_it(db):
    assert member("gu", "Reviewer").get(reverse("admin:archive_issue_upload")).status_code == 403


def test_a_run_that_died_is_told_and_one_under_way_is_not_started_twice(manager, started):
    send(manager)
    ((key, _),) = started
    upload = uploads.find(key)
    uploads.write_json(upload.folder / "look.progress.json", {"done": 1, "total": 2})
    assert upload.state() == "failed"
    assert "没有做完" in manager.get(reverse("admin:archive_issue_uploaded", args=[key])).content.decode()
    lock = uploads.hold(upload.folder)
    assert upload.state() == "looking" and uploads.hold(upload.folder) is None
    answer = manager.get(reverse("admin:archive_issue_uploaded", args=[key]))
    assert answer.headers["Refresh"] == "2"
    import os

    os.close(lock)


@pytest.mark.django_db(transaction=True)
def test_a_run_is_a_process_of_its_own_that_ends_with_a_report(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "uploads"
    upload = uploads.receive([SimpleUploadedFile("a.txt", b"x")], "wu", {})
    uploads.start(upload, uploads.LOOK)
    deadline = time.monotonic() + 60
    while uploads.running(upload.folder) and time.monotonic() < deadline:
        time.sleep(0.2)
    # the process reads the settings of its own environment and does not find this test's folder: it says so
    assert "没有编号为" in (upload.folder / "look.log").read_text(encoding="utf-8")
    assert upload.state() == "failed"
