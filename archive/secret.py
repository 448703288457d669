"""The secret key: from the environment, or made on first run and kept in the data folder."""

import os
import secrets
from pathlib import Path

from archive.environment import Environment


def secret_key(env: Environment, folder: Path) -> str:
    """`ARCHIVE_SECRET_KEY`, else the content of `secret-key` in `folder` (made with mode 600 when missing).

    A folder that cannot be written gives a key for this process alone; the folder's own check tells why.
    """
    given = env.text("ARCHIVE_SECRET_KEY")
    if given:
        if len(given) < 50:
            env.wrong(7, "ARCHIVE_SECRET_KEY is shorter than 50 characters.", "Unset it: a key is made for you.")
        return given
    path = folder / "secret-key"
    try:
        return read_or_make(path)
    except OSError as error:
        env.wrong(
            8,
            f"The secret key {path} cannot be read or made: {error.strerror}.",
            "Give the data folder to the user who runs the site.",
        )
        return secrets.token_urlsafe(50)


def read_or_make(path: Path) -> str:
    try:
        # O_EXCL: of several workers starting at once, one makes the key and the others read it
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip() or remake(path)
    key = secrets.token_urlsafe(50)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key + "\n")
    return key


def remake(path: Path) -> str:
    """An empty file is what a full disk leaves behind."""
    path.unlink()
    return read_or_make(path)
