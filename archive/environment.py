"""Strict readers of environment variables.

A value that makes no sense never stops the import of the settings: it is noted in `problems`, the default is
used, and the system checks (and the WSGI entry) refuse to go on with the note and a hint. So
`manage.py check` can name every mistake at once.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class Problem:
    """One setting an operator got wrong: check id, what is wrong, what to do."""

    id: str
    message: str
    hint: str


class Environment:
    """Reads `ARCHIVE_*` variables from a mapping and collects what is wrong with them."""

    def __init__(self, values: dict[str, str] | None = None) -> None:
        self.values = dict(os.environ if values is None else values)
        self.problems: list[Problem] = []

    def wrong(self, number: int, message: str, hint: str) -> None:
        self.problems.append(Problem(f"archive.E{number:03d}", message, hint))

    def text(self, name: str, default: str = "") -> str:
        return self.values.get(name, "").strip() or default

    def flag(self, name: str, default: bool, number: int) -> bool:
        """on/off, true/false, yes/no, 1/0."""
        value = self.text(name).casefold()
        if value in {"", "on", "true", "yes", "1", "off", "false", "no", "0"}:
            return default if not value else value in {"on", "true", "yes", "1"}
        self.wrong(number, f"{name}={value!r} is neither on nor off.", f"Set {name} to on or off.")
        return default

    def whole(self, name: str, default: int, number: int, least: int = 1, most: int = 10**9) -> int:
        """A whole number from `least` to `most`."""
        value = self.text(name)
        if not value:
            return default
        if value.isascii() and value.isdigit() and least <= int(value) <= most:
            return int(value)
        self.wrong(
            number,
            f"{name}={value!r} is not a whole number from {least} to {most}.",
            f"Set {name} to a whole number, or unset it for {default}.",
        )
        return default

    def folder(self, name: str, default: Path, number: int) -> Path:
        """An absolute folder, made when missing; the parent must be writable."""
        path = Path(self.text(name, str(default))).expanduser()
        if not path.is_absolute():
            self.wrong(number, f"{name}={str(path)!r} is a relative path.", f"Give {name} as a full path.")
            path = default
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            self.wrong(
                number,
                f"The folder {path} ({name}) cannot be made: {error.strerror}.",
                f"Make the folder and give it to the user who runs the site, or set {name} to another one.",
            )
        else:
            if not os.access(path, os.W_OK):
                self.wrong(
                    number,
                    f"The folder {path} ({name}) cannot be written.",
                    f"Give it to the user who runs the site, or set {name} to another one.",
                )
        return path

    def site_url(self, name: str, default: str, number: int) -> str:
        """scheme://host[:port] without a path; plain http only for this very machine."""
        value = self.text(name, default).rstrip("/")
        try:
            parts = urlsplit(value)
            host, _ = parts.hostname, parts.port
        except ValueError:
            parts, host = urlsplit(""), None
        if not host or parts.scheme not in {"http", "https"} or parts.path or parts.query or parts.username:
            self.wrong(
                number,
                f"{name}={value!r} is not an address such as https://news.example.org.",
                f"Set {name} to scheme and host only.",
            )
            return default
        if parts.scheme == "http" and host not in LOOPBACK:
            self.wrong(
                number,
                f"{name}={value!r} is plain http for a host that others reach.",
                "Use https (the site then redirects, sends HSTS and secures its cookies); "
                "plain http is for 127.0.0.1 alone.",
            )
        return value
