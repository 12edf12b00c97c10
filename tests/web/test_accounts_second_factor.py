"""The second factor by the pages."""

from __future__ import annotations

import re
from datetime import timedelta

import pyotp
import pytest
from flask import Flask

from elearn.accounts.models import AccessRole
from elearn.kernel import clock
from tests.factories.people import PASSWORD, person
from tests.web.browser import Browser

PAGE = "/en/account/second-factor"


@pytest.fixture
def officer(app: Flask) -> Browser:
    """An officer who has given a password and nothing more."""
    with app.app_context():
        person(email="o@example.net", access_role=AccessRole.OFFICER)
    return signed_in(Browser(app), "/en/reports/")


def signed_in(browser: Browser, target: str = "") -> Browser:
    answer = browser.post_form("/en/sign-in", "/en/sign-in", {
        "name": "o@example.net", "password": PASSWORD, "next": target})
    assert "/account/second-factor" in answer.location
    browser.get(answer.location)
    return browser


def set_up(browser: Browser) -> tuple[pyotp.TOTP, list[str]]:
    """Set it up by the page; return what the phone shows and the recovery codes."""
    page = browser.html(PAGE)
    found = re.search(r'<code dir="ltr">([A-Z2-7 ]+)</code>', page)
    assert found and "<svg" in page
    totp = pyotp.TOTP(found.group(1).replace(" ", ""))
    done = browser.post_form(PAGE, PAGE, {"code": totp.at(clock.now() - timedelta(seconds=30))})
    assert done.status_code == 200 and done.headers["Cache-Control"] == "no-store"
    return totp, re.findall(r"<code>([\w-]{14})</code>", done.text)


def test_staff_without_one_are_led_to_set_it_up_and_see_nothing_before(officer: Browser) -> None:
    for path in ("/en/reports/", "/en/account", "/en/account/sessions", "/en/account/password"):
        answer = officer.get(path)
        assert answer.status_code == 303 and "/account/second-factor" in answer.location
    _, codes = set_up(officer)
    assert len(codes) == 10
    assert officer.get("/en/reports/").status_code == 200


def test_the_secret_is_not_shown_again(officer: Browser) -> None:
    totp, _ = set_up(officer)
    assert totp.secret not in officer.html(PAGE).replace(" ", "")


def test_a_password_and_a_code_are_both_asked_for(app: Flask, officer: Browser) -> None:
    totp, codes = set_up(officer)
    again = signed_in(Browser(app))
    assert again.get("/en/reports/").status_code == 303
    assert again.post_form(PAGE, PAGE, {"code": "000000"}).status_code == 400
    assert again.get("/en/reports/").status_code == 303
    done = again.post_form(PAGE, PAGE, {"code": totp.at(clock.now()), "next": "/en/reports/"})
    assert done.location == "/en/reports/"
    assert again.get("/en/reports/").status_code == 200
    other = signed_in(Browser(app))
    assert other.post_form(PAGE, PAGE, {"code": codes[0]}).status_code == 303


def test_the_token_from_before_the_code_dies_with_it(app: Flask, officer: Browser) -> None:
    with officer.client.session_transaction() as session:
        before = session["sign-in"]
    set_up(officer)
    thief = Browser(app)
    thief.use_token(before)
    assert "/sign-in" in thief.get("/en/account").location


def test_next_of_the_code_page_never_leads_to_another_site(app: Flask, officer: Browser) -> None:
    totp, _ = set_up(officer)
    again = signed_in(Browser(app))
    answer = again.post_form(PAGE, PAGE, {"code": totp.at(clock.now()), "next": "//evil.example"})
    assert answer.location == "/en/my-page"


def test_codes_are_not_to_be_searched_through_from_new_devices(app: Flask, officer: Browser) -> None:
    set_up(officer)
    statuses = []
    for _ in range(3):
        thief = signed_in(Browser(app))
        statuses += [thief.post_form(PAGE, PAGE, {"code": "000000"}).status_code for _ in range(2)]
    assert statuses == [400] * 5 + [429]


def test_staff_cannot_take_it_away_and_judges_can(app: Flask, officer: Browser) -> None:
    totp, _ = set_up(officer)
    form = officer.form(PAGE, f"{PAGE}/codes")
    code = totp.at(clock.now())
    assert officer.post(f"{PAGE}/remove", {**form.values, "code": code}).status_code == 403
    judge = Browser(app)
    judge.sign_in()
    judge.post_form(PAGE, f"{PAGE}/begin", {})
    theirs, _ = set_up(judge)
    form = judge.form(PAGE, f"{PAGE}/codes")
    assert judge.post(f"{PAGE}/remove", {**form.values, "code": "000000"}).status_code == 400
    assert judge.post(f"{PAGE}/remove", {**form.values, "code": theirs.at(clock.now())}).status_code == 303
    assert "not set up" in judge.html("/en/account")


def test_new_recovery_codes_ask_for_a_code(officer: Browser) -> None:
    totp, old = set_up(officer)
    assert officer.post_form(PAGE, f"{PAGE}/codes", {"code": "000000"}).status_code == 400
    done = officer.post_form(PAGE, f"{PAGE}/codes", {"code": totp.at(clock.now())})
    new = re.findall(r"<code>([\w-]{14})</code>", done.text)
    assert len(new) == 10 and not set(new) & set(old)


def test_whoever_gave_no_password_sees_none_of_it(visitor: Browser) -> None:
    assert "/sign-in" in visitor.get(PAGE).location
