"""The rows of one life in one table, column by column, ready to be filled in for many people.

A column is worked out once, when the life is folded: what is the same for everybody is written once
and for all, a moment is a day and the time of that day. Filling in then costs no more than a lookup.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice, repeat
from typing import Any, Protocol

from sqlalchemy import Column as TableColumn
from sqlalchemy import Table
from sqlalchemy.dialects import sqlite

from elearn.learning.imagined.marks import (
    ENROLMENT,
    PERSON,
    Trait,
    Who,
    days_in,
    filled,
    is_marked,
)
from elearn.learning.rows import Row

_DIALECT = sqlite.dialect()
_LENGTH_OF_DAY = len("2001-01-01")


class Ink(Protocol):
    """How a database wants its values written; see `bulk`."""

    zone: str

    def plain(self, value: Any) -> Any: ...


class Column(Protocol):
    """The cells of one column, for whoever lives the life."""

    def cells(self, who: Who) -> Iterable[Any]: ...


@dataclass(frozen=True, slots=True)
class Fixed:
    """What is the same for everybody."""

    held: tuple[Any, ...]

    def cells(self, who: Who) -> Iterable[Any]:
        return self.held


@dataclass(frozen=True, slots=True)
class Same:
    """One id in every row: of the enrolment or of the person."""

    is_person: bool

    def cells(self, who: Who) -> Iterable[Any]:
        return repeat(who.person if self.is_person else who.enrolment)


@dataclass(frozen=True, slots=True)
class Ids:
    """An id in each row that begins with that of the enrolment."""

    ends: tuple[str, ...]

    def cells(self, who: Who) -> Iterable[Any]:
        start = who.enrolment
        return [start + end for end in self.ends]


@dataclass(frozen=True, slots=True)
class Moments:
    """A day of the life in each row with the time of that day, empty for a date, or nothing."""

    held: tuple[tuple[int, str] | None, ...]
    nothing: Any

    def cells(self, who: Who) -> Iterable[Any]:
        days, first, nothing = who.days, who.first, self.nothing
        return [nothing if each is None else days[first + each[0]] + each[1] for each in self.held]


@dataclass(frozen=True, slots=True)
class Woven:
    """Texts of which some hold a place to fill in."""

    held: tuple[tuple[Any, bool], ...]

    def cells(self, who: Who) -> Iterable[Any]:
        return [filled(text, who) if is_open else text for text, is_open in self.held]


@dataclass(frozen=True, slots=True)
class OfPerson:
    """A trait of the person in every row."""

    name: str

    def cells(self, who: Who) -> Iterable[Any]:
        return repeat(who.traits[self.name])


@dataclass(frozen=True, slots=True)
class Template:
    """The rows of one life in one table; `names` are the columns."""

    table: str
    names: tuple[str, ...]
    columns: tuple[Column, ...]
    count: int

    def rows(self, who: Who) -> Iterator[tuple[Any, ...]]:
        """Return the rows of someone who lives this life."""
        # A column that is the same in every row has no end of its own.
        return islice(zip(*[column.cells(who) for column in self.columns], strict=False), self.count)


def template(table: Table, held: Sequence[Row], ink: Ink) -> Template:
    """Return rows of a table as a template; a column left out of the first one gets its default."""
    columns = [column for column in table.columns if column.name in held[0] or _default(column) is not None]
    return Template(
        table.name, tuple(column.name for column in columns),
        tuple(_column(column, [row.get(column.name, _default(column)) for row in held], ink)
              for column in columns), len(held))


def _default(column: TableColumn[Any]) -> Any:
    default = column.default
    return default.arg if default is not None and default.is_scalar else None  # type: ignore[attr-defined]


def _column(column: TableColumn[Any], values: Sequence[Any], ink: Ink) -> Column:
    first = values[0]
    if isinstance(first, Trait):
        return OfPerson(first.name)
    written = column.type.dialect_impl(_DIALECT).bind_processor(_DIALECT)
    literals = [written(value) if written and value is not None else value for value in values]
    if any(isinstance(value, date) for value in values):
        return Moments(tuple(map(_moment, values, literals, repeat(ink.zone))), ink.plain(None))
    if not any(map(is_marked, literals)):
        return Fixed(tuple(map(ink.plain, literals)))
    if set(literals) in ({ENROLMENT}, {PERSON}):
        return Same(first == PERSON)
    ends = [str(literal).removeprefix(ENROLMENT) for literal in literals]
    if all(len(end) < len(str(literal)) for end, literal in zip(ends, literals, strict=True)) and not any(
            map(is_marked, ends)):
        return Ids(tuple(ends))
    return Woven(tuple((ink.plain(literal), is_marked(literal)) for literal in literals))


def _moment(value: date | None, literal: Any, zone: str) -> tuple[int, str] | None:
    if value is None:
        return None
    rest = str(literal)[_LENGTH_OF_DAY:]
    day = date.fromisoformat(str(literal)[:_LENGTH_OF_DAY])
    return days_in(day), f"{rest}{zone}" if isinstance(value, datetime) else ""
