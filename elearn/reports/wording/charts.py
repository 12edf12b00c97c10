"""The one chart below each table: which column of it is drawn, and how."""

from __future__ import annotations

from elearn.document.report import Chart, ChartKind
from elearn.reports.reading.queries import PrintedTable
from elearn.reports.wording import names, tables
from elearn.reports.wording.tongue import Tongue

_MOST_BARS = 12
# Family → the column that is drawn; a family that is not named has no chart.
_DRAWN = {"reach": "completed", "funnel": "people", "time": "median-days", "gain": "gain",
          "activity": "quiet-90", "quality": "number"}
_OVER_TIME = ("month", "year")


def chart(t: Tongue, table: PrintedTable) -> Chart | None:
    """Return the chart of a table; None where it has none, or no figure that could be drawn."""
    column = _DRAWN.get(table.family, "")
    if column not in table.columns:
        return None
    kind = _kind(table)
    is_range = kind is ChartKind.RANGES
    shown = rows(t, table, *(("gain", "low", "high") if is_range else (column,)),
                 is_short=kind is ChartKind.LINE, with_total=is_range)
    if not any(row[1].removeprefix("-").isdigit() for row in shown):
        return None
    note = t.gettext("The figures of the table; what is not printed as a number is not drawn.")
    if kind is ChartKind.BARS and len(shown) > _MOST_BARS:
        shown = largest(shown)
        note = t.gettext("The twelve largest figures of the table.")
    return Chart(kind, names.column(t, column), note, shown)


def rows(t: Tongue, table: PrintedTable, *columns: str, is_short: bool = False, with_total: bool = False,
         only: str = "") -> tuple[tuple[str, ...], ...]:
    """Return the rows of a chart: the name of each row and its cells of these columns.

    The total is among them with `with_total` alone; with `only` it stands beside the row of that value.
    """
    places = [table.columns.index(each) for each in columns]
    wanted = [row for row in table.rows
              if (row.value in (only, "") if only else row.value or with_total)]
    return tuple(
        (tables.row_name(t, table, row.value, is_short=is_short), *(row.cells[place] for place in places))
        for row in wanted)


def largest(shown: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    """Return the rows with the largest figures, as many as a chart has room for, the largest first."""
    return tuple(sorted(shown, key=lambda row: -int(row[1]) if row[1].isdigit() else 0)[:_MOST_BARS])


def _kind(table: PrintedTable) -> ChartKind:
    if table.family == "funnel":
        return ChartKind.FUNNEL
    if table.family == "gain":
        return ChartKind.RANGES
    return ChartKind.LINE if table.rows_are in _OVER_TIME else ChartKind.BARS
