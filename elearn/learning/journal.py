"""A person's own past, event by event, for their eyes alone: what was done, when, in which wording."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, or_, select

from elearn.accounts import texts
from elearn.kernel import db
from elearn.learning.acts import EventKind
from elearn.learning.models import Enrolment, Event, StoredRevision

_ACTED = (EventKind.ANSWER, EventKind.STEP, EventKind.RESTART, EventKind.REFLECT, EventKind.THOUGHT,
          EventKind.READ, EventKind.CLEAR)


@dataclass(frozen=True, slots=True)
class Entry:
    """One act. `choice` as in an `Act`; it and `text` are empty until `opened` reads them.

    `text` is None where something was written and deleted for good.
    """

    event_id: str
    kind: EventKind
    item_id: str
    revision_id: str
    at: datetime
    choice: tuple[str, ...]
    text: str | None = ""
    confidence: int = 0


# Of what somebody did a thousand times, the first act on an item and the last ones are read: with long
# texts all of them would be a page of a hundred megabytes.
MOST_OF_ITEM = 20
_MINE = (Event.enrolment_id == bindparam("enrolment_id"), Event.kind.in_(_ACTED))
_ACTS = select(
    Event.id, Event.kind, Event.item_id, StoredRevision.id.label("revision_id"), Event.received_at,
).join(StoredRevision, StoredRevision.number == Event.revision_number).where(*_MINE).order_by(Event.seq)
_counted = select(
    Event.id, func.row_number().over(partition_by=Event.item_id, order_by=Event.seq).label("place"),
    func.count().over(partition_by=Event.item_id).label("count"),
).where(*_MINE, Event.item_id.in_(bindparam("item_ids", expanding=True))).subquery()
_OPENED = (
    _ACTS.add_columns(Event.payload, Enrolment.person_id)
    .join(Enrolment, Enrolment.id == Event.enrolment_id)
    .join(_counted, _counted.c.id == Event.id)
    .where(or_(_counted.c.place == 1, _counted.c.place > _counted.c.count - MOST_OF_ITEM + 1)))


def entries(enrolment_id: str) -> tuple[Entry, ...]:
    """Return every act of an enrolment in order, without what was chosen or written."""
    rows = db.db.session.execute(_ACTS, {"enrolment_id": enrolment_id})
    return tuple(Entry(row.id, row.kind, row.item_id, row.revision_id, row.received_at, ()) for row in rows)


def opened(enrolment_id: str, item_ids: Iterable[str]) -> tuple[Entry, ...]:
    """Return the acts on these items in order, with the words that were written: for their writer alone.

    Of each item the first act and the last ones, `MOST_OF_ITEM` at most.
    """
    rows = db.db.session.execute(_OPENED, {
        "enrolment_id": enrolment_id, "item_ids": list(item_ids)})
    return tuple(_entry(row, _text(row)) for row in rows)


def _text(row: Any) -> str | None:
    sealed = row.payload.get("sealed")
    if sealed is None:
        return ""
    return texts.opened(row.person_id, row.item_id, sealed) if sealed else None


def _entry(row: Any, text: str | None) -> Entry:
    return Entry(row.id, row.kind, row.item_id, row.revision_id, row.received_at,
                 tuple(row.payload.get("choice", ())), text, row.payload.get("confidence", 0))
