"""Session expired at submit: what was sent is kept for its sender alone, confirmed once, saved once."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from elearn.accounts.models import Person
from elearn.kernel import clock
from elearn.kernel.db import db
from elearn.learning.keeping.models import KeptPost
from elearn.learning.models import Event
from tests.factories.people import session_token
from tests.web.browser import Browser, Fields, Form, forms
from tests.web.sitting import Sitter

CHOOSE, STORY = "/en/course/m1-choose", "/en/course/m2-story"
QUESTION, REFLECTION = f"{CHOOSE}/m1-q1", f"{STORY}/m2-r1"
WAITING = "/en/waiting"
SIGN_IN = f"/en/sign-in?next={WAITING}"


def count(browser: Browser, model: type[Event | KeptPost]) -> int:
    with browser.app.app_context():
        return db.session.scalar(select(func.count()).select_from(model)) or 0


def end_session(browser: Browser) -> None:
    """Let the sign-in be over, as by time, while cookie and page stay."""
    with browser.client.session_transaction() as session:
        session["sign-in"] = "a sign-in that is over"


def sign_in_again(browser: Browser) -> None:
    with browser.app.app_context():
        browser.use_token(session_token(db.session.get_one(Person, browser.person_id)))


def sent_too_late(browser: Browser, form: Form, values: Fields, **headers: str) -> TestResponse:
    end_session(browser)
    return browser.client.post(form.action, data={**form.values, **values}, headers=headers)


def confirm(browser: Browser, action: str) -> TestResponse:
    """Press "Save this answer"."""
    form = browser.form(WAITING, action)
    return browser.post(action, form.values)


def test_words_are_kept_shown_to_their_writer_and_saved_once(judge: Browser) -> None:
    before = count(judge, Event)
    lost = sent_too_late(judge, judge.form(STORY, REFLECTION, "text"), {
        "act": "reflect", "text": "Do <not>\nlose me"})
    assert (lost.status_code, lost.location) == (303, SIGN_IN)
    page = judge.html(SIGN_IN)
    assert "kept for 24 hours" in page and "lose me" not in page
    sign_in_again(judge)
    assert "is not saved yet" in judge.html("/en/course/") and "is not saved yet" in judge.html(CHOOSE)
    waiting = judge.html(WAITING)
    assert "Do &lt;not&gt;\nlose me</div>" in waiting and "Your own words" in waiting
    assert count(judge, Event) == before, "nothing is saved before it is confirmed"
    assert confirm(judge, REFLECTION).status_code == 303
    assert "Do &lt;not&gt;\nlose me</textarea>" in judge.html(STORY)
    assert count(judge, Event) == before + 1 and count(judge, KeptPost) == 0
    assert "Nothing waits for you" in judge.html(WAITING)


def test_it_is_sealed_in_the_table(judge: Browser) -> None:
    sent_too_late(judge, judge.form(STORY, REFLECTION, "text"), {"text": "A secret of mine"})
    with judge.app.app_context():
        row = db.session.scalars(select(KeptPost)).one()
        assert "secret" not in row.sealed and row.person_id == judge.person_id


def test_a_choice_is_told_in_words_and_leaves_nothing_on_the_device(judge: Browser) -> None:
    lost = sent_too_late(judge, judge.form(CHOOSE, QUESTION), {"choice": "2"})
    assert lost.location == SIGN_IN and judge.cookie("practice") == ""
    sign_in_again(judge)
    assert "Your answer:" in judge.html(WAITING)
    assert confirm(judge, QUESTION).location == f"{CHOOSE}#m1-q1-verdict"
    assert "<span>Sound</span>" in judge.html(CHOOSE)


def test_a_decision_in_a_story_and_having_read_are_kept_too(judge: Browser) -> None:
    story, read = f"{STORY}/m2-s1", "/en/course/m2-read/m2-read"
    for form, values in ((judge.form(STORY, story), {"choice": "1"}),
                         (judge.form("/en/course/m2-read", read), {"act": "read"})):
        assert sent_too_late(judge, form, dict(values)).location == SIGN_IN
        sign_in_again(judge)
        assert confirm(judge, form.action).status_code == 303
    assert "The story so far: 1 decision" in judge.html(STORY)
    assert count(judge, KeptPost) == 0


def test_another_person_on_the_phone_never_sees_it(judge: Browser) -> None:
    sent_too_late(judge, judge.form(STORY, REFLECTION, "text"), {"text": "For nobody but me"})
    first = judge.person_id
    judge.sign_in()
    assert judge.person_id != first
    for path in (WAITING, "/en/course/", STORY):
        page = judge.html(path)
        assert "For nobody but me" not in page and "is not saved yet" not in page
    with judge.app.app_context():
        named = db.session.scalars(select(KeptPost.id)).one()
    token = judge.form("/en/course/", "/en/sign-out").values["csrf_token"]
    judge.post(WAITING, {"csrf_token": token, "post": named})
    assert count(judge, KeptPost) == 1, "nor can they throw it away"


def test_a_page_of_the_last_reader_sent_under_the_next_one_is_kept_for_the_last(judge: Browser) -> None:
    form = judge.form(STORY, REFLECTION, "text")
    first = judge.person_id
    judge.sign_in()
    judge.html("/en/course/")
    sent = judge.post(REFLECTION, {**form.values, "act": "reflect", "text": "Of the first reader"})
    assert sent.status_code == 409 and "Of the first reader" not in sent.text
    with judge.app.app_context():
        assert db.session.scalars(select(KeptPost.person_id)).all() == [first]


def test_it_can_be_thrown_away(judge: Browser) -> None:
    sent_too_late(judge, judge.form(STORY, REFLECTION, "text"), {"text": "Rather not"})
    sign_in_again(judge)
    form = judge.form(WAITING, WAITING)
    named = re.search(r'name="post" value="(\w+)"', judge.html(WAITING))
    assert named
    judge.post(WAITING, {**form.values, "post": named.group(1)})
    assert count(judge, KeptPost) == 0 and "Rather not" not in judge.html(STORY)


def test_after_24_hours_it_is_gone(judge: Browser) -> None:
    sent_too_late(judge, judge.form(STORY, REFLECTION, "text"), {"text": "Too late"})
    with clock.fixed(clock.now() + timedelta(hours=24, minutes=1)):
        sign_in_again(judge)
        assert "Nothing waits for you" in judge.html(WAITING)


def test_the_same_form_sent_often_is_kept_once_and_saved_once(judge: Browser) -> None:
    form = judge.form(STORY, REFLECTION, "text")
    for _ in range(3):
        sent_too_late(judge, form, {"act": "reflect", "text": "Once"})
    sent_too_late(judge, form, {"act": "reflect", "text": "Once, and changed after going back"})
    assert count(judge, KeptPost) == 2, "other words are another form: neither is dropped"
    sign_in_again(judge)
    before = count(judge, Event)
    waiting = [each for each in forms(judge.html(WAITING)) if each.action == REFLECTION]
    assert [judge.post(REFLECTION, waiting[0].values).status_code for _ in range(2)] == [303, 303]
    assert count(judge, Event) == before + 1
    asked = judge.post(REFLECTION, waiting[1].values)
    assert asked.status_code == 409 and "Which text do you want to keep?" in asked.text
    assert count(judge, KeptPost) == 1, "until one is chosen it waits"
    keep = next(each for each in forms(asked.text) if each.action == REFLECTION)
    assert judge.post(REFLECTION, {**keep.values, "act": "keep"}).status_code == 303
    assert count(judge, KeptPost) == 0 and "Once, and changed" in judge.html(STORY)


def _forged(mark: str) -> list[str]:
    person, day, signature = mark.split(".")
    return ["", "x", "..", f"{person}.{day}.", f"{'0' * 32}.{day}.{signature}",
            f"{person}.{int(day, 16) + 1:x}.{signature}", f"{person}.{day}.{signature[::-1]}",
            f"é.{day}.{signature}"]


def test_a_forged_mark_keeps_nothing_and_leaves_the_words_in_the_page(judge: Browser) -> None:
    form = judge.form(STORY, REFLECTION, "text")
    for mark in _forged(str(form.values["mark"])):
        sent = sent_too_late(judge, form, {"mark": mark, "act": "reflect", "text": "Still here"})
        assert sent.status_code == 401 and "Still here</textarea>" in sent.text, mark
    assert count(judge, KeptPost) == 0


def test_a_mark_of_another_form_or_event_keeps_nothing(judge: Browser) -> None:
    form, other = judge.form(STORY, REFLECTION, "text"), judge.form(CHOOSE, QUESTION)
    for values in ({"mark": other.values["mark"]}, {"event": "ab" * 16}):
        assert sent_too_late(judge, form, {**values, "act": "reflect", "text": "Words"}).status_code == 401
    assert count(judge, KeptPost) == 0


@pytest.mark.parametrize("headers", [
    {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {"Origin": "null"}])
def test_a_form_of_another_site_is_not_kept(judge: Browser, headers: dict[str, str]) -> None:
    form = judge.form(STORY, REFLECTION, "text")
    sent = sent_too_late(judge, form, {"act": "reflect", "text": "Planted"}, **headers)
    assert sent.status_code >= 400 and count(judge, KeptPost) == 0


def test_a_form_drawn_long_ago_is_not_kept(judge: Browser) -> None:
    form = judge.form(STORY, REFLECTION, "text")
    with clock.fixed(clock.now() + timedelta(days=31)):
        sent = sent_too_late(judge, form, {"act": "reflect", "text": "Old words"})
    assert sent.status_code == 401 and "Old words</textarea>" in sent.text


def test_no_more_than_forty_wait(judge: Browser) -> None:
    form = judge.form(STORY, REFLECTION, "text")
    end_session(judge)
    sent = [judge.post(REFLECTION, {**form.values, "act": "reflect", "text": f"text {number}"}).status_code
            for number in range(41)]
    assert sent == [303] * 40 + [401] and count(judge, KeptPost) == 40


def test_a_visitor_and_a_form_of_the_account_are_not_kept(app: Flask, visitor: Browser) -> None:
    assert 'name="mark"' not in visitor.html(STORY)
    reader = Browser(app)
    reader.sign_in()
    for path in ("/en/account", "/en/account/password", "/en/account/profile", "/en/my-record"):
        assert 'name="mark"' not in reader.html(path)


def test_a_report_of_a_mistake_is_kept(judge: Browser) -> None:
    path = "/en/mistakes/in/m2-r1"
    lost = sent_too_late(judge, judge.form(path, path, "said"), {"block": "m2-r1", "said": "2.4, not 2.5"})
    assert lost.location == SIGN_IN
    sign_in_again(judge)
    assert "2.4, not 2.5</div>" in judge.html(WAITING)
    assert confirm(judge, path).status_code == 200
    assert "2.4, not 2.5" in judge.html("/en/my-record") and count(judge, KeptPost) == 0


def test_a_pick_of_a_test_and_handing_in_are_kept(sitter: Sitter) -> None:
    sitter.begin("entry")
    place = sitter.place_of("entry", "one")
    path, review = f"/en/tests/entry/{place}", "/en/tests/entry/review"
    lost = sent_too_late(sitter, sitter.question("entry", place), {"choice": "2", "go": "next"})
    assert lost.location == SIGN_IN
    sign_in_again(sitter)
    page = sitter.html(WAITING)
    assert f"Entry test: your answer to question {place}" in page
    assert confirm(sitter, path).status_code == 303 and "Saved on" in sitter.html(path)
    assert sent_too_late(sitter, sitter.form(review, review), {}).location == SIGN_IN
    sign_in_again(sitter)
    assert "Entry test: hand it in" in sitter.html(WAITING)
    assert confirm(sitter, review).location.startswith("/en/tests/entry/result")


def test_a_question_left_open_leads_back_without_being_kept(sitter: Sitter) -> None:
    sitter.begin("entry")
    lost = sent_too_late(sitter, sitter.question("entry", 1), {"go": "next"})
    assert lost.status_code == 401 and count(sitter, KeptPost) == 0
