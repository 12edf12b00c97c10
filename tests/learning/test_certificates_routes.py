"""Three routes and the way past the units: one certificate each, with the hours that the route required."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete

from elearn.accounts.models import AccessRole
from elearn.kernel import clock
from elearn.kernel.db import db, transaction
from elearn.learning import verification
from elearn.learning.acts import Route
from elearn.learning.attempts import services
from elearn.learning.certificates import earlier
from elearn.learning.certificates.models import Certificate
from elearn.learning.certificates.rules import Facts
from tests.factories.certificates import rows
from tests.factories.learners import Learner, new_id
from tests.factories.people import person
from tests.factories.sittings import ENTRY, candidate, sit

ENTRY_MINUTES, FINAL_MINUTES = 20, 45


@pytest.fixture(autouse=True)
def context(bare_app: Flask) -> Iterator[None]:
    """An application over the small course; afterwards certificates follow from the record."""
    yield
    db.session.rollback()
    assert [str(each) for each in verification.verify()] == []


def _units(who: Learner) -> int:
    return sum(unit.minutes for module in who.revision.open.modules for unit in module.units)


def _only(who: Learner) -> Any:
    db.session.rollback()
    [row] = rows(who)
    return row


def test_by_e_learning_the_pass_issues_and_not_the_units() -> None:
    who = candidate()
    assert rows(who) == []
    sit(who, right=3)
    assert rows(who) == []
    sit(who)
    row = _only(who)
    assert (row.route, row.minutes) == (Route.E_LEARNING, _units(who) + FINAL_MINUTES)


def test_whoever_tests_out_is_certified_the_hours_of_two_tests() -> None:
    who = candidate(has_done_units=False)
    assert sit(who, ENTRY).is_passed and rows(who) == []
    sit(who)
    row = _only(who)
    assert (row.route, row.minutes) == (Route.E_LEARNING, ENTRY_MINUTES + FINAL_MINUTES)


def test_by_the_text_the_hours_are_those_of_text_and_test() -> None:
    who = candidate(has_done_units=False)
    with transaction():
        services.declare_reading(who.id, who.revision, new_id(), "en")
    assert rows(who) == []
    sit(who)
    row = _only(who)
    assert (row.route, row.minutes) == (Route.SELF_DIRECTED, _units(who) + FINAL_MINUTES)


def test_a_workshop_certifies_the_recorded_minutes_on_the_day_it_was_held() -> None:
    who, trainer = candidate(has_done_units=False), person(access_role=AccessRole.TRAINER).id
    with clock.fixed(datetime(2026, 3, 2, 9, tzinfo=UTC)), transaction():
        services.record_workshop(who.id, trainer, 360, date(2026, 2, 27), who.revision, new_id())
    row = _only(who)
    assert (row.route, row.minutes) == (Route.WORKSHOP, 360)
    assert row.started_on == row.completed_on == date(2026, 2, 27)
    assert row.issued_at.date() == date(2026, 3, 2)


def test_another_route_afterwards_changes_no_certificate() -> None:
    who, trainer = candidate(), person(access_role=AccessRole.TRAINER).id
    sit(who)
    before = {name: getattr(_only(who), name) for name in Facts.__slots__}
    with transaction():
        services.record_workshop(who.id, trainer, 360, date(2026, 2, 27), who.revision, new_id())
    assert {name: getattr(_only(who), name) for name in Facts.__slots__} == before


def test_an_earlier_completion_is_certified_as_it_would_have_been() -> None:
    who = candidate()
    sit(who)
    before = {name: getattr(_only(who), name) for name in Facts.__slots__}
    with transaction():
        db.session.execute(delete(Certificate))
        assert earlier.issue_missing() == 1
    assert {name: getattr(_only(who), name) for name in Facts.__slots__} == before
