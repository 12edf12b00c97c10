"""The figures as pages, and the same cells as files."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from elearn.reports.wording import charts, definitions, tables
from elearn.web.guards import for_roles
from elearn.web.reports import comparing, defining, desk, donor, files, filtering, refusing, room, wording
from elearn.web.reports.room import READERS, blueprint

__all__ = ["blueprint", "comparing", "defining", "desk", "donor", "refusing"]


@blueprint.get("/<lang:lang>/reports/<page>")
@for_roles(*READERS)
def table(page: str) -> ResponseReturnValue:
    printed, t = room.table(page, room.asked()), wording.tongue()
    return render_template(
        "reports/table.html", table=printed, worded=tables.worded(t, printed),
        choices=filtering.choices(t, room.filter_values(page), dict(printed.filters)),
        chart=charts.chart(t, printed), notes=definitions.notes(t),
        defined=tables.defined(t, printed), files=_files(), ways=_ways(page),
        query=request.query_string.decode("ascii", "replace"))


@blueprint.get("/<lang:lang>/reports/<page>.csv")
@for_roles(*READERS)
def table_csv(page: str) -> ResponseReturnValue:
    printed = room.table(page, room.asked())
    return files.as_csv(page, tables.worded(wording.tongue(), printed), dict(printed.filters))


@blueprint.get("/<lang:lang>/reports/<page>.xlsx")
@for_roles(*READERS)
def table_xlsx(page: str) -> ResponseReturnValue:
    return files.as_xlsx(room.table(page, room.asked()), wording.tongue())


@blueprint.get("/<lang:lang>/reports/<page>.pdf")
@for_roles(*READERS)
def table_pdf(page: str) -> ResponseReturnValue:
    """Draw a table on paper: costly, so one at a time, and none of what is too long for paper."""
    return files.as_pdf(room.table(page, room.asked()), wording.tongue())


def _files() -> tuple[tuple[str, str], ...]:
    return (("reports.table_csv", gettext("This table as CSV")),
            ("reports.table_xlsx", gettext("This table as XLSX")),
            ("reports.table_pdf", gettext("This table as PDF")))


def _ways(page: str) -> tuple[room.Way, ...]:
    """Return what stands behind the figures of a table, as far as this reader may go."""
    compared = room.ways(("reports.compare", gettext("Compare two periods")), page=page)
    changed = room.ways(("corrections.changes", gettext("What changed these figures")))
    if not room.is_staff():
        return ()
    return (*(compared if comparing.kinds(page) else ()), *changed)
