"""Which version of the program this is, and what its database has been through."""

import re
import tomllib

from django.apps import apps
from django.apps.registry import Apps
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from archive.keeping.errors import BackupTooNew

FORMAT = 1  # of the backup file itself


def program_version() -> str:
    text = (settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8")
    return str(tomllib.loads(text)["project"]["version"])


def as_numbers(version: str) -> tuple[int, ...]:
    """'0.10.2' -> (0, 10, 2), so that versions compare by value."""
    return tuple(int(part) for part in re.findall(r"\d+", version))


def applied_migrations() -> list[tuple[str, str]]:
    return sorted(MigrationRecorder(connection).applied_migrations())


def leaves(loader: MigrationLoader, migrations: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The last of these migrations in each app. (To ask for an earlier one as well would migrate back to it.)"""
    wanted, nodes = set(migrations), loader.graph.node_map
    return [m for m in migrations if not any(c.key in wanted and c.key[0] == m[0] for c in nodes[m].children)]


def apps_of_database(migrations: list[tuple[str, str]]) -> Apps:
    """The models as the database has its tables now: before an upgrade they are not yet those of the code."""
    loader = MigrationLoader(connection)
    nodes = loader.graph.nodes
    if any(m not in nodes and m[0] in loader.migrated_apps for m in migrations):
        raise BackupTooNew("A later version of the program made this database: install that version or a later one.")
    here = [m for m in migrations if m in nodes]
    return apps if set(here) == set(nodes) else loader.project_state(leaves(loader, here)).apps
