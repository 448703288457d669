"""Several editors at once on one issue: `python -m benchmarks.load_editor [--operations 400] [--clients 8] [--kill 5]`.

Starts the site with two worker processes on a database of its own, lets clients post operations at random, kills
workers on the way where asked, and checks at the end that the history holds every accepted operation exactly once.
Exit status 1 when one is missing, doubled or unknown, or when the issue is not whole.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import secrets
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.check_editor import use_folder, wait_for
from tests.browser.site import ROOT, free_port

LINES = [f"第{n}行 青溪县第{n}座山塘整治收官，群众睡得安稳。" for n in range(1, 121)]
ROLES = ("body", "caption", "title", "credit", "crosshead")
CSRF = "a" * 32
GIVE_UP = 1200  # seconds
PATIENCE = 120  # seconds without an answer until a client believes that the site is gone


@dataclass(slots=True)
class Client:
    """An editor at work; remembers what was accepted and how long each answer took."""

    port: int
    url: str
    session: str
    rng: random.Random
    revision: int = 1
    have: str = ""
    accepted: list[str] = field(default_factory=list)
    answers: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    lost: int = 0

    def work(self, count: int) -> None:
        """Posts until `count` operations were accepted."""
        deadline = time.monotonic() + GIVE_UP
        while len(self.accepted) < count and time.monotonic() < deadline:
            token = secrets.token_hex(8)
            status, answer = self.post_until_answered(self.draw() | {"token": token})
            self.answers[status] += 1
            self.revision, self.have = answer["revision"], json.dumps(answer["versions"])
            if status == 200 and "已保存" in answer["said"]:
                self.accepted.append(token)

    def draw(self) -> dict[str, str]:
        piece = f"1:{self.rng.randint(1, len(LINES))}@0"
        what = self.rng.choice(("role", "role", "toggle_join", "split", "merge_before", "up"))
        return {"op": what, "piece": piece, "role": self.rng.choice(ROLES)}

    def post_until_answered(self, form: dict[str, str]) -> tuple[int, dict]:
        """As the editor's script does: the same token until the server answers. Raises OSError when it never does."""
        give_up = time.monotonic() + PATIENCE
        while True:
            try:
                return self.post(form | {"base": str(self.revision)})
            except (OSError, http.client.HTTPException):
                if time.monotonic() > give_up:
                    raise
                self.lost += 1
                time.sleep(0.2)

    def post(self, form: dict[str, str]) -> tuple[int, dict]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"sessionid={self.session}; csrftoken={CSRF}",
            "X-CSRFToken": CSRF,
        }
        started = time.monotonic()
        try:
            connection.request("POST", self.url, urlencode(form | {"page_shown": "all", "have": self.have}), headers)
            response = connection.getresponse()
            body = response.read()
        finally:
            connection.close()
        self.seconds.append(time.monotonic() - started)
        return response.status, json.loads(body)


def fill(clients: int) -> tuple[int, list[str]]:
    """An issue of 120 lines in 12 articles, and a session for each editor."""
    import django

    django.setup()
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django.test import Client as Browser

    from archive import editing
    from archive.layout import ArticleLayout, Layout, Piece
    from archive.models import Newspaper, Source
    from archive.uids import new_uid

    call_command("migrate", verbosity=0)
    paper = Newspaper.objects.create(slug="pages", name="青溪日报")
    issue = editing.new_issue(paper, date="2019-03-06")
    text = "\n".join(LINES)
    Source.objects.create(issue=issue, seq=1, name="a.txt", page="1", bytes=text.encode(), text=text, sha256="0")
    pieces = [Piece(f"1:{n}", 0, len(line)) for n, line in enumerate(LINES, 1)]
    articles = tuple(ArticleLayout(new_uid(), tuple(pieces[at : at + 10])) for at in range(0, len(pieces), 10))
    editing.write(issue, Layout(articles=articles), editing.Note("ingest", via="ingest"))
    sessions = []
    for n in range(clients):
        user = get_user_model().objects.create_superuser(f"editor{n}")
        browser = Browser()
        browser.force_login(user)
        sessions.append(browser.cookies["sessionid"].value)
    return issue.pk, sessions


