"""A person with words in every part of the house is erased; no table and no file holds any of them."""

from __future__ import annotations

import json
import logging
import re
from base64 import b64encode
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from elearn.accounts import erasures, services
from elearn.accounts.models import AccessRole, Person
from elearn.kernel import audit, clock, mail
from elearn.kernel.config import Settings
from elearn.kernel.db import db, transaction
from elearn.kernel.mail import Letter
from elearn.learning import verification
from elearn.learning.certificates import services as certificates
from elearn.learning.models import Enrolment
from elearn.reports import services as counting
from tests.factories.certificates import make
from tests.factories.courses import small_revision
from tests.factories.learners import Learner, new_id
from tests.factories.people import PASSWORD, person, session_token
from tests.web.browser import Browser
from tests.web.leftovers import dump, files, found

NAME, NEW_NAME, PRINTED = "Zephyrine Quillfeather", "Zephyrine Marlowe", "زفيرين كويلفذر"
EMAIL = "Zephyrine.Quill@planted-mail.example"
REFLECTION, DRAFT, LATE = "a qvxplanted reflection", "a qvxplanted draft", "qvxplanted, too late"
REPORT, ANSWER, PURPOSE = "a qvxplanted report", "qvxplanted, dear Zephyrine", "qvxplanted, to Zephyrine"
PLAIN, SEALED = (NEW_NAME, EMAIL, REPORT, ANSWER), (PRINTED, REFLECTION, DRAFT, LATE, PURPOSE)
EVERY = (*PLAIN, *SEALED, NAME, "Zephyrine", "qvxplanted", "Quillfeather")
PROFILE = {"country": "KE", "judicial_role": "judge", "language": "en", "gender": "female",
           "court_level": "appeal", "appointed_year": "2019"}
STORY, REPORTING = "/en/course/m2-story", "/en/mistakes/in/m1-q1"


@pytest.fixture(autouse=True)
def server_log(settings: Settings) -> Iterator[None]:
    """Everything that is logged, in a file of the data folder."""
    handler, root = logging.FileHandler(settings.data / "server.log"), logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield
    root.removeHandler(handler)
    root.setLevel(before)
    handler.close()


def deliver(app: Flask, message: str) -> str:
    """Deliver the letter that waits, as the worker does; return what it says."""
    with app.app_context():
        letter = db.session.scalars(select(Letter).where(
            Letter.message == message, Letter.sent_at.is_(None))).one()
        said = letter.text
        mail.deliver(letter.id)
    return said


def come_in(app: Flask) -> Browser:
    """Register by the pages, from the form to the link in the letter."""
    browser = Browser(app)
    browser.post_form("/en/register", "/en/register", {
        "email": EMAIL, "display_name": NAME, **PROFILE, "password": PASSWORD, "again": PASSWORD})
    link = re.search(r"(/en/register/[\w-]{40,})", deliver(app, "confirm-address"))
    assert link
    browser.get(link.group(1))
    browser.post_form("/en/register/confirm", "/en/register/confirm", {"password": PASSWORD})
    browser.post_form("/en/course/", "/en/enrol", {})
    return browser


def learn(app: Flask, browser: Browser) -> None:
    """Complete the course, write, leave a draft and a form that came too late, hold a certificate."""
    with app.app_context():
        held = db.session.scalars(select(Enrolment)).one()
        browser.person_id = held.person_id
        who = Learner(held.person_id, held.id, small_revision())
        who.do_everything()
        with transaction():
            certificates.confirm_name(who.id, PRINTED)
        make(who)
    browser.answer("m2-story", "m2-r1", {"text": REFLECTION})
    form = browser.form(f"{STORY}?again=m2-r1", f"{STORY}/m2-r1", "text")
    draft = {**form.values, "event": new_id(), "step": "1", "text": DRAFT}
    assert browser.post("/en/drafts/m2-r1", draft).status_code == 204
    with app.app_context():
        token = session_token(db.session.get_one(Person, browser.person_id))
    with browser.client.session_transaction() as session:
        session["sign-in"] = "a sign-in that is over"
    assert browser.post(f"{STORY}/m2-r1", {**form.values, "text": LATE}).status_code == 303
    browser.use_token(token)


