"""The register of training sites on its page, and the own site on the account page."""

from __future__ import annotations

import pytest
from flask import Flask

from elearn.accounts import sites
from elearn.accounts.models import AccessRole, Person
from elearn.kernel.db import db, transaction
from tests.web.browser import Browser

PAGE = "/en/reports/sites/"


@pytest.fixture
def officer(app: Flask) -> Browser:
    browser = Browser(app)
    browser.sign_in(AccessRole.OFFICER)
    return browser


def _register(app: Flask, key: str = "nairobi", country: str = "KE") -> None:
    with app.app_context():
        with transaction():
            sites.add("command-line", key, country, f"Academy <{key}>")
        db.session.remove()


def _held(app: Flask, key: str = "nairobi") -> sites.Site | None:
    with app.app_context():
        found = sites.find(key)
        db.session.remove()
        return found


def _site_of(browser: Browser) -> str:
    with browser.app.app_context():
        found = db.session.get_one(Person, browser.person_id).site
        db.session.remove()
        return found


def test_a_site_is_registered_renamed_closed_and_opened(officer: Browser) -> None:
    sent = officer.post_form(PAGE, PAGE, {"title": "Judiciary  Academy", "country": "KE", "key": "nairobi"})
    assert sent.location == f"{PAGE}#site-nairobi" and "Judiciary Academy" in officer.html(PAGE)
    one = f"{PAGE}nairobi"
    officer.post_form(one, one, {"title": "Kenya Judiciary Academy", "act": "rename"})
    officer.post_form(one, one, {"act": "close"})
    assert _held(officer.app) == sites.Site("nairobi", "KE", "Kenya Judiciary Academy", is_open=False)
    assert "<td>Closed</td>" in officer.html(PAGE)
    officer.post_form(one, one, {"act": "open"})
    held = _held(officer.app)
    assert held is not None and held.is_open


@pytest.mark.parametrize(("fields", "said"), [
    ({"key": "Nairobi"}, "Use small letters"), ({"key": ""}, "Enter a key"), ({"key": "taken"}, "is taken"),
    ({"country": ""}, "Choose the country"), ({"country": "XX"}, ""), ({"title": ""}, "Enter the name"),
    ({"title": "\u202eAcademy"}, "cannot be seen"), ({"title": "x" * 121}, "at most 120")])
def test_a_site_that_cannot_be_registered_comes_back(
    officer: Browser, fields: dict[str, str], said: str,
) -> None:
    _register(officer.app, "taken")
    good = {"title": "Academy of the Coast", "country": "KE", "key": "mombasa"}
    sent = officer.post_form(PAGE, PAGE, {**good, **fields})
    assert sent.status_code == 400 and said in sent.text and "Error:" in sent.text
    assert _held(officer.app, "mombasa") is None


def test_a_name_is_text_and_nothing_is_deleted(officer: Browser) -> None:
    _register(officer.app)
    page = officer.html(PAGE) + officer.html(f"{PAGE}nairobi")
    assert "Academy &lt;nairobi&gt;" in page and "<nairobi>" not in page and "elete" not in page
    one = f"{PAGE}nairobi"
    token = officer.form(one, one).values["csrf_token"]
    for act in ("delete", "", "rename"):
        assert officer.post(one, {"csrf_token": token, "act": act}).status_code == 400
    assert _held(officer.app) is not None and officer.get(f"{PAGE}nowhere").status_code == 404


@pytest.mark.parametrize("role", [AccessRole.LEARNER, AccessRole.TRAINER, AccessRole.FOCAL_POINT])
def test_nobody_else_keeps_the_register(app: Flask, role: AccessRole) -> None:
    _register(app)
    browser = Browser(app)
    browser.sign_in(role, site="nairobi")
    assert browser.get(PAGE).status_code == 403 and browser.get(f"{PAGE}nairobi").status_code == 403
    token = browser.all_forms("/en/account")[0].values["csrf_token"]
    assert browser.post(f"{PAGE}nairobi", {"csrf_token": token, "act": "close"}).status_code == 403
    held = _held(app)
    assert held is not None and held.is_open


def test_a_judge_chooses_a_site_of_the_own_country(app: Flask) -> None:
    _register(app)
    _register(app, "lusaka", "ZM")
    judge, own = Browser(app), "/en/account/site"
    judge.sign_in(country="KE")
    assert "Academy &lt;nairobi&gt;" in judge.html(own) and "lusaka" not in judge.html(own)
    assert judge.post_form(own, own, {"training_site": "lusaka"}).status_code == 400
    assert judge.post_form(own, own, {"training_site": "nairobi"}).location == "/en/account"
    assert _site_of(judge) == "nairobi" and "Academy &lt;nairobi&gt;" in judge.html("/en/account")
    judge.post_form(own, own, {"training_site": ""})
    assert _site_of(judge) == ""


@pytest.mark.parametrize("role", [AccessRole.TRAINER, AccessRole.FOCAL_POINT, AccessRole.OFFICER])
def test_whose_site_came_with_a_role_cannot_widen_what_they_see(app: Flask, role: AccessRole) -> None:
    _register(app)
    _register(app, "mombasa")
    browser, own = Browser(app), "/en/account/site"
    browser.sign_in(role, site="mombasa", country="KE")
    page = browser.html(own)
    assert "training_site" not in page and "Academy &lt;mombasa&gt;" in page
    token = browser.all_forms("/en/account")[0].values["csrf_token"]
    for wanted in ("nairobi", "", "nowhere"):
        sent = browser.post(own, {"csrf_token": token, "training_site": wanted})
        assert sent.status_code == 409 and "Ask an administrator to change it" in sent.text
    assert _site_of(browser) == "mombasa"
