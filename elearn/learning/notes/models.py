"""The table of private notes: no part of the record, and kept until their writer deletes them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from elearn.accounts.models import Person
from elearn.kernel.db import Base, Stamp


class Note(Base):
    """What someone wrote beside one section, sealed under the key of that place.

    `page` is the event id of the form that wrote it last, `step` how often that page has saved. Of a
    deleted note the row stays, without words: `sealed` is empty, and `ended` names the keys that were
    destroyed, so that a copy of them in a backup can be destroyed again.
    """

    __tablename__ = "note"

    person_id: Mapped[str] = mapped_column(ForeignKey(Person.id), primary_key=True)
    section_id: Mapped[str] = mapped_column(String(90), primary_key=True)
    page: Mapped[str] = mapped_column(String(32))
    step: Mapped[int] = mapped_column(Integer)
    sealed: Mapped[str] = mapped_column(Text)
    ended: Mapped[str] = mapped_column(Text, default="")
    updated_at: Mapped[datetime] = mapped_column(Stamp)
