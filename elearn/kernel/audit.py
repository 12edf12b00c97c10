"""Who did what to whom: entries written once, chained by digests, which their subject may read.

Each entry carries the digest of the one before it and its own, so that whoever changes, removes or
slips in one entry would have to write every later one anew; and the triggers refuse even the first.
The last digest, noted somewhere else, makes that hopeless too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Integer, String, event, func, or_, select, text
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapped, mapped_column

from elearn.kernel import clock
from elearn.kernel.db import Base, JsonText, Stamp, db

COMMAND_LINE = "command-line"
WORKER = "worker"
# Any number, as long as nothing else in the database takes the same lock.
_LOCK = text("SELECT pg_advisory_xact_lock(5160114)")
_BATCH = 1000
# A statement that selects numbers of entries.
Ids = CompoundSelect[int]


class AuditEntry(Base):
    """One act: by a person's id, `COMMAND_LINE` or `WORKER`, upon a person's id or nobody in particular.

    Words that somebody typed about a person stand in `detail` sealed or not at all: an entry outlives
    the person it is about, and what it says must then lead to nobody.
    """

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(Stamp, default=clock.now)
    actor_id: Mapped[str] = mapped_column(String(32), index=True)
    action: Mapped[str] = mapped_column(String(40), index=True)
    subject_id: Mapped[str | None] = mapped_column(String(32), index=True)
    detail: Mapped[dict[str, object]] = mapped_column(JsonText)
    previous: Mapped[str] = mapped_column(String(64), server_default=text("''"))
    digest: Mapped[str] = mapped_column(String(64), server_default=text("''"))


@dataclass(frozen=True, slots=True)
class Broken:
    """The first entry that does not follow from the one before it, and what is wrong with it."""

    id: int
    reason: str


@dataclass(frozen=True, slots=True)
class Checked:
    """How many entries follow on each other, the digest of the last of them, what broke if anything."""

    count: int
    digest: str
    broken: Broken | None = None


# Statements, by database, that make the table append-only; the migration runs them too.
# On SQLite an INSERT OR REPLACE deletes without asking the DELETE trigger, hence the third.
GUARDS = {
    "sqlite": (
        "CREATE TRIGGER audit_entry_never_changes BEFORE UPDATE ON audit_entry "
        "BEGIN SELECT RAISE(ABORT, 'an audit entry is never changed'); END",
        "CREATE TRIGGER audit_entry_never_goes BEFORE DELETE ON audit_entry "
        "BEGIN SELECT RAISE(ABORT, 'an audit entry is never deleted'); END",
        "CREATE TRIGGER audit_entry_never_replaced BEFORE INSERT ON audit_entry "
        "WHEN EXISTS (SELECT 1 FROM audit_entry WHERE id = NEW.id) "
        "BEGIN SELECT RAISE(ABORT, 'an audit entry is never replaced'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'an audit entry is never changed'; END $$",
        "CREATE TRIGGER audit_entry_never_changes BEFORE UPDATE OR DELETE ON audit_entry "
        "FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()",
        "CREATE TRIGGER audit_entry_never_emptied BEFORE TRUNCATE ON audit_entry "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()",
    ),
}


@event.listens_for(AuditEntry.__table__, "after_create")
def _guard(table: object, connection: Connection, **details: object) -> None:
    for statement in GUARDS[connection.dialect.name]:
        connection.exec_driver_sql(statement)


def record(actor_id: str, action: str, subject_id: str | None = None, **detail: object) -> int:
    """Write an entry in the present writing transaction; `detail` is JSON without names or secrets.

    Return the number of the entry.
    """
    connection = db.session.connection()
    if connection.dialect.name == "postgresql":
        # SQLite has one writer anyway; here two would both follow on the same entry, and fork the chain.
        connection.execute(_LOCK)
    last = db.session.execute(
        select(AuditEntry.id, AuditEntry.digest).order_by(AuditEntry.id.desc()).limit(1)).first()
    entry = AuditEntry(
        id=last.id + 1 if last else 1, at=clock.now(), actor_id=actor_id, action=action,
        subject_id=subject_id, detail=detail, previous=last.digest if last else "")
    entry.digest = digest_of(entry)
    db.session.add(entry)
    db.session.flush()
    return entry.id


def digest_of(entry: Any) -> str:
    """Return the digest of all that an entry says, and of the digest before it."""
    said = {
        "id": entry.id, "at": entry.at.astimezone(UTC).isoformat(), "actor_id": entry.actor_id,
        "action": entry.action, "subject_id": entry.subject_id, "detail": entry.detail,
        "previous": entry.previous}
    written = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def verify() -> Checked:
    """Follow the chain from the first entry to the last, or to the first that is broken."""
    count, digest = 0, ""
    for entry in _all():
        wrong = _wrong(entry, digest)
        if wrong:
            return Checked(count, digest, Broken(entry.id, wrong))
        count, digest = count + 1, entry.digest
    return Checked(count, digest)


def about(person_id: str, most: int = 100, skip: int = 0, also: Ids | None = None) -> list[AuditEntry]:
    """Return the latest entries about a person, newest first, after the first `skip` of them.

    `also` selects the numbers of entries that concern them among others.
    """
    wanted = (
        select(AuditEntry).where(_is_about(person_id, also))
        .order_by(AuditEntry.id.desc()).limit(most).offset(skip)
    )
    return list(db.session.scalars(wanted))


def count_about(person_id: str, also: Ids | None = None) -> int:
    """Return how many entries there are about a person; `also` as in `about`."""
    return int(db.session.scalar(
        select(func.count()).select_from(AuditEntry).where(_is_about(person_id, also))) or 0)


def _is_about(person_id: str, also: Ids | None) -> ColumnElement[bool]:
    own = AuditEntry.subject_id == person_id
    return own if also is None else or_(own, AuditEntry.id.in_(also))


def _wrong(entry: Any, before: str) -> str:
    if entry.previous != before:
        return "it does not follow on the entry before it: one was taken away, or slipped in"
    return "" if entry.digest == digest_of(entry) else "it is not what was written"


def _all() -> Iterator[Any]:
    """Yield every entry in order, a batch at a time, as the database holds it now."""
    table, after = AuditEntry.__table__, -1
    while True:
        batch = db.session.execute(
            select(*table.c).where(table.c.id > after).order_by(table.c.id).limit(_BATCH)).all()
        yield from batch
        if len(batch) < _BATCH:
            return
        after = batch[-1].id
