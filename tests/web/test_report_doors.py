"""Page, CSV, workbook and PDF of every table show the same cells, under every filter that is tried."""

from __future__ import annotations

import csv
import io
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser

import openpyxl
import pytest
from flask import Flask
from sqlalchemy import select

from elearn.accounts.models import AccessRole
from elearn.app import create_app
from elearn.kernel import db
from elearn.kernel.audit import AuditEntry
from elearn.learning.population import populate
from elearn.reports import services, tables
from elearn.reports.reading import queries
from tests.databases import Database
from tests.factories.courses import COURSE_KEY, small_revision
from tests.web.browser import Browser

NOW = datetime(2026, 11, 22, 1, 10, tzinfo=UTC)
LEARNERS = 400
Cells = list[list[str]]


class _Table(HTMLParser):
    """The cells of the first table of a page, row by row."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Cells = []
        self._is_cell = self._is_over = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._is_over:
            return
        if tag == "tr":
            self.rows.append([])
        if tag in ("th", "td"):
            self.rows[-1].append("")
            self._is_cell = True

    def handle_endtag(self, tag: str) -> None:
        self._is_over = self._is_over or tag == "table"
        if tag in ("th", "td"):
            self._is_cell = False

    def handle_data(self, data: str) -> None:
        if self._is_cell and not self._is_over:
            self.rows[-1][-1] += data


@pytest.fixture(scope="module")
def officer(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """An officer on a server where 400 imagined people were counted."""
    settings = database.fresh(tmp_path_factory.mktemp("doors") / "data")
    app: Flask = create_app(settings)
    app.testing = True
    with app.app_context():
        populate(LEARNERS, small_revision())
        with db.transaction():
            services.take_snapshot(COURSE_KEY, NOW)
    browser = Browser(app)
    browser.sign_in(AccessRole.OFFICER)
    yield browser
    with app.app_context():
        db.db.engine.dispose()
    database.drop(settings)


def on_page(officer: Browser, address: str) -> Cells:
    reader = _Table()
    reader.feed(officer.html(address))
    return [[cell.strip() for cell in row] for row in reader.rows]


def in_csv(officer: Browser, address: str) -> Cells:
    held = officer.get(address).data
    assert held.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(held.decode("utf-8-sig"))))


def in_xlsx(officer: Browser, address: str) -> Cells:
    book = openpyxl.load_workbook(io.BytesIO(officer.get(address).data))
    assert all(sheet.sheet_state == "visible" for sheet in book.worksheets)
    sheet = book.worksheets[0]
    assert not [each for each in (*sheet.column_dimensions.values(), *sheet.row_dimensions.values())
                if each.hidden]
    found = [[_shown(cell) for cell in row] for row in sheet.iter_rows()]
    book.close()
    return found


def _shown(cell: openpyxl.cell.Cell) -> str:
    """Return a cell as Excel shows it: numbers are numbers there."""
    if isinstance(cell.value, str):
        assert not cell.value.isdigit() or cell.column == 1
        return cell.value
    if cell.number_format == "0 %":
        return f"{round(100 * cell.value)} %"
    return f"{cell.value:g}"


def in_pdf(officer: Browser, address: str) -> list[str]:
    """Return the lines of a PDF without any white space: columns stand apart by nothing else."""
    made = officer.get(address).data
    text = subprocess.run(["pdftotext", "-layout", "-", "-"], input=made, capture_output=True, check=True)
    return ["".join(line.split()) for line in text.stdout.decode().splitlines() if line.strip()]


def missing_in_pdf(rows: Cells, lines: list[str]) -> Cells:
    """Return the rows that do not stand in the PDF, in their order; a long name may break its line."""
    left, missing = iter(lines), []
    for name, *cells in rows:
        whole, end = "".join(name.split()), "".join("".join(cells).split())
        if not any(line.endswith(end) and whole.startswith(line.removesuffix(end)) for line in left):
            missing.append([name, *cells])
            left = iter(lines)
    return missing


def _addresses() -> list[str]:
    plain = [f"{page}{{}}" for page in tables.PAGES]
    filtered = ["by-country{}?role=judge", "by-role{}?country=XA", "by-role{}?country=XA&year=2026-01",
                "by-gender{}?country=XB&role=judge", "by-month{}?country=XA", "by-year{}?starts=04",
                "funnel{}?route=e-learning", "by-court-level{}?year=2026-01"]
    return plain + filtered


@pytest.mark.parametrize("address", _addresses())
def test_all_four_doors_show_the_same_cells(officer: Browser, address: str) -> None:
    address = f"/en/reports/{address}"
    page = on_page(officer, address.format(""))
    with officer.app.app_context():
        name = address.partition("reports/")[2].partition("{")[0]
        assert page or not queries.printed(COURSE_KEY, name, {}).rows
    if not page:
        return
    assert in_csv(officer, address.format(".csv")) == page
    assert in_xlsx(officer, address.format(".xlsx")) == page
    assert missing_in_pdf(page[1:], in_pdf(officer, address.format(".pdf"))) == []


def test_a_cell_that_differs_is_found(officer: Browser) -> None:
    """The comparison itself: one cell changed is a row that is missing."""
    rows = on_page(officer, "/en/reports/by-role")[1:]
    lines = in_pdf(officer, "/en/reports/by-role.pdf")
    assert missing_in_pdf([[rows[0][0], "1234", *rows[0][2:]]], lines)
    assert not missing_in_pdf(rows[:1], lines)


@pytest.mark.parametrize("form", [".csv", ".xlsx"])
def test_two_periods_side_by_side_are_the_same_in_files(officer: Browser, form: str) -> None:
    query = "?kind=month&first=2026-08&second=2026-09&figure=enrolled"
    page = on_page(officer, f"/en/reports/compare/by-country{query}")
    read = in_csv if form == ".csv" else in_xlsx
    found = read(officer, f"/en/reports/compare/by-country{form}{query}")
    assert len(page) > 2 and found == page


def test_the_same_count_is_the_same_bytes(officer: Browser) -> None:
    for form in (".csv", ".xlsx", ".pdf"):
        address = f"/en/reports/by-country{form}"
        assert officer.get(address).data == officer.get(address).data


def test_a_table_on_paper_leaves_its_trace(officer: Browser) -> None:
    officer.get("/en/reports/by-role.pdf?country=XA")
    with officer.app.app_context():
        last = db.db.session.scalars(select(AuditEntry).where(AuditEntry.action == "report-export")
                                     .order_by(AuditEntry.id.desc())).first()
        assert last and last.detail == {"table": "by-role", "format": "pdf", "filters": {"country": "XA"}}


@pytest.mark.parametrize("lang", ["en", "fr", "ar"])
def test_every_page_opens_in_every_language_and_its_chart_is_small(officer: Browser, lang: str) -> None:
    for page in ("", "definitions", "donor", *tables.PAGES):
        html = officer.html(f"/{lang}/reports/{page}")
        figure = html.partition("<figure")[2].partition("</figure>")[0]
        assert len(figure.encode()) <= 6 * 1024, page
        assert html.count("<h1") == 1


def test_the_desk_leads_to_every_table_and_to_a_donors_answer(officer: Browser) -> None:
    desk = officer.html("/en/reports/")
    for page in (*tables.PAGES, "definitions", "donor"):
        assert f'href="/en/reports/{page}"' in desk, page
    assert desk.count('class="counts"') == 4 and "As of 22 November 2026" in desk


def test_a_reporting_year_begins_in_any_month(officer: Browser) -> None:
    form = officer.form("/en/reports/by-country", "/en/reports/by-country", "year")
    assert {"role", "year"} <= form.names
    page = officer.html("/en/reports/by-country?year=2025-10")
    assert "Completion by country: October 2025 to September 2026" in page
    assert '<optgroup label="Years that begin in October">' in page


def test_a_refusal_says_why_and_what_is_possible(officer: Browser) -> None:
    sent = officer.get("/en/reports/by-country.pdf?role=judge&gender=female")
    assert sent.status_code == 400 and "This is not counted" in sent.text
    main = sent.text.partition("<main")[2].partition("</main>")[0]
    assert "may be filtered by" in main and "female" not in main
