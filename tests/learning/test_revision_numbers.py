"""The small numbers that stand for revisions in events, and the step of the database that gave them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from flask import Flask
from sqlalchemy import text

from elearn.document.catalogue import Revision
from elearn.kernel import clock, db
from elearn.learning import revisions, services, verification
from tests.factories import courses
from tests.factories.learners import Learner

RELEASES = tuple(date(2027, 1, day) for day in range(1, 6))


def _activate(released: date) -> Revision:
    course = courses.small_course()
    course = replace(course, header=replace(course.header, released=released))
    with db.transaction():
        return revisions.load(services.activate(course, courses.small_bank()))


def _said(statement: str) -> list[tuple[object, ...]]:
    with db.db.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(statement))]


def test_each_revision_has_the_next_number_for_good(bare_app: Flask) -> None:
    later = [_activate(day) for day in RELEASES]
    _activate(RELEASES[0])
    numbers = [revisions.number(each.id) for each in (courses.small_revision(), *later)]
    assert numbers == [1, 2, 3, 4, 5, 6]


def test_the_step_keeps_the_revision_of_every_event(amara: Learner) -> None:
    """On the way down, up, and down again; revisions of one moment get the numbers they had."""
    with clock.fixed(datetime(2027, 1, 7, tzinfo=UTC)):
        for day in RELEASES:
            amara.revision = _activate(day)
            amara.answer("m1-q1", "b")
    named = [(each.seq, each.revision_id) for each in amara.events()]
    numbered = _said("SELECT seq, revision_number FROM event ORDER BY seq")
    assert len({revision for _, revision in named}) == 1 + len(RELEASES)
    db.db.session.rollback()
    db.downgrade("0013")
    assert _said("SELECT seq, revision_id FROM event ORDER BY seq") == named
    db.upgrade()
    assert _said("SELECT seq, revision_number FROM event ORDER BY seq") == numbered
    assert [(each.seq, each.revision_id) for each in amara.events()] == named
    assert list(verification.verify()) == []
