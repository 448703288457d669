"""The server is killed in the middle of an editor's operation: nothing is half-written, and the index catches up."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

import pytest

from search.engine import IndexMissing, open_index
from search.query import Term
from tests.browser.site import ROOT, free_port

CSRF = "a" * 32
ROUNDS = 3
LINES = [f"第{n}行 青溪县第{n}座山塘整治收官，群众睡得安稳。" for n in range(1, 61)]
SESSION = """
from django.contrib.auth import get_user_model
from django.test import Client
from archive.models import Issue
client = Client()
client.force_login(get_user_model().objects.create_superuser("lin"))
print(Issue.objects.get().pk, client.cookies["sessionid"].value)
"""


class Archive:
    """A site of its own with one issue, its server and its index worker as processes of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("ARCHIVE_", "DJANGO_", "DATABASE_"))}
        own = {"ARCHIVE_DATA_DIR": str(folder / "data"), "ARCHIVE_SITE_URL": f"http://127.0.0.1:{self.port}"}
        self.environment = kept | own | {"DJANGO_SETTINGS_MODULE": "archive.settings"}
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.manage("migrate", "-v0")
        page = folder / "青溪日报-2020-06-16-p01.txt"
        page.write_text("# 青溪日报\n2020年6月16日 第1版\n\n## 山塘整治收官\n" + "\n".join(LINES), encoding="utf-8")
        self.manage("ingest", str(page), "-v0")
        self.issue, self.session = self.manage("shell", "-v0", "-c", SESSION).split()

    def manage(self, *arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    def start(self, name: str, *command: str) -> None:
        """In a group of processes, so that all of it can be killed at one blow."""
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.processes[name] = subprocess.Popen(
            [sys.executable, *command], cwd=ROOT, env=self.environment, start_new_session=True, **quiet
        )

    def serve(self) -> None:
        self.start("server", "-m", "gunicorn", "archive.wsgi", "--bind", f"127.0.0.1:{self.port}", "--workers", "2")
        give_up = time.monotonic() + 120
        while time.monotonic() < give_up:
            with suppress(OSError, HTTPException):
                return self.ask("GET", "/healthz")
            time.sleep(0.2)
        raise AssertionError("the server does not answer")

    def kill(self, name: str) -> None:
        process = self.processes.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> bytes:
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            headers = {
                "Accept": "application/json",
                "Content-Type": "application/x-www-form-urlencoded",
                "Cookie": f"sessionid={self.session}; csrftoken={CSRF}",
                "X-CSRFToken": CSRF,
            }
            connection.request(method, path, urlencode(form or {}), headers)
            answer = connection.getresponse()
            body = answer.read()
            assert answer.status == 200, (answer.status, body[:500])
            return body

    def edit(self, **fields: str) -> int:
        """One operation on the newest revision; the revision after it."""
        form = {"base": str(self.revision()), "page_shown": "all", **fields}
        return json.loads(self.ask("POST", f"/admin/archive/issue/{self.issue}/layout/", form))["revision"]

    def rows(self, question: str) -> list[tuple]:
        with closing(sqlite3.connect(self.folder / "data" / "archive.sqlite3", timeout=60)) as link:
            return link.execute(question).fetchall()

    def revision(self) -> int:
        return self.rows("SELECT revision FROM archive_issue")[0][0]

    def line_of(self, text: str) -> str:
        (source,) = self.rows("SELECT text FROM archive_source WHERE active")[0]
        number = next(n for n, line in enumerate(source.split("\n"), 1) if line.startswith(text))
        return f"1:{number}@0"

    def assert_whole(self, accepted: list[str]) -> None:
        """The issue is as its last revision, the revisions have no gap, and each answered operation is there once."""
        (layout, revision) = self.rows("SELECT layout, revision FROM archive_issue")[0]
        revisions = self.rows("SELECT number, layout, detail FROM archive_revision ORDER BY number")
        assert [row[0] for row in revisions] == list(range(1, revision + 1))
        assert json.loads(revisions[-1][1]) == json.loads(layout)
        tokens = [json.loads(row[2]).get("token") for row in revisions]
        assert all(tokens.count(token) == 1 for token in accepted)


class Editor(threading.Thread):
    """Changes the role of one line to and fro until the server is gone. Counts what was answered."""

    def __init__(self, archive: Archive, name: str) -> None:
        super().__init__(daemon=True)
        self.archive, self.piece, self.prefix = archive, archive.line_of("第9行"), name
        self.accepted: list[str] = []
        self.unanswered = 0

    def run(self) -> None:
        for number in range(10_000):
            token = f"{self.prefix}-{number}"
            role = ("caption", "summary")[number % 2]
            before = self.archive.revision()
            try:
                after = self.archive.edit(op="role", piece=self.piece, role=role, token=token)
            except (OSError, HTTPException):
                self.unanswered += 1
                return
            if after > before:  # the line may have that role since the last round
                self.accepted.append(token)


@pytest.fixture
def archive(tmp_path) -> Iterator[Archive]:
    found = Archive(tmp_path)
    yield found
    for name in list(found.processes):
        found.kill(name)


def found_in_index(archive: Archive, text: str, seconds: float = 120) -> bool:
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up:
        with suppress(IndexMissing):
            if open_index(archive.folder / "data" / "index").search(Term(text)).total == 1:
                return True
        time.sleep(0.1)
    return False


def test_a_server_killed_in_the_middle_of_an_operation_leaves_all_or_nothing_and_the_index_catches_up(archive):
    rng, unanswered = random.Random(2), 0
    archive.start("worker", "manage.py", "index_worker")
    for number in range(ROUNDS):
        archive.serve()
        editor = Editor(archive, f"round{number}")
        editor.start()
        while len(editor.accepted) < 3:
            assert editor.is_alive(), "the editor gave up before anything was killed"
            time.sleep(0.01)
        time.sleep(rng.random() / 5)
        if number == ROUNDS - 1:
            archive.kill("worker")
        archive.kill("server")
        editor.join(60)
        unanswered += editor.unanswered
        archive.assert_whole(editor.accepted)
    assert unanswered == ROUNDS, "nothing was killed in the middle of an operation"
    archive.serve()
    archive.start("worker", "manage.py", "index_worker")
    archive.edit(op="fix_text", piece=archive.line_of("第30行"), text=LINES[29].replace("睡得安稳", "睡得踏实"))
    assert found_in_index(archive, "睡得踏实"), "the index did not catch up"
    archive.kill("server")
    archive.kill("worker")
    archive.manage("check_archive", "-v0")
