"""Moving sources and merging issues, and taking it back."""

import datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from archive import editing, moving
from archive.export import export, issue_row
from archive.ingest.running import ingest
from archive.models import Article, Flag, FormerAddress, Issue, Source, State
from tests.ingest.samples import FRONT, SECOND, THIRD, UNDATED, issue_files, write

pytestmark = pytest.mark.django_db
DAY = datetime.date(2023, 4, 12)


def issue_on(day: datetime.date) -> Issue:
    return Issue.objects.exclude(state=State.RETIRED).get(date=day)


def state_of(issue: Issue) -> dict:
    """The issue's content without its revision number, which only grows."""
    issue.refresh_from_db()
    return {k: v for k, v in issue_row(issue).items() if k != "revision"}


def test_a_moved_page_takes_its_articles_uids_and_edits_along(tmp_path: Path) -> None:
    ingest([write(tmp_path, issue_files())])
    issue = issue_on(DAY)
    article = issue.articles.get(title="县图书馆延长开放时间")
    editing.apply(issue.pk, issue.revision, "verify", {"article": article.uid})
    target = moving.issue_for(issue.paper, datetime.date(2023, 4, 13))
    moving.move_sources([issue.sources.get(page="2").pk], target.pk)
    article.refresh_from_db()
    assert article.issue == target
    assert article.verified_at is not None
    assert article.get_absolute_url() == f"/qingxiribao/2023/04/13/2/{article.uid}/"
    assert [p.label for p in issue.pages.all()] == ["1", "3"]
    assert target.pages.get().section == "综合新闻"


def test_the_old_address_of_a_moved_page_redirects(tmp_path: Path, client: Client) -> None:
    ingest([write(tmp_path, issue_files())])
    issue = issue_on(DAY)
    article = issue.articles.get(title="柳湾的桥")
    old = article.get_absolute_url()
    target = moving.issue_for(issue.paper, datetime.date(2023, 4, 13))
    moving.move_sources([issue.sources.get(page="3").pk], target.pk)
    answer = client.get(old)
    assert (answer.status_code, answer["Location"]) == (301, f"/qingxiribao/2023/04/13/3/{article.uid}/")
    answer = client.get("/qingxiribao/2023/04/12/3/")
    assert (answer.status_code, answer["Location"]) == (301, "/qingxiribao/2023/04/13/3/")


def test_a_move_taken_back_leaves_everything_as_it_was(tmp_path: Path) -> None:
    ingest([write(tmp_path, issue_files())])
    issue = issue_on(DAY)
    before = state_of(issue)
    target = moving.issue_for(issue.paper, datetime.date(2023, 4, 13))
    moving.move_sources([issue.sources.get(page="2").pk], target.pk, page="5")
    assert target.articles.count() == 2
    moving.undo_move(target.pk)
    after = state_of(issue)
    after.pop("redirects", None)
    assert after == before
    assert not target.articles.exclude(state=State.RETIRED).exists()


def test_an_undated_issue_given_a_taken_date_asks_and_then_merges(tmp_path: Path) -> None:
    ingest([write(tmp_path, {"青溪日报/2023-04-12/01.txt": FRONT, "读书.txt": UNDATED})])
    undated = Issue.objects.get(date=None)
    with pytest.raises(editing.DateTaken):
        moving.give_date(undated.pk, DAY)
    uid = undated.articles.get().uid
    moving.give_date(undated.pk, DAY, how="merge")
    undated.refresh_from_db()
    assert (undated.state, undated.merged_into) == (State.RETIRED, issue_on(DAY))
    assert Article.objects.get(uid=uid).issue == issue_on(DAY)
    moving.undo_move(issue_on(DAY).pk)
    undated.refresh_from_db()
    assert undated.state == State.PUBLIC
    assert undated.articles.get(state=State.PUBLIC).uid == uid


def test_an_undated_issue_given_a_taken_date_may_become_a_second_edition(tmp_path: Path) -> None:
    ingest([write(tmp_path, {"青溪日报/2023-04-12/01.txt": FRONT, "读书.txt": UNDATED})])
    undated = Issue.objects.get(date=None)
    old = undated.get_absolute_url()
    moving.give_date(undated.pk, DAY, how="edition")
    undated.refresh_from_db()
    assert undated.get_absolute_url() == "/qingxiribao/2023/04/12-2/"
    assert FormerAddress.objects.get(path=old).issue == undated


def test_a_moved_file_that_comes_again_is_known(tmp_path: Path) -> None:
    ingest([write(tmp_path, issue_files())])
    issue = issue_on(DAY)
    target = moving.issue_for(issue.paper, datetime.date(2023, 4, 13))
    moving.move_sources([issue.sources.get(page="2").pk], target.pk, page="7")
    report = ingest([tmp_path])
    assert report.counts() == {"skipped": 3}
    write(tmp_path, {"青溪日报/2023-04-12/02.txt": SECOND.replace("六十个", "八十个")})
    report = ingest([tmp_path])
    assert report.counts() == {"skipped": 2, "changed": 1}
    assert target.sources.get(active=True).page == "7"
    assert "八十个" in target.articles.get(title="县图书馆延长开放时间").body


def test_corrections_of_pages_that_parted_go_each_to_its_own_issue(tmp_path: Path) -> None:
    ingest([write(tmp_path, issue_files())])
    issue = issue_on(DAY)
    target = moving.issue_for(issue.paper, datetime.date(2023, 4, 13))
    moving.move_sources([issue.sources.get(page="2").pk], target.pk)
    files = {"02": SECOND.replace("六十个", "八十个"), "03": THIRD.replace("三座", "两座")}
    report = ingest([write(tmp_path, {f"青溪日报/2023-04-12/{n}.txt": text for n, text in files.items()})])
    assert report.counts() == {"skipped": 1, "changed": 2}
    assert "八十个" in target.articles.get(title="县图书馆延长开放时间").body
    assert "两座" in issue.articles.get(title="柳湾的桥").body
    call_command("check_archive", verbosity=0)


