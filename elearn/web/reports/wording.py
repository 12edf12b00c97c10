"""Printed tables in words: titles, headings, names of countries, roles and months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import format_date, format_time, gettext

from elearn.accounts import countries
from elearn.reports.queries import PrintedTable
from elearn.web import languages
from elearn.web.wording import judicial_roles


@dataclass(frozen=True, slots=True)
class WordedTable:
    """A table ready for a page or a file: every cell is text, the first of each row its name."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    as_of: str


def worded(table: PrintedTable) -> WordedTable:
    """Put a printed table into the language of the page."""
    return WordedTable(
        title=title(table.page, table.filters),
        headings=(dimension(table.rows_are), *(measure(column) for column in table.columns)),
        rows=tuple((value(table.rows_are, row.value), *row.cells) for row in table.rows),
        as_of=_moment(table.taken_at) if table.taken_at else "",
    )


def title(page: str, filtered_by: tuple[tuple[str, str], ...] = ()) -> str:
    """Return the title of a page's table, its filters named."""
    names = {
        "by-country": gettext("Completion by country"),
        "by-role": gettext("Completion by role"),
        "by-month": gettext("Completion by month"),
    }
    filters = [value(name, held) for name, held in filtered_by]
    return f"{names.get(page, page)}: {', '.join(filters)}" if filters else names.get(page, page)


def dimension(name: str) -> str:
    """Return the heading of a dimension."""
    return {
        "country": gettext("Country"), "role": gettext("Role"), "month": gettext("Month"),
    }.get(name, name)


def measure(name: str) -> str:
    """Return the heading of a column."""
    return {
        "enrolled": gettext("Enrolled"), "started": gettext("Started"),
        "completed": gettext("Completed"), "completion-rate": gettext("Completed of enrolled"),
    }.get(name, name)


def definitions() -> tuple[tuple[str, str], ...]:
    """Return each figure with what it counts."""
    return (
        (measure("enrolled"), gettext("People who joined the course. Unit: one person in one course.")),
        (measure("started"), gettext(
            "Of those enrolled, who gave at least one answer or marked a text as read.")),
        (measure("completed"), gettext(
            "Of those enrolled, who did everything the course requires by their route; "
            "time spent counts for nothing.")),
        (measure("completion-rate"), gettext(
            "Printed completed divided by printed enrolled, where at least 50 are enrolled.")),
    )


def value(name: str, held: str) -> str:
    """Return one value of a dimension in words; an empty one is the total."""
    if not held:
        return gettext("All")
    if name == "country":
        return countries.name(held, languages.current())
    if name == "month":
        return format_date(date.fromisoformat(f"{held}-01"), "MMMM yyyy")
    return dict(judicial_roles()).get(held, held)


def _moment(at: datetime) -> str:
    return gettext("%(day)s, %(time)s", day=format_date(at, "long"), time=format_time(at, "short"))
