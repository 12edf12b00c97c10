"""What follows from the events of tests; pure, and a part of `learning.fold`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from elearn.document.course import TestItem
from elearn.learning.attempts import rules
from elearn.learning.attempts.states import WITHDRAWN, AskedState, AttemptState

if TYPE_CHECKING:
    from elearn.learning.states import Happened, Record


def begin(record: Record, event: Happened) -> Record:
    """Return the record with one more attempt; raise ValueError where it cannot begin."""
    begun = event.begun
    if begun is None or event.id in record.attempts or _is_running(record, event):
        raise ValueError(f"event {event.seq} cannot begin an attempt")
    attempt = AttemptState(
        event.seq, begun.test, event.lang, event.revision_id, event.at, begun.pass_mark, len(begun.items))
    asked = {(event.id, item.item_id): AskedState(place, item.value, item.wording)
             for place, item in enumerate(begun.items, start=1)}
    return replace(
        record, attempts={**record.attempts, event.id: attempt}, asked={**record.asked, **asked})


def _is_running(record: Record, event: Happened) -> bool:
    return event.begun is not None and any(
        each.test is event.begun.test and each.submitted_at is None for each in record.attempts.values())


def pick(record: Record, event: Happened) -> Record:
    """Return the record with another choice; raise ValueError where the attempt does not take it."""
    _running(record, event)
    place = (event.attempt_id, event.item_id)
    stood = record.asked.get(place)
    if stood is None:
        raise ValueError(f"{event.item_id} was not asked in {event.attempt_id}")
    picked = replace(stood, choice=event.choice, event_id=event.id)
    return replace(record, asked={**record.asked, place: picked})


def submit(record: Record, event: Happened, wording: Callable[[str], TestItem]) -> Record:
    """Return the record with an attempt judged, by the wordings its items had when it began."""
    attempt = _running(record, event)
    judged = {
        place: replace(held, is_right=rules.is_right(wording(held.wording), held.choice))
        for place, held in record.asked.items() if place[0] == event.attempt_id}
    if len(judged) != attempt.items:
        raise ValueError(f"{event.attempt_id} asked {attempt.items} items, here are {len(judged)}")
    return _scored(record, event.attempt_id, replace(attempt, submitted_at=event.at), judged)


def remark(record: Record, event: Happened, wording: Callable[[str], TestItem]) -> Record:
    """Return the record with one item of a submitted attempt judged anew; a pass stays a pass.

    Raise ValueError where the event names no such attempt, no such item, or another item's wording.
    """
    attempt, said = record.attempts.get(event.attempt_id), event.remark
    stood = record.asked.get((event.attempt_id, event.item_id))
    if attempt is None or attempt.submitted_at is None or stood is None or said is None:
        raise ValueError(f"event {event.seq} ({event.kind}): nothing to re-mark in {event.attempt_id!r}")
    held = {place: asked for place, asked in record.asked.items() if place[0] == event.attempt_id}
    is_right = None
    if said.judged_by != WITHDRAWN:
        item = wording(said.judged_by)
        if item.question.id != event.item_id:
            raise ValueError(f"{said.judged_by} is no wording of {event.item_id}")
        is_right = rules.is_right(item, stood.choice)
    held[event.attempt_id, event.item_id] = replace(stood, is_right=is_right, judged_by=said.judged_by)
    if len(held) != attempt.items:
        raise ValueError(f"{event.attempt_id} asked {attempt.items} items, here are {len(held)}")
    return _scored(record, event.attempt_id, replace(attempt, pass_mark=said.pass_mark), held)


def _scored(
    record: Record, attempt_id: str, attempt: AttemptState, held: dict[tuple[str, str], AskedState],
) -> Record:
    """Return the record with an attempt worth what its items are; what was passed stays passed."""
    scored = [each.is_right for each in held.values() if each.is_right is not None]
    right = sum(scored)
    worth = replace(
        attempt, right=right, of=len(scored),
        is_passed=attempt.is_passed or rules.is_pass(right, attempt.pass_mark))
    return replace(
        record, attempts={**record.attempts, attempt_id: worth}, asked={**record.asked, **held})


def _running(record: Record, event: Happened) -> AttemptState:
    attempt = record.attempts.get(event.attempt_id)
    if attempt is None or attempt.submitted_at is not None:
        raise ValueError(f"event {event.seq} ({event.kind}): no running attempt {event.attempt_id!r}")
    return attempt
