"""Verification finds whatever does not follow from the events."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import text

from elearn.kernel.db import db, transaction
from elearn.learning import verification
from elearn.learning.verification import verify
from tests.factories.learners import Learner, learner


@pytest.fixture
def noor(bare_app: Flask) -> Learner:
    """Someone who went through everything, with nobody to check on the record at the end."""
    made = learner()
    made.do_everything()
    assert list(verify()) == []
    return made


def _places() -> list[str]:
    return [each.place for each in verify()]


def _spoil(statement: str) -> None:
    with transaction():
        db.session.connection().execute(text(statement))


@pytest.mark.parametrize(("statement", "place"), [
    ("UPDATE enrolment SET status = 'started'", "enrolment status"),
    ("UPDATE enrolment SET seq = seq + 1", "enrolment seq"),
    ("UPDATE enrolment SET completed_at = NULL", "enrolment completed_at"),
    ("UPDATE enrolment SET complete_units = ''", "enrolment complete_units"),
    ("UPDATE enrolment SET last_item = 'm1-q1'", "enrolment last_item"),
    ("UPDATE enrolment SET lang = 'fr'", "enrolment lang"),
    ("UPDATE item_state SET is_done = false WHERE item_id = 'm1-q1'", "item_state m1-q1 is_done"),
    ("UPDATE item_state SET last_choice = 'a' WHERE item_id = 'm1-q1'", "item_state m1-q1 last_choice"),
    ("UPDATE item_state SET seq = 2 WHERE item_id = 'm1-q2'", "item_state m1-q2 seq"),
    ("UPDATE item_state SET has_text = true WHERE item_id = 'm2-r1'", "item_state m2-r1 has_text"),
    ("DELETE FROM item_state WHERE item_id = 'm2-s1'", "item_state m2-s1"),
    ("UPDATE unit_progress SET done = 0 WHERE unit_id = 'm2-read'", "unit_progress m2-read done"),
    ("UPDATE unit_progress SET completed_at = NULL WHERE unit_id = 'm2-read'",
     "unit_progress m2-read completed_at"),
    ("DELETE FROM unit_progress WHERE unit_id = 'm2-read'", "unit_progress m2-read"),
    ("UPDATE enrolment_fact SET completed_on = NULL", "enrolment_fact completed_on"),
    ("UPDATE enrolment_fact SET modules_done = 1", "enrolment_fact modules_done"),
    ("UPDATE enrolment_fact SET country = 'XF'", "enrolment_fact country"),
    ("UPDATE enrolment_fact SET edition = 'other'", "enrolment_fact edition"),
    ("DELETE FROM enrolment_fact", "enrolment_fact"),
    ("UPDATE person SET country = 'XF'", "enrolment_fact country"),
])
def test_a_spoilt_value_is_found(noor: Learner, statement: str, place: str) -> None:
    _spoil(statement)
    assert _places() == [place]


def test_a_row_that_nothing_led_to_is_found(noor: Learner) -> None:
    _spoil("INSERT INTO item_state VALUES ('" + noor.id + "', 'm9-q9', 2, true, false, 1, 'a', 'a')")
    assert _places() == ["item_state m9-q9"]


def test_a_missing_event_is_found(noor: Learner) -> None:
    _spoil(f"INSERT INTO erasing VALUES ('{noor.id}')")
    _spoil("DELETE FROM event WHERE seq = 4")
    assert _places() == ["event"]


def test_events_gone_altogether_are_found(noor: Learner) -> None:
    _spoil(f"INSERT INTO erasing VALUES ('{noor.id}')")
    _spoil("DELETE FROM event")
    assert _places() == ["event"]


def test_a_sample_verifies_as_many_as_asked_for(noor: Learner) -> None:
    for _ in range(4):
        learner()
    told: list[tuple[int, int]] = []
    assert list(verify(3, lambda done, total: told.append((done, total)))) == []
    assert told == [(3, 3)]


def test_a_sample_is_drawn_by_chance_and_nobody_comes_twice(noor: Learner) -> None:
    there = {noor.id, *(learner().id for _ in range(9))}
    drawn: set[str] = set()
    with db.engine.connect() as connection:
        for _ in range(60):
            some = verification._drawn(connection, 2, 10)
            assert len(set(some)) == 2
            drawn.update(some)
    assert drawn == there


def test_everybody_is_verified_however_many_batches_that_takes(
    noor: Learner, monkeypatch: pytest.MonkeyPatch,
) -> None:
    for _ in range(4):
        learner()
    monkeypatch.setattr(verification, "_BATCH", 2)
    told: list[tuple[int, int]] = []
    assert list(verify(tell=lambda done, total: told.append((done, total)))) == []
    assert told[-1] == (5, 5)
    _spoil("UPDATE enrolment SET seq = 99")
    assert _places().count("enrolment seq") == 5
