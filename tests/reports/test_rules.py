"""How counts are printed."""

from __future__ import annotations

import pytest

from elearn.reports import rules
from elearn.reports.files import csv


@pytest.mark.parametrize(("count", "shown"), [
    (0, "<10"), (1, "<10"), (9, "<10"), (10, "10"), (12, "10"), (13, "15"), (17, "15"), (18, "20"),
    (999, "1000"),
])
def test_a_count_is_hidden_under_ten_and_rounded_to_five_above(count: int, shown: str) -> None:
    assert rules.printed(count) == shown


@pytest.mark.parametrize(("part", "whole", "shown"), [
    ("25", "50", "50 %"), ("25", "45", "–"), ("<10", "100", "–"), ("10", "<10", "–"), ("35", "100", "35 %"),
    ("55", "50", "100 %"),
])
def test_a_percentage_comes_from_printed_counts_of_at_least_fifty(
    part: str, whole: str, shown: str,
) -> None:
    assert rules.percentage(part, whole) == shown


@pytest.mark.parametrize("cell", ["=1+1", "+cmd", "-2+3", "@sum", "\tx", "\rx"])
def test_no_cell_of_a_csv_file_is_a_formula(cell: str) -> None:
    assert csv.harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["-5", "+3.5", "12", "<10", "Velmara"])
def test_numbers_and_words_stay_as_they_are_in_a_csv_file(cell: str) -> None:
    assert csv.harmless(cell) == cell


def test_a_csv_file_begins_with_the_mark_that_spreadsheets_need() -> None:
    assert csv.written(["Página"], [["é"]]).startswith(b"\xef\xbb\xbf")


def test_a_cell_of_a_csv_file_may_hold_quotation_marks_and_line_ends() -> None:
    assert csv.line(['a "b"', "c\nd", "e,f", "g"]) == '"a ""b""","c\nd","e,f",g'
