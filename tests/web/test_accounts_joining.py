"""Registration and invitation by the pages."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from elearn.accounts import queries, services
from elearn.accounts.models import AccessRole, Person
from elearn.kernel.db import db, transaction
from elearn.kernel.mail import Letter
from tests.factories.people import PASSWORD, person
from tests.web.browser import Browser

REGISTER, INVITATION = "/en/register", "/en/invitation"
ABOUT = {"display_name": "Amara Okello", "country": "KE", "judicial_role": "judge", "language": "en",
         "gender": "undisclosed", "court_level": "", "appointed_year": "2019",
         "password": PASSWORD, "again": PASSWORD}


def register(browser: Browser, email: str = "new@example.net", **other: str) -> TestResponse:
    return browser.post_form(REGISTER, REGISTER, {"email": email, **ABOUT, **other})


def last_link(app: Flask, path: str) -> str:
    with app.app_context():
        letter = db.session.query(Letter).order_by(Letter.created_at.desc()).first()
        assert letter
        found = re.search(rf"http://127\.0\.0\.1:8000({path}/\S+)", letter.text)
    assert found
    return found.group(1)


def test_from_registration_to_the_course(app: Flask, visitor: Browser) -> None:
    assert register(visitor).location == "/en/register/sent"
    assert "mailbox" in visitor.html("/en/register/sent")
    moved = visitor.get(last_link(app, REGISTER))
    assert moved.location == "/en/register/confirm"
    done = visitor.post_form("/en/register/confirm", "/en/register/confirm", {"password": PASSWORD})
    assert (done.status_code, done.location) == (303, "/en/my-page")
    page = visitor.html("/en/account")
    assert "Amara Okello" in page and "Kenya" in page and "new@example.net" in page
    back = visitor.get("/en/register/confirm")
    assert (back.status_code, back.location) == (303, "/en/course/")


def test_an_address_that_is_taken_is_answered_like_one_that_is_free(app: Flask, visitor: Browser) -> None:
    with app.app_context():
        person(email="taken@example.net")
    answers = [register(visitor, email) for email in ("taken@example.net", "free@example.net")]
    taken, free = ((each.status_code, each.location, each.text) for each in answers)
    assert taken == free
    with app.app_context():
        assert [x.message for x in db.session.query(Letter).order_by(Letter.created_at)] == [
            "already-registered", "confirm-address"]


def test_a_link_leads_nowhere_for_someone_who_never_chose_its_password(
    app: Flask, visitor: Browser
) -> None:
    register(visitor)
    owner = Browser(app)
    owner.get(last_link(app, REGISTER))
    refused = owner.post_form(
        "/en/register/confirm", "/en/register/confirm", {"password": "something else entirely"})
    assert refused.status_code == 400
    with app.app_context():
        assert db.session.query(Person).count() == 0


def test_a_link_works_once_and_then_says_so(app: Flask, visitor: Browser) -> None:
    register(visitor)
    link = last_link(app, REGISTER)
    visitor.get(link)
    confirmed = visitor.post_form("/en/register/confirm", "/en/register/confirm", {"password": PASSWORD})
    assert confirmed.status_code == 303
    visitor.post_form("/en/account", "/en/sign-out", {})
    visitor.get(link)
    assert visitor.get("/en/register/confirm").status_code == 410


def test_role_site_and_lock_cannot_be_sent_along(app: Flask, visitor: Browser) -> None:
    register(visitor, access_role="administrator", site="all", is_locked="", person_id="0",
             second_factor_at="2026-01-01", created_at="2000-01-01")
    visitor.get(last_link(app, REGISTER))
    visitor.post_form("/en/register/confirm", "/en/register/confirm",
                      {"password": PASSWORD, "access_role": "administrator"})
    visitor.post_form("/en/account/profile", "/en/account/profile",
                      {**ABOUT, "access_role": "administrator", "site": "all", "email": "x@example.net"})
    with app.app_context():
        made = queries.find_account("new@example.net")
    assert made and made.access_role is AccessRole.LEARNER and made.site == ""


@pytest.mark.parametrize(("field", "value", "told"), [
    ("email", "no address", "Enter one e-mail address"),
    ("email", "a@example.net\r\nBcc: b@example.net", "Enter one e-mail address"),
    ("display_name", "Amara\u202eOkello", "cannot be seen"),
    ("display_name", "a" * 121, "at most 120 characters"),
    ("display_name", "", "Enter your name"),
    ("country", "", "Choose your country"),
    ("country", "XA", "Not a valid choice"),
    ("judicial_role", "", "Choose your work"),
    ("judicial_role", "administrator", "Not a valid choice"),
    ("gender", "invented", "Not a valid choice"),
    ("appointed_year", "1066", "Enter a year between"),
    ("appointed_year", "soon", "Not a valid integer"),
    ("password", "short", "at least 12 characters"),
    ("password", "Amara-Okello-2024", "made of your name"),
    ("again", "another long passphrase", "two passwords differ"),
])
def test_what_is_wrong_is_said_at_its_field_and_the_rest_is_kept(
    visitor: Browser, field: str, value: str, told: str
) -> None:
    answer = register(visitor, **{field: value})
    assert answer.status_code == 400
    assert told in answer.text and f'href="#{field}"' in answer.text
    assert "<title>Error: " in answer.text and PASSWORD not in answer.text
    if field != "display_name":
        assert 'value="Amara Okello"' in answer.text


def test_an_invitation_makes_an_account_without_an_address(app: Flask, visitor: Browser) -> None:
    with app.app_context(), transaction():
        code = services.invite("command-line", uses=1, days=7)
    done = visitor.post_form(INVITATION, INVITATION, {"code": code.lower(), **ABOUT})
    assert done.location == "/en/account?new=1"
    name = re.search(r"<strong dir=\"ltr\">([-\w]+)</strong>", visitor.html("/en/account?new=1"))
    assert name
    visitor.post_form("/en/account", "/en/sign-out", {})
    back = visitor.post_form("/en/sign-in", "/en/sign-in", {"name": name.group(1), "password": PASSWORD})
    assert back.status_code == 303


def test_codes_are_not_to_be_guessed(app: Flask, visitor: Browser) -> None:
    form = visitor.form(INVITATION, INVITATION, "code")
    statuses = [visitor.post(INVITATION, {**form.values, "code": "0000-0000-0000", **ABOUT}).status_code
                for _ in range(22)]
    assert statuses[:20] == [400] * 20 and statuses[-1] == 429
    with app.app_context():
        assert db.session.query(Person).count() == 0


def test_a_used_up_code_makes_no_second_account(app: Flask, visitor: Browser) -> None:
    with app.app_context(), transaction():
        code = services.invite("command-line", uses=1, days=7)
    visitor.post_form(INVITATION, INVITATION, {"code": code, **ABOUT})
    other = Browser(app)
    assert other.post_form(INVITATION, INVITATION, {"code": code, **ABOUT}).status_code == 400
    with app.app_context():
        assert db.session.query(Person).count() == 1
