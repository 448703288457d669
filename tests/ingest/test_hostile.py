"""Whatever stands in a file or its name: an answer in words, never a crash."""

import datetime
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from archive.ingest.papers import Named
from archive.ingest.placing import Given, place
from archive.ingest.running import Options, ingest
from archive.ingest.surveying import Survey, survey
from archive.models import Issue
from archive.sources import Problem, Received, decode, find, read_name
from archive.sources.decoding import BadFile

TODAY = datetime.date(2026, 1, 1)
PIECES = st.sampled_from(
    "2023年4月12日|星期三|农历癸卯年闰二月廿二|第二版|A04|要闻|\n|\f|\r\n|总第99999999999期|今日百版|"
    "民国元年一月一日|QING XI|〇|二〇二三年十三月四十日|（下转第二版）|责任编辑：|《》|\u2028|\ud800|\0|#|"
    "— 9999 —|第第第版|2023-04-12|廿卅十百千万|报".split("|")
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=30).map("".join)


def received(data: bytes, name: str = "a.txt") -> Received:
    return Received(name, name, (), lambda: data, len(data))


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(["utf-8", "gb18030", "utf-16"]))
@example("\f\f\f", "utf-8")
@example("第二版\f第三版\f", "utf-8")
def test_any_text_is_surveyed_and_placed(text: str, encoding: str) -> None:
    found = survey(received(text.encode(encoding, "surrogatepass" if encoding != "gb18030" else "replace")), (), TODAY)
    if isinstance(found, Problem):
        return
    assert isinstance(found, Survey)
    placed = place(found, Named("青溪日报"), Given(), None)
    firsts = [line for line, _, _ in placed.starts]
    assert firsts == sorted(set(firsts))
    assert all(label for _, label, _ in placed.starts)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_decoded_or_refused_in_words(data: bytes) -> None:
    try:
        found = decode(data)
    except BadFile as error:
        assert str(error)
    else:
        assert "\0" not in found.text
        assert not any("\ud800" <= c <= "\udfff" for c in found.text)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(min_size=1, max_size=12)), min_size=1, max_size=6).map("".join))
def test_any_name_is_read(name: str) -> None:
    found = read_name(name.replace("\0", "") or "x")
    assert found.page is None or len(found.page) <= 10


@pytest.mark.parametrize(
    "line",
    ["甲" * 1_000_000, "2023年" * 200_000, "A " * 300_000, "第" * 400_000, "十月" * 300_000, " " * 900_000 + "甲"],
)
def test_a_line_of_a_million_characters_is_surveyed_within_seconds(line: str) -> None:
    start = time.process_time()
    found = survey(received(f"QING XI RI BAO\n2023年4月12日 星期三\n{line}\n".encode()), (), TODAY)
    assert isinstance(found, Survey)
    assert time.process_time() - start < 5


@pytest.mark.django_db
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_any_files_are_taken_in_or_refused(tmp_path: Path, texts: list[str]) -> None:
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.txt").write_bytes(text.encode("utf-8", "surrogatepass"))
    report = ingest([tmp_path], Options(given=Given(paper=f"报{Issue.objects.count()}")))
    assert sum(report.counts().values()) + len(report.problems) >= len(texts)


def test_a_path_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    _, problems = find([tmp_path / "\U0002a6a5.txt"])
    assert len(problems) == 1
