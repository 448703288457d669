"""Rows of a table as JSON lines and back, whatever the database."""

import base64
import datetime
import decimal
import json
import uuid
from collections.abc import Iterator
from typing import Any

from django.apps.registry import Apps
from django.db import connection
from django.db.models import Field, Model

# sessions are keys to the admin, counters of clients concern today alone: neither belongs in a copy
LEFT_OUT = frozenset({"sessions.session"})


def kept_models(apps: Apps) -> list[type[Model]]:
    """Every table of the database that a backup holds, link tables too, by name."""
    found = [m for m in apps.get_models(include_auto_created=True) if m._meta.managed and not m._meta.proxy]
    return sorted((m for m in found if m._meta.label_lower not in LEFT_OUT), key=lambda m: m._meta.label_lower)


def columns(model: type[Model]) -> list[Field]:
    return list(model._meta.concrete_fields)


def plain(value: Any) -> Any:
    """What JSON has no word for; the field reads it back with `to_python`."""
    if isinstance(value, (datetime.datetime, datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, (bytes, memoryview)):
        return base64.b64encode(bytes(value)).decode("ascii")
    if isinstance(value, (decimal.Decimal, uuid.UUID)):
        return str(value)
    raise TypeError(f"A backup has no form for {type(value).__name__}.")


def line_of(values: list[Any]) -> bytes:
    return json.dumps(values, default=plain, separators=(",", ":")).encode("ascii") + b"\n"


def read_rows(model: type[Model], fields: list[Field]) -> Iterator[tuple[Any, ...]]:
    """All rows by primary key, a few at a time: sources and layouts are large."""
    names = [f.attname for f in fields]
    return model._base_manager.order_by("pk").values_list(*names).iterator(chunk_size=50)


def insert_statement(model: type[Model], fields: list[Field]) -> str:
    quote = connection.ops.quote_name
    names = ", ".join(quote(f.column) for f in fields)
    marks = ", ".join(["%s"] * len(fields))
    return f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})"  # nosec B608 # names of models


def database_values(fields: list[Field], values: list[Any]) -> list[Any]:
    """Values for the statement: no `auto_now` and no default touches them."""
    return [f.get_db_prep_save(f.to_python(v), connection) for f, v in zip(fields, values, strict=True)]


def next_number(model: type[Model]) -> int | None:
    """The number the table's next row will get, so that none is ever given twice; None without such a counter."""
    key = model._meta.pk
    if key is None or key.get_internal_type() not in {"AutoField", "BigAutoField", "SmallAutoField"}:
        return None
    table, column = model._meta.db_table, key.column
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq + 1 FROM sqlite_sequence WHERE name = %s", [table])
        else:
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [connection.ops.quote_name(table), column])
            sequence = cursor.fetchone()[0]
            cursor.execute(f"SELECT last_value + CASE WHEN is_called THEN 1 ELSE 0 END FROM {sequence}")  # nosec B608
        row = cursor.fetchone()
    return int(row[0]) if row else 1


def set_next_number(model: type[Model], number: int) -> None:
    table, key = model._meta.db_table, model._meta.pk
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number - 1])
        else:
            quoted = connection.ops.quote_name(table)
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, %s), %s, false)", [quoted, key.column, max(number, 1)]
            )
