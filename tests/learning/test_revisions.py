"""Revisions: activated, found again, and what a new one changes for those who have begun."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from elearn.document.blocks import Block
from elearn.document.catalogue import Revision, revision_of
from elearn.document.course import Course, Section
from elearn.kernel import clock
from elearn.kernel.db import db, transaction
from elearn.kernel.errors import NotFound
from elearn.learning import events, queries, revisions, services
from elearn.learning.acts import EventKind, Status
from elearn.learning.entries import entry
from tests.factories import courses
from tests.factories.learners import Learner


def _activate(course: Course) -> Revision:
    with transaction():
        services.activate(course, courses.small_bank())
    return revision_of(course, courses.small_bank())


def _with_first_unit(course: Course, *body: Block) -> Course:
    """Return the course with another body in its first unit."""
    module = course.modules[0]
    unit = replace(module.units[0], sections=(Section(module.units[0].id, 1, (), tuple(body)),))
    first = replace(module, units=(unit, *module.units[1:]))
    return replace(course, modules=(first, *course.modules[1:]))


def _longer() -> Course:
    return _with_first_unit(courses.small_course(), courses.one("m1-q1"), courses.every("m1-q2"),
                            courses.one("m1-q9"))


def _shorter() -> Course:
    return _with_first_unit(courses.small_course(), courses.one("m1-q1"))


def test_a_revision_comes_back_as_it_was(bare_app: Flask) -> None:
    revision = courses.small_revision()
    assert revisions.load(revision.id) == revision


def test_an_unknown_revision_is_not_found(bare_app: Flask) -> None:
    with pytest.raises(NotFound):
        revisions.load("0" * 64)
    assert queries.catalogue().by_id("0" * 64) is None


def test_activating_again_changes_nothing(bare_app: Flask) -> None:
    course = courses.small_course()
    assert _activate(course).id == courses.small_revision().id
    assert len(queries.catalogue().revisions) == 1


def test_a_new_revision_is_served_and_the_old_one_kept(bare_app: Flask) -> None:
    new = _activate(_longer())
    held = queries.catalogue()
    assert held.current("small_course", "en").id == new.id
    assert held.by_id(courses.small_revision().id) == courses.small_revision()


def test_going_back_to_an_earlier_revision(bare_app: Flask) -> None:
    _activate(_longer())
    old = _activate(courses.small_course())
    assert queries.current_ids() == {("small_course", "en"): old.id}


def test_an_event_of_a_revision_that_is_not_stored_is_refused(amara: Learner) -> None:
    event = entry(EventKind.READ, "m2-read", "f" * 64, "en", amara.person_id, clock.now(), {})
    with pytest.raises(IntegrityError), transaction():
        db.session.connection().execute(events.ADD, {**event, "enrolment_id": amara.id, "seq": 2})
    assert [row.seq for row in amara.events()] == [1]


def test_languages_are_served_side_by_side(bare_app: Flask) -> None:
    arabic = _activate(courses.small_course("ar"))
    held = queries.catalogue()
    assert held.current("small_course", "ar").id == arabic.id
    assert held.current("small_course", "en").id == courses.small_revision().id


def test_an_act_over_the_new_revision_moves_the_enrolment(amara: Learner) -> None:
    amara.answer("m1-q1", "b")
    amara.revision = _activate(_longer())
    amara.answer("m1-q2", "a", "c")
    assert amara.enrolled().revision_id == amara.revision.id
    unit = queries.progress(amara.id)["m1-choose"]
    assert (unit.done, unit.total) == (2, 3)
    assert [row.kind for row in amara.events()] == [
        EventKind.ENROL, EventKind.ANSWER, EventKind.MOVE, EventKind.ANSWER]


def test_a_form_drawn_before_the_change_still_counts(amara: Learner) -> None:
    old = amara.revision
    amara.revision = _activate(_longer())
    amara.answer("m1-q1", "b")
    amara.revision = old
    amara.answer("m1-q2", "a", "c")
    held = amara.enrolled()
    assert held.revision_id != old.id
    assert queries.progress(amara.id)["m1-choose"].done == 2
    assert amara.events()[-1].revision_id == old.id


def test_a_withdrawn_item_is_recorded_and_asked_for_no_more(amara: Learner) -> None:
    old = amara.revision
    amara.revision = _activate(_shorter())
    amara.read()
    amara.revision = old
    amara.answer("m1-q2", "a")
    assert "m1-choose" not in queries.progress(amara.id)
    own = amara.own("m1-q2")
    assert own is not None and own.choice == ("a",)


def test_asking_less_completes_what_was_half_done(amara: Learner) -> None:
    amara.answer("m1-q1", "b")
    amara.revision = _activate(_shorter())
    amara.read()
    assert amara.enrolled().complete_units == ("m1-choose", "m2-read")


def test_who_completed_stays_complete_when_more_is_asked(amara: Learner) -> None:
    amara.do_everything()
    completed_at = amara.enrolled().completed_at
    amara.revision = _activate(_longer())
    amara.answer("m1-q1", "a")
    held = amara.enrolled()
    assert (held.status, held.completed_at) == (Status.COMPLETED, completed_at)
    unit = queries.progress(amara.id)["m1-choose"]
    assert (unit.done, unit.total) == (2, 3) and unit.completed_at is not None


def test_starting_in_one_language_and_finishing_in_another_is_one_record(amara: Learner) -> None:
    arabic = _activate(courses.small_course("ar"))
    amara.answer("m1-q1", "b")
    amara.revision = arabic
    amara.answer("m1-q2", "a", "c")
    held = amara.enrolled()
    assert (held.lang, held.complete_units) == ("ar", ("m1-choose",))
    assert [row.lang for row in amara.events()] == ["en", "en", "ar", "ar"]


def test_a_story_retold_begins_again_where_the_old_path_leads_nowhere(amara: Learner) -> None:
    amara.step("start:a")
    course = courses.small_course()
    scenario = courses.scenario("m2-s1")
    renamed = tuple(replace(step, id=step.id.replace("gift", "present"), choices=tuple(
        replace(choice, target=choice.target.replace("gift", "present")) for choice in step.choices))
        for step in scenario.steps)
    module = course.modules[1]
    story = module.units[0]
    body = (replace(scenario, steps=renamed), courses.reflection("m2-r1"))
    unit = replace(story, sections=(Section(story.id, 1, (), body),))
    amara.revision = _activate(replace(
        course, modules=(course.modules[0], replace(module, units=(unit, *module.units[1:])))))
    amara.step("start:a")
    own = amara.own("m2-s1")
    assert own is not None and own.choice == ("m2-s1-start:a",)
    amara.step("present:b")
    own = amara.own("m2-s1")
    assert own is not None and own.is_done


def test_who_completed_stays_complete_when_a_unit_is_added(amara: Learner) -> None:
    amara.do_everything()
    course = courses.small_course()
    module = course.modules[0]
    added = replace(module.units[0], id="m1-more", sections=(
        Section("m1-more", 1, (), (courses.one("m1-q8"), courses.one("m1-q9"))),))
    more = replace(module, units=(*module.units, added))
    amara.revision = _activate(replace(course, modules=(more, course.modules[1])))
    amara.answer("m1-q8", "a")
    held = amara.enrolled()
    assert held.status is Status.COMPLETED and "m1-more" not in held.complete_units
    assert queries.completion_of(held, amara.revision).missing == ()


def test_a_unit_whose_items_were_all_exchanged_counts_from_nothing(amara: Learner) -> None:
    amara.answer("m1-q1", "b")
    amara.revision = _activate(_with_first_unit(
        courses.small_course(), courses.one("m1-q7"), courses.one("m1-q8"), courses.one("m1-q9")))
    amara.read()
    unit = queries.progress(amara.id)["m1-choose"]
    assert (unit.done, unit.total) == (0, 3)


def test_a_revision_is_found_by_the_beginning_of_its_id(bare_app: Flask) -> None:
    whole = courses.small_revision().id
    assert revisions.named(whole[:12]) == revisions.named(whole) == whole
    for wrong in ("", "x" * 12, whole[:7], "0" * 12, whole + "0", "%" * 12):
        assert revisions.named(wrong) is None
