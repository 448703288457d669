"""`manage.py make_corpus N`: an archive of N articles, so that anyone can repeat the figures of docs/performance.md."""

import hashlib
from argparse import ArgumentParser
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from tqdm import tqdm

from archive import corpus, editing
from archive.corpus import MadeIssue
from archive.editing import Note
from archive.layout import ArticleLayout, Layout, Piece
from archive.models import Change, Issue, Newspaper, Source
from archive.uids import new_uid


class Command(BaseCommand):
    help = "造一个有 N 篇文章的档案，用来测速度；只能在空的档案里造"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("articles", type=int, help="文章篇数")
        parser.add_argument("--text", type=Path, help="用这个 .jsonl（.gz）里的标题和段落重新组合；不写则用自造的文字")
        parser.add_argument("--files", type=Path, help="不造档案，只在这个文件夹里写出各版的 .txt，供 ingest 测速")
        parser.add_argument("--seed", type=int, default=1, help="随机种子，同数同文（默认 1）")
        parser.add_argument("--no-index", action="store_true", help="不建索引")

    def handle(self, *args: Any, **options: Any) -> None:
        articles, text, files = options["articles"], options["text"], options["files"]
        if articles < 1:
            raise CommandError("篇数至少是 1")
        if text and not text.is_file():
            raise CommandError(f"没有 {text} 这个文件")
        made = corpus.issues(articles, text, options["seed"])
        if files:
            self.stdout.write(f"{files} 里写了 {corpus.write_files(files, made)} 个文件")
            return
        if Newspaper.objects.exists():
            raise CommandError("这个档案不是空的：请另设 ARCHIVE_DATA_DIR，造出来的文章不能与真的报纸混在一起")
        self.build(made, articles, quiet=options["verbosity"] == 0)
        if not options["no_index"]:
            call_command("rebuild_index", "--noinput", "--processes=2", stdout=self.stdout, stderr=self.stderr)

    def build(self, made: Iterator[MadeIssue], articles: int, quiet: bool) -> None:
        paper = Newspaper.objects.create(slug=corpus.SLUG, name=corpus.NAME)
        with tqdm(total=articles, unit="篇", disable=quiet or None) as bar:
            while batch := list(islice(made, 10)):
                with transaction.atomic():
                    for issue in batch:
                        bar.update(store(paper, issue))
                    Change.objects.all().delete()  # the index is built anew at the end
        self.stdout.write(f"造了 {Issue.objects.count()} 期、{articles} 篇")


def store(paper: Newspaper, made: MadeIssue) -> int:
    """The issue written through the one writer; the number of its articles."""
    issue = editing.new_issue(paper, date=made.date, date_source="printed", total_issue=made.number)
    texts = [corpus.page_text(made, page) for page in range(1, len(made.pages) + 1)]
    sources = Source.objects.bulk_create(source(issue, seq, text) for seq, text in enumerate(texts, 1))
    layouts = [layout_of_page(seq, text) for seq, text in enumerate(texts, 1)]
    articles = tuple(a for found, _ in layouts for a in found)
    furniture = tuple(p for _, found in layouts for p in found)
    editing.write(issue, Layout(articles=articles, furniture=furniture), Note("ingest", via="ingest"), sources=sources)
    return len(articles)


def source(issue: Issue, seq: int, text: str) -> Source:
    content = text.encode()
    return Source(
        issue=issue,
        seq=seq,
        name=f"{issue.date}/{seq:02}.txt",
        page=str(seq),
        page_starts=[[1, str(seq)]],
        bytes=content,
        sha256=hashlib.sha256(content).hexdigest(),
        encoding="utf-8",
        text=text,
    )


def layout_of_page(seq: int, text: str) -> tuple[list[ArticleLayout], list[Piece]]:
    """What stands under each heading is an article; what stands above the first is furniture."""
    furniture: list[Piece] = []
    stories: list[list[Piece]] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        piece = Piece(f"{seq}:{number}", 0, len(line), "body")
        if line.startswith("## "):
            stories.append([Piece(piece.block, 0, len(line), "title")])
        elif stories:
            stories[-1].append(piece)
        else:
            furniture.append(Piece(piece.block, 0, len(line), "masthead"))
    return [ArticleLayout(new_uid(), tuple(pieces), page=str(seq)) for pieces in stories], furniture
