"""Files into the archive: what a file says of its issue, and the run itself."""

import datetime
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from archive import editing, signals
from archive.ingest.placing import Given
from archive.ingest.running import Options, ingest
from archive.layout import to_json
from archive.models import Article, Change, Issue, Newspaper, Source, State
from tests.ingest.samples import FRONT, SECOND, THIRD, UNDATED, issue_files, texts, write

pytestmark = pytest.mark.django_db
DAY = datetime.date(2023, 4, 12)


def test_a_front_page_tells_all_about_its_issue(tmp_path: Path) -> None:
    ingest([write(tmp_path, {"a.txt": FRONT})])
    issue = Issue.objects.get()
    assert (issue.paper.name, issue.paper.slug) == ("青溪日报", "qingxiribao")
    assert (issue.date, issue.date_source, issue.weekday) == (DAY, "printed", "星期三")
    assert (issue.total_issue, issue.pages_declared, issue.lunar) == (2051, 4, "癸卯年闰二月廿二")
    assert issue.publisher == "中共青溪县委主办 青溪县融媒体中心承办"
    assert [p.label for p in issue.pages.all()] == ["1"]
    assert not issue.flags.filter(kind__in=["date", "facts", "undated", "page_unknown"]).exists()


def test_a_page_without_a_masthead_takes_its_date_from_the_file_name(tmp_path: Path) -> None:
    ingest([write(tmp_path, {"青溪日报/2023-04-12-p03.txt": THIRD})])
    issue = Issue.objects.get()
    assert (issue.date, issue.date_source) == (DAY, "filename")
    assert [(p.label, p.section) for p in issue.pages.all()] == [("3", "副刊")]


def test_options_go_before_manifest_names_and_print(tmp_path: Path) -> None:
    files = {"青溪日报/2023-04-12/01.txt": FRONT, "manifest.csv": "path,date\n青溪日报/2023-04-12/01.txt,2023-04-13\n"}
    root = write(tmp_path, files)
    given = Given(paper="柳湾报", day=datetime.date(2023, 4, 14), page="A02")
    ingest([root], Options(given=given))
    issue = Issue.objects.get()
    assert (issue.paper.name, issue.date, issue.date_source) == ("柳湾报", given.day, "given")
    assert issue.pages.get().label == "A02"
    assert issue.flags.filter(kind="date").exists()
    assert issue.flags.filter(kind="paper").exists()


def test_a_manifest_goes_before_names(tmp_path: Path) -> None:
    rows = "path,paper,date,page,section\nx/a.txt,青溪日报,2023年4月13日,5,专版\nx/none.txt,,,,\n"
    report = ingest([write(tmp_path, {"x/a.txt": THIRD, "manifest.csv": rows})])
    issue = Issue.objects.get()
    assert (issue.paper.name, issue.date) == ("青溪日报", datetime.date(2023, 4, 13))
    assert [(p.label, p.section) for p in issue.pages.all()] == [("5", "专版")]
    assert ["none.txt" in str(p) for p in report.problems] == [True]


def test_a_contradiction_is_a_flag_and_no_crash(tmp_path: Path) -> None:
    ingest([write(tmp_path, {"a.txt": FRONT.replace("星期三", "星期五").replace("闰二月廿二", "三月初一")})])
    said = [f.detail["text"] for f in Issue.objects.get().flags.filter(kind="date")]
    assert len(said) == 2
    assert any("星期五" in text for text in said)


def test_total_issue_numbers_are_checked_against_their_neighbours(tmp_path: Path) -> None:
    files = {
        f"2023-04-{d:02}.txt": FRONT.replace("4月12日 星期三 农历癸卯年闰二月廿二", f"4月{d}日") for d in range(10, 15)
    }
    files = {name: text.replace("2051", str(2040 + n)) for n, (name, text) in enumerate(files.items())}
    files["2023-04-12.txt"] = files["2023-04-12.txt"].replace("2042", "9042")
    for name in sorted(files, reverse=True):
        ingest([write(tmp_path, {name: files[name]}) / name])
    flagged = Issue.objects.filter(flags__kind="total_issue").values_list("date", flat=True)
    assert list(flagged) == [DAY]


