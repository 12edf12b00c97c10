"""The officer's figures on page and in files, one completion counted, and the manual for trainers alone."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from elearn.reports.tables import REACH
from tests.browser.conftest import Opener
from tests.browser.serving import PASSWORD, Server, serving_revision, wait_until
from tests.browser.walk import Walk
from tests.databases import Database
from tests.factories.courses import PLANTED_TRAINER, small_revision

pytestmark = pytest.mark.browser
Cells = list[list[str]]


@pytest.fixture(scope="module")
def staff_state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the sign-in of the officer is kept: a code of the app works once, so it is used once."""
    return tmp_path_factory.mktemp("staff") / "officer.json"


@pytest.fixture
def officer(open_window: Opener, staff_state: Path) -> Walk:
    """The programme officer, signed in with password and six digits."""
    if staff_state.exists():
        return open_window(storage_state=staff_state)
    walk = open_window()
    walk.sign_in_as_staff("officer@example.org")
    walk.page.context.storage_state(path=staff_state)
    return walk


def cells_of_page(page: Page) -> Cells:
    """Return the table of a report page, heading row first."""
    return [[cell.strip() for cell in row.locator("th, td").all_inner_texts()]
            for row in page.locator("main table tr").all()]


def saved(page: Page, link: str) -> bytes:
    """Follow a download link and return the file."""
    with page.expect_download() as coming:
        page.get_by_role("link", name=link).click()
    return Path(coming.value.path()).read_bytes()


def cells_of_csv(content: bytes) -> Cells:
    return [row for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) if row]


def cells_of_xlsx(content: bytes) -> Cells:
    book = openpyxl.load_workbook(io.BytesIO(content))
    rows = [[_shown(cell.value, cell.number_format) for cell in row]
            for row in book.worksheets[0].iter_rows()]
    book.close()
    return [row for row in rows if any(row)]


def _shown(value: object, number_format: str) -> str:
    """Return a cell as Excel shows it: a share is a number there."""
    if number_format == "0 %" and isinstance(value, (int, float)):
        return f"{round(100 * value)} %"
    return "" if value is None else str(value)


@pytest.mark.parametrize(("path", "picked"), [
    ("by-country", None), ("by-role", None), ("by-month", None),
    ("by-country", ("Role", "judge")), ("by-role", ("Country", "XA")), ("by-month", ("Country", "XA")),
])
def test_page_csv_and_xlsx_show_the_same_cells(
    officer: Walk, path: str, picked: tuple[str, str] | None,
) -> None:
    officer.open(f"reports/{path}")
    if picked:
        officer.page.get_by_label(picked[0], exact=True).select_option(picked[1])
        officer.press("Show")
        expect(officer.page).to_have_url(re.compile(rf"[?&]{picked[0].lower()}={picked[1]}(?:&|$)"))
    on_page = cells_of_page(officer.page)
    assert len(on_page) > 2
    assert all(len(row) == len(on_page[0]) for row in on_page)
    assert cells_of_csv(saved(officer.page, "This table as CSV")) == on_page
    in_book = cells_of_xlsx(saved(officer.page, "This table as XLSX"))
    assert in_book[-len(on_page):] == on_page


def test_a_filter_outside_the_list_is_refused_with_the_reason(officer: Walk) -> None:
    officer.open("reports/by-country?country=XA&role=judge")
    expect(officer.heading()).not_to_have_text("Completion by country")
    assert officer.page.locator("table").count() == 0


def test_a_judge_who_completes_the_course_is_counted_once(open_window: Opener, server: Server) -> None:
    judge = open_window(java_script_enabled=False)
    server.run("report", "snapshot")
    before = _explained(server)
    address = server.add_person(country="XB")
    judge.sign_in(address, PASSWORD)
    judge.enrol()
    judge.do_quickly(judge.units()[0])
    server.attend(address)
    judge.open("course/")
    expect(judge.page.locator(".lead")).to_have_text(
        "You have completed the course. You can come back to any unit.")
    assert _explained(server) == before, "the figures stand still until the next snapshot"
    server.run("report", "snapshot")
    after = _explained(server)
    risen = {country: [now - then for now, then in zip(after[country], before[country], strict=True)]
             for country in before}
    assert risen.pop("XB") == [1, 1, 1, 1]
    assert risen.pop("all")[2] == 1
    assert all(change[2] == 0 for change in risen.values())


def test_the_record_agrees_with_itself_after_all_this(server: Server) -> None:
    server.run("verify")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, database: Database) -> Iterator[Server]:
    """The small course, served with its publications and the people of the demonstration."""
    settings = database.empty(tmp_path_factory.mktemp("library"))
    with serving_revision(settings, small_revision(), has_books=True) as running:
        running.run("demo", "--learners", "1")
        yield running
    database.drop(settings)


def test_the_trainer_downloads_the_manual_and_a_learner_cannot(chromium: Browser, library: Server) -> None:
    server = library
    trainer, learner = (Walk(chromium.new_context().new_page(), server) for _ in range(2))
    trainer.sign_in("trainer@example.org", server.demo()[0])
    wait_until("the manual is on the shelf", lambda: _has_link(trainer, "manual.pdf"), 300)
    pdf = _download(trainer, "manual.pdf")
    assert pdf.startswith(b"%PDF-")
    assert b"%%EOF" in pdf[-32:]
    html = _download(trainer, "manual.html").decode()
    assert PLANTED_TRAINER in html
    learner.sign_in(server.add_person(), PASSWORD)
    learner.open("downloads")
    assert not _has_link(learner, "manual.pdf")
    for name in ("manual.pdf", "manual.html"):
        answer = learner.page.goto(f"{server.url}/en/downloads/{name}")
        assert answer is not None
        assert answer.status in (403, 404)
    text = _download(learner, "self-directed.html").decode()
    assert PLANTED_TRAINER not in text
    assert _download(learner, "self-directed.pdf").startswith(b"%PDF-")
    for walk in (trainer, learner):
        walk.page.context.close()


@pytest.mark.parametrize("path", ["", "by-country", "by-country.csv", "by-country.xlsx"])
def test_nobody_but_officers_sees_reports(open_window: Opener, server: Server, path: str) -> None:
    visitor, trainer = open_window(), open_window()
    trainer.sign_in("trainer@example.org", server.demo()[0])
    for walk in (visitor, trainer):
        answer = walk.page.goto(f"{server.url}/en/reports/{path}")
        assert answer is not None
        assert answer.status in (401, 403, 404) or "/sign-in" in walk.page.url
        assert "Velmara" not in walk.page.content()


def _explained(server: Server) -> dict[str, list[int]]:
    """Return the unrounded counts of each country: enrolled, started, completed, certified."""
    lines = server.run("report", "explain", "by-country").splitlines()
    rows = [line.split("\t") for line in lines]
    assert rows[0] == ["country", *REACH[:4]]
    return {row[0]: [int(count) for count in row[1:]] for row in rows[1:]}


def _has_link(walk: Walk, name: str) -> bool:
    walk.open("downloads")
    return walk.page.locator(f'a[href$="/downloads/{name}"]').count() == 1


def _download(walk: Walk, name: str) -> bytes:
    walk.open("downloads")
    with walk.page.expect_download() as coming:
        walk.page.locator(f'a[href$="/downloads/{name}"]').click()
    return Path(coming.value.path()).read_bytes()
