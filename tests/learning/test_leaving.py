"""Someone leaves, comes back, begins again: what was earned stays, what was said can be found."""

from __future__ import annotations

from elearn.kernel.db import transaction
from elearn.learning import journal, leaving
from elearn.learning.acts import Status
from tests.factories.learners import Learner, new_id


def go(who: Learner, verb: object) -> None:
    with transaction():
        verb(who.id, who.revision, new_id())  # type: ignore[operator]


def test_who_left_is_marked_until_they_come_back(amara: Learner) -> None:
    amara.answer("m1-q1", "a")
    go(amara, leaving.leave)
    assert amara.enrolled().left_at is not None
    go(amara, leaving.come_back)
    assert amara.enrolled().left_at is None
    own = amara.own("m1-q1")
    assert own is not None and own.choice == ("a",)


def test_an_answer_brings_back_whoever_left(amara: Learner) -> None:
    go(amara, leaving.leave)
    amara.answer("m1-q1", "a")
    assert amara.enrolled().left_at is None


def test_beginning_again_opens_every_unit_and_keeps_the_past(amara: Learner) -> None:
    amara.answer("m1-q1", "a")
    amara.write("First thoughts")
    go(amara, leaving.begin_again)
    assert amara.own("m1-q1") is None and amara.own("m2-r1") is None
    assert amara.enrolled().complete_units == ()
    amara.answer("m1-q1", "b")
    told = journal.opened(amara.id, ("m1-q1", "m2-r1"))
    assert [each.choice for each in told if each.item_id == "m1-q1"] == [("a",), ("b",)]
    assert [each.text for each in told if each.item_id == "m2-r1"] == ["First thoughts"]


def test_whoever_has_completed_keeps_it_through_a_new_beginning(amara: Learner) -> None:
    amara.do_everything()
    done = amara.enrolled()
    assert done.status is Status.COMPLETED
    go(amara, leaving.begin_again)
    held = amara.enrolled()
    assert held.status is Status.COMPLETED and held.completed_at == done.completed_at
    assert held.complete_units == ()


def test_a_form_of_before_the_new_beginning_loses_nothing(amara: Learner) -> None:
    base = amara.write("First thoughts")
    go(amara, leaving.begin_again)
    amara.write("Second thoughts", base=base.event_id)  # type: ignore[union-attr]
    own = amara.own("m2-r1")
    assert own is not None and own.text == "Second thoughts"
