"""Events as they are written and read: with the id of their revision, of which the table has the number."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, bindparam, insert, select

from elearn.learning.models import Event, StoredRevision, table_of

_EVENT = table_of(Event)

# Each asks for the other name in the same statement, so that an answer costs no further query.
ADD = insert(_EVENT).values(revision_number=select(StoredRevision.number).where(
    StoredRevision.id == bindparam("revision_id")).scalar_subquery())
WHOLE: Select[*tuple[Any, ...]] = (
    select(_EVENT, StoredRevision.id.label("revision_id"))
    .join(StoredRevision, StoredRevision.number == _EVENT.c.revision_number))
OF_ENROLMENT = WHOLE.where(_EVENT.c.enrolment_id == bindparam("enrolment_id")).order_by(_EVENT.c.seq)
