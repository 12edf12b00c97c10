"""From events to everything else: the one pure function by which the record is derived.

The services apply it to one event at a time and `verify` to all of them; so a `Record` may hold no
more items, units and attempts than the next event touches. A move to another revision needs all
items and units, and so does beginning again; a submission needs all items of its attempt; what is
withdrawn changes what came after it, so that a withdrawal needs all events.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from elearn.learning import rules
from elearn.learning.acts import EventKind, Route, Status
from elearn.learning.attempts import fold as attempts
from elearn.learning.attempts.states import TestName
from elearn.learning.outline import ItemRule, Outline, UnitRule
from elearn.learning.states import EnrolmentState, Happened, ItemState, Library, Record, UnitState

WITHDRAWABLE = frozenset({EventKind.DECLARE, EventKind.ATTEND})


class Reaching(Protocol):
    """An enrolment, as state or as row, as far as its way to completion goes."""

    @property
    def route(self) -> Route: ...
    @property
    def tested_out_at(self) -> datetime | None: ...
    @property
    def passed_at(self) -> datetime | None: ...
    @property
    def declared_at(self) -> datetime | None: ...
    @property
    def attended_at(self) -> datetime | None: ...


def fold(events: Iterable[Happened], library: Library) -> Record | None:
    """Return the record that follows from all events of an enrolment, given in order; None of none."""
    record = None
    for record in stages(events, library):  # noqa: B007  The last one is wanted.
        pass
    return record


def stages(events: Iterable[Happened], library: Library) -> Iterator[Record]:
    """Yield the record after each event, as if what is withdrawn among them had never been.

    Raise ValueError where an event cannot come next, or withdraws what is not there to be withdrawn.
    """
    told, record = tuple(events), None
    void = _withdrawn(told)
    for event in told:
        if record is not None and (event.id in void or event.kind is EventKind.WITHDRAW):
            record = _passed_over(record, event)
        else:
            record = apply(record, event, library)
        yield record


def _withdrawn(told: Iterable[Happened]) -> frozenset[str]:
    standing: set[str] = set()
    void: set[str] = set()
    for event in told:
        if event.kind in WITHDRAWABLE:
            standing.add(event.id)
        elif event.kind is EventKind.WITHDRAW:
            if event.withdraws not in standing:
                raise ValueError(f"event {event.seq} withdraws {event.withdraws!r}, which does not stand")
            standing.remove(event.withdraws)
            void.add(event.withdraws)
    return frozenset(void)


def _passed_over(record: Record, event: Happened) -> Record:
    """Return the record after an event from which nothing follows but that it has a place."""
    if event.seq != record.enrolment.seq + 1:
        raise ValueError(f"event {event.seq} ({event.kind}) cannot follow {record.enrolment.seq}")
    return replace(record, enrolment=replace(record.enrolment, seq=event.seq))


def apply(record: Record | None, event: Happened, library: Library) -> Record:
    """Return the record after one more event; raise ValueError where the event cannot come next."""
    if record is None:
        return _begin(event)
    if event.seq != record.enrolment.seq + 1 or event.kind in (EventKind.ENROL, EventKind.WITHDRAW):
        raise ValueError(f"event {event.seq} ({event.kind}) cannot follow {record.enrolment.seq}")
    if event.kind is EventKind.REMARK:
        return _remark(record, event, library)
    next_one = replace(record, enrolment=replace(
        record.enrolment, seq=event.seq, last_at=event.at, left_at=None))
    if event.kind is EventKind.MOVE:
        return _move(next_one, event, library.outline(event.revision_id))
    current = library.outline(record.enrolment.revision_id)
    match event.kind:
        case EventKind.BEGIN:
            return _started(attempts.begin(next_one, event), current, event.at)
        case EventKind.PICK:
            return attempts.pick(next_one, event)
        case EventKind.SUBMIT:
            return _submit(next_one, event, library, current)
        case EventKind.DECLARE | EventKind.ATTEND:
            return _started(_on_another_way(next_one, event), current, event.at)
        case EventKind.LEAVE:
            return replace(next_one, enrolment=replace(next_one.enrolment, left_at=event.at))
        case EventKind.RETURN:
            return next_one
        case EventKind.AGAIN:
            return _again(next_one, current, event.at)
        case _:
            return _act(next_one, event, library.outline(event.revision_id), current)


def _begin(event: Happened) -> Record:
    if event.seq != 1 or event.kind is not EventKind.ENROL:
        raise ValueError(f"a record begins with enrolment, not with event {event.seq} ({event.kind})")
    return Record(EnrolmentState(
        event.revision_id, event.lang, event.route, event.seq, event.at, event.at, source=event.source))


def _started(record: Record, current: Outline, at: datetime) -> Record:
    held = replace(record.enrolment, started_at=record.enrolment.started_at or at)
    return replace(record, enrolment=_settled(held, current, at))


def _submit(record: Record, event: Happened, library: Library, current: Outline) -> Record:
    after = attempts.submit(record, event, library.wording)
    if after.attempts[event.attempt_id].test is TestName.FINAL:
        after = replace(after, enrolment=replace(
            after.enrolment, sat_at=after.enrolment.sat_at or event.at))
    return _judged(after, event, current)


def _remark(record: Record, event: Happened, library: Library) -> Record:
    """Return the record after the house judged an item anew: nobody acted, so nobody came back by it."""
    next_one = replace(record, enrolment=replace(record.enrolment, seq=event.seq))
    current = library.outline(record.enrolment.revision_id)
    return _judged(attempts.remark(next_one, event, library.wording), event, current)


def _judged(after: Record, event: Happened, current: Outline) -> Record:
    """Return the record with what follows from an attempt that was judged."""
    attempt, held = after.attempts[event.attempt_id], after.enrolment
    if attempt.is_passed and attempt.test is TestName.FINAL:
        held = replace(held, passed_at=held.passed_at or event.at)
    if attempt.is_passed and attempt.test is TestName.ENTRY:
        held = replace(held, tested_out_at=held.tested_out_at or event.at)
    return replace(after, enrolment=_settled(held, current, event.at))


def _again(record: Record, current: Outline, at: datetime) -> Record:
    """Return the record with every unit to be done anew; what was completed or passed stays so."""
    held = replace(record.enrolment, complete_units=(), unit_days=(), last_unit="", last_item="")
    return replace(record, enrolment=_settled(held, current, at), items={}, units={})


def _on_another_way(record: Record, event: Happened) -> Record:
    """Return the record of someone who goes on by another route; who has completed keeps theirs."""
    held = record.enrolment
    if event.kind is EventKind.ATTEND:
        if held.attended_at is None:
            held = replace(held, attended_at=event.at, attended_minutes=event.minutes)
        route = Route.WORKSHOP
    else:
        held = replace(held, declared_at=held.declared_at or event.at)
        route = held.route if held.attended_at else Route.SELF_DIRECTED
    return replace(record, enrolment=held if held.completed_at else replace(held, route=route))


def _act(record: Record, event: Happened, written: Outline, current: Outline) -> Record:
    before = record.items.get(event.item_id)
    after = _item_after(before, event, written.items.get(event.item_id))
    items = {**record.items, event.item_id: after}
    was_done = before is not None and before.is_done
    unit = current.unit_of(event.item_id)
    held = replace(
        record.enrolment, started_at=record.enrolment.started_at or event.at,
        last_unit=unit.id if unit else record.enrolment.last_unit,
        last_item=event.item_id if unit else record.enrolment.last_item)
    if unit is None:
        return replace(record, enrolment=_with_units(held, {}, current, event.at), items=items)
    stood = record.units.get(unit.id, UnitState(0, len(unit.required)))
    # A text that was deleted is to be written again; a unit once complete stays complete all the same.
    stands = _unit_after(stood, stood.done + after.is_done - was_done, unit, event.at)
    units = {**record.units, unit.id: stands}
    return replace(
        record, enrolment=_with_units(held, {unit.id: stands}, current, event.at), items=items,
        units=units)


def _item_after(before: ItemState | None, event: Happened, item: ItemRule | None) -> ItemState:
    state = before or ItemState(event.seq)
    match event.kind:
        case EventKind.ANSWER:
            return replace(
                state, seq=event.seq, is_done=True, times=state.times + 1, last_choice=event.choice,
                first_choice=state.first_choice if before else event.choice)
        case EventKind.STEP:
            return _item_after_step(state, event, item)
        case EventKind.RESTART:
            return replace(state, seq=event.seq, last_choice=())
        case EventKind.REFLECT if not event.is_blank:
            return replace(state, seq=event.seq, is_done=True, has_text=True, times=state.times + 1)
        case EventKind.REFLECT:
            return state
        case EventKind.CLEAR:
            # Who only thought about it since beginning again, and deletes a text of before, has thought.
            is_done = state.is_done and not state.has_text
            return replace(state, seq=event.seq, is_done=is_done, has_text=False)
        case _:
            # A thought, or having read, replaces no text: the event with the text stays the one shown.
            seq = state.seq if state.has_text else event.seq
            return replace(state, seq=seq, is_done=True, times=state.times + 1)


def _item_after_step(state: ItemState, event: Happened, item: ItemRule | None) -> ItemState:
    if item is None or item.scenario is None:
        raise ValueError(f"{event.item_id} is no scenario of its revision")
    path = rules.path_after(item.scenario, item.start, state.last_choice, event.choice[0])
    if path is None:
        raise ValueError(f"{event.choice[0]} cannot follow {state.last_choice} in {event.item_id}")
    times = state.times + (len(path) == 1)
    return replace(
        state, seq=event.seq, times=times, last_choice=path,
        is_done=state.is_done or rules.has_ended(item.scenario, item.start, path),
        first_choice=path if times == 1 else state.first_choice)


def _unit_after(state: UnitState, done: int, unit: UnitRule, at: datetime) -> UnitState:
    is_complete = done >= len(unit.required)
    completed_at = state.completed_at or (at if is_complete else None)
    return UnitState(done, len(unit.required), completed_at)


def _with_units(
    enrolment: EnrolmentState, units: Mapping[str, UnitState], outline: Outline, at: datetime,
) -> EnrolmentState:
    """Return the enrolment with what follows from units that may have become complete."""
    fresh = tuple(unit_id for unit_id, unit in units.items()
                  if unit.completed_at and unit_id not in enrolment.complete_units)
    days = ((at.date() - enrolment.enrolled_at.date()).days,) * len(fresh)
    return _settled(replace(
        enrolment, complete_units=enrolment.complete_units + fresh,
        unit_days=enrolment.unit_days + days), outline, at)


def _settled(held: EnrolmentState, outline: Outline, at: datetime) -> EnrolmentState:
    """Return the enrolment with its status as it follows from everything else."""
    found = rules.completion(
        outline.required_units, held.complete_units, has_started=held.started_at is not None,
        has_completed=held.completed_at is not None, reached=reached(held, outline))
    completed_at = held.completed_at or (at if found.status is Status.COMPLETED else None)
    return replace(held, status=found.status, completed_at=completed_at)


def reached(held: Reaching, outline: Outline) -> rules.Reached:
    """Return what someone has reached apart from units, in terms of the revision of `outline`."""
    return rules.Reached(
        route=held.route, is_final_held=outline.shapes[TestName.FINAL].is_held,
        has_tested_out=held.tested_out_at is not None, has_passed=held.passed_at is not None,
        has_declared=held.declared_at is not None, has_attended=held.attended_at is not None)


def _move(record: Record, event: Happened, outline: Outline) -> Record:
    """Count again, in course order, what is done in terms of another revision."""
    units = dict(record.units)
    for unit in outline.units.values():
        done = sum(1 for item_id in unit.required
                   if (state := record.items.get(item_id)) is not None and state.is_done)
        if done or unit.id in units:
            stood = units.get(unit.id, UnitState(0, len(unit.required)))
            units[unit.id] = _unit_after(stood, done, unit, event.at)
    held = replace(record.enrolment, revision_id=event.revision_id, lang=event.lang)
    ordered = {unit_id: units[unit_id] for unit_id in outline.units if unit_id in units}
    return replace(record, enrolment=_with_units(held, ordered, outline, event.at), units=units)
