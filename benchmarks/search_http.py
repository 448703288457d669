"""`/search.json` over HTTP: gunicorn as docs/deploy.md runs it on the archive of ARCHIVE_DATA_DIR, some clients without
a pause between their requests.

    ARCHIVE_DATA_DIR=/srv/archive-160000 python -m benchmarks.search_http

Printed: requests a second, and the median, the 95th hundredth and the longest time until the last byte; then what a
request takes of the processor and what memory of its own each worker has. Every request comes from an address of its
own, so that no client is told to wait.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
from pathlib import Path
from urllib.parse import quote

from benchmarks import corpus
from benchmarks.load import readers, site, told
from benchmarks.queries import draw
from benchmarks.search import family, private
from search.query import typed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--text", type=Path, help="where queries are drawn from: the text that the archive was made of")
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--path", default="/search.json")
    args = parser.parse_args()
    if "ARCHIVE_DATA_DIR" not in os.environ:
        sys.exit("Say which archive: ARCHIVE_DATA_DIR=... (manage.py make_corpus makes one)")
    asked = draw(corpus.read(args.text), 40)
    paths = [f"{args.path}?q={quote(typed(a.node()))}" for a in asked]

    def choose(rng: random.Random) -> tuple[str, str]:
        number = rng.randrange(len(paths))
        return asked[number].kind, paths[number]

    with site(args.workers) as server:
        readers(args.clients, 5, choose, pause=False)  # warm
        before = spent(server)
        run = readers(args.clients, args.seconds, choose, pause=False)
        told(f"{args.path}, {args.workers} workers, {args.clients} clients", run, args.seconds)
        print(f"  {(spent(server) - before) / len(run.ended) * 1000:.2f} ms of processor a request; memory of its own:",
              *(f"{private(pid):.0f} MB" for pid in family(server)[1:]))  # fmt: skip


def spent(server: int) -> float:
    """Seconds of the processor that the workers have spent."""
    rows = [Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split() for pid in family(server)]
    return sum(int(row[11]) + int(row[12]) for row in rows) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
