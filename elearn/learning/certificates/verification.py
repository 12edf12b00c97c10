"""Compares certificates with the record: each says what follows from the events up to the completion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection

from elearn.accounts.models import Personal
from elearn.kernel.errors import NotFound
from elearn.learning import revisions, rows
from elearn.learning.certificates.issuing import completes
from elearn.learning.certificates.models import Certificate
from elearn.learning.certificates.rules import Facts, State, facts
from elearn.learning.fold import apply
from elearn.learning.ledger import LIBRARY
from elearn.learning.models import table_of

_THEIRS = select(table_of(Certificate)).where(
    Certificate.enrolment_id.in_(bindparam("ids", expanding=True)),
).order_by(Certificate.enrolment_id, Certificate.version)
# People of a demonstration cannot sign in; they were written as having completed, and hold nothing.
_SIGN_IN = select(Personal.person_id).where(
    Personal.password_hash.is_not(None), Personal.person_id.in_(bindparam("ids", expanding=True)))

Wrong = tuple[str, str, str, str]


def stored(connection: Connection, ids: Sequence[str]) -> list[Any]:
    """Return the certificates of these enrolments, in order."""
    return list(connection.execute(_THEIRS, {"ids": ids}))


def who_sign_in(connection: Connection, person_ids: Sequence[str]) -> frozenset[str]:
    """Return those of these persons who have a password, and so a certificate when they complete."""
    return frozenset(connection.execute(_SIGN_IN, {"ids": person_ids}).scalars())


def disagreements(
    enrolment: Any, events: Sequence[Any], held: Sequence[Any], *, is_due: bool,
) -> Iterator[Wrong]:
    """Yield (enrolment, place, stored, what follows) for each certificate that should be otherwise.

    `is_due` says that this person gets a certificate when they complete.
    """
    if not events or not (held or (is_due and enrolment.completed_at)):
        return
    try:
        follows = due(events)
    except (ValueError, NotFound):
        return  # Events that do not follow on each other are told already; nothing follows from them.
    if not held:
        yield enrolment.id, "certificate", "", "a row"
    for number, row in enumerate(held, start=1):
        place = f"certificate {number}"
        if follows is None:
            yield enrolment.id, place, "a row", ""
            continue
        for name in Facts.__slots__:
            if getattr(row, name) != getattr(follows, name):
                yield enrolment.id, f"{place} {name}", str(getattr(row, name)), str(getattr(follows, name))
        if row.version != number:
            yield enrolment.id, f"{place} version", str(row.version), str(number)
        if row.state is State.VALID and number < len(held):
            yield enrolment.id, f"{place} state", row.state.value, State.SUPERSEDED.value


def due(events: Sequence[Any]) -> Facts | None:
    """Return what a certificate says after these events, or None where they complete nothing."""
    record = None
    for event in events:
        after = apply(record, rows.happened(event), LIBRARY)
        if record is not None and completes(record.enrolment, after.enrolment):
            state = after.enrolment
            return facts(state, revisions.outline(state.revision_id), event.payload)
        record = after
    return None
