"""What leaves the server or waits on it: late forms that ask for more, and the names of files."""

from __future__ import annotations

import pytest
from flask import Flask

from elearn.accounts.models import AccessRole, Person
from elearn.kernel.db import db
from tests.browser.answering import right
from tests.factories.courses import PLANTED_EXPLANATION, PLANTED_FEEDBACK
from tests.factories.people import session_token
from tests.web.browser import Browser
from tests.web.sitting import Sitter, fields

OVER = "a sign-in that is over"


def late(browser: Sitter, address: str, values: dict[str, object]) -> str:
    """Send a form after the sign-in had ended, sign in again, and return the page of what waits."""
    with browser.client.session_transaction() as session:
        session["sign-in"] = OVER
    sent = browser.client.post(address, data=values)
    assert sent.status_code == 303, sent.status
    with browser.app.app_context():
        browser.use_token(session_token(db.session.get_one(Person, browser.person_id)))
    return browser.html("/en/waiting")


def test_a_late_form_tells_no_key_and_nothing_of_anothers_attempt(sitter: Sitter) -> None:
    sitter.begin("entry")
    place = sitter.place_of("entry", "one")
    theirs = sitter.question("entry", place)
    thief = Sitter(sitter.app)
    thief.sign_in()
    thief.post_form("/en/course/", "/en/enrol", {})
    thief.begin("entry")
    mine = thief.place_of("entry", "one")
    form = thief.question("entry", mine)
    chosen = fields(right(thief.key_at("entry", mine)))
    page = late(thief, form.action, {**form.values, **chosen, "attempt": theirs.values["attempt"]})
    assert "Something you sent" in page and "your answer to question" not in page
    page = late(thief, form.action, {**form.values, **chosen})
    assert "your answer to question" in page
    for word in (PLANTED_FEEDBACK, PLANTED_EXPLANATION, "is right", "is wrong"):
        assert word not in page.partition("<main")[2]
    assert "0 of 6 questions are answered" in sitter.html("/en/tests/entry")


def test_a_late_form_for_a_question_of_the_course_tells_no_verdict(sitter: Sitter) -> None:
    address = "/en/course/m1-choose/m1-q1"
    form = sitter.form("/en/course/m1-choose", address)
    page = late(sitter, address, {**form.values, "choice": "2"})
    assert "Your answer" in page
    assert PLANTED_FEEDBACK not in page and PLANTED_EXPLANATION not in page


@pytest.mark.parametrize("name", [
    "Amara\u202egpj.exe", "Ama\u200bra\r\nX-Planted: 1", 'A"; filename="x.html'])
def test_no_file_is_named_by_what_anyone_typed(app: Flask, name: str) -> None:
    """The names were put into the record past the form, which refuses them."""
    for role, paths in (
            (AccessRole.LEARNER, ("account/export/my-data.html", "account/export/my-data.json")),
            (AccessRole.OFFICER, ("reports/by-country.csv", "reports/by-country.xlsx"))):
        browser = Browser(app)
        browser.sign_in(role, display_name=name)
        for path in paths:
            sent = browser.get(f"/en/{path}")
            said = sent.headers["Content-Disposition"]
            assert sent.status_code == 200 and "X-Planted" not in sent.headers
            assert said.isascii() and "Ama" not in said and "exe" not in said
            assert said.count("filename") == 1
