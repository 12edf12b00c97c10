"""The other two ways: a reading declared, a workshop recorded by a trainer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from elearn.accounts.models import AccessRole
from elearn.document.catalogue import Revision, revision_of
from elearn.kernel import clock
from elearn.kernel.db import db, transaction
from elearn.kernel.errors import BadInput, Closed, NotAllowed, NotFound
from elearn.learning import queries as records
from elearn.learning.acts import EventKind, Receipt, Route, Status
from elearn.learning.attempts import services
from elearn.learning.models import EnrolmentFact
from tests.factories.learners import Learner, learner, new_id
from tests.factories.people import person
from tests.factories.sittings import begin, candidate, revision_with_tests, sit

TODAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HELD_ON = date(2026, 2, 27)


@pytest.fixture
def omar(noor: Learner) -> Learner:
    """Someone who has not begun; what they do is verified like what `noor` does."""
    return candidate(has_done_units=False)


def _declare(who: Learner, event_id: str = "") -> Receipt:
    with transaction():
        return services.declare_reading(who.id, who.revision, event_id or new_id(), "en")


def _record(
    who: Learner, actor: str, minutes: int = 360, held_on: date = HELD_ON, event_id: str = "",
) -> Receipt:
    with clock.fixed(TODAY), transaction():
        return services.record_workshop(
            who.id, actor, minutes, held_on, who.revision, event_id or new_id())


def _trainer() -> str:
    return person(access_role=AccessRole.TRAINER).id


def _route(who: Learner) -> tuple[Route, Status]:
    db.session.rollback()
    held = who.enrolled()
    fact = db.session.get_one(EnrolmentFact, who.id, populate_existing=True)
    assert (fact.route, fact.status) == (held.route, held.status)
    return held.route, held.status


def test_a_declared_reading_opens_the_final_test_and_asks_for_nothing_else(omar: Learner) -> None:
    assert not _declare(omar).was_there_already
    assert _route(omar) == (Route.SELF_DIRECTED, Status.STARTED)
    missing = records.completion_of(omar.id, omar.revision)
    assert (missing.missing, missing.needs_final_test, missing.needs_reading) == ((), True, False)
    assert sit(omar).is_passed
    assert _route(omar) == (Route.SELF_DIRECTED, Status.COMPLETED)


def test_declaring_again_is_the_first_declaration(omar: Learner) -> None:
    first = _declare(omar)
    assert replace(first, was_there_already=True) == _declare(omar)
    assert [row.kind for row in omar.events()].count(EventKind.DECLARE) == 1


def test_without_the_pass_a_declared_reading_is_not_enough(omar: Learner) -> None:
    _declare(omar)
    sit(omar, right=3)
    assert _route(omar)[1] is Status.STARTED


def test_declaring_after_completing_changes_no_route(noor: Learner) -> None:
    sit(noor)
    _declare(noor)
    assert _route(noor) == (Route.E_LEARNING, Status.COMPLETED)


def test_a_recorded_workshop_completes(omar: Learner) -> None:
    receipt = _record(omar, trainer := _trainer())
    assert _route(omar) == (Route.WORKSHOP, Status.COMPLETED)
    event = omar.events()[-1]
    assert (event.actor, event.occurred_on, event.received_at) == (trainer, HELD_ON, TODAY)
    assert event.payload == {"minutes": 360, "held_on": "2026-02-27"}
    assert (event.id, event.seq) == (receipt.event_id, receipt.seq)


def test_a_workshop_posted_twice_is_recorded_once(omar: Learner) -> None:
    trainer = _trainer()
    first = _record(omar, trainer, event_id="ab" * 16)
    assert _record(omar, trainer, event_id="ab" * 16) == replace(first, was_there_already=True)
    assert not _record(omar, trainer, minutes=90).was_there_already
    assert [row.kind for row in omar.events()].count(EventKind.ATTEND) == 2


def test_nobody_records_a_workshop_for_themselves_nor_does_a_learner(omar: Learner) -> None:
    for actor in (omar.person_id, person().id, "0" * 32, ""):
        with pytest.raises(NotAllowed):
            _record(omar, actor)
    assert _route(omar) == (Route.E_LEARNING, Status.ENROLLED)


def test_not_even_a_trainer_records_their_own_workshop(noor: Learner) -> None:
    trainer = learner(access_role=AccessRole.TRAINER)
    with pytest.raises(NotAllowed):
        _record(trainer, trainer.person_id)
    assert _route(trainer) == (Route.E_LEARNING, Status.ENROLLED)


@pytest.mark.parametrize(("minutes", "held_on"), [
    (0, HELD_ON), (-5, HELD_ON), (10_001, HELD_ON), (60, date(2026, 3, 3))])
def test_minutes_and_days_that_cannot_be_are_refused(omar: Learner, minutes: int, held_on: date) -> None:
    with pytest.raises(BadInput):
        _record(omar, _trainer(), minutes, held_on)


def _with_routes(*routes: str) -> Revision:
    made = revision_with_tests()
    course = replace(made.course, rules=replace(made.course.rules, routes=routes))
    return revision_of(course, made.bank)


def test_a_route_that_the_course_does_not_offer_is_closed(bare_app: Flask) -> None:
    who = candidate(_with_routes("e-learning"), has_done_units=False)
    with pytest.raises(Closed):
        _declare(who)
    with pytest.raises(Closed):
        _record(who, _trainer())
    with pytest.raises(Closed):
        begin(who)


def test_where_no_test_is_held_a_declared_reading_stands_for_nothing(noor: Learner) -> None:
    who = learner()
    with transaction():
        services.declare_reading(who.id, who.revision, new_id(), "en")
    assert records.completion_of(who.id, who.revision).missing != ()
    assert _route(who) == (Route.SELF_DIRECTED, Status.STARTED)


def test_nobody_is_enrolled_by_declaring_or_attending(noor: Learner) -> None:
    nobody = Learner(noor.person_id, "0" * 32, noor.revision)
    with pytest.raises(NotFound):
        _declare(nobody)
    with pytest.raises(NotFound):
        _record(nobody, _trainer())
    with pytest.raises(NotFound):
        begin(nobody)
