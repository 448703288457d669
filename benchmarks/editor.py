"""How long the boundary editor takes: `python -m benchmarks.editor`.

Opens the page of an issue of 4 pages and of one of 40, and does operations as its script sends them (a role, a join,
a cut into two articles, each undone), in a data folder that is thrown away. Prints processor time in milliseconds.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

OPENINGS, OPERATIONS = 15, 15  # of each issue; operations of each kind
SIZES = (4, 40)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ARCHIVE_DATA_DIR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "archive.settings"
        import archive.wsgi  # noqa: F401  (loads what a server loads before it serves)

        report()


def report() -> None:
    from django.core.management import call_command
    from django.test import Client

    call_command("migrate", verbosity=0)
    client = Client(headers={"host": "127.0.0.1", "accept-encoding": "gzip"})
    client.force_login(editor())
    print(f"{'':36}{'p50 ms':>8}{'p95 ms':>8}{'most ms':>9}{'kB gz':>7}")
    for pages in SIZES:
        measure(client, made_issue(pages), pages)


def editor():  # type: ignore[no-untyped-def]
    from django.contrib.auth import get_user_model

    return get_user_model().objects.create_superuser("editor", password=None)


def made_issue(pages: int):  # type: ignore[no-untyped-def]
    """An issue of so many pages of made text, 12 articles each."""
    from archive import corpus
    from archive.management.commands.make_corpus import store
    from archive.models import Issue, Newspaper

    paper, _ = Newspaper.objects.get_or_create(slug=corpus.SLUG, defaults={"name": corpus.NAME})
    days = list(islice(corpus.issues(10_000, None, pages), pages // corpus.PAGES))
    made = replace(days[0], pages=tuple(page for day in days for page in day.pages))
    store(paper, replace(made, date=made.date.replace(year=1900 + pages)))
    return Issue.objects.get(paper=paper, date__year=1900 + pages)


def measure(client, issue, pages: int) -> None:  # type: ignore[no-untyped-def]
    address = f"/admin/archive/issue/{issue.pk}/layout/"
    views = {"open, whole issue": "?page=all"} | ({"open, one page": ""} if pages > SIZES[0] else {})
    size = 0
    for name, query in views.items():
        times = []
        for _ in range(OPENINGS):
            took, answer = timed(lambda query=query: client.get(address + query))
            times.append(took)
            size = len(answer.content)
        show(f"{pages} pages: {name}", times, size / 1000)
    for name, times in operations(client, issue, address, "all" if pages <= SIZES[0] else "1"):
        show(f"{pages} pages: {name}", times, 0)


def operations(client, issue, address: str, page: str) -> Iterator[tuple[str, list[float]]]:  # type: ignore[no-untyped-def]
    """Each kind of operation with its times, and what undoing them took."""
    have: dict[str, str] = {}
    undone: list[float] = []
    rng = random.Random(7)

    def send(**fields: object) -> float:
        issue.refresh_from_db(fields=["revision", "layout"])
        form = {"base": issue.revision, "page_shown": page, "have": json.dumps(have), **fields}
        took, answer = timed(lambda: client.post(address, form, headers={"accept": "application/json"}))
        if answer.status_code != 200:
            raise SystemExit(f"{fields} was answered with {answer.status_code}: {answer.content[:300]}")
        have.clear()
        have.update(json.loads(gzip.decompress(answer.content))["versions"])
        return took

    send(op="undo") if issue.revision > 1 else None
    for name, fields in {
        "role of a line": {"op": "role", "role": "summary"},
        "join of a line": {"op": "join"},
        "split of an article": {"op": "split"},
    }.items():
        times = []
        for _ in range(OPERATIONS):
            block, start = rng.choice(body_lines(issue))
            times.append(send(piece=f"{block}@{start}", **fields))
            undone.append(send(op="undo"))
        yield name, times[1:]  # the first sends every row: nothing is held yet
    yield "undo", undone


def body_lines(issue) -> list[tuple[str, int]]:  # type: ignore[no-untyped-def]
    """Refs of lines on the first page that are not the first of their paragraphs' article."""
    from archive import editing

    articles = [a for a in editing.layout_of(issue).articles if a.page == "1"]
    return [p.ref for a in articles for p in a.pieces[2:] if p.role == "body" and not p.join]


def timed(act: Callable[[], object]):  # type: ignore[no-untyped-def]
    start = time.process_time()
    answer = act()
    return (time.process_time() - start) * 1000, answer


def show(name: str, times: list[float], size: float) -> None:
    ordered = sorted(times)
    p95 = ordered[int(len(ordered) * 0.95)]
    last = f"{size:7.1f}" if size else f"{'':7}"
    print(f"{name:36}{statistics.median(times):8.0f}{p95:8.0f}{ordered[-1]:9.0f}{last}", flush=True)


if __name__ == "__main__":
    main()
