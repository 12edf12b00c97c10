"""A printed table as an Excel workbook: the printed cells and what they mean, nothing hidden."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

_PERCENT = re.compile(r"(\d{1,3}) %")
_NUMBER = re.compile(r"-?\d{1,9}(\.\d{1,4})?")
_WIDTH, _WIDE = 18, 90


def written(
    title: str, headings: Sequence[str], rows: Iterable[Sequence[str]], dated: datetime,
    about: Sequence[tuple[str, str]] = (), about_title: str = "",
) -> bytes:
    """Return a workbook; `dated` (aware, UTC) is its date, so equal input is equal bytes.

    The first sheet is the table: the first cell of each row its name, numbers as numbers. With `about`
    (name, words) a second one says what the figures mean.
    """
    out = io.BytesIO()
    book, sheet = begun(out, title, headings, dated, in_memory=True)
    percent = book.add_format({"num_format": "0 %"})
    for number, row in enumerate(rows, start=1):
        sheet.write_string(number, 0, row[0])
        for column, cell in enumerate(row[1:], start=1):
            _write(sheet, number, column, cell, percent)
    sheet.set_column(0, len(headings), _WIDTH)
    if about:
        _about(book.add_worksheet(_sheet_name(about_title)), about, book.add_format({"bold": True}))
    book.close()
    return out.getvalue()


def begun(
    out: io.BytesIO, title: str, headings: Sequence[str], dated: datetime, **ways: bool,
) -> tuple[Any, Any]:
    """Return a workbook written to `out`, and its first sheet with the headings that stay in view.

    `ways` are those of xlsxwriter: a long sheet is written in `constant_memory`, a short one `in_memory`.
    """
    import xlsxwriter  # Lazily: pages never need it.

    book = xlsxwriter.Workbook(out, ways)
    book.set_properties({"title": title, "created": dated.replace(tzinfo=None)})
    sheet, bold = book.add_worksheet(_sheet_name(title)), book.add_format({"bold": True})
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, heading, bold)
    sheet.freeze_panes(1, 0)
    return book, sheet


def _write(sheet: Any, number: int, column: int, cell: str, percent: Any) -> None:
    share = _PERCENT.fullmatch(cell)
    if share:
        sheet.write_number(number, column, int(share[1]) / 100, percent)
    elif _NUMBER.fullmatch(cell):
        sheet.write_number(number, column, float(cell))
    else:
        sheet.write_string(number, column, cell)


def _about(sheet: Any, lines: Sequence[tuple[str, str]], bold: Any) -> None:
    for number, (name, words) in enumerate(lines):
        sheet.write_string(number, 0, name, bold)
        sheet.write_string(number, 1, words)
    sheet.set_column(0, 0, _WIDTH)
    sheet.set_column(1, 1, _WIDE)


def _sheet_name(title: str) -> str:
    """Return the title as Excel takes it: 31 characters, none of []:*?/\\ and no apostrophe."""
    return re.sub(r"[\[\]:*?/\\'\s]+", " ", title).strip()[:31].strip()