def be_seen(app: Flask, browser: Browser) -> None:
    """Report a mistake and be answered, be looked at, change the name, ask for letters, fail to sign in."""
    browser.post_form(REPORTING, REPORTING, {"said": REPORT, "block": "m1-q1"})
    officer, visitor = Browser(app), Browser(app)
    officer.sign_in(AccessRole.OFFICER)
    [address] = re.findall(r"/en/mistakes/[0-9a-f]{32}", officer.html("/en/mistakes"))
    officer.post_form(address, address, {"state": "mended", "answer": ANSWER})
    with app.app_context(), transaction():
        services.note_look(officer.person_id, browser.person_id, PURPOSE)
    browser.post_form("/en/account/profile", "/en/account/profile", {"display_name": NEW_NAME, **PROFILE})
    visitor.post_form("/en/sign-in", "/en/sign-in", {"name": EMAIL, "password": "not hers at all"})
    visitor.post_form("/en/reset", "/en/reset", {"email": EMAIL})
    deliver(app, "mistake-answered")  # The other letter stays in the outbox.
    with app.app_context(), transaction():
        counting.take_snapshot("small_course", clock.now())


def test_an_erased_person_is_found_nowhere(app: Flask, settings: Settings) -> None:
    browser = come_in(app)
    learn(app, browser)
    be_seen(app, browser)
    copy = json.dumps(json.loads(browser.get("/en/account/export/my-data.json").text), ensure_ascii=False)
    assert all(words in copy for words in (*PLAIN, *SEALED)), "all of it is held, and opens for its owner"
    with app.app_context():
        before = found(EVERY, [*dump(), *files(settings.data)])
    assert {words: bool(before[words]) for words in (*PLAIN, *SEALED)} == {
        **dict.fromkeys(PLAIN, True), **dict.fromkeys(SEALED, False)}, "what is private is never plain"
    tables = {words: {each for each in before[words] if each.startswith("table")} for words in PLAIN}
    assert tables == {NEW_NAME: {"table personal"}, EMAIL: {"table personal", "table outbox"},
                      REPORT: {"table mistake_report"}, ANSWER: {"table mistake_report"}}
    assert any(place.endswith(".eml") for place in before[EMAIL])
    assert browser.post_form(
        "/en/account/delete", "/en/account/delete", {"password": PASSWORD}).status_code == 303
    with app.app_context():
        after = found((*EVERY, browser.person_id), [*dump(), *files(settings.data)])
        assert {words: places for words, places in after.items() if places and words in EVERY} == {}
        db.session.rollback()
        assert [str(each) for each in verification.verify()] == []
        assert audit.verify().broken is None and erasures.noted() == (browser.person_id,)
    database = {"file elearn.db"} if settings.database_url == "" else set()
    assert after[browser.person_id] <= {
        "table audit_entry", "file erasures.log", "file keys.db", *database}


def test_the_search_finds_what_is_hidden(app: Flask, settings: Settings) -> None:
    """The proof is worth what its search is worth: each disguise is found where it is planted."""
    (settings.data / "mail").mkdir()
    for number, held in enumerate((
            PRINTED.encode("utf-16-le"), PRINTED.encode().hex().encode(),
            json.dumps(PRINTED).encode(), b64encode(b"To " + PRINTED.encode()))):
        (settings.data / "mail" / f"{number}.eml").write_bytes(held)
    hits = found((PRINTED,), files(settings.data))[PRINTED]
    assert hits == {f"file mail/{number}.eml" for number in range(4)}
    with app.app_context():
        person(display_name=PRINTED)
        assert found((PRINTED,), dump())[PRINTED] == {"table personal"}
