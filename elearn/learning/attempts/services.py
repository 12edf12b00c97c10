"""The verbs of tests: begin, pick, submit. Each begins to write; the doors commit."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime

from elearn.document.catalogue import Revision
from elearn.document.questions import QuestionKey
from elearn.kernel import clock, db
from elearn.kernel.errors import BadInput, Closed
from elearn.learning import entries, ledger, refusals, settling
from elearn.learning.acts import EventKind, Receipt, is_event_id
from elearn.learning.attempts import ledger as attempts
from elearn.learning.attempts import rows, rules, wordings
from elearn.learning.attempts.openings import opening_of
from elearn.learning.attempts.states import (
    AttemptState,
    AttemptSummary,
    Begun,
    Drawn,
    Reason,
    Result,
    TestName,
)
from elearn.learning.attempts.ways import declare_reading, record_workshop
from elearn.learning.outline import outline_of
from elearn.learning.states import Record

__all__ = ["answer", "begin", "declare_reading", "pick", "record_workshop", "submit"]

Reader = Callable[[AttemptState, QuestionKey], tuple[str, ...]]

_CHANCE = secrets.SystemRandom()
_REFUSED = {
    Reason.NOT_HELD: refusals.TEST_NOT_HELD, Reason.UNITS_MISSING: refusals.UNITS_FIRST,
    Reason.TAKEN: refusals.TEST_TAKEN, Reason.PASSED: refusals.TEST_PASSED,
    Reason.TOO_MANY: refusals.TOO_MANY_ATTEMPTS,
}


def begin(enrolment_id: str, test: TestName, revision: Revision, event_id: str, lang: str) -> str:
    """Begin an attempt and return its id; a running one is returned, never a second one begun.

    Raise Closed where the test is not open, or not in this language; BadInput for another course.
    """
    db.begin_write()
    held = ledger.lock(enrolment_id)
    entries.require(held, revision, event_id)
    begun = attempts.summaries(held.connection, enrolment_id)
    if (there := _there_already(begun, test, event_id)) is not None:
        return there
    if lang != revision.lang:
        raise Closed(refusals.TEST_IN_ANOTHER_LANGUAGE)
    now = clock.now()
    record = entries.moved(held, revision, now) or Record(held.state)
    opening = opening_of(test, record.enrolment, revision, begun, now)
    if opening.reason is not Reason.OPEN:
        raise Closed(_REFUSED[opening.reason])
    # Only a form made by hand carries the id of another event; it gets an attempt under its own.
    attempt_id = event_id if attempts.event(held, event_id) is None else secrets.token_hex(16)
    ledger.append(held, record, _beginning(held, attempt_id, test, revision, now))
    return attempt_id


def _there_already(
    begun: tuple[AttemptSummary, ...], test: TestName, event_id: str,
) -> str | None:
    """Return the attempt that a form means: the running one, or the one this very form began."""
    mine = [each for each in begun if each.test is test]
    return next((each.id for each in mine if each.is_running or each.id == event_id), None)


def _beginning(
    held: ledger.Held, attempt_id: str, test: TestName, revision: Revision, now: datetime,
) -> rows.Row:
    shape = outline_of(revision).shapes[test]
    form = rules.draw(revision.bank, test, shape, attempts.seen(held), _CHANCE)
    worded = wordings.keep(form, revision.lang)
    begun = Begun(test, rules.pass_mark_for(shape, form), tuple(
        Drawn(item.question.id, item.value, wording)
        for item, wording in zip(form, worded, strict=True)))
    event = entries.entry(
        EventKind.BEGIN, test.value, revision.id, revision.lang, held.person_id, now,
        rows.begun_payload(begun))
    return {**event, "id": attempt_id}


def pick(
    enrolment_id: str, attempt_id: str, item_id: str, choice: tuple[str, ...], event_id: str, base: str,
) -> Receipt:
    """Store the answer to one item of a running attempt; `()` clears it, `("?",)` is "I do not know yet".

    `base` is the `AttemptItem.event_id` the form was drawn over. A form sent as it was drawn never
    undoes what was chosen elsewhere since. Raise NotFound for an attempt or item that is not theirs,
    Closed after the attempt was submitted, BadInput for what is no whole answer.
    """
    return _pick(enrolment_id, attempt_id, item_id, lambda attempt, key: choice, event_id, base)


def answer(
    enrolment_id: str, attempt_id: str, place: int, read: Reader, event_id: str, base: str,
) -> Receipt:
    """Store what a form says at a place of an attempt (from 1), as `pick` does, in one read of the record.

    A form sends places in the order shown: `read` is handed the attempt and the key of the wording, and
    returns the choice; what it raises is raised here, and nothing is stored.
    """
    return _pick(enrolment_id, attempt_id, place, read, event_id, base)


def _pick(
    enrolment_id: str, attempt_id: str, item: str | int, read: Reader, event_id: str, base: str,
) -> Receipt:
    if not (is_event_id(event_id) and is_event_id(base or event_id)):
        raise BadInput(refusals.FORM_NOT_WHOLE)
    db.begin_write()
    held = ledger.lock(enrolment_id)
    stands = attempts.standing(held, attempt_id, item, event_id, base)
    key, item_id = wordings.key(stands.asked.wording), stands.item_id
    choice = rules.usable_pick(key, stands.attempt.test, read(stands.attempt, key))
    payload = {"attempt": attempt_id, "choice": list(choice)}
    if stands.found is not None and not _is_same(stands.found, item_id, payload):
        # Back, without no-store, sends an event id again with another body: that is another pick.
        event_id = settling.other_id(event_id, {"item": item_id, **payload})
        stands = attempts.standing(held, attempt_id, item_id, event_id, base)
    if (receipt := _receipt(stands, attempt_id, tuple(payload["choice"]), base)) is not None:
        return receipt
    if stands.attempt.submitted_at is not None:
        raise Closed(refusals.TEST_SUBMITTED)
    return _store(held, stands, item_id, payload, event_id, base)


def _is_same(found: ledger.StoredEvent, item_id: str, payload: rows.Row) -> bool:
    return (found.kind, found.item_id, found.payload) == (EventKind.PICK, item_id, payload)


def _receipt(
    stands: attempts.AskedStanding, attempt_id: str, choice: tuple[str, ...], base: str,
) -> Receipt | None:
    """Return the receipt of what is stored already, or None where a pick says something new.

    A form drawn over an earlier choice and sent without touching it says nothing new, though another
    choice was made since in another tab or on another device.
    """
    attempt, present = stands.attempt, stands.present
    if stands.found is not None:
        return Receipt(
            stands.found.id, stands.found.seq, stands.found.received_at, was_there_already=True)
    drawn = tuple(stands.drawn.payload.get("choice", ())) if base and stands.drawn else ()
    is_untouched = base != stands.asked.event_id and choice == drawn
    if attempt.submitted_at is not None or not (is_untouched or choice == stands.asked.choice):
        return None
    if present is None:
        return Receipt(attempt_id, attempt.seq, attempt.begun_at, was_there_already=True)
    return Receipt(present.id, present.seq, present.received_at, was_there_already=True)


def _store(
    held: ledger.Held, stands: attempts.AskedStanding, item_id: str, payload: rows.Row, event_id: str,
    base: str,
) -> Receipt:
    now, attempt_id = clock.now(), payload["attempt"]
    event = entries.entry(
        EventKind.PICK, item_id, stands.attempt.revision_id, stands.attempt.lang, held.person_id, now,
        payload)
    record = Record(
        held.state, attempts={attempt_id: stands.attempt}, asked={(attempt_id, item_id): stands.asked})
    after = ledger.append(held, record, {**event, "id": event_id, "base": base})
    return Receipt(event_id, after.enrolment.seq, now)


def submit(enrolment_id: str, attempt_id: str, event_id: str) -> Result:
    """Close an attempt and return its result, the same at every call; raise NotFound for another's."""
    if not is_event_id(event_id):
        raise BadInput(refusals.FORM_NOT_WHOLE)
    db.begin_write()
    held = ledger.lock(enrolment_id)
    found = attempts.whole(held.connection, enrolment_id, attempt_id)
    attempt, asked = rows.attempt_state(found[0]), [rows.asked_state(row) for row in found]
    wordings.read(each.wording for each in asked)
    if attempt.submitted_at is None:
        event = entries.entry(
            EventKind.SUBMIT, attempt.test.value, attempt.revision_id, attempt.lang, held.person_id,
            clock.now(), {"attempt": attempt_id})
        if attempts.event(held, event_id) is None:
            event["id"] = event_id
        record = Record(held.state, attempts={attempt_id: attempt}, asked={
            (attempt_id, row.item_id): each for row, each in zip(found, asked, strict=True)})
        ledger.append(held, record, event)
    return rules.result(wordings.answered(asked), attempt.pass_mark, keeps_pass=attempt.is_passed)
