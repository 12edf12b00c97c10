"""Figures on paper: tagged, the same bytes each time, numbers as text; kept, drawn one at a time."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from elearn.document.report import (
    Chart,
    ChartKind,
    DonorSheet,
    ReportFinding,
    SheetTable,
    TableSheet,
)
from elearn.kernel.errors import TooOften
from elearn.render import report_shelf
from elearn.render.manifest import State
from elearn.render.report import donor_pdf, drawn, grouped, table_html, table_pdf
from elearn.render.report_shelf import Asked
from tests.render.pdf_structure import structure_of

DATED = datetime(2026, 11, 22, 1, 10, tzinfo=UTC)
CELLS = SheetTable("By country", ("Country", "Enrolled", "Completed of enrolled"),
                   (("Velmara", "123455", "49 %"), ("Kantavu", "<10", "–"),
                    ("All", "123460", "49 %")), True)
SHEET = TableSheet(
    "en", "A course", "By country: <script>", (("Counted on", "22 November 2026"),), CELLS,
    (Chart(ChartKind.BARS, "Enrolled", "", (("Velmara", "123455"), ("Kantavu", "<10"))),),
    "What the figures count", (("Enrolled", "People who joined."),), ("<10 stands for 0 to 9.",), DATED)
RANGES = Chart(ChartKind.RANGES, "Gain", "", (("Judge", "8", "3", "13"), ("Other", "–", "–", "–")))
MONTHS = Chart(ChartKind.LINE, "By month", "", (("Jan 26", "20"), ("Feb 26", "<10"), ("Mar 26", "40")))
DONOR = DonorSheet(
    "en", "A course", "Report", "2026", (("Scope", "All countries"),), "Five findings",
    (ReportFinding("One", "It rose."),), "Six figures", (*SHEET.charts, RANGES, MONTHS), "Tables", (CELLS,),
    "Method", (("Source", "The record."),), SHEET.notes, DATED)
ALL, KENYA = Asked("", "", "en"), Asked("2026-04", "KE", "fr")


def test_a_table_on_paper_is_tagged_and_the_same_bytes_each_time() -> None:
    made = table_pdf(SHEET)
    assert structure_of(made, "en").problems == []
    assert made == table_pdf(replace(SHEET))


def test_the_report_to_a_donor_is_tagged_and_the_same_bytes_each_time() -> None:
    made = donor_pdf(DONOR)
    assert structure_of(made, "en").problems == []
    assert made == donor_pdf(replace(DONOR))


def test_what_people_typed_is_text() -> None:
    assert "<script>" not in table_html(SHEET)


def test_thousands_stand_apart_and_copy_as_one_number() -> None:
    assert grouped("1234567") == (
        '1<span class="thousand"></span>234<span class="thousand"></span>567')
    assert (grouped("999"), grouped("<10"), grouped("49 %")) == ("999", "&lt;10", "49 %")


def test_a_figure_that_is_not_printed_is_not_drawn() -> None:
    assert [each.width for each in drawn(SHEET.charts[0]).rows] == [100, None]
    assert [each.width for each in drawn(MONTHS).rows] == [50, None, 100]
    funnel = Chart(ChartKind.FUNNEL, "", "", (("a", "<10"), ("b", "20")))
    assert [each.width for each in drawn(funnel).rows] == [None, None]


def test_an_interval_is_drawn_over_a_scale_that_holds_zero() -> None:
    found = drawn(RANGES)
    assert found.zero == 0 and found.rows[0].start == pytest.approx(23.1) and found.rows[1].mark is None
    below = drawn(Chart(ChartKind.RANGES, "", "", (("a", "2", "-2", "6"),)))
    assert below.zero == 25 and below.rows[0].width == 100 and below.rows[0].mark == 50


def test_many_at_once_draw_one_table_and_the_others_are_told_to_wait(tmp_path: Path) -> None:
    """A storm: the first holds the pen, all others are turned away at once; later it is kept."""
    begun, go_on, turned_away = threading.Event(), threading.Event(), 0

    def draw(sheet: TableSheet) -> bytes:
        begun.set()
        assert go_on.wait(10)
        return b"%PDF-"

    first = threading.Thread(target=report_shelf.table_file, args=(tmp_path, SHEET, draw))
    first.start()
    assert begun.wait(10)
    for number in range(20):
        with pytest.raises(TooOften) as refused:
            report_shelf.table_file(tmp_path, replace(SHEET, title=str(number)), draw)
        turned_away += refused.value.wait > 0
    go_on.set()
    first.join()
    assert turned_away == 20

    def never(sheet: TableSheet) -> bytes:
        raise AssertionError("drawn twice")

    assert report_shelf.table_file(tmp_path, SHEET, never) == b"%PDF-"


def test_kept_tables_do_not_pile_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_shelf, "_TABLES_KEPT", 3)
    for number in range(6):
        report_shelf.table_file(tmp_path, replace(SHEET, title=str(number)), lambda sheet: b"%PDF-")
    assert len(list((tmp_path / "reports" / "tables").glob("*.pdf"))) == 3


@pytest.mark.parametrize(
    "key", ["", "all_all", "../x_all_en", "2026-4_all_en", "all_ke_en", "all_KE_en.pdf"])
def test_a_key_of_another_form_is_none(key: str) -> None:
    assert report_shelf.read_key(key) is None


def test_a_key_says_what_was_asked_for() -> None:
    assert [report_shelf.read_key(each.key) for each in (ALL, KENYA)] == [ALL, KENYA]


def test_a_report_is_claimed_once_and_found_when_it_is_kept(tmp_path: Path) -> None:
    assert report_shelf.claim(tmp_path, ALL) and not report_shelf.claim(tmp_path, ALL)
    assert report_shelf.waiting(tmp_path) == (ALL,)
    made = donor_pdf(DONOR)
    report_shelf.keep(tmp_path, ALL, DONOR, made, is_scheduled=True)
    [held] = report_shelf.reports(tmp_path)
    assert (held.asked, held.taken_at, held.is_scheduled) == (ALL, DATED, True)
    assert held.file.path.read_bytes() == made and held.file.pages >= 2
    assert report_shelf.report(tmp_path, held.file.file_name) == held
    assert report_shelf.waiting(tmp_path) == ()
    outcome = report_shelf.outcome(tmp_path, ALL)
    assert outcome and outcome.state is State.MADE and report_shelf.claim(tmp_path, ALL)


def test_old_reports_make_room_for_new_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_shelf, "_REPORTS_KEPT", 2)
    made = donor_pdf(DONOR)
    for day in (1, 2, 3):
        report_shelf.keep(tmp_path, ALL, replace(DONOR, dated=DATED.replace(day=day)), made,
                          is_scheduled=False)
    assert [each.taken_at.day for each in report_shelf.reports(tmp_path)] == [3, 2]
    assert len(list((tmp_path / "reports" / "donor").glob("*.pdf"))) == 2
