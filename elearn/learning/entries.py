"""What goes into the record: the columns of an event, and the move to the revision now served."""

from __future__ import annotations

import secrets
from datetime import datetime

from elearn.document.catalogue import Revision
from elearn.kernel.errors import BadInput
from elearn.learning import ledger, refusals, revisions, rows
from elearn.learning.acts import EventKind, Source, is_event_id
from elearn.learning.states import Record


def entry(
    kind: EventKind, item_id: str, revision_id: str, lang: str, actor: str, now: datetime,
    payload: rows.Row,
) -> rows.Row:
    """Return what `events.ADD` writes but the enrolment and the place in it, under an id of its own."""
    return {
        "id": secrets.token_hex(16), "kind": kind,
        "item_id": item_id, "base": "", "revision_id": revision_id, "lang": lang,
        "source": Source.WEB, "actor": actor, "payload": payload, "occurred_on": now.date(),
        "received_at": now,
    }


def require(held: ledger.Held, revision: Revision, event_id: str) -> None:
    """Raise BadInput where a form belongs to another course, or its event id is none."""
    if revision.key != held.course_key:
        raise BadInput(refusals.OTHER_COURSE)
    if not is_event_id(event_id):
        raise BadInput(refusals.FORM_NOT_WHOLE)


def moved(held: ledger.Held, revision: Revision, now: datetime) -> Record | None:
    """Take the enrolment to the revision now served, where the act is the first one over it."""
    if revision.id == held.state.revision_id or not revisions.is_current(revision.id):
        return None
    event = entry(EventKind.MOVE, "", revision.id, revision.lang, held.person_id, now, {})
    return ledger.append(held, ledger.whole(held), event)
