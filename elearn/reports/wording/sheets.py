"""A printed table as a sheet of paper, and the language that a course is spoken of in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from elearn.document.catalogue import Revision
from elearn.document.report import SheetTable, TableSheet
from elearn.reports.reading.queries import PrintedTable
from elearn.reports.wording import charts, definitions, names, tables
from elearn.reports.wording.tongue import Tongue
from elearn.reports.wording.values import value


def tongue(lang: str, revision: Revision, sites: Mapping[str, str]) -> Tongue:
    """Return a language that knows the names of the modules of a course and of the training sites."""
    modules = {module.id: module.title for module in revision.course.modules}
    return Tongue(lang, {"stage": modules, "site": sites})


def table_sheet(t: Tongue, course: str, table: PrintedTable, dated: datetime) -> TableSheet:
    """Return a table for paper, with its chart, its definitions and how it is printed."""
    worded, chart = tables.worded(t, table), charts.chart(t, table)
    filters = tuple((names.dimension(t, name), value(t, name, held)) for name, held in table.filters)
    return TableSheet(
        lang=t.lang, course=course, title=worded.title,
        facts=((t.gettext("Counted on"), worded.as_of), *filters),
        table=SheetTable(worded.title, worded.headings, worded.rows, worded.has_total),
        charts=(chart,) if chart else (), definitions_title=t.gettext("What the figures count"),
        definitions=tables.defined(t, table), notes=definitions.notes(t), dated=dated)
