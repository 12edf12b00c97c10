"""F5, double click, an old tab: the same form of every kind sent three times is one act with one answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from elearn.kernel.db import db
from elearn.learning.models import Event
from elearn.learning.verification import verify
from tests.web.browser import Browser, Fields, Form
from tests.web.sitting import Sitter

STORY = "/en/course/m2-story"


def events(browser: Browser) -> int:
    with browser.app.app_context():
        return db.session.scalar(select(func.count()).select_from(Event)) or 0


def _of_record(act: str) -> Callable[[Sitter], Form]:
    def drawn(browser: Sitter) -> Form:
        if act == "return":
            browser.post("/en/my-record", _of_record("leave")(browser).values)
        return next(form for form in browser.all_forms("/en/my-record") if form.values.get("act") == act)
    return drawn


def _clear(browser: Sitter) -> Form:
    browser.post_form(STORY, f"{STORY}/m2-r1", {"text": "Away with it"})
    return browser.form("/en/my-record/text/m2-r1", "/en/my-record/text/m2-r1")


def _pick(browser: Sitter) -> Form:
    browser.begin("entry")
    return browser.question("entry", browser.place_of("entry", "one"))


def _submit(browser: Sitter) -> Form:
    browser.begin("entry")
    return browser.form("/en/tests/entry/review", "/en/tests/entry/review")


ACTS: dict[str, tuple[Callable[[Sitter], Form], Fields]] = {
    "answer": (lambda b: b.form("/en/course/m1-choose", "/en/course/m1-choose/m1-q1"), {"choice": "1"}),
    "step": (lambda b: b.form(STORY, f"{STORY}/m2-s1"), {"choice": "1"}),
    "reflect": (lambda b: b.form(STORY, f"{STORY}/m2-r1", "text"), {"act": "reflect", "text": "Once"}),
    "thought": (lambda b: b.form(STORY, f"{STORY}/m2-r1", "text"), {"act": "thought"}),
    "read": (lambda b: b.form("/en/course/m2-read", "/en/course/m2-read/m2-read"), {"act": "read"}),
    "begin": (lambda b: b.form("/en/tests/entry", "/en/tests/entry"), {}),
    "pick": (_pick, {"choice": "1"}),
    "submit": (_submit, {}),
    "declare": (lambda b: b.form("/en/declare-reading", "/en/declare-reading"), {}),
    "leave": (_of_record("leave"), {}),
    "return": (_of_record("return"), {}),
    "again": (_of_record("again"), {}),
    "clear": (_clear, {}),
}


@pytest.mark.parametrize("kind", ACTS)
def test_the_same_form_three_times_is_one_event(sitter: Sitter, kind: str) -> None:
    draw, values = ACTS[kind]
    form = draw(sitter)
    before = events(sitter)
    sent = [sitter.post(form.action, {**form.values, **values}) for _ in range(3)]
    assert {(each.status_code, each.location) for each in sent} == {(303, sent[0].location)}
    assert events(sitter) == before + 1
    with sitter.app.app_context():
        assert not list(verify())


@pytest.mark.parametrize("kind", ["answer", "step", "reflect", "thought", "read"])
def test_a_form_of_a_second_tab_loses_nothing(sitter: Sitter, kind: str) -> None:
    draw, values = ACTS[kind]
    first, second = draw(sitter), draw(sitter)
    assert sitter.post(first.action, {**first.values, **values}).status_code == 303
    assert sitter.post(second.action, {**second.values, **values}).status_code == 303
    with sitter.app.app_context():
        assert not list(verify())
