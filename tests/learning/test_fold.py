"""The fold by itself: events in, everything else out, with no database in sight."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from elearn.document import course
from elearn.learning.acts import EventKind, Status
from elearn.learning.fold import apply, fold
from elearn.learning.outline import ItemKind, Outline, outline_of
from elearn.learning.states import Happened, Library, Record
from tests.factories.courses import small_revision

OUTLINE = outline_of(small_revision())
BEGIN = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


def _outlines(revision_id: str) -> Outline:
    assert revision_id == OUTLINE.revision_id
    return OUTLINE


def _no_wording(hash_: str) -> course.TestItem:
    raise AssertionError(f"nothing here asks for a wording, least of all {hash_}")


LIBRARY = Library(_outlines, _no_wording)


def _events(*deeds: tuple[EventKind, str, tuple[str, ...]]) -> list[Happened]:
    told = [(EventKind.ENROL, "", ()), *deeds]
    return [
        Happened(seq, kind, item, OUTLINE.revision_id, "en", BEGIN + timedelta(minutes=seq), choice,
                 is_blank=choice != ("text",))
        for seq, (kind, item, choice) in enumerate(told, start=1)]


def _fold(*deeds: tuple[EventKind, str, tuple[str, ...]]) -> Record:
    record = fold(_events(*deeds), LIBRARY)
    assert record is not None
    return record


WRITE = (EventKind.REFLECT, "m2-r1", ("text",))
BLANK = (EventKind.REFLECT, "m2-r1", ())
THINK = (EventKind.THOUGHT, "m2-r1", ())


def test_nothing_follows_from_no_events() -> None:
    assert fold([], LIBRARY) is None


def test_an_enrolment_alone_has_not_started() -> None:
    state = _fold().enrolment
    assert (state.status, state.started_at, state.seq) == (Status.ENROLLED, None, 1)
    assert state.enrolled_at == state.last_at == BEGIN + timedelta(minutes=1)


def test_the_first_act_starts_and_the_last_one_is_where_to_resume() -> None:
    state = _fold((EventKind.ANSWER, "m1-q1", ("a",)), (EventKind.ANSWER, "m1-q3", ("a",))).enrolment
    assert (state.status, state.started_at) == (Status.STARTED, BEGIN + timedelta(minutes=2))
    assert (state.last_unit, state.last_item) == ("m1-arrange", "m1-q3")


def test_a_thought_after_a_text_leaves_the_text_the_present_answer() -> None:
    state = _fold(WRITE, THINK).items["m2-r1"]
    assert (state.seq, state.has_text, state.times) == (2, True, 2)


def test_a_text_after_a_thought_becomes_the_present_answer() -> None:
    state = _fold(THINK, WRITE).items["m2-r1"]
    assert (state.seq, state.has_text, state.is_done) == (3, True, True)


def test_an_empty_text_from_wherever_it_came_neither_counts_nor_replaces() -> None:
    assert not _fold(BLANK).items["m2-r1"].is_done
    state = _fold(WRITE, BLANK).items["m2-r1"]
    assert (state.seq, state.has_text, state.is_done) == (2, True, True)


def test_an_item_this_revision_does_not_know_counts_nowhere() -> None:
    record = _fold((EventKind.ANSWER, "m9-q9", ("a",)))
    assert record.items["m9-q9"].is_done and record.units == {}
    assert (record.enrolment.status, record.enrolment.last_unit) == (Status.STARTED, "")


@pytest.mark.parametrize("spoil", [
    lambda events: events[1:],
    lambda events: [events[0], *events],
    lambda events: [events[0], events[2]],
    lambda events: [events[0], events[2], events[1]],
    lambda events: [events[0], replace(events[1], kind=EventKind.ENROL)],
])
def test_events_that_cannot_follow_are_refused(spoil) -> None:  # type: ignore[no-untyped-def]
    events = _events((EventKind.ANSWER, "m1-q1", ("a",)), (EventKind.ANSWER, "m1-q1", ("b",)))
    with pytest.raises(ValueError, match="event"):
        fold(spoil(events), LIBRARY)


def test_a_step_that_cannot_follow_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot follow"):
        _fold((EventKind.STEP, "m2-s1", ("m2-s1-gift:a",)))
    with pytest.raises(ValueError, match="no scenario"):
        _fold((EventKind.STEP, "m1-q1", ("m2-s1-start:a",)))


def test_one_event_on_what_it_touches_is_the_same_as_all_on_everything() -> None:
    events = _events(
        (EventKind.ANSWER, "m1-q1", ("a",)), (EventKind.STEP, "m2-s1", ("m2-s1-start:b",)), THINK,
        (EventKind.ANSWER, "m1-q2", ("a",)), (EventKind.RESTART, "m2-s1", ()))
    whole = apply(None, events[0], LIBRARY)
    for event in events[1:]:
        unit = OUTLINE.unit_of(event.item_id)
        assert unit is not None
        part = Record(
            whole.enrolment, {key: held for key, held in whole.items.items() if key == event.item_id},
            {key: held for key, held in whole.units.items() if key == unit.id})
        small = apply(part, event, LIBRARY)
        whole = apply(whole, event, LIBRARY)
        assert small.enrolment == whole.enrolment
        assert small.items[event.item_id] == whole.items[event.item_id]
        assert small.units[unit.id] == whole.units[unit.id]


def test_the_outline_says_what_each_unit_asks() -> None:
    asked = {unit.id: unit.required for unit in OUTLINE.units.values()}
    assert asked == {
        "m1-choose": ("m1-q1", "m1-q2"), "m1-arrange": ("m1-q3", "m1-q4", "m1-q5", "m1-q6"),
        "m2-story": ("m2-s1", "m2-r1"), "m2-read": ("m2-read",)}
    assert OUTLINE.items["m2-read"].kind is ItemKind.UNIT
    assert OUTLINE.required_units == tuple(asked)
