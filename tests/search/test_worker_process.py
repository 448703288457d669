"""The index worker as a process of its own: how soon an edit is found, and what SIGKILL leaves behind."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from search.engine import IndexMissing, open_index
from search.query import Everything, Term

ROOT = Path(__file__).resolve().parents[2]
PAGE = """# 青溪日报
2020年6月16日 星期二 第1版

## 龙潭镇扑灭山火
本报讯（记者 林小满）龙潭镇昨日扑灭一起山火，无人受伤。

## 茶市开张
本报讯 青溪县茶市昨日开张，茶农纷纷前来。
"""


class Site:
    """An archive with one page, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.index = folder, folder / "index"
        usual = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}  # a file of its own
        self.environment = {**usual, "ARCHIVE_DATA_DIR": str(folder), "PYTHONUNBUFFERED": "1"}
        self.worker: subprocess.Popen[bytes] | None = None

    def manage(self, *arguments: str) -> None:
        command = [sys.executable, "manage.py", *arguments]
        subprocess.run(command, cwd=ROOT, env=self.environment, check=True, stdout=subprocess.DEVNULL)

    def start(self) -> None:
        command = [sys.executable, "manage.py", "index_worker"]
        self.worker = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE)

    def end(self, number: int) -> int:
        assert self.worker
        self.worker.send_signal(number)
        self.worker.communicate(timeout=60)
        return self.worker.returncode

    def edit(self, text: str) -> None:
        """An article's text and its change row in one transaction, as the archive's writer does it."""
        with closing(sqlite3.connect(self.folder / "archive.sqlite3", timeout=60)) as link, link:
            uid = link.execute("SELECT uid FROM archive_article ORDER BY id LIMIT 1").fetchone()[0]
            link.execute("UPDATE archive_article SET paragraphs = ? WHERE uid = ?", (json.dumps([["body", text]]), uid))
            link.execute("INSERT INTO archive_change (article_uid) VALUES (?)", (uid,))

    def wait_for(self, text: str, seconds: float = 60) -> float:
        """Seconds until the text is found."""
        began = time.monotonic()
        while time.monotonic() - began < seconds:
            try:
                if open_index(self.index).search(Term(text)).total == 1:
                    return time.monotonic() - began
            except IndexMissing:
                pass  # the worker is building the first one
            time.sleep(0.02)
        raise AssertionError(f"{text} was not found within {seconds} seconds")


@pytest.fixture
def site(tmp_path) -> Iterator[Site]:
    site = Site(tmp_path / "data")
    (tmp_path / "青溪日报-2020-06-16-p01.txt").write_text(PAGE, encoding="utf-8")
    site.manage("migrate", "-v0")
    site.manage("ingest", str(tmp_path / "青溪日报-2020-06-16-p01.txt"), "-v0")
    yield site
    if site.worker and site.worker.poll() is None:
        site.end(signal.SIGKILL)


def test_an_edit_is_found_soon_and_sigkill_loses_nothing(site):
    site.start()
    site.edit("第零次改动。")
    site.wait_for("第零次改动", 120)  # starting takes its time
    found_after = []
    for number in range(5):
        site.edit(f"改动{number}号。")
        found_after.append(site.wait_for(f"改动{number}号"))
    assert sorted(found_after)[2] < 1, found_after

    count = open_index(site.index).count
    for number in range(2):
        for step in range(random.Random(number).randrange(1, 4)):
            site.edit(f"再改{number}之{step}。")
            time.sleep(random.Random(number + step).random() / 3)
        assert site.end(signal.SIGKILL) == -signal.SIGKILL
        assert open_index(site.index, fresh=True).search(Everything()).total == count
        site.edit(f"杀后{number}号。")
        site.start()
        site.wait_for(f"杀后{number}号", 120)
    assert site.end(signal.SIGTERM) == 0
    assert open_index(site.index, fresh=True).count == count
    site.manage("shell", "-c", "from search.agreement import complaints; found = complaints(); assert not found, found")
