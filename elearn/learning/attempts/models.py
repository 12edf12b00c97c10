"""The tables of attempts: all but the wordings follow from events."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Text,
    event,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from elearn.kernel.db import Base, Stamp, enum_of
from elearn.learning import triggers
from elearn.learning.attempts.states import TestName


class ItemWording(Base):
    """A test item as it was once shown, key included, as canonical JSON; never changed, never deleted.

    `hash` is the digest of language and item, so that nothing can stand under another's name.
    """

    __tablename__ = "item_wording"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    lang: Mapped[str] = mapped_column(String(20))
    json: Mapped[str] = mapped_column(Text)


class AttemptRow(Base):
    """How one attempt stands; its id is that of the event that began it, `seq` that event's place."""

    __tablename__ = "attempt"
    __table_args__ = (
        Index("uq_attempt_running", "enrolment_id", "test", unique=True,
              sqlite_where=text("submitted_at IS NULL"), postgresql_where=text("submitted_at IS NULL")),
        {"sqlite_with_rowid": False},
    )

    enrolment_id: Mapped[str] = mapped_column(ForeignKey("enrolment.id"), primary_key=True)
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    seq: Mapped[int] = mapped_column(Integer)
    test: Mapped[TestName] = mapped_column(enum_of(TestName))
    lang: Mapped[str] = mapped_column(String(20))
    revision_id: Mapped[str] = mapped_column(ForeignKey("revision.id"))
    begun_at: Mapped[datetime] = mapped_column(Stamp)
    pass_mark: Mapped[int] = mapped_column(Integer)
    item_count: Mapped[int] = mapped_column(Integer)
    submitted_at: Mapped[datetime | None] = mapped_column(Stamp)
    right_count: Mapped[int] = mapped_column(Integer)
    scored_count: Mapped[int] = mapped_column(Integer)
    is_passed: Mapped[bool]


class AskedRow(Base):
    """How one item of an attempt stands; `choice` as in `item_state`, `event_id` of the present one.

    `judged_by` is empty, or what a re-mark judged it by (see `states.AskedState`).
    """

    __tablename__ = "attempt_item"
    __table_args__ = (
        ForeignKeyConstraint(["enrolment_id", "attempt_id"], ["attempt.enrolment_id", "attempt.id"]),
        {"sqlite_with_rowid": False},
    )

    enrolment_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    attempt_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    item_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    place: Mapped[int] = mapped_column(Integer)
    value: Mapped[str] = mapped_column(String(10))
    wording: Mapped[str] = mapped_column(ForeignKey(ItemWording.hash))
    choice: Mapped[str] = mapped_column(Text)
    event_id: Mapped[str] = mapped_column(String(32))
    is_right: Mapped[bool | None]
    judged_by: Mapped[str] = mapped_column(String(64), default="", server_default=text("''"))


@event.listens_for(ItemWording.__table__, "after_create")
def _guard_wordings(table: Any, connection: Any, **_: object) -> None:
    for statement in triggers.on_wording(connection.dialect.name):
        connection.exec_driver_sql(statement)
