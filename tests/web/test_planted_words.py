"""What belongs after the answer is in no response before it, on any page, for anyone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
from flask import Flask

from elearn.app import create_app
from elearn.document.blocks import Reflection, Scenario, Trainer
from elearn.document.catalogue import Revision
from elearn.document.questions import Question
from elearn.document.walk import acting_blocks, descendants, plain_text
from elearn.kernel import db
from elearn.kernel.config import Settings
from elearn.web import context
from tests.databases import Database, bare_application
from tests.factories.courses import PLANTED
from tests.web.browser import Browser

PAGES = ("/en/", "/en/help", "/en/course/", "/en/course/glossary", "/en/principles/",
         "/en/principles/bp-2.5", "/en/search?q=planted", "/en/downloads",
         "/en/course/m1-choose", "/en/course/m1-arrange", "/en/course/m2-story", "/en/course/m2-read")


@pytest.mark.parametrize("path", PAGES)
def test_no_planted_word_is_on_a_page_before_an_answer(
    visitor: Browser, judge: Browser, path: str,
) -> None:
    for browser in (visitor, judge):
        page = browser.html(path)
        assert not [word for word in PLANTED if word in page]


def test_an_answer_that_is_not_whole_tells_nothing(judge: Browser) -> None:
    for unit, item in (("m1-choose", "m1-q1"), ("m1-arrange", "m1-q4"), ("m2-story", "m2-r1")):
        sent = judge.answer(unit, item, {"text": ""} if item == "m2-r1" else {})
        assert sent.status_code == 400
        assert not [word for word in PLANTED if word in sent.text]


def test_one_answer_tells_nothing_about_another(judge: Browser) -> None:
    judge.answer("m1-choose", "m1-q1", {"choice": "1"})
    page = judge.html("/en/course/m1-choose")
    assert "planted-feedback-word" not in page.partition('id="m1-q2"')[2]


def test_form_values_are_places_in_the_order_shown(visitor: Browser) -> None:
    for unit in ("m1-choose", "m1-arrange"):
        page = visitor.html(f"/en/course/{unit}")
        for values in re.findall(r'name="(?:choice|place-\d)"[^>]*value="([^"]*)"', page):
            assert values.isdigit()
    order = visitor.html("/en/course/m1-arrange").partition('id="m1-q3"')[2].partition("</form>")[0]
    shown = [order.index(text) for text in ("Notice the tie", "Disclose it", "Hear the parties", "Decide")]
    assert shown != sorted(shown)


@pytest.fixture(scope="module")
def real_course(tmp_path_factory: pytest.TempPathFactory, database: Database) -> Iterator[Flask]:
    """The course as it is shipped."""
    settings = database.empty(tmp_path_factory.mktemp("real")).model_copy(update={
        "course": Settings.model_fields["course"].default})
    with bare_application(settings).app_context():
        db.upgrade()
        db.db.engine.dispose()
    app = create_app(settings)
    yield app
    with app.app_context():
        db.db.engine.dispose()
    database.drop(settings)


def secrets(revision: Revision) -> set[str]:
    """Return the sentences of the course that nobody may be sent before an answer."""
    found: set[str] = set()
    for module in revision.course.modules:
        for node in descendants(module):
            if isinstance(node, Trainer):
                found |= {plain_text(each) for each in node.body}
        for item in (each for unit in module.units for each in acting_blocks(unit)):
            found |= {plain_text(each) for each in _after(item)}
    for item in revision.bank.items:
        found |= {plain_text(item.question.stem), *(plain_text(o.text) for o in item.question.options)}
    return {words.strip() for words in found if len(words) > 40}


def _after(item: Question | Scenario | Reflection) -> list[object]:
    if isinstance(item, Question):
        return [*item.explanation, *(each for option in item.options for each in option.feedback)]
    if isinstance(item, Reflection):
        return list(item.model)
    told = [each for step in item.steps for choice in step.choices for each in choice.feedback]
    return told + [each for step in item.steps if step.debrief for each in step.debrief.body]


def test_no_page_of_the_shipped_course_tells_what_comes_after(real_course: Flask) -> None:
    with real_course.app_context():
        revision = context.current().revision("en")
    hidden = secrets(revision)
    assert len(hidden) > 100
    visitor = Browser(real_course)
    for module in revision.open.modules:
        for unit in module.units:
            page = _words(visitor.html(f"/en/course/{unit.id}"))
            assert not [words for words in hidden if words in page], unit.id


def test_the_search_for_hidden_sentences_finds_them_once_they_are_told(real_course: Flask) -> None:
    with real_course.app_context():
        revision = context.current().revision("en")
    visitor = Browser(real_course)
    visitor.post_form("/en/course/m2-bias", "/en/course/m2-bias/m2-q1", {"choice": "1"})
    page = _words(visitor.html("/en/course/m2-bias"))
    assert len([words for words in secrets(revision) if words in page]) > 2


def _words(html: str) -> str:
    """Return the text of a page, its citations left out as `plain_text` leaves them out."""
    html = re.sub(r'<span class="citation">.*?</span>', "", html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", "", html)))