def test_a_page_that_came_with_a_merged_issue_is_not_stored_twice(tmp_path: Path) -> None:
    ingest([write(tmp_path, {"青溪日报/2023-04-12/01.txt": FRONT, "读书.txt": UNDATED})])
    undated = Issue.objects.get(date=None)
    moving.move_sources([undated.sources.get().pk], issue_on(DAY).pk, page="6")
    report = ingest([write(tmp_path / "later", {"青溪日报/2023-04-12/06.txt": UNDATED})])
    assert report.counts() == {"skipped": 1}
    assert issue_on(DAY).sources.count() == 2


def test_a_file_of_a_withdrawn_issue_does_not_slip_into_a_public_one(tmp_path: Path) -> None:
    ingest([write(tmp_path, issue_files())])
    issue = issue_on(DAY)
    editing.set_state(issue.pk, None, State.WITHDRAWN, "家属请求")
    target = moving.issue_for(issue.paper, datetime.date(2023, 4, 13))
    with pytest.raises(editing.InvalidOperation, match="已撤下"):
        moving.move_sources([issue.sources.get(page="2").pk], target.pk)


def test_an_article_across_two_files_must_be_split_or_move_whole(tmp_path: Path) -> None:
    ingest([write(tmp_path, issue_files())])
    issue = issue_on(DAY)
    a, b = issue.articles.get(title="青溪老街修缮工程开工"), issue.articles.get(title="柳湾的桥")
    editing.apply(issue.pk, issue.revision, "merge", {"a": a.uid, "b": b.uid})
    target = moving.issue_for(issue.paper, datetime.date(2023, 4, 13))
    with pytest.raises(editing.InvalidOperation, match="拆开"):
        moving.move_sources([issue.sources.get(page="3").pk], target.pk)
    moving.merge_issue(issue.pk, target.pk)
    assert Article.objects.get(uid=a.uid).issue == target


def test_flags_move_with_their_lines(tmp_path: Path) -> None:
    ingest([write(tmp_path, issue_files())])
    issue = issue_on(DAY)
    source = issue.sources.get(page="3")
    Flag.objects.create(issue=issue, kind="test", score=0.5, block=f"{source.seq}:3", detail={"text": "看这里"})
    Flag.objects.filter(kind="test").update(proposal={"op": "unjoin", "args": {"piece": [f"{source.seq}:3", 0]}})
    target = moving.issue_for(issue.paper, datetime.date(2023, 4, 13))
    moving.move_sources([source.pk], target.pk)
    flag = target.flags.get(kind="test")
    assert (flag.block, flag.proposal["args"]["piece"]) == ("1:3", ["1:3", 0])


def test_move_source_moves_by_name_and_takes_back(tmp_path: Path) -> None:
    ingest([write(tmp_path, issue_files())])
    call_command("move_source", "青溪日报/2023-04-12/03.txt", "--date", "2023-04-13", "--page", "4", verbosity=0)
    target = issue_on(datetime.date(2023, 4, 13))
    assert [p.label for p in target.pages.all()] == ["4"]
    call_command("move_source", "--undo", target.uid, verbosity=0)
    assert [s.page for s in issue_on(DAY).sources.all()] == ["1", "2", "3"]


def test_move_source_says_what_is_missing(tmp_path: Path) -> None:
    ingest([write(tmp_path, {"a/2023-04-12/01.txt": FRONT, "b/2023-04-13/01.txt": THIRD})])
    with pytest.raises(CommandError, match="没有 99.txt"):
        call_command("move_source", "99.txt", "--date", "2023-04-14")
    with pytest.raises(CommandError, match="--to 或 --date"):
        call_command("move_source", str(Source.objects.first().pk))
    with pytest.raises(CommandError, match="看不懂"):
        call_command("move_source", str(Source.objects.first().pk), "--date", "昨天")


def test_an_export_after_moves_can_be_imported(tmp_path: Path) -> None:
    ingest([write(tmp_path, issue_files())])
    target = moving.issue_for(issue_on(DAY).paper, datetime.date(2023, 4, 13))
    moving.merge_issue(issue_on(DAY).pk, target.pk)
    row = next(export())
    assert '"redirects"' in row


def test_a_withdrawn_issue_that_a_merge_is_taken_back_for_is_withdrawn_still(tmp_path: Path) -> None:
    ingest([write(tmp_path, issue_files())])
    issue = issue_on(DAY)
    target = moving.issue_for(issue.paper, datetime.date(2023, 4, 13))
    for one in (issue, target):
        editing.set_state(one.pk, None, State.WITHDRAWN, "家属请求")
    moving.merge_issue(issue.pk, target.pk)
    moving.undo_move(target.pk)
    issue.refresh_from_db()
    assert issue.state == State.WITHDRAWN and issue.sources.count() == 3
    assert not Article.objects.public().exists()


def test_a_page_label_that_no_address_can_hold_is_refused(tmp_path: Path) -> None:
    ingest([write(tmp_path, issue_files())])
    issue = issue_on(DAY)
    target = moving.issue_for(issue.paper, datetime.date(2023, 4, 13))
    with pytest.raises(editing.InvalidOperation, match="版次"):
        moving.move_sources([issue.sources.get(page="2").pk], target.pk, page="2/3")
