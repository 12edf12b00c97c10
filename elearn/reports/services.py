"""Counting: every table of the closed list, from the narrow rows of the record, into a snapshot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import product

from sqlalchemy import delete, func, insert, select

from elearn.kernel.db import begin_write, db
from elearn.learning.models import EnrolmentFact
from elearn.learning.nameless import NamelessCount
from elearn.reports import rules
from elearn.reports.models import Snapshot, SnapshotCell, SnapshotCount

DIMENSIONS = {"country": "country", "role": "judicial_role", "month": "month"}
MEASURES = {"enrolled": "enrolled_on", "started": "started_on", "completed": "completed_on"}
TOTAL = ""


@dataclass(frozen=True, slots=True)
class TableDefinition:
    """A table as it is counted so far; the closed list of `tables` takes its place."""

    key: str
    rows: str
    filter: str = ""


TABLES = (
    TableDefinition("by-country", "country"),
    TableDefinition("by-role", "role"),
    TableDefinition("by-month", "month"),
    TableDefinition("by-country-of-a-role", "country", "role"),
    TableDefinition("by-role-in-a-country", "role", "country"),
    TableDefinition("by-month-in-a-country", "month", "country"),
)
_KEPT = 400

# (measure, one value of each dimension in the order of DIMENSIONS) → enrolments.
Counts = Mapping[tuple[str, tuple[str, ...]], int]


def take_snapshot(course_key: str, now: datetime) -> int:
    """Count every table of `course_key` as of `now` (aware) and return the snapshot's id.

    It reads `enrolment_fact` once for each measure. The snapshots of the last 400 countings are kept.
    """
    begin_write(at_one_moment=True)
    snapshot = Snapshot(course_key=course_key, taken_at=now)
    db.session.add(snapshot)
    db.session.flush()
    counts = _counts(course_key)
    cells = [
        {"snapshot_id": snapshot.id, "table_key": table.key, "filter": held, "row": row,
         "measure": measure, "counted": counted, "printed": rules.printed(counted)}
        for table in TABLES for held, row, measure, counted in _cells(table, counts)
    ]
    if cells:
        db.session.execute(insert(SnapshotCell), [_without(cell, "counted") for cell in cells])
        db.session.execute(insert(SnapshotCount), [_without(cell, "printed") for cell in cells])
    db.session.execute(delete(Snapshot).where(Snapshot.id <= snapshot.id - _KEPT))
    return snapshot.id


def _without(cell: dict[str, object], name: str) -> dict[str, object]:
    return {key: value for key, value in cell.items() if key != name}


def _counts(course_key: str) -> Counts:
    """Count the enrolments for each measure by every dimension at once, days made months.

    Those of people who were erased count on, by the numbers that stayed of them.
    """
    found: Counter[tuple[str, tuple[str, ...]]] = Counter()
    for gone in db.session.scalars(select(NamelessCount).where(NamelessCount.course_key == course_key)):
        found[gone.status.value, (gone.country, gone.judicial_role, gone.month)] += gone.number
    for measure, dated_by in MEASURES.items():
        day = getattr(EnrolmentFact, dated_by)
        rows = db.session.execute(
            select(EnrolmentFact.country, EnrolmentFact.judicial_role, day, func.count())
            .where(EnrolmentFact.course_key == course_key, day.is_not(None))
            .group_by(EnrolmentFact.country, EnrolmentFact.judicial_role, day)
        )
        for country, role, held, count in rows:
            found[measure, (country, str(role), _month(held))] += count
    return found


def _month(day: date) -> str:
    return day.strftime("%Y-%m")


def _cells(table: TableDefinition, counts: Counts) -> Iterator[tuple[str, str, str, int]]:
    """Yield (filter value, row value, measure, count) for every cell of a table, totals included.

    Every row is there for every filter, so that a row left out tells nothing; a total is counted by
    itself, never added up from printed cells.
    """
    places = {name: index for index, name in enumerate(DIMENSIONS)}
    summed: Counter[tuple[str, str, str]] = Counter()
    values: dict[str, set[str]] = {name: set() for name in DIMENSIONS}
    for (measure, held), count in counts.items():
        for name, place in places.items():
            values[name].add(held[place])
        filtered = held[places[table.filter]] if table.filter else ""
        summed[filtered, held[places[table.rows]], measure] += count
        summed[filtered, TOTAL, measure] += count
    filters = sorted(values[table.filter]) if table.filter else [""]
    rows = [*sorted(values[table.rows]), TOTAL]
    for filtered, row, measure in product(filters, rows, MEASURES):
        yield filtered, row, measure, summed[filtered, row, measure]
