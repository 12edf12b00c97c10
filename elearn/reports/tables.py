"""The closed list of tables: what may be counted by what, and what each figure means."""

from __future__ import annotations

from dataclasses import dataclass

# Dimension → its column in enrolment_fact; a month is that of the act a measure counts.
DIMENSIONS = {"country": "country", "role": "judicial_role", "month": "month"}

# Measure → the date that makes an enrolment count, and its month.
MEASURES = {"enrolled": "enrolled_on", "started": "started_on", "completed": "completed_on"}


@dataclass(frozen=True, slots=True)
class TableDefinition:
    """A table that may be printed. `rows` is the dimension of its rows, `filter` that of its filter.

    A table with a filter is the same table seen for one value of another dimension.
    """

    key: str
    rows: str
    filter: str = ""

    @property
    def dimensions(self) -> tuple[str, ...]:
        return (self.rows, self.filter) if self.filter else (self.rows,)


TABLES = (
    TableDefinition("by-country", "country"),
    TableDefinition("by-role", "role"),
    TableDefinition("by-month", "month"),
    TableDefinition("by-country-of-a-role", "country", "role"),
    TableDefinition("by-role-in-a-country", "role", "country"),
    TableDefinition("by-month-in-a-country", "month", "country"),
)
PAGES = ("by-country", "by-role", "by-month")


def definition(key: str) -> TableDefinition | None:
    """Return the table with this key, or None."""
    return next((table for table in TABLES if table.key == key), None)


def seen_by(page: str, filtered_by: frozenset[str]) -> TableDefinition | None:
    """Return the table that shows the rows of `page` for these filters, or None where none is listed."""
    whole = definition(page)
    if whole is None or whole.rows in filtered_by:
        return None
    wanted = {whole.rows, *filtered_by}
    return next((table for table in TABLES
                 if table.rows == whole.rows and set(table.dimensions) == wanted), None)


def filters_of(page: str) -> tuple[str, ...]:
    """Return the dimensions by which the table of `page` may be filtered."""
    whole = definition(page)
    return tuple(table.filter for table in TABLES if whole and table.rows == whole.rows and table.filter)
