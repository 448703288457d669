"""The stored `Knowledge`: read once a run, rebuilt only by `manage.py learn`."""

import gzip
import json
import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from archive.layout import split_lines
from archive.models import Source, State
from archive.parsing.knowledge import EMPTY, Knowledge, learn

FILE = "knowledge.json.gz"


class UnreadableKnowledge(Exception):
    """The stored knowledge is damaged or of another version; the message says what to do."""


def knowledge_path() -> Path:
    return Path(settings.ARCHIVE_DATA_DIR) / FILE


def stored_knowledge() -> Knowledge:
    """What `learn` wrote last; EMPTY before the first time. Raises UnreadableKnowledge."""
    path = knowledge_path()
    if not path.exists():
        return EMPTY
    try:
        return Knowledge.from_json(json.loads(gzip.decompress(path.read_bytes())))
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise UnreadableKnowledge(f"{path} 读不了（{error}）：请重新运行 manage.py learn，或删去这个文件") from error


def learn_archive() -> Knowledge:
    """The knowledge of all sources in use."""
    return learn(pages())


def pages() -> Iterator[list[str]]:
    """The lines of every page, one at a time."""
    sources = Source.objects.filter(active=True).exclude(issue__state=State.RETIRED)
    for text, starts in sources.order_by("issue_id", "seq").values_list("text", "page_starts").iterator(200):
        lines = split_lines(text)
        firsts = [1, *(line for line, _ in starts[1:]), len(lines) + 1]
        yield from (lines[a - 1 : b - 1] for a, b in zip(firsts, firsts[1:], strict=False))


def store(knowledge: Knowledge) -> Path:
    """Written beside, then put in place: a reader sees the old or the new, never a half."""
    path = knowledge_path()
    beside = path.with_suffix(f".{os.getpid()}")
    data = json.dumps(knowledge.to_json(), ensure_ascii=False, separators=(",", ":")).encode()
    beside.write_bytes(gzip.compress(data, mtime=0))
    beside.replace(path)
    return path
