"""The files of the data folder that a backup keeps, and the settings it tells of."""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

# made anew from the rest (index, static files), kept apart on purpose (the secret key, backups), or of today alone
DERIVED = frozenset({"static", "secret-key", "backups", "cache", "limits", "run"})
SUFFIXES_LEFT_OUT = (".lock", ".part", ".tmp", "-wal", "-shm", ".restoring")
SECRET_WORDS = ("SECRET", "PASSWORD", "TOKEN", "KEY")


def kept_files() -> Iterator[tuple[str, Path]]:
    """(path below the data folder, file) of what cannot be made again: uploads, word lists, what was learned."""
    root = settings.ARCHIVE_DATA_DIR
    for folder, folders, names in os.walk(root):
        here = Path(folder)
        folders[:] = sorted(n for n in folders if not (is_derived(here / n) or (here / n).is_symlink()))
        for name in sorted(names):
            path = here / name
            if path.is_file() and not path.is_symlink() and not is_derived(path):
                yield path.relative_to(root).as_posix(), path


def is_derived(path: Path) -> bool:
    index = Path(settings.ARCHIVE_INDEX_DIR)
    if path == index or path.name.endswith(SUFFIXES_LEFT_OUT) or ".sqlite3" in path.name:
        return True
    at_top = path.parent == settings.ARCHIVE_DATA_DIR
    return at_top and (path.name in DERIVED or path.name.startswith((index.name, "sample-2")))


def settings_told() -> dict[str, str]:
    """The operator's own settings, without anything that opens a door."""
    told = {n: v for n, v in os.environ.items() if n.startswith("ARCHIVE_") and not any(w in n for w in SECRET_WORDS)}
    if "DATABASE_URL" in os.environ:
        told["DATABASE_URL"] = without_password(os.environ["DATABASE_URL"])
    return dict(sorted(told.items()))


def without_password(url: str) -> str:
    """postgres://user:secret@host/name -> postgres://user@host/name; nothing at all of what cannot be read."""
    try:
        parts = urlsplit(url)
        user, _, host = parts.netloc.rpartition("@")
    except ValueError:
        return ""
    name = user.partition(":")[0]
    return f"{parts.scheme}://{f'{name}@' if name else ''}{host}{parts.path}"
