"""Small cells by filter, subtraction or percentages; SQL in filters; exports and their trace."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from itertools import product

import pytest
from flask import Flask
from sqlalchemy import select

from elearn.accounts.models import AccessRole, JudicialRole
from elearn.kernel.audit import AuditEntry
from elearn.kernel.db import db, transaction
from elearn.learning import queries as record
from elearn.learning import services as learning
from elearn.reports import queries, services
from elearn.reports.tables import PAGES
from tests.factories.courses import COURSE_KEY
from tests.factories.people import person
from tests.web.browser import Browser, forms

# By country and role; each number is a small cell, or the difference of two larger ones.
PEOPLE = {("XA", "judge"): 61, ("XA", "prosecutor"): 3, ("XB", "judge"): 12, ("XB", "court_staff"): 1}


@pytest.fixture
def officer(app: Flask) -> Browser:
    """An officer, after the first count."""
    with app.app_context():
        for (country, role), number in PEOPLE.items():
            for _ in range(number):
                who = person(country=country, judicial_role=JudicialRole(role)).id
                with transaction():
                    learning.enrol(who, COURSE_KEY, "en", record.catalogue())
        with transaction():
            services.take_snapshot(COURSE_KEY, datetime(2026, 11, 22, tzinfo=UTC))
    browser = Browser(app)
    browser.sign_in(AccessRole.OFFICER)
    return browser


def _cells(browser: Browser, address: str) -> dict[str, list[str]]:
    lines = browser.html(address).lstrip("\ufeff").splitlines()[1:]
    return {line.split(",")[0]: line.split(",")[1:] for line in lines}


def test_small_cells_are_hidden_on_every_page_and_by_every_filter(officer: Browser) -> None:
    addresses = [f"/en/reports/{page}.csv" for page in PAGES]
    addresses += [f"/en/reports/by-country.csv?role={role}" for _, role in PEOPLE]
    addresses += [f"/en/reports/{page}.csv?country={country}"
                  for page, (country, _) in product(("by-role", "by-month"), PEOPLE)]
    for address in addresses:
        for row in _cells(officer, address).values():
            for cell in row[:3]:
                assert cell == "<10" or (cell.isdigit() and int(cell) >= 10 and int(cell) % 5 == 0), address
            assert row[3] == "–" or (row[0].isdigit() and int(row[0]) >= 50), address


def test_subtraction_between_pages_names_no_small_cell(officer: Browser) -> None:
    """Every cell stands for at least five true counts that the other cells cannot tell apart."""
    by_country = _cells(officer, "/en/reports/by-country.csv")
    judges = _cells(officer, "/en/reports/by-country.csv?role=judge")
    in_velmara = _cells(officer, "/en/reports/by-role.csv?country=XA")
    assert (by_country["Velmara"][0], judges["Velmara"][0]) == ("65", "60")
    assert in_velmara["Prosecutor"][0] == "<10" and in_velmara["Court staff"][0] == "<10"
    assert by_country["Ostrelia"][0] == "15" and judges["Ostrelia"][0] == "10"
    assert by_country["All"][0] == "75"  # 77, counted by itself: 65 and 15 would make 80.


@pytest.mark.parametrize("query", [
    "role=judge&country=XA", "role=judge&month=2026-11", "edition=international", "role=judge&gender=female", "person_id=1",
    "role=judge' OR '1'='1", "role=nobody", "role=%25", "role=judge%00", "role==1%2B1", "country=XA",
    "role=judge&gender=female&court_level=supreme", "site=nairobi", "role[]=judge", "measure=completed",
])
@pytest.mark.parametrize("form", ["", ".csv", ".xlsx"])
def test_a_combination_outside_the_list_is_refused_in_every_format(
    officer: Browser, query: str, form: str,
) -> None:
    sent = officer.get(f"/en/reports/by-country{form}?{query}")
    assert sent.status_code == 400 and b"Velmara" not in sent.data


def test_a_filter_given_twice_is_one_filter(officer: Browser) -> None:
    one = officer.html("/en/reports/by-country.csv?role=judge")
    assert officer.html("/en/reports/by-country.csv?role=judge&role=prosecutor") == one


@pytest.mark.parametrize("value", ["=cmd|'/c calc'!A1", "<script>alert(1)</script>", "\x01", "../../etc"])
def test_before_the_first_count_no_filter_is_repeated(app: Flask, value: str) -> None:
    early = Browser(app)
    early.sign_in(AccessRole.OFFICER)
    for form in ("", ".csv", ".xlsx"):
        sent = early.client.get(f"/en/reports/by-country{form}", query_string={"role": value})
        assert sent.status_code == 400 and b"<script>alert" not in sent.data


@pytest.mark.parametrize("role", [None, AccessRole.LEARNER, AccessRole.TRAINER])
def test_nobody_but_staff_reads_filters_or_exports(
    officer: Browser, role: AccessRole | None,
) -> None:
    browser = Browser(officer.app)
    if role:
        browser.sign_in(role, site="nairobi", country="XA")
    pages = ("", *PAGES, "definitions", "donor", "compare/by-country")
    every = product(pages, ("", ".csv", ".xlsx", ".pdf"), ("", "?country=XA", "?role=judge"))
    for page, form, query in every:
        for method in ("GET", "HEAD", "OPTIONS", "POST"):
            sent = browser.client.open(f"/en/reports/{page}{form}{query}", method=method)
            assert sent.status_code != 200 or method == "OPTIONS"
            assert b"Velmara" not in sent.data and b"<10" not in sent.data
    # The home page shows everyone's way in to whoever has not signed in; it ends at the sign-in page.
    assert role is None or "/en/reports/" not in browser.html("/en/")


@pytest.mark.parametrize("role", list(AccessRole))
def test_the_menu_leads_nowhere_its_reader_may_not_go(app: Flask, role: AccessRole) -> None:
    browser = Browser(app)
    browser.sign_in(role)
    menu = browser.html("/en/").partition("<nav")[2].partition("</nav>")[0]
    addresses = re.findall(r'href="(/en/[^"#]*)"', menu)
    assert len(addresses) >= 3
    for address in addresses:
        assert browser.get(address).status_code == 200, address


def test_every_export_leaves_its_trace_with_its_filters_and_no_person(officer: Browser) -> None:
    officer.get("/en/reports/by-country.csv?role=judge")
    officer.get("/en/reports/by-role.xlsx")
    officer.get("/en/reports/by-role")
    with officer.app.app_context():
        entries = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "report-export")).all()
        assert [(each.actor_id, each.subject_id, each.detail) for each in entries] == [
            (officer.person_id, None,
             {"table": "by-country", "format": "csv", "filters": {"role": "judge"}}),
            (officer.person_id, None, {"table": "by-role", "format": "xlsx", "filters": {}})]


def test_an_export_that_is_refused_leaves_none(officer: Browser) -> None:
    officer.get("/en/reports/by-country.csv?role=nobody")
    with officer.app.app_context():
        assert not db.session.scalars(select(AuditEntry).where(AuditEntry.action == "report-export")).all()


def test_no_page_or_file_of_a_report_holds_an_unrounded_count_or_an_id(officer: Browser) -> None:
    with officer.app.app_context():
        ids = [enrolled for enrolled, in db.session.execute(select(record.Enrolment.id)).all()]
        assert dict(queries.explained(COURSE_KEY, "by-country", {}))["XA"]["enrolled"] == 64
    for page, form in product(PAGES, ("", ".csv")):
        text = officer.html(f"/en/reports/{page}{form}")
        assert not re.search(r">\s*(64|61|77|13|3|1)\s*<|,(64|61|77|13|3|1),", text)
        assert not [each for each in ids if each in text]
    assert all(form.action.startswith("/en/") for form in forms(officer.html("/en/reports/by-country")))
