"""What editors verified comes out as gold files, in which the same layout is exactly right."""

import json

import pytest
from django.core.management import CommandError, call_command

from archive import editing
from archive.models import Issue
from benchmarks.check_editor import RIGHT
from benchmarks.check_pages import page_lines, score_page
from benchmarks.repairing import as_parsed
from tests.test_editor_forms import A, B, issue  # noqa: F401  (the fixture)


def edit(row: Issue, op: str, **args) -> None:
    editing.apply(row.pk, Issue.objects.get(pk=row.pk).revision, op, args, None)


@pytest.fixture
def settled(issue):  # noqa: F811
    edit(issue, "furniture", pieces=[["1:11", 0]], role="header")
    edit(issue, "join", piece=["1:9", 0], drop=None)
    edit(issue, "exclude", pieces=[["1:5", 0]], reason="duplicate")
    return issue


def test_a_verified_page_scores_as_exactly_right_against_its_own_gold(settled, tmp_path, capsys):
    for uid in (A, B):
        edit(settled, "verify", article=uid)
    call_command("export", "--verified", str(tmp_path / "gold"))
    assert "1 个核定过的版面" in capsys.readouterr().out
    (path,) = (tmp_path / "gold").glob("*.gold.json")
    gold = json.loads(path.read_text(encoding="utf-8"))
    assert (gold["furniture"], gold["duplicates"], gold["orphans"]) == ([1, 11], [5], [])
    second = gold["articles"][1]
    assert (second["title_lines"], second["jump_lines"], second["blocks"]) == ([7], [10], [[8, 9]])
    assert second["join_overlap"] == [{"join": [8, 9], "drop_from_second": 4}]
    lines = page_lines(path.parent / gold["file"], gold)
    layout = editing.layout_of(Issue.objects.get(pk=settled.pk))
    figures = score_page(lines, gold, as_parsed(layout))
    assert {name: figures[name] for name in RIGHT} == RIGHT


def test_a_page_with_one_unverified_article_or_a_full_tray_is_no_gold(settled, tmp_path):
    edit(settled, "verify", article=A)
    call_command("export", "--verified", str(tmp_path), verbosity=0)
    assert list(tmp_path.iterdir()) == []
    edit(settled, "verify", article=B)
    edit(settled, "restore_pieces", pieces=[["1:1", 0]])  # nothing stands above it: to the tray
    call_command("export", "--verified", str(tmp_path), verbosity=0)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told(settled, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="file"):
        call_command("export", "--verified", str(tmp_path / "file"))
