"""Erasing a person: from every table, key and file, for ever, and completed whenever it was cut off.

The random id goes on the list of `accounts.erasures` first, on the disk; then one transaction takes
rows and letters, a nameless count stays; then the key is destroyed; then SQLite's log is emptied.
`resume` compares that list with the rows and keys that are there and finishes what is not finished.
These verbs commit by themselves, unlike others: each step must be on the disk before the next.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import delete, func, insert, select, update

from elearn.accounts import erasures, keys
from elearn.accounts.models import Person
from elearn.accounts.services.forgetting import forget_person, hold, refuse_last_administrator
from elearn.kernel import audit, jobs
from elearn.kernel.db import begin_write, db, scrub, transaction
from elearn.kernel.errors import NotFound
from elearn.learning import nameless, traces
from elearn.learning.certificates.models import Certificate
from elearn.learning.certificates.rules import State
from elearn.learning.certificates.services import forget_holder
from elearn.learning.mistakes.models import MistakeReport
from elearn.learning.models import Enrolment, EnrolmentFact, Erasing, table_of

SCRUB = "scrub"
_BATCH = 500


class Reason(StrEnum):
    """Why someone is erased: a closed list, since words typed here would outlive the one they name."""

    OWN_WISH = "own-wish"
    ON_REQUEST = "on-request"
    UNUSED = "unused"
    DUPLICATE = "duplicate"
    RESTORED = "restored"
    COMPLETED = "completed"


def erase(person_id: str, actor: str, reason: Reason) -> None:
    """Erase a person for ever; done twice it is done once.

    Raise NotFound where nobody has or had this id, Conflict for the last administrator.
    """
    try:
        with transaction():
            hold(person_id)
            if person_id not in erasures.noted():
                # Inside the lock, so that nobody makes them the last one meanwhile.
                refuse_last_administrator(person_id)
                erasures.note(person_id)
            _delete(person_id, actor, reason)
    except NotFound:
        if person_id not in erasures.noted():
            raise
    keys.erase_key(person_id)
    _scrub()


def resume() -> int:
    """Complete every erasure that was begun and cut off; return how many there were."""
    return _complete(erasures.noted(), Reason.COMPLETED)


def apply_log(path: Path) -> int:
    """Erase everyone on a list of erasures, as after a restore; return how many were still there.

    Those on it are put on the list of this data folder too. Raise BadInput for a list that cannot be read.
    """
    listed = erasures.noted(path)
    for person_id in listed:
        erasures.note(person_id)
    return _complete(listed, Reason.RESTORED)


def listing(person_id: str) -> Mapping[str, int]:
    """Return how many rows of each table an erasure would delete or strip; raise NotFound for nobody."""
    if db.session.get(Person, person_id) is None:
        raise NotFound("no such person")
    found = {trace.table: _count(trace, person_id) for trace in traces.to_delete()}
    theirs = _enrolments(person_id)
    found["certificate"] = _size(Certificate, Certificate.enrolment_id.in_(theirs))
    found["mistake_report"] = _size(MistakeReport, MistakeReport.reporter_id == person_id)
    return {table: count for table, count in sorted(found.items()) if count}


def _complete(listed: Sequence[str], reason: Reason) -> int:
    """Erase those of a list who have rows or a key; the key is asked for alone where rows are gone."""
    there = _still_there(listed)
    with_key = set(listed) - keys.ring().destroyed()
    for person_id in listed:
        if person_id in there:
            _delete_where_there(person_id, reason)
        if person_id in with_key:
            keys.erase_key(person_id)
    cut_off = there | with_key
    if cut_off:
        _scrub()
    return len(cut_off)


def _still_there(listed: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(listed), _BATCH):
        found |= set(db.session.scalars(
            select(Person.id).where(Person.id.in_(listed[start:start + _BATCH]))))
    db.session.rollback()
    return found


def _delete_where_there(person_id: str, reason: Reason) -> None:
    try:
        with transaction():
            hold(person_id)
            _delete(person_id, audit.WORKER, reason)
    except NotFound:
        return  # Somebody else completed it meanwhile.


def _delete(person_id: str, actor: str, reason: Reason) -> None:
    """Delete all rows of a person under their lock, keep the nameless count, write that it was done."""
    begin_write()
    connection = db.session.connection()
    ids = list(connection.execute(
        select(Enrolment.id).where(Enrolment.person_id == person_id).with_for_update()).scalars())
    _count_namelessly(ids)
    forget_holder(person_id)
    if ids:
        connection.execute(insert(table_of(Erasing)), [{"enrolment_id": each} for each in ids])
    for trace in traces.to_delete():
        table, column = trace.rows()
        wanted = column == person_id if trace.is_of_person else column.in_(ids)
        connection.execute(delete(table).where(wanted))
    connection.execute(delete(table_of(Erasing)).where(Erasing.enrolment_id.in_(ids)))
    _take_words_of_reports(person_id)
    forget_person(person_id)
    audit.record(actor, "erased", person_id, reason=reason.value)


def _count_namelessly(ids: Sequence[str]) -> None:
    """Let the published counts stand, that of certificates in force too."""
    connection = db.session.connection()
    in_force = select(Certificate.enrolment_id, Certificate.issued_at).where(
        Certificate.enrolment_id.in_(ids), Certificate.state == State.VALID)
    issued = {row.enrolment_id: row.issued_at.astimezone(UTC).date()
              for row in connection.execute(in_force)}
    facts = select(table_of(EnrolmentFact)).where(EnrolmentFact.enrolment_id.in_(ids))
    for fact in connection.execute(facts).all():
        nameless.count(connection, fact, issued.get(fact.enrolment_id))


def _take_words_of_reports(person_id: str) -> None:
    """Leave of a reported mistake where it is and what became of it: words may name or quote anyone."""
    connection = db.session.connection()
    connection.execute(
        update(MistakeReport).where(MistakeReport.reporter_id == person_id)
        .values(reporter_id=None, said="", answer=""))
    connection.execute(
        update(MistakeReport).where(MistakeReport.answered_by == person_id).values(answered_by=None))


def _scrub() -> None:
    # Somebody may be reading what was there before; the worker then tries until nobody is.
    if not scrub():
        jobs.put(SCRUB)


def _enrolments(person_id: str) -> Any:
    return select(Enrolment.id).where(Enrolment.person_id == person_id)


def _count(trace: traces.Trace, person_id: str) -> int:
    table, column = trace.rows()
    return _size(table, column == person_id if trace.is_of_person else column.in_(_enrolments(person_id)))


def _size(table: Any, wanted: Any) -> int:
    return int(db.session.scalar(select(func.count()).select_from(table).where(wanted)) or 0)
