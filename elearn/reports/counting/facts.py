"""The narrow rows of the record as a stream of columns, each row read once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import func, select, text

from elearn.kernel.db import db
from elearn.learning.models import EnrolmentFact

_CHUNK = 20_000
# What each column of a chunk is, in this order; days are numbers (see `Days`), -1 where there is none.
TRAITS = ("country", "site", "role", "gender", "court-level", "language", "route", "edition")
DAYS = ("enrolled", "started", "completed", "certified", "last", "left", "sat", "passed")
COLUMNS = (*TRAITS, *DAYS, "modules", "module-days", "source")
NEVER = -1
Chunk = dict[str, tuple[Any, ...]]

# The day of a moment in UTC, as each database says it.
_DAY = {"sqlite": "substr(c.issued_at, 1, 10)", "postgresql": "(c.issued_at AT TIME ZONE 'UTC')::date"}
_FACTS = """
    SELECT f.country, f.site, f.judicial_role, f.gender, f.court_level, f.lang, f.route, f.edition,
           f.enrolled_on, f.started_on, f.completed_on, {certified}, f.last_on, f.left_on, f.sat_on,
           f.passed_on, f.modules, f.module_days, f.source
    FROM enrolment_fact f
    LEFT JOIN certificate c ON c.enrolment_id = f.enrolment_id AND c.state = 'valid'
    WHERE f.course_key = :course_key"""


class Days(dict[Any, int]):
    """Day as a database gives it → its ordinal; the few thousand there are, each read once."""

    def __missing__(self, held: Any) -> int:
        day = held if isinstance(held, date) or held is None else date.fromisoformat(held)
        self[held] = found = day.toordinal() if day else NEVER
        return found


def number(course_key: str) -> int:
    """Return how many facts there are to count."""
    return db.session.scalar(select(func.count()).select_from(EnrolmentFact).where(
        EnrolmentFact.course_key == course_key)) or 0


def stream(course_key: str) -> Iterator[Chunk]:
    """Yield the facts of a course as columns by name, 20,000 rows at a time."""
    connection = db.session.connection()
    statement = text(_FACTS.format(certified=_DAY[connection.dialect.name]))
    found = connection.execute(
        statement.execution_options(stream_results=True), {"course_key": course_key})
    days = Days()
    for rows in found.partitions(_CHUNK):
        chunk = dict(zip(COLUMNS, zip(*rows, strict=True), strict=True))
        for name in DAYS:
            chunk[name] = tuple(map(days.__getitem__, chunk[name]))
        yield chunk
