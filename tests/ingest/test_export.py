"""The archive as JSON lines, and back."""

import datetime
import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from archive import editing, moving
from archive.export import export
from archive.importing import import_lines
from archive.ingest.running import ingest
from archive.models import (
    Article,
    Change,
    Flag,
    FormerAddress,
    Issue,
    Newspaper,
    Page,
    Revision,
    Source,
    State,
)
from tests.ingest.samples import FRONT, SECOND, THIRD, UNDATED, issue_files, write

pytestmark = pytest.mark.django_db


def empty_the_archive() -> None:
    """As it is right after `migrate`."""
    Article.objects.update(merged_into=None)
    Issue.objects.update(merged_into=None)
    Source.objects.update(supersedes=None)
    for model in (Change, Flag, FormerAddress, Revision, Article, Source, Page, Issue, Newspaper):
        model.objects.all().delete()


@pytest.fixture
def rich(tmp_path: Path) -> None:
    """An archive with edits, a withdrawal, a correction, a move, a merged article, an undated issue, odd bytes."""
    files = {**issue_files(), "读书.txt": UNDATED, "青溪日报/2023-04-13/01.txt": ("甲乡\0通车\n" + UNDATED).encode()}
    ingest([write(tmp_path, files)])
    issue = Issue.objects.get(date=datetime.date(2023, 4, 12))
    a, b, c, d, e = issue.articles.order_by("page__order", "position")
    editing.apply(issue.pk, issue.revision, "merge", {"a": c.uid, "b": d.uid})
    issue.refresh_from_db()
    editing.apply(issue.pk, issue.revision, "verify", {"article": a.uid})
    editing.set_state(issue.pk, b.uid, State.WITHDRAWN, "当事人请求")
    ingest([write(tmp_path, {"青溪日报/2023-04-12/02.txt": SECOND.replace("六十个", "八十个")})])
    target = Issue.objects.get(date=datetime.date(2023, 4, 13))
    moving.move_sources([issue.sources.get(page="3").pk], target.pk)
    Newspaper.objects.update(rights="版权所有", former_names=[{"name": "青溪报", "from": 1956, "to": 1990}])


@pytest.mark.usefixtures("rich")
def test_an_import_into_an_empty_archive_exports_the_same_bytes() -> None:
    first = list(export())
    assert len(first) == 3
    empty_the_archive()
    done = import_lines(first)
    assert (done.added, done.problems) == (3, [])
    assert list(export()) == first
    call_command("check_archive", verbosity=0)


@pytest.mark.usefixtures("rich")
def test_what_stands_beside_the_layout_comes_back_too() -> None:
    lines = list(export())
    gone = Article.objects.filter(state=State.RETIRED).values_list("uid", "merged_into__uid")
    kept = (set(gone), set(FormerAddress.objects.values_list("path", "page")))
    empty_the_archive()
    import_lines(lines)
    gone = Article.objects.filter(state=State.RETIRED).values_list("uid", "merged_into__uid")
    assert (set(gone), set(FormerAddress.objects.values_list("path", "page"))) == kept
    assert Article.objects.get(state=State.WITHDRAWN).withdrawn_reason == "当事人请求"
    assert Newspaper.objects.get().rights == "版权所有"
    assert Source.objects.get(supersedes__isnull=False).supersedes.active is False
    assert set(Change.objects.values_list("article_uid", flat=True)) >= set(
        Article.objects.exclude(state=State.RETIRED).values_list("uid", flat=True)
    )


@pytest.mark.usefixtures("rich")
def test_files_of_an_imported_archive_are_known_when_they_come_again(tmp_path: Path) -> None:
    lines = list(export())
    empty_the_archive()
    import_lines(lines)
    assert set(ingest([tmp_path]).counts()) == {"skipped"}


