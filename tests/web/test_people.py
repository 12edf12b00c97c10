"""Completions by name: said what for, one's own for half an hour, by page and as files; own sites alone."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from zipfile import ZipFile

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from elearn.accounts import sites
from elearn.accounts.models import AccessRole, Person
from elearn.kernel import clock
from elearn.kernel.audit import AuditEntry
from elearn.kernel.db import db, transaction
from elearn.reports.files import named
from elearn.web.people import sending
from tests.factories.learners import learner
from tests.web.browser import Browser, forms

ASK = "/en/reports/people/"
PURPOSE = "Letters of thanks to those who finished"


@pytest.fixture
def served(app: Flask) -> Flask:
    """A course with somebody who completed at one site and somebody who did not at another."""
    with app.app_context():
        learner(display_name="Amara Okello", country="KE", site="nairobi").do_everything()
        learner(display_name="Chipo Banda", country="ZM", site="lusaka", email="chipo@court.example")
        with transaction():
            sites.add("command-line", "nairobi", "KE", "Judiciary Academy")
            sites.add("command-line", "lusaka", "ZM", "National Institute")
        db.session.remove()
    return app


@pytest.fixture
def officer(served: Flask) -> Browser:
    browser = Browser(served)
    browser.sign_in(AccessRole.OFFICER)
    return browser


@pytest.fixture
def focal(served: Flask) -> Browser:
    browser = Browser(served)
    browser.sign_in(AccessRole.FOCAL_POINT, site="nairobi", country="KE")
    return browser


def _ask(browser: Browser, **fields: str) -> TestResponse:
    return browser.post_form(ASK, ASK, {"purpose": PURPOSE, **fields})


def _opened(browser: Browser, **fields: str) -> str:
    """Open a list and return its address."""
    sent = _ask(browser, **fields)
    assert sent.status_code == 303 and re.fullmatch(r"/en/reports/people/\d+", sent.location), sent.text
    return sent.location


def _entries(app: Flask, action: str) -> list[AuditEntry]:
    with app.app_context():
        return list(db.session.scalars(select(AuditEntry).where(AuditEntry.action == action)))


def test_a_list_says_who_completed_and_when_and_nothing_else(officer: Browser) -> None:
    page = officer.html(_opened(officer))
    cells = re.sub(r"<[^>]+>", " ", page.partition("<tbody>")[2].partition("</tbody>")[0]).split("Correct")
    assert "Amara Okello Kenya Judiciary Academy Judge E-learning yes" in " ".join(cells[0].split())
    assert any("Chipo Banda Zambia National Institute Judge E-learning no" in " ".join(each.split())
               for each in cells)
    assert "chipo@court.example" not in page and PURPOSE in page


def test_the_csv_and_the_workbook_say_the_same(officer: Browser) -> None:
    address = _opened(officer, country="KE")
    today = clock.now().date().isoformat()
    sent = officer.get(f"{address}.csv")
    assert sent.content_type == "text/csv; charset=utf-8" and sent.headers["Cache-Control"] == "no-store"
    assert sent.text.lstrip("\ufeff").splitlines() == [
        "Name,Country,Training site,Role,Route,Completed,Date of completion",
        f"Amara Okello,Kenya,Judiciary Academy,Judge,E-learning,yes,{today}"]
    assert sent.data.startswith(b"\xef\xbb\xbf")
    book = ZipFile(io.BytesIO(officer.get(f"{address}.xlsx").data))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert re.findall(r"<t[^>]*>([^<]*)</t>", sheet)[7:] == [
        "Amara Okello", "Kenya", "Judiciary Academy", "Judge", "E-learning", "yes", today]
    noted = [(each.actor_id, each.detail) for each in _entries(officer.app, "people_downloaded")]
    number = int(address.rpartition("/")[2])
    assert noted == [(officer.person_id, {"look": number, "format": each}) for each in ("csv", "xlsx")]


def test_the_purpose_is_sealed_in_the_log_and_the_filters_are_not(officer: Browser) -> None:
    _opened(officer, country="KE", completed_only="y", completed_from="2026-01-01")
    (entry,) = _entries(officer.app, "people_listed")
    assert PURPOSE not in str(entry.detail) and entry.actor_id == officer.person_id
    assert entry.detail["filters"] == {
        "country": "KE", "completed_only": True, "completed_from": "2026-01-01"}


@pytest.mark.parametrize(("fields", "said"), [
    ({"purpose": ""}, "Say what you need the names for"), ({"purpose": "thanks"}, "in 10 to 500"),
    ({"purpose": "          x          "}, "in 10 to 500"), ({"purpose": "x" * 501}, "in 10 to 500"),
    ({"country": "KE", "site": "lusaka"}, "in another country"),
    ({"completed_from": "2026-02-02", "completed_until": "2026-02-01"}, "comes before the first"),
    ({"completed_from": "yesterday"}, ""), ({"country": "XX"}, ""), ({"site": "' or 1=1"}, ""),
    ({"route": "all"}, "")])
def test_a_form_that_cannot_be_used_opens_nothing_and_keeps_what_was_typed(
    officer: Browser, fields: dict[str, str], said: str,
) -> None:
    sent = _ask(officer, **{"purpose": "Kept as it was typed", **fields})
    assert sent.status_code == 400 and said in sent.text and "Error:" in sent.text
    assert fields.get("purpose", "Kept as it was typed").strip() in sent.text
    assert _entries(officer.app, "people_listed") == []


def test_after_half_an_hour_the_purpose_is_asked_again_with_what_was_typed(officer: Browser) -> None:
    address = _opened(officer, country="KE", completed_only="y")
    with clock.fixed(clock.now() + timedelta(minutes=31)):
        for suffix in ("", ".csv", ".xlsx"):
            sent = officer.get(address + suffix)
            assert sent.status_code == 410 and "Amara Okello" not in sent.text
            form = next(each for each in forms(sent.text) if each.action == ASK)
            assert str(form.values["purpose"]).strip() == PURPOSE
            assert '<option selected value="KE">' in sent.text and "checked" in sent.text
    assert _entries(officer.app, "people_downloaded") == []


@pytest.mark.parametrize("role", [AccessRole.OFFICER, AccessRole.ADMINISTRATOR, AccessRole.FOCAL_POINT])
def test_a_list_belongs_to_who_opened_it(officer: Browser, role: AccessRole) -> None:
    address, other = _opened(officer), Browser(officer.app)
    other.sign_in(role, site="nairobi")
    for suffix in ("", ".csv", ".xlsx"):
        assert other.get(address + suffix).status_code == 404


@pytest.mark.parametrize("role", [AccessRole.LEARNER, AccessRole.TRAINER])
def test_learners_and_trainers_see_no_names(served: Flask, role: AccessRole) -> None:
    browser = Browser(served)
    browser.sign_in(role, site="nairobi")
    for path in (ASK, f"{ASK}1", f"{ASK}1.csv", f"{ASK}1.xlsx"):
        assert browser.get(path).status_code == 403


def test_the_next_page_is_asked_for_by_an_address_without_a_name(officer: Browser) -> None:
    with officer.app.app_context():
        for number in range(50):
            learner(display_name=f"Somebody {number}", country="ZM", site="lusaka")
        db.session.remove()
    address = _opened(officer, site="lusaka")
    first = officer.html(address)
    following = re.search(r'rel="next" href="([^"]+)"', first)
    assert following and re.search(r"after=\w{32}$", following[1])
    assert first.count('<tr><th scope="row"') == 50
    rest = officer.html(following[1])
    assert rest.count('<tr><th scope="row"') == 1 and "rel=\"next\"" not in rest
    assert officer.get(f"{address}?after=nowhere").status_code == 404


def test_a_list_too_long_for_a_workbook_is_offered_as_csv(
    officer: Browser, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(named, "XLSX_MOST", 1)
    address = _opened(officer)
    sent = officer.get(f"{address}.xlsx")
    assert sent.status_code == 413 and f'href="{address}.csv"' in sent.text
    assert _entries(officer.app, "people_downloaded") == []


def test_one_file_is_sent_at_a_time_and_one_given_up_lets_the_next_pass(officer: Browser) -> None:
    address = _opened(officer)
    begun = officer.client.get(f"{address}.csv")
    refused = officer.get(f"{address}.csv")
    assert refused.status_code == 429 and refused.headers["Retry-After"] == "30"
    begun.close()
    assert officer.get(f"{address}.csv").status_code == 200
    assert officer.client.head(f"{address}.csv", buffered=True).status_code == 200
    assert officer.get(f"{address}.xlsx").status_code == 200 and sending._turn.acquire(blocking=False)
    sending._turn.release()


def test_a_focal_point_sees_names_of_the_own_site_without_a_purpose(focal: Browser) -> None:
    assert "purpose" not in focal.html(ASK) and "Judiciary Academy" in focal.html(ASK)
    for smuggled in ({}, {"site": "lusaka"}, {"country": "ZM"}, {"site": ""}, {"purpose": PURPOSE}):
        address = focal.post(ASK, {**focal.form(ASK, ASK).values, **smuggled}).location
        page, written = focal.html(address), focal.get(f"{address}.csv").text
        assert "Amara Okello" in page and "Chipo Banda" not in page + written
        assert written.splitlines()[0].lstrip("\ufeff") == "Name,Completed,Date of completion"
        assert "Correct" not in page and "E-learning" not in page
    assert {tuple(each.detail["filters"].items()) for each in _entries(focal.app, "site_listed")} == {  # type: ignore[attr-defined]
        (("site", "nairobi"),)}


def test_a_focal_point_without_a_site_sees_nobody(served: Flask) -> None:
    browser = Browser(served)
    browser.sign_in(AccessRole.FOCAL_POINT)
    assert browser.get(ASK).status_code == 403
    browser.html("/en/account")
    token = browser.all_forms("/en/account")[0].values["csrf_token"]
    assert browser.post(ASK, {"csrf_token": token, "site": "nairobi"}).status_code == 403
    assert _entries(served, "site_listed") == []


def test_a_list_of_a_site_closes_when_the_focal_point_gets_another(focal: Browser) -> None:
    address = focal.post_form(ASK, ASK, {}).location
    assert focal.get(address).status_code == 200
    with focal.app.app_context(), transaction():
        db.session.get_one(Person, focal.person_id).site = "lusaka"
    for suffix in ("", ".csv", ".xlsx"):
        assert focal.get(address + suffix).status_code == 404


def test_whoever_was_listed_reads_it_in_their_own_log(officer: Browser) -> None:
    judge = Browser(officer.app)
    judge.sign_in(country="KE", site="nairobi", display_name="Berit Lund")
    judge.post_form("/en/course/", "/en/enrol", {})
    _opened(officer, country="KE", completed_from="2026-01-01")
    _opened(officer, country="KE", site="nairobi")
    _opened(officer, country="ZM")
    log = judge.html("/en/account/log")
    assert log.count("Completions were listed by name, and you were on the list") == 1
    assert "(Kenya, Judiciary Academy)" in log and "Zambia" not in log
    assert PURPOSE in log and "programme officer" in log
    assert PURPOSE in judge.html("/en/account/export/my-data.html")


def test_a_purpose_sent_after_the_sign_in_ended_comes_back(officer: Browser) -> None:
    form = officer.form(ASK, ASK, "purpose")
    officer.use_token("ended")
    sent = officer.post(ASK, {**form.values, "purpose": PURPOSE})
    assert sent.status_code in (400, 401) and PURPOSE in sent.text
