"""Repair pages by keys in a real browser: `python -m benchmarks.check_editor FOLDER... [--most N]`.

A folder holds page files with NAME.gold.json beside them. Each page starts as headings alone; the keys that an editor
would press are pressed; then operations are counted and the result is scored like a parsed page. Exit status 1 when
a page does not come out as its gold, or needs more than `--most` operations.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from benchmarks.check_pages import page_lines, score_page
from benchmarks.repairing import Step, as_parsed, naive_layout, plan
from tests.browser import chromium
from tests.browser.site import ROOT, free_port

RIGHT = {"b3": 1, "exact": 1, "edits": 0, "order": 1, "join_p": 1, "join_r": 1, "text": 1, "lost": 0, "dirt": 0}
PATIENCE = 60  # seconds for the site to answer
USER = "repairer"


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    lines: list[str]
    gold: dict[str, Any]


def cases(folders: Sequence[Path]) -> list[Case]:
    found = []
    for folder in folders:
        for path in sorted(folder.rglob("*.gold.json")):
            gold = json.loads(path.read_text(encoding="utf-8"))
            file = path.parent / gold.get("file", path.name.replace(".gold.json", ".txt"))
            found.append(Case(path.name.removesuffix(".gold.json"), page_lines(file, gold), gold))
    return found


# --- the archive ------------------------------------------------------------------------------------------------


def use_folder(folder: str, port: int) -> None:
    """This process and the site it starts keep their data in `folder`. Before Django reads its settings."""
    for name in [n for n in os.environ if n.startswith(("ARCHIVE_", "DATABASE_"))]:
        del os.environ[name]
    os.environ["ARCHIVE_DATA_DIR"] = folder
    os.environ["ARCHIVE_SITE_URL"] = f"http://127.0.0.1:{port}"
    os.environ["DJANGO_SETTINGS_MODULE"] = "archive.settings"


def fill(pages: Sequence[Case], password: str) -> list[int]:
    """Makes the database, the editor's account and an issue for each page; returns the issues' keys."""
    import django

    django.setup()
    from django.contrib.auth import get_user_model
    from django.core.management import call_command

    from archive import editing
    from archive.models import Newspaper, Source

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    get_user_model().objects.create_superuser(USER, password=password)
    paper = Newspaper.objects.create(slug="pages", name="校对样张")
    keys = []
    for page in pages:
        issue = editing.new_issue(paper, place=page.name)
        text = "\n".join(page.lines)
        Source.objects.create(issue=issue, seq=1, name=page.name, page="1", bytes=text.encode(), text=text, sha256="0")
        editing.write(issue, naive_layout(page.lines, page.gold), editing.Note("ingest", via="ingest"))
        keys.append(issue.pk)
    return keys


@contextmanager
def site(port: int) -> Iterator[str]:
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "archive.wsgi",
        "--bind",
        f"127.0.0.1:{port}",
        "--log-level",
        "critical",
    ]
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        wait_for(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    import socket

    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise RuntimeError("the site did not answer")


# --- the keys ---------------------------------------------------------------------------------------------------


def sign_in(page: Page, password: str) -> None:
    page.goto("/admin/login/")
    page.fill("#id_username", USER)
    page.fill("#id_password", password)
    with page.expect_navigation():
        page.click("[type=submit]")


def walk_to(page: Page, line: int) -> None:
    """By j and k alone."""
    wanted, last = f"1:{line}@0", None
    while (at := page.evaluate("Editor.current()")) != wanted:
        here = int(at.split(":")[1].split("@")[0])
        if at == last:
            raise RuntimeError(f"the cursor does not get to line {line}")
        last = at
        for _ in range(max(1, abs(line - here) // 4)):
            page.keyboard.press("j" if line > here else "k")


def press(page: Page, step: Step) -> None:
    """One step; waits until it is saved."""
    page.keyboard.press("Escape")
    for line in step.lines if len(step.lines) > 1 or step.at else ():
        walk_to(page, line)
        page.keyboard.press("x")
    walk_to(page, step.at or step.lines[-1])
    page.keyboard.press(step.key)
    while page.evaluate("Editor.waiting()"):
        page.wait_for_timeout(10)
    problem = page.locator("#problem")
    if problem.is_visible():
        raise RuntimeError(f"{step}: {problem.inner_text()}")


def repair(page: Page, issue: int, steps: Sequence[Step]) -> float:
    """Seconds taken."""
    page.goto(f"/admin/archive/issue/{issue}/layout/")
    started = time.monotonic()
    for step in steps:
        press(page, step)
    return time.monotonic() - started


# --- the command ------------------------------------------------------------------------------------------------


def outcome(issue: int, case: Case) -> tuple[int, list[str]]:
    """Operations in the history, and what is still wrong."""
    from archive import editing
    from archive.models import Issue

    row = Issue.objects.get(pk=issue)
    figures = score_page(case.lines, case.gold, as_parsed(editing.layout_of(row)))
    wrong = [f"{name} {figures[name]:.3f}" for name, right in RIGHT.items() if abs(figures[name] - right) > 1e-9]
    wrong += [f"{name} {hits}/{of}" for name in ("title", "orphan") for hits, of in [figures[name]] if hits != of]
    return row.revision - 1, wrong


def run(pages: Sequence[Case], most: int) -> int:
    password, port = secrets.token_urlsafe(12), free_port()
    with tempfile.TemporaryDirectory() as folder:
        use_folder(folder, port)
        issues = fill(pages, password)
        with site(port) as url, chromium.browser() as browser:
            page = browser.new_context(base_url=url, locale="zh-CN").new_page()
            sign_in(page, password)
            seconds = [repair(page, pk, plan(c.lines, c.gold)) for pk, c in zip(issues, pages, strict=True)]
        failed = 0
        for pk, case, taken in zip(issues, pages, seconds, strict=True):
            count, wrong = outcome(pk, case)
            failed += bool(wrong) or count > most
            print(f"{case.name}: {count} operations, {taken:.1f} s, {'; '.join(wrong) or 'as its gold'}")
    return 1 if failed else 0


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--most", type=int, default=25, help="operations allowed for a page")
    args = parser.parse_args(arguments)
    if not chromium.path():
        print("chromium is not installed here (apt install chromium)", file=sys.stderr)
        return 1
    pages = cases(args.folders)
    if not pages:
        print("no NAME.gold.json beside a page file in the folder", file=sys.stderr)
        return 1
    return run(pages, args.most)


if __name__ == "__main__":
    sys.exit(main())
