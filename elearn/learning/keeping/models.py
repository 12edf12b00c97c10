"""The tables of what is kept for a while and is no part of the record."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from elearn.accounts.models import Person
from elearn.kernel.db import Base, Stamp


class Draft(Base):
    """Words typed and not sent, as one page last had them.

    `place` is the id of a reflection, or `mistake/` and that of a passage; `page` the event id its form
    was drawn with, `base` the event it was drawn over, `step` how often that page has saved.
    """

    __tablename__ = "draft"

    person_id: Mapped[str] = mapped_column(ForeignKey(Person.id), primary_key=True)
    place: Mapped[str] = mapped_column(String(100), primary_key=True)
    page: Mapped[str] = mapped_column(String(32), primary_key=True)
    base: Mapped[str] = mapped_column(String(32))
    step: Mapped[int] = mapped_column(Integer)
    sealed: Mapped[str] = mapped_column(Text)
    updated_at: Mapped[datetime] = mapped_column(Stamp)


class KeptPost(Base):
    """A form that was sent after its sign-in had ended; its fields are sealed for the person who signed.

    `id` follows from the person, the address and the fields, so that the same form is kept once.
    """

    __tablename__ = "kept_post"
    __table_args__ = (Index("ix_kept_post_person_id_made_at", "person_id", "made_at"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey(Person.id))
    address: Mapped[str] = mapped_column(String(200))
    place: Mapped[str] = mapped_column(String(100))
    sealed: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Stamp)
