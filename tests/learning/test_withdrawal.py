"""A wrong record set right: what followed from it goes, what was earned otherwise stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from elearn.accounts import looks
from elearn.accounts.models import AccessRole
from elearn.kernel import audit, clock
from elearn.kernel.db import db, transaction
from elearn.kernel.errors import BadInput, Closed, Conflict, NotAllowed, NotFound
from elearn.kernel.mail import Letter
from elearn.learning import leaving, own_data, verification, withdrawal
from elearn.learning.acts import EventKind, Receipt, Route, Status
from elearn.learning.attempts import services
from elearn.learning.certificates.models import Certificate
from elearn.learning.certificates.rules import Fate, State
from elearn.learning.models import EnrolmentFact, Event
from tests.factories.certificates import confirm, rows
from tests.factories.learners import Learner, new_id
from tests.factories.people import person
from tests.factories.sittings import ENTRY, candidate, sit

TODAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HELD_ON = date(2026, 2, 27)
REASON = "The list of the day before was keyed in twice."


@pytest.fixture(autouse=True)
def agrees(bare_app: Flask) -> Iterator[None]:
    """Afterwards everything follows from the events."""
    yield
    db.session.rollback()
    assert [str(each) for each in verification.verify()] == []


@pytest.fixture
def omar(agrees: None) -> Learner:
    """Someone who has not begun a course whose tests are held."""
    return candidate(has_done_units=False)


@pytest.fixture
def officer(agrees: None) -> str:
    return person(access_role=AccessRole.OFFICER).id


def attend(who: Learner, minutes: int = 360, held_on: date = HELD_ON) -> str:
    trainer = person(access_role=AccessRole.TRAINER).id
    with clock.fixed(TODAY), transaction():
        return services.record_workshop(
            who.id, trainer, minutes, held_on, who.revision, new_id()).event_id


def declare(who: Learner, event_id: str = "") -> Receipt:
    with transaction():
        return services.declare_reading(who.id, who.revision, event_id or new_id(), "en")


def withdraw(
    who: Learner, wrong: str, actor: str = audit.COMMAND_LINE, reason: str = REASON, *,
    event_id: str = "", seen: int | None = None,
) -> Receipt:
    with transaction():
        return withdrawal.withdraw(who.id, wrong, actor, reason, event_id or new_id(), seen)


def stands(who: Learner) -> tuple[Status, Route]:
    db.session.rollback()
    held = who.enrolled()
    fact = db.session.get_one(EnrolmentFact, who.id, populate_existing=True)
    assert (fact.route, fact.status) == (held.route, held.status)
    assert (fact.completed_on is None) is (held.completed_at is None)
    return held.status, held.route


def test_a_completion_that_rested_on_it_alone_goes_and_its_certificate_is_revoked(
    omar: Learner, officer: str,
) -> None:
    wrong = attend(omar)
    foretold = withdrawal.foretell(omar.id, wrong)
    [row] = rows(omar)
    assert (foretold.uncompletes, foretold.fate, foretold.certificate) == (True, Fate.REVOKED, row.code)
    withdraw(omar, wrong, officer)
    assert stands(omar) == (Status.ENROLLED, Route.E_LEARNING)
    [row] = rows(omar)
    assert (row.state, row.reason) == (State.REVOKED, REASON)
    letter = db.session.scalars(select(Letter)).one()
    assert letter.message == "record-corrected" and REASON in letter.text and "revoked" in letter.text
    assert withdrawal.on_record(omar.id) == ()


def test_the_event_that_was_wrong_stays_as_it_was(omar: Learner, officer: str) -> None:
    wrong = attend(omar)
    before = [(row.id, row.payload) for row in omar.events()]
    withdraw(omar, wrong, officer)
    after = omar.events()
    assert [(row.id, row.payload) for row in after[:-1]] == before
    assert (after[-1].kind, after[-1].actor) == (EventKind.WITHDRAW, officer)


def test_who_completed_otherwise_too_keeps_it_and_the_certificate_says_how(officer: str) -> None:
    noor = candidate()
    wrong = attend(noor)
    confirm(noor, "Amara Okello")
    with clock.fixed(datetime(2026, 12, 1, tzinfo=UTC)):
        sit(noor)
    assert withdrawal.foretell(noor.id, wrong).fate is Fate.REPLACED
    withdraw(noor, wrong, officer)
    assert stands(noor) == (Status.COMPLETED, Route.E_LEARNING)
    first, second = rows(noor)
    assert (first.state, first.route) == (State.SUPERSEDED, Route.WORKSHOP)
    assert (second.state, second.route, second.completed_on) == (
        State.VALID, Route.E_LEARNING, date(2026, 12, 1))
    assert second.confirmed_at is not None


def test_a_workshop_recorded_after_the_pass_goes_and_nothing_else(officer: str) -> None:
    noor = candidate()
    sit(noor)
    wrong = attend(noor)
    assert withdrawal.foretell(noor.id, wrong).fate is Fate.KEPT
    withdraw(noor, wrong, officer)
    assert stands(noor) == (Status.COMPLETED, Route.E_LEARNING)
    assert [row.state for row in rows(noor)] == [State.VALID]


def test_of_two_workshops_the_other_one_counts_then(omar: Learner, officer: str) -> None:
    wrong = attend(omar, 60, date(2026, 2, 20))
    attend(omar, 360)
    withdraw(omar, wrong, officer)
    assert stands(omar) == (Status.COMPLETED, Route.WORKSHOP)
    first, second = rows(omar)
    assert (first.minutes, second.minutes, second.completed_on) == (60, 360, HELD_ON)


def test_recorded_rightly_afterwards_it_completes_and_certifies_anew(omar: Learner, officer: str) -> None:
    withdraw(omar, attend(omar, 36), officer)
    attend(omar, 360)
    assert stands(omar) == (Status.COMPLETED, Route.WORKSHOP)
    assert [(row.version, row.state, row.minutes) for row in rows(omar)] == [
        (1, State.REVOKED, 36), (2, State.VALID, 360)]


def test_a_declared_reading_goes_with_the_completion_that_needed_it(omar: Learner, officer: str) -> None:
    wrong = declare(omar).event_id
    sit(omar)
    assert stands(omar) == (Status.COMPLETED, Route.SELF_DIRECTED)
    withdraw(omar, wrong, officer)
    assert stands(omar) == (Status.STARTED, Route.E_LEARNING)
    assert omar.enrolled().passed_at is not None
    assert rows(omar)[0].state is State.REVOKED


def test_who_tested_out_and_passed_needs_no_declared_reading(omar: Learner, officer: str) -> None:
    sit(omar, ENTRY)
    wrong = declare(omar).event_id
    sit(omar)
    withdraw(omar, wrong, officer)
    assert stands(omar) == (Status.COMPLETED, Route.E_LEARNING)


def test_a_form_sent_again_brings_back_nothing_and_a_new_word_counts(omar: Learner, officer: str) -> None:
    form = new_id()
    wrong = declare(omar, form).event_id
    withdraw(omar, wrong, officer)
    assert declare(omar, form).was_there_already and omar.enrolled().declared_at is None
    assert not declare(omar).was_there_already and omar.enrolled().declared_at is not None


def test_who_had_left_is_back_by_their_own_acts_alone(omar: Learner, officer: str) -> None:
    with transaction():
        leaving.leave(omar.id, omar.revision, new_id())
    wrong = attend(omar)
    assert omar.enrolled().left_at is None
    withdraw(omar, wrong, officer)
    assert omar.enrolled().left_at is not None


def test_sent_twice_it_is_done_once(omar: Learner, officer: str) -> None:
    wrong, form = attend(omar), new_id()
    first = withdraw(omar, wrong, officer, event_id=form)
    again = withdraw(omar, wrong, officer, event_id=form)
    assert again.was_there_already and again.seq == first.seq
    with pytest.raises(Closed):
        withdraw(omar, wrong, officer)
    with pytest.raises(Closed):
        withdrawal.foretell(omar.id, wrong)
    assert len(list(db.session.scalars(select(Letter)))) == 1


def test_what_came_since_it_was_shown_is_looked_at_first(omar: Learner, officer: str) -> None:
    wrong = attend(omar)
    seen = withdrawal.foretell(omar.id, wrong).seq
    omar.answer("m1-q1", "a")
    with pytest.raises(Conflict):
        withdraw(omar, wrong, officer, seen=seen)
    withdraw(omar, wrong, officer, seen=withdrawal.foretell(omar.id, wrong).seq)


def test_officers_and_administrators_alone_and_nobody_for_themselves(omar: Learner) -> None:
    wrong = attend(omar)
    others = [person(access_role=role).id for role in (
        AccessRole.LEARNER, AccessRole.TRAINER, AccessRole.FOCAL_POINT)]
    locked = person(access_role=AccessRole.OFFICER, is_locked=True).id
    for actor in (*others, locked, omar.person_id, "", "0" * 32):
        with pytest.raises(NotAllowed):
            withdraw(omar, wrong, actor)
    assert stands(omar) == (Status.COMPLETED, Route.WORKSHOP)


@pytest.mark.parametrize("reason", ["", "  \n ", "x" * 501])
def test_without_a_reason_nothing_is_withdrawn(omar: Learner, officer: str, reason: str) -> None:
    wrong = attend(omar)
    with pytest.raises(BadInput):
        withdraw(omar, wrong, officer, reason)


def test_nothing_but_workshops_and_readings_of_this_enrolment_is_withdrawn(
    omar: Learner, officer: str,
) -> None:
    answer = omar.answer("m1-q1", "a").event_id
    other = attend(candidate(has_done_units=False))
    for wrong in (answer, other, "", "0" * 32):
        with pytest.raises(NotFound):
            withdraw(omar, wrong, officer)


def test_the_reason_is_sealed_and_read_by_the_person_concerned(omar: Learner, officer: str) -> None:
    withdraw(omar, attend(omar), officer)
    connection = db.session.connection()
    entries = [str(row) for row in connection.execute(select(audit.AuditEntry.detail))]
    payloads = [str(row) for row in connection.execute(select(Event.payload))]
    assert not [each for each in (*entries, *payloads) if REASON in each]
    told = {each.action: each for each in looks.looks(omar.person_id)}
    assert told["record_corrected"].purpose == REASON
    assert (told["record_corrected"].by, told["certificate_revoked"].purpose) == (
        AccessRole.OFFICER, REASON)
    [course] = own_data.gather(omar.person_id)["courses"]
    assert [each["reason"] for each in course["acts"] if each["act"] is EventKind.WITHDRAW] == [REASON]


def test_verify_finds_a_certificate_that_outlived_its_completion(omar: Learner, officer: str) -> None:
    withdraw(omar, attend(omar), officer)
    code = rows(omar)[0].code
    with transaction():
        db.session.get_one(Certificate, code).state = State.VALID
    found = [str(each) for each in verification.verify()]
    assert len(found) == 1 and "certificate 1" in found[0]
    with transaction():
        db.session.get_one(Certificate, code).state = State.REVOKED
