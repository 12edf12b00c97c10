"""The other two ways to the certificate: a reading declared, a workshop recorded."""

from __future__ import annotations

from datetime import date

from sqlalchemy import bindparam, select

from elearn.accounts.models import AccessRole, Person
from elearn.document.catalogue import Revision
from elearn.kernel import clock, db
from elearn.kernel.errors import BadInput, Closed, NotAllowed
from elearn.learning import entries, ledger, refusals
from elearn.learning.acts import EventKind, Receipt, Route
from elearn.learning.attempts import ledger as attempts
from elearn.learning.rows import Row
from elearn.learning.states import Record

_MOST_MINUTES = 10_000
_ROLE = select(Person.access_role).where(Person.id == bindparam("person_id"), ~Person.is_locked)


def declare_reading(enrolment_id: str, revision: Revision, event_id: str, lang: str) -> Receipt:
    """Record the word of a learner that they read the whole text: it opens the final test.

    Once is enough: later calls get the receipt of the one that stands, and a form sent again that of its
    own, even where staff withdrew it since. Raise Closed where that is no route.
    """
    db.begin_write()
    held = ledger.lock(enrolment_id)
    entries.require(held, revision, event_id)
    _require_route(revision, Route.SELF_DIRECTED)
    said = attempts.event(held, event_id)
    if said is not None and said.kind is EventKind.DECLARE:
        return _receipt(said)
    said = attempts.last_of(held, EventKind.DECLARE) if held.state.declared_at else None
    if said is not None:
        return _receipt(said)
    return _store(held, revision, EventKind.DECLARE, event_id, {"lang": lang})


def record_workshop(
    enrolment_id: str, actor: str, minutes: int, held_on: date, revision: Revision, event_id: str,
) -> Receipt:
    """Record that someone attended a workshop of so many minutes, by the word of the trainer `actor`.

    The first one recorded completes the course. Raise NotAllowed where `actor` is a learner or the
    person themselves, BadInput for minutes or a day that cannot be, Closed where that is no route.
    """
    db.begin_write()
    held = ledger.lock(enrolment_id)
    entries.require(held, revision, event_id)
    _require_trainer(held, actor)
    _require_route(revision, Route.WORKSHOP)
    if not 0 < minutes <= _MOST_MINUTES:
        raise BadInput(refusals.NO_SUCH_MINUTES)
    if held_on > clock.now().date():
        raise BadInput(refusals.NOT_HELD_YET)
    said = attempts.event(held, event_id)
    if said is not None and said.kind is EventKind.ATTEND:
        return _receipt(said)
    return _store(held, revision, EventKind.ATTEND, event_id, {
        "minutes": minutes, "held_on": held_on.isoformat()}, actor=actor, occurred_on=held_on)


def _require_trainer(held: ledger.Held, actor: str) -> None:
    role = held.connection.execute(_ROLE, {"person_id": actor}).scalar()
    if role is None or role is AccessRole.LEARNER or actor == held.person_id:
        raise NotAllowed(refusals.NOT_BY_ONESELF)


def _require_route(revision: Revision, route: Route) -> None:
    if route.value not in revision.course.rules.routes:
        raise Closed(refusals.NO_SUCH_ROUTE)


def _receipt(said: ledger.StoredEvent) -> Receipt:
    return Receipt(said.id, said.seq, said.received_at, was_there_already=True)


def _store(
    held: ledger.Held, revision: Revision, kind: EventKind, event_id: str, payload: Row,
    **columns: object,
) -> Receipt:
    now = clock.now()
    record = entries.moved(held, revision, now) or Record(held.state)
    event = entries.entry(kind, "", revision.id, revision.lang, held.person_id, now, payload)
    if attempts.event(held, event_id) is None:
        event["id"] = event_id
    after = ledger.append(held, record, {**event, **columns})
    return Receipt(event["id"], after.enrolment.seq, now)
