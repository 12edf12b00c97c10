"""Imagined learners: plausible, countable, and as consistent as real ones."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from elearn.accounts import sites
from elearn.accounts.models import Person, Personal
from elearn.kernel import clock
from elearn.kernel.db import db, transaction
from elearn.learning import population, services, verification
from elearn.learning.acts import EventKind, Route, Status
from elearn.learning.attempts.models import AttemptRow
from elearn.learning.attempts.states import TestName
from elearn.learning.certificates import queries as certificates
from elearn.learning.certificates.models import Certificate
from elearn.learning.imagined import lives
from elearn.learning.models import Enrolment, EnrolmentFact, Erasing, Event, ItemRow, UnitRow
from tests.factories.courses import small_revision
from tests.factories.learners import learner
from tests.factories.sittings import revision_with_tests


@pytest.fixture
def few_lives(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let people share lives from the fiftieth on, as they do from the 4000th."""
    monkeypatch.setattr(lives, "COUNT", 50)


def _counted(column: Any) -> dict[Any, int]:
    rows = db.session.execute(select(column, func.count()).group_by(column))
    return {row[0]: row[1] for row in rows}


def _disagreements() -> list[str]:
    return [str(each) for each in verification.verify()]


def test_everything_of_shared_lives_follows_from_their_events(bare_app: Flask, few_lives: None) -> None:
    revision = revision_with_tests()
    with transaction():
        services.activate(revision.course, revision.bank)
    population.populate(150, revision, seed=7)
    assert _disagreements() == []
    assert population.invented_learners() == 150
    kinds = _counted(Event.kind)
    assert {EventKind.ENROL, EventKind.ATTEND, EventKind.DECLARE, EventKind.PICK} <= kinds.keys()


def test_a_life_is_the_same_for_everybody_but_for_days_and_names(bare_app: Flask, few_lives: None) -> None:
    population.populate(400, small_revision(), seed=7)
    shapes: dict[Any, set[int]] = {}
    for each in db.session.scalars(select(Enrolment).order_by(Enrolment.id)):
        shape = (each.seq, each.complete_units, each.route, each.last_item, each.started_at is None,
                 each.enrolled_at.time(), each.last_at - each.enrolled_at)
        shapes.setdefault(shape, set()).add(each.enrolled_at.toordinal())
    assert len(shapes) <= 50 and any(len(days) > 5 for days in shapes.values())


def test_a_population_is_at_every_stage_on_every_route_and_in_every_country(bare_app: Flask) -> None:
    population.populate(300, small_revision(), seed=7)
    assert set(_counted(EnrolmentFact.status)) == set(Status)
    assert set(_counted(EnrolmentFact.route)) == set(Route)
    assert len(_counted(EnrolmentFact.country)) == 6 and len(_counted(EnrolmentFact.site)) > 12
    assert {site for site in _counted(EnrolmentFact.site) if site} <= sites.names().keys()
    earliest, latest = db.session.execute(
        select(func.min(EnrolmentFact.enrolled_on), func.max(EnrolmentFact.enrolled_on))).one()
    today = clock.now().date()
    assert (today - earliest).days <= 425 and (today - latest).days < 30


def test_workshops_give_most_completions_and_e_learning_is_partly_done(bare_app: Flask) -> None:
    revision = revision_with_tests()
    with transaction():
        services.activate(revision.course, revision.bank)
    population.populate(400, revision, seed=7)
    done = db.session.execute(select(EnrolmentFact.route, func.count()).where(
        EnrolmentFact.completed_on.is_not(None)).group_by(EnrolmentFact.route))
    by_route = {row[0]: row[1] for row in done}
    assert by_route[Route.WORKSHOP] > by_route[Route.E_LEARNING] + by_route[Route.SELF_DIRECTED]
    begun = select(func.count()).select_from(EnrolmentFact).where(
        EnrolmentFact.route == Route.E_LEARNING, EnrolmentFact.status == Status.STARTED)
    assert (db.session.scalar(begun) or 0) > by_route[Route.E_LEARNING]


def test_where_a_final_test_is_held_only_a_workshop_completes_without_a_pass(bare_app: Flask) -> None:
    revision = revision_with_tests()
    with transaction():
        services.activate(revision.course, revision.bank)
    population.populate(400, revision, seed=7)
    held = [each for each in db.session.scalars(select(Enrolment)) if each.completed_at]
    assert {each.passed_at is not None for each in held if each.route is not Route.WORKSHOP} == {True}
    attempts = list(db.session.scalars(select(AttemptRow).where(AttemptRow.submitted_at.is_not(None))))
    assert {each.test for each in attempts} == set(TestName)
    assert {each.is_passed for each in attempts} == {True, False}
    tested_out = [each for each in held if each.tested_out_at and not each.complete_units
                  and each.route is Route.E_LEARNING]
    assert tested_out
    sitters = {each.enrolment_id for each in attempts if each.test is TestName.FINAL}
    assert len(sitters) >= 4


