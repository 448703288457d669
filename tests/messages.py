"""`python -m tests.messages`: is the English catalogue complete, and is its compiled form up to date?

Needs the gettext tools; without them it says so and only looks whether the files are there.
"""

import gettext
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("archive", "search", "templates", "locale", "manage.py")
CATALOGUE = Path("locale/en/LC_MESSAGES/django.po")


def entries(compiled: Path) -> dict[str, str]:
    """What a compiled catalogue says, its head aside."""
    with compiled.open("rb") as file:
        catalogue = gettext.GNUTranslations(file)._catalog  # the only door to all entries at once
    return {str(key): value for key, value in catalogue.items() if key}


def collected(folder: Path) -> Path:
    """The catalogue as the code now asks for it, made in a copy so that the checkout stays as it is."""
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / part)
    command = [
        sys.executable,
        "manage.py",
        "makemessages",
        "--locale",
        "en",
        "--no-obsolete",
        "--verbosity",
        "0",
    ]
    subprocess.run(command, cwd=folder, check=True)
    return folder / CATALOGUE


def untranslated(catalogue: Path, *, fuzzy: bool = False) -> int:
    """How many texts have no translation (or one that is only guessed)."""
    only = "--only-fuzzy" if fuzzy else "--untranslated"
    found = subprocess.run(["msgattrib", only, "--no-obsolete", str(catalogue)], capture_output=True, check=True)
    return max(0, found.stdout.decode().count("\nmsgid ") - 1) if found.stdout else 0


def compiled_now(catalogue: Path, into: Path) -> dict[str, str]:
    subprocess.run(["msgfmt", "--check-format", "-o", str(into), str(catalogue)], check=True)
    return entries(into)


def problems() -> list[str]:
    """One line for each thing that is wrong."""
    here = ROOT / CATALOGUE
    if not here.exists() or not here.with_suffix(".mo").exists():
        return [f"{CATALOGUE} or its compiled form is missing: make messages"]
    if not shutil.which("msgfmt") or not shutil.which("xgettext"):
        print("gettext is not installed: the catalogue is not compared with the code")
        return []
    wrong = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if compiled_now(here, folder / "now.mo") != entries(here.with_suffix(".mo")):
            wrong.append(f"{CATALOGUE.with_suffix('.mo')} is older than its source: make messages")
        fresh = collected(folder)
        for count, what in (
            (untranslated(fresh), "without a translation"),
            (untranslated(fresh, fuzzy=True), "fuzzy"),
        ):
            if count:
                wrong.append(f"{count} texts of the interface are {what}: make messages, then translate them")
    return wrong


def main() -> int:
    wrong = problems()
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
