"""What happens in the middle of a test: sent twice, old forms, a sign-in that ended, an edited course."""

from __future__ import annotations

from dataclasses import replace
from unittest.mock import ANY

import pytest
from flask import Flask
from sqlalchemy import func, select

from elearn.accounts.models import Person
from elearn.document import course as document
from elearn.document.catalogue import revision_of
from elearn.kernel.db import db
from elearn.learning.acts import EventKind
from elearn.learning.models import Event
from elearn.learning.revisions import catalogue
from elearn.learning.verification import verify
from elearn.web import context
from tests.factories import courses
from tests.factories.people import session_token
from tests.factories.tested import examined_bank, examined_course
from tests.web.browser import forms
from tests.web.sitting import Sitter, activate


def picks(sitter: Sitter) -> int:
    with sitter.app.app_context():
        return db.session.scalar(
            select(func.count()).select_from(Event).where(Event.kind == EventKind.PICK)) or 0


def second_browser(sitter: Sitter) -> Sitter:
    """Return the same person on another device."""
    other = Sitter(sitter.app)
    with sitter.app.app_context():
        token = session_token(db.session.get_one(Person, sitter.person_id))
    other.use_token(token)
    return other


def test_the_same_form_sent_twice_is_one_answer(sitter: Sitter) -> None:
    sitter.begin("entry")
    form = sitter.question("entry", sitter.place_of("entry", "one"))
    sent = [sitter.post(form.action, {**form.values, "choice": "1"}) for _ in range(3)]
    assert {(each.status_code, each.location) for each in sent} == {(303, sent[0].location)}
    assert picks(sitter) == 1


def test_beginning_twice_is_one_attempt(sitter: Sitter) -> None:
    form = sitter.form("/en/tests/entry", "/en/tests/entry")
    first = sitter.post("/en/tests/entry", form.values)
    again = sitter.post("/en/tests/entry", form.values)
    other = sitter.post("/en/tests/entry", {**form.values, "event": "ab" * 16})
    assert first.location == again.location == other.location == "/en/tests/entry/1"
    assert "You have begun it" in sitter.html("/en/tests/entry")


def test_handing_in_twice_is_one_result(sitter: Sitter) -> None:
    sitter.begin("entry")
    form = sitter.form("/en/tests/entry/review", "/en/tests/entry/review")
    sent = [sitter.post("/en/tests/entry/review", form.values) for _ in range(2)]
    assert sent[0].location == sent[1].location
    with sitter.app.app_context():
        assert not list(verify())


def test_an_attempt_goes_on_elsewhere_at_the_first_open_question(sitter: Sitter) -> None:
    sitter.begin("entry")
    for place in (1, 2, 4):
        sitter.give("entry", place, {"choice": "0"})
    other = second_browser(sitter)
    assert 'href="/en/tests/entry/3"' in other.html("/en/tests")
    assert other.begin_again("entry") == "/en/tests/entry/3"
    assert "Question 4, answered" in other.html("/en/tests/entry/3")


@pytest.mark.parametrize("page", ["1", "review"])
def test_pages_of_a_test_that_was_handed_in_say_so(sitter: Sitter, page: str) -> None:
    sitter.sit("entry", rightly=0)
    over = sitter.get(f"/en/tests/entry/{page}")
    assert over.status_code == 410 and "It was handed in on" in over.text
    assert 'href="/en/tests/entry/result?attempt=' in over.text


def test_an_old_form_after_handing_in_changes_nothing(sitter: Sitter) -> None:
    sitter.begin("entry")
    old = sitter.question("entry", sitter.place_of("entry", "one"))
    sitter.hand_in("entry")
    sent = sitter.post(old.action, {**old.values, "choice": "2"})
    assert sent.status_code == 410 and "It was handed in on" in sent.text
    assert picks(sitter) == 0


def test_who_is_signed_out_comes_back_to_the_same_question(sitter: Sitter) -> None:
    sitter.begin("entry")
    visitor = Sitter(sitter.app)
    for path in ("/en/tests", "/en/tests/entry", "/en/tests/entry/3", "/en/tests/entry/review",
                 "/en/declare-reading"):
        assert visitor.get(path).location == f"/en/sign-in?next={path}"


