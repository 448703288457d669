"""Questions that pages put to the database again and again, each composed once.

Django takes many times as long to compose a query as the database takes to answer it, and a page asks seven. So a
question is composed with a mark in each place where a value goes; every asking puts its values there.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet

Value = int | str | datetime.date
MARKS: dict[type, Callable[[int], Value]] = {  # no value that a question itself names looks like one of these
    int: lambda n: 31_000 + n,
    str: lambda n: f"\x01mark {n}",
    datetime.date: lambda n: datetime.date(9990, 1, 1 + n),
}


@dataclass(frozen=True, slots=True)
class Statement:
    """`holes`: place among the parameters -> which of the values goes there; `readers`: column -> what makes a Python
    value of the database's."""

    sql: str
    parameters: tuple[Any, ...]
    holes: Mapping[int, int]
    readers: Mapping[int, tuple[list[Callable[..., Any]], Any]]


class Question:
    """What `compose` asks, a query of `values_list` for one value of each of `kinds`. Ask it by calling it."""

    def __init__(self, compose: Callable[..., QuerySet[Any, Any]], *kinds: type) -> None:
        self.compose = compose
        self.kinds = kinds
        self.statements: dict[str, Statement] = {}  # one a kind of database

    def __call__(self, *values: Value) -> list[tuple[Any, ...]]:
        """The rows, as `values_list` gives them; one query."""
        statement = self.statements.get(connection.vendor)
        if statement is None:
            statement = self.statements[connection.vendor] = self.composed()
        parameters = list(statement.parameters)
        for place, number in statement.holes.items():
            parameters[place] = stored(values[number])
        with connection.cursor() as cursor:
            cursor.execute(statement.sql, parameters)
            rows = cursor.fetchall()
        return [read(row, statement.readers) for row in rows] if statement.readers else rows

    def composed(self) -> Statement:
        marks = [MARKS[kind](number) for number, kind in enumerate(self.kinds)]
        compiler = self.compose(*marks).query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        names = {stored(mark): number for number, mark in enumerate(marks)}
        holes = {place: names[value] for place, value in enumerate(parameters) if value in names}
        if set(holes.values()) != set(range(len(marks))):
            raise AssertionError(f"a value has no place in {sql}")
        return Statement(sql, tuple(parameters), holes, compiler.get_converters([row[0] for row in compiler.select]))


def stored(value: Value) -> Any:
    """A value as the database's driver takes it."""
    return connection.ops.adapt_datefield_value(value) if isinstance(value, datetime.date) else value


def read(row: Sequence[Any], readers: Mapping[int, tuple[list[Callable[..., Any]], Any]]) -> tuple[Any, ...]:
    values = list(row)
    for column, (steps, expression) in readers.items():
        for step in steps:
            values[column] = step(values[column], expression, connection)
    return tuple(values)


# --- rows as objects ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Shape:
    """Fields of a model, asked for behind a prefix: `issue__` of an article's issue."""

    model: type[Model]
    prefix: str
    fields: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.prefix + field for field in self.fields)


def shape(model: type[Model], prefix: str = "", *, only: Sequence[str] = (), without: Sequence[str] = ()) -> Shape:
    """`only` these fields and the key, or all `without` those; in the order in which the model wants them."""
    fields = [field.attname for field in model._meta.concrete_fields]
    kept = [name for name in fields if name == "id" or (name in only if only else name not in without)]
    return Shape(model, prefix, tuple(kept))


def names_of(shapes: Sequence[Shape]) -> list[str]:
    """What `values_list` is to ask for."""
    return [name for one in shapes for name in one.names]


def objects(row: Sequence[Any], shapes: Sequence[Shape]) -> Iterator[Any]:
    """The objects that one row of `names_of` tells of; None for what is not there."""
    at = 0
    for one in shapes:
        values = row[at : at + len(one.fields)]
        at += len(one.fields)
        yield one.model.from_db(connection.alias, one.fields, values) if values[0] is not None else None
