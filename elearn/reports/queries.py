"""Reading the figures: printed cells for everyone who may, unrounded counts for the machine's keeper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from elearn.kernel.db import db
from elearn.kernel.errors import BadInput
from elearn.reports import rules
from elearn.reports.models import Snapshot, SnapshotCell, SnapshotCount
from elearn.reports.services import MEASURES, TABLES, TOTAL, TableDefinition
from elearn.reports.tables import check_filters, filters_of, listed


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """`value` is a country code, a role, a month, or empty for the total; one cell a column."""

    value: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table as every door shows it. `columns` are the measures and then `completion-rate`.

    `filters` holds what it was filtered by; `taken_at` is None before the first snapshot.
    """

    page: str
    family: str
    rows_are: str
    filters: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]
    rows: tuple[PrintedRow, ...]
    taken_at: datetime | None

    @property
    def total(self) -> PrintedRow | None:
        return next((row for row in self.rows if row.value == TOTAL), None)


def printed(course_key: str, page: str, filters: Mapping[str, str]) -> PrintedTable:
    """Return the table of `page` under `filters` (dimension → value), from the latest snapshot.

    Raise NotFound for a page that is not listed, BadInput for filters whose table is not.
    """
    chosen = {name: value for name, value in filters.items() if value}
    check_filters(page, chosen)
    table, whole = _table_of(page, chosen), listed(page)
    snapshot = _latest(course_key)
    if table is None:
        return PrintedTable(page, whole.family, whole.rows, tuple(chosen.items()), whole.columns, (),
                            snapshot.taken_at if snapshot else None)
    held = chosen.get(table.filter, "")
    rows = _rows(snapshot.id, table, held) if snapshot else {}
    if (snapshot or held) and not rows:
        raise BadInput(f"the figures know no {table.filter} {held!r}")
    return PrintedTable(
        page=page, family=whole.family, rows_are=table.rows, filters=tuple(chosen.items()),
        columns=whole.columns,
        rows=tuple(_with_rate(value, cells) for value, cells in sorted(rows.items(), key=_total_last)),
        taken_at=snapshot.taken_at if snapshot else None,
    )


def filter_values(course_key: str, page: str) -> dict[str, list[str]]:
    """Return the filters of a page and the values each may take, from the latest snapshot."""
    snapshot = _latest(course_key)
    if snapshot is None:
        return {}
    return {
        name: list(db.session.scalars(
            select(SnapshotCell.filter).distinct().order_by(SnapshotCell.filter)
            .where(SnapshotCell.snapshot_id == snapshot.id, SnapshotCell.table_key == _key(page, name))))
        for name in filters_of(page)
    }


def explained(
    course_key: str, page: str, filters: Mapping[str, str],
) -> Iterator[tuple[str, dict[str, int]]]:
    """Yield each row of a table with its unrounded counts. For the administrator of the machine alone."""
    chosen = {name: value for name, value in filters.items() if value}
    check_filters(page, chosen)
    table, snapshot = _table_of(page, chosen), _latest(course_key)
    if snapshot is None or table is None:
        return
    found: dict[str, dict[str, int]] = {}
    for cell in db.session.scalars(select(SnapshotCount).where(
            SnapshotCount.snapshot_id == snapshot.id, SnapshotCount.table_key == table.key,
            SnapshotCount.filter == chosen.get(table.filter, ""))):
        found.setdefault(cell.row, {})[cell.measure] = cell.counted
    yield from sorted(found.items(), key=_total_last)


def _table_of(page: str, chosen: Mapping[str, str]) -> TableDefinition | None:
    wanted = (page.removeprefix("by-"), *chosen)
    return next((table for table in TABLES if (table.rows, *filter(None, [table.filter])) == wanted), None)


def _key(page: str, name: str) -> str:
    table = _table_of(page, {name: ""})
    return table.key if table else ""


def _latest(course_key: str) -> Snapshot | None:
    return db.session.scalars(
        select(Snapshot).where(Snapshot.course_key == course_key).order_by(Snapshot.id.desc()).limit(1)
    ).first()


def _rows(snapshot_id: int, table: TableDefinition, held: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for cell in db.session.scalars(select(SnapshotCell).where(
            SnapshotCell.snapshot_id == snapshot_id, SnapshotCell.table_key == table.key,
            SnapshotCell.filter == held)):
        found.setdefault(cell.row, {})[cell.measure] = cell.printed
    return found


def _with_rate(value: str, cells: Mapping[str, str]) -> PrintedRow:
    rate = rules.percentage(cells["completed"], cells["enrolled"])
    return PrintedRow(value, (*(cells[measure] for measure in MEASURES), rules.NOT_SHOWN, rate))


def _total_last(row: tuple[str, object]) -> tuple[bool, str]:
    return row[0] == TOTAL, row[0]
