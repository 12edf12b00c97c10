"""Judging anew after a key was corrected or an item withdrawn: nobody loses a pass, and it is done once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from elearn.document.catalogue import Revision, revision_of
from elearn.document.questions import Option, Question
from elearn.kernel.audit import AuditEntry
from elearn.kernel.db import db, transaction
from elearn.kernel.errors import BadInput, NotFound
from elearn.kernel.mail import Letter
from elearn.learning import leaving, queries, verification
from elearn.learning import services as learning
from elearn.learning.acts import EventKind, Status
from elearn.learning.attempts import corrections, remarking
from elearn.learning.attempts import queries as tests
from elearn.learning.attempts.corrections import Stand
from elearn.learning.attempts.remarking import Outcome
from elearn.learning.certificates.models import Certificate
from tests.factories.courses import small_revision, words
from tests.factories.learners import Learner, new_id
from tests.factories.sittings import (
    ENTRY,
    begin,
    candidate,
    fill,
    paper,
    pick,
    revision_with_tests,
    right_choice,
    sit,
    submit,
)

Edit = Callable[[Question], Question]
ONE = "t-f0"


def with_key(question: Question, right: str) -> Question:
    """Return a choose-one question of which another option is right."""
    return replace(question, options=tuple(
        replace(each, is_right=each.key == right) for each in question.options))


def serve(who: Learner, item_id: str, edit: Edit | None) -> Revision:
    """Activate the bank with one item changed, or without it; let the person's forms come from there."""
    bank = who.revision.bank
    kept = (item for item in bank.items if edit is not None or item.question.id != item_id)
    items = tuple(replace(item, question=edit(item.question))
                  if edit is not None and item.question.id == item_id else item for item in kept)
    revision = revision_of(who.revision.course, replace(bank, items=items))
    with transaction():
        learning.activate(revision.course, revision.bank)
    who.revision = revision
    return revision


def correction(item_id: str = ONE, *, withdraw: bool = False) -> corrections.Correction:
    return corrections.correction_of(queries.catalogue(), "small_course", item_id, withdraw=withdraw)


def remark(item_id: str = ONE, *, withdraw: bool = False, reason: str = "It was wrong.") -> list[Outcome]:
    """Re-mark everyone, having seen that the dry run says the same and changes nothing."""
    said = correction(item_id, withdraw=withdraw)
    db.session.rollback()
    foretold = list(remarking.preview(said, corrections.find(said).enrolment_ids))
    db.session.rollback()
    with transaction():
        done = list(remarking.apply(said, corrections.find(said).enrolment_ids, "command-line", reason))
    for early, late in zip(foretold, done, strict=True):
        assert replace(early, after=late.after) == late
        assert (early.after.right, early.after.of, early.after.is_passed) == (
            late.after.right, late.after.of, late.after.is_passed)
    return done




def whole_form() -> Revision:
    """Return the course whose final test asks all its nine items, and passes with six."""
    return revision_with_tests(
        pass_mark=6, blueprint=(("2", 6), ("11", 3)), attempts_per_day=0)


def failed_by_one() -> tuple[Learner, str]:
    """Let someone fail the whole form by one, choosing `c` where `b` was said to be right."""
    who = candidate(whole_form())
    attempt_id = begin(who)
    fill(who, attempt_id, 0)
    rights = [item for item in paper(who, attempt_id).items if item.item_id != ONE][:5]
    for item in rights:
        question = next(each.question for each in who.revision.bank.items
                        if each.question.id == item.item_id)
        pick(who, attempt_id, item.item_id, *right_choice(question), base=item.event_id)
    one = next(item for item in paper(who, attempt_id).items if item.item_id == ONE)
    pick(who, attempt_id, ONE, "c", base=one.event_id)
    assert not submit(who, attempt_id).is_passed
    return who, attempt_id


@pytest.fixture(autouse=True)
def everything_follows(bare_app: object) -> object:
    """After each test everything must follow from the events."""
    yield
    db.session.rollback()
    assert [str(each) for each in verification.verify()] == []


def test_a_corrected_key_gives_the_point_the_pass_and_the_certificate() -> None:
    who, attempt_id = failed_by_one()
    serve(who, ONE, lambda question: with_key(question, "c"))
    done, = remark()
    assert (done.before.right, done.after.right, done.passes, done.completes) == (5, 6, True, True)
    held = paper(who, attempt_id)
    assert held.result is not None
    assert (held.result.right, held.result.of, held.result.is_passed) == (6, 9, True)
    assert who.enrolled().status is Status.COMPLETED
    assert db.session.scalar(select(func.count()).select_from(Certificate)) == 1
    letter = db.session.scalars(select(Letter)).one()
    assert letter.message == "result-remarked"
    assert "It was wrong." in letter.text and "you have passed" in letter.html
    assert f"/en/tests/final/result?attempt={attempt_id}" in letter.text
    told, = tests.remarks(who.id, attempt_id)
    assert (told.reason, told.is_withdrawn) == ("It was wrong.", False)


