"""From events to everything else: the one pure function by which the record is derived.

The services apply it to one event at a time and `verify` to all of them; so a `Record` may hold no
more items and units than the next event touches. A move to another revision needs them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from elearn.learning import rules
from elearn.learning.acts import EventKind, Route, Status
from elearn.learning.outline import ItemRule, Outline, UnitRule

Outlines = Callable[[str], Outline]


@dataclass(frozen=True, slots=True)
class Happened:
    """An event as far as anything follows from it."""

    seq: int
    kind: EventKind
    item_id: str
    revision_id: str
    lang: str
    at: datetime
    choice: tuple[str, ...] = ()
    is_blank: bool = True
    route: Route = Route.E_LEARNING


@dataclass(frozen=True, slots=True)
class ItemState:
    """How one item stands; see `models.ItemRow`."""

    seq: int
    is_done: bool = False
    has_text: bool = False
    times: int = 0
    first_choice: tuple[str, ...] = ()
    last_choice: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitState:
    """How much of a unit is done; see `models.UnitRow`."""

    done: int
    total: int
    completed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class EnrolmentState:
    """How an enrolment stands; see `models.Enrolment`."""

    revision_id: str
    lang: str
    route: Route
    seq: int
    enrolled_at: datetime
    last_at: datetime
    status: Status = Status.ENROLLED
    started_at: datetime | None = None
    completed_at: datetime | None = None
    last_unit: str = ""
    last_item: str = ""
    complete_units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """All that follows from the events of one enrolment, or the part the next event touches."""

    enrolment: EnrolmentState
    items: Mapping[str, ItemState] = field(default_factory=dict)
    units: Mapping[str, UnitState] = field(default_factory=dict)


def fold(events: Iterable[Happened], outlines: Outlines) -> Record | None:
    """Return the record that follows from all events of an enrolment, given in order; None of none."""
    record = None
    for event in events:
        record = apply(record, event, outlines)
    return record


def apply(record: Record | None, event: Happened, outlines: Outlines) -> Record:
    """Return the record after one more event; raise ValueError where the event cannot come next."""
    if record is None:
        return _begin(event)
    if event.seq != record.enrolment.seq + 1 or event.kind is EventKind.ENROL:
        raise ValueError(f"event {event.seq} ({event.kind}) cannot follow {record.enrolment.seq}")
    next_one = replace(record, enrolment=replace(record.enrolment, seq=event.seq, last_at=event.at))
    if event.kind is EventKind.MOVE:
        return _move(next_one, event, outlines(event.revision_id))
    current = outlines(record.enrolment.revision_id)
    return _act(next_one, event, outlines(event.revision_id), current)


def _begin(event: Happened) -> Record:
    if event.seq != 1 or event.kind is not EventKind.ENROL:
        raise ValueError(f"a record begins with enrolment, not with event {event.seq} ({event.kind})")
    return Record(EnrolmentState(
        event.revision_id, event.lang, event.route, event.seq, event.at, event.at))


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
        return Record(_with_units(held, {}, current, event.at), items, record.units)
    stood = record.units.get(unit.id, UnitState(0, len(unit.required)))
    stands = _unit_after(stood, stood.done + (after.is_done and not was_done), unit, event.at)
    units = {**record.units, unit.id: stands}
    return Record(_with_units(held, {unit.id: stands}, current, event.at), items, units)


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
    complete = enrolment.complete_units + fresh
    found = rules.completion(
        outline.required_units, complete, has_started=enrolment.started_at is not None,
        has_completed=enrolment.completed_at is not None)
    completed_at = enrolment.completed_at or (at if found.status is Status.COMPLETED else None)
    return replace(
        enrolment, complete_units=complete, status=found.status, completed_at=completed_at)


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
    return Record(_with_units(held, ordered, outline, event.at), record.items, units)
