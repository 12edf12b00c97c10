"""Rows into the database by the thousand: `executemany` on SQLite, COPY on PostgreSQL.

Triggers, foreign keys and unique indexes stay in force; only the way there is shorter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from sqlalchemy.engine import Connection

from elearn.learning.imagined.marks import Who
from elearn.learning.imagined.templates import Template

_ESCAPED = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


class Sqlite:
    """Rows as tuples, written by one statement a table."""

    zone = ""

    def plain(self, value: Any) -> Any:
        """Return a value as it is."""
        return value

    def write(self, connection: Connection, templates: list[tuple[Template, Who]]) -> None:
        """Write the rows of one table, whose templates all have the same columns."""
        first = templates[0][0]
        places = ", ".join("?" * len(first.names))
        held: Any = connection.connection.driver_connection
        held.executemany(
            f"INSERT INTO {first.table} ({', '.join(first.names)}) VALUES ({places})", _rows(templates))


class Postgresql:
    """Rows as lines of text, as COPY takes them."""

    zone = "+00"
    _LINES: ClassVar[int] = 5000

    def plain(self, value: Any) -> str:
        """Return a value as COPY reads it."""
        return r"\N" if value is None else str(value).translate(_ESCAPED)

    def write(self, connection: Connection, templates: list[tuple[Template, Who]]) -> None:
        """Write the rows of one table, whose templates all have the same columns."""
        first = templates[0][0]
        held: Any = connection.connection.driver_connection
        with held.cursor() as cursor, cursor.copy(
                f"COPY {first.table} ({', '.join(first.names)}) FROM STDIN") as copy:
            for lines in _parted(map("\t".join, _rows(templates)), self._LINES):
                copy.write("\n".join(lines) + "\n")


Ink = Sqlite | Postgresql


def ink_of(dialect: str) -> Ink:
    """Return how a database wants its rows; raise LookupError for an unknown one."""
    inks: dict[str, Ink] = {"sqlite": Sqlite(), "postgresql": Postgresql()}
    return inks[dialect]


def _rows(templates: list[tuple[Template, Who]]) -> Iterator[tuple[Any, ...]]:
    for each, who in templates:
        yield from each.rows(who)


def _parted(lines: Iterable[str], most: int) -> Iterator[list[str]]:
    held: list[str] = []
    for line in lines:
        held.append(line)
        if len(held) == most:
            yield held
            held = []
    if held:
        yield held
