"""What a process of the fit does; each stage starts new ones, so that they read the weights written last."""

from __future__ import annotations

from pathlib import Path

from benchmarks.check_pages import read_answered
from benchmarks.fitting.logistic import Row
from benchmarks.fitting.rows import STAGES, example
from benchmarks.jumbling.layout import made_page
from benchmarks.jumbling.stories import Story, read_stories

_stories: dict[tuple[str, int], list[Story]] = {}


def begin(text: Path, days: frozenset[str], without: frozenset[tuple[str, int]]) -> None:
    """Reads the articles of the days given (all where none is), once a process; pages `without` are left out."""
    found = read_stories(text)
    _stories.update({key: page for key, page in found.items() if key not in without and (not days or key[0] in days)})


def rows_of(job: tuple[str, str | int, float]) -> list[tuple[str, Row]]:
    """The rows of one stage from one page: a file by its name, a made page by its number. Fragments without a
    headline are few: where two lines part is learnt from pages with more of them."""
    stage, page, count = job
    level = "stray" if stage in ("links", "breaks", "homes") and isinstance(page, int) and page % 3 == 0 else "mixed"
    lines, gold = made_page(_stories, level, page) if isinstance(page, int) else read_answered(Path(page))
    return [(model, row._replace(weight=row.weight * count)) for model, row in STAGES[stage](example(lines, gold))]
