"""Reading and writing one record under its lock, in prebuilt statements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Table, Update, and_, bindparam, delete, insert, select, update
from sqlalchemy.engine import Connection
from sqlalchemy.orm import aliased

from elearn.kernel import db
from elearn.kernel.errors import NotFound
from elearn.learning import events, revisions, rows
from elearn.learning.acts import EventKind
from elearn.learning.attempts import wordings, writing
from elearn.learning.certificates import issuing
from elearn.learning.fold import apply
from elearn.learning.models import Enrolment, EnrolmentFact, Event, ItemRow, UnitRow, table_of
from elearn.learning.states import EnrolmentState, ItemState, Library, Record, UnitState

LIBRARY = Library(revisions.outline, wordings.item)


@dataclass(frozen=True, slots=True)
class Held:
    """An enrolment under its lock, and the connection whose transaction holds that lock."""

    enrolment_id: str
    person_id: str
    course_key: str
    state: EnrolmentState
    connection: Connection


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """What is needed of an event to say that it is there, and what it said."""

    id: str
    seq: int
    kind: EventKind
    item_id: str
    payload: Mapping[str, Any]
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """How an item stands: the event with the posted id, the present answer, and what follows."""

    found: StoredEvent | None
    answer: StoredEvent | None
    item: ItemState | None
    unit: UnitState | None


_found, _answer = aliased(Event, name="found"), aliased(Event, name="answer")


def event_columns(source: Any, prefix: str) -> list[Any]:
    """Return the columns of an aliased `event` that `stored_event` reads, named with a prefix."""
    return [getattr(source, name).label(f"{prefix}_{name}") for name in StoredEvent.__slots__]


# The lock comes alone: what is read in the same statement as a lock on PostgreSQL may be older than it.
_LOCK = select(table_of(Enrolment)).where(Enrolment.id == bindparam("enrolment_id")).with_for_update()
_STANDING: Select[*tuple[Any, ...]] = (
    select(
        ItemRow.item_id, ItemRow.seq, ItemRow.is_done, ItemRow.has_text, ItemRow.times,
        ItemRow.first_choice, ItemRow.last_choice,
        UnitRow.unit_id, UnitRow.done, UnitRow.total, UnitRow.completed_at,
        *event_columns(_found, "found"), *event_columns(_answer, "answer"))
    .select_from(Enrolment)
    .outerjoin(_found, and_(_found.enrolment_id == Enrolment.id, _found.id == bindparam("event_id")))
    .outerjoin(ItemRow, and_(
        ItemRow.enrolment_id == Enrolment.id, ItemRow.item_id == bindparam("item_id")))
    .outerjoin(_answer, and_(
        _answer.enrolment_id == ItemRow.enrolment_id, _answer.seq == ItemRow.seq))
    .outerjoin(UnitRow, and_(
        UnitRow.enrolment_id == Enrolment.id, UnitRow.unit_id == bindparam("unit_id")))
    .where(Enrolment.id == bindparam("enrolment_id")))
_ITEMS = select(table_of(ItemRow)).where(ItemRow.enrolment_id == bindparam("enrolment_id"))
_UNITS = select(table_of(UnitRow)).where(UnitRow.enrolment_id == bindparam("enrolment_id"))
_ADD_ITEM = insert(table_of(ItemRow))
_ADD_UNIT = insert(table_of(UnitRow))


def _change(table: Table, *keys: str) -> Update:
    """Return an update of `table` by its keys, given as parameters `key_<name>`."""
    return update(table).where(*(table.c[key] == bindparam(f"key_{key}") for key in keys))


_SET_ITEM = _change(table_of(ItemRow), "enrolment_id", "item_id")
_SET_UNIT = _change(table_of(UnitRow), "enrolment_id", "unit_id")
_SET_ENROLMENT = _change(table_of(Enrolment), "id")
_SET_FACT = _change(table_of(EnrolmentFact), "enrolment_id")


def lock(enrolment_id: str) -> Held:
    """Take the lock of an enrolment until the transaction ends; raise NotFound where there is none."""
    connection = db.db.session.connection()
    row = connection.execute(_LOCK, {"enrolment_id": enrolment_id}).first()
    if row is None:
        raise NotFound("no such enrolment")
    return Held(row.id, row.person_id, row.course_key, rows.enrolment_state(row), connection)


def standing(held: Held, event_id: str, item_id: str) -> Standing:
    """Return how one item stands, and whether the event with this id is there already."""
    unit = revisions.outline(held.state.revision_id).unit_of(item_id)
    row = held.connection.execute(_STANDING, {
        "enrolment_id": held.enrolment_id, "event_id": event_id, "item_id": item_id,
        "unit_id": unit.id if unit else ""}).one()
    return Standing(
        stored_event(row, "found"), stored_event(row, "answer"),
        rows.item_state(row) if row.item_id else None,
        rows.unit_state(row) if row.unit_id else None)


def stored_event(row: Any, prefix: str) -> StoredEvent | None:
    """Return the event that a row holds under a prefix, or None where the join found none."""
    if getattr(row, f"{prefix}_id") is None:
        return None
    return StoredEvent(*(getattr(row, f"{prefix}_{name}") for name in StoredEvent.__slots__))


def touched(held: Held, item_id: str, stands: Standing) -> Record:
    """Return the part of the record that an act on one item touches."""
    unit = revisions.outline(held.state.revision_id).unit_of(item_id)
    return Record(
        held.state,
        {item_id: stands.item} if stands.item else {},
        {unit.id: stands.unit} if unit and stands.unit else {})


def whole(held: Held) -> Record:
    """Return the whole record, as a move to another revision and a new beginning need it."""
    key = {"enrolment_id": held.enrolment_id}
    return Record(
        held.state,
        {row.item_id: rows.item_state(row) for row in held.connection.execute(_ITEMS, key)},
        {row.unit_id: rows.unit_state(row) for row in held.connection.execute(_UNITS, key)})


def append(held: Held, record: Record, event: rows.Row) -> Record:
    """Store one event and all that follows from it; return the record after it.

    `event` holds what `entries.entry` gives: all but the enrolment and the place in it.
    """
    full = {**event, "enrolment_id": held.enrolment_id, "seq": record.enrolment.seq + 1}
    happened = rows.happened(rows.Values(full))
    after = apply(record, happened, LIBRARY)
    held.connection.execute(events.ADD, full)
    _write(held.connection, held.enrolment_id, record, after)
    if issuing.completes(record.enrolment, after.enrolment):
        issuing.issue_on_completion(
            held.connection, held.enrolment_id, held.person_id, after.enrolment,
            revisions.outline(after.enrolment.revision_id), event["payload"])
    return after


def replace_with(held: Held, event: rows.Row, after: Record) -> None:
    """Store an event that changes what followed from those before it: `after` is the whole record now."""
    before = whole(held)
    held.connection.execute(events.ADD, {
        **event, "enrolment_id": held.enrolment_id, "seq": after.enrolment.seq})
    # Attempts follow from their own events alone, so that nothing of them is another now.
    _write(held.connection, held.enrolment_id, before, Record(after.enrolment, after.items, after.units))


def _write(connection: Connection, enrolment_id: str, before: Record, after: Record) -> None:
    key = {"key_enrolment_id": enrolment_id}
    for item_id, state in after.items.items():
        stood = before.items.get(item_id)
        if stood is None:
            connection.execute(_ADD_ITEM, {
                "enrolment_id": enrolment_id, "item_id": item_id, **rows.item_values(state)})
        elif stood != state:
            connection.execute(_SET_ITEM, {**key, "key_item_id": item_id, **rows.item_values(state)})
    for unit_id, unit in after.units.items():
        was = before.units.get(unit_id)
        if was is None:
            connection.execute(_ADD_UNIT, {
                "enrolment_id": enrolment_id, "unit_id": unit_id, **rows.unit_values(unit)})
        elif was != unit:
            connection.execute(_SET_UNIT, {**key, "key_unit_id": unit_id, **rows.unit_values(unit)})
    if after.attempts:
        writing.write(connection, enrolment_id, before, after)
    _drop(connection, enrolment_id, before, after)
    stood_columns, columns = rows.enrolment_values(before.enrolment), rows.enrolment_values(after.enrolment)
    changed = {name: value for name, value in columns.items() if value != stood_columns[name]}
    connection.execute(_SET_ENROLMENT, {"key_id": enrolment_id, **changed})
    stood_fact, fact = _fact(before.enrolment), _fact(after.enrolment)
    if stood_fact != fact:
        connection.execute(_SET_FACT, {**key, **fact})


def _drop(connection: Connection, enrolment_id: str, before: Record, after: Record) -> None:
    """Take away the rows of items and units that no longer follow: someone began again."""
    for model, column, gone in (
        (ItemRow, "item_id", before.items.keys() - after.items.keys()),
        (UnitRow, "unit_id", before.units.keys() - after.units.keys()),
    ):
        if gone:
            table = table_of(model)
            connection.execute(delete(table).where(
                table.c.enrolment_id == enrolment_id, table.c[column].in_(sorted(gone))))


def _fact(state: EnrolmentState) -> rows.Row:
    return rows.fact_values(state, revisions.outline(state.revision_id))
