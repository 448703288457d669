"""Data flows one way: who may import whom. The table below is the house's; a module that breaks it fails here."""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PURE_LIBRARIES = frozenset(
    {"jieba", "rjieba", "lunar_python", "numpy", "scipy", "pypinyin", "opencc", "charset_normalizer"}
)
PURE_ARCHIVE = (
    "archive.parsing",
    "archive.layout",
    "archive.invariants",
    "archive.derived",
    "archive.operations",
    "archive.carry",
)
# names of the standard library that would let a pure module touch the world outside
OUTSIDE_WORLD = frozenset({"os", "pathlib", "shutil", "socket", "subprocess", "tempfile", "time", "sqlite3"})

# module and import that are let through, each for a reason
LET_THROUGH = {
    ("archive.parsing.words", "pathlib"),  # reads the word list that lies inside the installed jieba package
}


@dataclass(frozen=True, slots=True)
class Rule:
    """`modules` must not import `never`; where `only` is given, nothing but the standard library and `only`."""

    modules: tuple[str, ...]
    never: tuple[str, ...] = ()
    only: tuple[str, ...] | None = None


RULES = (
    Rule(PURE_ARCHIVE, never=tuple(OUTSIDE_WORLD), only=(*PURE_ARCHIVE, *PURE_LIBRARIES)),
    Rule(("archive.sources",), only=("archive.sources", "archive.parsing", "charset_normalizer")),
    Rule(("archive.models",), never=("archive.ingest", "archive.editing", "archive.views", "search")),
    Rule(("archive.editing",), never=("archive.ingest", "archive.views", "archive.forms")),
    Rule(("archive.ingest",), never=("archive.views", "search")),
    Rule(
        ("search.analysis", "search.query", "search.highlight", "search.engine"),
        never=("archive", "haystack"),
        only=("search.analysis", "search.query", "search.highlight", "search.engine", "whoosh", *PURE_LIBRARIES),
    ),
    Rule(("search",), never=("archive.ingest", "archive.editing")),
    Rule(("archive",), never=("search", "tests", "benchmarks")),
    Rule(("search",), never=("tests", "benchmarks")),
)


def within(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == p or name.startswith(p + ".") for p in packages)


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def own_modules() -> dict[str, Path]:
    return {module_name(path): path for top in ("archive", "search") for path in sorted((ROOT / top).rglob("*.py"))}


def imported(path: Path, name: str) -> Iterator[tuple[int, str]]:
    """Line and full name of everything a module imports, inside functions too."""
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package.split(".")[: len(package.split(".")) - node.level + 1]) if node.level else ""
            source = ".".join(filter(None, (base, node.module)))
            yield node.lineno, source
            # `from archive import editing` names a module too
            yield from ((node.lineno, f"{source}.{alias.name}") for alias in node.names)


def breaks(rule: Rule, name: str) -> bool:
    if within(name, rule.never):
        return True
    if rule.only is None or name.partition(".")[0] in sys.stdlib_module_names:
        return False
    # a package on the way to an allowed module (`from archive import layout`) is no import of its own
    return not within(name, rule.only) and not any(allowed.startswith(name + ".") for allowed in rule.only)


def offences(rule: Rule) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{line} imports {found}"
        for name, path in own_modules().items()
        if within(name, rule.modules)
        for line, found in imported(path, name)
        if breaks(rule, found) and (name, found.partition(".")[0]) not in LET_THROUGH
    ]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: ",".join(rule.modules))
def test_no_module_imports_what_the_house_forbids(rule: Rule) -> None:
    assert offences(rule) == []


def test_the_rules_speak_of_modules_that_exist() -> None:
    names = set(own_modules())
    missing = [m for rule in RULES for m in rule.modules if not any(within(n, (m,)) for n in names)]
    assert missing == []


def test_a_forbidden_import_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "sample.py"
    path.write_text("def late():\n    from archive import editing\n", encoding="utf-8")
    found = [name for _, name in imported(path, "search.sample")]
    assert found == ["archive", "archive.editing"]
    rule = next(r for r in RULES if r.modules == ("search",))
    assert [name for name in found if breaks(rule, name)] == ["archive.editing"]


def test_a_pure_module_may_not_import_django() -> None:
    pure = RULES[0]
    assert breaks(pure, "django.db")
    assert breaks(pure, "archive.models")
    assert breaks(pure, "pathlib")
    assert not breaks(pure, "archive.parsing.text")
    assert not breaks(pure, "collections.abc")


def test_no_module_is_called_by_a_word_that_says_nothing() -> None:
    empty_words = {"utils", "helpers", "services", "managers", "constants", "misc", "common"}
    assert [str(p.relative_to(ROOT)) for p in own_modules().values() if p.stem in empty_words] == []
