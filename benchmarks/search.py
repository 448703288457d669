"""The search engine beside its peers, over the same articles and queries, in one run.

    python -m benchmarks.search --text news.jsonl.gz --articles 20000 160000

Each engine builds and answers in a process of its own. Printed: time to build (articles are read from a file, the
cutting into terms counts), size, peak memory of the build's processes together, for each kind of query the median, the
95th hundredth and the longest time (each query the median of its runs), and how many totals are what plain reading of
every article gives. Without --text the articles are made from a word list; terms are then less natural than news.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import pickle
import shutil
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from benchmarks import corpus
from benchmarks.engines import ENGINES, Engine, shown
from benchmarks.queries import Asked, draw
from benchmarks.stock import Stock
from search.analysis import flatten
from search.engine import Document, Index, facets, open_index, prepare, write
from search.highlight import marked, needles, snippet

RUNS = 3
STOCK_LIMIT = 2000  # articles, unless --stock says more; its price per article grows with every commit
ALL: dict[str, type[Engine]] = {**ENGINES, "stock": Stock}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--text", type=Path, help="JSON lines of articles, may be packed with gzip")
    parser.add_argument("--articles", type=int, nargs="+", default=[20000])
    parser.add_argument("--queries", type=int, default=20, help="of each kind")
    parser.add_argument("--engines", nargs="+", choices=list(ALL), default=list(ALL))
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--stock", type=int, default=STOCK_LIMIT, help="articles for the stock engine, at most")
    parser.add_argument("--folder", type=Path, help="where to build; a temporary folder by default")
    parser.add_argument("--no-truth", action="store_true", help="do not read every article for the right totals")
    args = parser.parse_args()
    material = corpus.read(args.text)
    asked = draw(material, args.queries)
    print(f"load of the machine at the start: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    for count in args.articles:
        folder = Path(tempfile.mkdtemp(dir=args.folder))
        try:
            compare(material, asked, count, folder, args)
        finally:
            shutil.rmtree(folder)


def compare(material: corpus.Material, asked: list[Asked], count: int, folder: Path, args: argparse.Namespace) -> None:
    chars = save(corpus.articles(material, count), folder / "corpus")
    print(f"\n{count} articles of {chars / count:.0f} characters, {len(asked)} queries, {args.processes} processes")
    truths: dict[int, list[int]] = {}
    for name, size in runs(args.engines, count, args.stock):
        if size not in truths and not args.no_truth:
            truths[size] = truth(folder / "corpus", size, asked)
        result = in_process(measure, name, folder, size, asked, args.processes)
        report(ALL[name].name, size, result, asked, truths.get(size))
        shutil.rmtree(folder / name, ignore_errors=True)


def runs(engines: list[str], count: int, most: int = STOCK_LIMIT) -> list[tuple[str, int]]:
    """Which engine at which size: the stock one as far as it can get, and this one beside it at that size."""
    found = [(name, count) for name in engines if name != "stock"]
    if "stock" in engines:
        size = min(count, most)
        found += [("stock", size)] + ([("ours", size)] if "ours" in engines and size < count else [])
    return found


def save(documents: Iterator[Document], path: Path) -> int:
    """Articles in a file, so that making them is not part of any engine's time; the number of their characters."""
    chars = 0
    with path.open("wb") as file:
        while batch := list(islice(documents, 500)):
            pickle.dump(batch, file, -1)
            chars += sum(len(part) for document in batch for part in document.parts())
    return chars


def load(path: Path, count: int) -> Iterator[Document]:
    def batches() -> Iterator[Document]:
        with path.open("rb") as file:
            while True:
                try:
                    yield from pickle.load(file)
                except EOFError:
                    return

    return islice(batches(), count)


def truth(path: Path, count: int, asked: list[Asked]) -> list[int]:
    """How many articles answer each query, by reading them."""
    wanted = [([flatten(t) for t in query.holds], [flatten(t) for t in query.lacks]) for query in asked]
    totals = [0] * len(asked)
    for document in load(path, count):
        text = shown(document)
        for row, (holds, lacks) in enumerate(wanted):
            totals[row] += all(t in text for t in holds) and not any(t in text for t in lacks)
    return totals


