"""Files that come later: pages one by one, the same again, corrections of a page that was edited."""

import datetime
import itertools
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from archive import editing
from archive.ingest.placing import Given
from archive.ingest.running import Options, ingest
from archive.models import Change, Issue, Revision, Source
from tests.ingest.samples import SECOND, THIRD, UNDATED, issue_files, texts, write

pytestmark = pytest.mark.django_db
DAY = datetime.date(2023, 4, 12)


def test_page_by_page_in_any_order_is_the_same_as_all_at_once(tmp_path: Path) -> None:
    files = issue_files()
    ingest([write(tmp_path, files)])
    wanted = texts(Issue.objects.get())
    for number, order in enumerate(itertools.permutations(files)):
        given = Given(paper=f"报{number}")
        for name in order:
            ingest([tmp_path / name], Options(given=given))
        found = texts(Issue.objects.get(paper__name=f"报{number}"))
        assert named_alike(found) == named_alike(wanted)


def named_alike(value: object) -> object:
    """File names without their folders: a file given by itself is called by its own name."""
    return json.loads(json.dumps(value, ensure_ascii=False).replace("青溪日报/2023-04-12/", ""))


def test_a_page_that_comes_later_leaves_uids_edits_and_marks_alone(tmp_path: Path) -> None:
    files = issue_files()
    ingest([write(tmp_path, {k: files[k] for k in list(files)[:2]})])
    issue = Issue.objects.get()
    first = issue.articles.get(title="青溪老街修缮工程开工")
    editing.apply(issue.pk, issue.revision, "verify", {"article": first.uid})
    before = {a.uid: (a.title, a.verified_at) for a in issue.articles.all()}
    ingest([write(tmp_path, files)])
    after = {a.uid: (a.title, a.verified_at) for a in issue.articles.all()}
    assert before.items() <= after.items()
    assert len(after) == len(before) + 1


def test_two_files_of_one_page_stand_one_after_the_other(tmp_path: Path) -> None:
    for order in (["a.txt", "b.txt"], ["b.txt", "a.txt"]):
        given = Given(paper="".join(order), day=DAY, page="2")
        for name in order:
            ingest([write(tmp_path, {"a.txt": SECOND, "b.txt": THIRD}) / name], Options(given=given))
        issue = Issue.objects.get(paper__name=given.paper)
        titles = [a.title for a in issue.articles.order_by("position")]
        assert titles == ["县图书馆延长开放时间", "石桥镇开展河道清理", "柳湾的桥"]


def test_the_same_file_for_the_same_place_is_skipped(tmp_path: Path) -> None:
    root = write(tmp_path, issue_files())
    ingest([root])
    rows = (Revision.objects.count(), Source.objects.count(), Change.objects.count())
    report = ingest([root])
    assert report.counts() == {"skipped": 3}
    assert (Revision.objects.count(), Source.objects.count(), Change.objects.count()) == rows


def test_the_same_bytes_for_another_place_are_stored_again_with_a_flag(tmp_path: Path) -> None:
    ingest([write(tmp_path, {"青溪日报/2023-04-12/03.txt": THIRD})])
    ingest([write(tmp_path / "b", {"青溪日报/2023-04-13/03.txt": THIRD})])
    later = Issue.objects.get(date=datetime.date(2023, 4, 13))
    assert later.flags.filter(kind="repeated_file").exists()
    assert Source.objects.count() == 2


def test_a_changed_file_that_nobody_edited_is_read_again_under_the_same_uids(tmp_path: Path) -> None:
    ingest([write(tmp_path, issue_files())])
    issue = Issue.objects.get()
    before = {a.title: a.uid for a in issue.articles.all()}
    ingest([write(tmp_path, {"青溪日报/2023-04-12/02.txt": SECOND.replace("六十个", "八十个")})])
    assert {a.title: a.uid for a in issue.articles.all()} == before
    assert "八十个" in issue.articles.get(title="县图书馆延长开放时间").body
    old, new = issue.sources.filter(page="2").order_by("seq")
    assert (old.active, new.active, new.supersedes) == (False, True, old)


