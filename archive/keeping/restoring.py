"""Restores a backup: everything is proved first, built beside, and put in place in one step.

An older backup is loaded into the tables as they were then and migrated from there, so that no version needs code
of its own for its forerunners.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.apps.registry import Apps
from django.conf import settings
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model

from archive.keeping.errors import BackupDamaged, BackupRefused, BackupTooNew
from archive.keeping.reading import Backup
from archive.keeping.rows import database_values, insert_statement, kept_models, set_next_number
from archive.keeping.sqlite import built_beside
from archive.keeping.version import as_numbers, leaves, program_version

BATCH = 100
Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put in place: rows by table, files, and where the former database lies (None = there was none)."""

    rows: dict[str, int]
    files: int
    former: Path | None


def restore(backup: Backup, replace: bool = False, progress: Progress = lambda name, rows: None) -> Restored:
    """Put the archive in place as it was when the backup was made. Raises BackupRefused with nothing changed."""
    refuse_newer(backup)
    if not replace and not archive_is_empty():
        raise BackupRefused("There is an archive here already: restore into an empty one, or say --replace.")
    backup.verify()
    with whole_or_not_at_all(backup) as place:
        rows = load(backup, progress)
    files = restore_files(backup)
    return Restored(rows, files, place.former)


def refuse_newer(backup: Backup) -> None:
    told, here = backup.manifest["version"], program_version()
    unknown = [m for m in applied(backup) if m not in MigrationExecutor(connection).loader.graph.nodes]
    if unknown or as_numbers(told) > as_numbers(here):
        raise BackupTooNew(
            f"{backup.path} was written by version {told}, this is {here}: install that version or a later one."
        )


def applied(backup: Backup) -> list[tuple[str, str]]:
    return [(app, name) for app, name in backup.manifest["migrations"]]


def archive_is_empty() -> bool:
    """No table of the program holds a row that somebody put there (content types and groups come by themselves)."""
    there = set(connection.introspection.table_names())
    own = ("archive", "auth")
    models = [m for m in kept_models(apps) if m._meta.app_label in own and m._meta.db_table in there]
    by_itself = {"auth.permission", "auth.group", "auth.group_permissions"}
    return not any(m._base_manager.exists() for m in models if m._meta.label_lower not in by_itself)


@dataclass(slots=True)
class Place:
    former: Path | None = None


@contextmanager
def whole_or_not_at_all(backup: Backup) -> Iterator[Place]:
    """SQLite: a new file, renamed at the end. PostgreSQL: one transaction with its tables made anew."""
    place = Place()
    if connection.vendor == "sqlite":
        with built_beside() as beside:
            yield place
        place.former = beside.former
        return
    with transaction.atomic():
        drop_tables()
        yield place


def drop_tables() -> None:
    there = set(connection.introspection.table_names())
    own = {m._meta.db_table for m in apps.get_models(include_auto_created=True)} | {"django_migrations"}
    with connection.cursor() as cursor:
        for table in sorted(own & there):
            cursor.execute(f"DROP TABLE {connection.ops.quote_name(table)} CASCADE")


def load(backup: Backup, progress: Progress) -> dict[str, int]:
    """Tables as they were then, filled, then brought forward to this version."""
    old = build_tables(applied(backup))
    tables = backup.manifest["tables"]
    models = {m._meta.label_lower: m for m in kept_models(old)}
    if missing := sorted(tables.keys() - models.keys()):
        raise BackupDamaged(f"{backup.path} holds tables that its version did not have: {', '.join(missing)}.")
    with transaction.atomic():
        empty(list(models.values()))
        rows = {name: load_table(backup, models[name], table, progress) for name, table in tables.items()}
        check_links()
    bring_forward()
    return rows


def build_tables(migrations: list[tuple[str, str]]) -> Apps:
    """Empty tables in the state after `migrations`; the models of that time."""
    executor = MigrationExecutor(connection)
    executor.recorder.ensure_schema()
    last = leaves(executor.loader, migrations)
    executor.migrate(last)
    return executor.loader.project_state(last).apps


def bring_forward() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)


def empty(models: list[type[Model]]) -> None:
    """A migration may have put rows in (groups): the backup says what is there."""
    with connection.cursor() as cursor:
        for model in models:
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"DELETE FROM {table}")  # nosec B608 # names of models


def load_table(backup: Backup, model: type[Model], table: dict[str, Any], progress: Progress) -> int:
    by_column = {f.column: f for f in model._meta.concrete_fields}
    fields = [by_column[name] for name in table["columns"]]
    blobs = [table["columns"].index(name) for name in table["blobs"]]
    statement, batch, count = insert_statement(model, fields), [], 0
    with connection.cursor() as cursor:
        for values in backup.rows(table):
            prepared = database_values(fields, [None if n in blobs else v for n, v in enumerate(values)])
            for n in blobs:
                if values[n] is not None:
                    prepared[n] = fields[n].get_db_prep_save(backup.object_bytes(values[n]), connection)
            batch.append(prepared)
            count += 1
            if len(batch) == BATCH or blobs:
                cursor.executemany(statement, batch)
                batch.clear()
                progress(model._meta.label_lower, count)
        if batch:
            cursor.executemany(statement, batch)
    if count != table["rows"]:
        raise BackupDamaged(f"{backup.path} promises {table['rows']} rows of {model._meta.label} and holds {count}.")
    if table["next"] is not None:
        set_next_number(model, table["next"])
    return count


def check_links() -> None:
    """Every row that another row names is there. (PostgreSQL checks it now, so that tables may be altered after.)"""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    else:
        connection.check_constraints()


def restore_files(backup: Backup) -> int:
    """The files of the data folder, each put in place whole."""
    root = settings.ARCHIVE_DATA_DIR.resolve()
    for name, digest in backup.manifest["files"].items():
        target = (root / name).resolve()
        if root not in target.parents:
            raise BackupDamaged(f"{backup.path} holds a file that points outside of the data folder: {name}.")
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(target.name + ".restoring")
        with backup.open_object(digest) as source, beside.open("wb") as file:
            shutil.copyfileobj(source, file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, target)
    return len(backup.manifest["files"])
