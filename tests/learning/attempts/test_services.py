"""Beginning, picking, submitting: each stored once, the result from what was asked alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from elearn.document.course import TestRule as Rule
from elearn.kernel import clock
from elearn.kernel.db import db, is_writing, transaction
from elearn.kernel.errors import BadInput, Closed, NotFound
from elearn.learning import queries as records
from elearn.learning import services as learning
from elearn.learning.acts import EventKind, Status
from elearn.learning.attempts import queries, services, wordings
from elearn.learning.attempts.states import Reason
from elearn.learning.attempts.states import TestName as Name
from tests.factories.learners import Learner, learner, new_id
from tests.factories.sittings import (
    ENTRY,
    FINAL,
    POST,
    begin,
    candidate,
    fill,
    full_bank,
    paper,
    pick,
    revision_with_tests,
    right_choice,
    sit,
    submit,
)

MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def _opening(who: Learner, test: Name) -> Reason:
    db.session.rollback()
    found = queries.standing(who.enrolled(), who.revision)
    return next(each.opening.reason for each in found if each.test is test)


def _kinds(who: Learner) -> list[EventKind]:
    return [row.kind for row in who.events()]


def _a_one(who: Learner, attempt_id: str) -> str:
    """Return an item that asks to choose one: all of value 11 do."""
    return next(each.item_id for each in paper(who, attempt_id).items if each.value == "11")


def test_an_attempt_asks_by_the_blueprint_and_names_its_wordings(noor: Learner) -> None:
    held = paper(noor, begin(noor))
    assert (held.test, held.lang, held.pass_mark, held.submitted_at) == (FINAL, "en", 4, None)
    assert [item.place for item in held.items] == [1, 2, 3, 4, 5, 6]
    assert sorted(item.value for item in held.items) == ["11", "11", "2", "2", "2", "2"]
    for item in held.items:
        assert queries.asked(item.wording).id == item.item_id
        assert (item.choice, item.is_answered, item.event_id) == ((), False, "")


def test_a_running_attempt_is_returned_and_never_a_second_begun(noor: Learner) -> None:
    first = begin(noor)
    assert begin(noor) == first
    assert _kinds(noor).count(EventKind.BEGIN) == 1
    assert _opening(noor, FINAL) is Reason.RUNNING


def test_the_form_that_began_an_attempt_leads_back_to_it_after_its_end(noor: Learner) -> None:
    first = begin(noor, event_id="ab" * 16)
    submit(noor, first)
    assert begin(noor, event_id="ab" * 16) == first
    assert begin(noor) != first


def test_an_answer_is_saved_as_given_and_may_change(noor: Learner) -> None:
    attempt_id = begin(noor)
    choice = right_choice(wordings.item(paper(noor, attempt_id).items[0].wording).question)
    item = paper(noor, attempt_id).items[0].item_id
    receipt = pick(noor, attempt_id, item, *choice)
    held = paper(noor, attempt_id).items[0]
    assert (held.choice, held.is_answered, held.event_id) == (choice, True, receipt.event_id)
    pick(noor, attempt_id, item, base=receipt.event_id)
    assert paper(noor, attempt_id).items[0].choice == ()
    assert _kinds(noor)[-3:] == [EventKind.BEGIN, EventKind.PICK, EventKind.PICK]


def test_the_same_pick_again_is_the_same_receipt(noor: Learner) -> None:
    attempt_id = begin(noor)
    item = _a_one(noor, attempt_id)
    first = pick(noor, attempt_id, item, "a", event_id="ab" * 16)
    again = pick(noor, attempt_id, item, "a", event_id="ab" * 16)
    assert again.was_there_already and again.event_id == first.event_id
    other = pick(noor, attempt_id, item, "b", base=first.event_id, event_id="ab" * 16)
    assert not other.was_there_already and other.event_id != first.event_id
    assert pick(noor, attempt_id, item, "b", base=first.event_id, event_id="ab" * 16).was_there_already
    assert len(noor.events()) == len({row.id for row in noor.events()})


def test_a_form_left_as_it_was_undoes_nothing_chosen_in_another_tab(noor: Learner) -> None:
    attempt_id = begin(noor)
    item = _a_one(noor, attempt_id)
    first = pick(noor, attempt_id, item, "a")
    second = pick(noor, attempt_id, item, "b", base=first.event_id)
    for stale, base in ((("a",), first.event_id), ((), "")):
        kept = pick(noor, attempt_id, item, *stale, base=base)
        assert (kept.event_id, kept.was_there_already) == (second.event_id, True)
    changed = pick(noor, attempt_id, item, "c", base=first.event_id)
    assert not changed.was_there_already
    assert {each.choice for each in paper(noor, attempt_id).items if each.item_id == item} == {("c",)}


def test_going_on_without_an_answer_stores_nothing(noor: Learner) -> None:
    attempt_id = begin(noor)
    before = len(noor.events())
    assert pick(noor, attempt_id, paper(noor, attempt_id).items[0].item_id).was_there_already
    assert len(noor.events()) == before


def test_a_submitted_attempt_takes_no_more(noor: Learner) -> None:
    attempt_id = begin(noor)
    item = paper(noor, attempt_id).items[0]
    choice = right_choice(wordings.item(item.wording).question)
    receipt = pick(noor, attempt_id, item.item_id, *choice)
    result = submit(noor, attempt_id)
    for given in ((), choice):
        with pytest.raises(Closed):
            pick(noor, attempt_id, item.item_id, *given)
    assert pick(noor, attempt_id, item.item_id, *choice, event_id=receipt.event_id).was_there_already
    assert submit(noor, attempt_id) == result
    assert _kinds(noor).count(EventKind.SUBMIT) == 1


@pytest.mark.parametrize(("right", "is_passed"), [(6, True), (4, True), (3, False), (0, False)])
def test_the_pass_mark_decides(noor: Learner, right: int, is_passed: bool) -> None:
    assert noor.enrolled().status is Status.STARTED
    result = sit(noor, right=right)
    assert (result.right, result.of, result.pass_mark, result.is_passed) == (right, 6, 4, is_passed)
    assert sum(each.right for each in result.by_value) == right
    assert bool(result.reread) is (right < 6)
    assert noor.enrolled().status is (Status.COMPLETED if is_passed else Status.STARTED)
    needs = records.completion_of(noor.id, noor.revision).needs_final_test
    assert needs is not is_passed


def test_what_was_left_empty_is_not_right(noor: Learner) -> None:
    assert submit(noor, begin(noor)).right == 0


def test_after_a_pass_there_is_no_further_attempt(noor: Learner) -> None:
    sit(noor)
    with pytest.raises(Closed):
        begin(noor)
    assert _opening(noor, FINAL) is Reason.PASSED


def test_the_fourth_attempt_waits_until_the_first_is_a_day_old(noor: Learner) -> None:
    for hour in (0, 1, 2):
        with clock.fixed(MORNING + timedelta(hours=hour)):
            sit(noor, right=0)
    with clock.fixed(MORNING + timedelta(hours=23, minutes=59)):
        with pytest.raises(Closed):
            begin(noor)
        final = queries.standing(noor.enrolled(), noor.revision)[-1]
        assert final.opening.opens_at == MORNING + timedelta(hours=24)
        assert [each.right for each in final.attempts] == [0, 0, 0]
    with clock.fixed(MORNING + timedelta(hours=24)):
        assert not sit(noor, right=0).is_passed
        with pytest.raises(Closed):
            begin(noor)


def test_a_new_attempt_asks_what_was_not_seen(bare_app: Flask) -> None:
    who = candidate()
    first = {item.item_id for item in paper(who, begin(who)).items}
    submit(who, begin(who))
    second = {item.item_id for item in paper(who, begin(who)).items}
    assert len(first | second) == 9


def test_the_final_test_waits_for_the_units(bare_app: Flask) -> None:
    who = candidate(has_done_units=False)
    for test in (FINAL, POST):
        assert _opening(who, test) is Reason.UNITS_MISSING
        with pytest.raises(Closed):
            begin(who, test)
    who.do_everything()
    assert _opening(who, FINAL) is _opening(who, POST) is Reason.OPEN


def test_who_reaches_the_mark_of_the_entry_test_goes_to_the_final_test(bare_app: Flask) -> None:
    who = candidate(has_done_units=False)
    assert sit(who, ENTRY, right=3).is_passed
    assert _opening(who, FINAL) is Reason.OPEN and _opening(who, POST) is Reason.UNITS_MISSING
    assert records.completion_of(who.id, who.revision).missing == ()
    assert sit(who).is_passed
    assert who.enrolled().status is Status.COMPLETED


def test_a_pass_of_another_test_is_no_testing_out(noor: Learner) -> None:
    assert sit(noor, POST).is_passed
    assert (noor.enrolled().tested_out_at, noor.enrolled().passed_at) == (None, None)
    assert sit(noor).is_passed
    assert noor.enrolled().tested_out_at is None and noor.enrolled().passed_at is not None


def test_who_does_not_reach_it_goes_through_the_units(bare_app: Flask) -> None:
    who = candidate(has_done_units=False)
    assert not sit(who, ENTRY, right=1).is_passed
    assert _opening(who, FINAL) is Reason.UNITS_MISSING and _opening(who, ENTRY) is Reason.TAKEN


def test_the_scale_of_an_entry_test_is_left_out_of_the_count(bare_app: Flask) -> None:
    who = candidate(has_done_units=False)
    attempt_id = begin(who, ENTRY)
    assert (len(paper(who, attempt_id).items), paper(who, attempt_id).pass_mark) == (4, 3)
    fill(who, attempt_id, 2)
    assert (submit(who, attempt_id).right, paper(who, attempt_id).result.of) == (2, 3)  # type: ignore[union-attr]


def test_not_knowing_yet_is_an_answer_in_the_entry_test_alone(noor: Learner) -> None:
    attempt_id = begin(noor, ENTRY)
    item = paper(noor, attempt_id).items[0]
    pick(noor, attempt_id, item.item_id, "?")
    held = paper(noor, attempt_id).items[0]
    assert (held.choice, held.is_answered) == (("?",), True)
    assert submit(noor, attempt_id).right == 0
    final = begin(noor)
    with pytest.raises(BadInput):
        pick(noor, final, paper(noor, final).items[0].item_id, "?")


def test_the_gain_is_there_when_both_were_submitted(noor: Learner) -> None:
    sit(noor, ENTRY, right=1)
    assert queries.gain(noor.id) is None
    attempt_id = begin(noor, POST)
    assert queries.gain(noor.id) is None
    fill(noor, attempt_id, 3)
    submit(noor, attempt_id)
    assert queries.gain(noor.id) == queries.Gain(1, 3, 3, 3)


def test_where_no_test_is_held_the_units_alone_complete(bare_app: Flask) -> None:
    who = learner()
    who.do_everything()
    assert who.enrolled().status is Status.COMPLETED
    assert _opening(who, FINAL) is Reason.NOT_HELD
    with pytest.raises(Closed):
        begin(who)


def test_a_test_is_closed_in_a_language_that_has_no_items_of_its_own(noor: Learner) -> None:
    with pytest.raises(Closed), transaction():
        services.begin(noor.id, FINAL, noor.revision, new_id(), "ar")


def test_another_course_and_another_event_id_are_refused(noor: Learner) -> None:
    with pytest.raises(BadInput):
        begin(noor, event_id="short")
    attempt_id = begin(noor)
    item = paper(noor, attempt_id).items[0].item_id
    for how in ({"event_id": "x"}, {"base": "x"}):
        with pytest.raises(BadInput):
            pick(noor, attempt_id, item, **how)
    with pytest.raises(BadInput):
        submit(noor, attempt_id, "x")
    for wrong in ("z", "A", "a b", "a'--"):
        with pytest.raises(BadInput):
            pick(noor, attempt_id, item, wrong)


def test_an_event_id_that_something_else_has_is_never_taken_over(noor: Learner) -> None:
    used = noor.events()[3].id
    attempt_id = begin(noor, event_id=used)
    assert attempt_id != used
    pick(noor, attempt_id, paper(noor, attempt_id).items[0].item_id, event_id=used)
    assert submit(noor, attempt_id, event_id=used).of == 6
    assert paper(noor, attempt_id).submitted_at is not None


def test_the_attempt_of_another_is_not_found(noor: Learner) -> None:
    attempt_id = begin(noor)
    item = paper(noor, attempt_id).items[0].item_id
    other = candidate()
    for look in (lambda: paper(other, attempt_id), lambda: submit(other, attempt_id),
                 lambda: pick(other, attempt_id, item, "a")):
        with pytest.raises(NotFound):
            look()
    with pytest.raises(NotFound):
        pick(noor, attempt_id, "t-e0", "a")
    with pytest.raises(NotFound):
        pick(noor, "0" * 32, item, "a")
    assert paper(noor, attempt_id).submitted_at is None


def test_beginning_moves_to_the_revision_now_served(noor: Learner) -> None:
    changed = revision_with_tests(bank=full_bank("edited"), pass_mark=5)
    with transaction():
        learning.activate(changed.course, changed.bank)
    noor.revision = changed
    held = paper(noor, begin(noor))
    assert (held.revision_id, held.pass_mark) == (changed.id, 5)
    assert noor.enrolled().revision_id == changed.id


def test_a_short_bank_gives_a_short_test(bare_app: Flask) -> None:
    revision = revision_with_tests(blueprint=(("2", 8), ("11", 4)), pass_mark=10)
    assert revision.course.rules.final_test == Rule(10, (("2", 8), ("11", 4)), 3, 45)
    held = paper(who := candidate(revision), begin(who))
    assert (len(held.items), held.pass_mark) == (9, 8)


@pytest.mark.parametrize("verb", ["begin", "pick", "submit", "declare"])
def test_each_verb_begins_to_write_before_it_reads(noor: Learner, verb: str) -> None:
    """As in a request: the guard has read already, and nobody opened a writing transaction."""
    attempt_id = begin(noor)
    item = paper(noor, attempt_id).items[0].item_id
    assert not is_writing()
    {"begin": lambda: services.begin(noor.id, POST, noor.revision, new_id(), "en"),
     "pick": lambda: services.pick(noor.id, attempt_id, item, (), new_id(), ""),
     "submit": lambda: services.submit(noor.id, attempt_id, new_id()),
     "declare": lambda: services.declare_reading(noor.id, noor.revision, new_id(), "en")}[verb]()
    assert is_writing()
    db.session.commit()
