"""Which paper a file belongs to: what names it, and what is done where nothing does."""

from pathlib import Path

import pytest
from django.test import override_settings

from archive.ingest.running import ingest
from archive.models import Issue, Newspaper
from tests.ingest.samples import FRONT, THIRD, UNDATED, write

pytestmark = pytest.mark.django_db
NAMELESS = FRONT.replace("# 青溪日报\n", "")
PINYIN = FRONT.replace("# 青溪日报", "QING XI RI BAO")


def test_a_paper_named_in_pinyin_alone_is_named_from_its_text(tmp_path: Path) -> None:
    ingest([write(tmp_path, {"a.txt": PINYIN})])
    issue = Issue.objects.get()
    assert issue.paper.name == "青溪日报"
    assert issue.flags.filter(kind="paper_guessed").exists()


def test_a_paper_named_in_pinyin_is_matched_with_the_papers_known(tmp_path: Path) -> None:
    Newspaper.objects.create(name="清溪日报", slug="qxrb")
    ingest([write(tmp_path, {"a.txt": PINYIN})])
    assert Issue.objects.get().paper.name == "清溪日报"
    assert not Issue.objects.get().flags.filter(kind="paper_guessed").exists()


def test_a_former_name_and_a_slug_mean_the_paper(tmp_path: Path) -> None:
    paper = Newspaper.objects.create(
        name="青溪新闻", slug="qxxw", former_names=[{"name": "青溪日报", "from": 1990, "to": 2023}]
    )
    ingest([write(tmp_path, {"a.txt": FRONT, "qxxw/2023-04-13/02.txt": THIRD})])
    assert set(Issue.objects.values_list("paper", flat=True)) == {paper.pk}


def test_files_named_without_a_paper_are_settled_after_all_others(tmp_path: Path) -> None:
    ingest([write(tmp_path, {"0.txt": UNDATED, "1.txt": FRONT})])
    assert set(Issue.objects.values_list("paper__name", flat=True)) == {"青溪日报"}


def test_where_nothing_names_the_paper_it_is_unnamed_with_a_flag(tmp_path: Path) -> None:
    ingest([write(tmp_path, {"a.txt": NAMELESS})])
    issue = Issue.objects.get()
    assert issue.paper.name == "未命名报纸"
    assert issue.flags.filter(kind="paper_unknown").exists()


def test_a_file_that_names_no_paper_is_known_again_after_other_papers_came_in(tmp_path: Path) -> None:
    ingest([write(tmp_path / "1", {"0.txt": UNDATED, "1.txt": FRONT})])
    other = FRONT.replace("青溪日报", "柳湾晨报")
    ingest([write(tmp_path / "2", {"柳湾晨报/2023-04-13/01.txt": other})])
    report = ingest([tmp_path / "1"])
    assert (report.counts()["added"], report.counts()["skipped"]) == (0, 2)
    corrected = ingest([write(tmp_path / "3", {"0.txt": UNDATED + "\n尾声添上一句。"})])
    assert (corrected.counts()["added"], corrected.counts()["changed"]) == (0, 1)
    assert set(Newspaper.objects.values_list("name", flat=True)) == {"青溪日报", "柳湾晨报"}


@override_settings(ARCHIVE_DEFAULT_PAPER="柳湾报")
def test_the_default_paper_takes_what_nothing_names(tmp_path: Path) -> None:
    ingest([write(tmp_path, {"a.txt": NAMELESS, "b/2023-04-13/01.txt": THIRD})])
    assert set(Issue.objects.values_list("paper__name", flat=True)) == {"柳湾报"}
