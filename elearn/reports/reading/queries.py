"""Reading the figures: printed cells for everyone who may, unrounded counts for the machine's keeper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, select
from sqlalchemy.orm import InstrumentedAttribute

from elearn.kernel.db import db
from elearn.kernel.errors import BadInput
from elearn.reports.dimensions import TOTAL
from elearn.reports.models import Snapshot, SnapshotBehind, SnapshotTable
from elearn.reports.tables import TableDefinition, check_filters, filters_text, listed

# One from before a change of the tables has none any more.
_HAS_TABLES = select(SnapshotTable.page).where(SnapshotTable.snapshot_id == Snapshot.id).exists()


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """`value` is a country code, a role, a month, or empty for the total; one cell a column."""

    value: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table as every door shows it. `columns` are those it has under its filters.

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
    table, chosen = _asked(page, filters)
    found = _latest(course_key, SnapshotTable.printed, page, chosen)
    if found is None:
        _refuse_unread(chosen)
        return _table(table, chosen, {"columns": table.columns, "rows": ()}, None)
    taken_at, held = found
    if held is None:
        raise BadInput(_unknown(chosen))
    return _table(table, chosen, held, taken_at)


def filter_values(course_key: str, page: str) -> dict[str, list[str]]:
    """Return the filters of a page and the values each may take, from the latest snapshot."""
    listed(page)
    _, held = _latest(course_key, SnapshotTable.printed, page, {}) or (None, None)
    return {name: list(values) for name, values in (held or {}).get("choices", {}).items()}


def explained(
    course_key: str, page: str, filters: Mapping[str, str],
) -> Iterator[tuple[str, dict[str, int]]]:
    """Yield each row of a table with its unrounded counts, in the order of its columns.

    For the administrator of the machine alone.
    """
    table, chosen = _asked(page, filters)
    _, held = _latest(course_key, SnapshotBehind.counted, page, chosen) or (None, None)
    for value, counts in held or ():
        # The record keeps its names in the order of the alphabet.
        yield value, {name: counts[name] for name in (*table.columns, *counts) if name in counts}


def _asked(page: str, filters: Mapping[str, str]) -> tuple[TableDefinition, dict[str, str]]:
    chosen = {name: value for name, value in sorted(filters.items()) if value}
    check_filters(page, chosen)
    return listed(page), chosen


def _table(
    table: TableDefinition, chosen: Mapping[str, str], held: Mapping[str, Any], taken_at: datetime | None,
) -> PrintedTable:
    return PrintedTable(
        page=table.page, family=table.family, rows_are=table.rows, filters=tuple(chosen.items()),
        columns=tuple(held["columns"]), taken_at=taken_at,
        rows=tuple(PrintedRow(value, tuple(cells)) for value, *cells in held["rows"]))


def _refuse_unread(chosen: Mapping[str, str]) -> None:
    if chosen:
        raise BadInput(_unknown(chosen))


def _unknown(chosen: Mapping[str, str]) -> str:
    """Return the refusal of values: the same where nobody is there and where there are fewer than ten."""
    named = " and ".join(f"{name} {value!r}" for name, value in chosen.items())
    return f"the figures know no {named}, or fewer than ten people there: choose a value that is offered"


def _latest(
    course_key: str, column: InstrumentedAttribute[Any], page: str, chosen: Mapping[str, str],
) -> Row[datetime, Any] | None:
    """Return when the latest snapshot was taken and what it holds of a table, in one statement.

    `column` is what is asked for, of the printed or of the counted; None where that table is not.
    """
    kept = column.class_
    latest = (select(Snapshot.id).where(Snapshot.course_key == course_key, _HAS_TABLES)
              .order_by(Snapshot.id.desc()).limit(1).scalar_subquery())
    is_asked = and_(kept.snapshot_id == Snapshot.id, kept.page == page,
                    kept.filters == filters_text(chosen.items()))
    return db.session.execute(
        select(Snapshot.taken_at, column).join(kept, is_asked, isouter=True).where(Snapshot.id == latest)
    ).first()
