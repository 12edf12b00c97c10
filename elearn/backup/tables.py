"""A table as a file: gzipped lines of JSON, the same from every database and into every database.

The first line names the columns and of what kind each is; every other line is a row, an array in that
order. A moment is ISO 8601 in UTC, a day likewise, bytes are base64. Rows pass through one at a time:
the memory needed does not grow with them.
"""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Boolean,
    Date,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    Numeric,
    String,
    Text,
    column,
    insert,
    inspect,
    select,
    table,
    text,
)
from sqlalchemy.engine import Connection
from sqlalchemy.sql.type_api import TypeEngine

from elearn.kernel.db import Stamp
from elearn.learning.search_tables import is_of_index

STEP_TABLE = "alembic_version"
BATCH = 5_000
_COMPRESSION = 3
# A kind → the types of a column that are of this kind, and the one by which it is read and written.
_TYPES: dict[str, tuple[tuple[type[TypeEngine[Any]], ...], TypeEngine[Any]]] = {
    "moment": ((DateTime,), Stamp()),
    "day": ((Date,), Date()),
    "yes-or-no": ((Boolean,), Boolean()),
    "whole-number": ((Integer,), Integer()),
    "number": ((Float, Numeric), Float()),
    "bytes": ((LargeBinary,), LargeBinary()),
    "text": ((String,), Text()),
}
Tell = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Column:
    """A column and its kind, a key of `_TYPES`."""

    name: str
    kind: str


def names(connection: Connection) -> tuple[str, ...]:
    """Return every table but the one of the steps, each after those that it leads to.

    The index of what can be searched is none: it follows the rows of its table.
    """
    found = inspect(connection).get_sorted_table_and_fkc_names()
    return tuple(name for name, _ in found
                 if name is not None and name != STEP_TABLE and not is_of_index(name))


def columns(connection: Connection, name: str) -> tuple[Column, ...]:
    """Return the columns of a table; raise LookupError for one of a type that no file can hold."""
    return tuple(Column(each["name"], _kind_of(each["type"], f"{name}.{each['name']}"))
                 for each in inspect(connection).get_columns(name))


def write(connection: Connection, name: str, path: Path, tell: Tell) -> int:
    """Write a table into a file; return how many rows. `tell` hears the table and its rows so far."""
    held = columns(connection, name)
    writers = [(place, _WRITERS[each.kind]) for place, each in enumerate(held) if each.kind in _WRITERS]
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    rows = connection.execution_options(stream_results=True, yield_per=BATCH).execute(
        select(*_table(name, held).c))
    count = 0
    with gzip.open(path, "wt", compresslevel=_COMPRESSION, encoding="utf-8", newline="\n") as file:
        file.write(encode([[each.name, each.kind] for each in held]) + "\n")
        for batch in rows.partitions():
            for row in batch:
                values = list(row)
                for place, said in writers:
                    if values[place] is not None:
                        values[place] = said(values[place])
                file.write(encode(values) + "\n")
            count += len(batch)
            tell(name, count)
    return count


def read(connection: Connection, name: str, path: Path, tell: Tell) -> int:
    """Write the rows of a file into an empty table; return how many. Commits now and then.

    Raise ValueError where the file does not fit the table.
    """
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as file:
        held = tuple(Column(*each) for each in json.loads(file.readline()))
        if set(held) != set(columns(connection, name)):
            raise ValueError(f"{path.name} has other columns than the table {name}")
        rows, count = _rows(file, held), 0
        while batch := list(islice(rows, BATCH)):
            _insert(connection, name, held, batch)
            connection.commit()
            count += len(batch)
            tell(name, count)
    return count


def settle_counters(connection: Connection, name: str) -> None:
    """Let the numbers that a table gives by itself go on after the highest that was read."""
    if connection.dialect.name != "postgresql":
        return
    for each in columns(connection, name):
        counter = connection.scalar(
            text("SELECT pg_get_serial_sequence(:name, :column)"),
            {"name": f'"{name}"', "column": each.name})
        if counter is not None:
            after = f'SELECT coalesce(max("{each.name}"), 0) + 1 FROM "{name}"'
            connection.execute(
                text(f"SELECT setval(:counter, ({after}), false)"), {"counter": counter})
    connection.commit()


def _insert(connection: Connection, name: str, held: Sequence[Column], batch: list[list[Any]]) -> None:
    if connection.dialect.name == "postgresql":
        wanted = ", ".join(f'"{each.name}"' for each in held)
        driver: Any = connection.connection.cursor()
        with driver.copy(f'COPY "{name}" ({wanted}) FROM STDIN') as copy:
            for row in batch:
                copy.write_row(row)
        return
    keys = [each.name for each in held]
    connection.execute(insert(_table(name, held)), [dict(zip(keys, row, strict=True)) for row in batch])


def _rows(lines: Iterator[str], held: Sequence[Column]) -> Iterator[list[Any]]:
    readers = [(place, _READERS[each.kind]) for place, each in enumerate(held) if each.kind in _READERS]
    for line in lines:
        values: list[Any] = json.loads(line)
        for place, meant in readers:
            if values[place] is not None:
                values[place] = meant(values[place])
        yield values


def _table(name: str, held: Sequence[Column]) -> Any:
    return table(name, *(column(each.name, _TYPES[each.kind][1]) for each in held))


def _kind_of(held: TypeEngine[Any], place: str) -> str:
    for kind, (types, _) in _TYPES.items():
        if isinstance(held, types):
            return kind
    raise LookupError(f"{place}: a backup has no place for a column of type {held}")


_WRITERS: dict[str, Callable[[Any], Any]] = {
    "moment": datetime.isoformat,
    "day": date.isoformat,
    "bytes": lambda value: base64.b64encode(value).decode("ascii"),
}
_READERS: dict[str, Callable[[Any], Any]] = {
    "moment": datetime.fromisoformat,
    "day": date.fromisoformat,
    "bytes": base64.b64decode,
}
