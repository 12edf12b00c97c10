"""Imagined learners: plausible, countable, and as consistent as real ones."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import func, select

from elearn.accounts.models import Person, Personal
from elearn.kernel import clock
from elearn.kernel.db import db, transaction
from elearn.learning import population, services, verification
from elearn.learning.acts import Status
from elearn.learning.attempts.models import AttemptRow
from elearn.learning.models import Enrolment, EnrolmentFact, Event
from tests.factories.courses import small_revision
from tests.factories.learners import learner
from tests.factories.sittings import revision_with_tests


def _counted() -> dict[Status, int]:
    rows = db.session.execute(
        select(EnrolmentFact.status, func.count()).group_by(EnrolmentFact.status))
    return {row[0]: row[1] for row in rows}


def test_everything_of_a_population_follows_from_its_events(bare_app: Flask) -> None:
    population.populate(120, small_revision(), seed=7)
    assert list(verification.verify()) == []
    assert population.invented_learners() == 120


def test_a_population_is_at_every_stage_and_in_every_country(bare_app: Flask) -> None:
    population.populate(120, small_revision(), seed=7)
    counted = _counted()
    assert sum(counted.values()) == 120 and min(counted.values()) > 5 and len(counted) == 3
    assert db.session.scalar(select(func.count(EnrolmentFact.country.distinct()))) == 6
    earliest, latest = db.session.execute(
        select(func.min(EnrolmentFact.enrolled_on), func.max(EnrolmentFact.enrolled_on))).one()
    today = clock.now().date()
    assert (today - earliest).days <= 426 and (today - latest).days < 60


def test_where_a_final_test_is_held_nobody_completes_without_a_pass(bare_app: Flask) -> None:
    revision = revision_with_tests()
    with transaction():
        services.activate(revision.course, revision.bank)
    population.populate(150, revision, seed=7)
    assert list(verification.verify()) == []
    assert min(_counted().values()) > 5 and len(_counted()) == 3
    held = list(db.session.scalars(select(Enrolment)))
    assert {each.passed_at is not None for each in held if each.completed_at} == {True}
    assert [each for each in held if each.passed_at is None and len(each.complete_units.split()) == 4]
    attempts = list(db.session.scalars(select(AttemptRow)))
    assert {each.is_passed for each in attempts} == {True, False}
    assert len(attempts) > len({each.enrolment_id for each in attempts})


def test_nothing_imagined_happens_in_the_future(bare_app: Flask) -> None:
    population.populate(60, small_revision(), seed=3)
    latest = db.session.scalar(select(func.max(Event.received_at)))
    assert latest is not None and latest <= clock.now()


def test_the_same_seed_draws_the_same_population_again_beside_the_first(bare_app: Flask) -> None:
    population.populate(40, small_revision(), seed=5)
    once = _counted()
    population.populate(40, small_revision(), seed=5)
    assert _counted() == {status: 2 * count for status, count in once.items()}


def test_nobody_can_sign_in_as_someone_imagined(bare_app: Flask) -> None:
    population.populate(20, small_revision())
    held = list(db.session.scalars(select(Personal)))
    assert len(held) == 20
    assert not [each for each in held if each.password_hash or each.email or each.sign_in_name]


def test_real_learners_are_told_from_imagined_ones(bare_app: Flask) -> None:
    population.populate(5, small_revision())
    learner(country="FR")
    learner(country="XA")
    assert (population.real_learners(), population.invented_learners()) == (1, 6)


def test_progress_tells_how_many_are_done(bare_app: Flask) -> None:
    told: list[int] = []
    population.populate(7, small_revision(), progress=told.append)
    assert told == [7] and db.session.scalar(select(func.count(Person.id))) == 7
