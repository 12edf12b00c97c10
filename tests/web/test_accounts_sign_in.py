"""Signing in and out by the pages: what a thief, a guesser and a shared phone would try."""

from __future__ import annotations

import re

import argon2
import pytest
from flask import Flask
from sqlalchemy import select, update

from elearn.accounts import hashing, queries, services
from elearn.accounts.models import AccessRole, LoginSession, Personal
from elearn.accounts.tokens import digest_of
from elearn.kernel.db import db, transaction
from tests.factories.people import PASSWORD, person
from tests.web.browser import Browser

SIGN_IN = "/en/sign-in"
WRONG = "wrong password of twenty"


@pytest.fixture
def browser(app: Flask) -> Browser:
    with app.app_context():
        person(email="a@example.net")
    return Browser(app)


def enter(browser: Browser, name: str = "a@example.net", password: str = PASSWORD, **more: str):  # type: ignore[no-untyped-def]
    return browser.post_form(SIGN_IN, SIGN_IN, {"name": name, "password": password, **more})


def bare(page: str, name: str) -> str:
    """Return a page without what was typed and without its token, which tells the second."""
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page).replace(name, "")


def held(browser: Browser) -> str:
    """Return the sign-in token in the browser's cookie, or an empty text."""
    with browser.client.session_transaction() as session:
        return str(session.get("sign-in", ""))


def test_the_right_password_leads_to_the_course(browser: Browser) -> None:
    response = enter(browser)
    assert (response.status_code, response.location) == (303, "/en/my-page")
    assert browser.get("/en/account").status_code == 200


def test_a_weaker_hash_of_before_is_made_anew(browser: Browser) -> None:
    weaker = argon2.PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD)

    def kept() -> str:
        with browser.app.app_context():
            return str(db.session.scalars(select(Personal.password_hash)).one())

    with browser.app.app_context(), transaction():
        db.session.execute(update(Personal).values(password_hash=weaker))
    assert enter(browser, password="another one of twenty").status_code == 400 and kept() == weaker
    assert enter(browser).status_code == 303
    assert kept() != weaker and not hashing.is_outdated(kept())


@pytest.mark.parametrize("target", [
    "https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example",
    "javascript:alert(1)", "http:evil.example", "///evil.example", "",
    "/%0d%0aX: y\r\nLocation: //evil.example"])
def test_next_never_leads_to_another_site(browser: Browser, target: str) -> None:
    assert enter(browser, next=target).location == "/en/my-page"


def test_next_leads_to_a_page_of_this_site(browser: Browser) -> None:
    assert 'value="/en/account?x=1"' in browser.html(f"{SIGN_IN}?next=/en/account%3Fx%3D1")
    assert enter(browser, next="/en/account?x=1").location == "/en/account?x=1"


def test_a_wrong_password_and_a_wrong_address_are_answered_alike(browser: Browser) -> None:
    names = ("a@example.net", "b@example.net")
    wrong, nobody = (enter(browser, name=name, password=WRONG) for name in names)
    assert wrong.status_code == nobody.status_code == 400
    assert bare(wrong.text, "a@example.net") == bare(nobody.text, "b@example.net")
    assert "<title>Error: " in wrong.text and 'value="a@example.net"' in wrong.text
    assert WRONG not in wrong.text


def test_a_wait_is_told_alike_whether_the_account_exists(browser: Browser) -> None:
    told = []
    for name in ("a@example.net", "b@example.net"):
        for _ in range(5):
            enter(browser, name=name, password=WRONG)
        answer = enter(browser, name=name, password=WRONG)
        told.append((answer.status_code, answer.headers["Retry-After"], answer.text.replace(name, "")))
    assert told[0][0] == 429
    assert told[0][0] == told[1][0] and told[0][2].count("Wait ") == told[1][2].count("Wait ") > 0


def test_failed_tries_stay_counted_though_their_pages_are_errors(browser: Browser) -> None:
    statuses = [enter(browser, password=WRONG).status_code for _ in range(7)]
    assert statuses[:5] == [400] * 5 and set(statuses[5:]) == {429}


def test_a_device_that_signed_in_before_is_not_kept_waiting(app: Flask, browser: Browser) -> None:
    enter(browser)
    browser.post_form("/en/account", "/en/sign-out", {})
    stranger = Browser(app)
    for _ in range(6):
        enter(stranger, password=WRONG)
    assert enter(stranger).status_code == 429
    assert enter(browser).status_code == 303


