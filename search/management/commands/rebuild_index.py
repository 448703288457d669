"""`manage.py rebuild_index`: a new index beside the live one, then the switch. In the place of haystack's own command,
which clears the live index first."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from tqdm import tqdm

from archive.models import Article
from search.engine import IndexProblem
from search.worker import Busy, drain_unless_worker, index_path, rebuild_all


class Command(BaseCommand):
    requires_system_checks = []  # one of them says: run this command
    help = gettext_lazy("在现有索引旁边重建一份，完整之后再切换过去。")  # type: ignore[assignment]

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--noinput", action="store_false", dest="interactive", help=_("不先询问"))
        parser.add_argument("--processes", type=int, default=1, help=_("用几个进程（默认 1）"))

    def handle(self, *args: Any, interactive: bool = True, processes: int = 1, **options: Any) -> None:
        if processes < 1:
            raise CommandError(_("--processes 至少是 1。"))
        if interactive and not self.agreed():
            raise CommandError(_("没有改动。"))
        try:
            self.rebuild(processes, options["verbosity"])
        except Busy:
            raise CommandError(_("另一个进程正在重建索引：请等它结束。")) from None
        except IndexProblem as problem:
            raise CommandError(str(problem)) from problem

    def agreed(self) -> bool:
        answer = input(_("重建检索索引吗？建成之前现有的照常使用。[y/N] "))
        return answer.strip().lower() in ("y", "yes")

    def rebuild(self, processes: int, verbosity: int) -> None:
        total = Article.objects.public().count()
        quiet = verbosity == 0 or not sys.stderr.isatty()
        with tqdm(total=total, unit=_("篇"), desc=_("索引"), disable=quiet) as bar:
            rebuild_all(processes, lambda count: bar.update(count - bar.n) and None)
        drain_unless_worker()  # what came meanwhile
        if verbosity:
            self.stdout.write(_("检索索引 %(path)s 收有 %(n)d 篇文章。") % {"path": index_path(), "n": total})
