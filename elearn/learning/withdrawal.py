"""Setting a wrong record right: a workshop or a declared reading is withdrawn, with all that followed.

The event that was wrong stays; one more event says that it counts as if it had never been, and why.
What follows is worked out from all events again: whoever completed otherwise too keeps it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from elearn.accounts import keys, links, looks
from elearn.accounts.models import Person, Personal
from elearn.accounts.services import correcting
from elearn.kernel import audit, clock, mail
from elearn.kernel.db import begin_write, db
from elearn.kernel.errors import Closed, Conflict, NotFound
from elearn.learning import entries, events, ledger, refusals, rows
from elearn.learning.acts import EventKind, Receipt, Source
from elearn.learning.certificates import rules as certificates
from elearn.learning.certificates import services as certificate_services
from elearn.learning.certificates import verification
from elearn.learning.certificates.models import Certificate
from elearn.learning.certificates.rules import Facts, Fate
from elearn.learning.fold import WITHDRAWABLE, fold
from elearn.learning.models import Enrolment, table_of
from elearn.learning.named import services as named
from elearn.learning.states import EnrolmentState, Record


@dataclass(frozen=True, slots=True)
class OnRecord:
    """A declared reading or a workshop that stands; `held_on` and `minutes` are those of a workshop."""

    enrolment_id: str
    event_id: str
    kind: EventKind
    recorded_at: datetime
    held_on: date | None
    minutes: int


@dataclass(frozen=True, slots=True)
class Foretold:
    """What a withdrawal would do: the enrolment before and after, and the certificate that is valid.

    `seq` is the last event it was worked out from: where another has come since, it is to be shown anew.
    """

    wrong: OnRecord
    before: EnrolmentState
    after: EnrolmentState
    certificate: str
    fate: Fate
    seq: int

    @property
    def uncompletes(self) -> bool:
        """Say whether the completion rested on it alone."""
        return self.before.completed_at is not None and self.after.completed_at is None


def on_record(enrolment_id: str) -> tuple[OnRecord, ...]:
    """Return what could be withdrawn of an enrolment, from first to last."""
    events = _events(enrolment_id)
    void = {event.payload["withdraws"] for event in events if event.kind is EventKind.WITHDRAW}
    return tuple(_on_record(event) for event in events
                 if event.kind in WITHDRAWABLE and event.id not in void)


def on_record_of(person_id: str) -> tuple[OnRecord, ...]:
    """Return what could be withdrawn of a person, course by course."""
    theirs = select(Enrolment.id).where(Enrolment.person_id == person_id).order_by(Enrolment.enrolled_at)
    return tuple(each for one in db.session.scalars(theirs).all() for each in on_record(one))


def foretell(enrolment_id: str, wrong_id: str) -> Foretold:
    """Return what withdrawing an event would do; nothing is locked and nothing written.

    Raise NotFound where this enrolment has no such event that stands.
    """
    return _worked_out(enrolment_id, _events(enrolment_id), wrong_id, _tentative(wrong_id))[0]


def withdraw(
    enrolment_id: str, wrong_id: str, actor: str, reason: str, event_id: str, seen: int | None = None,
) -> Receipt:
    """Withdraw a declared reading or a workshop that was recorded wrongly, with all that followed from it.

    The person is told by letter, and reads the reason in the log of the account. Sent again it is the
    first receipt. `seen` is `Foretold.seq` of what was shown. Raise NotAllowed where `actor` is none of
    the staff who may or the person themselves, BadInput without a reason, NotFound for no such event,
    Closed where it is withdrawn already, Conflict where something came since it was shown.
    """
    begin_write()
    held = ledger.lock(enrolment_id)
    events = _events(enrolment_id)
    words = correcting.reason_of(actor, held.person_id, reason)
    said = next((event for event in events if event.id == event_id), None)
    if said is not None and said.kind is EventKind.WITHDRAW:
        return Receipt(said.id, said.seq, said.received_at, was_there_already=True)
    if any(event.payload.get("withdraws") == wrong_id for event in events):
        raise Closed(refusals.WITHDRAWN_ALREADY)
    if seen is not None and seen != held.state.seq:
        raise Conflict(refusals.RECORD_WENT_ON)
    event = _event(held, wrong_id, actor, words, event_id)
    foretold, after = _worked_out(enrolment_id, events, wrong_id, event)
    named.settle(held.person_id)
    ledger.replace_with(held, event, after)
    fate = certificate_services.follow(
        enrolment_id, _due([*events, _row(event, held)]), actor, words)
    audit.record(actor, "record_corrected", held.person_id, kind=foretold.wrong.kind.value,
                 uncompletes=foretold.uncompletes, certificate=fate.value,
                 **looks.sealed(held.person_id, words))
    _tell(held.person_id, foretold, fate, words)
    return Receipt(event["id"], after.enrolment.seq, event["received_at"])


def sealed_as(event_id: str) -> str:
    """Return what the reason in a withdrawal is bound to."""
    return f"withdrawal {event_id}"


def reason_of(person_id: str, event: Any) -> str:
    """Return the reason of a withdrawal, an event as stored: for staff who may read it and the person."""
    return keys.open_sealed(person_id, sealed_as(event.id), event.payload["sealed_reason"])


def _events(enrolment_id: str) -> list[Any]:
    return list(db.session.connection().execute(events.OF_ENROLMENT, {"enrolment_id": enrolment_id}))


def _on_record(event: Any) -> OnRecord:
    held_on = event.payload.get("held_on")
    return OnRecord(event.enrolment_id, event.id, event.kind, event.received_at,
                    date.fromisoformat(held_on) if held_on else None, event.payload.get("minutes", 0))


def _event(held: ledger.Held, wrong_id: str, actor: str, words: str, event_id: str) -> rows.Row:
    event = entries.entry(
        EventKind.WITHDRAW, "", held.state.revision_id, held.state.lang, actor, clock.now(),
        {"withdraws": wrong_id,
         "sealed_reason": keys.seal(held.person_id, sealed_as(event_id), words)})
    source = Source.COMMAND_LINE if actor == audit.COMMAND_LINE else Source.WEB
    return {**event, "id": event_id, "source": source}


def _tentative(wrong_id: str) -> rows.Row:
    return {"kind": EventKind.WITHDRAW, "item_id": "", "revision_id": "", "lang": "", "id": "",
            "received_at": clock.now(), "source": Source.WEB, "payload": {"withdraws": wrong_id}}


def _row(event: rows.Row, held: ledger.Held) -> Any:
    return rows.Values({**event, "seq": held.state.seq + 1})


def _due(events: Sequence[Any]) -> Facts | None:
    return verification.due(events)


def _worked_out(
    enrolment_id: str, events: Sequence[Any], wrong_id: str, event: rows.Row,
) -> tuple[Foretold, Record]:
    """Return what a withdrawal does and the record after it."""
    wrong = next((each for each in events if each.id == wrong_id and each.kind in WITHDRAWABLE), None)
    if wrong is None:
        raise NotFound("no such thing on record")
    told = [*events, rows.Values({**event, "seq": len(events) + 1})]
    before = fold(map(rows.happened, events), ledger.LIBRARY)
    try:
        after = fold(map(rows.happened, told), ledger.LIBRARY)
    except ValueError:
        raise Closed(refusals.WITHDRAWN_ALREADY) from None
    assert before is not None and after is not None, "an enrolment has a first event"
    valid = db.session.execute(select(table_of(Certificate)).where(
        Certificate.enrolment_id == enrolment_id,
        Certificate.state == certificates.State.VALID)).first()
    return Foretold(
        _on_record(wrong), before.enrolment, after.enrolment, valid.code if valid else "",
        certificates.fate(valid, _due(told)), len(events)), after


def _tell(person_id: str, foretold: Foretold, fate: Fate, words: str) -> None:
    person = db.session.get_one(Person, person_id)
    personal = db.session.get_one(Personal, person_id)
    if personal.email:
        mail.send(
            personal.email, "record-corrected", person.language, reason=words,
            kind=foretold.wrong.kind.value, uncompletes=foretold.uncompletes, fate=fate.value,
            link=links.own_record_address(person.language))
