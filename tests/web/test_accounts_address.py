"""Another e-mail address: proved by the password, by a letter to it, and told to the old one."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from elearn.accounts import queries
from elearn.accounts.models import AddressChange, Person, Personal
from elearn.kernel import clock
from elearn.kernel.db import db, transaction
from elearn.kernel.mail import Letter
from tests.factories.people import PASSWORD, person, session_token
from tests.web.browser import Browser

EMAIL, CONFIRM, NEW = "/en/account/email", "/en/account/email/confirm", "amara@new.example"


@pytest.fixture
def judge(app: Flask) -> Browser:
    browser = Browser(app)
    browser.sign_in(email="amara@court.example")
    return browser


def letters(app: Flask) -> list[tuple[str, str, str]]:
    with app.app_context():
        return [(each.address, each.subject, each.text) for each in db.session.scalars(
            select(Letter).order_by(Letter.created_at))]


def ask(browser: Browser, email: str = NEW, password: str = PASSWORD) -> int:
    return browser.post_form(EMAIL, EMAIL, {"email": email, "password": password}).status_code


def link(app: Flask) -> str:
    found = re.search(r"https?://[^/]+(/en/account/email/\S+)", letters(app)[-1][2])
    assert found
    return found.group(1)


def address_of(browser: Browser) -> str:
    with browser.app.app_context():
        return queries.account(browser.person_id).email


def confirm(browser: Browser) -> int:
    return browser.post(CONFIRM, browser.form(CONFIRM, CONFIRM).values).status_code


def test_the_new_address_is_taken_once_its_letter_was_answered(app: Flask, judge: Browser) -> None:
    assert ask(judge) == 303 and address_of(judge) == "amara@court.example"
    assert [each[0] for each in letters(app)] == [NEW]
    opened = judge.get(link(app))
    assert (opened.status_code, opened.location) == (303, CONFIRM), "the secret leaves the address"
    assert NEW in judge.html(CONFIRM) and address_of(judge) == "amara@court.example"
    assert confirm(judge) == 303 and address_of(judge) == NEW
    assert {each[0] for each in letters(app)} == {NEW, "amara@court.example"}
    assert "Your e-mail address was changed" in judge.html("/en/account/log")
    assert judge.get(CONFIRM).status_code == 410, "it works once"


def test_a_wrong_password_and_the_address_of_now_are_said_at_their_fields(judge: Browser) -> None:
    wrong = judge.post_form(EMAIL, EMAIL, {"email": NEW, "password": "not my password"})
    assert wrong.status_code == 400 and NEW in wrong.text and "not the password you have now" in wrong.text
    same = judge.post_form(EMAIL, EMAIL, {"email": "Amara@Court.example", "password": PASSWORD})
    assert same.status_code == 400 and "the address you have now" in same.text
    assert letters(judge.app) == []


def test_an_address_that_has_an_account_is_answered_alike(app: Flask, judge: Browser) -> None:
    with app.app_context():
        person(email="boran@court.example")
    assert ask(judge, "boran@court.example") == 303
    assert [each[0] for each in letters(app)] == ["boran@court.example"]
    assert "/account/email/" not in letters(app)[0][2]
    with app.app_context():
        assert db.session.scalars(select(AddressChange)).all() == []


def test_whoever_reads_the_letter_alone_changes_nothing(app: Flask, judge: Browser) -> None:
    ask(judge)
    stranger, other = Browser(app), Browser(app)
    stranger.get(link(app))
    assert stranger.get(CONFIRM).location == f"/en/sign-in?next={CONFIRM}"
    other.sign_in(email="boran@court.example")
    other.get(link(app))
    assert other.get(CONFIRM).status_code == 410 and address_of(other) == "boran@court.example"
    judge.get(link(app))
    assert confirm(judge) == 303, "the owner's link is still good"


def test_a_link_is_over_after_ten_minutes_and_after_a_newer_one(app: Flask, judge: Browser) -> None:
    ask(judge)
    first = link(app)
    ask(judge, "amara@third.example")
    judge.get(first)
    assert judge.get(CONFIRM).status_code == 410
    with clock.fixed(clock.now() + timedelta(minutes=11)):
        judge.get(link(app))
        assert judge.get(CONFIRM).status_code == 410
    assert address_of(judge) == "amara@court.example"


def test_who_signs_in_by_a_name_may_give_an_address_and_keeps_the_name(app: Flask) -> None:
    judge = Browser(app)
    judge.sign_in()
    with app.app_context(), transaction():
        held = db.session.get_one(Personal, judge.person_id)
        held.email, held.email_normal, held.sign_in_name = None, None, "K7QM3XRT"
    with app.app_context():
        name = queries.account(judge.person_id).sign_in_name
    assert name and "Give an address" in judge.html("/en/account")
    assert ask(judge) == 303
    judge.get(link(app))
    assert confirm(judge) == 303
    page = judge.html("/en/account")
    assert NEW in page and name in page


def test_the_account_has_a_section_for_each_thing(judge: Browser) -> None:
    with judge.app.app_context():
        session_token(db.session.get_one(Person, judge.person_id))
    page = judge.html("/en/account")
    for each in ("Name and work", "E-mail address", "Language", "Password", "My devices"):
        assert f">{each}</h2>" in page
    assert "keeps the name it bears" in page and page.count("Sign it out") == 1
    assert "Sign out all others" in page
    sent = judge.post_form("/en/account", "/en/language", {"language": "fr"})
    assert sent.location == "/fr/account"