def test_a_token_from_before_signing_in_is_not_the_one_after(app: Flask, browser: Browser) -> None:
    browser.use_token("planted-by-a-thief")
    with browser.client.session_transaction() as session:
        session["planted"] = "x"
    enter(browser)
    assert held(browser) != "planted-by-a-thief"
    with browser.client.session_transaction() as session:
        assert "planted" not in session
    with app.app_context():
        assert queries.principal(digest_of("planted-by-a-thief")) is None


def test_a_stolen_cookie_is_worth_nothing_after_signing_out(app: Flask, browser: Browser) -> None:
    enter(browser)
    thief = Browser(app)
    thief.use_token(held(browser))
    assert thief.get("/en/account").status_code == 200
    gone = browser.post_form("/en/account", "/en/sign-out", {})
    assert gone.status_code == 303 and "cache" in gone.headers["Clear-Site-Data"]
    assert held(browser) == ""
    answer = thief.get("/en/account")
    assert answer.status_code == 303 and "/sign-in" in answer.location
    with app.app_context():
        assert db.session.query(LoginSession).count() == 0


def test_signing_out_by_a_link_or_without_the_token_is_refused(browser: Browser) -> None:
    enter(browser)
    assert browser.get("/en/sign-out").status_code == 405
    assert browser.post("/en/sign-out", {}).status_code == 400
    assert browser.get("/en/account").status_code == 200


@pytest.mark.parametrize("address", [
    "/en/sign-in", "/en/register", "/en/invitation", "/en/reset", "/en/register/confirm",
    "/en/reset/choose", "/en/account/second-factor"])
def test_nothing_is_taken_without_the_token_against_forgery(browser: Browser, address: str) -> None:
    for kind in ("application/x-www-form-urlencoded", "application/json", "text/plain"):
        answer = browser.client.post(address, data='{"name": "a"}', content_type=kind)
        assert answer.status_code == 400


def test_a_role_revoked_ends_the_session_in_the_middle_of_it(app: Flask) -> None:
    officer = Browser(app)
    officer.sign_in(AccessRole.OFFICER)
    assert officer.get("/en/reports/").status_code == 200
    with app.app_context(), transaction():
        services.set_role("command-line", officer.person_id, AccessRole.LEARNER)
    answer = officer.get("/en/reports/")
    assert answer.status_code == 303 and "/en/sign-in" in answer.location


def test_a_locked_account_says_so_to_its_owner_alone(app: Flask, browser: Browser) -> None:
    with app.app_context():
        person(email="locked@example.net", is_locked=True)
    assert "This account is closed" in enter(browser, name="locked@example.net").text
    assert "This account is closed" not in enter(browser, name="locked@example.net", password=WRONG).text


def test_personal_pages_are_not_kept_by_the_browser(browser: Browser) -> None:
    enter(browser)
    for path in ("/en/account", "/en/account/sessions", "/en/account/profile"):
        assert browser.get(path).headers["Cache-Control"] == "no-store"


def test_cookies_are_shut_away_from_scripts_and_other_sites(browser: Browser) -> None:
    set_cookies = enter(browser).headers.getlist("Set-Cookie")
    names = {each.split("=")[0] for each in set_cookies}
    assert names == {"__Host-session", "__Host-device"}
    for each in set_cookies:
        said = {part.strip() for part in each.split(";")}
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= said


def test_a_sign_in_name_on_a_page_is_never_markup(browser: Browser) -> None:
    answer = enter(browser, name='"><script>alert(1)</script>', password=WRONG)
    assert "<script>alert" not in answer.text


def test_a_demonstration_person_is_refused_through_a_proxy(app: Flask, settings) -> None:  # type: ignore[no-untyped-def]
    from elearn.accounts.demonstration import ensure_people
    from elearn.kernel import config

    shown = settings.model_copy(update={"demo": True})
    config.init_app(app, shown)
    with app.app_context():
        lines = ensure_people(shown)
    passphrase = next(line for line in lines if line.startswith("passphrase")).split(": ")[1]
    values = {"name": "judge@example.org", "password": passphrase}
    here = Browser(app)
    form = here.form(SIGN_IN, SIGN_IN, "name")
    sent = {**form.values, **values}
    away = here.client.post(SIGN_IN, data=sent, headers={"X-Forwarded-For": "203.0.113.7"})
    assert away.status_code == 400
    far = here.client.post(SIGN_IN, data=sent, environ_base={"REMOTE_ADDR": "203.0.113.7"})
    assert far.status_code == 400
    assert here.post(SIGN_IN, sent).status_code == 303
