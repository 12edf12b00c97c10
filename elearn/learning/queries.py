"""Reads of the record, by statements built once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, exists, select

from elearn.accounts import texts
from elearn.accounts.models import Person
from elearn.accounts.principal import Principal
from elearn.accounts.queries import principal_of, principal_statement
from elearn.document.answers import OwnAnswer, OwnAnswers
from elearn.document.catalogue import Revision
from elearn.kernel import clock, db
from elearn.kernel.errors import NotFound
from elearn.learning import fold, rules
from elearn.learning.acts import Route, Status
from elearn.learning.keeping.models import Draft, KeptPost
from elearn.learning.keeping.services import POSTS_LAST
from elearn.learning.models import Enrolment, Event, ItemRow, StoredRevision, UnitRow
from elearn.learning.notes.models import Note
from elearn.learning.outline import outline_of
from elearn.learning.revisions import catalogue, current_ids
from elearn.learning.rules import Completion

__all__ = [
    "Enrolled", "ResumePoint", "UnitProgress", "Visitor", "catalogue", "completion_of",
    "current_ids", "enrolled", "own_answers", "progress", "resume_point", "visitor",
]


@dataclass(frozen=True, slots=True)
class Enrolled:
    """The few facts of an enrolment that every page of the course needs; see `states.EnrolmentState`."""

    id: str
    status: Status
    lang: str
    route: Route
    revision_id: str
    last_unit: str
    last_item: str
    complete_units: tuple[str, ...]
    completed_at: datetime | None
    left_at: datetime | None
    tested_out_at: datetime | None
    passed_at: datetime | None
    declared_at: datetime | None
    attended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Visitor:
    """Someone signed in, and their enrolment in the course asked for, if there is one.

    `has_drafts` and `is_awaited` say whether they typed or sent something that is not stored yet, and
    `has_notes` whether they ever wrote a note.
    """

    principal: Principal
    enrolled: Enrolled | None
    has_drafts: bool = False
    is_awaited: bool = False
    has_notes: bool = False


@dataclass(frozen=True, slots=True)
class UnitProgress:
    """How many of a unit's items are done; `completed_at` is the first time all of them were."""

    done: int
    total: int
    completed_at: datetime | None


@dataclass(frozen=True, slots=True)
class ResumePoint:
    """Where to go on: a unit, and in it an item, or no item for its beginning."""

    unit_id: str
    item_id: str


_ENROLLED = tuple(
    getattr(Enrolment, name).label(f"enrolled_{name}") for name in Enrolled.__slots__)
_VISITOR: Select[*tuple[Any, ...]] = principal_statement().add_columns(
    *_ENROLLED,
    exists().where(Draft.person_id == Person.id).label("has_drafts"),
    exists().where(
        KeptPost.person_id == Person.id,
        KeptPost.made_at > bindparam("since", type_=KeptPost.made_at.type)).label("is_awaited"),
    exists().where(Note.person_id == Person.id).label("has_notes"),
).outerjoin(
    Enrolment, and_(
        Enrolment.person_id == Person.id, Enrolment.course_key == bindparam("course_key")))
_ENROLMENT = select(*_ENROLLED).where(Enrolment.id == bindparam("enrolment_id"))
_ANSWERS = (
    select(ItemRow.item_id, ItemRow.is_done, ItemRow.last_choice, Event.id, Event.payload,
           Event.received_at, StoredRevision.id.label("revision_id"), Enrolment.person_id)
    .join(Event, and_(Event.enrolment_id == ItemRow.enrolment_id, Event.seq == ItemRow.seq))
    .join(StoredRevision, StoredRevision.number == Event.revision_number)
    .join(Enrolment, Enrolment.id == ItemRow.enrolment_id)
    .where(ItemRow.enrolment_id == bindparam("enrolment_id"),
           ItemRow.item_id.in_(bindparam("item_ids", expanding=True))))
_PROGRESS = select(UnitRow.unit_id, UnitRow.done, UnitRow.total, UnitRow.completed_at).where(
    UnitRow.enrolment_id == bindparam("enrolment_id"))
_DONE = select(ItemRow.item_id).where(
    ItemRow.enrolment_id == bindparam("enrolment_id"), ItemRow.is_done,
    ItemRow.item_id.in_(bindparam("item_ids", expanding=True)))


def visitor(token_hash: str, course_key: str) -> Visitor | None:
    """Return who holds this session and their enrolment in one query; None where it is over."""
    now = clock.now()
    row = db.db.session.connection().execute(_VISITOR, {
        "token_hash": token_hash, "course_key": course_key, "now": now, "since": now - POSTS_LAST}).first()
    if row is None:
        return None
    return Visitor(principal_of(row), _enrolled_of(row), bool(row.has_drafts), bool(row.is_awaited),
                   bool(row.has_notes))


def enrolled(enrolment_id: str) -> Enrolled:
    """Return an enrolment by id; raise NotFound where there is none."""
    row = db.db.session.connection().execute(_ENROLMENT, {"enrolment_id": enrolment_id}).first()
    found = _enrolled_of(row) if row else None
    if found is None:
        raise NotFound("no such enrolment")
    return found


def _enrolled_of(row: Any) -> Enrolled | None:
    if row.enrolled_id is None:
        return None
    held = {name: getattr(row, f"enrolled_{name}") for name in Enrolled.__slots__}
    return Enrolled(**{**held, "complete_units": tuple(held["complete_units"].split())})


def own_answers(enrolment_id: str, item_ids: Iterable[str]) -> OwnAnswers:
    """Return someone's present answers to these items, for their own eyes; texts are opened here alone."""
    rows = db.db.session.connection().execute(
        _ANSWERS, {"enrolment_id": enrolment_id, "item_ids": list(item_ids)})
    return OwnAnswers({row.item_id: _own_answer(row) for row in rows})


def _own_answer(row: Any) -> OwnAnswer:
    sealed = row.payload.get("sealed")
    # A text whose key was destroyed is gone, even where the record of that was not written in time.
    text = (texts.opened(row.person_id, row.item_id, sealed) or "") if sealed else ""
    return OwnAnswer(
        row.item_id, row.id, tuple(row.last_choice.split()), text, row.is_done, row.received_at,
        row.revision_id, row.payload.get("confidence", 0))


def progress(enrolment_id: str) -> Mapping[str, UnitProgress]:
    """Return the units in which something was done, by id; the others are not there."""
    rows = db.db.session.connection().execute(_PROGRESS, {"enrolment_id": enrolment_id})
    return {row.unit_id: UnitProgress(row.done, row.total, row.completed_at) for row in rows}


def completion_of(enrolment: Enrolled | str, revision: Revision) -> Completion:
    """Say how far an enrolment (or its id) is and what it misses, in terms of `revision`."""
    held = enrolled(enrolment) if isinstance(enrolment, str) else enrolment
    outline = outline_of(revision)
    return rules.completion(
        outline.required_units, held.complete_units, has_started=held.status is not Status.ENROLLED,
        has_completed=held.completed_at is not None, reached=fold.reached(held, outline))


def resume_point(enrolment: Enrolled, revision: Revision) -> ResumePoint:
    """Return where someone goes on: the first item not done in the unit that comes next for them."""
    outline = outline_of(revision)
    unit_id = rules.resume_at(tuple(outline.units), enrolment.complete_units, enrolment.last_unit)
    required = outline.units[unit_id].required
    done = set(db.db.session.connection().execute(
        _DONE, {"enrolment_id": enrolment.id, "item_ids": list(required)}).scalars())
    waiting = [item_id for item_id in required if item_id not in done]
    return ResumePoint(unit_id, waiting[0] if done and waiting else "")