def test_a_changed_file_that_was_edited_is_carried_over(tmp_path: Path) -> None:
    ingest([write(tmp_path, issue_files())])
    issue = Issue.objects.get()
    a, b = (issue.articles.get(title=t) for t in ("县图书馆延长开放时间", "石桥镇开展河道清理"))
    editing.apply(issue.pk, issue.revision, "merge", {"a": a.uid, "b": b.uid})
    corrected = SECOND.replace("六十个", "八十个").replace("读者可以", "\n\n读者可以")
    report = ingest([write(tmp_path, {"青溪日报/2023-04-12/02.txt": corrected})])
    [detail] = [f.detail for i in report.issues for f in i.files if f.action == "changed"]
    assert (detail["read"], detail["lost"]) == ("carried", [])
    a.refresh_from_db()
    assert "八十个，读者可以通过微信提前预约。" in a.body
    assert "河面恢复了清亮" in a.body
    assert issue.flags.filter(kind="source_changed", article_uid=a.uid).exists()


def test_a_dry_run_of_a_correction_tells_what_would_be_lost(tmp_path: Path) -> None:
    ingest([write(tmp_path, issue_files())])
    issue = Issue.objects.get()
    article = issue.articles.get(title="石桥镇开展河道清理")
    editing.apply(issue.pk, issue.revision, "verify", {"article": article.uid})
    shorter = SECOND.replace("图书馆负责人说，延时开放是读者呼声最高的一件事。\n", "")
    report = ingest([write(tmp_path, {"青溪日报/2023-04-12/02.txt": shorter})], Options(dry_run=True))
    [detail] = [f.detail for i in report.issues for f in i.files if f.action == "changed"]
    assert [x["text"] for x in detail["lost"]] == ["图书馆负责人说，延时开放是读者呼声最高的一件事。"]
    assert issue.sources.count() == 3
    ingest([tmp_path])
    assert issue.flags.get(kind="lost_text").detail["text"].endswith("最高的一件事。")
    article.refresh_from_db()
    assert article.verified_at is not None


def test_a_corrected_file_under_another_name_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    ingest([write(tmp_path, issue_files())])
    issue = Issue.objects.get()
    before = {a.title: a.uid for a in issue.articles.all()}
    folder = write(tmp_path / "校后", {"青溪日报/2023-04-12/第二版（已校）.txt": SECOND.replace("六十个", "八十个")})
    assert ingest([folder], Options(dry_run=True)).counts() == {"changed": 1}
    assert ingest([folder]).counts() == {"changed": 1}
    assert ingest([folder]).counts() == {"skipped": 1}
    assert {a.title: a.uid for a in issue.articles.all()} == before
    assert issue.sources.get(page="2", active=True).supersedes.name == "青溪日报/2023-04-12/02.txt"


def test_a_file_that_is_no_correction_is_refused_with_a_question(tmp_path: Path) -> None:
    ingest([write(tmp_path, issue_files())])
    report = ingest([write(tmp_path, {"青溪日报/2023-04-12/02.txt": "第二版\n\n" + UNDATED})])
    assert len(report.problems) == 1
    assert "--date" in report.problems[0].reason
    assert Issue.objects.get().sources.count() == 3


def test_a_file_that_returns_to_an_earlier_version_revives_it(tmp_path: Path) -> None:
    ingest([write(tmp_path, issue_files())])
    ingest([write(tmp_path, {"青溪日报/2023-04-12/03.txt": THIRD.replace("三座", "两座")})])
    report = ingest([write(tmp_path, {"青溪日报/2023-04-12/03.txt": THIRD})])
    assert report.counts()["changed"] == 1
    assert "三座" in Issue.objects.get().articles.get(title="柳湾的桥").body
    call_command("check_archive", verbosity=0)
