"""Writes a backup: streams row by row, so that memory stays flat whatever the archive's size."""

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import count, groupby
from pathlib import Path
from typing import IO, Any

from django.db import connection
from django.db.models import BinaryField, Model
from django.utils import timezone

from archive.keeping.errors import BackupRefused
from archive.keeping.folder import kept_files, settings_told
from archive.keeping.reading import Backup
from archive.keeping.rows import columns, kept_models, line_of, next_number, read_rows
from archive.keeping.seal import EMPTY, put_seal
from archive.keeping.snapshot import one_moment
from archive.keeping.version import FORMAT, applied_migrations, apps_of_database, program_version

MANIFEST = "manifest.json"
SLICE = 256  # primary keys a slice: an edited row makes one slice new, not the whole table
IN_MEMORY = 4 << 20
Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Saved:
    """What a backup took: rows by table, objects written and objects that the base already had."""

    path: Path
    rows: dict[str, int]
    files: int
    written: int
    known: int
    size: int
    seal: str


@dataclass(slots=True)
class Store:
    """Objects by the sha256 of their content; one that is here or in the base is not written again."""

    archive: zipfile.ZipFile
    in_base: frozenset[str]
    here: dict[str, int] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)

    def put(self, stream: IO[bytes]) -> str:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        if digest in self.in_base:
            self.known.add(digest)
        elif digest not in self.here:
            self.here[digest] = stream.seek(0, os.SEEK_END)
            stream.seek(0)
            with self.archive.open(object_entry(digest), "w", force_zip64=True) as target:
                while block := stream.read(1 << 20):
                    target.write(block)
        return digest

    def put_bytes(self, data: bytes) -> str:
        with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as stream:
            stream.write(data)
            stream.seek(0)
            return self.put(stream)


def object_entry(digest: str) -> zipfile.ZipInfo:
    """Without a time of its own: equal content gives equal bytes."""
    entry = zipfile.ZipInfo(f"objects/{digest[:2]}/{digest}")
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry


def save(path: Path, base: Backup | None = None, progress: Progress = lambda name, rows: None) -> Saved:
    """Write a backup while the site runs. With `base` only what it does not hold.

    Raises BackupRefused; a run that fails or is killed leaves at most `<path>.part`.
    """
    if path.exists():
        raise BackupRefused(f"{path} is there already: give the new backup a name of its own.")
    if not path.parent.is_dir():
        raise BackupRefused(f"There is no folder {path.parent}: make it first.")
    part = path.with_name(path.name + ".part")
    try:
        with open(os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as file:
            manifest, store = fill(file, path, base, progress)
        seal = put_seal(part)
        os.replace(part, path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise BackupRefused(f"The backup could not be written to {path}: {error.strerror}.") from error
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
    rows = {name: table["rows"] for name, table in manifest["tables"].items()}
    return Saved(path, rows, len(manifest["files"]), len(store.here), len(store.known), path.stat().st_size, seal)


def sync_folder(folder: Path) -> None:
    """The new name itself must reach the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def fill(file: IO[bytes], path: Path, base: Backup | None, progress: Progress) -> tuple[dict[str, Any], Store]:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, allowZip64=True, compresslevel=5) as archive:
        archive.comment = EMPTY
        store = Store(archive, base.all_objects if base else frozenset())
        manifest = describe(store, base, progress)
        archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1).encode())
    file.flush()
    return manifest, store


def describe(store: Store, base: Backup | None, progress: Progress) -> dict[str, Any]:
    with one_moment():
        migrations = applied_migrations()
        models = kept_models(apps_of_database(migrations))
        tables = {m._meta.label_lower: save_table(store, m, progress) for m in models}
    files = {name: save_file(store, file) for name, file in kept_files()}
    return {
        "format": FORMAT,
        "version": program_version(),
        "made": timezone.now().isoformat(timespec="seconds"),
        "database": connection.vendor,
        "migrations": [list(m) for m in migrations],
        "bases": base.chain if base else [],
        "settings": settings_told(),
        "tables": tables,
        "files": files,
        "objects": store.here,
    }


def save_file(store: Store, path: Path) -> str:
    with path.open("rb") as stream:
        return store.put(stream)


def save_table(store: Store, model: type[Model], progress: Progress) -> dict[str, Any]:
    """The table's part of the manifest; rows go into the store in slices, received bytes as objects of their own."""
    fields = columns(model)
    blobs = [n for n, f in enumerate(fields) if isinstance(f, BinaryField)]
    slices: list[str] = []
    count = 0
    for rows in in_slices(read_rows(model, fields), [f.primary_key for f in fields].index(True)):
        with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as stream:
            for row in rows:
                values = list(row)
                for n in blobs:
                    values[n] = None if values[n] is None else store.put_bytes(bytes(values[n]))
                stream.write(line_of(values))
                count += 1
            stream.seek(0)
            slices.append(store.put(stream))
        progress(model._meta.label_lower, count)
    return {
        "columns": [f.column for f in fields],
        "blobs": [fields[n].column for n in blobs],
        "rows": count,
        "next": next_number(model),
        "slices": slices,
    }


def in_slices(rows: Iterable[tuple[Any, ...]], key: int) -> Iterable[Iterable[tuple[Any, ...]]]:
    """Consecutive rows whose keys fall into the same range (or SLICE rows, where keys are no numbers), lazily."""
    numbers = count()

    def place(row: tuple[Any, ...]) -> int:
        n = next(numbers)
        return row[key] // SLICE if isinstance(row[key], int) else n // SLICE

    return (group for _, group in groupby(rows, place))
