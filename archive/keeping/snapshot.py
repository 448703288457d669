"""One moment of the database, held while others go on writing."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

# SQLite's IMMEDIATE transactions (see the settings) would keep every writer out for as long as a backup takes;
# in WAL mode a deferred one that only reads holds its moment and disturbs nobody.
BEGIN = {
    "sqlite": "BEGIN DEFERRED",
    "postgresql": "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY",
}


@contextmanager
def one_moment() -> Iterator[None]:
    """All reads inside see the database as it was at the first of them."""
    if connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(BEGIN[connection.vendor])
        cursor.execute("SELECT count(*) FROM django_migrations")  # the moment is taken by the first read
        cursor.fetchone()
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK")
