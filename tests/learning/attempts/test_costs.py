"""How many statements a page and a pick cost, however many items and attempts there are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import event

from elearn.document.course import TestBank as Bank
from elearn.document.course import TestItem as Item
from elearn.kernel.db import db
from elearn.learning import queries as records
from elearn.learning.attempts import queries
from tests.factories.courses import one
from tests.factories.learners import Learner
from tests.factories.people import session_token
from tests.factories.sittings import (
    begin,
    candidate,
    fill,
    forget_wordings,
    paper,
    pick,
    revision_with_tests,
    sit,
    submit,
)

SIZES = {6: (("2", 4), ("11", 2)), 30: (("2", 20), ("11", 10))}


@contextmanager
def _statements() -> Iterator[list[str]]:
    """Collect the statements sent to the database, but not the begin and end of transactions."""
    sent: list[str] = []

    def note(connection: object, cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK")):
            sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


@pytest.fixture(params=sorted(SIZES))
def sitting(request: pytest.FixtureRequest, bare_app: Flask) -> Learner:
    """Someone who failed twice already, in a test of so many items."""
    bank = Bank(tuple(Item("final", value, one(f"t-{value}-{place}"))
                      for value, count in SIZES[request.param] for place in range(count)))
    who = candidate(revision_with_tests(bank=bank, blueprint=SIZES[request.param]))
    for _ in range(2):
        sit(who, right=0)
    return who


def test_a_page_of_a_running_attempt_is_one_statement_and_the_first_one_two(sitting: Learner) -> None:
    attempt_id = begin(sitting)
    db.session.rollback()
    forget_wordings()
    with _statements() as first:
        held = paper(sitting, attempt_id)
        queries.asked(held.items[0].wording)
    with _statements() as later:
        queries.asked(paper(sitting, attempt_id).items[0].wording)
    assert (len(first), len(later)) == (2, 1)


def test_session_person_enrolment_and_the_attempt_are_two_statements(sitting: Learner) -> None:
    from elearn.accounts.models import Person
    from elearn.accounts.tokens import digest_of

    attempt_id = begin(sitting)
    token = session_token(db.session.get_one(Person, sitting.person_id))
    with _statements() as sent:
        visitor = records.visitor(digest_of(token), "small_course")
        assert visitor is not None and visitor.enrolled is not None
        paper(sitting, attempt_id)
    assert len(sent) == 2


def test_a_pick_is_five_statements(sitting: Learner) -> None:
    attempt_id = begin(sitting)
    item = paper(sitting, attempt_id).items[0]
    with _statements() as sent:
        receipt = pick(sitting, attempt_id, item.item_id, "b")
    assert len(sent) <= 5, sent
    with _statements() as changed:
        pick(sitting, attempt_id, item.item_id, "a", base=receipt.event_id)
    with _statements() as again:
        pick(sitting, attempt_id, item.item_id, "a", base=receipt.event_id)
    assert (len(changed), len(again)) == (5, 2)


def test_how_the_tests_stand_is_one_statement(sitting: Learner) -> None:
    enrolled = sitting.enrolled()
    with _statements() as sent:
        queries.standing(enrolled, sitting.revision)
    assert len(sent) == 1


def test_beginning_and_submitting_cost_the_same_however_many_items(sitting: Learner) -> None:
    with _statements() as sent:
        attempt_id = begin(sitting)
    fill(sitting, attempt_id, 100)
    with _statements() as submitted:
        submit(sitting, attempt_id)
    assert len(sent) <= 10
    assert len(submitted) <= 20