def test_an_answer_without_our_mark_sent_after_the_sign_in_ended_stays_in_its_page(sitter: Sitter) -> None:
    sitter.begin("entry")
    place = sitter.place_of("entry", "order")
    path, form = f"/en/tests/entry/{place}", sitter.question("entry", place)
    del form.values["mark"]
    answer = {f"place-{row}": str(row) for row in range(1, 5)}
    with sitter.app.app_context():
        token = session_token(db.session.get_one(Person, sitter.person_id))
    sitter.use_token("a sign-in that is over")
    lost = sitter.post(path, {**form.values, **answer, "go": "previous"})
    assert lost.status_code == 401 and "is not saved yet" in lost.text
    assert f'href="/en/sign-in?next={path}"' in lost.text
    kept = next(each for each in forms(lost.text) if each.action == path)
    assert kept.values == {**form.values, **answer, "go": "previous", "csrf_token": ANY}
    sitter.use_token(token)
    again = sitter.post(path, kept.values)
    assert again.status_code == 400 and "Nothing is lost" in again.text
    assert again.text.count(" selected>") == 4
    last = next(each for each in forms(again.text) if each.action == path)
    assert sitter.post(path, {**last.values, **answer}).status_code == 303
    assert "Saved on" in sitter.html(path)


def test_handing_in_without_our_mark_after_the_sign_in_ended_leads_back_to_the_review(
    sitter: Sitter,
) -> None:
    sitter.begin("entry")
    form = sitter.form("/en/tests/entry/review", "/en/tests/entry/review")
    del form.values["mark"]
    sitter.use_token("a sign-in that is over")
    sent = sitter.post("/en/tests/entry/review", form.values)
    assert sent.status_code == 401 and 'href="/en/sign-in?next=/en/tests/entry/review"' in sent.text


def test_a_test_keeps_its_wording_when_the_course_is_edited(sitter: Sitter) -> None:
    sitter.begin("entry")
    place = sitter.place_of("entry", "one")
    sitter.give("entry", place, {"choice": "2"})
    serve_edited(sitter.app)
    page = sitter.html(f"/en/tests/entry/{place}")
    assert "Disclose and hear the parties." in page and "Rewritten" not in page
    assert 'value="2" id="t-entry-one-2" checked>' in page
    sitter.give("entry", place, {"choice": "1"})
    sitter.give("entry", place, {"choice": "2"})
    assert "1 of 5 right" in sitter.html(sitter.hand_in("entry"))
    fresh = Sitter(sitter.app)
    fresh.sign_in()
    fresh.post_form("/en/course/", "/en/enrol", {})
    fresh.begin("entry")
    assert "Rewritten" in fresh.html(f"/en/tests/entry/{fresh.place_of('entry', 'one')}")


def test_a_test_begun_in_another_language_is_marked_as_such(sitter: Sitter) -> None:
    sitter.begin("entry")
    with sitter.app.app_context():
        held = context.current()
        arabic = revision_of(examined_course("ar"), examined_bank())
        activate(arabic)
        db.session.remove()
    # What is served in English is exchanged for Arabic words, as if the interface had another language.
    exchanged = replace(held.catalogue, current_ids={("small_course", "en"): arabic.id})
    sitter.app.extensions["elearn"] = replace(held, catalogue=exchanged)
    page = sitter.html("/en/tests/entry/1")
    assert '<article lang="en" dir="ltr">' in page
    other = Sitter(sitter.app)
    other.sign_in()
    other.post_form("/en/course/", "/en/enrol", {})
    assert "not yet available in the language of the page" in other.html("/en/tests/entry")


def serve_edited(app: Flask) -> None:
    """Serve a revision in which options of tests are worded otherwise and others are right."""
    def edited(item: document.TestItem) -> document.TestItem:
        options = tuple(replace(each, text=courses.words("Rewritten"), is_right=not each.is_right)
                        for each in item.question.options)
        return replace(item, question=replace(item.question, options=options))

    bank = document.TestBank(tuple(
        edited(item) if item.question.kind.value in ("one", "all") else item
        for item in examined_bank().items))
    with app.app_context():
        activate(revision_of(examined_course(), bank))
        held = context.current()
        app.extensions["elearn"] = replace(held, catalogue=catalogue())
