"""A question, a story or a reflection that was worded anew after its answer: said, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from elearn.document import blocks as b
from elearn.document.catalogue import Revision, revision_of
from elearn.document.questions import Question
from tests.factories.courses import prose, small_bank, small_course
from tests.web.browser import Browser
from tests.web.test_corrections import serve

CHOOSE, STORY = "/en/course/m1-choose", "/en/course/m2-story"
CHANGED, CORRECTED = "The wording has changed since you answered", "The answer to this was corrected"


def reworded(item_id: str, change: Callable[[Any], Any]) -> Revision:
    """Return the small course with one item changed."""
    def rebuilt(body: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(map(one, body))

    def one(node: Any) -> Any:
        if getattr(node, "id", "") == item_id and isinstance(node, (Question, b.Scenario, b.Reflection)):
            return change(node)
        return replace(node, body=rebuilt(node.body)) if isinstance(node, (b.Case, b.Slot)) else node

    course = small_course()
    return revision_of(replace(course, modules=tuple(
        replace(module, units=tuple(replace(unit, sections=tuple(
            replace(section, body=rebuilt(section.body)) for section in unit.sections))
            for unit in module.units)) for module in course.modules)), small_bank())


def other_stem(question: Question) -> Question:
    return replace(question, stem=prose("Which of these would you never do?"))


def without_first(question: Question) -> Question:
    return replace(question, options=question.options[1:])


def other_key(question: Question) -> Question:
    return replace(question, options=tuple(
        replace(each, is_right=not each.is_right) for each in question.options))


@pytest.fixture
def answered(judge: Browser) -> Browser:
    """The judge, who has chosen the first option of the first question and some of the second."""
    judge.answer("m1-choose", "m1-q1", {"choice": "1"})
    judge.answer("m1-choose", "m1-q2", {"choice": ["1", "2"]})
    return judge


def test_what_reads_as_before_says_nothing(answered: Browser) -> None:
    assert CHANGED not in answered.html(CHOOSE) and 'class="notice then"' not in answered.html(CHOOSE)


def test_a_question_worded_anew_says_so_above_the_verdict(answered: Browser) -> None:
    before = answered.html(CHOOSE)
    serve(answered.app, reworded("m1-q1", other_stem))
    page = answered.html(CHOOSE)
    assert page.count(CHANGED) == 1 and CORRECTED not in page
    assert page.index(CHANGED) < page.index('id="m1-q1-verdict"')
    assert "You answered then:" in page and "What do you do first?" in page, "how it read then"
    assert "Which of these would you never do?" in page and "again=m1-q1" in page
    assert "2 of " in page and before.count("mark is-done") == page.count("mark is-done"), "nothing is lost"


def test_after_answering_again_it_is_said_no_more(answered: Browser) -> None:
    serve(answered.app, reworded("m1-q1", other_stem))
    assert CHANGED not in answered.html(f"{CHOOSE}?again=m1-q1")
    answered.answer("m1-choose", "m1-q1", {"choice": "2"})
    assert CHANGED not in answered.html(CHOOSE)
    past = answered.html("/en/my-record/m1-choose")
    assert past.count("You answered, ") == 3, "what was answered before stays in the record"


def test_a_slip_of_the_pen_put_right_is_not_worth_a_word(answered: Browser) -> None:
    serve(answered.app, reworded("m1-q1", lambda held: replace(held, stem=prose("What do you do firrst?"))))
    assert CHANGED not in answered.html(CHOOSE)


def test_an_option_that_is_gone_is_still_told_and_the_question_waits(answered: Browser) -> None:
    serve(answered.app, reworded("m1-q1", without_first))
    page = answered.html(CHOOSE)
    assert CHANGED in page or CORRECTED in page
    assert 'action="/en/course/m1-choose/m1-q1"' in page or 'id="m1-q1-verdict"' in page
    assert "You answered then:" in page


def test_a_corrected_key_is_called_so(answered: Browser) -> None:
    serve(answered.app, reworded("m1-q2", other_key))
    page = answered.html(CHOOSE)
    assert CORRECTED in page and CHANGED not in page
    assert page.index(CORRECTED) < page.index('id="m1-q2-verdict"')


def test_a_reflection_asked_otherwise_keeps_its_words(judge: Browser) -> None:
    judge.answer("m2-story", "m2-r1", {"text": "What I thought then", "act": "reflect"})
    serve(judge.app, reworded("m2-r1", lambda held: replace(held, body=prose("And your neighbour?"))))
    page = judge.html(STORY)
    assert CHANGED in page and "What I thought then</textarea>" in page and "How it read then" in page


def test_a_story_told_otherwise_says_so(judge: Browser) -> None:
    form = judge.form(STORY, f"{STORY}/m2-s1", "step")
    assert judge.post(form.action, {**form.values, "choice": "1"}).status_code == 303
    serve(judge.app, reworded("m2-s1", lambda held: replace(held, body=prose("Another beginning of it"))))
    page = judge.html(STORY)
    assert CHANGED in page and "The story so far" in page


def test_a_visitor_is_told_nothing_since_nothing_says_what_they_read(visitor: Browser) -> None:
    visitor.answer("m1-choose", "m1-q1", {"choice": "1"})
    serve(visitor.app, reworded("m1-q1", other_stem))
    assert CHANGED not in visitor.html(CHOOSE)
