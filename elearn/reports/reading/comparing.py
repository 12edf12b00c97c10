"""Two printed tables side by side: what changed, from printed cells alone."""

from __future__ import annotations

from dataclasses import dataclass

from elearn.reports.reading.findings import number
from elearn.reports.reading.queries import PrintedTable
from elearn.reports.rules import NOT_SHOWN, WHOLE_FOR_PERCENTAGES

_MOST = 100


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """A row of both tables, in one column: the cells as printed, their difference, and that in per cent."""

    value: str
    first: str
    second: str
    change: str
    percent: str


def compared(first: PrintedTable, second: PrintedTable, column: str) -> tuple[ComparedRow, ...]:
    """Return the rows of two tables of one page side by side, those of the second first, the total last."""
    before, now = (_cells(table, column) for table in (first, second))
    values = dict.fromkeys((*now, *before))
    return tuple(_row(each, before.get(each, NOT_SHOWN), now.get(each, NOT_SHOWN))
                 for each in sorted(values, key=lambda value: not value))


def _row(value: str, before: str, now: str) -> ComparedRow:
    return ComparedRow(value, before, now, _change(before, now), _percent(before, now))


def _change(before: str, now: str) -> str:
    """Return the difference of two printed figures, of shares in points; – where one is not printed."""
    earlier, later = number(before), number(now)
    if earlier is None or later is None:
        return NOT_SHOWN
    change = round(later - earlier, 2)
    return f"{change:+g}" if change else "0"


def _percent(before: str, now: str) -> str:
    if not (before.isdigit() and now.isdigit() and int(before) >= WHOLE_FOR_PERCENTAGES):
        return NOT_SHOWN
    change = round(_MOST * (int(now) - int(before)) / int(before))
    return f"{change:+d} %" if change else "0 %"


def _cells(table: PrintedTable, column: str) -> dict[str, str]:
    place = table.columns.index(column)
    return {row.value: row.cells[place] for row in table.rows}