def test_nothing_imagined_happens_in_the_future(bare_app: Flask) -> None:
    population.populate(60, small_revision(), seed=3)
    latest = db.session.scalar(select(func.max(Event.received_at)))
    assert latest is not None and latest <= clock.now()


def _everything() -> list[Any]:
    """Return what the imagined are and did, with the days counted from today."""
    found = db.session.execute(
        select(EnrolmentFact, Enrolment.complete_units, Enrolment.last_item, Personal.display_name)
        .join(Enrolment, Enrolment.id == EnrolmentFact.enrolment_id)
        .join(Personal, Personal.person_id == Enrolment.person_id).order_by(EnrolmentFact.enrolment_id))
    return [(fact.country, fact.site, fact.route, fact.enrolled_on, *rest) for fact, *rest in found]


def test_the_same_seed_draws_the_same_people_whether_at_once_or_in_parts(
    bare_app: Flask, few_lives: None,
) -> None:
    population.populate(70, small_revision(), seed=5)
    at_once = _everything()
    _empty()
    for part in (20, 1, 49):
        population.populate(part, small_revision(), seed=5)
    assert _everything() == at_once
    _empty()
    population.populate(70, small_revision(), seed=6)
    assert _everything() != at_once


def _empty() -> None:
    with transaction():
        for row in db.session.scalars(select(Enrolment.id)).all():
            db.session.add(Erasing(enrolment_id=row))
        db.session.flush()
        for model in (Certificate, EnrolmentFact, ItemRow, UnitRow, Event, Erasing, Enrolment, Personal,
                      Person):
            db.session.query(model).delete()


def test_nobody_can_sign_in_as_someone_imagined(bare_app: Flask) -> None:
    population.populate(20, small_revision())
    held = list(db.session.scalars(select(Personal)))
    assert len(held) == 20 + 6  # Six trainers recorded the workshops.
    assert not [each for each in held if each.password_hash or each.email or each.sign_in_name]


def test_who_records_a_workshop_is_a_trainer_of_the_same_country(bare_app: Flask) -> None:
    population.populate(60, small_revision())
    found = db.session.execute(
        select(Event, Person.country, EnrolmentFact.country)
        .join(Person, Person.id == Event.actor)
        .join(EnrolmentFact, EnrolmentFact.enrolment_id == Event.enrolment_id)
        .where(Event.kind == EventKind.ATTEND)).all()
    assert len(found) > 10
    for event, trained_in, lives_in in found:
        assert trained_in == lives_in and event.payload["held_on"] == event.occurred_on.isoformat()
        assert event.received_at.date() - event.occurred_on <= timedelta(days=2)


def test_every_completion_has_a_certificate_that_names_nobody(bare_app: Flask) -> None:
    population.populate(60, small_revision())
    completed = db.session.scalars(select(Enrolment.id).where(Enrolment.completed_at.is_not(None))).all()
    issued = db.session.scalars(select(Certificate)).all()
    assert sorted(completed) == sorted(each.enrolment_id or "" for each in issued) and len(issued) > 10
    assert certificates.register_entry(issued[0].code) is None
    assert certificates.unmade() == () and _disagreements() == []


def test_real_learners_are_told_from_imagined_ones(bare_app: Flask) -> None:
    population.populate(5, small_revision())
    learner(country="FR")
    learner(country="XA")
    assert (population.real_learners(), population.invented_learners()) == (1, 6)


def test_progress_tells_how_many_are_done(bare_app: Flask) -> None:
    told: list[int] = []
    population.populate(7, small_revision(), progress=told.append)
    assert told == [7] and population.invented_learners() == 7


def test_whoever_is_there_when_it_is_stopped_is_there_whole(
    bare_app: Flask, few_lives: None, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(population, "_BATCH", 20)

    def stop(done: int) -> None:
        if done == 40:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        population.populate(100, small_revision(), progress=stop)
    assert population.invented_learners() == 40 and _disagreements() == []
    population.populate(60, small_revision())
    assert population.invented_learners() == 100 and _disagreements() == []


def test_a_course_in_two_languages_is_taken_in_both(bare_app: Flask) -> None:
    french = small_revision("fr")
    with transaction():
        services.activate(french.course, french.bank)
    population.populate(60, small_revision(), also=[french])
    assert set(_counted(EnrolmentFact.lang)) == {"en", "fr"} and _disagreements() == []
