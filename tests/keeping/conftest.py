"""An archive of a test's own, see `tests.keeping.places`."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections

from tests.keeping.places import database_of_its_own, fill


@pytest.fixture(scope="session")
def migrated(tmp_path_factory, django_db_setup, django_db_blocker) -> Path | None:
    """A migrated SQLite file to copy, because migrating takes seconds; None on PostgreSQL."""
    folder = tmp_path_factory.mktemp("migrated")
    with django_db_blocker.unblock(), database_of_its_own(folder):
        connections["default"].close()
    file = folder / "archive.sqlite3"
    return file if file.exists() else None


@pytest.fixture
def data(tmp_path, settings) -> Path:
    """An empty data folder."""
    folder = tmp_path / "data"
    folder.mkdir()
    settings.ARCHIVE_DATA_DIR = folder
    settings.ARCHIVE_INDEX_DIR = folder / "index"
    settings.MEDIA_ROOT = folder / "uploads"
    return folder


@pytest.fixture
def empty_archive(data, migrated, django_db_setup, django_db_blocker) -> Iterator[Path]:
    with django_db_blocker.unblock(), database_of_its_own(data, migrated):
        yield data


@pytest.fixture
def archive(empty_archive) -> Path:
    """The data folder of an archive with two issues, edits, a withdrawal, users, groups, flags and a log."""
    fill()
    (empty_archive / "words.txt").write_text("云岭\n石塘村\n", encoding="utf-8")
    (empty_archive / "uploads").mkdir()
    (empty_archive / "uploads" / "scan.bin").write_bytes(bytes(range(256)))
    return empty_archive
