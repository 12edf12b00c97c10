"""Folds every record again from its events and compares; what is derived must always agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from random import SystemRandom
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.engine import Connection, Row

from elearn.accounts.models import Person
from elearn.kernel import db
from elearn.kernel.errors import NotFound
from elearn.learning import events as stored_events
from elearn.learning import revisions, rows
from elearn.learning.attempts import rows as attempts
from elearn.learning.attempts import wordings
from elearn.learning.attempts.models import AskedRow, AttemptRow
from elearn.learning.certificates import verification as certificates
from elearn.learning.fold import fold
from elearn.learning.ledger import LIBRARY
from elearn.learning.models import Enrolment, EnrolmentFact, Event, ItemRow, UnitRow, table_of
from elearn.learning.states import Record

_BATCH = 250
_SIDES = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A stored value that does not follow from the events.

    `place` names the column of a table, and of an item or unit its id; an empty `stored` or
    `follows` stands for a row that is not there.
    """

    enrolment_id: str
    place: str
    stored: str
    follows: str

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.place}: stored {self.stored!r}, follows {self.follows!r}"


@dataclass(frozen=True, slots=True)
class _Stored:
    """The derived rows of a batch, by enrolment."""

    items: Mapping[str, list[Any]]
    units: Mapping[str, list[Any]]
    attempts: Mapping[str, list[Any]]
    asked: Mapping[str, list[Any]]
    facts: Mapping[str, Any]
    persons: Mapping[str, Any]


def _theirs(model: type[db.Base]) -> Select[*tuple[Any, ...]]:
    table = table_of(model)
    chosen = table.c.enrolment_id.in_(bindparam("ids", expanding=True))
    return select(table).where(chosen).order_by(table.c.enrolment_id)


_EVENTS = stored_events.WHOLE.where(Event.enrolment_id.in_(bindparam("ids", expanding=True))).order_by(
    Event.enrolment_id, Event.seq)
_ITEMS, _UNITS, _FACTS = _theirs(ItemRow), _theirs(UnitRow), _theirs(EnrolmentFact)
_ATTEMPTS, _ASKED = _theirs(AttemptRow), _theirs(AskedRow)
_ENROLMENTS = select(table_of(Enrolment)).where(Enrolment.id.in_(bindparam("ids", expanding=True)))
_COUNT = select(func.count()).select_from(Enrolment)
_NEXT = select(Enrolment.id).where(Enrolment.id > bindparam("after")).order_by(
    Enrolment.id).limit(bindparam("most"))
_PERSONS = select(table_of(Person)).where(Person.id.in_(bindparam("ids", expanding=True)))


def verify(
    sample: int | None = None, tell: Callable[[int, int], None] = lambda done, total: None,
) -> Iterator[Disagreement]:
    """Yield everything derived that disagrees with the events, of all enrolments or of `sample` of them.

    `tell` hears after each batch how many enrolments are done and of how many there were at the start.
    Sealed texts stay sealed. Reads by connections of its own: what the caller has not committed is not
    seen. It holds a batch at a time, whatever the number of enrolments.
    """
    with db.db.engine.connect() as connection:
        total = int(connection.execute(_COUNT).scalar_one())
        chosen = None if sample is None or sample >= total else _drawn(connection, sample, total)
    due = total if chosen is None else len(chosen)
    done = 0
    for ids in _every_batch() if chosen is None else _parted(chosen):
        yield from _verify_batch(ids)
        done += len(ids)
        tell(min(done, due), due)
    with db.db.engine.connect() as connection:
        yield from (Disagreement(*wrong) for wrong in wordings.disagreements(connection))


def _every_batch() -> Iterator[Sequence[str]]:
    """Yield the ids of all enrolments in order, a batch at a time, each read where the last one ended."""
    after = ""
    while True:
        with db.db.engine.connect() as connection:
            ids = connection.execute(_NEXT, {"after": after, "most": _BATCH}).scalars().all()
        if not ids:
            return
        yield ids
        after = ids[-1]


