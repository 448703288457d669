"""`manage.py index_worker`: keeps the search index up to date until it is stopped."""

from __future__ import annotations

import signal
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.engine import IndexProblem
from search.worker import Busy, drain_unless_worker, work


class Command(BaseCommand):
    help = "Brings changes of the archive into the search index as they happen. One process at a time."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="bring in what is waiting, then end")

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

    def drain(self) -> None:
        if not drain_unless_worker():
            raise Busy("worker")
        self.stdout.write("The search index is up to date.")

    def serve(self) -> None:
        stop = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        self.stdout.write("The index worker is running; stop it with Ctrl-C.")
        work(stop.is_set, pause=lambda seconds: None if stop.wait(seconds) else None)
        self.stdout.write("The index worker has stopped.")


def already_running(lock: str) -> str:
    if lock == "rebuild":
        return "The index is being rebuilt by another process: wait until it has ended, then start again."
    return "Another index worker is already running: one is enough, this one ends."
