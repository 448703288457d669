"""`python -m benchmarks.load`: readers on the running site, on the archive of ARCHIVE_DATA_DIR (see make_corpus).

The mix is that of real libraries' logs: 60 % articles, 15 % issues, 10 % calendars, 15 % searches. Runs: 32 readers
who pause between pages; flat out (with an empty view beside it); the readers again while 50 issues are taken in and
200 edits made; the readers again beside a crawler that asks for random facets. Every reader has an address of its own.
"""

import argparse
import http.client
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
PORT = 8137
READERS = 32


@dataclass(slots=True)
class Run:
    """What the clients of one run saw: seconds by kind of page, and what was not answered with 200."""

    times: dict[str, list[float]] = field(default_factory=dict)
    ended: list[tuple[float, float]] = field(default_factory=list)  # when each answer was whole, and its seconds
    wrong: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, kind: str, seconds: float, status: int) -> None:
        with self.lock:
            self.times.setdefault(kind, []).append(seconds)
            self.ended.append((time.monotonic(), seconds))
            if status != 200:
                self.wrong[f"{kind} {status}"] += 1


@dataclass(frozen=True, slots=True)
class Addresses:
    """What there is to ask for."""

    articles: list[str]
    issues: list[str]
    calendars: list[str]
    queries: list[str]
    years: list[str]

    def choose(self, rng: random.Random) -> tuple[str, str]:
        kind = rng.choices(("article", "issue", "calendar", "search"), (60, 15, 10, 15))[0]
        if kind == "search":
            return kind, f"/search/?q={quote(rng.choice(self.queries))}"
        return kind, rng.choice(getattr(self, f"{kind}s"))

    def facet(self, rng: random.Random) -> str:
        """What a crawler finds beside the results: a year, a sort, a page."""
        query, year = quote(rng.choice(self.queries)), rng.choice(self.years)
        sort, page = rng.choice(("newest", "oldest")), rng.randrange(1, 9)
        return f"/search/?q={query}&from={year}&to={year}&sort={sort}&page={page}"


def addresses(rng: random.Random, count: int = 4000) -> Addresses:
    from archive.models import Article, Issue, State

    total, last = Article.objects.count(), Article.objects.order_by("-pk").values_list("pk", flat=True).first()
    if not last:
        sys.exit("The archive is empty: ARCHIVE_DATA_DIR=... manage.py make_corpus 160000")
    numbers = rng.sample(range(1, last + 1), min(count, last))
    rows = [a for a in Article.objects.filter(pk__in=numbers).with_place() if a.state == a.issue.state == State.PUBLIC]
    issues = [issue.get_absolute_url() for issue in Issue.objects.public().dated().select_related("paper")]
    years = sorted({"/".join(url.split("/")[:3]) + "/" for url in issues})
    months = sorted({"/".join(url.split("/")[:4]) + "/" for url in issues})
    queries = [word for row in rows for word in words_of(row.headline, row.body, rng)]
    print(f"{total} articles, {len(issues)} issues")
    return Addresses(
        [r.get_absolute_url() for r in rows],
        issues,
        years + months,
        queries,
        [y.strip("/").split("/")[1] for y in years],
    )


def words_of(headline: str, body: str, rng: random.Random) -> list[str]:
    """What a reader may type: a piece of the headline, a word of the text, two of them."""
    plain = ["".join(c for c in text if c.isalnum()) for text in (headline, body)]
    cut = [text[(at := rng.randrange(max(1, len(text) - 4))) : at + rng.randrange(2, 5)] for text in plain if text]
    return [*cut, " ".join(cut)]


@contextmanager
def site(workers: int) -> Iterator[int]:
    """gunicorn on the archive, as docs/deploy.md runs it, and the index worker; gunicorn's process number."""
    env = {**os.environ, "ARCHIVE_SITE_URL": f"http://127.0.0.1:{PORT}", "PYTHONUNBUFFERED": "1"}
    settings = ["--config", "docs/deploy/gunicorn.conf.py", "--bind", f"127.0.0.1:{PORT}", "--workers", str(workers)]
    commands = (
        ["nice", "-n", "5", sys.executable, "manage.py", "index_worker"],
        [sys.executable, "-m", "gunicorn", "archive.wsgi", *settings],
    )
    started = [subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL) for command in commands]
    try:
        wait_for_site()
        yield started[-1].pid
    finally:
        for process in started:
            process.terminate()
            process.wait(30)


def wait_for_site() -> None:
    for _ in range(240):
        try:
            if ask("/readyz", "127.0.0.1")[1] == 200:
                return
        except OSError:
            pass
        time.sleep(0.5)
    sys.exit("The site did not come up: see the lines above.")


