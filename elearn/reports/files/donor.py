"""The report to a donor: the tables it stands on, the findings they support, all put into words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from elearn.accounts import sites
from elearn.document.report import Chart, ChartKind, DonorSheet, SheetTable
from elearn.kernel.errors import BadInput
from elearn.learning import queries as record
from elearn.learning.acts import Route
from elearn.reports.reading import findings, queries
from elearn.reports.reading.queries import PrintedTable
from elearn.reports.wording import charts, definitions, donor, names, sheets, tables
from elearn.reports.wording import findings as said
from elearn.reports.wording.tongue import Tongue

# The steps of the funnel around those of the required modules.
_BEFORE, _AFTER = ("registered", "started"), ("final-test-sat", "passed", "certified")
_STEPWISE = Route.E_LEARNING.value


@dataclass(frozen=True, slots=True)
class Scope:
    """What a report is about: a reporting year by its first month, a country by its code; empty is all."""

    year: str = ""
    country: str = ""

    def filters(self, *names: str) -> dict[str, str]:
        """Return those of `names` that this scope has, as filters."""
        held = {"year": self.year, "country": self.country}
        return {name: held[name] for name in names if held[name]}


@dataclass(frozen=True, slots=True)
class Figures:
    """The printed tables of one scope from one snapshot, by what they are used for."""

    years: PrintedTable
    months: PrintedTable
    places: PrintedTable
    roles: PrintedTable
    genders: PrintedTable
    funnel: PrintedTable
    ever_by_route: PrintedTable
    ever_by_role: PrintedTable
    gain: PrintedTable
    time: PrintedTable

    @property
    def taken_at(self) -> datetime | None:
        return self.years.taken_at


def report(course_key: str, scope: Scope, lang: str) -> DonorSheet:
    """Return the report of a scope in a language, from the latest count.

    Raise BadInput before the first one, and for a year or country that no figure knows.
    """
    revision = record.catalogue().current(course_key, lang)
    t, modules = sheets.tongue(lang, revision, sites.names()), revision.course.modules
    steps = (*_BEFORE, *(each.id for each in modules if not each.is_elective), *_AFTER)
    return sheet(t, revision.course.header.title, scope, figures(course_key, scope, steps))


def figures(course_key: str, scope: Scope, steps: Sequence[str]) -> Figures:
    """Read the tables of a scope. Raise BadInput for a year or country that no figure knows.

    The funnel is that of e-learning, the one route of which every step is recorded, and of its `steps`
    that all must take.
    """

    def read(page: str, filters: Mapping[str, str]) -> PrintedTable:
        return queries.printed(course_key, page, filters)

    both, where = scope.filters("year", "country"), scope.filters("country")
    starts = {"starts": scope.year[5:]} if scope.year and scope.year[5:] != "01" else {}
    return Figures(
        years=read("by-year", {**where, **starts}),
        months=read("by-month", both) if scope.year else read("by-year", {**where, **starts}),
        places=read("by-court-level", both) if scope.country else read("by-country", scope.filters("year")),
        roles=read("by-role", both), genders=read("by-gender", both),
        funnel=_only(read("funnel", {**where, "route": _STEPWISE}), steps),
        ever_by_route=read("by-route", where), ever_by_role=read("by-role", where),
        gain=read("gain-by-country" if scope.country else "gain-by-role", {}),
        time=read("time-by-country" if scope.country else "time-by-route", {}))


def _only(funnel: PrintedTable, steps: Sequence[str]) -> PrintedTable:
    return replace(funnel, rows=tuple(row for row in funnel.rows if row.value in steps))


def sheet(t: Tongue, course: str, scope: Scope, held: Figures) -> DonorSheet:
    """Put the figures of a scope into words. Raise BadInput before the first snapshot."""
    if held.taken_at is None:
        raise BadInput(t.gettext("Nothing has been counted yet. The first count is taken within a day."))
    return DonorSheet(
        lang=t.lang, course=course, title=donor.title(t), period=donor.period(t, scope.year),
        facts=donor.facts(t, scope.year, scope.country, tables.as_of(t, held.years)),
        findings_title=donor.findings_title(t), findings=(
            said.of_reach(t, findings.reach(held.years, scope.year, held.taken_at.date())),
            said.of_routes(t, findings.spread(held.ever_by_route)),
            said.of_roles(t, findings.spread(held.ever_by_role)),
            said.of_gain(t, findings.gain(held.gain, scope.country)),
            said.of_loss(t, findings.loss(held.funnel))),
        charts_title=donor.charts_title(t), charts=_charts(t, scope, held),
        tables_title=donor.tables_title(t), tables=_tables(t, held),
        method_title=donor.method_title(t), method=_method(t, held), notes=definitions.notes(t),
        dated=held.taken_at)


def _charts(t: Tongue, scope: Scope, held: Figures) -> tuple[Chart, ...]:
    notes, place = donor.chart_notes(t), held.places
    return (
        Chart(ChartKind.LINE, donor.chart_title(t, "enrolled", held.months.rows_are), notes["count"],
              charts.rows(t, held.months, "enrolled", is_short=True)),
        Chart(ChartKind.BARS, donor.chart_title(t, "completed", place.rows_are), notes["most"],
              charts.largest(charts.rows(t, place, "completed"))),
        Chart(ChartKind.FUNNEL, names.title(t, "funnel"), notes["funnel"],
              charts.rows(t, held.funnel, "people")),
        Chart(ChartKind.SHARES, donor.chart_title(t, "completion-rate", "route"), notes["ever"],
              charts.rows(t, held.ever_by_route, "completion-rate")),
        Chart(ChartKind.SHARES, donor.chart_title(t, "completion-rate", "role"), notes["ever"],
              charts.rows(t, held.ever_by_role, "completion-rate")),
        Chart(ChartKind.RANGES, names.title(t, held.gain.page), notes["gain"],
              charts.rows(t, held.gain, "gain", "low", "high", with_total=True, only=scope.country)),
    )


def _tables(t: Tongue, held: Figures) -> tuple[SheetTable, ...]:
    shown = dict.fromkeys((held.years, held.months, held.places, held.roles, held.genders, held.funnel,
                           held.ever_by_route, held.ever_by_role, held.gain, held.time))
    return tuple(SheetTable(each.title, each.headings, each.rows, each.has_total)
                 for each in (tables.worded(t, table) for table in shown))


def _method(t: Tongue, held: Figures) -> tuple[tuple[str, str], ...]:
    """Return what each column counts, each once, and how the report was made."""
    columns = dict.fromkeys(each for table in (held.roles, held.funnel, held.time, held.gain)
                            for each in table.columns)
    said_of = ((names.column(t, each), definitions.of_column(t, each)) for each in columns)
    return (*donor.method(t), *((name, each.counts) for name, each in said_of if each))
