"""A table as a file: CSV, workbook, PDF; each export leaves its trace."""

from __future__ import annotations

import logging
import time

from flask import Response
from flask_babel import gettext

from elearn.kernel import clock, config
from elearn.kernel.errors import BadInput
from elearn.render import report_shelf
from elearn.render.report import table_pdf
from elearn.reports.files import csv, xlsx
from elearn.reports.reading.queries import PrintedTable
from elearn.reports.wording import sheets, tables
from elearn.reports.wording.tables import WordedTable
from elearn.reports.wording.tongue import Tongue
from elearn.web.reports import wording
from elearn.web.sending import CSV, XLSX, to_save, trace

log = logging.getLogger(__name__)

# Some twenty pages: beyond that nobody reads a table on paper.
_MOST_ROWS = 800


def as_csv(page: str, worded: WordedTable, filters: dict[str, str]) -> Response:
    """Return a table as CSV."""
    return sent(page, "csv", CSV, csv.written(worded.headings, worded.rows), filters)


def as_xlsx(table: PrintedTable, t: Tongue) -> Response:
    """Return a table as a workbook dated by its count, with a sheet of what its figures mean."""
    worded, dated = tables.worded(t, table), table.taken_at or clock.now()
    sheet = sheets.table_sheet(t, wording.course(), table, dated)
    about = (("", sheet.title), *sheet.facts, *sheet.definitions, *(("", note) for note in sheet.notes))
    made = xlsx.written(worded.title, worded.headings, worded.rows, dated, about, sheet.definitions_title)
    return sent(table.page, "xlsx", XLSX, made, dict(table.filters))


def as_pdf(table: PrintedTable, t: Tongue) -> Response:
    """Return a table as a PDF dated by its count.

    Raise BadInput where it is too long for paper, TooOften while another one is being drawn.
    """
    if len(table.rows) > _MOST_ROWS:
        raise BadInput(gettext("This table is too long for paper. Take it as CSV or XLSX."))
    begun = time.monotonic()
    sheet = sheets.table_sheet(t, wording.course(), table, table.taken_at or clock.now())
    made = report_shelf.table_file(config.current().data, sheet, table_pdf)
    log.info("the PDF of %s took %.1f s", table.page, time.monotonic() - begun)
    return sent(table.page, "pdf", "application/pdf", made, dict(table.filters))


def sent(page: str, suffix: str, media_type: str, content: bytes, filters: dict[str, str]) -> Response:
    """Return a file to save, and write down who took it."""
    trace(page, suffix, filters)
    return to_save(content, media_type, f"{name(page, filters)}.{suffix}")


def name(page: str, filters: dict[str, str]) -> str:
    """Return the name a file is saved by: its table and its filters, which are of letters and digits."""
    held = ("".join(sign for sign in each if sign.isascii() and (sign.isalnum() or sign in "-_"))
            for each in filters.values())
    return "-".join((page, *(each for each in held if each)))
