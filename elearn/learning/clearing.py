"""Deleting one's own text: its event stays, its words can be opened by nobody any more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, func, insert, select
from sqlalchemy.engine import Connection

from elearn.accounts import texts
from elearn.document.catalogue import Revision
from elearn.kernel import clock, db
from elearn.kernel.errors import BadInput, Conflict
from elearn.learning import entries, ledger, refusals
from elearn.learning.acts import Act, ActKind, EventKind, KeepWhich, Receipt
from elearn.learning.keeping import services as keeping
from elearn.learning.models import Erasing, Event, table_of

_EVENT, _ERASING = table_of(Event), table_of(Erasing)
_OTHER = _EVENT.alias("other")


def _last(which: ColumnElement[bool]) -> ColumnElement[int]:
    """Return the place of the last event of an enrolment of which this holds, or 0."""
    found = select(func.max(_OTHER.c.seq)).where(_OTHER.c.enrolment_id == bindparam("enrolment_id"), which)
    return func.coalesce(found.scalar_subquery(), 0)


# A deletion after the event that a form was drawn over, since its writer last began again.
_LATER = select(_EVENT.c.seq).where(
    _EVENT.c.enrolment_id == bindparam("enrolment_id"), _EVENT.c.item_id == bindparam("item_id"),
    _EVENT.c.kind == EventKind.CLEAR, _EVENT.c.seq > _last(_OTHER.c.id == bindparam("base")),
    _EVENT.c.seq > _last(_OTHER.c.kind == EventKind.AGAIN)).limit(1)


def clear_text(
    enrolment_id: str, item_id: str, event_id: str, base: str, revision: Revision,
) -> Receipt:
    """Delete for ever all that someone wrote into an item; the item then stands as not written.

    `base` is the event that was shown. Of completion the rule stands: a unit, a course or a certificate
    once earned is kept. Raise BadInput where there is no text, Conflict where it has changed since.
    """
    db.begin_write()
    held = ledger.lock(enrolment_id)
    entries.require(held, revision, event_id)
    stands = ledger.standing(held, event_id, item_id)
    last = stands.found or stands.answer
    if last is not None and last.kind is EventKind.CLEAR and last.item_id == item_id:
        return Receipt(last.id, last.seq, last.received_at, was_there_already=True)
    written = _written(held.connection, enrolment_id, item_id)
    if stands.found is not None or not written:
        raise BadInput(refusals.NO_TEXT)
    if base != (stands.answer.id if stands.answer else ""):
        raise Conflict(refusals.TEXT_CHANGED)
    return _store(held, stands, written, item_id, event_id, base, revision)


def _store(
    held: ledger.Held, stands: ledger.Standing, written: Sequence[Any], item_id: str, event_id: str,
    base: str, revision: Revision,
) -> Receipt:
    now, name = clock.now(), texts.key_name(held.person_id, item_id)
    record = entries.moved(held, revision, now) or ledger.touched(held, item_id, stands)
    event = entries.entry(EventKind.CLEAR, item_id, revision.id, revision.lang, held.person_id, now,
                          {"key": name})
    after = ledger.append(held, record, {**event, "id": event_id, "base": base})
    _empty(held, [row for row in written if not texts.has_own_key(row.payload["sealed"])])
    keeping.forget_place(held.person_id, item_id)
    # Last of all, since no database takes it back: what could be refused has been written by now.
    texts.destroy(held.person_id, item_id, name)
    return Receipt(event_id, after.enrolment.seq, now)


def asked_again(held: ledger.Held, act: Act, stands: ledger.Standing) -> KeepWhich | None:
    """Return the question that a text drawn before a deletion meets; None where it may be stored.

    A form of before, sent late or twice, must not bring the words back unasked, whatever came between.
    """
    last = stands.answer
    if act.kind is not ActKind.REFLECT or stands.item is None or stands.item.has_text or last is None:
        return None
    found = held.connection.execute(_LATER, {
        "enrolment_id": held.enrolment_id, "item_id": act.item_id, "base": act.base}).first()
    return KeepWhich(act.text, "", last.id) if found is not None else None


def destroy_cleared(connection: Connection) -> int:
    """Destroy again the keys of deleted texts, which a restored keys.db may hold.

    For every restore, before it serves; return how many keys were named.
    """
    found = connection.execute(
        select(_EVENT.c.actor, _EVENT.c.item_id, _EVENT.c.payload)
        .where(_EVENT.c.kind == EventKind.CLEAR)).all()
    for row in found:
        texts.destroy(row.actor, row.item_id, row.payload["key"])
    return len(found)


def _written(connection: Connection, enrolment_id: str, item_id: str) -> Sequence[Any]:
    """Return the events that hold words of an item since the last deletion, but those emptied before."""
    cleared = _last((_OTHER.c.kind == EventKind.CLEAR) & (_OTHER.c.item_id == item_id))
    found = connection.execute(select(_EVENT).where(
        _EVENT.c.enrolment_id == enrolment_id, _EVENT.c.item_id == item_id,
        _EVENT.c.kind == EventKind.REFLECT, _EVENT.c.seq > cleared).order_by(_EVENT.c.seq),
        {"enrolment_id": enrolment_id}).all()
    return [row for row in found if row.payload["sealed"]]


def _empty(held: ledger.Held, old: Sequence[Any]) -> None:
    """Take the words out of events of before texts had keys of their own: an erasure of the words alone."""
    if not old:
        return
    connection, key = held.connection, {"enrolment_id": held.enrolment_id}
    connection.execute(insert(_ERASING), key)
    connection.execute(delete(_EVENT).where(
        _EVENT.c.enrolment_id == held.enrolment_id, _EVENT.c.seq.in_([row.seq for row in old])))
    connection.execute(insert(_EVENT), [
        {**row._asdict(), "payload": {**row.payload, "digest": "", "sealed": ""}} for row in old])
    connection.execute(delete(_ERASING).where(_ERASING.c.enrolment_id == held.enrolment_id))
