from __future__ import annotations

import shutil
import sqlite3
from contextlib import ExitStack, closing
from threading import Thread, Timer
from unittest.mock import Mock

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError

from archive import signals
from archive.models import Article, Change, State
from search import worker
from search.agreement import complaints
from search.checks import index_can_be_read
from search.engine import IndexMissing, open_index
from search.query import Everything, Term
from search.suggest import lexicon
from search.worker import Busy, Drain, drain_or_build, drain_unless_worker, held, is_held, rebuild_all, work


def edit(article: Article, text: str) -> None:
    article.paragraphs = [["body", text]]
    article.save()
    Change.objects.create(article_uid=article.uid)


def found(path, text: str) -> list[str]:
    return open_index(path).search(Term(text)).uids


def test_a_change_comes_into_the_index_and_its_row_goes(town, index_path):
    edit(town["fair"], "秋沙鸭来了。")
    last = Change.objects.latest("pk").pk
    Drain().all()
    assert found(index_path, "秋沙鸭") == [town["fair"].uid] and found(index_path, "网络覆盖") == []
    assert open_index(index_path).number == last and not Change.objects.exists()


def test_a_withdrawn_article_leaves_the_index_and_comes_back(town, index_path):
    for state, uids in ((State.WITHDRAWN, []), (State.PUBLIC, [town["fair"].uid]), (State.RETIRED, [])):
        Article.objects.filter(pk=town["fair"].pk).update(state=state)
        Change.objects.create(article_uid=town["fair"].uid)
        Drain().all()
        assert found(index_path, "网络覆盖") == uids


def test_a_row_that_appears_late_with_a_lower_number_is_not_lost(town, index_path):
    Drain().all()
    edit(town["fair"], "秋沙鸭来了。")
    number = Change.objects.latest("pk").pk
    Change.objects.all().delete()
    Change.objects.create(pk=number + 10, article_uid=town["fire"].uid)
    Drain().all()
    Change.objects.create(pk=number, article_uid=town["fair"].uid)
    Drain().all()
    assert found(index_path, "秋沙鸭") == [town["fair"].uid]
    assert open_index(index_path).number == number + 10


def test_a_missing_index_is_built_once_and_what_is_told_meanwhile_comes_after(town, index_path, monkeypatch):
    shutil.rmtree(index_path)
    edit(town["fair"], "秋沙鸭来了。")
    brought: list[str] = []
    usual, lexicon_after = worker.bring_in, worker.rebuild_lexicon
    monkeypatch.setattr(worker, "bring_in", lambda uids, number: (brought.extend(uids), usual(uids, number)))
    monkeypatch.setattr(worker, "rebuild_lexicon", lambda n: (edit(town["fire"], "戴胜来了。"), lexicon_after(n)))
    drain_or_build()
    assert brought == [town["fire"].uid] and not Change.objects.exists()
    assert found(index_path, "秋沙鸭") == [town["fair"].uid] and found(index_path, "戴胜") == [town["fire"].uid]


def test_the_worker_is_ready_for_the_first_edit_before_it_comes(town, index_path, monkeypatch):
    monkeypatch.setattr(worker, "prepare", Mock())
    work(lambda: True)
    worker.prepare.assert_called_once_with(index_path)


def test_an_index_that_cannot_be_written_is_waited_for_and_nothing_is_lost(town, index_path, monkeypatch, caplog):
    edit(town["fair"], "秋沙鸭来了。")
    with monkeypatch.context() as patched:
        patched.setattr(worker, "write", Mock(side_effect=PermissionError(13, "Permission denied")))
        assert worker.attempt(Drain()) == worker.LATER
    assert "could not be written" in caplog.text and found(index_path, "网络覆盖") == [town["fair"].uid]
    assert worker.attempt(Drain()) == 0 and found(index_path, "秋沙鸭") == [town["fair"].uid]


def test_killed_between_index_and_change_table_it_writes_the_same_once_more(town, index_path, monkeypatch):
    edit(town["fair"], "秋沙鸭来了。")

    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr("django.db.models.query.QuerySet.delete", killed)
    with pytest.raises(KeyboardInterrupt):
        Drain().all()
    assert found(index_path, "秋沙鸭") == [town["fair"].uid] and Change.objects.exists()
    monkeypatch.undo()
    Drain().all()
    assert found(index_path, "秋沙鸭") == [town["fair"].uid] and not Change.objects.exists()
    assert open_index(index_path).count == 4


def test_changes_that_come_during_a_rebuild_reach_the_new_index(town, index_path):
    drain = Drain()
    drain.all()
    with held("rebuild"):
        edit(town["fair"], "秋沙鸭来了。")
        assert drain.once() == 1 and drain.once() == 0
        assert Change.objects.count() == 1  # kept: the rebuild may have read the article before
    assert drain.once() == 1 and not Change.objects.exists()


def test_without_an_index_the_worker_builds_a_whole_one(archive, index_path):
    first = archive.article("甲", "秋沙鸭来了。")
    Change.objects.all().delete()
    second = archive.article("乙", "秋沙鸭走了。")
    with pytest.raises(IndexMissing):
        Drain().all()
    drain_or_build()
    assert set(found(index_path, "秋沙鸭")) == {first.uid, second.uid} and not Change.objects.exists()


