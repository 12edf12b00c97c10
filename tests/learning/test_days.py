"""The days in the facts: tests handed in and passed, modules complete, and what was stored before."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text

from elearn.kernel import clock, db
from elearn.learning import leaving, services, verification
from elearn.learning.acts import Source
from elearn.learning.attempts.states import TestName
from elearn.learning.models import Enrolment, EnrolmentFact
from tests.databases import unguarded
from tests.factories.edited import edited
from tests.factories.learners import Learner, new_id
from tests.factories.sittings import candidate, sit

DAY = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)


def fact(who: Learner) -> EnrolmentFact:
    db.db.session.rollback()
    return db.db.session.get_one(EnrolmentFact, who.id, populate_existing=True)


def on(day: int) -> AbstractContextManager[None]:
    return clock.fixed(DAY + timedelta(days=day))


def first_module(who: Learner) -> None:
    """Do what `m1` asks for; two of its units in one day, the last some days later."""
    who.answer("m1-q1", "b")
    who.answer("m1-q2", "a", "c")
    with on(4):
        who.answer("m1-q3", "a", "b", "c", "d")
        who.answer("m1-q4", "a=a", "b=b", "c=c")
        who.answer("m1-q5", "b", "d")
        who.answer("m1-q6", "c")


@pytest.fixture
def lena(bare_app: Flask) -> Learner:
    """Someone enrolled half an hour before a midnight of UTC, in a course whose tests are held."""
    with on(0):
        return candidate(has_done_units=False)


def test_a_module_has_the_day_on_which_its_last_unit_was_complete(lena: Learner) -> None:
    with on(1):
        first_module(lena)
    assert (fact(lena).modules, fact(lena).module_days) == ("m1", "4")
    with on(9):
        lena.step("start:b")
        lena.think()
        lena.read()
    held = fact(lena)
    assert (held.modules.split(), held.module_days.split()) == (["m1", "m2"], ["4", "9"])


def test_the_days_count_by_the_calendar_and_not_by_hours(lena: Learner) -> None:
    with clock.fixed(DAY + timedelta(hours=1)):
        first_module(lena)
        lena.answer("m1-q6", "a")
    assert fact(lena).module_days == "4"
    held = db.db.session.get_one(Enrolment, lena.id)
    assert dict(zip(held.complete_units.split(), held.unit_days.split(), strict=True))["m1-choose"] == "1"


def test_who_begins_again_has_the_days_of_the_second_time(lena: Learner) -> None:
    first_module(lena)
    with on(20), db.transaction():
        leaving.begin_again(lena.id, lena.revision, new_id())
    assert (fact(lena).modules, fact(lena).module_days) == ("", "")
    with on(30):
        lena.answer("m1-q1", "b")
        lena.answer("m1-q2", "a", "c")
        first_module(lena)
    assert fact(lena).module_days == "30"


def test_a_final_test_has_the_day_of_its_first_handing_in_and_that_of_its_pass(lena: Learner) -> None:
    with on(2):
        lena.do_everything()
        sit(lena, TestName.ENTRY)
        assert (fact(lena).sat_on, fact(lena).passed_on) == (None, None)
    with on(3):
        sit(lena, right=0)
    with on(5):
        sit(lena)
    assert (fact(lena).sat_on, fact(lena).passed_on) == (date(2026, 3, 4), date(2026, 3, 6))


def test_verify_finds_a_day_that_does_not_follow(lena: Learner) -> None:
    first_module(lena)
    for statement, place in (
            ("UPDATE enrolment_fact SET module_days = '2'", "enrolment_fact module_days"),
            ("UPDATE enrolment_fact SET sat_on = '2026-03-04'", "enrolment_fact sat_on"),
            ("UPDATE enrolment_fact SET source = 'paper'", "enrolment_fact source"),
            ("UPDATE enrolment SET unit_days = '0 4 4'", "enrolment unit_days")):
        with db.transaction():
            db.db.session.execute(text(statement))
        assert any(place in str(each) for each in verification.verify()), place


def test_the_steps_fill_the_days_of_a_record_that_was_there_before(lena: Learner) -> None:
    """Someone of each kind before the step; everything follows from the events after it."""
    with on(1):
        first_module(lena)
        lena.do_everything()
    with on(8):
        sit(lena, right=0)
    with on(9):
        sit(lena)
    with on(0):
        again, moved = candidate(has_done_units=False), candidate(has_done_units=False)
    first_module(again)
    with on(20), db.transaction():
        leaving.begin_again(again.id, again.revision, new_id())
    with on(25):
        again.read()
    with on(3):
        moved.do_everything()
    other = edited("withdrawn")
    with on(6), db.transaction():
        services.activate(other.course, other.bank)
    moved.revision = other
    with on(6):
        moved.answer("m1-q1", "a")
    assert [str(each) for each in verification.verify()] == []
    columns = ("module_days", "sat_on", "passed_on", "source", "modules")
    wanted = select(*(getattr(EnrolmentFact, name) for name in columns)).order_by(
        EnrolmentFact.enrolment_id)
    before = db.db.session.execute(wanted).all()
    assert any(row.module_days and row.passed_on for row in before)
    db.db.session.rollback()
    db.downgrade("0008")
    db.upgrade()
    assert db.db.session.execute(wanted).all() == before
    db.db.session.rollback()
    assert [str(each) for each in verification.verify()] == []


def test_the_steps_say_by_which_way_an_enrolment_came(lena: Learner) -> None:
    db.downgrade("0011")
    with db.transaction():
        db.db.session.execute(text(unguarded("event_never_changes", "event")))
        db.db.session.execute(text("UPDATE event SET source = 'import' WHERE seq = 1"))
    db.upgrade()
    assert fact(lena).source is Source.IMPORT
    assert [str(each) for each in verification.verify()] == []
