"""Sending twice, going back, a sign-in that ended: nothing is lost and nothing is counted twice."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select

from elearn.kernel.db import db
from elearn.learning import services
from elearn.learning.models import Event
from elearn.web import context, guards
from tests.web.browser import Browser, forms

CHOOSE = "/en/course/m1-choose"
QUESTION = f"{CHOOSE}/m1-q1"
STORY_PAGE = "/en/course/m2-story"
REFLECTION = f"{STORY_PAGE}/m2-r1"
# For the one connection that the pool of this test holds.
NO_MORE_WRITING = {
    "sqlite": "PRAGMA query_only = ON", "postgresql": "SET default_transaction_read_only = on"}



def events(browser: Browser) -> int:
    with browser.app.app_context():
        return db.session.scalar(select(func.count()).select_from(Event)) or 0


def test_the_same_form_sent_twice_is_one_act(judge: Browser) -> None:
    form = judge.form(CHOOSE, QUESTION)
    before = events(judge)
    first = judge.post(QUESTION, {**form.values, "choice": "1"})
    again = judge.post(QUESTION, {**form.values, "choice": "1"})
    assert (first.status_code, first.location) == (again.status_code, again.location)
    assert events(judge) == before + 1


def test_going_back_and_choosing_otherwise_counts_as_a_second_answer(judge: Browser) -> None:
    form = judge.form(CHOOSE, QUESTION)
    before = events(judge)
    judge.post(QUESTION, {**form.values, "choice": "1"})
    judge.post(QUESTION, {**form.values, "choice": "2"})
    assert events(judge) == before + 2
    assert "<span>Sound</span>" in judge.html(CHOOSE)


def test_a_form_without_its_event_is_refused(judge: Browser) -> None:
    form = judge.form(CHOOSE, QUESTION)
    before = events(judge)
    for event in ("", "x" * 32, "0" * 31, "' or 1=1"):
        assert judge.post(QUESTION, {**form.values, "event": event, "choice": "1"}).status_code == 400
    assert events(judge) == before


def test_an_empty_text_never_takes_the_place_of_one(judge: Browser) -> None:
    judge.post_form(STORY_PAGE, REFLECTION, {"act": "reflect", "text": "Mine."})
    judge.post_form(STORY_PAGE, REFLECTION, {"act": "reflect", "text": ""})
    assert "Mine.</textarea>" in judge.html(STORY_PAGE)


def test_who_answers_without_having_enrolled_is_enrolled(app: Flask) -> None:
    browser = Browser(app)
    browser.sign_in()
    browser.answer("m1-choose", "m1-q1", {"choice": "1"})
    assert "0 of 4 required units are complete" in browser.html("/en/course/")
    assert "<span>Risky</span>" in browser.html(CHOOSE)


def test_words_of_a_page_without_our_mark_stay_in_it_until_they_are_saved(judge: Browser) -> None:
    form = judge.form(STORY_PAGE, REFLECTION, "text")
    del form.values["mark"]
    judge.use_token("a sign-in that is over")
    with judge.client.session_transaction() as session:
        session["csrf_token"] = "of another session"
    lost = judge.post(REFLECTION, {**form.values, "act": "reflect", "text": "Do not lose me."})
    assert lost.status_code == 401 and "Do not lose me.</textarea>" in lost.text
    kept = next(form for form in forms(lost.text) if form.action == REFLECTION)
    judge.sign_in()
    second = judge.post(REFLECTION, {**kept.values, "act": "reflect"})
    assert second.status_code == 400 and "Do not lose me.</textarea>" in second.text
    assert "Nothing is lost" in second.text
    again = next(form for form in forms(second.text) if form.action == REFLECTION)
    assert judge.post(REFLECTION, {**again.values, "act": "reflect"}).status_code == 303
    assert "Do not lose me.</textarea>" in judge.html(STORY_PAGE)


def test_a_visitor_who_writes_is_asked_to_sign_in_with_the_words_kept(visitor: Browser) -> None:
    sent = visitor.post_form(STORY_PAGE, REFLECTION, {"act": "reflect", "text": "A <b>thought</b>"})
    assert sent.status_code == 401
    assert "A &lt;b&gt;thought&lt;/b&gt;</textarea>" in sent.text
    assert "not saved yet" in sent.text
    assert visitor.cookie("practice") == ""


def test_a_choice_without_our_mark_made_when_the_sign_in_ended_stays_on_the_device(judge: Browser) -> None:
    form = judge.form(CHOOSE, QUESTION)
    del form.values["mark"]
    with judge.client.session_transaction() as session:
        session["sign-in"] = "a sign-in that is over"
    sent = judge.post(QUESTION, {**form.values, "choice": "2"})
    assert sent.location == f"{CHOOSE}?told=ended#m1-q1-verdict"
    assert "Your sign-in has ended" in judge.html(f"{CHOOSE}?told=ended")
    assert "<span>Sound</span>" in judge.html(CHOOSE)


def test_a_database_that_refuses_is_said_and_nothing_is_kept(judge: Browser) -> None:
    form = judge.form(CHOOSE, QUESTION)
    with judge.app.app_context():
        db.session.execute(db.text(NO_MORE_WRITING[db.engine.dialect.name]))
        db.session.commit()
        db.session.close()
    sent = judge.post(QUESTION, {**form.values, "choice": "1"})
    assert sent.status_code == 503 and "was not saved" in sent.text


@pytest.mark.parametrize(("status", "kept"), [(200, 1), (303, 1), (400, 0), (409, 0), (500, 0)])
def test_what_a_view_wrote_is_kept_only_with_a_good_answer(app: Flask, status: int, kept: int) -> None:
    browser = Browser(app)
    browser.sign_in()

    def writes() -> tuple[str, int]:
        held = context.current()
        services.enrol(browser.person_id, held.settings.course, "en", held.catalogue)
        return "", status

    app.add_url_rule("/writes", view_func=guards.open_to_all(writes))
    before = events(browser)
    assert browser.get("/writes").status_code == status
    assert events(browser) == before + kept