def _parted(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    yield from (ids[start:start + _BATCH] for start in range(0, len(ids), _BATCH))


def _drawn(connection: Connection, sample: int, total: int) -> list[str]:
    """Return the ids of `sample` enrolments drawn by chance out of more.

    The database throws a die for each as it walks over them; what it takes too many is drawn out again.
    """
    held: set[str] = set()
    while len(held) < sample:
        lacking = sample - len(held)
        share = min(1.0, (lacking + 5 * lacking ** 0.5) / total)
        held.update(connection.execute(_taken(connection.dialect.name, share)).scalars())
    return sorted(SystemRandom().sample(sorted(held), sample))


def _taken(dialect: str, share: float) -> Select[str]:
    if dialect == "postgresql":
        return select(Enrolment.id).where(func.random() < share)
    return select(Enrolment.id).where(func.abs(func.random() % _SIDES) < int(share * _SIDES))


def _verify_batch(ids: Sequence[str]) -> Iterator[Disagreement]:
    # One snapshot for a batch, or an act between two reads would look like a disagreement.
    with db.db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ")
        enrolments = connection.execute(_ENROLMENTS, {"ids": ids}).all()
        persons = connection.execute(_PERSONS, {"ids": [row.person_id for row in enrolments]})
        stored = _Stored(
            _grouped(connection.execute(_ITEMS, {"ids": ids})),
            _grouped(connection.execute(_UNITS, {"ids": ids})),
            _grouped(connection.execute(_ATTEMPTS, {"ids": ids})),
            _grouped(connection.execute(_ASKED, {"ids": ids})),
            {row.enrolment_id: row for row in connection.execute(_FACTS, {"ids": ids})},
            {row.id: row for row in persons})
        events = _grouped(connection.execute(_EVENTS, {"ids": ids}))
        issued = _grouped(certificates.stored(connection, ids))
        sign_in = certificates.who_sign_in(connection, list(stored.persons))
    for enrolment in enrolments:
        theirs = events.get(enrolment.id, [])
        yield from _verify_one(enrolment, theirs, stored)
        for wrong in certificates.disagreements(
                enrolment, theirs, issued.get(enrolment.id, []), is_due=enrolment.person_id in sign_in):
            yield Disagreement(*wrong)


def _grouped(found: Any) -> dict[str, list[Row[Any]]]:
    return {key: list(held) for key, held in groupby(found, attrgetter("enrolment_id"))}


def _verify_one(enrolment: Any, events: Sequence[Any], stored: _Stored) -> Iterator[Disagreement]:
    try:
        record = fold(map(rows.happened, events), LIBRARY)
    except (ValueError, NotFound) as error:
        yield Disagreement(enrolment.id, "event", f"{len(events)} events", str(error))
        return
    if record is None:
        yield Disagreement(enrolment.id, "event", "", "an enrolment")
        return
    for place, held, follows in _pairs(enrolment, record, stored):
        yield from _compare(enrolment.id, place, held, follows)


def _pairs(
    enrolment: Any, record: Record, stored: _Stored,
) -> Iterator[tuple[str, rows.Row | None, rows.Row | None]]:
    """Yield every derived row as stored and as it follows; None where it is not there."""
    state = record.enrolment
    yield "enrolment", enrolment._asdict(), rows.enrolment_values(state)
    fact = stored.facts.get(enrolment.id)
    yield "enrolment_fact", fact._asdict() if fact else None, {
        "course_key": enrolment.course_key, "edition": enrolment.edition,
        **rows.fact_values(state, revisions.outline(state.revision_id)),
        **rows.trait_values(stored.persons[enrolment.person_id])}
    tables = (
        ("item_state", stored.items, ("item_id",), record.items, rows.item_values),
        ("unit_progress", stored.units, ("unit_id",), record.units, rows.unit_values),
        ("attempt", stored.attempts, ("id",), record.attempts, attempts.attempt_values),
        ("attempt_item", stored.asked, ("attempt_id", "item_id"), record.asked, attempts.asked_values))
    for table, held, names, follows, values in tables:
        yield from _rows_of(table, held.get(enrolment.id, []), names, follows, values)


def _rows_of(
    table: str, stored: Sequence[Any], names: tuple[str, ...], follows: Mapping[Any, Any],
    values: Callable[[Any], rows.Row],
) -> Iterator[tuple[str, rows.Row | None, rows.Row | None]]:
    """Yield the rows of one table as stored and as they follow, under the columns that name them."""
    held = {" ".join(getattr(row, name) for name in names): row._asdict() for row in stored}
    due = {key if isinstance(key, str) else " ".join(key): values(state)
           for key, state in follows.items()}
    for key in sorted(held.keys() | due.keys()):
        yield f"{table} {key}", held.get(key), due.get(key)


def _compare(
    enrolment_id: str, place: str, stored: rows.Row | None, follows: rows.Row | None,
) -> Iterator[Disagreement]:
    if stored is None or follows is None:
        yield Disagreement(
            enrolment_id, place, "a row" if stored else "", "a row" if follows else "")
        return
    for column, due in follows.items():
        if stored[column] != due:
            yield Disagreement(enrolment_id, f"{place} {column}", str(stored[column]), str(due))