def test_the_keys_stand_in_the_order_of_the_format(tmp_path: Path) -> None:
    ingest([write(tmp_path, {"a.txt": FRONT})])
    row = json.loads(next(export()))
    assert (
        list(row)
        == (
            "schema uid paper date date_end date_source date_range weekday lunar edition label total_issue "
            "total_issue_end pages_declared publisher state withdrawn pages sources articles furniture tray excluded "
            "fixes flags retired revision"
        ).split()
    )
    assert (
        list(row["articles"][0])
        == (
            "uid page position kind column kicker title subtitle byline credits paragraphs jump_to jump_from missing "
            "by verified_by verified_at state withdrawn doubt url pieces"
        ).split()
    )
    assert row["articles"][0]["pieces"][0]["source"] == "a.txt"


def test_issues_stand_by_date_with_undated_ones_last(tmp_path: Path) -> None:
    files = {"读书.txt": UNDATED, "青溪日报/2023-04-14/01.txt": THIRD, "青溪日报/2023-04-13/01.txt": SECOND}
    ingest([write(tmp_path, files)])
    assert [json.loads(line)["date"] for line in export()] == ["2023-04-13", "2023-04-14", None]


def test_export_chooses_by_paper_and_date_and_may_leave_the_text_out(tmp_path: Path) -> None:
    files = {"青溪日报/2023-04-12/01.txt": FRONT, "柳湾报/2023-04-13/01.txt": THIRD}
    ingest([write(tmp_path, files)])
    target = tmp_path / "out.jsonl"
    call_command("export", str(target), "--paper", "柳湾报", "--no-text", verbosity=0)
    [row] = [json.loads(line) for line in target.read_text().splitlines()]
    assert (row["paper"]["name"], "text" in row["sources"][0]) == ("柳湾报", False)
    out = io.StringIO()
    call_command("export", "--from", "2023-04-13", "--to", "2023-04-13", stdout=out)
    assert out.getvalue().count("\n") == 1
    with pytest.raises(CommandError, match="没有"):
        call_command("export", "--paper", "无名报")


def test_bytes_stand_only_where_the_text_does_not_give_them_again(tmp_path: Path) -> None:
    files = {
        "青溪日报/2023-04-12/02.txt": SECOND.encode("gb18030"),
        "青溪日报/2023-04-12/03.txt": THIRD.encode() + b"\0",
    }
    ingest([write(tmp_path, files)])
    sources = json.loads(next(export()))["sources"]
    assert ["bytes" in s for s in sources] == [False, True]


def test_a_second_import_changes_nothing_and_a_different_issue_is_left_alone(tmp_path: Path) -> None:
    ingest([write(tmp_path, issue_files())])
    lines = list(export())
    assert import_lines(lines).present == 1
    other = lines[0].replace("柳湾乡召开", "石桥镇召开")
    assert "没有改动它" in import_lines([other]).problems[0][1]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "JSON"),
        ("[]", "导出文件"),
        ('{"schema": "issue/9"}', "issue/1"),
        ('{"schema": "issue/1", "uid": "x"}', "不完整"),
    ],
)
def test_a_bad_line_is_a_problem_in_words(line: str, words: str) -> None:
    done = import_lines([line])
    assert words in done.problems[0][1]
    assert not Issue.objects.exists()


def test_a_damaged_source_is_noticed(tmp_path: Path) -> None:
    ingest([write(tmp_path, issue_files())])
    line = next(export()).replace("自习座位", "自修座位")
    empty_the_archive()
    assert "校验值" in import_lines([line]).problems[0][1]
    assert not Issue.objects.exists()


def test_the_import_command_reads_a_file_and_fails_aloud(tmp_path: Path) -> None:
    ingest([write(tmp_path / "in", issue_files())])
    call_command("export", str(tmp_path / "a.jsonl"), verbosity=0)
    empty_the_archive()
    call_command("import", str(tmp_path / "a.jsonl"), verbosity=0)
    assert Article.objects.count() == 5
    (tmp_path / "b.jsonl").write_text("kein JSON\n")
    with pytest.raises(CommandError):
        call_command("import", str(tmp_path / "b.jsonl"), verbosity=0)
    with pytest.raises(CommandError):
        call_command("import", str(tmp_path / "none.jsonl"), verbosity=0)
