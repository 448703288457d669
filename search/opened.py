"""The index as one process has it open."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from threading import Lock

from django.conf import settings

from search.engine import Index, open_index


class Opened:
    """Opens on the first question, not on import: a process forked later must not share a mapping's file offset.
    Takes up a newer generation before each question; a generation in use stays readable until nobody holds it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._index: Index | None = None
        self._lock = Lock()

    def now(self) -> Index:
        """The newest generation. Raises IndexProblem where there is none that can be read."""
        with self._lock:
            try:
                self._index = self._index.refresh() if self._index else open_index(self.path)
            except FileNotFoundError:  # the folder is gone from under the open index
                self._index = None
                self._index = open_index(self.path)
            return self._index


@cache
def opened(path: Path) -> Opened:
    return Opened(path)


def current_index() -> Index:
    """The newest generation of the site's index. Raises IndexProblem."""
    return opened(Path(settings.ARCHIVE_INDEX_DIR)).now()
