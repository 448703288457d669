"""A reader refuses what it cannot read, and a killed writer leaves the index as it was."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from search.engine import (
    Document,
    IndexDamaged,
    IndexLocked,
    IndexTooNew,
    IndexTooOld,
    commits,
    open_index,
    rebuild,
    toc,
    verify,
    write,
)
from search.query import Everything, Term
from tests.search.engine.made import documents


@pytest.fixture
def path(tmp_path):
    rebuild(tmp_path, documents(20), number=1)
    return tmp_path


@pytest.mark.parametrize("ext", [".trm", ".pst", ".arr", ".txt", ".raw"])
def test_a_file_cut_short_is_refused_by_name(path, ext):
    file = next(path.glob(f"*{ext}"))
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(IndexDamaged, match=rf"{ext}.*rebuild_index"):
        open_index(path, fresh=True)


def test_a_missing_file_is_refused(path):
    next(path.glob("*.pst")).unlink()
    with pytest.raises(IndexDamaged, match="missing.*rebuild_index"):
        open_index(path, fresh=True)


def test_an_altered_table_of_contents_is_refused(path):
    table = next(path.glob("*.toc"))
    data = bytearray(table.read_bytes())
    data[len(data) // 2] ^= 1
    table.write_bytes(bytes(data))
    with pytest.raises(IndexDamaged, match="rebuild_index"):
        open_index(path, fresh=True)


@pytest.mark.parametrize("ext", [".trm", ".pst", ".arr", ".txt", ".raw"])
def test_one_altered_bit_is_found_by_the_full_check(path, ext):
    verify(path)
    file = next(path.glob(f"*{ext}"))
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(bytes(data))
    with pytest.raises(IndexDamaged, match=ext):
        verify(path)


def test_a_newer_format_is_refused_and_an_older_one_too(path):
    table = next(path.glob("*.toc"))
    table.rename(path / "_ARRAYS9_0.toc")
    with pytest.raises(IndexTooNew, match="format 9"):
        open_index(path, fresh=True)
    (path / "_ARRAYS9_0.toc").rename(path / "_ARRAYS0_0.toc")
    with pytest.raises(IndexTooOld, match="rebuild_index"):
        open_index(path, fresh=True)


def test_other_character_tables_ask_for_a_rebuild(path, monkeypatch):
    monkeypatch.setattr("search.engine.index.analysis_digest", lambda: "other")
    with pytest.raises(IndexTooOld, match="character tables"):
        open_index(path, fresh=True)


def test_a_rebuild_replaces_what_cannot_be_read_and_clears_it_away(path):
    next(path.glob("*.toc")).rename(path / "_ARRAYS9_4.toc")
    (path / "ARRAYS9_abc.pst").write_bytes(b"new")
    rebuild(path, documents(5), number=2)
    assert open_index(path, fresh=True).count == 5
    assert not list(path.glob("*ARRAYS9*"))


def test_two_writers_do_not_meet(path):
    with toc.lock(path), pytest.raises(IndexLocked, match="Another process"):
        write(path, [], [], number=2)


def test_an_article_that_comes_twice_stops_a_rebuild(path):
    with pytest.raises(ValueError, match="u1 comes twice"):
        rebuild(path, [Document("u1", title="甲"), Document("u2"), Document("u1", title="乙")], number=2)
    assert open_index(path).count == 20


def test_documents_that_fail_in_a_build_of_two_processes_fail_the_build(path, monkeypatch):
    monkeypatch.setattr(commits, "SAMPLE", 0)  # else so few documents are left to one process

    def failing():
        yield Document("u1")
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        rebuild(path, failing(), number=2, processes=2)
    assert open_index(path).count == 20


WRITER = """
import sys
sys.path.insert(0, {root!r})
from search.engine import write, rebuild
from tests.search.engine.made import documents
docs = documents(60, seed=4)
print("ready", flush=True)
for n in range(10_000):
    if n % 5 == 4:
        rebuild({path!r}, docs[: 10 + n % 7], number=n)
    else:
        write({path!r}, docs[n % 50 : n % 50 + 9], ["u%d" % (n % 60)], number=n)
"""


def test_a_killed_writer_leaves_an_index_that_opens_and_goes_on(path):
    root = str(Path(__file__).parents[3])
    script = textwrap.dedent(WRITER).format(root=root, path=str(path))
    for wait in (0.05, 0.11, 0.17, 0.23, 0.31, 0.42):
        writer = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)
        assert writer.stdout.readline() == b"ready\n"
        try:
            writer.wait(wait)
        except subprocess.TimeoutExpired:
            os.kill(writer.pid, signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        index = open_index(path, fresh=True)
        verify(path)
        hits = index.search(Everything(), limit=999)
        assert hits.total == index.count == len({index.document(uid).uid for uid in hits.uids})
    write(path, [Document("after", title="收工之后")], [], number=99)
    assert open_index(path).search(Term("收工之后")).uids == ["after"]
    kept = {name.split(".")[0] for name in os.listdir(path) if name.startswith("ARRAYS") and "." in name}
    assert kept == {view.segment.segment_id() for view in open_index(path).views}


def test_a_reader_keeps_its_generation_while_files_are_replaced(path):
    index = open_index(path)
    before = index.search(Term("徐"), limit=99).uids
    rebuild(path, documents(5, seed=8), number=3)
    write(path, documents(5, seed=7), [], number=4)
    assert index.search(Term("徐"), limit=99).uids == before
    assert index.refresh().number == 4
