"""The tables of the record; all but `revision` and `event` follow from events."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import (
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    event,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from elearn.accounts.models import Person
from elearn.kernel import clock
from elearn.kernel.db import Base, JsonText, Stamp, enum_of
from elearn.learning import nameless as _nameless
from elearn.learning import triggers
from elearn.learning.acts import EventKind, Route, Source, Status
from elearn.learning.attempts import models as _attempts  # Whoever has these tables has those.
from elearn.learning.keeping import models as _keeping
from elearn.learning.notes import models as _notes

_BESIDE = (_attempts, _keeping, _nameless, _notes)


class StoredRevision(Base):
    """A course and its test bank in one language as canonical JSON; never changed, never deleted.

    `id` is its name everywhere; `number` counts what is stored here from 1, and stands for it in events.
    """

    __tablename__ = "revision"
    __table_args__ = (
        Index("uq_revision_current", "course_key", "edition", "lang", unique=True,
              sqlite_where=text("is_current"), postgresql_where=text("is_current")),
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, unique=True)
    course_key: Mapped[str] = mapped_column(String(60))
    edition: Mapped[str] = mapped_column(String(60))
    lang: Mapped[str] = mapped_column(String(20))
    released: Mapped[date]
    json: Mapped[str] = mapped_column(Text)
    activated_at: Mapped[datetime] = mapped_column(Stamp, default=clock.now)
    is_current: Mapped[bool] = mapped_column(default=True)


class Activation(Base):
    """One activation: what was served before, what changed by `document.comparison`, in the author's words.

    `changes` is a list of the fields of `activations.Told`, `words` one of those of `activations.Word`.
    """

    __tablename__ = "activation"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    revision_id: Mapped[str] = mapped_column(ForeignKey("revision.id"))
    before_id: Mapped[str | None] = mapped_column(ForeignKey("revision.id"))
    activated_at: Mapped[datetime] = mapped_column(Stamp)
    changes: Mapped[list[dict[str, Any]]] = mapped_column(JsonText)
    words: Mapped[list[dict[str, Any]]] = mapped_column(JsonText)


class Enrolment(Base):
    """Someone in a course. Everything from `revision_id` on follows from the events.

    `complete_units` holds unit ids parted by spaces, in order of completion, `unit_days` beside each
    the days from the enrolment to it; `last_unit` and `last_item` say where the latest act was. The
    moments from `sat_at` on are those of `states.EnrolmentState`.
    """

    __tablename__ = "enrolment"
    __table_args__ = (UniqueConstraint("person_id", "course_key"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey(Person.id))
    course_key: Mapped[str] = mapped_column(String(60))
    edition: Mapped[str] = mapped_column(String(60))
    revision_id: Mapped[str] = mapped_column(ForeignKey("revision.id"))
    lang: Mapped[str] = mapped_column(String(20))
    route: Mapped[Route] = mapped_column(enum_of(Route))
    status: Mapped[Status] = mapped_column(enum_of(Status))
    seq: Mapped[int] = mapped_column(Integer)
    enrolled_at: Mapped[datetime] = mapped_column(Stamp)
    started_at: Mapped[datetime | None] = mapped_column(Stamp)
    completed_at: Mapped[datetime | None] = mapped_column(Stamp)
    last_at: Mapped[datetime] = mapped_column(Stamp)
    last_unit: Mapped[str] = mapped_column(String(80), default="")
    last_item: Mapped[str] = mapped_column(String(80), default="")
    complete_units: Mapped[str] = mapped_column(Text, default="")
    unit_days: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    sat_at: Mapped[datetime | None] = mapped_column(Stamp)
    tested_out_at: Mapped[datetime | None] = mapped_column(Stamp)
    passed_at: Mapped[datetime | None] = mapped_column(Stamp)
    declared_at: Mapped[datetime | None] = mapped_column(Stamp)
    attended_at: Mapped[datetime | None] = mapped_column(Stamp)
    left_at: Mapped[datetime | None] = mapped_column(Stamp)
    attended_minutes: Mapped[int] = mapped_column(Integer, default=0, server_default=text("0"))
    source: Mapped[Source] = mapped_column(
        enum_of(Source), default=Source.WEB, server_default=text("'web'"))


class Event(Base):
    """What happened, once and for ever; `seq` counts from 1 within its enrolment.

    Read and written by `events`, with the id of its revision. There are more of these than of all else
    together, so that numbers and days come first: PostgreSQL would fill up the places before them.
    `payload` holds `choice` (a list of keys), or of a text `sealed`, `digest` and `is_blank`; of an
    attempt that begins `test`, `pass_mark` and `items`, of what follows in it `attempt`.
    """

    __tablename__ = "event"
    __table_args__ = (
        PrimaryKeyConstraint("enrolment_id", "seq"), UniqueConstraint("enrolment_id", "id"),
        {"sqlite_with_rowid": False})

    received_at: Mapped[datetime] = mapped_column(Stamp)
    occurred_on: Mapped[date]
    seq: Mapped[int] = mapped_column(Integer, autoincrement=False)
    revision_number: Mapped[int] = mapped_column(ForeignKey("revision.number"))
    enrolment_id: Mapped[str] = mapped_column(ForeignKey("enrolment.id"))
    id: Mapped[str] = mapped_column(String(32))
    kind: Mapped[EventKind] = mapped_column(enum_of(EventKind))
    item_id: Mapped[str] = mapped_column(String(80))
    base: Mapped[str] = mapped_column(String(32))
    lang: Mapped[str] = mapped_column(String(20))
    source: Mapped[Source] = mapped_column(enum_of(Source))
    actor: Mapped[str] = mapped_column(String(32))
    payload: Mapped[dict[str, Any]] = mapped_column(JsonText)


class ItemRow(Base):
    """How one item stands. `seq` is that of the event holding the present answer.

    Choices are keys parted by spaces; `times` counts the acts that answered.
    """

    __tablename__ = "item_state"
    __table_args__ = ({"sqlite_with_rowid": False},)

    enrolment_id: Mapped[str] = mapped_column(ForeignKey("enrolment.id"), primary_key=True)
    item_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    seq: Mapped[int] = mapped_column(Integer)
    is_done: Mapped[bool]
    has_text: Mapped[bool]
    times: Mapped[int] = mapped_column(Integer)
    first_choice: Mapped[str] = mapped_column(Text)
    last_choice: Mapped[str] = mapped_column(Text)


class UnitRow(Base):
    """How much of a unit is done; `completed_at` is the first time all of it was."""

    __tablename__ = "unit_progress"
    __table_args__ = ({"sqlite_with_rowid": False},)

    enrolment_id: Mapped[str] = mapped_column(ForeignKey("enrolment.id"), primary_key=True)
    unit_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    done: Mapped[int] = mapped_column(Integer)
    total: Mapped[int] = mapped_column(Integer)
    completed_at: Mapped[datetime | None] = mapped_column(Stamp)


class EnrolmentFact(Base):
    """One narrow row of each enrolment, for counting: traits of the person, dates in UTC.

    An optional trait that was not given is `undisclosed`, no site an empty text. `modules` holds the
    ids of complete modules in course order, parted by spaces; `modules_done` counts them, and
    `module_days` holds of each, in the same order, the days from the enrolment to its completion.
    `sat_on` is the day on which a final test was first handed in, `source` the way by which the enrolment
    came.
    """

    __tablename__ = "enrolment_fact"

    enrolment_id: Mapped[str] = mapped_column(ForeignKey("enrolment.id"), primary_key=True)
    course_key: Mapped[str] = mapped_column(String(60))
    edition: Mapped[str] = mapped_column(String(60))
    lang: Mapped[str] = mapped_column(String(20))
    route: Mapped[Route] = mapped_column(enum_of(Route))
    country: Mapped[str] = mapped_column(String(2))
    site: Mapped[str] = mapped_column(String(60))
    judicial_role: Mapped[str] = mapped_column(String(20))
    gender: Mapped[str] = mapped_column(String(20))
    court_level: Mapped[str] = mapped_column(String(20))
    status: Mapped[Status] = mapped_column(enum_of(Status))
    enrolled_on: Mapped[date]
    started_on: Mapped[date | None]
    completed_on: Mapped[date | None]
    last_on: Mapped[date]
    left_on: Mapped[date | None]
    units_done: Mapped[int] = mapped_column(Integer)
    modules_done: Mapped[int] = mapped_column(Integer)
    modules: Mapped[str] = mapped_column(Text)
    module_days: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    sat_on: Mapped[date | None]
    passed_on: Mapped[date | None]
    source: Mapped[Source] = mapped_column(
        enum_of(Source), default=Source.WEB, server_default=text("'web'"))


class Erasing(Base):
    """A marker that stands while an enrolment is being erased: the one time its events may go."""

    __tablename__ = "erasing"

    enrolment_id: Mapped[str] = mapped_column(String(32), primary_key=True)


def table_of(model: type[Base]) -> Table:
    """Return the table of a model, for statements that need no objects."""
    return cast(Table, model.__table__)


@event.listens_for(Event.__table__, "after_create")
def _guard_events(table: Any, connection: Any, **_: object) -> None:
    for statement in triggers.on_event(connection.dialect.name):
        connection.exec_driver_sql(statement)


@event.listens_for(StoredRevision.__table__, "after_create")
def _guard_revisions(table: Any, connection: Any, **_: object) -> None:
    name = connection.dialect.name
    for statement in (*triggers.on_revision(name), *triggers.on_number(name)):
        connection.exec_driver_sql(statement)
