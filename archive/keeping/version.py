"""Which version of the program this is, and what its database has been through."""

import re
import tomllib

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

FORMAT = 1  # of the backup file itself


def program_version() -> str:
    text = (settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8")
    return str(tomllib.loads(text)["project"]["version"])


def as_numbers(version: str) -> tuple[int, ...]:
    """'0.10.2' -> (0, 10, 2), so that versions compare by value."""
    return tuple(int(part) for part in re.findall(r"\d+", version))


def applied_migrations() -> list[tuple[str, str]]:
    return sorted(MigrationRecorder(connection).applied_migrations())
