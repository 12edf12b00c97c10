"""The first page of the reports: four figures, the funnel, and the way to each table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from elearn.document.report import Chart
from elearn.reports.reading.queries import PrintedTable
from elearn.reports.tables import families, pages_of
from elearn.reports.wording import charts, definitions, names, tables
from elearn.reports.wording.tongue import Tongue
from elearn.web.guards import for_roles
from elearn.web.reports import filtering, room, wording
from elearn.web.reports.room import READERS, Way, blueprint

_SHOWN = ("enrolled", "completed", "certified", "completion-rate")
# It can be of one training site, for a focal point.
_SUMMARY = "by-role"


@dataclass(frozen=True, slots=True)
class Shown:
    """One of the four figures: its name, the printed cell, what it counts."""

    name: str
    printed: str
    counts: str


@blueprint.get("/<lang:lang>/reports/")
@for_roles(*READERS)
def index() -> ResponseReturnValue:
    if not room.pages():
        return render_template("reports/no_site.html")
    t, year = wording.tongue(), request.args.get("year", "")
    filters = {"year": year} if year else {}
    summary = room.table(_SUMMARY, filters)
    years = room.filter_values(_SUMMARY).get("year", [])
    return render_template(
        "reports/index.html", as_of=tables.as_of(t, summary), figures=tuple(_four(t, summary)),
        funnel=_funnel(t, filters), groups=_groups(t), answers=_answers(year), year=year,
        more=_more(), may_report=room.is_staff(), years=filtering.grouped(t, "year", years, year))


def _four(t: Tongue, summary: PrintedTable) -> Iterator[Shown]:
    if summary.total is None:
        return
    for column in (each for each in _SHOWN if each in summary.columns):
        said = definitions.of_column(t, column)
        yield Shown(names.column(t, column), summary.total.cells[summary.columns.index(column)],
                    said.counts if said else "")


def _funnel(t: Tongue, filters: Mapping[str, str]) -> Chart | None:
    """Return the funnel without the steps that nobody has to take."""
    table, modules = room.table("funnel", dict(filters)), wording.electives()
    return charts.chart(t, replace(table, rows=tuple(
        row for row in table.rows if row.value not in modules)))


def _groups(t: Tongue) -> tuple[tuple[str, tuple[Way, ...]], ...]:
    """Return the tables by family, each with its title."""
    titles = names.pages(t)

    def ways(family: str) -> tuple[Way, ...]:
        return tuple(Way(url_for("reports.table", page=page), titles[page])
                     for page in pages_of(family) if page in room.pages())

    return tuple((names.family(t, family), ways(family)) for family in families() if ways(family))


def _answers(year: str) -> tuple[Way, ...]:
    """Return what donors ask most, each as the address of the table that answers it."""
    asked: tuple[tuple[str, Callable[[], str]], ...] = (
        ("by-country", lambda: gettext("How many completed the course in each country?")),
        ("by-gender", lambda: gettext("How many women and men took it?")),
        ("by-role", lambda: gettext("How many judges, prosecutors and court staff?")),
        ("funnel", lambda: gettext("How far do people come, and where do they stop?")),
        ("by-month", lambda: gettext("How does it grow from month to month?")),
        ("gain-by-role", lambda: gettext("What did they learn?")),
    )
    return tuple(
        Way(url_for("reports.table", page=page,
                    year=year if year and "year" in room.filter_values(page) else None), said())
        for page, said in asked if page in room.pages())


def _more() -> tuple[Way, ...]:
    """Return the ways to what stands around the tables."""
    named = (gettext("Completion by name, for a stated purpose") if room.is_staff()
             else gettext("Completions at my site"))
    everyone = room.ways(
        ("reports.definitions", gettext("What each table and figure counts")), ("people.ask", named))
    if not room.is_staff():
        return everyone
    return everyone + room.ways(
        ("sites.index", gettext("The register of training sites")),
        ("corrections.changes", gettext("What was corrected in the record")))
