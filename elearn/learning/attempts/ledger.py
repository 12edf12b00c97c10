"""Reading attempts under the lock of their enrolment, in prebuilt statements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, select
from sqlalchemy.orm import aliased

from elearn.kernel.errors import NotFound
from elearn.learning.acts import EventKind
from elearn.learning.attempts import rows
from elearn.learning.attempts.models import AskedRow, AttemptRow
from elearn.learning.attempts.states import AskedState, AttemptState, AttemptSummary, TestName
from elearn.learning.ledger import Held, StoredEvent, event_columns, stored_event
from elearn.learning.models import Event, table_of


@dataclass(frozen=True, slots=True)
class AskedStanding:
    """How one item of an attempt stands, with the events a posted form may name.

    `found` has the posted id, `drawn` the id of the form's base, `present` holds the present choice.
    """

    attempt: AttemptState
    item_id: str
    asked: AskedState
    found: StoredEvent | None
    drawn: StoredEvent | None
    present: StoredEvent | None


_found, _drawn, _present = (aliased(Event, name=name) for name in ("found", "drawn", "present"))


def _event_of(alias: Any, id_: Any) -> Any:
    return and_(alias.enrolment_id == AttemptRow.enrolment_id, alias.id == id_)


_ATTEMPT_COLUMNS = [column for column in table_of(AttemptRow).c if column.name != "enrolment_id"]
_ASKED_COLUMNS = [AskedRow.item_id, AskedRow.place, AskedRow.value, AskedRow.wording, AskedRow.choice,
                  AskedRow.event_id, AskedRow.is_right, AskedRow.judged_by]
_OF_ATTEMPT = and_(
    AskedRow.enrolment_id == AttemptRow.enrolment_id, AskedRow.attempt_id == AttemptRow.id)
_ONE = and_(
    AttemptRow.enrolment_id == bindparam("enrolment_id"), AttemptRow.id == bindparam("attempt_id"))


def _standing_of(item: Any) -> Select[*tuple[Any, ...]]:
    """Return the statement for the item of an attempt that `item` names."""
    return (
        select(*_ATTEMPT_COLUMNS, *_ASKED_COLUMNS, *event_columns(_found, "found"),
               *event_columns(_drawn, "drawn"), *event_columns(_present, "present"))
        .select_from(AttemptRow)
        .join(AskedRow, and_(_OF_ATTEMPT, item))
        .outerjoin(_found, _event_of(_found, bindparam("event_id")))
        .outerjoin(_drawn, _event_of(_drawn, bindparam("base")))
        .outerjoin(_present, _event_of(_present, AskedRow.event_id))
        .where(_ONE))


_STANDING = _standing_of(AskedRow.item_id == bindparam("item"))
_STANDING_AT = _standing_of(AskedRow.place == bindparam("item"))
# The attempt stands in the first row alone: thirty times the same moments would cost more than the items.
_ITEMS: Select[*tuple[Any, ...]] = (
    select(*_ATTEMPT_COLUMNS, *_ASKED_COLUMNS).select_from(AskedRow)
    .outerjoin(AttemptRow, and_(_OF_ATTEMPT, AskedRow.place == 1))
    .where(AskedRow.enrolment_id == bindparam("enrolment_id")).order_by(AskedRow.place))
_WHOLE = _ITEMS.where(AskedRow.attempt_id == bindparam("attempt_id"))
_earlier = aliased(AttemptRow, name="earlier")
_LATEST = _ITEMS.where(AskedRow.attempt_id == (
    select(_earlier.id)
    .where(_earlier.enrolment_id == bindparam("enrolment_id"), _earlier.test == bindparam("test"))
    .order_by(_earlier.seq.desc()).limit(1).scalar_subquery()))
_RECEIVED = select(Event.received_at).where(
    Event.enrolment_id == bindparam("enrolment_id"), Event.id == bindparam("event_id"))
_ATTEMPTS = select(*_ATTEMPT_COLUMNS).where(
    AttemptRow.enrolment_id == bindparam("enrolment_id")).order_by(AttemptRow.seq)
_SEEN = select(AskedRow.item_id, func.count().label("times")).where(
    AskedRow.enrolment_id == bindparam("enrolment_id")).group_by(AskedRow.item_id)
_EVENT: Select[*tuple[Any, ...]] = select(*event_columns(_found, "found")).where(
    _found.enrolment_id == bindparam("enrolment_id"), _found.id == bindparam("event_id"))
_LAST: Select[*tuple[Any, ...]] = select(*event_columns(_found, "found")).where(
    _found.enrolment_id == bindparam("enrolment_id"), _found.kind == bindparam("kind"),
).order_by(_found.seq.desc()).limit(1)


def standing(
    held: Held, attempt_id: str, item: str | int, event_id: str, base: str,
) -> AskedStanding:
    """Return how one item of an attempt stands, named by its id or by its place in the form.

    Raise NotFound where this enrolment was not asked it.
    """
    statement = _STANDING_AT if isinstance(item, int) else _STANDING
    row = held.connection.execute(statement, {
        "enrolment_id": held.enrolment_id, "attempt_id": attempt_id, "item": item,
        "event_id": event_id, "base": base}).first()
    if row is None:
        raise NotFound("no such item in such an attempt")
    return AskedStanding(
        rows.attempt_state(row), row.item_id, rows.asked_state(row), stored_event(row, "found"),
        stored_event(row, "drawn"), stored_event(row, "present"))


def asked_part(row: Any) -> tuple[Any, ...]:
    """Return what a row of `whole` says of its item: id, place, value, wording, choice, event, is right,
    what judged it again."""
    part: tuple[Any, ...] = row[len(_ATTEMPT_COLUMNS):]
    return part


def whole(connection: Any, enrolment_id: str, attempt_id: str) -> list[Any]:
    """Return the items of an attempt in order, the first row with the attempt itself.

    Raise NotFound where there is none.
    """
    found = connection.execute(
        _WHOLE, {"enrolment_id": enrolment_id, "attempt_id": attempt_id}).all()
    if not found:
        raise NotFound("no such attempt")
    return list(found)


def latest(connection: Any, enrolment_id: str, test: TestName) -> list[Any]:
    """Return the newest attempt at a test as `whole` does, or nothing before the first."""
    return list(connection.execute(_LATEST, {"enrolment_id": enrolment_id, "test": test}).all())


def received_at(connection: Any, enrolment_id: str, event_id: str) -> datetime | None:
    """Return when an event of this enrolment was stored, or None where there is none of this id."""
    found: datetime | None = connection.execute(
        _RECEIVED, {"enrolment_id": enrolment_id, "event_id": event_id}).scalar()
    return found


def summaries(connection: Any, enrolment_id: str) -> tuple[AttemptSummary, ...]:
    """Return all attempts of an enrolment, from first to last."""
    found = connection.execute(_ATTEMPTS, {"enrolment_id": enrolment_id})
    return tuple(rows.attempt_summary(row) for row in found)


def seen(held: Held) -> Mapping[str, int]:
    """Return how often each item was asked of this enrolment, by item id."""
    found = held.connection.execute(_SEEN, {"enrolment_id": held.enrolment_id})
    return {row.item_id: row.times for row in found}


def event(held: Held, event_id: str) -> StoredEvent | None:
    """Return the event of this enrolment with this id, or None."""
    row = held.connection.execute(
        _EVENT, {"enrolment_id": held.enrolment_id, "event_id": event_id}).first()
    return stored_event(row, "found") if row else None


def last_of(held: Held, kind: EventKind) -> StoredEvent | None:
    """Return the last event of a kind in this enrolment, or None."""
    row = held.connection.execute(
        _LAST, {"enrolment_id": held.enrolment_id, "kind": kind}).first()
    return stored_event(row, "found") if row else None
