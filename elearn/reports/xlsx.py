"""A printed table as an Excel workbook: the printed cells and nothing else, not even hidden."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime


def written(title: str, headings: Sequence[str], rows: Iterable[Sequence[str]], dated: datetime) -> bytes:
    """Return a workbook of one sheet; `dated` (aware, UTC) is its date, so equal input is equal bytes."""
    import xlsxwriter  # Lazily: pages never need it.

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": title, "created": dated.replace(tzinfo=None)})
    sheet = book.add_worksheet(_sheet_name(title))
    bold = book.add_format({"bold": True})
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, heading, bold)
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            if cell.isdigit():
                sheet.write_number(number, column, int(cell))
            else:
                sheet.write_string(number, column, cell)
    sheet.set_column(0, len(headings), 18)
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()


def _sheet_name(title: str) -> str:
    """Return the title as Excel takes it: 31 characters, none of []:*?/\\ and no apostrophe."""
    return re.sub(r"[\[\]:*?/\\'\s]+", " ", title).strip()[:31].strip()
