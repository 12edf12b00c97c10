"""One certificate for one completion: in its transaction, whatever the route, and never a second."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import delete, update

from elearn.kernel.db import db, transaction
from elearn.learning import services, verification
from elearn.learning.acts import Act, ActKind, Route
from elearn.learning.certificates import earlier, issuing, queries
from elearn.learning.certificates.models import Certificate
from elearn.learning.certificates.rules import Facts, State
from tests.factories.certificates import completed, confirm, nearly_completed, rows
from tests.factories.learners import learner, new_id


@pytest.fixture(autouse=True)
def context(bare_app: Flask) -> Iterator[None]:
    """An application over the small course."""
    yield


def _disagreements() -> list[str]:
    db.session.rollback()
    return [each.place for each in verification.verify()]


def test_the_act_that_completes_issues_and_none_before_it() -> None:
    who = learner()
    who.answer("m1-q1", "b")
    assert rows(who) == []
    who.do_everything()
    [row] = rows(who)
    enrolled = who.enrolled()
    assert (row.state, row.version, row.route) == (State.VALID, 1, Route.E_LEARNING)
    assert enrolled.completed_at is not None
    assert (row.course_title, row.edition, row.lang) == ("A small course", "international", "en")
    assert (row.revision_id, row.completed_on) == (who.revision.id, enrolled.completed_at.date())
    assert row.minutes == sum(unit.minutes for module in who.revision.open.modules for unit in module.units)
    assert row.issuer.startswith("did:key:z6Mk")


def test_what_is_done_after_the_completion_issues_nothing_more() -> None:
    who = completed()
    who.answer("m1-q1", "a")
    who.do_everything()
    assert len(rows(who)) == 1


def test_issuing_again_does_nothing_even_where_the_course_is_begun_again() -> None:
    who = completed()
    [row] = rows(who)
    said = Facts(**{name: getattr(row, name) for name in Facts.__slots__})
    with transaction():
        issuing.issue(db.session.connection(), who.id, who.person_id, said)
    assert [each.code for each in rows(who)] == [row.code]


def test_where_the_act_is_undone_nothing_is_issued() -> None:
    who = nearly_completed()
    with pytest.raises(RuntimeError, match="afterwards"), transaction():
        act = Act(new_id(), ActKind.READ, "m2-read", "", who.revision.id, "en")
        services.record_act(who.id, act, who.revision)
        assert len(rows(who)) == 1
        raise RuntimeError("afterwards")
    assert rows(who) == [] and who.enrolled().completed_at is None


def test_fifty_completions_at_once_are_one_certificate(bare_app: Flask) -> None:
    who = nearly_completed()
    assert rows(who) == []
    db.session.remove()
    together = Barrier(25)

    def finish(_: int) -> None:
        together.wait()
        for _twice in range(2):
            with bare_app.app_context():
                who.read()
                db.session.remove()

    with ThreadPoolExecutor(25) as pool:
        list(pool.map(finish, range(25)))
    assert len(rows(who)) == 1 and _disagreements() == []


def test_two_people_have_two_codes_and_one_issuer() -> None:
    first, second = completed(), completed()
    assert rows(first)[0].code != rows(second)[0].code
    assert rows(first)[0].issuer == rows(second)[0].issuer


def test_a_name_confirmed_before_the_end_is_the_one_certified() -> None:
    who = learner(display_name="amara o.")
    assert queries.confirmed_name(who.id) == "amara o."
    confirm(who, "Amara  Okello")
    assert queries.confirmed_name(who.id) == "Amara Okello"
    who.do_everything()
    [row] = rows(who)
    assert row.confirmed_at is not None and "Okello" not in row.sealed_name
    assert queries.confirmed_name(who.id) == "Amara Okello"


def test_the_record_misses_a_certificate_and_finds_one_too_many() -> None:
    who, other = completed(), learner()
    assert _disagreements() == []
    with transaction():
        db.session.execute(delete(Certificate))
    assert _disagreements() == ["certificate"]
    with transaction():
        assert earlier.issue_missing() == 1
        assert earlier.issue_missing() == 0
    assert _disagreements() == [] and len(rows(who)) == 1
    with transaction():
        db.session.execute(update(Certificate).values(enrolment_id=other.id))
    assert set(_disagreements()) == {"certificate", "certificate 1"}


@pytest.mark.parametrize("change", [
    {"minutes": 999}, {"course_title": "Another course"}, {"route": Route.WORKSHOP}, {"lang": "fr"},
    {"version": 2},
])
def test_the_record_finds_a_certificate_that_says_something_else(change: dict[str, object]) -> None:
    completed()
    with transaction():
        db.session.execute(update(Certificate).values(change))
    assert _disagreements() == [f"certificate 1 {next(iter(change))}"]
