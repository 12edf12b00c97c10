"""A printed table as CSV: UTF-8 with a mark at its start, formulas made harmless, numbers intact."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

# By this at the start of a file spreadsheets know that it is UTF-8.
MARK = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def written(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a CSV file that spreadsheets open as UTF-8 and in which no cell is a formula."""
    return (MARK + "".join(f"{line(each)}\r\n" for each in (headings, *rows))).encode()


def line(cells: Iterable[str]) -> str:
    """Return cells as a line of such a file, without its end."""
    out = io.StringIO()
    csv.writer(out).writerow([harmless(each) for each in cells])
    return out.getvalue().removesuffix("\r\n")


def harmless(cell: str) -> str:
    """Return `cell` so that no spreadsheet takes it for a formula; numbers stay as they are."""
    if not cell.startswith(_FORMULA) or _is_number(cell):
        return cell
    return f"'{cell}"


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return "\t" not in cell and "\r" not in cell
