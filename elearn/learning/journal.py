"""A person's own past, event by event, for their eyes alone: what was done, when, in which wording."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from elearn.accounts import keys
from elearn.kernel import db
from elearn.learning.acts import EventKind
from elearn.learning.models import Enrolment, Event

_ACTED = (EventKind.ANSWER, EventKind.STEP, EventKind.RESTART, EventKind.REFLECT, EventKind.THOUGHT,
          EventKind.READ)


@dataclass(frozen=True, slots=True)
class Entry:
    """One act. `choice` as in an `Act`; `text` is empty until `opened` reads it."""

    event_id: str
    kind: EventKind
    item_id: str
    revision_id: str
    at: datetime
    choice: tuple[str, ...]
    text: str = ""
    confidence: int = 0


_ENTRIES = (
    select(Event.id, Event.kind, Event.item_id, Event.revision_id, Event.received_at, Event.payload,
           Enrolment.person_id)
    .join(Enrolment, Enrolment.id == Event.enrolment_id)
    .where(Event.enrolment_id == bindparam("enrolment_id"), Event.kind.in_(_ACTED))
    .order_by(Event.seq))
_OF_ITEMS = _ENTRIES.where(Event.item_id.in_(bindparam("item_ids", expanding=True)))


def entries(enrolment_id: str) -> tuple[Entry, ...]:
    """Return every act of an enrolment in order, its texts left sealed."""
    rows = db.db.session.execute(_ENTRIES, {"enrolment_id": enrolment_id})
    return tuple(_entry(row, "") for row in rows)


def opened(enrolment_id: str, item_ids: Iterable[str]) -> tuple[Entry, ...]:
    """Return the acts on these items in order, with the words that were written: for their writer alone."""
    rows = db.db.session.execute(_OF_ITEMS, {
        "enrolment_id": enrolment_id, "item_ids": list(item_ids)})
    return tuple(_entry(row, _text(row)) for row in rows)


def _text(row: Any) -> str:
    sealed = row.payload.get("sealed")
    return keys.open_sealed(row.person_id, row.item_id, sealed) if sealed else ""


def _entry(row: Any, text: str) -> Entry:
    return Entry(row.id, row.kind, row.item_id, row.revision_id, row.received_at,
                 tuple(row.payload.get("choice", ())), text, row.payload.get("confidence", 0))
