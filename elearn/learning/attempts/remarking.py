"""Judging handed-in attempts anew after a test item was corrected or withdrawn; nobody loses a pass."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from elearn.accounts import links
from elearn.accounts.models import Person, Personal
from elearn.kernel import audit, clock, mail
from elearn.kernel.db import begin_write, db
from elearn.kernel.errors import BadInput
from elearn.learning import entries, fold, ledger, revisions
from elearn.learning import rows as record_rows
from elearn.learning.acts import EventKind, Source, Status
from elearn.learning.attempts import corrections, rows, rules, wordings
from elearn.learning.attempts import ledger as attempts
from elearn.learning.attempts.corrections import Correction
from elearn.learning.attempts.states import WITHDRAWN, AskedState, AttemptState, Remark, TestName
from elearn.learning.models import Enrolment, table_of
from elearn.learning.states import Library, Record

REASON_LIMIT = 300
_ENROLMENT = select(table_of(Enrolment))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one attempt; `completes` says that the course is completed by it."""

    enrolment_id: str
    attempt_id: str
    test: TestName
    before: AttemptState
    after: AttemptState
    completes: bool

    @property
    def is_other(self) -> bool:
        """Say whether anything that its person sees of the result is another."""
        return any(getattr(self.before, name) != getattr(self.after, name)
                   for name in ("right", "of", "pass_mark", "is_passed"))

    @property
    def passes(self) -> bool:
        """Say whether it was failed and is passed."""
        return self.after.is_passed and not self.before.is_passed


def preview(correction: Correction, enrolment_ids: Sequence[str]) -> Iterator[Outcome]:
    """Yield what `apply` would do, attempt by attempt; nothing is locked and nothing written."""
    connection = db.session.connection()
    library = Library(revisions.outline, correction.wording)
    for enrolment_id in enrolment_ids:
        row = connection.execute(_ENROLMENT.where(Enrolment.id == enrolment_id)).one()
        held = ledger.Held(
            row.id, row.person_id, row.course_key, record_rows.enrolment_state(row), connection)
        for attempt_id in corrections.attempt_ids(correction, enrolment_id):
            record, event = _remark(held, correction, attempt_id, audit.COMMAND_LINE, "")
            full = {**event, "enrolment_id": enrolment_id, "seq": held.state.seq + 1}
            after = fold.apply(record, record_rows.happened(record_rows.Values(full)), library)
            yield _outcome(held, attempt_id, record, after)
            held = replace(held, state=after.enrolment)


def apply(
    correction: Correction, enrolment_ids: Sequence[str], actor: str, reason: str,
) -> tuple[Outcome, ...]:
    """Re-mark the attempts of these enrolments, each under its lock, and write it into the audit log.

    Whose result is another gets a letter. Again it does nothing: what the record says now is looked at
    under the lock. Raise BadInput where no reason is given, or one over 300 characters.
    """
    words = " ".join(reason.split())
    if not 0 < len(words) <= REASON_LIMIT:
        raise BadInput(f"say why in 1 to {REASON_LIMIT} characters: learners read it beside their result")
    begin_write()
    for lang, (_, item) in correction.worded.items():
        wordings.keep((item,), lang)
    done = tuple(each for enrolment_id in sorted(enrolment_ids)
                 for each in _apply_one(correction, enrolment_id, actor, words))
    if done:
        audit.record(
            actor, "item_withdrawn" if correction.withdraws else "item_remarked",
            course=correction.course_key, item=correction.item_id, reason=words, attempts=len(done),
            changed=sum(each.is_other for each in done), passed=sum(each.passes for each in done),
            completed=sum(each.completes for each in done))
    return done


def _apply_one(
    correction: Correction, enrolment_id: str, actor: str, reason: str,
) -> Iterator[Outcome]:
    held = ledger.lock(enrolment_id)
    told: list[Outcome] = []
    for attempt_id in corrections.attempt_ids(correction, enrolment_id):
        record, event = _remark(held, correction, attempt_id, actor, reason)
        after = ledger.append(held, record, event)
        told.append(_outcome(held, attempt_id, record, after))
        held = replace(held, state=after.enrolment)
    if any(each.is_other for each in told):
        _tell(held.person_id, [each for each in told if each.is_other], reason)
    yield from told


def _remark(
    held: ledger.Held, correction: Correction, attempt_id: str, actor: str, reason: str,
) -> tuple[Record, record_rows.Row]:
    """Return the part of a record that a re-mark touches, and the columns of its event."""
    found = attempts.whole(held.connection, held.enrolment_id, attempt_id)
    attempt = rows.attempt_state(found[0])
    asked = {(attempt_id, row.item_id): rows.asked_state(row) for row in found}
    wordings.read(each.wording for each in asked.values())
    place = (attempt_id, correction.item_id)
    target = correction.judging(attempt.lang)
    if target is None:
        said = Remark(WITHDRAWN, _mark_without(held, attempt_id, asked, place))
    else:
        said = Remark(target[0], attempt.pass_mark)
    event = entries.entry(
        EventKind.REMARK, correction.item_id, attempt.revision_id, attempt.lang, actor, clock.now(),
        rows.remark_payload(attempt_id, said, asked[place].judging, reason))
    record = Record(held.state, attempts={attempt_id: attempt}, asked=asked)
    return record, {**event, "source": Source.COMMAND_LINE}


def _mark_without(
    held: ledger.Held, attempt_id: str, asked: dict[tuple[str, str], AskedState], place: tuple[str, str],
) -> int:
    """Return the pass mark that an attempt has once the item at `place` is taken out too."""
    begun = attempts.event(held, attempt_id)
    assert begun is not None, "an attempt has the id of the event that began it"
    scored = [key for key, each in asked.items()
              if rules.is_right(wordings.item(each.wording), ()) is not None]
    left = [key for key in scored if key != place and asked[key].judged_by != WITHDRAWN]
    return rules.pass_mark_without(begun.payload["pass_mark"], len(scored), len(left))


def _outcome(held: ledger.Held, attempt_id: str, before: Record, after: Record) -> Outcome:
    was, now = before.attempts[attempt_id], after.attempts[attempt_id]
    completes = (before.enrolment.status is not Status.COMPLETED
                 and after.enrolment.status is Status.COMPLETED)
    return Outcome(held.enrolment_id, attempt_id, now.test, was, now, completes)


def _tell(person_id: str, told: Sequence[Outcome], reason: str) -> None:
    """Write to the person whose results are others now, about the last of them."""
    person = db.session.get_one(Person, person_id)
    personal = db.session.get_one(Personal, person_id)
    if personal.email:
        last = next((each for each in told if each.passes), told[-1])
        mail.send(
            personal.email, "result-remarked", person.language, reason=reason, has_passed=last.passes,
            link=links.result_address(person.language, last.test.value, last.attempt_id))
