"""Compares certificates with the record: each says what follows from the events up to the completion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection

from elearn.accounts.models import Personal
from elearn.kernel.errors import NotFound
from elearn.learning import revisions, rows
from elearn.learning.acts import EventKind
from elearn.learning.certificates.issuing import completes
from elearn.learning.certificates.models import Certificate
from elearn.learning.certificates.rules import Facts, Fate, State, facts, fate
from elearn.learning.fold import stages
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
        said = _due_in_turn(events)
    except (ValueError, NotFound):
        return  # Events that do not follow on each other are told already; nothing follows from them.
    if not held:
        yield enrolment.id, "certificate", "", "a row"
    for number, (row, follows) in enumerate(_beside(held, said), start=1):
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
    before = None
    for event, record in zip(events, stages(map(rows.happened, events), LIBRARY), strict=True):
        state = record.enrolment
        if before is not None and completes(before, state):
            return facts(state, revisions.outline(state.revision_id), event.payload)
        before = state
    return None


def _due_in_turn(events: Sequence[Any]) -> list[Facts | None]:
    """Return what a certificate said before each withdrawal, and what it says after all events."""
    cuts = [place for place, event in enumerate(events) if event.kind is EventKind.WITHDRAW]
    return [due(events[:cut]) for cut in (*cuts, len(events))]


def _beside(held: Sequence[Any], said: list[Facts | None]) -> Iterator[tuple[Any, Facts | None]]:
    """Yield each certificate with what it should say: a valid one what follows from all events."""
    earlier = [each for each in said if each is not None]
    for row in held:
        if row.state is State.VALID or not earlier:
            yield row, said[-1]
            continue
        while len(earlier) > 1 and fate(row, earlier[0]) is not Fate.KEPT:
            del earlier[0]
        yield row, earlier[0]
