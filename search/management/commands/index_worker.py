"""`manage.py index_worker`: keeps the search index up to date until it is stopped."""

from __future__ import annotations

import signal
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from search.engine import IndexProblem
from search.worker import UNWRITABLE, Busy, drain_unless_worker, work


class Command(BaseCommand):
    help = gettext_lazy("把档案的改动随时写进检索索引；同时只有一个进程。")  # type: ignore[assignment]

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help=_("写完等着的改动就结束"))

    def handle(self, *args: Any, once: bool = False, **options: Any) -> None:
        try:
            if once:
                self.drain()
            else:
                self.serve()
        except Busy as busy:
            raise CommandError(already_running(str(busy))) from None
        except IndexProblem as problem:
            raise CommandError(str(problem)) from problem
        except UNWRITABLE as error:
            raise CommandError(f"The index could not be written ({error}); it is as it was.") from error

    def drain(self) -> None:
        if not drain_unless_worker():
            raise Busy("worker")
        self.stdout.write(_("检索索引已是最新。"))

    def serve(self) -> None:
        stop = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        self.stdout.write(_("索引进程正在运行，按 Ctrl-C 停止。"))
        work(stop.is_set, pause=lambda seconds: None if stop.wait(seconds) else None)
        self.stdout.write(_("索引进程已停止。"))


def already_running(lock: str) -> str:
    if lock == "rebuild":
        return _("另一个进程正在重建索引：请等它结束后再启动。")
    return _("另一个索引进程正在运行：有一个就够了，这一个不启动。")
