"""A printed table in words: title, headings and names of its rows; the cells stay as they are printed."""

from __future__ import annotations

from dataclasses import dataclass

from elearn.reports.reading.queries import PrintedTable
from elearn.reports.wording import definitions, names
from elearn.reports.wording.tongue import Tongue
from elearn.reports.wording.values import value


@dataclass(frozen=True, slots=True)
class WordedTable:
    """A table ready for a page or a file: every cell is text, the first of each row its name.

    `has_total` where the last row is the total of all; `as_of` is empty before the first snapshot.
    """

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    has_total: bool
    as_of: str


def worded(t: Tongue, table: PrintedTable) -> WordedTable:
    """Put a printed table into words."""
    return WordedTable(
        title=names.title(t, table.page, table.filters),
        headings=headings(t, table),
        rows=tuple((row_name(t, table, row.value), *_cells(t, table.columns, row.cells))
                   for row in table.rows),
        has_total=bool(table.rows) and not table.rows[-1].value,
        as_of=as_of(t, table),
    )


def row_name(t: Tongue, table: PrintedTable, held: str, *, is_short: bool = False) -> str:
    """Return what a row is called; `is_short` for the foot of a chart, where a month has little room."""
    if is_short and held and table.rows_are in ("month", "year"):
        return t.short_month(held)
    return value(t, table.rows_are, held)


def headings(t: Tongue, table: PrintedTable) -> tuple[str, ...]:
    return (names.dimension(t, table.rows_are), *(names.column(t, each) for each in table.columns))


def as_of(t: Tongue, table: PrintedTable) -> str:
    """Return the moment of the count, in UTC and said so."""
    if table.taken_at is None:
        return ""
    return t.gettext("%(moment)s (UTC)", moment=t.moment(table.taken_at))


def defined(t: Tongue, table: PrintedTable) -> tuple[tuple[str, str], ...]:
    """Return each column of a table with what it counts and how it is printed."""
    said = ((names.column(t, each), definitions.of_column(t, each)) for each in table.columns)
    return tuple((name, f"{held.counts} {held.printing}") for name, held in said if held)


def _cells(t: Tongue, columns: tuple[str, ...], cells: tuple[str, ...]) -> tuple[str, ...]:
    if "flags" not in columns:
        return cells
    flags = names.flags(t)
    return tuple(", ".join(flags.get(each, each) for each in cell.split()) if name == "flags" else cell
                 for name, cell in zip(columns, cells, strict=True))
