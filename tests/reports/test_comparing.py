"""Two periods side by side: the change is that of the printed cells."""

from __future__ import annotations

from elearn.reports.reading.comparing import ComparedRow, compared
from tests.factories.figures import table

FIRST = table("by-country", {"XA": "100 | – | 60 | – | 60 %", "XB": "20 | – | <10 | – | –",
                             "": "120 | – | 65 | – | 54 %"}, year="2025-01")
SECOND = table("by-country", {"XA": "125 | – | 60 | – | 48 %", "XC": "30 | – | 10 | – | –",
                              "": "155 | – | 70 | – | 45 %"}, year="2026-01")


def test_a_change_is_the_difference_of_printed_cells_in_people_and_in_per_cent() -> None:
    assert compared(FIRST, SECOND, "enrolled") == (
        ComparedRow("XA", "100", "125", "+25", "+25 %"), ComparedRow("XC", "–", "30", "–", "–"),
        ComparedRow("XB", "20", "–", "–", "–"), ComparedRow("", "120", "155", "+35", "+29 %"))


def test_shares_change_in_points_and_nothing_is_taken_of_what_is_not_printed() -> None:
    rows = {row.value: row for row in compared(FIRST, SECOND, "completion-rate")}
    assert (rows["XA"].change, rows["XA"].percent) == ("-12", "–")
    assert {rows[each].change for each in ("XB", "XC")} == {"–"}


def test_no_change_is_zero() -> None:
    [row] = [each for each in compared(FIRST, SECOND, "completed") if each.value == "XA"]
    assert (row.change, row.percent) == ("0", "0 %")
