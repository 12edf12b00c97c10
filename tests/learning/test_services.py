"""Enrolling and recording: each act stored once, all that follows written with it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from elearn.accounts.models import CourtLevel, Gender, Person
from elearn.document.answers import OwnAnswer, OwnAnswers
from elearn.kernel import clock
from elearn.kernel.db import db, transaction
from elearn.kernel.errors import BadInput, NotFound
from elearn.learning import queries, services, verification
from elearn.learning.acts import Act, ActKind, EventKind, Receipt, Status
from elearn.learning.models import EnrolmentFact, ItemRow
from tests.factories.courses import small_revision
from tests.factories.learners import Learner, learner, new_id
from tests.factories.people import person


def _fact(of: Learner) -> EnrolmentFact:
    db.session.rollback()
    db.session.expire_all()
    return db.session.get_one(EnrolmentFact, of.id)


def test_enrolling_twice_is_one_enrolment(bare_app: Flask) -> None:
    who = person().id
    with transaction():
        first = services.enrol(who, "small_course", "en", queries.catalogue())
    with transaction():
        assert services.enrol(who, "small_course", "en", queries.catalogue()) == first
    assert [row.kind for row in Learner(who, first, small_revision()).events()] == [EventKind.ENROL]


def test_enrolling_needs_a_person_and_a_course(bare_app: Flask) -> None:
    who = person().id
    with pytest.raises(NotFound), transaction():
        services.enrol("0" * 32, "small_course", "en", queries.catalogue())
    with pytest.raises(NotFound), transaction():
        services.enrol(who, "no_course", "en", queries.catalogue())


def test_a_language_without_content_enrols_in_the_source_language(bare_app: Flask) -> None:
    who = person().id
    with transaction():
        made = services.enrol(who, "small_course", "fr", queries.catalogue())
    assert queries.enrolled(made).lang == "en"


def test_an_answer_is_stored_and_shown_again(amara: Learner) -> None:
    receipt = amara.answer("m1-q2", "c", "a")
    own = amara.own("m1-q2")
    assert own is not None
    assert (own.choice, own.event_id, own.is_done) == (("a", "c"), receipt.event_id, True)
    assert own.given_at == receipt.received_at


def test_the_first_and_the_last_answer_are_kept(amara: Learner) -> None:
    amara.answer("m1-q1", "a")
    amara.answer("m1-q1", "c")
    last = amara.answer("m1-q1", "b")
    assert last.seq == 4
    own = amara.own("m1-q1")
    assert own is not None and own.choice == ("b",)
    assert [row.payload["choice"] for row in amara.events()[1:]] == [["a"], ["c"], ["b"]]
    row = db.session.get_one(ItemRow, (amara.id, "m1-q1"))
    assert (row.first_choice, row.last_choice, row.times) == ("a", "b", 3)


def test_the_same_post_again_gets_the_same_receipt(amara: Learner) -> None:
    first = amara.answer("m1-q1", "a", event_id="ab" * 16)
    again = amara.answer("m1-q1", "a", event_id="ab" * 16)
    assert again == replace(first, was_there_already=True)
    assert len(amara.events()) == 2


def test_a_repeat_that_comes_late_changes_nothing(amara: Learner) -> None:
    amara.answer("m1-q1", "a", event_id="ab" * 16)
    amara.answer("m1-q1", "b")
    assert amara.answer("m1-q1", "a", event_id="ab" * 16).was_there_already
    own = amara.own("m1-q1")
    assert own is not None and own.choice == ("b",)


def test_back_and_another_answer_with_the_same_event_id_is_another_answer(amara: Learner) -> None:
    first = amara.answer("m1-q1", "a", event_id="ab" * 16)
    other = amara.answer("m1-q1", "b", event_id="ab" * 16)
    assert not other.was_there_already and other.event_id != first.event_id
    assert amara.answer("m1-q1", "b", event_id="ab" * 16).was_there_already
    assert len(amara.events()) == 3


def test_the_event_id_of_another_item_is_not_taken_for_a_repeat(amara: Learner) -> None:
    amara.answer("m1-q1", "b", event_id="ab" * 16)
    assert not amara.answer("m1-q6", "b", event_id="ab" * 16).was_there_already


@pytest.mark.parametrize(("kind", "item", "choice"), [
    (ActKind.ANSWER, "m9-q9", ("a",)),
    (ActKind.ANSWER, "m2-s1", ("a",)),
    (ActKind.ANSWER, "m1-q1", ("z",)),
    (ActKind.ANSWER, "t-2", ("b",)),
    (ActKind.READ, "m1-choose", ()),
    (ActKind.READ, "m1-q1", ()),
    (ActKind.STEP, "m2-s1", ()),
    (ActKind.THOUGHT, "m1-q1", ()),
])
def test_an_act_that_cannot_be_one_is_refused(
    amara: Learner, kind: ActKind, item: str, choice: tuple[str, ...],
) -> None:
    with pytest.raises(BadInput):
        amara.act(kind, item, *choice)
    assert len(amara.events()) == 1


@pytest.mark.parametrize("event_id", ["short", "AB" * 16, "ab" * 17, "zz" * 16, "ab" * 16 + "\n"])
def test_an_event_id_no_form_ever_carried_is_refused(amara: Learner, event_id: str) -> None:
    with pytest.raises(BadInput):
        amara.answer("m1-q1", "b", event_id=event_id)


@pytest.mark.parametrize("base", ["x" * 300_000, "AB" * 16, "ab" * 17, "my thought", "ab" * 16 + "\n"])
def test_a_base_no_form_ever_carried_is_refused(amara: Learner, base: str) -> None:
    with pytest.raises(BadInput):
        amara.answer("m1-q1", "b", base=base)
    assert len(amara.events()) == 1


def test_an_act_of_another_course_or_revision_is_refused(amara: Learner) -> None:
    act = Act(new_id(), ActKind.ANSWER, "m1-q1", "", "0" * 64, "en", ("b",))
    with pytest.raises(BadInput), transaction():
        services.record_act(amara.id, act, amara.revision)


def test_no_enrolment_no_record(bare_app: Flask) -> None:
    revision = small_revision()
    for enrolment_id in ("", "0" * 32, "-1"):
        act = Act(new_id(), ActKind.ANSWER, "m1-q1", "", revision.id, "en", ("b",))
        with pytest.raises(NotFound), transaction():
            services.record_act(enrolment_id, act, revision)


def test_a_unit_is_complete_with_its_last_item(amara: Learner) -> None:
    amara.answer("m1-q1", "a")
    half = queries.progress(amara.id)["m1-choose"]
    assert (half.done, half.total, half.completed_at) == (1, 2, None)
    last = amara.answer("m1-q2", "b")
    whole = queries.progress(amara.id)["m1-choose"]
    assert (whole.done, whole.total, whole.completed_at) == (2, 2, last.received_at)
    assert amara.enrolled().complete_units == ("m1-choose",)


def test_answering_again_does_not_count_twice(amara: Learner) -> None:
    amara.answer("m1-q1", "a")
    amara.answer("m1-q1", "b")
    assert queries.progress(amara.id)["m1-choose"].done == 1


def test_a_unit_with_nothing_to_do_is_complete_when_read(amara: Learner) -> None:
    first = amara.read()
    assert queries.progress(amara.id)["m2-read"].completed_at == first.received_at
    assert amara.read().was_there_already


def test_the_course_is_complete_when_every_unit_is(amara: Learner) -> None:
    assert amara.enrolled().status is Status.ENROLLED
    amara.read()
    missing = queries.completion_of(amara.id, amara.revision).missing
    assert missing == ("m1-choose", "m1-arrange", "m2-story")
    assert amara.enrolled().status is Status.STARTED
    amara.do_everything()
    held = amara.enrolled()
    assert held.status is Status.COMPLETED and held.completed_at is not None
    assert queries.completion_of(held, amara.revision).missing == ()


def test_the_fact_is_written_with_the_act(amara: Learner) -> None:
    amara.do_everything()
    fact, today = _fact(amara), clock.now().date()
    assert (fact.status, fact.modules, fact.modules_done, fact.units_done) == (
        Status.COMPLETED, "m1 m2", 2, 4)
    assert fact.enrolled_on == fact.started_on == fact.completed_on == fact.last_on == today


def test_a_fact_tells_traits_and_undisclosed_where_none_was_given(bare_app: Flask) -> None:
    fact = _fact(learner(country="XB", gender=Gender.FEMALE))
    assert (fact.country, fact.gender, fact.court_level, fact.site) == ("XB", "female", "undisclosed", "")


def test_a_person_who_changes_is_counted_as_they_are_now(amara: Learner) -> None:
    with transaction():
        who = db.session.get_one(Person, amara.person_id)
        who.country, who.court_level, who.site = "XC", CourtLevel.APPEAL, "kantavu-high-court"
    fact = _fact(amara)
    assert (fact.country, fact.court_level, fact.site) == ("XC", "appeal", "kantavu-high-court")


def test_answers_from_before_signing_in_are_adopted_once(amara: Learner) -> None:
    given = OwnAnswers({
        "m1-q1": OwnAnswer("m1-q1", "", ("a",)),
        "m2-s1": OwnAnswer("m2-s1", "", ("m2-s1-start:a", "m2-s1-gift:b")),
        "m2-r1": OwnAnswer("m2-r1", "", is_done=True),
        "m2-read": OwnAnswer("m2-read", "", is_done=True),
        "m9-gone": OwnAnswer("m9-gone", "", ("a",)),
        "m1-q6": OwnAnswer("m1-q6", "", ("no such option",)),
    })
    for is_second in (False, True):
        with transaction():
            outcomes = services.adopt_answers(amara.id, given, amara.revision)
        receipts = [each for each in outcomes if isinstance(each, Receipt)]
        assert [each.was_there_already for each in receipts] == [is_second] * 5
    assert queries.progress(amara.id)["m2-story"].completed_at is not None


def test_adopting_leaves_a_story_that_has_begun(amara: Learner) -> None:
    amara.step("start:b")
    given = OwnAnswers({"m2-s1": OwnAnswer("m2-s1", "", ("m2-s1-start:a", "m2-s1-gift:b"))})
    with transaction():
        assert services.adopt_answers(amara.id, given, amara.revision) == ()
    own = amara.own("m2-s1")
    assert own is not None and own.choice == ("m2-s1-start:b",)


def test_two_people_with_the_same_event_id_do_not_meet(amara: Learner) -> None:
    other = learner()
    amara.answer("m1-q1", "a", event_id="ab" * 16)
    same = other.answer("m1-q1", "a", event_id="ab" * 16)
    assert (same.event_id, same.was_there_already) == ("ab" * 16, False)
    own = other.own("m1-q1")
    assert own is not None and own.choice == ("a",)
    assert list(verification.verify()) == []
