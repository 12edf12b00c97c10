"""Who did what to whom: entries that are written once and never changed, which their subject may read."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Integer, String, event, select
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapped, mapped_column

from elearn.kernel import clock
from elearn.kernel.db import Base, JsonText, Stamp, db

COMMAND_LINE = "command-line"


class AuditEntry(Base):
    """One act: by a person's id or `COMMAND_LINE`, upon a person's id or nobody in particular."""

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(Stamp, default=clock.now)
    actor_id: Mapped[str] = mapped_column(String(32), index=True)
    action: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[str | None] = mapped_column(String(32), index=True)
    detail: Mapped[dict[str, object]] = mapped_column(JsonText)


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


def record(actor_id: str, action: str, subject_id: str | None = None, **detail: object) -> None:
    """Write an entry in the present writing transaction; `detail` is JSON without names or secrets."""
    db.session.add(AuditEntry(actor_id=actor_id, action=action, subject_id=subject_id, detail=detail))
    db.session.flush()


def about(person_id: str, most: int = 100) -> list[AuditEntry]:
    """Return the latest entries about a person, newest first."""
    wanted = (
        select(AuditEntry).where(AuditEntry.subject_id == person_id)
        .order_by(AuditEntry.id.desc()).limit(most)
    )
    return list(db.session.scalars(wanted))
