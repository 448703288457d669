"""What search does when the archive announces something."""

from __future__ import annotations

import logging
from typing import Any

from django.dispatch import receiver

from archive import signals
from search.agreement import complaints
from search.analysis import load_tables
from search.checks import articles_wait
from search.engine import IndexMissing, IndexProblem
from search.highlight import uneven
from search.homophones import by_sound
from search.opened import current_index
from search.worker import UNWRITABLE, drain_unless_worker

log = logging.getLogger("search")


@receiver(signals.run_ended)
def bring_index_up_to_date(sender: Any, **kwargs: Any) -> None:
    """The files are in the archive whatever becomes of the index: a problem is told, not raised."""
    try:
        drain_unless_worker()
    except (IndexProblem, *UNWRITABLE) as problem:
        log.error("The search index was not brought up to date. %s", problem)


@receiver(signals.serving_started)
def warm_up(sender: Any, **kwargs: Any) -> None:
    """Makes all tables, so that no reader waits for them. In this thread and without the index: a server may be about
    to fork; its workers then share the tables, but must not share an open file or inherit a lock of a thread."""
    load_tables()
    uneven()
    by_sound()


@receiver(signals.derived_checked)
def compare_index(sender: Any, repair: bool = False, **kwargs: Any) -> list[str]:
    return complaints(repair)


@receiver(signals.readiness_asked)
def index_answers(sender: Any, **kwargs: Any) -> list[str]:
    """An archive without articles needs no index."""
    try:
        current_index()
    except IndexMissing:
        return ["index: missing (run manage.py rebuild_index)"] if articles_wait() else []
    except IndexProblem:
        return ["index: cannot be read (run manage.py rebuild_index)"]
    return []
