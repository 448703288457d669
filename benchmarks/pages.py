"""How long readers' pages take, beside an empty Django view: `python -m benchmarks.pages --articles 160000`.

Works in a data folder of its own, made under the system's temporary folder and kept for the next run, or in that of an
archive which holds as many articles (`--data`). Prints for pages that are each asked for the first time the most
queries, p50 and p95 of server time in milliseconds, how long an unchanged page takes to answer 304, and the size.
"""

from __future__ import annotations

import argparse
import datetime
import os
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PAGES, ON_PAGE = 4, 8  # of an issue; articles on a page
ROUNDS = 200
WORDS = [
    "清溪镇新桥通车",
    "两岸村民往来不再绕行",
    "春茶开采",
    "山塘清淤",
    "水库防汛",
    "学校食堂",
    "公交线路",
    "文化礼堂",
]


def main() -> None:
    args = arguments()
    os.environ["ARCHIVE_DATA_DIR"] = str(args.data)
    os.environ["DJANGO_SETTINGS_MODULE"] = "archive.settings"
    import django

    django.setup()
    fill(args.articles)
    report(args.rounds)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=160_000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "archive-benchmark-pages")
    return parser.parse_args()


# --- an archive to measure ----------------------------------------------------------------------------------


def fill(articles: int) -> None:
    """Issues of one paper, one a day, until there are so many articles."""
    from django.core.management import call_command

    from archive.models import Article

    call_command("migrate", verbosity=0)
    held = Article.objects.count()
    while held < articles:
        held += fill_some(held // (PAGES * ON_PAGE), min(500, (articles - held) // (PAGES * ON_PAGE) + 1))
        print(f"\r{held} articles", end="", flush=True)
    print()


def fill_some(first: int, count: int) -> int:
    from django.db import transaction

    from archive.models import Article, Issue, Newspaper, Page, Revision, Source
    from archive.uids import new_uid

    rng = random.Random(first)
    with transaction.atomic():
        paper, _ = Newspaper.objects.get_or_create(slug="ceshi", defaults={"name": "测试日报"})
        start = datetime.date(2000, 1, 1) + datetime.timedelta(days=first)
        days = [start + datetime.timedelta(days=n) for n in range(count)]
        issues = [
            Issue(uid=new_uid(), paper=paper, date=day, revision=1, total_issue=first + n) for n, day in enumerate(days)
        ]
        texts = {}
        for issue in issues:
            texts[issue.uid] = ["\n".join(lines(rng)) for _ in range(PAGES)]
            issue.layout = layout(issue.uid)
        Issue.objects.bulk_create(issues)
        pages = [Page(issue=issue, label=str(n), order=n) for issue in issues for n in range(1, PAGES + 1)]
        Page.objects.bulk_create(pages)
        Source.objects.bulk_create(source(page, texts[page.issue.uid][page.order - 1]) for page in pages)
        Article.objects.bulk_create(article(page, n, rng) for page in pages for n in range(1, ON_PAGE + 1))
        Revision.objects.create(issue=issues[0], number=1, layout={}, op="ingest", via="ingest")
    return count * PAGES * ON_PAGE


def lines(rng: random.Random) -> Iterator[str]:
    for _ in range(ON_PAGE):
        yield f"## {rng.choice(WORDS)}"
        for _ in range(3):
            yield "".join(rng.choice(WORDS) for _ in range(8))


def uid_of(issue: str, page: int, position: int) -> str:
    """Of the issue's uid: the layout must know the articles' uids."""
    return issue[:7] + "23456789abcdefghjkmnpqrstuvwxyz"[page] + "23456789abcdefghjkmnpqrstuvwxyz"[position] + issue[9]


def layout(issue: str) -> dict:
    articles = []
    for page in range(1, PAGES + 1):
        for position in range(1, ON_PAGE + 1):
            line = (position - 1) * 4 + 1
            pieces = [[f"{page}:{line + n}", 0, 8, "body" if n else "title", 0, 0] for n in range(4)]
            articles.append(
                {
                    "uid": uid_of(issue, page, position),
                    "kind": "news",
                    "by": "auto",
                    "verified": None,
                    "page": str(page),
                    "jump_to": None,
                    "jump_from": None,
                    "missing": [],
                    "doubt": 0.0,
                    "pieces": pieces,
                }
            )
    return {"v": 1, "articles": articles, "furniture": [], "tray": [], "excluded": [], "fixes": {}}


def source(page, text: str):  # type: ignore[no-untyped-def]
    from archive.models import Source

    return Source(
        issue=page.issue,
        seq=page.order,
        name=f"{page.order}.txt",
        page=page.label,
        bytes=text.encode(),
        text=text,
        sha256=f"{page.issue.uid}{page.order}",
        encoding="utf-8",
    )


def article(page, position: int, rng: random.Random):  # type: ignore[no-untyped-def]
    from archive.models import Article

    title = rng.choice(WORDS)
    texts = ["".join(rng.choice(WORDS) for _ in range(8)) for _ in range(3)]
    return Article(
        uid=uid_of(page.issue.uid, page.order, position),
        issue=page.issue,
        page=page,
        position=position,
        title=title,
        headline=title,
        paragraphs=[["body", text] for text in texts],
        length=sum(map(len, texts)),
        byline=[{"role": "记者", "names": ["测试"]}],
    )


# --- measuring ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of page: addresses that are each asked once, as readers come to them."""

    name: str
    paths: list[str]


def report(rounds: int) -> None:
    from django.test import Client

    import archive.wsgi  # noqa: F401  (loads what a server loads before it serves)

    client = Client(headers={"host": "127.0.0.1", "accept-encoding": "gzip"})
    print(f"{'':12}{'pages':>6}{'queries':>8}{'p50 ms':>8}{'p95 ms':>8}{'304 p50':>9}{'304 p95':>9}{'kB gz':>7}")
    for kind in kinds(rounds):
        print(row(client, kind), flush=True)


def kinds(rounds: int) -> list[Kind]:
    """Different pages of each kind, spread over the whole archive: nothing is measured that was drawn before. Home
    and empty view have one address each."""
    from archive.models import Article, Issue, Newspaper

    rng = random.Random(1)
    keys = list(Article.objects.public().order_by("pk").values_list("pk", flat=True))
    chosen = Article.objects.with_place().filter(pk__in=rng.sample(keys, min(rounds, len(keys))))
    articles = rng.sample(list(chosen), len(chosen))
    issues = list({article.issue_id: article.issue for article in articles}.values())
    paper = Newspaper.objects.filter(pk=issues[0].paper_id).get()
    dates = Issue.objects.public().filter(paper=paper, date__isnull=False).dates("date", "month")
    months = [f"/{paper.slug}/{date:%Y/%m}/" for date in dates]
    years = sorted({f"/{paper.slug}/{date:%Y}/" for date in dates})
    return [
        Kind("empty view", ["/healthz"] * rounds),
        Kind("home", ["/"] * rounds),
        Kind("year", years),
        Kind("month", rng.sample(months, min(rounds, len(months)))),
        Kind("issue", [issue.get_absolute_url() for issue in issues]),
        Kind("page", [article.page.get_absolute_url() for article in articles]),
        Kind("article", [article.get_absolute_url() for article in articles]),
    ]


def row(client, kind: Kind) -> str:  # type: ignore[no-untyped-def]
    client.get(kind.paths[0])  # the first page of a kind compiles its template
    answers, times = timed(client, kind.paths)
    tags = [answer.get("ETag", "") for answer in answers]
    unchanged = timed(client, kind.paths, tags)[1] if all(tags) else []
    last = f"{statistics.median(unchanged):9.1f}{percentile(unchanged):9.1f}" if unchanged else f"{'-':>9}{'-':>9}"
    size = max(len(answer.content) for answer in answers) / 1000
    asked = most_queries(client, kind.paths[-20:])
    figures = f"{len(set(kind.paths)):6}{asked:8}{statistics.median(times):8.1f}{percentile(times):8.1f}"
    return f"{kind.name:12}{figures}{last}{size:7.1f}"


def most_queries(client, paths: list[str]) -> int:  # type: ignore[no-untyped-def]
    """The most that one of the pages asks of the database, drawn pages forgotten."""
    from django.core.cache import cache
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    most = 0
    for path in paths:
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        most = max(most, len(queries.captured_queries))
    return most


def timed(client, paths: list[str], tags: list[str] | None = None) -> tuple[list, list[float]]:  # type: ignore[no-untyped-def]
    """Answers, and processor time of this process for each request in milliseconds: what one core needs. `tags`: of
    the pages that the one who asks holds already."""
    answers, found = [], []
    for number, path in enumerate(paths):
        headers = {"if-none-match": tags[number]} if tags else {}
        start = time.process_time()
        answer = client.get(path, headers=headers)
        found.append((time.process_time() - start) * 1000)
        if answer.status_code != (304 if tags else 200):
            raise SystemExit(f"{path} answered {answer.status_code}")
        answers.append(answer)
    return answers, found


def percentile(times: list[float], share: float = 0.95) -> float:
    return sorted(times)[int(len(times) * share)]


if __name__ == "__main__":
    main()
