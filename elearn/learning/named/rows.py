"""The names themselves: a page at a time for a screen, in short reads one after another for a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    Engine,
    Select,
    String,
    cast,
    func,
    literal_column,
    select,
    tuple_,
    type_coerce,
)

from elearn.accounts.models import Personal
from elearn.kernel.db import db
from elearn.kernel.errors import NotFound
from elearn.learning.models import Enrolment, EnrolmentFact
from elearn.learning.named.filters import Filters

PAGE = 50
_BATCH = 5_000
_FACT = EnrolmentFact
# As they stand in the table: making values of them costs as much as reading them.
_PLAIN = (
    Personal.display_name, _FACT.country, _FACT.site, type_coerce(_FACT.judicial_role, String),
    type_coerce(_FACT.route, String), func.coalesce(cast(_FACT.completed_on, String), ""))

# Name, country, site, judicial role, route, day of completion (ISO 8601) or an empty text.
Plain = Sequence[str]


@dataclass(frozen=True, slots=True)
class Named:
    """Someone in a course, and whether and when they completed it."""

    enrolment_id: str
    name: str
    country: str
    site: str
    judicial_role: str
    route: str
    completed_on: date | None


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list; `after` is what the next part is asked for with, empty where there is none."""

    rows: tuple[Named, ...]
    after: str


def page(filters: Filters, after: str = "", most: int = PAGE) -> Page:
    """Return the people after the enrolment `after`, by name in one site, else by country and site.

    Raise NotFound where there is no such enrolment.
    """
    order = _order(filters)
    wanted = _narrowed(_joined(
        _FACT.enrolment_id, Personal.display_name, _FACT.country, _FACT.site, _FACT.judicial_role,
        _FACT.route, _FACT.completed_on), filters)
    if after:
        at = db.session.execute(_joined(*order).where(_FACT.enrolment_id == after)).first()
        if at is None:
            raise NotFound
        wanted = wanted.where(tuple_(*order) > tuple_(*at))
    found = db.session.execute(wanted.order_by(*order).limit(most + 1)).all()
    rows = tuple(Named(*row) for row in found[:most])
    return Page(rows, rows[-1].enrolment_id if len(found) > most else "")


def is_in(filters: Filters, enrolment_id: str) -> bool:
    """Say whether a list takes in an enrolment."""
    wanted = _narrowed(_joined(_FACT.enrolment_id), filters).where(_FACT.enrolment_id == enrolment_id)
    return db.session.execute(wanted).first() is not None


def is_longer(filters: Filters, most: int) -> bool:
    """Say whether a list names more than `most` people; it counts no further."""
    some = _narrowed(select(_FACT.enrolment_id), filters).limit(most + 1).subquery()
    return int(db.session.scalar(select(func.count()).select_from(some)) or 0) > most


def batches(engine: Engine, filters: Filters) -> Iterator[Sequence[Plain]]:
    """Yield everybody, 5,000 at a time, in the order in which the database holds them.

    Each batch is a read of its own, ended before it is handed on: however slowly a file is fetched, and
    if it is never fetched to its end, no transaction waits for it, and no erasure waits for that.
    """
    keys: tuple[Any, ...] = (_FACT.enrolment_id, Enrolment.id)
    if engine.dialect.name == "sqlite":
        # Rows that were written one after the other lie so; by random ids it takes three times as long.
        keys = (literal_column("enrolment_fact.rowid"),)
    wanted = _narrowed(_joined(*_PLAIN, keys[0].label("place")), filters, is_whole=True).order_by(keys[0])
    after: Any = None
    while True:
        # Said of both tables: PostgreSQL reads the second from its start in every batch unless told so.
        batch = wanted if after is None else wanted.where(*(key > after for key in keys))
        with engine.connect() as connection:
            # As the driver gives them: a fifth of the time would go into rows that know their columns.
            result: Any = connection.execute(batch.limit(_BATCH))
            rows: Sequence[Plain] = result.cursor.fetchall()
        if rows:
            yield rows
        if len(rows) < _BATCH:
            return
        after = rows[-1][-1]


def _order(filters: Filters) -> tuple[Any, ...]:
    # One site is small enough to be put in order; the others are read along an index.
    if filters.site:
        return (Personal.display_name, _FACT.enrolment_id)
    return (_FACT.country, _FACT.site, _FACT.enrolment_id)


def _joined(*columns: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(*columns).select_from(_FACT)
        .join(Enrolment, Enrolment.id == _FACT.enrolment_id)
        .join(Personal, Personal.person_id == Enrolment.person_id))


def _narrowed(
    wanted: Select[*tuple[Any, ...]], filters: Filters, *, is_whole: bool = False,
) -> Select[*tuple[Any, ...]]:
    """Narrow a select; where the whole is read in order, an index by country would only lead astray."""
    country: Any = _FACT.country.concat("") if is_whole else _FACT.country
    asked = ((filters.country, country), (filters.site, _FACT.site), (filters.route, _FACT.route))
    wanted = wanted.where(*(column == held for held, column in asked if held))
    if filters.completed_only:
        wanted = wanted.where(_FACT.completed_on.is_not(None))
    if filters.completed_from is not None:
        wanted = wanted.where(_FACT.completed_on >= filters.completed_from)
    if filters.completed_until is not None:
        wanted = wanted.where(_FACT.completed_on <= filters.completed_until)
    return wanted.where(_FACT.course_key == filters.course_key)