def in_process(function: Callable[..., Any], *args: Any) -> Any:
    """The function's result, from a fresh process: memory and caches of one engine do not help or burden another."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(there, function, *args))
    process.start()
    there.close()
    try:
        return here.recv()
    except EOFError:
        raise SystemExit(f"the process that measured {args[0]} ended without a result") from None
    finally:
        process.join()


def _answer(connection: Connection, function: Callable[..., Any], *args: Any) -> None:
    connection.send(function(*args))


def measure(name: str, folder: Path, count: int, asked: list[Asked], processes: int) -> dict[str, Any]:
    engine, place = ALL[name](), folder / name
    memory = Memory()
    start, spent = time.perf_counter(), processor()
    engine.build(place, load(folder / "corpus", count), processes)
    built, spent = time.perf_counter() - start, processor() - spent
    peak = memory.stop()
    run = engine.open(place)
    totals = [run(query) for query in asked]  # also warms up
    times = medians([[timed(run, query) for query in asked] for _ in range(RUNS)])
    size = sum(file.stat().st_size for file in place.rglob("*") if file.is_file())
    more = beyond(place, asked) if name == "ours" else {}
    return {"built": built, "spent": spent, "peak": peak, "size": size, "totals": totals, "times": times, **more}


def timed(function: Callable[..., Any], *args: Any, **more: Any) -> tuple[float, float]:
    """Milliseconds that it took: by the clock, and of the processor. On a busy machine only the second tells much."""
    start, spent = time.perf_counter(), time.thread_time()
    function(*args, **more)
    return (time.perf_counter() - start) * 1000, (time.thread_time() - spent) * 1000


def medians(rounds: list[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    """For each query the median of its runs."""
    return [(statistics.median(run[0] for run in runs), statistics.median(run[1] for run in runs))
            for runs in zip(*rounds, strict=True)]  # fmt: skip


def processor() -> float:
    """Seconds of the processor that this process and its ended children have spent."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


class Memory:
    """Peak memory of this process and its children together, looked at ten times a second; mapped files not counted."""

    def __init__(self) -> None:
        self.peak, self._ended = 0.0, threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def _watch(self) -> None:
        while not self._ended.wait(0.1):
            self.peak = max(self.peak, sum(map(private, family(os.getpid()))))

    def stop(self) -> float:
        self._ended.set()
        self._thread.join()
        return max(self.peak, private(os.getpid()))


def family(parent: int) -> list[int]:
    children = [
        int(child) for task in Path(f"/proc/{parent}/task").glob("*/children") for child in task.read_text().split()
    ]
    return [parent, *(pid for child in children for pid in family(child))]


def private(pid: int) -> float:
    """Megabytes of memory that are the process's own (RssAnon)."""
    try:
        rows = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(row.split()[1]) for row in rows if row.startswith("RssAnon")) / 1024


def beyond(place: Path, asked: list[Asked]) -> dict[str, Any]:
    """What only this engine is asked: facets and snippets, an edit, memory of a process that has searched."""
    index = open_index(place)
    full = medians([[timed(page, index, query) for query in asked] for _ in range(RUNS)])
    worker = private(os.getpid())
    some = [index.document(index.views[0].uid(number)) for number in range(40)]
    prepare(place)  # as the index worker does when it starts
    edits = [timed(write, place, [document], [], 2) for document in some]
    opened = [timed(open_index, place, fresh=True)[0] for _ in range(5)]
    text = sum(file.stat().st_size for ext in (".raw", ".txt") for file in place.glob(f"*{ext}"))
    return {"full": full, "worker": worker, "edits": edits, "opened": statistics.median(opened), "text": text}


def page(index: Index, asked: Asked) -> None:
    """A page of results as the site makes it: facets, and for each hit its marked headline and passages."""
    hits = index.search(asked.node(), limit=20, facets=facets.NAMES)
    sought = needles(asked.node())
    for place in hits.places:
        document = index.at(place)
        marked(document.title, sought)
        snippet(document.paragraphs, sought)


def report(name: str, count: int, result: dict[str, Any], asked: list[Asked], truths: list[int] | None) -> None:
    times = result["times"]
    print(f"\n{name}, {count} articles")
    print(
        f"  build {result['built']:.1f} s ({result['spent']:.1f} s of processor), peak {result['peak']:.0f} MB, index {result['size'] / 1e6:.0f} MB",
        end="",
    )
    print(f" (without text {(result['size'] - result['text']) / 1e6:.0f})" if "text" in result else "")
    if truths:
        print(f"  exact totals {sum(a == b for a, b in zip(result['totals'], truths, strict=True))} of {len(asked)}")
    print(f"  {'all queries':18} {spread(times)}")
    if "full" in result:
        print(f"  {'+ facets, snippets':18} {spread(result['full'])}")
    for kind in dict.fromkeys(query.kind for query in asked):
        print(f"  {kind:18} {spread([t for t, query in zip(times, asked, strict=True) if query.kind == kind])}")
    if "edits" in result:
        print(f"  one edit: {spread(result['edits'])}; open {result['opened']:.0f} ms; a worker that has searched "
              f"{result['worker']:.0f} MB")  # fmt: skip


def spread(times: list[tuple[float, float]]) -> str:
    clock, spent = (sorted(column) for column in zip(*times, strict=True))
    return f"{figures(clock)} ms   processor {figures(spent)} ms"


def figures(ordered: list[float]) -> str:
    late = ordered[int(len(ordered) * 0.95)]
    return f"p50 {statistics.median(ordered):7.2f}  p95 {late:7.2f}  max {ordered[-1]:7.2f}"


if __name__ == "__main__":
    main()
