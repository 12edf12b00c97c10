"""Small cells by filter, subtraction or percentages; SQL in filters; exports and their trace."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
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
from elearn.reports import services
from elearn.reports.reading import queries
from elearn.reports.tables import PAGES, TABLES
from tests.factories.courses import COURSE_KEY
from tests.factories.people import person
from tests.reports.attacker import possible
from tests.web.browser import Browser, forms

# By country and role; each number is a small cell, or the difference of two larger ones.
# So many that the guard need hide none: what it does where they are fewer is tried in tests/reports.
PEOPLE = {("XA", "judge"): 62, ("XA", "prosecutor"): 3, ("XB", "judge"): 12, ("XB", "prosecutor"): 56}


@pytest.fixture
def officer(app: Flask) -> Browser:
    """An officer, after the first count of a few."""
    return _officer(app, {("XA", "judge"): 12, ("XA", "prosecutor"): 3})


@pytest.fixture
def officer_of_many(app: Flask) -> Browser:
    """An officer, after the first count of so many that tables are parted by role and country."""
    return _officer(app, PEOPLE)


def _officer(app: Flask, people: Mapping[tuple[str, str], int]) -> Browser:
    with app.app_context():
        for (country, role), number in people.items():
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
    lines = csv.reader(browser.html(address).lstrip("\ufeff").splitlines()[1:])
    return {name: cells for name, *cells in lines}


# What is taken of counts; every other column is one.
TAKEN = {"completion-rate", "share", "median-days", "lower-quartile", "upper-quartile", "entry-mean",
         "final-mean", "gain", "low", "high", "facility", "discrimination", "options", "flags"}


def test_small_cells_are_hidden_on_every_page_and_by_every_filter(officer_of_many: Browser) -> None:
    columns = {table.page: table.columns for table in TABLES}
    asked = [(page, "") for page in PAGES] + [("by-country", f"?role={role}") for _, role in PEOPLE]
    asked += [(page, f"?country={country}")
              for page, (country, _) in product(("by-role", "by-month"), PEOPLE)]
    seen = set()
    for page, query in asked:
        for cells in _cells(officer_of_many, f"/en/reports/{page}.csv{query}").values():
            row = dict(zip(columns[page], cells, strict=True))
            for cell in (row[name] for name in row.keys() - TAKEN):
                assert cell in ("<10", "–") or (int(cell) >= 10 and int(cell) % 5 == 0), (page, row)
                seen.add(cell)
            if page.startswith("by-"):
                assert row["completion-rate"] == "–" or int(row["enrolled"]) >= 50, (page, row)
    assert {"<10", "10", "65"} <= seen


def test_subtraction_between_pages_names_no_small_cell(officer_of_many: Browser) -> None:
    """Who is no judge is a total less the judges: the printed two leave that at least five values."""
    by_country = _cells(officer_of_many, "/en/reports/by-country.csv")
    judges = _cells(officer_of_many, "/en/reports/by-country.csv?role=judge")
    in_velmara = _cells(officer_of_many, "/en/reports/by-role.csv?country=XA")
    assert in_velmara["Prosecutor"][0] == "<10"
    assert in_velmara["Court staff"][0] == "–"  # Fewer than fifty anywhere, so by no country.
    assert (by_country["Velmara"][0], judges["Velmara"][0]) == ("65", "60")
    assert (by_country["Ostrelia"][0], judges["Ostrelia"][0]) == ("70", "10")
    assert by_country["All"][0] == "135"  # 133, counted by itself.
    for country in ("Velmara", "Ostrelia"):
        (least, most), (fewest, greatest) = (possible(each[country][0]) for each in (by_country, judges))
        assert most - fewest - max(0, least - greatest) >= 4


@pytest.mark.parametrize("query", [
    "role=judge&country=XA", "role=judge&month=2026-11", "edition=international",
    "role=judge&gender=female", "person_id=1",
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


def test_no_page_or_file_of_a_report_holds_an_unrounded_count_or_an_id(officer_of_many: Browser) -> None:
    officer = officer_of_many
    with officer.app.app_context():
        ids = [enrolled for enrolled, in db.session.execute(select(record.Enrolment.id)).all()]
        behind = dict(queries.explained(COURSE_KEY, "by-country", {}))["XA"]
        assert behind["enrolled"] == 65
        assert list(behind) == ["enrolled", "started", "completed", "certified"]
    for page, form in product(PAGES, ("", ".csv")):
        text = officer.html(f"/en/reports/{page}{form}")
        assert not re.search(r">\s*(62|74|68|59|56|133|12|3|1)\s*<|,(62|74|68|59|56|133|12|3|1),", text)
        assert not [each for each in ids if each in text]
    assert all(form.action.startswith("/en/") for form in forms(officer.html("/en/reports/by-country")))
