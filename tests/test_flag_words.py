"""Every doubt that the program can raise has words for editors, and none is listed that it cannot."""

import ast
from collections.abc import Iterator
from pathlib import Path

from archive.desk.terms import FLAG_WORDS
from archive.reading.reports import KIND

ARCHIVE = Path(__file__).resolve().parent.parent / "archive"
MAKERS = frozenset({"Doubt", "FlagDraft", "Finding", "Misreading"})


def kinds() -> Iterator[str]:
    for path in ARCHIVE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MAKERS and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    yield str(first.value)


def test_every_kind_of_doubt_has_words_and_no_words_are_left_over():
    assert {*kinds(), KIND} == set(FLAG_WORDS)
