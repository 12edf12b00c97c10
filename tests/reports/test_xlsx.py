"""The workbook: printed cells as they are, under whatever title a table has."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import openpyxl
import pytest

from elearn.reports import xlsx

DATED = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(("title", "name"), [
    ("Completion by month: Velmara", "Completion by month Velmara"),
    ("Completion by role: Bosnia and Herzegovina", "Completion by role Bosnia and H"),
    ("By country: Côte d'Ivoire [all] 1/2?", "By country Côte d Ivoire all 1"),
])
def test_the_sheet_takes_any_title_that_a_filter_gives(title: str, name: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx.written(title, ["Country"], [["<10"]], DATED)))
    assert book.sheetnames == [name]
    assert book.properties.title == title
    book.close()


def test_counts_are_numbers_and_everything_else_is_text() -> None:
    rows = [["=1+1", "185", "57 %"], ["B", "<10", "–"]]
    content = xlsx.written("Table", ["Country", "Enrolled", "Rate"], rows, DATED)
    book = openpyxl.load_workbook(io.BytesIO(content))
    read = list(book.worksheets[0].iter_rows(values_only=True))
    assert read == [("Country", "Enrolled", "Rate"), ("=1+1", 185, "57 %"), ("B", "<10", "–")]
    assert book.worksheets[0]["A2"].data_type == "s"
    book.close()