def start_site(port: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "gunicorn", "archive.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "2"]
    process = subprocess.Popen([*command, "--log-level", "critical"], cwd=ROOT, stderr=subprocess.DEVNULL)
    wait_for(port, process)
    return process


def kill_workers(site: subprocess.Popen[bytes], times: int, rng: random.Random, done: threading.Event) -> None:
    """SIGKILL to a worker now and then; gunicorn starts another."""
    for _ in range(times):
        if done.wait(rng.uniform(1.0, 3.0)):
            return
        if children := children_of(site.pid):
            os.kill(rng.choice(children), signal.SIGKILL)


def children_of(parent: int) -> list[int]:
    """The processes that this one started."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            after_name = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            if int(after_name[1]) == parent:
                found.append(int(stat.parent.name))
    return found


def problems(issue_id: int, accepted: Sequence[str]) -> list[str]:
    """What is wrong with the history or the issue."""
    from archive import editing
    from archive.derived import derive
    from archive.invariants import validate
    from archive.layout import from_json
    from archive.models import Article, Issue, State

    issue = Issue.objects.get(pk=issue_id)
    revisions = list(issue.revisions.order_by("number"))
    kept = Counter(r.detail["token"] for r in revisions if "token" in r.detail)
    blocks = editing.blocks_for(issue)
    layout = editing.layout_of(issue)
    validate(layout, blocks)
    found = [f"doubled: {token}" for token, times in kept.items() if times > 1]
    found += [f"lost: {token}" for token in accepted if token not in kept]
    found += [f"never answered as accepted: {token}" for token in kept.keys() - set(accepted)]
    if [r.number for r in revisions] != list(range(1, issue.revision + 1)):
        found.append("the revisions are not numbered without gaps")
    if from_json(revisions[-1].layout) != layout:
        found.append("the issue is not as its last revision")
    rows = {a.uid: a.headline for a in Article.objects.filter(issue=issue).exclude(state=State.RETIRED)}
    if rows != {a.uid: derive(a, blocks, layout).headline for a in layout.articles}:
        found.append("the rows of articles are not as the layout")
    return found


def run(args: argparse.Namespace) -> int:
    port, rng = free_port(), random.Random(args.seed)
    with tempfile.TemporaryDirectory() as folder:
        use_folder(folder, port)
        if args.database:
            os.environ["DATABASE_URL"] = args.database
        issue, sessions = fill(args.clients)
        url = f"/admin/archive/issue/{issue}/layout/"
        clients = [Client(port, url, s, random.Random(rng.random())) for s in sessions]
        site, done = start_site(port), threading.Event()
        try:
            share = -(-args.operations // args.clients)
            threads = [threading.Thread(target=c.work, args=(share,)) for c in clients]
            killer = threading.Thread(target=kill_workers, args=(site, args.kill, rng, done))
            started = time.monotonic()
            for thread in (*threads, killer):
                thread.start()
            for thread in threads:
                thread.join()
            done.set()
            killer.join()
            taken = time.monotonic() - started
        finally:
            site.terminate()
            site.wait(30)
        accepted = [token for c in clients for token in c.accepted]
        wrong = problems(issue, accepted)
    tell(clients, accepted, taken, wrong)
    return 1 if wrong or len(accepted) < args.operations else 0


def tell(clients: Sequence[Client], accepted: Sequence[str], taken: float, wrong: Sequence[str]) -> None:
    answers = sum((c.answers for c in clients), Counter())
    seconds = sorted(s for c in clients for s in c.seconds)
    middle, high = seconds[len(seconds) // 2], seconds[int(len(seconds) * 0.95)]
    print(f"{len(accepted)} operations accepted in {taken:.1f} s; answers {dict(sorted(answers.items()))}")
    print(f"answer in {middle * 1000:.0f} ms (middle), {high * 1000:.0f} ms (19 of 20)")
    print(f"{sum(c.lost for c in clients)} answers lost and asked for again")
    print("\n".join(wrong) or "every accepted operation stands in the history exactly once")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--operations", type=int, default=400)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--kill", type=int, default=0, help="how many workers to kill on the way")
    parser.add_argument("--database", help="DATABASE_URL of an empty database (default: SQLite)")
    parser.add_argument("--seed", type=int, default=1)
    return run(parser.parse_args(arguments))


if __name__ == "__main__":
    sys.exit(main())