def test_an_undated_issue_has_the_range_that_its_text_proves(tmp_path: Path) -> None:
    ingest([write(tmp_path, {"读书.txt": UNDATED})])
    issue = Issue.objects.get()
    assert issue.date is None
    assert (issue.date_from, issue.date_to) == (datetime.date(2022, 9, 1), None)
    assert "不早于2022-09-01" in issue.flags.get(kind="undated").detail["text"]


def test_extras_are_editions_of_their_own(tmp_path: Path) -> None:
    files = {"青溪日报/2023-04-12/01.txt": FRONT, "青溪日报/2023-04-12 号外/01.txt": THIRD}
    ingest([write(tmp_path, files)])
    assert list(Issue.objects.order_by("edition").values_list("edition", "label")) == [(1, None), (2, "号外")]


def test_a_file_may_hold_several_pages(tmp_path: Path) -> None:
    ingest([write(tmp_path, {"青溪日报 2023-04-12.txt": FRONT + "\n" + SECOND + "\n" + THIRD})])
    issue = Issue.objects.get()
    assert [(p.label, p.section) for p in issue.pages.all()] == [("1", None), ("2", "综合新闻"), ("3", "副刊")]
    assert [a.page.label for a in issue.articles.order_by("page__order", "position")] == ["1", "1", "2", "2", "3"]
    assert issue.sources.count() == 1


# --- the run ------------------------------------------------------------------------------------------------


