"""The table of reported mistakes."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from elearn.accounts.models import Person
from elearn.kernel import clock
from elearn.kernel.db import Base, Stamp, enum_of


class MistakeState(StrEnum):
    """What became of a report: not looked at yet, the text was mended, or it stands as it is."""

    OPEN = "open"
    MENDED = "mended"
    STANDS = "stands"


class MistakeReport(Base):
    """One report. `block_id` names the passage in `revision_id`, `unit_id` the unit that held it.

    `answered_by` is a person's id or the command line. `reporter_id` is empty once the reporter was
    erased; their words are gone then too.
    """

    __tablename__ = "mistake_report"
    __table_args__ = (Index("ix_mistake_report_state_said_at", "state", "said_at"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    reporter_id: Mapped[str | None] = mapped_column(ForeignKey(Person.id), index=True)
    revision_id: Mapped[str] = mapped_column(ForeignKey("revision.id"))
    lang: Mapped[str] = mapped_column(String(20))
    unit_id: Mapped[str] = mapped_column(String(80))
    block_id: Mapped[str] = mapped_column(String(80))
    said: Mapped[str] = mapped_column(Text)
    said_at: Mapped[datetime] = mapped_column(Stamp, default=clock.now)
    state: Mapped[MistakeState] = mapped_column(enum_of(MistakeState), default=MistakeState.OPEN)
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by: Mapped[str | None] = mapped_column(String(32))
    answered_at: Mapped[datetime | None] = mapped_column(Stamp)
