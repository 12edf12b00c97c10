"""A focal point reads the tables of the own site, by every door and verb, and never those of another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from flask import Flask

from elearn.accounts import sites
from elearn.accounts.models import AccessRole
from elearn.accounts.principal import Principal
from elearn.app import create_app
from elearn.kernel import clock
from elearn.kernel.db import db, transaction
from elearn.kernel.errors import NotAllowed, NotFound
from elearn.learning import queries as record
from elearn.learning import services as learning
from elearn.reports import scope, services, tables
from tests.databases import Database, bare_application
from tests.factories.courses import COURSE_KEY
from tests.factories.people import person
from tests.web.browser import Browser

# Sizes that no other table of this course prints, so that a figure says whose it is.
SIZES = {"nairobi": 25, "lusaka": 45}
TOTAL = "70"
FORMATS = ("", ".csv", ".xlsx", ".pdf")
# Ways to ask for another site, or for all of them.
SMUGGLED = ("site=lusaka", "site=LUSAKA", "site=Nairobi", "site=nairobi%20", "site=nairobi%00", "site=%25",
            "site=nairobi,lusaka", "site=lusaka&site=nairobi", "site=none", "site=nowhere",
            "site=0", "site=-1", "site=' or 1=1--")
QUIET = ("site[]=lusaka", "site=", "Site=lusaka", "country=", "filter=site")


@pytest.fixture(scope="module")
def served(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    settings = database.fresh(tmp_path_factory.mktemp("sites") / "data")
    with bare_application(settings).app_context():
        with transaction():
            for key in SIZES:
                sites.add("command-line", key, "KE", f"Academy of {key}")
        for key, size in SIZES.items():
            made = [person(country="KE", site=key).id for _ in range(size)]
            with transaction():
                for each in made:
                    learning.enrol(each, COURSE_KEY, "en", record.catalogue())
        with transaction():
            services.take_snapshot(COURSE_KEY, clock.now())
        db.engine.dispose()
    app = create_app(settings)
    app.testing = True
    yield app
    with app.app_context():
        db.engine.dispose()
    database.drop(settings)


@pytest.fixture
def focal(served: Flask) -> Browser:
    browser = Browser(served)
    browser.sign_in(AccessRole.FOCAL_POINT, site="nairobi", country="KE")
    return browser


def _principal(role: AccessRole, site: str = "nairobi", *, is_complete: bool = True) -> Principal:
    from elearn.accounts.models import Theme
    return Principal("p", "s", role, site, "Name", "en", Theme.SYSTEM, True, is_complete)


def test_every_table_that_can_be_of_one_site_is_read_as_the_own_one(focal: Browser) -> None:
    assert len(tables.pages_of_a_site()) > 5
    for page in tables.pages_of_a_site():
        for address in (f"/en/reports/{page}.csv", f"/en/reports/{page}.csv?site=nairobi"):
            lines = focal.html(address).lstrip("\ufeff").splitlines()
            cells = {cell for line in lines[1:] for cell in line.split(",")[1:]}
            assert "25" in cells and not {TOTAL, "45"} & cells, address
        assert "Academy of nairobi" in focal.html(f"/en/reports/{page}")


@pytest.mark.parametrize("query", SMUGGLED)
def test_another_site_is_answered_as_one_that_is_nowhere(focal: Browser, query: str) -> None:
    for page, form in product(tables.pages_of_a_site(), FORMATS):
        for method in ("GET", "HEAD"):
            sent = focal.client.open(f"/en/reports/{page}{form}?{query}", method=method, buffered=True)
            assert sent.status_code in (400, 404), (page, form, sent.status)
            assert b"Academy of lusaka" not in sent.data
        assert focal.client.post(f"/en/reports/{page}{form}?{query}").status_code in (400, 405)


@pytest.mark.parametrize("query", QUIET)
def test_what_names_no_site_leads_to_the_own_one_or_nowhere(focal: Browser, query: str) -> None:
    for page in tables.pages_of_a_site():
        sent = focal.get(f"/en/reports/{page}.csv?{query}")
        assert sent.status_code in (200, 400, 404)
        assert sent.status_code != 200 or ("25" in sent.text and TOTAL not in sent.text), (page, query)


def test_tables_that_cannot_be_of_one_site_are_not_there(focal: Browser) -> None:
    others = set(tables.PAGES) - set(tables.pages_of_a_site())
    assert {"by-country", "by-site", "activity-by-site"} <= others
    for page, form, query in product(others, FORMATS, ("", "?site=nairobi", "?country=KE")):
        assert focal.get(f"/en/reports/{page}{form}{query}").status_code == 404, page


def test_the_desk_shows_and_leads_to_the_own_site_alone(focal: Browser) -> None:
    desk = focal.html("/en/reports/")
    assert TOTAL not in desk.partition("<dl class=\"figures\">")[2].partition("</dl>")[0]
    for page in set(tables.PAGES) - set(tables.pages_of_a_site()):
        assert f'href="/en/reports/{page}"' not in desk
    assert "/en/reports/sites/" not in desk and "/en/reports/changes" not in desk
    assert "/en/reports/people/" in desk


@pytest.mark.parametrize("path", [
    "donor", "changes", "changes.csv", "sites/", "sites/nairobi", "compare/by-month", "compare/by-role",
    "compare/by-month.csv", "compare/by-month.xlsx"])
def test_what_is_of_all_sites_is_closed(focal: Browser, path: str) -> None:
    assert focal.get(f"/en/reports/{path}").status_code in (403, 404)


@pytest.mark.parametrize("site", ["", "nowhere"])
def test_a_focal_point_without_a_registered_site_reads_no_figure(served: Flask, site: str) -> None:
    browser = Browser(served)
    browser.sign_in(AccessRole.FOCAL_POINT, site=site)
    assert browser.get("/en/reports/").status_code < 500
    for page, form in product(tables.pages_of_a_site(), FORMATS):
        sent = browser.get(f"/en/reports/{page}{form}")
        assert sent.status_code in (400, 403, 404), (page, form)


@pytest.mark.parametrize("role", [AccessRole.LEARNER, AccessRole.TRAINER])
def test_trainers_and_learners_read_no_table_even_of_their_site(served: Flask, role: AccessRole) -> None:
    browser = Browser(served)
    browser.sign_in(role, site="nairobi", country="KE")
    for page, form in product(("", *tables.PAGES), FORMATS):
        assert browser.get(f"/en/reports/{page}{form}").status_code in (403, 404)


def test_an_officer_reads_any_site_and_all(served: Flask) -> None:
    officer = Browser(served)
    officer.sign_in(AccessRole.OFFICER, site="nairobi")
    assert TOTAL in officer.html("/en/reports/by-role.csv")
    assert "45" in officer.html("/en/reports/by-role.csv?site=lusaka")


def test_the_scope_is_that_of_the_principal_whatever_is_asked() -> None:
    focal = _principal(AccessRole.FOCAL_POINT)
    assert scope.within(focal, "by-role", {}) == {"site": "nairobi"}
    assert scope.within(focal, "by-year", {"starts": "04"}) == {"starts": "04", "site": "nairobi"}
    for page, filters in (("by-role", {"site": "lusaka"}), ("by-role", {"site": ""}), ("by-site", {}),
                          ("nowhere", {})):
        with pytest.raises(NotFound):
            scope.within(focal, page, filters)
    for reader in (_principal(AccessRole.FOCAL_POINT, ""), _principal(AccessRole.TRAINER),
                   _principal(AccessRole.LEARNER), _principal(AccessRole.OFFICER, is_complete=False),
                   _principal(AccessRole.FOCAL_POINT, is_complete=False)):
        assert scope.pages(reader) == ()
        with pytest.raises(NotAllowed):
            scope.within(reader, "by-role", {})
    assert scope.within(_principal(AccessRole.OFFICER), "by-site", {"site": "lusaka"}) == {"site": "lusaka"}
