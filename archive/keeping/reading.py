"""Opens a backup and proves it: seal, manifest, every object, and the chain of bases below an incremental one."""

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO, Any

from archive.keeping.errors import BackupDamaged, BackupRefused, BackupTooNew
from archive.keeping.seal import is_whole, written_seal
from archive.keeping.version import FORMAT

BROKEN = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, OSError, EOFError, NotImplementedError, RuntimeError)


@dataclass(frozen=True)
class Backup:
    """A backup whose seal is whole. `bases`: the backups that hold the objects this one does not, nearest first."""

    path: Path
    manifest: dict[str, Any]
    seal: str
    bases: tuple["Backup", ...] = ()

    @cached_property
    def all_objects(self) -> frozenset[str]:
        return frozenset(self.manifest["objects"]).union(*(b.manifest["objects"] for b in self.bases))

    @property
    def chain(self) -> list[dict[str, str]]:
        """How a backup made upon this one names it and its bases."""
        return [{"file": b.path.name, "seal": b.seal} for b in (self, *self.bases)]

    @cached_property
    def _zips(self) -> list[tuple[frozenset[str], zipfile.ZipFile]]:
        return [(frozenset(b.manifest["objects"]), zipfile.ZipFile(b.path)) for b in (self, *self.bases)]

    def open_object(self, digest: str) -> IO[bytes]:
        for objects, archive in self._zips:
            if digest in objects:
                return archive.open(f"objects/{digest[:2]}/{digest}")
        raise BackupDamaged(f"{self.path} names an object that neither it nor its bases hold: {digest}.")

    def object_bytes(self, digest: str) -> bytes:
        with self.open_object(digest) as stream:
            return stream.read()

    def needed_objects(self) -> Iterator[str]:
        """Every object of tables and files, once (the received bytes are named inside the rows)."""
        seen: set[str] = set()
        for digest in self._named_objects():
            if digest not in seen:
                seen.add(digest)
                yield digest

    def _named_objects(self) -> Iterator[str]:
        yield from self.manifest["files"].values()
        for table in self.manifest["tables"].values():
            yield from table["slices"]
            blobs = [table["columns"].index(name) for name in table["blobs"]]
            for values in self.rows(table) if blobs else ():
                yield from (values[n] for n in blobs if values[n] is not None)

    def rows(self, table: dict[str, Any]) -> Iterator[list[Any]]:
        for digest in table["slices"]:
            with self.open_object(digest) as stream:
                for line in stream:
                    yield json.loads(line)

    def verify(self) -> int:
        """Read every object and compare it with its name; how many there were. Raises BackupDamaged."""
        count = 0
        try:
            for digest in self.needed_objects():
                with self.open_object(digest) as stream:
                    actual = hashlib.file_digest(stream, "sha256").hexdigest()
                if actual != digest:
                    raise BackupDamaged(f"{self.path} is damaged: an object does not have its checksum ({digest}).")
                count += 1
        except BROKEN as error:
            raise BackupDamaged(f"{self.path} is damaged: {error}.") from error
        return count

    def close(self) -> None:
        for _, archive in self._zips:
            archive.close()


def open_backup(path: Path) -> Backup:
    """The backup with its bases, which lie in the same folder. Raises BackupRefused."""
    backup = open_one(path)
    bases = []
    for base in backup.manifest["bases"]:
        found = open_base(path.parent / base["file"], base["seal"], path)
        bases.append(found)
    return Backup(backup.path, backup.manifest, backup.seal, tuple(bases))


def open_one(path: Path) -> Backup:
    if not path.is_file():
        raise BackupRefused(f"There is no backup {path}.")
    try:
        whole = is_whole(path)
    except OSError as error:
        raise BackupDamaged(f"{path} cannot be read: {error.strerror}.") from error
    if not whole:
        raise BackupDamaged(
            f"{path} is damaged, cut short or not a backup: its checksum does not fit. Use another copy of it."
        )
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = json.loads(archive.read("manifest.json"))
    except BROKEN as error:
        raise BackupDamaged(f"{path} is not a backup of this program: {error}.") from error
    if manifest.get("format", 0) > FORMAT:
        raise BackupTooNew(f"{path} was written by version {manifest.get('version')}: install that version or a later.")
    return Backup(path, manifest, written_seal(path))


def open_base(path: Path, seal: str, needed_by: Path) -> Backup:
    if not path.is_file():
        raise BackupRefused(f"{needed_by} was made upon {path.name}: put that file beside it.")
    if written_seal(path) != seal:
        raise BackupDamaged(f"{path} is not the file that {needed_by.name} was made upon.")
    return open_one(path)
