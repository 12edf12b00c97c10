"""The words of the report to a donor that are its own."""

from __future__ import annotations

from elearn.reports.wording import names
from elearn.reports.wording.tongue import Tongue
from elearn.reports.wording.values import value


def title(t: Tongue) -> str:
    return t.gettext("Report on reach and learning")


def period(t: Tongue, year: str) -> str:
    """Return what the report is about in time."""
    return t.year(year) if year else t.gettext("Since the course began")


def facts(t: Tongue, year: str, country: str, as_of: str) -> tuple[tuple[str, str], ...]:
    """Return the lines below the title."""
    return (
        (t.gettext("Period"), period(t, year)),
        (t.gettext("Scope"), value(t, "country", country) if country else t.gettext("All countries")),
        (t.gettext("Counted on"), as_of),
    )


def findings_title(t: Tongue) -> str:
    return t.gettext("Five findings")


def charts_title(t: Tongue) -> str:
    return t.gettext("Six figures")


def tables_title(t: Tongue) -> str:
    return t.gettext("Tables")


def method_title(t: Tongue) -> str:
    return t.gettext("How these figures were made")


def chart_title(t: Tongue, column: str, rows_are: str) -> str:
    """Return the title of a chart: what is drawn, by what."""
    # Translators: a figure and by what it is parted, such as "Enrolled by month".
    return t.gettext("%(figure)s by %(rows)s", figure=names.column(t, column),
                     rows=names.dimension(t, rows_are).lower())


def chart_notes(t: Tongue) -> dict[str, str]:
    """Return the line below the title of each kind of chart."""
    return {
        "count": t.gettext("People. A figure under 10 is not drawn."),
        "most": t.gettext("People; the twelve largest rows. A figure under 10 is not drawn."),
        "funnel": t.gettext("People of the route e-learning who came as far as each step, beside all who "
                            "registered for it since the course began."),
        "ever": t.gettext("Since the course began, of all who enrolled, in every year."),
        "gain": t.gettext("Percentage points between the first test and the last: the mean and its 95 per "
                          "cent interval, since the course began."),
    }


def method(t: Tongue) -> tuple[tuple[str, str], ...]:
    """Return how the report came to be, as (name, sentence)."""
    return (
        (t.gettext("Source"), t.gettext(
            "Everything is read from the daily count of the record of learning. All of this report comes "
            "from one count, whose moment stands on the first page.")),
        (t.gettext("Findings"), t.gettext(
            "The sentences are made by fixed rules from the printed figures. What rounding could have "
            "brought about is not claimed.")),
        (t.gettext("Period"), t.gettext(
            "In a table of a period each figure counts what happened in it: who enrolled in it, who "
            "completed in it. These need not be the same people.")),
        (t.gettext("Persons"), t.gettext(
            "A number under 10 is never printed, and further figures are hidden where it could be worked "
            "out from those that are.")),
    )
