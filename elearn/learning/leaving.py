"""Leaving the course, coming back, beginning again: nothing of the past is lost by any of them."""

from __future__ import annotations

from elearn.document.catalogue import Revision
from elearn.kernel import clock, db
from elearn.learning import entries, ledger
from elearn.learning.acts import EventKind, Receipt
from elearn.learning.attempts import ledger as attempts
from elearn.learning.states import Record


def leave(enrolment_id: str, revision: Revision, event_id: str) -> Receipt:
    """Record that someone leaves the course; every answer stays, and anything they do brings them back."""
    return _store(enrolment_id, revision, event_id, EventKind.LEAVE)


def come_back(enrolment_id: str, revision: Revision, event_id: str) -> Receipt:
    """Record that someone who left is back."""
    return _store(enrolment_id, revision, event_id, EventKind.RETURN)


def begin_again(enrolment_id: str, revision: Revision, event_id: str) -> Receipt:
    """Record that someone does every unit anew; what was completed, passed or certified stays so.

    The answers of before stay in their record, event by event.
    """
    return _store(enrolment_id, revision, event_id, EventKind.AGAIN)


def _store(enrolment_id: str, revision: Revision, event_id: str, kind: EventKind) -> Receipt:
    db.begin_write()
    held = ledger.lock(enrolment_id)
    entries.require(held, revision, event_id)
    said = attempts.event(held, event_id)
    if said is not None:
        return Receipt(said.id, said.seq, said.received_at, was_there_already=True)
    now = clock.now()
    record = entries.moved(held, revision, now)
    if kind is EventKind.AGAIN:
        record = record or ledger.whole(held)
    event = entries.entry(kind, "", revision.id, revision.lang, held.person_id, now, {})
    after = ledger.append(held, record or Record(held.state), {**event, "id": event_id})
    return Receipt(event_id, after.enrolment.seq, now)
