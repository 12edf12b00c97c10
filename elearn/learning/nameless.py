"""What stays of an erased person: that somebody, somewhere, in some month, enrolled, or was certified.

Not a row a person but a number a kind of row: two equal ones cannot be told apart, nothing joins the
month of an enrolment to the month of its completion, and no id, day or order leads back to anyone.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Integer, String, text
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapped, mapped_column

from elearn.kernel.db import Base, enum_of


class Reached(StrEnum):
    """What tables print by month: somebody erased later does not fall out of it."""

    ENROLLED = "enrolled"
    STARTED = "started"
    COMPLETED = "completed"
    CERTIFIED = "certified"


class NamelessCount(Base):
    """How many erased enrolments came to `status` in `month` (such as 2026-11), by what tables print."""

    __tablename__ = "nameless_count"
    __table_args__ = ({"sqlite_with_rowid": False},)

    course_key: Mapped[str] = mapped_column(String(60), primary_key=True)
    status: Mapped[Reached] = mapped_column(enum_of(Reached), primary_key=True)
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


def count(connection: Connection, fact: Any, certified_on: date | None) -> None:
    """Count a row of `enrolment_fact` that is about to go, once for each thing it reached.

    `certified_on` is the day of its certificate in force.
    """
    days = {Reached.ENROLLED: fact.enrolled_on, Reached.STARTED: fact.started_on,
            Reached.COMPLETED: fact.completed_on, Reached.CERTIFIED: certified_on}
    for reached, day in days.items():
        if day is not None:
            connection.execute(_COUNT, {
                "course_key": fact.course_key, "status": reached.value, "month": f"{day:%Y-%m}",
                "site": fact.site, "country": fact.country, "judicial_role": fact.judicial_role})