def test_a_bad_file_is_one_line_and_the_rest_go_on(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    files = {**issue_files(), "empty.txt": "", "binary.txt": b"%PDF-1.4", "strange.txt": b"\xff\xff\x80\x81"}
    with pytest.raises(CommandError) as error:
        call_command("ingest", str(write(tmp_path, files)))
    assert error.value.returncode == 1
    lines = [line for line in capsys.readouterr().err.splitlines() if str(tmp_path) in line]
    assert sorted(Path(line.split(": ")[0]).name for line in lines) == ["binary.txt", "empty.txt", "strange.txt"]
    assert Source.objects.count() == 3


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    report = ingest([write(tmp_path, issue_files())], Options(dry_run=True))
    assert report.counts() == {"added": 3}
    assert report.issues[0].articles == 5
    assert not Newspaper.objects.exists()
    assert not Issue.objects.exists()


def test_json_is_all_that_stands_on_standard_output(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    call_command("ingest", str(write(tmp_path, issue_files())), "--json")
    report = json.loads(capsys.readouterr().out)
    assert (report["added"], report["failed"]) == (3, 0)
    assert report["issues"][0]["url"] == "/qingxiribao/2023/04/12/"


@pytest.mark.parametrize(
    "arguments", [["--date", "昨天"], ["--paper", " "], ["--page", "甲"], ["--jobs", "0"], ["--manifest", "/none.csv"]]
)
def test_wrong_usage_is_told_before_any_work(tmp_path: Path, arguments: list[str]) -> None:
    with pytest.raises(CommandError):
        call_command("ingest", str(write(tmp_path, issue_files())), *arguments)
    assert not Source.objects.exists()


def test_a_manifest_given_by_name_speaks_of_files_below_its_folder(tmp_path: Path) -> None:
    write(tmp_path, {"in/a.txt": THIRD, "list.csv": "path,paper,date,page\nin/a.txt,青溪日报,2023-04-12,3\n"})
    call_command("ingest", str(tmp_path / "in"), "--manifest", str(tmp_path / "list.csv"), verbosity=0)
    assert Issue.objects.get().date == DAY


def test_command_options_reach_the_run(tmp_path: Path) -> None:
    path = write(tmp_path, {"a.txt": THIRD}) / "a.txt"
    options = ["--paper", "柳湾报", "--date", "2023年4月12日", "--page", "第五版", "--jobs", "1"]
    call_command("ingest", str(path), *options, verbosity=0)
    issue = Issue.objects.get()
    assert (issue.paper.name, issue.date, issue.pages.get().label) == ("柳湾报", DAY, "5")


def test_workers_and_one_process_give_the_same(tmp_path: Path) -> None:
    root = write(tmp_path, issue_files())
    ingest([root], Options(given=Given(paper="甲报"), jobs=1))
    ingest([root], Options(given=Given(paper="乙报"), jobs=2))
    one, two = (Issue.objects.get(paper__name=name) for name in ("甲报", "乙报"))
    assert texts(one) == texts(two)


def test_the_end_of_a_run_is_announced_and_a_dry_run_is_not(tmp_path: Path) -> None:
    heard = []

    def listen(**kwargs: object) -> None:
        heard.append(kwargs["signal"])

    signals.run_ended.connect(listen)
    try:
        ingest([write(tmp_path, issue_files())], Options(dry_run=True))
        assert heard == []
        ingest([tmp_path])
        assert heard == [signals.run_ended]
    finally:
        signals.run_ended.disconnect(listen)


def test_every_article_is_in_the_change_table_and_the_tray_is_empty(tmp_path: Path) -> None:
    ingest([write(tmp_path, issue_files())])
    issue = Issue.objects.get()
    assert set(Change.objects.values_list("article_uid", flat=True)) == {a.uid for a in issue.articles.all()}
    assert to_json(editing.layout_of(issue))["tray"] == []
    assert issue.state == State.PUBLIC


def test_files_in_other_encodings_and_line_ends_are_kept_byte_for_byte(tmp_path: Path) -> None:
    data = SECOND.replace("\n", "\r\n").encode("gb18030")
    ingest([write(tmp_path, {"青溪日报/2023-04-12/02.txt": data})])
    source = Source.objects.get()
    assert (bytes(source.bytes), source.encoding) == (data, "gb18030")
    assert Issue.objects.get().articles.count() == 2


def test_a_folio_page_with_a_jump_is_flagged_until_its_page_comes(tmp_path: Path) -> None:
    jumping = FRONT.rstrip() + "\n\n（下转第三版）\n"
    ingest([write(tmp_path, {"青溪日报/2023-04-12/01.txt": jumping})])
    issue = Issue.objects.get()
    assert issue.articles.get(jump_to="3").title == "青溪老街修缮工程开工"
    assert issue.flags.filter(kind="jump", state="open").count() == 1
    going_on = "第三版 综合新闻\n\n（上接第一版）老街的石板路面正在重铺，青溪老街修缮工程预计年底完工。\n"
    ingest([write(tmp_path, {"青溪日报/2023-04-12/03.txt": going_on})])
    assert issue.articles.get(jump_from="1").page.label == "3"
    assert not issue.flags.filter(kind="jump", state="open").exists()


def test_a_corrected_file_does_not_bring_a_withdrawn_article_back_under_other_uids(tmp_path: Path) -> None:
    ingest([write(tmp_path, {"青溪日报/2023-04-12/03.txt": THIRD})])
    article = Issue.objects.get().articles.get(title="柳湾的桥")
    editing.set_state(article.issue_id, article.uid, State.WITHDRAWN, "作者申请")
    cut = THIRD.replace("我离开柳湾", "## 离乡二十年\n\n我离开柳湾").replace("石狮子", "石狮")
    ingest([write(tmp_path, {"青溪日报/2023-04-12/03.txt": cut})])
    assert Source.objects.filter(active=True).get().text == cut
    public = "\n".join(a.headline + a.body for a in Article.objects.public())
    assert "我离开柳湾" not in public and "最老的一座是石桥" not in public
