"""Between derived values and table rows, in both directions; nothing is decided here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from elearn.accounts.models import CourtLevel, Gender
from elearn.learning.acts import EventKind, Route
from elearn.learning.attempts import rows as attempts
from elearn.learning.outline import Outline
from elearn.learning.states import EnrolmentState, Happened, ItemState, UnitState

Row = dict[str, Any]


def happened(row: Any) -> Happened:
    """Return a row of `events.WHOLE` as the fold sees it."""
    payload: Mapping[str, Any] = row.payload
    return Happened(
        seq=row.seq, kind=row.kind, item_id=row.item_id, revision_id=row.revision_id, lang=row.lang,
        at=row.received_at, choice=tuple(payload.get("choice", ())),
        is_blank=payload.get("is_blank", True), route=Route(payload.get("route", Route.E_LEARNING)),
        id=row.id, attempt_id=payload.get("attempt", ""), minutes=payload.get("minutes", 0),
        begun=attempts.begun(payload) if row.kind is EventKind.BEGIN else None,
        remark=attempts.remark(payload) if row.kind is EventKind.REMARK else None,
        withdraws=payload.get("withdraws", ""), source=row.source)


def item_values(state: ItemState) -> Row:
    """Return the columns of `item_state` but its key."""
    return {
        "seq": state.seq, "is_done": state.is_done, "has_text": state.has_text,
        "times": state.times, "first_choice": " ".join(state.first_choice),
        "last_choice": " ".join(state.last_choice),
    }


def item_state(row: Any) -> ItemState:
    """Return a row of `item_state` as a value."""
    return ItemState(
        row.seq, row.is_done, row.has_text, row.times,
        tuple(row.first_choice.split()), tuple(row.last_choice.split()))


def unit_values(state: UnitState) -> Row:
    """Return the columns of `unit_progress` but its key."""
    return {"done": state.done, "total": state.total, "completed_at": state.completed_at}


def unit_state(row: Any) -> UnitState:
    """Return a row of `unit_progress` as a value."""
    return UnitState(row.done, row.total, row.completed_at)


def enrolment_values(state: EnrolmentState) -> Row:
    """Return the columns of `enrolment` that follow from events."""
    return {
        "revision_id": state.revision_id, "lang": state.lang, "route": state.route,
        "status": state.status, "seq": state.seq, "enrolled_at": state.enrolled_at,
        "started_at": state.started_at, "completed_at": state.completed_at,
        "last_at": state.last_at, "last_unit": state.last_unit, "last_item": state.last_item,
        "complete_units": " ".join(state.complete_units),
        "unit_days": " ".join(map(str, state.unit_days)), "sat_at": state.sat_at,
        "tested_out_at": state.tested_out_at,
        "passed_at": state.passed_at, "declared_at": state.declared_at,
        "attended_at": state.attended_at, "attended_minutes": state.attended_minutes,
        "left_at": state.left_at, "source": state.source,
    }


def enrolment_state(row: Any) -> EnrolmentState:
    """Return a row of `enrolment` as a value."""
    return EnrolmentState(
        revision_id=row.revision_id, lang=row.lang, route=row.route, seq=row.seq,
        enrolled_at=row.enrolled_at, last_at=row.last_at, status=row.status,
        started_at=row.started_at, completed_at=row.completed_at, last_unit=row.last_unit,
        last_item=row.last_item, complete_units=tuple(row.complete_units.split()),
        unit_days=tuple(map(int, row.unit_days.split())), sat_at=row.sat_at,
        tested_out_at=row.tested_out_at, passed_at=row.passed_at, declared_at=row.declared_at,
        attended_at=row.attended_at, attended_minutes=row.attended_minutes, left_at=row.left_at,
        source=row.source)


def fact_values(state: EnrolmentState, outline: Outline) -> Row:
    """Return the columns of `enrolment_fact` that follow from events."""
    complete = dict(zip(state.complete_units, state.unit_days, strict=True))
    days = {module.id: max((complete[unit_id] for unit_id in module.unit_ids), default=0)
            for module in outline.modules if complete.keys() >= set(module.unit_ids)}
    return {
        "lang": state.lang, "route": state.route, "status": state.status, "source": state.source,
        "enrolled_on": state.enrolled_at.date(), "last_on": state.last_at.date(),
        "started_on": state.started_at.date() if state.started_at else None,
        "completed_on": state.completed_at.date() if state.completed_at else None,
        "left_on": state.left_at.date() if state.left_at else None,
        "sat_on": state.sat_at.date() if state.sat_at else None,
        "passed_on": state.passed_at.date() if state.passed_at else None,
        "units_done": len(complete.keys() & outline.units.keys()),
        "modules_done": len(days), "modules": " ".join(days),
        "module_days": " ".join(map(str, days.values())),
    }


def trait_values(person: Any) -> Row:
    """Return the columns of `enrolment_fact` that follow from a row of `person`."""
    return {
        "country": person.country, "site": person.site,
        "judicial_role": person.judicial_role.value,
        "gender": (person.gender or Gender.UNDISCLOSED).value,
        "court_level": (person.court_level or CourtLevel.UNDISCLOSED).value,
    }


class Values:
    """Columns not yet stored, read by name as a row is."""

    def __init__(self, columns: Row) -> None:
        self.__dict__.update(columns)
