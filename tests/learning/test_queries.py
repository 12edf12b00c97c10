"""Reads: few, and only of what is one's own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import event

from elearn.accounts.models import Person
from elearn.accounts.tokens import digest_of
from elearn.kernel.db import db
from elearn.kernel.errors import NotFound
from elearn.learning import queries
from elearn.learning.acts import Status
from tests.factories.learners import Learner, learner
from tests.factories.people import person, session_token


@contextmanager
def _counted() -> Iterator[list[str]]:
    seen: list[str] = []

    def note(connection: object, cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def _token(of: Learner) -> str:
    return digest_of(session_token(db.session.get_one(Person, of.person_id)))


def test_a_visitor_is_person_session_and_enrolment_in_one_query(amara: Learner) -> None:
    amara.answer("m1-q1", "b")
    token = _token(amara)
    with _counted() as seen:
        found = queries.visitor(token, "small_course")
    assert len(seen) == 1 and found is not None and found.enrolled is not None
    assert found.principal.person_id == amara.person_id
    held = found.enrolled
    assert (held.id, held.status, held.last_unit, held.last_item) == (
        amara.id, Status.STARTED, "m1-choose", "m1-q1")


def test_a_visitor_who_is_not_enrolled(bare_app: Flask) -> None:
    found = queries.visitor(digest_of(session_token(person())), "small_course")
    assert found is not None and found.enrolled is None


def test_a_visitor_is_not_enrolled_in_another_course(amara: Learner) -> None:
    found = queries.visitor(_token(amara), "other_course")
    assert found is not None and found.enrolled is None


@pytest.mark.parametrize("token", ["", "0" * 64])
def test_nobody_stands_behind_another_token(amara: Learner, token: str) -> None:
    assert queries.visitor(token, "small_course") is None


def test_all_that_a_unit_page_reads_is_three_queries(amara: Learner) -> None:
    amara.do_everything()
    token = _token(amara)
    with _counted() as seen:
        found = queries.visitor(token, "small_course")
        assert found is not None and found.enrolled is not None
        queries.progress(found.enrolled.id)
        queries.own_answers(found.enrolled.id, ["m1-q3", "m1-q4", "m1-q5", "m1-q6"])
    assert len(seen) == 3


def test_an_answer_costs_two_reads_and_three_writes_once_begun(amara: Learner) -> None:
    amara.answer("m1-q1", "a")
    with _counted() as seen:
        amara.answer("m1-q1", "b")
    assert [statement.split()[0] for statement in seen] == [
        "SELECT", "SELECT", "INSERT", "UPDATE", "UPDATE"]


def test_own_answers_are_of_one_enrolment_alone(amara: Learner) -> None:
    other = learner()
    other.answer("m1-q1", "a")
    assert queries.own_answers(amara.id, ["m1-q1"]).by_item == {}
    assert queries.own_answers(other.id, []).by_item == {}


def test_an_enrolment_that_is_not_there(bare_app: Flask) -> None:
    with pytest.raises(NotFound):
        queries.enrolled("0" * 32)


def test_resuming_leads_to_the_first_item_not_done(amara: Learner) -> None:
    def where() -> tuple[str, str]:
        found = queries.resume_point(amara.enrolled(), amara.revision)
        return found.unit_id, found.item_id

    assert where() == ("m1-choose", "")
    amara.answer("m1-q1", "b")
    assert where() == ("m1-choose", "m1-q2")
    amara.answer("m1-q2", "a")
    assert where() == ("m1-arrange", "")
    amara.answer("m1-q4", "a=a", "b=b", "c=c")
    assert where() == ("m1-arrange", "m1-q3")
    amara.do_everything()
    assert where() == ("m2-read", "")
