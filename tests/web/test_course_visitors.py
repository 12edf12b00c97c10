"""Answers given without an account: on the device, signed, small, and adopted only when claimed."""

from __future__ import annotations

import time

import pytest
from flask import Flask

from elearn.document.answers import OwnAnswer, OwnAnswers
from elearn.web import practice
from tests.web.browser import Browser

CHOOSE = "/en/course/m1-choose"
STORY = "/en/course/m2-story"


def test_the_answers_of_a_visitor_stay_on_the_device(visitor: Browser) -> None:
    visitor.answer("m1-choose", "m1-q1", {"choice": "2"})
    visitor.post_form(STORY, f"{STORY}/m2-s1", {"choice": "1"})
    visitor.post_form(STORY, f"{STORY}/m2-s1", {"choice": "2"})
    assert "1 of 2 done" in visitor.html(CHOOSE)
    assert "How it ends: Sound" in visitor.html(STORY)
    assert Browser(visitor.app).html(CHOOSE).count("0 of 2 done") == 1


def test_the_cookie_is_protected_and_short_lived(visitor: Browser) -> None:
    sent = visitor.answer("m1-choose", "m1-q1", {"choice": "2"})
    cookie = next(held for held in sent.headers.getlist("Set-Cookie") if "practice=" in held)
    assert cookie.startswith("__Host-practice=")
    for part in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax", "Max-Age=43200"):
        assert part in cookie
    assert "Domain" not in cookie


def test_a_cookie_that_was_changed_holds_nothing(visitor: Browser) -> None:
    visitor.answer("m1-choose", "m1-q1", {"choice": "2"})
    forged = visitor.cookie("practice")[:-2] + "xx"
    visitor.client.set_cookie("__Host-practice", forged)
    assert "0 of 2 done" in visitor.html(CHOOSE)


def test_the_oldest_answers_fall_out_when_the_cookie_is_full(app: Flask) -> None:
    with app.test_request_context():
        held = {f"m-{n}-{n:08x}": OwnAnswer(f"m-{n}-{n:08x}", "", (f"{n * 7919:x}",), is_done=True)
                for n in range(600)}
        response = app.make_response("")
        dropped = practice.keep(response, OwnAnswers(held), OwnAnswer("newest", "", ("a",), is_done=True))
        cookie = response.headers["Set-Cookie"].partition("=")[2].partition(";")[0]
    assert dropped > 0 and len(cookie) <= practice.MOST_BYTES
    with app.test_request_context(headers={"Cookie": f"__Host-practice={cookie}"}):
        kept = practice.answers().by_item
    assert "newest" in kept and "m-599-00000257" in kept and "m-0-00000000" not in kept


def test_the_cookie_ends_after_twelve_hours(visitor: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor.answer("m1-choose", "m1-q1", {"choice": "2"})
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 12 * 3600 - 60)
    assert "1 of 2 done" in visitor.html(CHOOSE)
    monkeypatch.setattr(time, "time", lambda: now + 12 * 3600 + 60)
    assert "0 of 2 done" in visitor.html(CHOOSE)


def adopting(visitor: Browser, whose: str) -> None:
    visitor.answer("m1-choose", "m1-q1", {"choice": "2"})
    visitor.post_form(STORY, f"{STORY}/m2-s1", {"choice": "2"})
    visitor.post_form(STORY, f"{STORY}/m2-r1", {"act": "thought", "text": ""})
    visitor.sign_in()
    assert "3 answers were given on this device" in visitor.html("/en/course/")
    assert "3 answers were given on this device" in visitor.html(CHOOSE)
    visitor.post_form("/en/course/", "/en/answers-on-this-device", {"whose": whose})


def test_answers_that_are_mine_come_into_my_record(visitor: Browser) -> None:
    adopting(visitor, "mine")
    assert visitor.cookie("practice") == ""
    assert "<span>Sound</span>" in visitor.html(CHOOSE)
    story = visitor.html(STORY)
    assert "How it ends: Sound" in story and "This unit is complete" in story
    assert "were given on this device" not in story


def test_answers_that_are_not_mine_are_taken_off_the_device(visitor: Browser) -> None:
    adopting(visitor, "not-mine")
    assert visitor.cookie("practice") == ""
    assert "0 of 2 done" in visitor.html(CHOOSE)


def test_only_one_of_two_answers_is_an_answer(judge: Browser) -> None:
    form = judge.form(CHOOSE, f"{CHOOSE}/m1-q1")
    assert judge.post("/en/answers-on-this-device", {**form.values, "whose": ""}).status_code == 400