def test_one_worker_at_a_time(town):
    with held("worker"):
        assert is_held("worker") and not drain_unless_worker()
        with pytest.raises(Busy):
            work(lambda: True)
        with pytest.raises(CommandError, match="正在运行"):
            call_command("index_worker")
        with pytest.raises(CommandError, match="正在运行"):
            call_command("index_worker", "--once")
    assert not is_held("worker")


def test_a_rebuild_is_not_kept_away_by_one_who_only_asks(town, index_path):
    with ExitStack() as asking:
        asking.enter_context(held("rebuild"))
        Timer(0.2, asking.pop_all().close).start()
        assert rebuild_all() > 0
    with held("rebuild"), pytest.raises(Busy):
        rebuild_all()


def test_the_worker_drains_until_it_is_stopped(town, index_path):
    edit(town["fair"], "秋沙鸭来了。")
    pauses = []
    work(lambda: len(pauses) >= 2, pauses.append)
    assert found(index_path, "秋沙鸭") and pauses == [worker.PAUSE] * 2


def test_a_worker_counts_the_words_anew_where_their_file_is_gone_or_old(town):
    for spoil in (lambda path: path.unlink(), make_old):
        spoil(lexicon().path)
        work(lambda: True)
        assert [s.text for s in lexicon().suggestions("xhw", 9)] == ["徐惠文"]


def make_old(path) -> None:
    """Another file, as an older program left it."""
    with closing(sqlite3.connect(path)) as link:
        link.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with closing(sqlite3.connect(shutil.copy(path, path.with_suffix(".old")))) as link:
        link.execute("DELETE FROM key")
        link.commit()
        link.execute("PRAGMA user_version = 1")
    path.with_suffix(".old").replace(path)


def test_a_database_that_is_away_is_waited_for(town, monkeypatch):
    def away(self):
        raise OperationalError("no connection")

    monkeypatch.setattr(Drain, "once", away)
    assert worker.attempt(Drain()) == 5


def test_a_run_that_ended_is_searchable_unless_a_worker_sees_to_it(town, index_path):
    edit(town["fair"], "秋沙鸭来了。")
    with held("worker"):
        signals.run_ended.send(sender=None)
        assert Change.objects.count() > 0
    signals.run_ended.send(sender=None)
    assert found(index_path, "秋沙鸭") and not Change.objects.exists()


def test_index_and_database_are_compared_and_mended(town, index_path):
    Drain().all()
    assert complaints() == []
    town["fair"].paragraphs = [["body", "秋沙鸭来了。"]]
    town["fair"].save()
    Article.objects.filter(pk=town["fire"].pk).update(state=State.WITHDRAWN)
    told = complaints()
    assert len(told) == 2 and any("paragraphs" in line and town["fair"].uid in line for line in told)
    assert complaints(repair=True) == told and complaints() == []
    assert signals.derived_checked.send(sender=None, repair=False)[-1][1] == []


def test_an_index_that_is_gone_is_a_complaint_and_can_be_mended(town, index_path):
    for file in index_path.iterdir():
        file.unlink()
    assert "rebuild_index" in complaints(repair=True)[0]
    assert complaints() == []


def test_rebuild_index_builds_beside_and_tells_how_many(town, index_path, capsys):
    before = open_index(index_path)
    call_command("rebuild_index", "--noinput", "--processes", "2")
    assert "4" in capsys.readouterr().out
    after = open_index(index_path)
    assert after.generation > before.generation and after.count == 4
    assert before.search(Everything()).total == 4  # who has it open goes on reading


def test_rebuild_index_refuses_nonsense_and_a_second_run(town, monkeypatch):
    with pytest.raises(CommandError, match="--processes"):
        call_command("rebuild_index", "--noinput", "--processes", "0")
    with held("rebuild"), pytest.raises(CommandError, match="另一个进程"):
        call_command("rebuild_index", "--noinput")
    monkeypatch.setattr("builtins.input", lambda _: "n")
    with pytest.raises(CommandError, match="没有改动"):
        call_command("rebuild_index")


def test_a_missing_index_is_told_by_the_system_checks(town, index_path):
    assert index_can_be_read(None) == []
    for file in index_path.iterdir():
        file.unlink()
    assert [(m.id, "rebuild_index" in m.hint) for m in index_can_be_read(None)] == [("search.W001", True)]


def test_a_damaged_index_is_told_and_keeps_no_command_from_running(town, index_path):
    for file in index_path.iterdir():
        if file.is_file() and file.stat().st_size:
            file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    found = index_can_be_read(None)
    assert [m.id for m in found] == ["search.W002"] and not found[0].is_serious()
    call_command("rebuild_index", "--noinput", "-v0")
    assert index_can_be_read(None) == [] and complaints() == []


def test_a_rebuild_leaves_the_live_index_readable(town, index_path):
    failures = []

    def ask() -> None:
        for _ in range(30):
            try:
                if open_index(index_path).search(Term("徐惠文")).total != 2:
                    failures.append("hits lost")
            except Exception as error:
                failures.append(repr(error))

    reader = Thread(target=ask)
    reader.start()
    for _ in range(5):
        rebuild_all()
    reader.join()
    assert failures == []
