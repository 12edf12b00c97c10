"""What someone changes of their own account, and what of another's they cannot."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from elearn.accounts import queries, services
from elearn.accounts.models import AccessRole
from elearn.accounts.tokens import digest_of
from elearn.kernel import audit
from elearn.kernel.db import transaction
from tests.factories.people import PASSWORD, person, session_token
from tests.web.browser import Browser

NEW = "nine mango trees in rain"
PASSWORD_PAGE, PROFILE, END = "/en/account/password", "/en/account/profile", "/en/account/sessions/end"


@pytest.fixture
def judge(app: Flask) -> Browser:
    browser = Browser(app)
    browser.sign_in(email="a@example.net", country="KE")
    return browser


def token_of(browser: Browser) -> str:
    with browser.client.session_transaction() as session:
        return str(session["sign-in"])


def test_a_new_password_keeps_this_device_under_a_new_token_and_ends_the_others(
    app: Flask, judge: Browser
) -> None:
    with app.app_context():
        other = session_token(person_of(judge))
    before = token_of(judge)
    done = judge.post_form(
        PASSWORD_PAGE, PASSWORD_PAGE, {"current": PASSWORD, "password": NEW, "again": NEW})
    assert done.location == "/en/account"
    assert judge.get("/en/account").status_code == 200 and token_of(judge) != before
    with app.app_context():
        assert queries.principal(digest_of(other)) is None
        assert queries.principal(digest_of(before)) is None


def test_the_password_of_now_is_asked_for_and_not_to_be_guessed(judge: Browser) -> None:
    values = {"current": "a wrong guess of it", "password": NEW, "again": NEW}
    statuses = [judge.post_form(PASSWORD_PAGE, PASSWORD_PAGE, values).status_code for _ in range(6)]
    assert statuses == [400] * 5 + [429]


def test_a_password_made_of_ones_own_name_is_refused(judge: Browser) -> None:
    answer = judge.post_form(PASSWORD_PAGE, PASSWORD_PAGE, {
        "current": PASSWORD, "password": "Amara-Okello-77", "again": "Amara-Okello-77"})
    assert answer.status_code == 400 and "made of your name" in answer.text


def test_what_was_said_is_shown_changed_and_kept(app: Flask, judge: Browser) -> None:
    page = judge.html(PROFILE)
    assert 'value="Amara Okello"' in page
    assert re.search(r'<option selected value="KE">', page)
    done = judge.post_form(PROFILE, PROFILE, {
        "display_name": "  Amara  O. Okello ", "country": "UG", "judicial_role": "prosecutor",
        "language": "en", "gender": "female", "court_level": "appeal", "appointed_year": ""})
    assert done.location == "/en/account"
    with app.app_context():
        said = queries.account(judge.person_id).profile
    assert (said.display_name, said.country, said.judicial_role, said.gender, said.appointed_year) == (
        "Amara O. Okello", "UG", "prosecutor", "female", None)


def test_a_name_is_text_wherever_it_is_shown(judge: Browser) -> None:
    judge.post_form(PROFILE, PROFILE, {
        "display_name": '<img src=x onerror="alert(1)">', "country": "UG", "judicial_role": "judge",
        "language": "en", "gender": "", "court_level": "", "appointed_year": ""})
    for path in ("/en/account", PROFILE, "/en/course/"):
        assert "<img src=x" not in judge.html(path)


def test_a_device_can_be_signed_out_from_another(app: Flask, judge: Browser) -> None:
    with app.app_context():
        lost = session_token(person_of(judge))
    assert judge.html("/en/account/sessions").count("Sign it out") == 1
    judge.post_form("/en/account/sessions", END, {"which": digest_of(lost)})
    with app.app_context():
        assert queries.principal(digest_of(lost)) is None
    assert judge.get("/en/account").status_code == 200


def test_all_others_can_be_signed_out_at_once(app: Flask, judge: Browser) -> None:
    with app.app_context():
        tokens = [session_token(person_of(judge)) for _ in range(3)]
    judge.post_form("/en/account/sessions", END, {"which": "others"})
    with app.app_context():
        assert not any(queries.principal(digest_of(token)) for token in tokens)
    assert judge.get("/en/account").status_code == 200


@pytest.mark.parametrize("which", ["", "0", "-1", "others ", "' OR 1=1 --"])
def test_a_made_up_device_ends_nothing(app: Flask, judge: Browser, which: str) -> None:
    with app.app_context():
        mine = session_token(person_of(judge))
    form = judge.form("/en/account/sessions", END, "which")
    assert judge.post(END, {**form.values, "which": which}).status_code == 303
    with app.app_context():
        assert queries.principal(digest_of(mine))


def test_the_device_of_another_person_cannot_be_signed_out(app: Flask, judge: Browser) -> None:
    with app.app_context():
        theirs = session_token(person(email="b@example.net"))
        session_token(person_of(judge))
    form = judge.form("/en/account/sessions", END, "which")
    judge.post(END, {**form.values, "which": digest_of(theirs)})
    with app.app_context():
        assert queries.principal(digest_of(theirs))


def test_the_owner_reads_what_staff_did(app: Flask, judge: Browser) -> None:
    with app.app_context():
        officer = person(access_role=AccessRole.OFFICER)
        with transaction():
            services.note_look(officer.id, judge.person_id, "certificate <b>lost</b>")
        asked = audit.about(judge.person_id)[0].detail
    page = judge.html("/en/account/log")
    assert "Your record was looked at" in page and "programme officer" in page
    assert "certificate &lt;b&gt;lost" in page and officer.id not in page
    assert "lost" not in str(asked), "what staff typed about someone is sealed in the log"


def test_the_log_is_read_page_by_page(app: Flask, judge: Browser) -> None:
    with app.app_context(), transaction():
        for _ in range(30):
            audit.record(audit.COMMAND_LINE, "locked", judge.person_id)
            audit.record("c" * 32, "unlocked", judge.person_id)
    first, last = judge.html("/en/account/log"), judge.html("/en/account/log?page=3")
    assert first.count("<time") == 25 and "page=2" in first and 'rel="prev"' not in first
    assert last.count("<time") == 10 and 'rel="next"' not in last
    assert "the keeper of the server" in first and "no account here any more" in first
    for other in ("0", "4", "-1", "x", "٣", "9" * 9):
        assert judge.get(f"/en/account/log?page={other}").status_code == 404


def test_every_page_of_an_account_asks_who_you_are(visitor: Browser) -> None:
    for path in ("/en/account", PROFILE, PASSWORD_PAGE, "/en/account/sessions", "/en/account/log",
                 "/en/account/export", "/en/account/delete"):
        answer = visitor.get(path)
        assert answer.status_code == 303 and answer.location.startswith("/en/sign-in?next=/en/account")


def person_of(browser: Browser):  # type: ignore[no-untyped-def]
    from elearn.accounts.models import Person
    from elearn.kernel.db import db

    return db.session.get_one(Person, browser.person_id)
