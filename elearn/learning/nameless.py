"""What stays of an erased person: that somebody, somewhere, in some month, enrolled, started, completed.

Not a row a person but a number a kind of row: two equal ones cannot be told apart, nothing joins the
month of an enrolment to the month of its completion, and no id, day or order leads back to anyone.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Integer, String, text
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapped, mapped_column

from elearn.kernel.db import Base, enum_of
from elearn.learning.acts import Status


class NamelessCount(Base):
    """How many erased enrolments reached `status` in `month` (such as 2026-11), by what tables print."""

    __tablename__ = "nameless_count"
    __table_args__ = ({"sqlite_with_rowid": False},)

    course_key: Mapped[str] = mapped_column(String(60), primary_key=True)
    status: Mapped[Status] = mapped_column(enum_of(Status), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    site: Mapped[str] = mapped_column(String(60), primary_key=True)
    country: Mapped[str] = mapped_column(String(2), primary_key=True)
    judicial_role: Mapped[str] = mapped_column(String(20), primary_key=True)
    number: Mapped[int] = mapped_column(Integer)


# Both databases know these words.
_COUNT = text("""
    INSERT INTO nameless_count (course_key, status, month, site, country, judicial_role, number)
    VALUES (:course_key, :status, :month, :site, :country, :judicial_role, 1)
    ON CONFLICT (course_key, status, month, site, country, judicial_role)
    DO UPDATE SET number = nameless_count.number + 1""")
_DATED_BY = {
    Status.ENROLLED: "enrolled_on", Status.STARTED: "started_on", Status.COMPLETED: "completed_on"}


def count(connection: Connection, fact: Any) -> None:
    """Count a row of `enrolment_fact` that is about to go, once for each status it reached."""
    for status, dated_by in _DATED_BY.items():
        day = getattr(fact, dated_by)
        if day is not None:
            connection.execute(_COUNT, {
                "course_key": fact.course_key, "status": status.value, "month": f"{day:%Y-%m}",
                "site": fact.site, "country": fact.country, "judicial_role": fact.judicial_role})
