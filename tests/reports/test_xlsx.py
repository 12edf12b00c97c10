"""The workbook: printed cells as they are, under whatever title a table has."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import openpyxl
import pytest

from elearn.reports.files import xlsx

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
    rows = [["=1+1", "185", "57 %"], ["B", "<10", "–"], ["12", "-0.25", "=1+1"]]
    content = xlsx.written("Table", ["Country", "Enrolled", "Rate"], rows, DATED)
    book = openpyxl.load_workbook(io.BytesIO(content))
    read = list(book.worksheets[0].iter_rows(values_only=True))
    assert read == [("Country", "Enrolled", "Rate"), ("=1+1", 185, 0.57), ("B", "<10", "–"),
                    ("12", -0.25, "=1+1")]
    assert book.worksheets[0]["C2"].number_format == "0 %"
    assert {book.worksheets[0][each].data_type for each in ("A2", "C4")} == {"s"}
    book.close()


def test_a_second_sheet_says_what_the_figures_mean_and_nothing_is_hidden() -> None:
    made = xlsx.written("Table", ["Country"], [["A"]], DATED, (("Enrolled", "=people"),), "About")
    assert made == xlsx.written("Table", ["Country"], [["A"]], DATED, (("Enrolled", "=people"),), "About")
    book = openpyxl.load_workbook(io.BytesIO(made))
    assert book.sheetnames == ["Table", "About"]
    assert {each.sheet_state for each in book.worksheets} == {"visible"}
    assert [[cell.value for cell in row] for row in book["About"].iter_rows()] == [["Enrolled", "=people"]]
    assert book["About"]["B1"].data_type == "s"
    book.close()
