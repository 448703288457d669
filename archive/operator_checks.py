"""System checks of what surrounds the program: disk, folder, database, mistyped settings. Each says what to do."""

import difflib
import os
import re
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

SETTING = re.compile(r"\bARCHIVE_[A-Z_]+\b")
# read by Makefiles and services, not by the settings module
ALSO_KNOWN = frozenset({"ARCHIVE_SECRET_KEY"})
NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs", "ceph", "glusterfs"})
LEAST_FREE = 1 << 30
LEAST_SQLITE = (3, 35)  # the first that tells the numbers of rows written many at once
LEAST_POSTGRES = 13_00_00


def known_settings() -> frozenset[str]:
    """Every ARCHIVE_ name that the settings read."""
    here = Path(settings.BASE_DIR) / "archive"
    texts = (path.read_text(encoding="utf-8") for path in (here / "settings.py", here / "secret.py"))
    return frozenset(name for text in texts for name in SETTING.findall(text)) | ALSO_KNOWN


@register()
def settings_are_spelled_right(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    known, found = known_settings(), []
    for name in sorted(n for n in os.environ if n.startswith("ARCHIVE_") and n not in known):
        near = difflib.get_close_matches(name, known, 1)
        hint = f"Did you mean {near[0]}?" if near else f"Known are: {', '.join(sorted(known))}."
        found.append(Warning(f"There is no setting {name}.", hint=hint, id="archive.W020"))
    return found


@register()
def data_folder_is_safe(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    return [*folder_complaints(settings.ARCHIVE_DATA_DIR), *key_complaints(settings.ARCHIVE_DATA_DIR)]


def folder_complaints(folder: Path) -> Iterator[CheckMessage]:
    if not folder.is_dir():
        return
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE:
        yield Warning(
            f"The disk of {folder} has {free / 1e6:.0f} MB left.",
            hint="Make room: with a full disk nothing can be received, edited or indexed.",
            id="archive.W021",
        )
    kind = file_system(folder)
    if kind in NETWORK and connection.vendor == "sqlite":
        yield Error(
            f"{folder} lies on a network file system ({kind}): SQLite loses data there.",
            hint="Put ARCHIVE_DATA_DIR on a local disk, or use PostgreSQL by DATABASE_URL.",
            id="archive.E022",
        )
    if Path(settings.ARCHIVE_INDEX_DIR) == settings.STATIC_ROOT or not Path(settings.ARCHIVE_INDEX_DIR).is_absolute():
        yield Error(
            f"ARCHIVE_INDEX_DIR={str(settings.ARCHIVE_INDEX_DIR)!r} cannot hold the index.",
            hint="Give a full path of a folder that holds nothing else, or unset it.",
            id="archive.E023",
        )


def key_complaints(folder: Path) -> Iterator[CheckMessage]:
    key = folder / "secret-key"
    if key.exists() and stat.S_IMODE(key.stat().st_mode) & 0o077:
        yield Warning(
            f"Others on this machine can read {key}: whoever knows it can forge logins.",
            hint=f"chmod 600 {key}; if somebody may have read it, delete it (everybody has to log in again).",
            id="archive.W024",
        )


def file_system(folder: Path, mounts: Path = Path("/proc/mounts")) -> str:
    """The kind of file system a folder lies on, such as ext4; "" where the system does not tell."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    rows = [line.split(" ") for line in lines]
    here = str(folder.resolve())
    places = [(len(r[1]), r[2]) for r in rows if len(r) > 2 and (here + "/").startswith(r[1].rstrip("/") + "/")]
    return max(places)[1] if places else ""


@register(deploy=True)
def site_is_ready_for_readers(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """What matters once others come to the site."""
    found: list[CheckMessage] = []
    if not settings.SECURE:
        found.append(
            Warning(
                f"ARCHIVE_SITE_URL is {settings.ARCHIVE_SITE_URL}: nobody else can reach the site.",
                hint="Set it to the site's https address; docs/deploy.md shows how.",
                id="archive.W025",
            )
        )
    if not (settings.STATIC_ROOT / "staticfiles.json").exists():
        found.append(
            Warning(
                f"The static files are not in {settings.STATIC_ROOT}: pages would stand without their style.",
                hint="Run manage.py collectstatic --noinput.",
                id="archive.W026",
            )
        )
    return [*found, *database_file_complaints(settings.ARCHIVE_DATA_DIR)]


def database_file_complaints(folder: Path) -> Iterator[CheckMessage]:
    """The file holds names and password hashes."""
    file = folder / "archive.sqlite3"
    if file.exists() and stat.S_IMODE(file.stat().st_mode) & 0o004 and stat.S_IMODE(folder.stat().st_mode) & 0o001:
        yield Warning(
            f"Others on this machine can read {file}: users and their password hashes are in it.",
            hint=f"chmod 750 {folder}",
            id="archive.W033",
        )


@register(Tags.database)
def database_fits(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Version and encoding; asked by `migrate` and by `check --database default`."""
    if not databases:
        return []
    try:
        return list(sqlite_complaints() if connection.vendor == "sqlite" else postgres_complaints())
    except DatabaseError as error:
        return [
            Error(
                f"The database does not answer: {str(error).splitlines()[0]}",
                hint="Is it running, and is DATABASE_URL right?",
                id="archive.E027",
            )
        ]


def sqlite_complaints() -> Iterator[CheckMessage]:
    if sqlite3.sqlite_version_info < LEAST_SQLITE:
        yield Error(
            f"SQLite {sqlite3.sqlite_version} is too old.", hint="Use 3.35 or later, or PostgreSQL.", id="archive.E028"
        )


def postgres_complaints() -> Iterator[CheckMessage]:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_encoding")
        encoding = cursor.fetchone()[0]
    if encoding != "UTF8":
        yield Error(
            f"The database stores text as {encoding}: Chinese would be refused.",
            hint="Make it anew with: createdb --encoding=UTF8 --template=template0 NAME",
            id="archive.E029",
        )
    if connection.pg_version < LEAST_POSTGRES:
        yield Error("PostgreSQL is too old.", hint="Use version 13 or later.", id="archive.E030")


@register(deploy=True)
def database_is_migrated(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    try:
        executor = MigrationExecutor(connection)
        behind = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError as error:
        text = f"The database does not answer: {str(error).splitlines()[0]}"
        return [Error(text, hint="Is it running, and is DATABASE_URL right?", id="archive.E031")]
    hint = "Run make upgrade (or manage.py migrate on a new site)."
    return [Error("The database is not up to date.", hint=hint, id="archive.E032")] if behind else []