def test_again_it_changes_nothing() -> None:
    who, _ = failed_by_one()
    serve(who, ONE, lambda question: with_key(question, "c"))
    assert len(remark()) == 1
    count = len(who.events())
    assert remark() == []
    assert len(who.events()) == count
    assert db.session.scalar(select(func.count()).select_from(Letter)) == 1
    entries = [each for each in db.session.scalars(select(AuditEntry)) if each.action == "item_remarked"]
    assert len(entries) == 1
    assert entries[0].detail["reason"] == "It was wrong."
    assert (entries[0].detail["attempts"], entries[0].detail["passed"]) == (1, 1)


def test_a_pass_is_kept_where_the_points_no_longer_reach() -> None:
    who = candidate(whole_form())
    attempt_id = begin(who)
    fill(who, attempt_id, 100)
    one = next(item for item in paper(who, attempt_id).items if item.item_id == ONE)
    for item in [each for each in paper(who, attempt_id).items if each.item_id != ONE][:3]:
        pick(who, attempt_id, item.item_id, base=item.event_id)
    assert one.choice == ("b",)
    assert submit(who, attempt_id).right == 6
    serve(who, ONE, lambda question: with_key(question, "c"))
    done, = remark()
    assert (done.after.right, done.after.is_passed, done.passes) == (5, True, False)
    held = paper(who, attempt_id)
    assert held.result is not None and held.result.is_passed and held.result.right == 5
    assert who.enrolled().passed_at is not None
    one, = (each for each in tests.review(held) if each.item.item_id == ONE)
    assert one.key.option("c").is_right and not one.judgement.is_right


def test_a_withdrawn_item_leaves_points_and_pass_mark() -> None:
    who, attempt_id = failed_by_one()
    serve(who, ONE, None)
    done, = remark(withdraw=True)
    assert (done.after.right, done.after.of, done.after.pass_mark) == (5, 8, 6)
    serve(who, "t-f6", None)
    assert [each.after.pass_mark for each in remark("t-f6", withdraw=True)] == [5]
    held = paper(who, attempt_id)
    assert held.result is not None and held.result.of == 7
    assert remark(withdraw=True) == []


def test_a_withdrawn_item_is_reviewed_without_a_word_on_what_is_right() -> None:
    who = candidate(whole_form())
    sit(who)
    serve(who, ONE, None)
    remark(withdraw=True)
    held = tests.latest(who.id, tests.TestName.FINAL)
    assert held is not None
    assert [each.item.item_id for each in tests.review(held) if each.is_withdrawn] == [ONE]


def test_other_words_are_no_reason_to_mark_again() -> None:
    who, _ = failed_by_one()
    serve(who, ONE, lambda question: replace(question, options=tuple(
        replace(each, text=words(f"Said otherwise {each.key}")) for each in question.options)))
    assert remark() == []


def test_who_was_offered_other_options_keeps_their_mark() -> None:
    who, _ = failed_by_one()
    serve(who, ONE, lambda question: with_key(
        replace(question, options=(*question.options, Option("d", words("Wait.")))), "d"))
    assert remark() == []
    assert corrections.find(correction()).counts[Stand.APART] == 1


def test_a_running_attempt_finishes_on_its_own_key_and_is_marked_afterwards() -> None:
    who = candidate(whole_form())
    attempt_id = begin(who)
    fill(who, attempt_id, 100)
    serve(who, ONE, lambda question: with_key(question, "c"))
    assert corrections.find(correction()).counts[Stand.RUNNING] == 1
    assert remark() == []
    assert submit(who, attempt_id).right == 9
    assert [each.after.right for each in remark()] == [8]


def test_an_entry_test_passed_by_a_re_mark_spares_the_units() -> None:
    who = candidate(has_done_units=False)
    attempt_id = begin(who, ENTRY)
    fill(who, attempt_id, 2)
    wrong = next(item for item in paper(who, attempt_id).items if item.item_id == "t-e0")
    pick(who, attempt_id, "t-e0", "c", base=wrong.event_id)
    before = submit(who, attempt_id)
    serve(who, "t-e0", lambda question: with_key(question, "c"))
    done, = remark("t-e0")
    assert done.after.right == before.right + 1
    assert (who.enrolled().tested_out_at is not None) == done.after.is_passed


def test_nobody_comes_back_by_a_re_mark() -> None:
    who, _ = failed_by_one()
    with transaction():
        leaving.leave(who.id, who.revision, new_id())
    left_at = who.enrolled().left_at
    serve(who, ONE, lambda question: with_key(question, "a"))
    remark()
    assert who.enrolled().left_at == left_at is not None
    assert who.events()[-1].kind is EventKind.REMARK


def test_what_cannot_be_re_marked_is_told() -> None:
    who, _ = failed_by_one()
    with pytest.raises(BadInput, match="practised in the unit m1-choose"):
        correction("m1-q1")
    with pytest.raises(BadInput, match="still in the test bank"):
        correction(withdraw=True)
    with pytest.raises(BadInput, match="--withdraw"):
        correction("t-gone")
    with pytest.raises(NotFound, match="nobody was ever asked"):
        corrections.find(correction("t-gone", withdraw=True))
    serve(who, ONE, lambda question: with_key(question, "c"))
    said = correction()
    for reason in ("", "  ", "x" * 301):
        with pytest.raises(BadInput, match="say why"), transaction():
            remarking.apply(said, [who.id], "command-line", reason)
    assert small_revision().key == said.course_key
