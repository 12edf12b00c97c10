"""The report to a donor: asked for in a form, waited for, downloaded; claimed once, and bounded."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from elearn.accounts.models import AccessRole
from elearn.kernel import jobs
from elearn.kernel.audit import AuditEntry
from elearn.kernel.db import db, transaction
from elearn.learning.population import populate
from elearn.render import report_shelf
from elearn.render.report_shelf import Asked
from elearn.reports import services
from elearn.web import context
from elearn.work import reports as _handlers  # noqa: F401  Its job is run here without a worker.
from tests.factories.courses import COURSE_KEY, small_revision
from tests.web.browser import Browser

DESK = "/en/reports/donor"
NOW = datetime(2026, 11, 22, 1, 10, tzinfo=UTC)


@pytest.fixture
def officer(app: Flask) -> Browser:
    """An officer, after a count of sixty imagined people."""
    with app.app_context():
        populate(60, small_revision())
        with transaction():
            services.take_snapshot(COURSE_KEY, NOW)
    browser = Browser(app)
    browser.sign_in(AccessRole.OFFICER)
    return browser


@pytest.fixture
def put(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    held: list[tuple[str, ...]] = []
    monkeypatch.setattr(jobs, "put", lambda *ids: held.append(ids))
    return held


def _ask(browser: Browser, **values: str) -> str:
    chosen = {"year": "all", "country": "all", "language": "en", **values}
    sent = browser.post_form(DESK, DESK, chosen)
    assert sent.status_code == 303, sent.text
    return sent.headers["Location"]


def test_a_report_is_asked_for_made_and_downloaded(officer: Browser, put: list[tuple[str, ...]]) -> None:
    address = _ask(officer)
    assert put == [("donor-report", "all_all_en")]
    assert "waits for its turn" in officer.html(address)
    with officer.app.app_context():
        jobs.run(*put[0])
    page = officer.html(address)
    assert "The report is ready." in page and "counted on 22 November 2026" in page
    file = page.partition('<a href="/en/reports/donor/')[2].partition('"')[0]
    sent = officer.get(f"/en/reports/donor/{file}")
    assert sent.data.startswith(b"%PDF-") and sent.mimetype == "application/pdf"
    assert file in officer.html(DESK)
    with officer.app.app_context():
        [entry] = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "report-export")).all()
        assert entry.detail == {"table": "donor-report", "format": "pdf", "filters": {"language": "en"}}


def test_many_who_ask_at_once_put_one_job(officer: Browser, put: list[tuple[str, ...]]) -> None:
    sent = [(each, each.form(DESK, DESK, "year").values) for each in _officers(officer.app, 6)]
    chosen = {"year": "all", "country": "all", "language": "fr"}
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda each: each[0].post(DESK, {**each[1], **chosen}), sent))
    assert put == [("donor-report", "all_all_fr")]


def test_more_than_a_few_may_not_wait(officer: Browser, put: list[tuple[str, ...]]) -> None:
    with officer.app.app_context():
        data = context.current().settings.data
    for year in range(2001, 2007):
        report_shelf.claim(data, Asked(f"{year}-01", "", "en"))
    form = officer.form(DESK, DESK, "year")
    sent = officer.post(DESK, {**form.values, "year": "all", "country": "all", "language": "en"})
    assert sent.status_code == 429 and "Several reports are being made" in sent.text
    assert sent.headers["Retry-After"] == "60" and put == []


@pytest.mark.parametrize("values", [
    {"year": "1950-01"}, {"country": "ZZ"}, {"language": "xx"}, {"year": "../../etc"}, {"country": ""}])
def test_what_is_not_offered_is_not_made(
    officer: Browser, put: list[tuple[str, ...]], values: dict[str, str],
) -> None:
    form = officer.form(DESK, DESK, "year")
    chosen = {"year": "all", "country": "all", "language": "en", **values}
    sent = officer.post(DESK, {**form.values, **chosen})
    assert sent.status_code != 303 and put == []


@pytest.mark.parametrize("path", ["all_all_en", "../secret-key", "report_20261122T011000Z_all_all_en.pdf",
                                  "..%2f..%2fsecret-key.txt.pdf", "manifest.pdf"])
def test_nothing_else_of_the_folder_is_sent(officer: Browser, path: str) -> None:
    assert officer.get(f"{DESK}/{path}").status_code == 404


@pytest.mark.parametrize("role", [AccessRole.LEARNER, AccessRole.TRAINER, AccessRole.FOCAL_POINT])
def test_nobody_but_officers_and_administrators_asks(app: Flask, role: AccessRole) -> None:
    browser = Browser(app)
    browser.sign_in(role)
    assert browser.get(DESK).status_code == 403
    assert browser.post(DESK, {"year": "all"}).status_code in (400, 403)


def test_before_the_first_count_the_page_says_what_to_wait_for(app: Flask) -> None:
    browser = Browser(app)
    browser.sign_in(AccessRole.OFFICER)
    page = browser.html(DESK)
    assert "Nothing has been counted yet" in page and 'name="year"' not in page


def _officers(app: Flask, count: int) -> list[Browser]:
    browsers = [Browser(app) for _ in range(count)]
    for each in browsers:
        each.sign_in(AccessRole.OFFICER)
    return browsers
