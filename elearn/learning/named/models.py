"""The tables of lists that name people: what each was narrowed by, and whom it took in before."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from elearn.accounts.models import Person
from elearn.kernel.audit import AuditEntry
from elearn.kernel.db import Base, Stamp
from elearn.learning.models import EnrolmentFact

# Along these a page of a list is read; nothing is counted by them.
Index("ix_enrolment_fact_country", EnrolmentFact.country, EnrolmentFact.site, EnrolmentFact.enrolment_id)
Index("ix_enrolment_fact_site", EnrolmentFact.site)


class NamedList(Base):
    """A list that somebody opened, numbered as its entry in the audit log; see `filters.Filters`."""

    __tablename__ = "named_list"

    look_id: Mapped[int] = mapped_column(
        ForeignKey(AuditEntry.id), primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Stamp)
    course_key: Mapped[str] = mapped_column(String(60))
    country: Mapped[str] = mapped_column(String(2))
    site: Mapped[str] = mapped_column(String(60))
    route: Mapped[str] = mapped_column(String(40))
    completed_from: Mapped[date | None]
    completed_until: Mapped[date | None]
    completed_only: Mapped[bool]


class NamedIn(Base):
    """Whether a list took someone in, written down when what it went by was about to change.

    The newest row of a person says up to which list that is settled; later ones are matched.
    """

    __tablename__ = "named_in"

    person_id: Mapped[str] = mapped_column(ForeignKey(Person.id), primary_key=True)
    look_id: Mapped[int] = mapped_column(
        Integer, ForeignKey(NamedList.look_id), primary_key=True, autoincrement=False)
    was_in: Mapped[bool]