def ask(path: str, client: str) -> tuple[float, int]:
    """Seconds until the last byte, and the status."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
    began = time.perf_counter()
    try:
        headers = {"X-Forwarded-For": client, "Accept-Encoding": "gzip"} if client != "127.0.0.1" else {}
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        answer.read()
        return time.perf_counter() - began, answer.status
    finally:
        connection.close()


def reader(
    number: int, run: Run, until: float, choose: Callable[[random.Random], tuple[str, str]], pause: bool
) -> None:
    rng = random.Random(number)
    if pause:
        time.sleep(rng.random())
    while time.monotonic() < until:
        kind, path = choose(rng)
        # without pauses one client would soon be told to wait; then each request stands for another reader
        client = f"10.7.0.{number + 1}" if pause else f"10.8.{rng.randrange(256)}.{rng.randrange(256)}"
        try:
            run.note(kind, *ask(path, client))
        except OSError as error:
            run.note(kind, 30.0, 0)
            print(f"  {path}: {error}")
        if pause:
            time.sleep(rng.uniform(0.5, 1.5))


def readers(count: int, seconds: float, choose: Callable[[random.Random], tuple[str, str]], pause: bool) -> Run:
    run, until = Run(), time.monotonic() + seconds
    threads = [threading.Thread(target=reader, args=(n, run, until, choose, pause)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return run


def told(name: str, run: Run, seconds: float) -> None:
    everything = sorted(t for times in run.times.values() for t in times)
    print(
        f"\n{name}: {len(everything)} requests, {len(everything) / seconds:.1f} a second, wrong: {dict(run.wrong) or 0}"
    )
    for kind, times in sorted({**run.times, "all": everything}.items()):
        ordered = sorted(times)
        print(
            f"  {kind:9} median {statistics.median(ordered) * 1000:6.0f} ms   p95 {p95(ordered) * 1000:6.0f} ms"
            f"   longest {ordered[-1] * 1000:6.0f} ms   ({len(ordered)})"
        )
    first = min(at for at, _ in run.ended)
    sixths = [[s for at, s in run.ended if n <= (at - first) / seconds * 6 < n + 1] for n in range(6)]
    print("  p95 of each sixth of the time:", *(f"{p95(part) * 1000:.0f}" for part in sixths if part))


def p95(times: Sequence[float]) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * 0.95))]


@contextmanager
def writing() -> Iterator[None]:
    """50 issues taken in and 200 edits made, in processes of their own."""
    run = str(int(time.time()))  # a paper of its own each time: what is there already would only be skipped
    with tempfile.TemporaryDirectory() as folder:
        made = [sys.executable, "manage.py", "make_corpus", "2400", "--files", folder, "--seed", run]
        subprocess.run(made, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        command = [sys.executable, "manage.py", "ingest", folder, "--paper", f"负载试验报{run}"]
        ingest = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        edits = subprocess.Popen([sys.executable, "-m", "benchmarks.edits", "200"], cwd=ROOT)
        try:
            yield
        finally:
            print(f"  (ingest {'had ended' if ingest.poll() is not None else 'was still running'} at the end)")
            for process in (ingest, edits):
                process.terminate()
                process.wait()


@contextmanager
def crawling(there: Addresses) -> Iterator[Run]:
    """One client that asks for facets without a pause; what it was answered."""
    run, stop = Run(), threading.Event()

    def crawl() -> None:
        rng = random.Random(77)
        while not stop.is_set():
            run.note("facet", *ask(there.facet(rng), "198.51.100.77"))

    thread = threading.Thread(target=crawl)
    thread.start()
    try:
        yield run
    finally:
        stop.set()
        thread.join()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--runs", default=",".join(RUNS), help="which, parted by commas (default: all)")
    options = parser.parse_args()
    runs = options.runs.split(",")
    if wrong := set(runs) - set(RUNS):
        parser.error(f"no such run: {', '.join(sorted(wrong))}")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    import django

    django.setup()
    there, seconds = addresses(random.Random(1)), options.seconds
    with site(options.workers):
        readers(4, min(5, seconds), there.choose, pause=False)  # warm
        for name in runs:
            RUNS[name](there, seconds)


def with_pauses(there: Addresses, seconds: float) -> None:
    told(f"{READERS} readers with pauses", readers(READERS, seconds, there.choose, pause=True), seconds)


def flat_out(there: Addresses, seconds: float) -> None:
    told("flat out, 8 clients", readers(8, seconds / 2, there.choose, pause=False), seconds / 2)
    empty = readers(8, seconds / 4, lambda rng: ("empty", "/healthz"), pause=False)
    told("an empty view, 8 clients", empty, seconds / 4)


def while_written(there: Addresses, seconds: float) -> None:
    with writing():
        told("readers while issues come in", readers(READERS, seconds, there.choose, pause=True), seconds)


def while_written_flat_out(there: Addresses, seconds: float) -> None:
    with writing():
        told("flat out while issues come in", readers(8, seconds / 2, there.choose, pause=False), seconds / 2)


def beside_a_crawler(there: Addresses, seconds: float) -> None:
    with crawling(there) as crawler:
        told("readers beside a crawler", readers(READERS, seconds, there.choose, pause=True), seconds)
    told("  the crawler itself (429: told to wait)", crawler, seconds)


RUNS = {
    "paused": with_pauses,
    "flat": flat_out,
    "written": while_written,
    "written-flat": while_written_flat_out,
    "crawler": beside_a_crawler,
}


if __name__ == "__main__":
    main()
