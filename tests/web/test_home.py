"""One's own page: where somebody stands and the way to all that is theirs; the trainer's first page."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import event

from elearn.accounts.models import AccessRole
from elearn.kernel.db import db, transaction
from elearn.learning.mistakes import services as mistakes
from tests.factories.courses import small_revision
from tests.web.browser import Browser

HOME, TRAINING = "/en/my-page", "/en/training"


def test_it_leads_to_the_exact_item_and_says_what_is_missing(judge: Browser) -> None:
    assert "Begin:" in judge.html(HOME) and 'href="/en/course/m1-choose"' in judge.html(HOME)
    judge.answer("m1-choose", "m1-q1", {"choice": "1"})
    page = judge.html(HOME)
    assert "Go on:" in page and 'href="/en/course/m1-choose#m1-q2"' in page
    assert "0 of 3 required units are complete." in page or "required units are complete." in page
    assert "Still missing for the certificate:" in page and 'class="progress"' in page


def test_what_there_is_nothing_of_says_how_it_comes_about(judge: Browser) -> None:
    page = judge.html(HOME)
    assert "None yet: it is issued by itself" in page and "None yet: there is a place" in page
    assert "Mistakes I reported" not in page
    for address in ("certificates", "my-notes", "tests", "downloads", "my-record"):
        assert f'href="/en/{address}"' in page


def test_notes_and_reports_are_counted_there(judge: Browser) -> None:
    note = judge.form("/en/course/m2-story", "/en/notes/m2-story", "text")
    judge.post("/en/notes/m2-story", {**note.values, "text": "qvxmine"})
    with judge.app.app_context(), transaction():
        mistakes.report(judge.person_id, small_revision(), "m1-q1", "A slip.")
    page = judge.html(HOME)
    assert "1 note, written on" in page and "qvxmine" not in page
    assert "Mistakes I reported" in page and 'href="/en/my-record#mistakes"' in page


def test_whoever_is_not_enrolled_is_offered_to(app: Flask) -> None:
    browser = Browser(app)
    browser.sign_in()
    assert browser.post_form(HOME, "/en/enrol", {}).location == "/en/course/"
    assert "Begin:" in browser.html(HOME)


def test_answers_given_before_signing_in_are_asked_about(app: Flask) -> None:
    browser = Browser(app)
    browser.answer("m1-choose", "m1-q1", {"choice": "1"})
    browser.sign_in()
    assert "They are mine" in browser.html(HOME)


def test_a_visitor_is_asked_to_sign_in_and_comes_back(visitor: Browser) -> None:
    assert visitor.get(HOME).location == "/en/sign-in?next=/en/my-page"


@pytest.mark.parametrize(("role", "is_there"), [
    (AccessRole.LEARNER, False), (AccessRole.TRAINER, True), (AccessRole.OFFICER, True)])
def test_the_way_to_the_trainers_page_is_there_for_those_who_train(
    app: Flask, role: AccessRole, is_there: bool,
) -> None:
    browser = Browser(app)
    browser.sign_in(role)
    assert (f'href="{TRAINING}"' in browser.html(HOME)) is is_there
    assert (f'href="{TRAINING}"' in browser.html("/en/")) is is_there
    assert browser.get(TRAINING).status_code == (200 if is_there else 403)
    assert ('href="/en/reports/"' in browser.html(HOME)) is (role is AccessRole.OFFICER)


def test_the_trainers_page_leads_to_agendas_and_files(app: Flask) -> None:
    browser = Browser(app)
    browser.sign_in(AccessRole.TRAINER)
    page = browser.html(TRAINING)
    assert "<th scope=\"row\">" in page or "This course has no agenda yet" in page
    assert 'href="/en/downloads#slides"' in page and 'href="/en/downloads#manual"' in page


def test_it_costs_few_questions(judge: Browser) -> None:
    asked: list[str] = []
    with judge.app.app_context():
        engine = db.engine

    def note(*said: object) -> None:
        asked.append(str(said[2]))

    judge.html(HOME)
    event.listen(engine, "before_cursor_execute", note)
    judge.html(HOME)
    event.remove(engine, "before_cursor_execute", note)
    assert len([each for each in asked if each.startswith("SELECT")]) <= 8
