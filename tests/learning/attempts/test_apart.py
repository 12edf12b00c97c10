"""An attempt stands by itself: no later edit, withdrawal or planted value reaches it, no key leaves it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace

import pytest
from flask import Flask

from elearn.document import canonical
from elearn.document.catalogue import Revision
from elearn.document.course import TestBank as Bank
from elearn.document.questions import OpenQuestion, QuestionKind
from elearn.document.walk import descendants
from elearn.kernel.db import db, transaction
from elearn.kernel.errors import NotAllowed, NotFound
from elearn.learning import ledger, rows
from elearn.learning import services as learning
from elearn.learning.acts import EventKind, Status
from elearn.learning.attempts import queries, wordings
from elearn.learning.fold import fold
from tests.factories.courses import PLANTED_EXPLANATION, PLANTED_FEEDBACK, small_revision
from tests.factories.learners import Learner
from tests.factories.sittings import (
    ENTRY,
    begin,
    candidate,
    fill,
    forget_wordings,
    full_bank,
    paper,
    revision_with_tests,
    submit,
)


def _activate(revision: Revision) -> None:
    with transaction():
        learning.activate(revision.course, revision.bank)


def _other_keys(bank: Bank) -> Bank:
    """Return the bank with every key turned round, and other words."""
    return Bank(tuple(
        replace(item, question=replace(item.question, options=tuple(
            replace(option, is_right=not option.is_right) for option in reversed(item.question.options))))
        for item in bank.items))


@pytest.mark.parametrize("later", [
    lambda: revision_with_tests(bank=_other_keys(full_bank("edited"))),
    lambda: revision_with_tests(bank=Bank(())),
    lambda: revision_with_tests(pass_mark=6, attempts_per_day=1),
    small_revision,
])
@pytest.mark.parametrize("has_moved", [False, True])
def test_what_is_edited_or_withdrawn_meanwhile_changes_nothing(
    noor: Learner, later: Callable[[], Revision], has_moved: bool,
) -> None:
    attempt_id = begin(noor)
    before = paper(noor, attempt_id)
    asked = [queries.asked(item.wording) for item in before.items]
    changed = later()
    _activate(changed)
    if has_moved:
        noor.revision = changed
        noor.answer("m1-q1", "a")
        assert noor.enrolled().revision_id == changed.id
    forget_wordings()
    assert paper(noor, attempt_id) == before
    assert [queries.asked(item.wording) for item in before.items] == asked
    fill(noor, attempt_id, 4)
    result = submit(noor, attempt_id)
    assert (result.right, result.pass_mark, result.is_passed) == (4, 4, True)
    assert noor.enrolled().status is Status.COMPLETED
    _activate(revision_with_tests(bank=_other_keys(full_bank("edited again"))))
    assert paper(noor, attempt_id).result == result


def test_a_wording_is_kept_once_however_often_it_is_asked(noor: Learner) -> None:
    for _ in range(3):
        submit(noor, begin(noor))
    other = candidate()
    begin(other)
    count, names = db.session.connection().exec_driver_sql(
        "SELECT count(*), count(DISTINCT hash) FROM item_wording").one()
    assert count == names <= 9


def test_a_wording_in_another_language_is_another(bare_app: Flask) -> None:
    item = full_bank().items[0]
    with transaction():
        english, arabic = wordings.keep([item], "en"), wordings.keep([item], "ar")
        assert wordings.keep([item, item], "en") == (*english, *english)
    assert english != arabic
    assert wordings.item(english[0]) == wordings.item(arabic[0]) == item
    with pytest.raises(NotFound):
        wordings.item("0" * 64)


def test_nothing_of_the_key_is_in_what_is_asked(noor: Learner) -> None:
    for test in (ENTRY, "final"):
        for item in paper(noor, begin(noor, type(ENTRY)(test))).items:
            asked = queries.asked(item.wording)
            said = canonical.dump(asked)
            assert item.item_id in said
            assert PLANTED_FEEDBACK not in said and PLANTED_EXPLANATION not in said
            names = {field.name for node in descendants(asked) for field in fields(node)}
            assert isinstance(asked, OpenQuestion)
            assert not names & {"is_right", "verdict", "feedback", "key", "explanation", "right_order"}
            if asked.kind is QuestionKind.ORDER:
                shown = tuple(option.text for option in asked.options)
                assert shown != tuple(o.text for o in wordings.item(item.wording).question.options)


@pytest.mark.parametrize("right", [0, 3])
def test_no_key_is_reviewed_before_a_pass(noor: Learner, right: int) -> None:
    attempt_id = begin(noor)
    with pytest.raises(NotAllowed):
        queries.review(paper(noor, attempt_id))
    fill(noor, attempt_id, right)
    submit(noor, attempt_id)
    with pytest.raises(NotAllowed):
        queries.review(paper(noor, attempt_id))


def test_after_a_pass_every_item_is_reviewed_with_its_reasons(noor: Learner) -> None:
    attempt_id = begin(noor)
    fill(noor, attempt_id, 5)
    submit(noor, attempt_id)
    held = paper(noor, attempt_id)
    reviewed = queries.review(held)
    assert [each.item for each in reviewed] == list(held.items)
    assert [each.judgement.is_right for each in reviewed].count(True) == 5
    for each in reviewed:
        assert each.key == wordings.key(each.item.wording)
        assert PLANTED_EXPLANATION in canonical.dump(each.key)


def test_values_planted_in_a_payload_are_ignored(noor: Learner) -> None:
    attempt_id = begin(noor)
    submit(noor, attempt_id)
    events = [rows.happened(row) for row in noor.events()]
    stored = noor.events()[-1]
    planted = {**stored.payload, "right": 6, "is_passed": True, "score": 100, "pass_mark": 0,
               "route": "workshop"}
    forged = rows.happened(rows.Values({**{
        column: getattr(stored, column) for column in
        ("seq", "kind", "item_id", "revision_id", "lang", "received_at", "id", "source")},
        "payload": planted}))
    record = fold([*events[:-1], forged], ledger.LIBRARY)
    assert record == fold(events, ledger.LIBRARY)
    assert record is not None and record.enrolment.passed_at is None
    assert forged.kind is EventKind.SUBMIT
