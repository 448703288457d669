"""What the README and the documents name exists, and what exists and matters to an operator is named."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]


def code_spans(document: Path) -> list[str]:
    """Everything set as code: `...` and fenced blocks, a line each."""
    text = document.read_text(encoding="utf-8")
    fenced = re.findall(r"```\w*\n(.*?)```", text, re.DOTALL)
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    return [line for block in fenced for line in block.splitlines()] + inline


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def variables_read() -> set[str]:
    """Names that the settings read from the environment."""
    sources = [ROOT / "archive/settings.py", ROOT / "archive/secret.py"]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    return set(re.findall(r"env\.\w+\(\s*\"((?:ARCHIVE_|DATABASE_)\w+)\"", text))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_make_target_that_a_document_names_exists(document: Path) -> None:
    named = {t for span in code_spans(document) for t in re.findall(r"\bmake ([a-z][a-z-]*)", span)}
    assert named - make_targets() == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_that_a_document_names_exists(document: Path) -> None:
    named = {c for span in code_spans(document) for c in re.findall(r"manage\.py ([a-z]\w*)", span)}
    assert named - set(get_commands()) == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_variable_that_a_document_names_is_read(document: Path) -> None:
    named = {v for span in code_spans(document) for v in re.findall(r"\bARCHIVE_[A-Z_]+[A-Z]\b", span)}
    assert named - variables_read() == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_to_a_file_of_the_project_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_the_folders_that_the_readme_names_exist() -> None:
    table = re.findall(r"^\| (.+?) \|", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    folders = {f for cell in table for f in re.findall(r"`([a-z]+/(?:[a-z]+/)?)`", cell)}
    assert len(folders) > 5
    assert [f for f in sorted(folders) if not (ROOT / f).is_dir()] == []


def test_every_variable_that_the_settings_read_is_documented() -> None:
    documented = set(re.findall(r"^\| `(\w+)`", (ROOT / "docs/settings.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert documented == variables_read()


def test_the_readme_fits_on_one_screen_or_two() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 60


def test_make_help_lists_every_target_that_a_person_calls() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    listed = set(re.findall(r"^([a-z-]+):.*## ", text, re.MULTILINE))
    phony = set(re.search(r"^\.PHONY: ((?:.*\\\n)*.*)$", text, re.MULTILINE)[1].replace("\\", " ").split())  # type: ignore[index]
    assert listed == phony


def test_every_command_of_the_project_is_named_in_some_document() -> None:
    own = {name for name, app in get_commands().items() if app in {"archive", "search"}}
    text = "\n".join(path.read_text(encoding="utf-8") for path in [*DOCUMENTS, ROOT / "Makefile"])
    assert {name for name in own if f"manage.py {name}" not in text} == set()


def documented_options() -> list[tuple[str, str]]:
    """(command, option) for each row of the table of commands."""
    rows = re.findall(
        r"^\| `manage\.py (\w+)` \|(.*)$", (ROOT / "docs/commands.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    return [(command, option) for command, rest in rows for option in re.findall(r"`(--[a-z-]+)`", rest)]


@pytest.mark.parametrize(("command", "option"), documented_options())
def test_every_option_that_the_table_of_commands_names_is_understood(command: str, option: str) -> None:
    parser = load_command_class(get_commands()[command], command).create_parser("manage.py", command)
    assert option in {name for action in parser._actions for name in action.option_strings}


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_pinned_package_carries_a_hash(name: str) -> None:
    blocks = re.split(r"\n(?=[a-z])", (ROOT / name).read_text(encoding="utf-8"))
    pinned = [block for block in blocks if re.match(r"[a-z][\w.-]*(\[\w+\])?==", block)]
    assert len(pinned) > 5
    assert [block.splitlines()[0] for block in pinned if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_name_no_place_to_fetch_from(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert re.findall(r"https?://\S+|^--(?:index-url|extra-index-url|find-links).*", text, re.MULTILINE) == []
