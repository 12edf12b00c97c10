"""The database: one session, one typed base, and transactions that say whether they write.

SQLite loses updates silently when a transaction that has read goes on to write; so every writing
transaction here begins with BEGIN IMMEDIATE, and a flush in any other is refused. On PostgreSQL,
which lets several write at once, what reads sees one moment (REPEATABLE READ) as it does on SQLite,
and what writes sees what is committed and locks the rows that it decides by.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from typing import Any

from flask import Flask, current_app
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Enum, MetaData, Text, TypeDecorator, event
from sqlalchemy.engine import Connection, Dialect, Engine, ExceptionContext
from sqlalchemy.orm import DeclarativeBase, Session

from elearn.kernel.paths import shipped

WRITES = "elearn_writes"
_PATIENCE, _LITTLE_PATIENCE = 15_000, 2_000  # milliseconds

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The base of every table of the house."""

    metadata = MetaData(naming_convention=_NAMES)


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})


class Stamp(TypeDecorator[datetime]):
    """A moment, aware and in UTC on both sides of the database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if not isinstance(value, datetime):
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class JsonText(TypeDecorator[Any]):
    """A JSON value kept as text with sorted keys, so that equal values are equal bytes."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        if value is None:
            return None
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


def enum_of(kind: type[StrEnum]) -> Enum:
    """Return a column type for `kind`: its values as text, the same on every database."""
    return Enum(
        kind, native_enum=False, create_constraint=False, length=40,
        values_callable=lambda members: [member.value for member in members],
    )


def init_app(app: Flask, url: str) -> None:
    """Join `app` to the database at `url`."""
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    engine: dict[str, Any] = (
        {"connect_args": {"timeout": _PATIENCE / 1000}} if url.startswith("sqlite")
        else {"pool_pre_ping": True, "isolation_level": "REPEATABLE READ"})
    # An error must not carry names, hashes and digests from a statement into a log.
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {**engine, "hide_parameters": True}
    db.init_app(app)
    with app.app_context():
        listen(db.engine)


def listen(engine: Engine) -> None:
    """Make `engine` durable and patient, and let its transactions begin as they say."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _settle_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "connect", _settle_postgresql)
        event.listen(engine, "handle_error", _say_less)


def _settle_sqlite(connection: Any, record: Any) -> None:
    connection.isolation_level = None
    # What is erased must not stay in a freed page; some builds of SQLite leave it there unless told.
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON",
                   f"busy_timeout={_PATIENCE}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _settle_postgresql(connection: Any, record: Any) -> None:
    # Nobody waits for a lock without end, and a lock ends soon after the machine that held it.
    for setting in (f"lock_timeout={_PATIENCE}", "tcp_keepalives_idle=30", "tcp_keepalives_interval=10",
                    "tcp_keepalives_count=3"):
        connection.execute(f"SET {setting}")
    connection.commit()


def _say_less(context: ExceptionContext) -> None:
    """Keep the values of a row out of an error: PostgreSQL tells them below the first line."""
    for error in (context.original_exception, context.sqlalchemy_exception):
        if error is not None and error.args:
            error.args = (str(error.args[0]).partition("\n")[0], *error.args[1:])


def begin_write(*, at_one_moment: bool = False) -> None:
    """End the read that the request began and open a writing transaction; safe to call twice.

    Rows loaded before are stale from here on: hold ids and plain values across this call. With
    `at_one_moment` whatever others commit meanwhile stays unseen, on PostgreSQL too: to count.
    """
    session = db.session()
    if session.info.get(WRITES):
        return
    if session.in_transaction():
        session.rollback()
    options: dict[str, Any] = {WRITES: True}
    if db.engine.dialect.name == "postgresql" and not at_one_moment:
        options["isolation_level"] = "READ COMMITTED"
    session.connection(execution_options=options)
    session.info[WRITES] = True


def is_writing() -> bool:
    """Say whether the session is inside a writing transaction."""
    return bool(db.session().info.get(WRITES))


@contextmanager
def transaction(*, at_one_moment: bool = False) -> Iterator[None]:
    """Write as `begin_write` says, commit at the end, roll back on any error; for commands and tasks."""
    begin_write(at_one_moment=at_one_moment)
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise


def scrub() -> bool:
    """Leave nothing of deleted rows in SQLite's log beside the database; say whether that was done.

    It cannot be while somebody still reads what was there before: ask again then. On PostgreSQL
    there is nothing to do here; its own vacuum clears deleted rows away.
    """
    if db.engine.dialect.name != "sqlite":
        return True
    connection = db.engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={_LITTLE_PATIENCE}")
        is_busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout={_PATIENCE}")
    finally:
        connection.close()
    return not is_busy


@event.listens_for(Session, "after_transaction_end")
def _end_of_writing(session: Session, ended: Any) -> None:
    if ended.parent is None:
        session.info.pop(WRITES, None)


@event.listens_for(Session, "before_flush")
def _refuse_unannounced_writes(session: Session, context: Any, instances: Any) -> None:
    if session.info.get(WRITES) or not (session.new or session.dirty or session.deleted):
        return
    raise RuntimeError("a write outside a writing transaction; call db.begin_write() first")


@event.listens_for(Session, "do_orm_execute")
def _read_anew_what_is_locked(state: Any) -> None:
    # What the session loaded before the lock may be older than what the lock waited for.
    if getattr(state.statement, "_for_update_arg", None) is not None:
        state.update_execution_options(populate_existing=True)


@event.listens_for(Session, "do_orm_execute")
def _refuse_unannounced_statements(state: Any) -> None:
    if (state.is_insert or state.is_update or state.is_delete) and not state.session.info.get(WRITES):
        raise RuntimeError("a write outside a writing transaction; call db.begin_write() first")


def upgrade(revision: str = "head") -> None:
    """Take the tables to the newest step of `migrations`, or to the step `revision`."""
    from flask_migrate import upgrade as take_up

    _migrations()
    take_up(revision=revision)


def downgrade(revision: str) -> None:
    """Take the tables back to the step `revision`, or `-1` for one step."""
    from flask_migrate import downgrade as take_down

    _migrations()
    take_down(revision=revision)


def schema_revision() -> str:
    """Return the step the tables are at, or an empty text where there are none yet."""
    from alembic.migration import MigrationContext

    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() or ""


@cache
def steps() -> tuple[str, ...]:
    """Return every step that this program knows, the newest first."""
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    settings = Config()
    settings.set_main_option("script_location", str(shipped("migrations")))
    return tuple(each.revision for each in ScriptDirectory.from_config(settings).walk_revisions())


def _migrations() -> None:
    from flask_migrate import Migrate

    if "migrate" not in current_app.extensions:
        Migrate(current_app, db, directory=str(shipped("migrations")))
