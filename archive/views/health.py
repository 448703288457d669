"""For the machines that watch over the site."""

import logging

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from archive import signals
from archive.models import Change

log = logging.getLogger("archive.health")
BEHIND = 1000  # changes that wait: an index worker that runs brings in more than that in the time between two looks


def text(lines: list[str], status: int) -> HttpResponse:
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8", status=status)


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 while the process answers."""
    return text(["ok"], 200)


@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when readers get pages and answers: database there and migrated, index there and not behind. Else 503 with
    what is wrong, a line each."""
    wrong = database_complaints() or index_complaints()
    return text(wrong or ["ready"], 503 if wrong else 200)


def database_complaints() -> list[str]:
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return ["database: not migrated (run manage.py migrate)"]
    except DatabaseError:
        log.exception("The database %s does not answer.", DEFAULT_DB_ALIAS)
        return ["database: does not answer"]
    return []


def index_complaints() -> list[str]:
    waiting = Change.objects.count()
    told = [line for _, lines in signals.readiness_asked.send(sender=None) for line in lines]
    if waiting > BEHIND:
        told.append(f"index: {waiting} changes behind (does the index worker run?)")
    return told
