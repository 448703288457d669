"""Writes the frozen folder: two processes over the issues, then the search, the contents and the checksums."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from itertools import groupby
from multiprocessing import get_context
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.template.loader import render_to_string
from django.utils import timezone, translation

from archive.freezing.issues import Neighbours, root_from, write_issue
from archive.freezing.postings import BUCKETS, Spill, as_js, write_pairs, write_words
from archive.freezing.reading import Place, articles_of, places, searched_text
from archive.freezing.terms import fold, pairs, words
from archive.models import Issue

CHUNK = 20  # issues a task
SUMS = "SHA256SUMS"
SPILL = ".spill"
Progress = Callable[[int], None]


class FreezeRefused(Exception):
    """Nothing was written; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Frozen:
    issues: int
    articles: int
    files: int
    size: int


@dataclass(slots=True)
class Writer:
    """Writes files below `root` and remembers their checksums."""

    root: Path
    sums: list[tuple[str, str]] = field(default_factory=list)
    size: int = 0

    def __call__(self, name: str, text: str) -> None:
        self.put(name, text.encode("utf-8", "replace"))

    def put(self, name: str, content: bytes) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        self.sums.append((name, hashlib.sha256(content).hexdigest()))
        self.size += len(content)


@dataclass(frozen=True, slots=True)
class Task:
    root: Path
    number: int
    work: tuple[tuple[Place, Neighbours], ...]


def freeze(target: Path, processes: int = 1, progress: Progress = lambda issues: None) -> Frozen:
    """The public archive in `target`, a folder that is not there yet. Raises FreezeRefused."""
    if target.exists():
        raise FreezeRefused(f"{target} is there already: name a new folder.")
    if not target.absolute().parent.is_dir():
        raise FreezeRefused(f"There is no folder {target.parent}: make it first.")
    building = target.with_name(target.name + ".part")
    shutil.rmtree(building, ignore_errors=True)
    (building / SPILL).mkdir(parents=True)
    try:
        frozen = fill(building, processes, progress)
        os.replace(building, target)
    except OSError as error:
        raise FreezeRefused(f"{target} could not be written: {error.strerror}.") from error
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return frozen


def fill(root: Path, processes: int, progress: Progress) -> Frozen:
    everything = places()
    writer = Writer(root)
    tasks = tasks_of(root, everything)
    for done, sums, size in run(freeze_issues, tasks, processes):
        writer.sums += sums
        writer.size += size
        progress(done)
    for _, sums, size in run(freeze_bucket, [(root, n) for n in range(BUCKETS)], processes):
        writer.sums += sums
        writer.size += size
    write_words(root / SPILL, writer)
    write_contents(writer, everything)
    shutil.rmtree(root / SPILL)
    lines = [f"{digest}  {name}\n" for name, digest in sorted(writer.sums)]
    (root / SUMS).write_text("".join(lines), encoding="utf-8")
    return Frozen(len(everything), sum(p.count for p in everything), len(lines) + 1, writer.size)


def run(work: Callable, tasks: list, processes: int) -> Iterator[tuple[int, list[tuple[str, str]], int]]:
    if processes == 1:
        yield from map(work, tasks)
        return
    connections.close_all()  # a connection must not be shared with a forked process
    with ProcessPoolExecutor(processes, mp_context=get_context("fork")) as pool:
        for future in as_completed([pool.submit(work, task) for task in tasks]):
            yield future.result()


def tasks_of(root: Path, everything: list[Place]) -> list[Task]:
    """Issues in bundles, each issue with its neighbours in the same paper."""
    near: dict[int, Neighbours] = {}
    by_paper = sorted(everything, key=lambda p: p.folder.partition("/")[0])
    for _, found in groupby(by_paper, key=lambda p: p.folder.partition("/")[0]):
        row = list(found)  # newest first
        for n, place in enumerate(row):
            after = row[n - 1].folder if n else ""
            near[place.issue_id] = Neighbours(row[n + 1].folder if n + 1 < len(row) else "", after)
    work = [(place, near[place.issue_id]) for place in everything]
    return [Task(root, n, tuple(work[n : n + CHUNK])) for n in range(0, len(work), CHUNK)]


def freeze_issues(task: Task) -> tuple[int, list[tuple[str, str]], int]:
    writer, spill = Writer(task.root), Spill(task.root / SPILL, str(task.number))
    with translation.override(settings.LANGUAGE_CODE):
        for place, near in task.work:
            issue = Issue.objects.select_related("paper").defer("layout").get(pk=place.issue_id)
            articles = list(articles_of(place.issue_id))[: place.count]  # one more may have come in the meantime
            write_issue(issue, place, articles, near, writer)
            for number, article in enumerate(articles, place.first):
                folded = fold(searched_text(article))
                spill.add(pairs(folded, number), words(folded), number)
    spill.flush()
    return len(task.work), writer.sums, writer.size


def freeze_bucket(task: tuple[Path, int]) -> tuple[int, list[tuple[str, str]], int]:
    root, bucket = task
    writer = Writer(root)
    return write_pairs(root / SPILL, bucket, writer), writer.sums, writer.size


def write_contents(writer: Writer, everything: list[Place]) -> None:
    """Start page, a page a paper and year, the search page, its list of issues, style and script."""
    papers = contents(everything)
    made = timezone.localtime().date().isoformat()
    with translation.override(settings.LANGUAGE_CODE):
        shared = {"papers": papers, "made": made, "site_name": settings.ARCHIVE_NAME, "count": len(everything)}
        writer("index.html", render_to_string("frozen/index.html", {**shared, "root": ""}))
        writer("search.html", render_to_string("frozen/search.html", {**shared, "root": ""}))
        writer("README.txt", render_to_string("frozen/README.txt", shared))
        for paper in papers:
            for year in paper["years"]:
                name = f"{paper['slug']}/{year['name']}/index.html"
                context = {**shared, "paper": paper, "year": year, "root": root_from(f"{paper['slug']}/x")}
                writer(name, render_to_string("frozen/year.html", context))
    rows = [[p.first, p.count, p.folder, p.title] for p in everything if p.count]
    writer("search/issues.js", f"F.all({as_js(rows)})\n")
    for name in ("frozen.js", "frozen.css"):
        writer.put(name, (settings.BASE_DIR / "static" / name).read_bytes())


def contents(everything: list[Place]) -> list[dict]:
    """Papers with their years with their issues, oldest first."""
    names = dict(Issue.objects.values_list("paper__slug", "paper__name"))
    found: dict[str, dict[str, list[Place]]] = {}
    for place in reversed(everything):
        slug, year, _ = place.folder.split("/")
        found.setdefault(slug, {}).setdefault(year, []).append(place)
    return [
        {
            "slug": slug,
            "name": names[slug],
            "years": [
                {
                    "name": year,
                    "issues": [{"title": p.title, "file": p.folder.split("/")[2], "count": p.count} for p in row],
                }
                for year, row in sorted(years.items())
            ],
        }
        for slug, years in sorted(found.items())
    ]
