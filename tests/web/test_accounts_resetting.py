"""A forgotten password by the pages."""

from __future__ import annotations

import logging
import re

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from elearn.accounts import queries
from elearn.accounts.models import AccessRole
from elearn.accounts.tokens import digest_of
from elearn.kernel.db import db
from elearn.kernel.mail import Letter
from tests.factories.people import PASSWORD, person, session_token
from tests.web.browser import Browser

RESET, CHOOSE = "/en/reset", "/en/reset/choose"
NEW = "nine mango trees in rain"


@pytest.fixture
def browser(app: Flask) -> Browser:
    with app.app_context():
        person(email="a@example.net")
    return Browser(app)


def ask(browser: Browser, email: str = "a@example.net") -> TestResponse:
    return browser.post_form(RESET, RESET, {"email": email})


def letters(app: Flask) -> list[str]:
    with app.app_context():
        return [each.text for each in db.session.query(Letter).order_by(Letter.created_at)]


def link_in(text: str) -> str:
    found = re.search(r"/en/reset/[\w-]{20,}", text)
    assert found
    return found.group(0)


def choose(browser: Browser, password: str = NEW, again: str = NEW) -> TestResponse:
    return browser.post_form(CHOOSE, CHOOSE, {"password": password, "again": again})


def test_a_link_leads_to_a_new_password(app: Flask, browser: Browser) -> None:
    assert ask(browser).location == "/en/reset/sent"
    assert browser.get(link_in(letters(app)[0])).location == CHOOSE
    done = choose(browser)
    assert done.location == "/en/sign-in?changed=1"
    for password, status in ((PASSWORD, 400), (NEW, 303)):
        assert browser.post_form("/en/sign-in", "/en/sign-in", {
            "name": "a@example.net", "password": password}).status_code == status


def test_looking_at_a_link_does_not_use_it_up(app: Flask, browser: Browser) -> None:
    ask(browser)
    link = link_in(letters(app)[0])
    for _ in range(3):
        browser.get(link)
        assert browser.get(CHOOSE).status_code == 200
    assert choose(browser).status_code == 303


def test_a_link_used_before_changes_nothing(app: Flask, browser: Browser) -> None:
    ask(browser)
    link = link_in(letters(app)[0])
    browser.get(link)
    form = browser.form(CHOOSE, CHOOSE, "password")
    assert choose(browser).status_code == 303
    thief = Browser(app)
    thief.get(link)
    assert thief.get(CHOOSE).status_code == 410
    with thief.client.session_transaction() as session:
        session["csrf_token"] = "x"
    assert thief.post(CHOOSE, {**form.values, "password": NEW, "again": NEW}).status_code in (400, 410)


def test_known_and_unknown_addresses_are_answered_alike(browser: Browser) -> None:
    known, unknown = ask(browser), ask(browser, "nobody@example.net")
    assert (known.status_code, known.location, known.text) == (
        unknown.status_code, unknown.location, unknown.text)


def test_the_host_of_a_request_is_never_in_a_letter(app: Flask, browser: Browser) -> None:
    form = browser.form(RESET, RESET, "email")
    headers = {"Host": "evil.example", "X-Forwarded-Host": "evil.example",
               "Cookie": f"__Host-session={browser.cookie('session')}"}
    # A client without a jar of its own: the jar would keep the cookie from another host.
    sent = app.test_client(use_cookies=False).post(
        RESET, data={**form.values, "email": "a@example.net"}, headers=headers)
    assert sent.status_code == 303
    [text] = letters(app)
    assert "http://127.0.0.1:8000/en/reset/" in text and "evil" not in text


def test_the_secret_is_in_no_page_no_later_address_and_no_log(
    app: Flask, browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    ask(browser)
    link = link_in(letters(app)[0])
    token = link.rsplit("/", 1)[1]
    moved = browser.get(link)
    page = browser.get(CHOOSE)
    assert token not in moved.location and token not in moved.text and token not in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] in ("no-referrer", "same-origin")
    choose(browser)
    assert token not in caplog.text


def test_a_made_up_link_is_over(browser: Browser) -> None:
    browser.get("/en/reset/" + "x" * 5000)
    answer = browser.get(CHOOSE)
    assert answer.status_code == 410 and "This link is over" in answer.text


def test_an_easy_password_is_refused_and_the_link_stays_good(app: Flask, browser: Browser) -> None:
    ask(browser)
    browser.get(link_in(letters(app)[0]))
    assert choose(browser, "password1234", "password1234").status_code == 400
    assert choose(browser).status_code == 303


def test_a_reset_signs_out_everywhere_and_does_not_pass_the_second_factor(app: Flask) -> None:
    with app.app_context():
        made = person(email="officer@example.net", access_role=AccessRole.OFFICER)
        token = session_token(made)
    browser = Browser(app)
    ask(browser, "officer@example.net")
    browser.get(link_in(letters(app)[0]))
    choose(browser)
    with app.app_context():
        assert queries.principal(digest_of(token)) is None
    entered = browser.post_form("/en/sign-in", "/en/sign-in", {
        "name": "officer@example.net", "password": NEW})
    assert "/account/second-factor" in entered.location
    assert browser.get("/en/reports/").status_code == 303
