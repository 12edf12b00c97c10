"""Deleting one's own account: asked once more, done at once, and the device forgets too."""

from __future__ import annotations

import pyotp
import pytest
from flask import Flask
from sqlalchemy import func, select

from elearn.accounts import erasures, keys, services
from elearn.accounts.models import AccessRole, LoginSession, Person, Personal
from elearn.kernel import clock
from elearn.kernel.db import db, transaction
from tests.factories.people import PASSWORD, person, session_token
from tests.web.browser import Browser, forms

DELETE, DELETED = "/en/account/delete", "/en/account-deleted"


def is_there(app: Flask, browser: Browser) -> bool:
    with app.app_context():
        return db.session.get(Person, browser.person_id) is not None


def test_the_account_goes_at_once_and_the_page_says_so(app: Flask, judge: Browser) -> None:
    judge.answer("m2-story", "m2-r1", {"text": "mine alone"})
    with app.app_context():
        session_token(db.session.get_one(Person, judge.person_id))
    page = judge.html(DELETE)
    assert "What goes" in page and "What stays, and why" in page
    done = judge.post_form(DELETE, DELETE, {"password": PASSWORD})
    assert (done.status_code, done.location) == (303, DELETED)
    assert "no-store" in done.headers["Cache-Control"] and "cache" in done.headers["Clear-Site-Data"]
    assert "Your account was deleted" in judge.html(DELETED)
    assert judge.get("/en/account").status_code == 303, "signed out"
    assert not is_there(app, judge)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(LoginSession)) == 0
        assert judge.person_id in keys.ring().destroyed() and erasures.noted() == (judge.person_id,)


@pytest.mark.parametrize(("typed", "says"), [
    ("not my password at all", "not the password you have now"), ("", "Enter your password")])
def test_without_the_password_nothing_goes(app: Flask, judge: Browser, typed: str, says: str) -> None:
    answer = judge.post_form(DELETE, DELETE, {"password": typed})
    assert answer.status_code == 400 and says in answer.text
    assert 'class="error-summary"' in answer.text and "<title>Error: Delete my account" in answer.text
    assert is_there(app, judge) and judge.get("/en/account").status_code == 200


def test_the_password_is_not_to_be_guessed_here(judge: Browser) -> None:
    guess = {"password": "a wrong guess"}
    statuses = [judge.post_form(DELETE, DELETE, guess).status_code for _ in range(6)]
    assert statuses == [400] * 5 + [429]


def test_opening_the_page_or_forging_the_form_deletes_nothing(app: Flask, judge: Browser) -> None:
    judge.get(DELETE + "?password=" + PASSWORD)
    assert judge.post(DELETE, {"password": PASSWORD}).status_code == 400
    assert is_there(app, judge)


def test_whoever_has_a_second_factor_is_asked_for_it(app: Flask, judge: Browser) -> None:
    with app.app_context(), transaction():
        services.begin_totp(judge.person_id)
        held = db.session.get_one(Personal, judge.person_id)
        secret = keys.open_sealed(judge.person_id, "totp", str(held.totp_secret))
        held.totp_confirmed_at = clock.now()
        db.session.get_one(
            LoginSession, db.session.scalars(select(LoginSession.token_hash)).one()
        ).second_factor_at = clock.now()
    assert "password" not in next(form for form in forms(judge.html(DELETE)) if form.action == DELETE).names
    assert judge.post_form(DELETE, DELETE, {"code": "000000"}).status_code == 400
    assert is_there(app, judge)
    assert judge.post_form(DELETE, DELETE, {"code": pyotp.TOTP(secret).now()}).status_code == 303
    assert not is_there(app, judge)


def test_the_last_administrator_is_told_what_to_do_first(app: Flask) -> None:
    browser = Browser(app)
    browser.sign_in(AccessRole.ADMINISTRATOR)
    answer = browser.post_form(DELETE, DELETE, {"password": PASSWORD})
    assert answer.status_code == 400 and "last administrator" in answer.text
    assert is_there(app, browser)
    with app.app_context():
        person(access_role=AccessRole.ADMINISTRATOR)
    assert browser.post_form(DELETE, DELETE, {"password": PASSWORD}).status_code == 303
