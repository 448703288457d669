"""`manage.py rebuild_index`: a new index beside the live one, then the switch. In the place of haystack's own command,
which clears the live index first."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from archive.models import Article
from search.engine import IndexProblem
from search.worker import Busy, drain_unless_worker, index_path, rebuild_all


class Command(BaseCommand):
    help = "Builds the search index anew beside the live one and switches to it when it is whole."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--noinput", action="store_false", dest="interactive", help="do not ask first")
        parser.add_argument("--processes", type=int, default=1, help="processes that build (default 1)")

    def handle(self, *args: Any, interactive: bool = True, processes: int = 1, **options: Any) -> None:
        if processes < 1:
            raise CommandError("--processes must be at least 1.")
        if interactive and not self.agreed():
            raise CommandError("Nothing was changed.")
        try:
            self.rebuild(processes, options["verbosity"])
        except Busy:
            raise CommandError("Another process is rebuilding the index: wait until it has ended.") from None
        except IndexProblem as problem:
            raise CommandError(str(problem)) from problem

    def agreed(self) -> bool:
        answer = input("Rebuild the search index? The present one answers until the new one is whole. [y/N] ")
        return answer.strip().lower() in ("y", "yes")

    def rebuild(self, processes: int, verbosity: int) -> None:
        total = Article.objects.public().count()
        quiet = verbosity == 0 or not sys.stderr.isatty()
        with tqdm(total=total, unit=" articles", desc="index", disable=quiet) as bar:
            rebuild_all(processes, lambda count: bar.update(count - bar.n) and None)
        drain_unless_worker()  # what came meanwhile
        if verbosity:
            self.stdout.write(f"The search index in {index_path()} holds {total} articles.")
