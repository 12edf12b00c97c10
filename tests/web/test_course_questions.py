"""Each kind of question, answered wrongly, rightly and not at all, by a judge without JavaScript."""

from __future__ import annotations

import pytest

from elearn.document.questions import Question, question_key
from elearn.document.walk import acting_blocks
from tests.factories.courses import PLANTED_EXPLANATION, PLANTED_FEEDBACK, small_course
from tests.web.browser import Browser, Fields

KEYS = {
    item.id: question_key(item)
    for module in small_course().modules for unit in module.units
    for item in acting_blocks(unit) if isinstance(item, Question)
}


def places(item: str, *keys: str) -> Fields:
    """Return the form values of these options, by the place each is shown at."""
    shown = [option.key for option in KEYS[item].options]
    return {"choice": [str(shown.index(key) + 1) for key in keys]}


def in_order(item: str, keys: str) -> Fields:
    shown = [option.key for option in KEYS[item].options]
    return {f"place-{shown.index(key) + 1}": str(place) for place, key in enumerate(keys, start=1)}


def matched(item: str, **right: str) -> Fields:
    key = KEYS[item]
    rows = [option.key for option in key.options if option.text]
    return {f"place-{rows.index(left) + 1}": str(key.counterparts.index(held) + 1)
            for left, held in right.items()}


ANSWERS = [
    ("m1-choose", "m1-q1", places("m1-q1", "b"), "Sound"),
    ("m1-choose", "m1-q1", places("m1-q1", "a"), "Risky"),
    ("m1-choose", "m1-q1", places("m1-q1", "c"), "Defensible"),
    ("m1-choose", "m1-q2", places("m1-q2", "a", "c"), "You found all that apply"),
    ("m1-choose", "m1-q2", places("m1-q2", "a", "b"),
     "You found 1 of 2, and marked 1 that does not apply"),
    ("m1-arrange", "m1-q3", in_order("m1-q3", "abcd"), "In the right order"),
    ("m1-arrange", "m1-q3", in_order("m1-q3", "abdc"), "2 of 4 stand in their place"),
    ("m1-arrange", "m1-q4", matched("m1-q4", a="a", b="b", c="c"), "All matched"),
    ("m1-arrange", "m1-q4", matched("m1-q4", a="z", b="b", c="a"), "1 of 3 matched"),
    ("m1-arrange", "m1-q5", places("m1-q5", "b", "d"), "You found all that apply"),
    ("m1-arrange", "m1-q5", places("m1-q5", "a", "b"),
     "You found 1 of 2, and marked 1 that does not apply"),
    ("m1-arrange", "m1-q6", places("m1-q6", "b"), "Your position"),
]


def told(html: str, item: str) -> str:
    """Return the part of a page that is about one item."""
    return html.partition(f'<section class="item" id="{item}"')[2].partition("</section>")[0]


@pytest.mark.parametrize(("unit", "item", "values", "heading"), ANSWERS)
def test_an_answer_is_told_its_verdict_and_the_reasons(
    judge: Browser, unit: str, item: str, values: Fields, heading: str,
) -> None:
    sent = judge.answer(unit, item, values)
    assert (sent.status_code, sent.location) == (303, f"/en/course/{unit}#{item}-verdict")
    page = told(judge.html(f"/en/course/{unit}"), item)
    assert f'id="{item}-verdict" tabindex="-1"' in page
    assert f"<span>{heading}</span>" in page
    assert PLANTED_FEEDBACK in page and PLANTED_EXPLANATION in page
    assert "Try again" in page


@pytest.mark.parametrize(("unit", "item", "values", "heading"), ANSWERS)
def test_a_visitor_is_told_the_same(
    visitor: Browser, unit: str, item: str, values: Fields, heading: str,
) -> None:
    visitor.answer(unit, item, values)
    assert f"<span>{heading}</span>" in told(visitor.html(f"/en/course/{unit}"), item)


def test_the_reader_is_reminded_of_the_letter_and_shown_the_others(judge: Browser) -> None:
    judge.answer("m1-choose", "m1-q1", {"choice": "3"})
    page = told(judge.html("/en/course/m1-choose"), "m1-q1")
    assert "You chose C." in page and "Recuse at once." in page
    others = page.partition("<details>")[2]
    assert "Say nothing." in others and "Disclose and hear the parties." in others
    assert "Recuse" not in others


def test_what_was_missed_stands_apart(judge: Browser) -> None:
    judge.answer("m1-choose", "m1-q2", places("m1-q2", "a"))
    page = told(judge.html("/en/course/m1-choose"), "m1-q2")
    missed = page.partition("You did not mark")[2].partition("<details>")[0]
    assert "Tell the president of the court." in missed


def test_try_again_opens_the_question_with_nothing_chosen(judge: Browser) -> None:
    judge.answer("m1-choose", "m1-q1", {"choice": "1"})
    page = told(judge.html("/en/course/m1-choose?again=m1-q1"), "m1-q1")
    assert "Give my answer" in page and "checked" not in page and PLANTED_FEEDBACK not in page
    judge.answer("m1-choose", "m1-q1", {"choice": "2"})
    assert "<span>Sound</span>" in told(judge.html("/en/course/m1-choose"), "m1-q1")


@pytest.mark.parametrize(("unit", "item", "values", "message", "field"), [
    ("m1-choose", "m1-q1", {}, "Choose one answer.", "m1-q1-1"),
    ("m1-choose", "m1-q2", {}, "Choose at least one.", "m1-q2-1"),
    ("m1-arrange", "m1-q3", {"place-1": "2", "place-2": "1", "place-4": "3"},
     "Give every line a place.", "m1-q3-3"),
    ("m1-arrange", "m1-q3", {"place-1": "2", "place-2": "2", "place-3": "1", "place-4": "3"},
     "Two lines have place 2.", "m1-q3-2"),
    ("m1-arrange", "m1-q4", {"place-1": "1"}, "Choose a match for every line.", "m1-q4-2"),
])
def test_an_answer_that_is_not_whole_is_kept_and_its_gap_is_named(
    judge: Browser, unit: str, item: str, values: Fields, message: str, field: str,
) -> None:
    sent = judge.answer(unit, item, values)
    assert sent.status_code == 400
    assert "<title>Error: " in sent.text
    summary = sent.text.partition('class="error-summary"')[2].partition("</div>")[0]
    assert f'href="#{field}"' in summary and message in summary
    assert f'id="{field}"' in sent.text
    assert sent.text.count(" selected>") == len(values)
    assert PLANTED_FEEDBACK not in sent.text


@pytest.mark.parametrize("values", [
    {"choice": "9"}, {"choice": "0"}, {"choice": "-1"}, {"choice": "b"}, {"choice": "٢"},
    {"choice": ["1", "2"]}, {"choice": "1" * 400},
])
def test_a_place_that_does_not_exist_is_refused(judge: Browser, values: Fields) -> None:
    assert judge.answer("m1-choose", "m1-q1", values).status_code == 400
    assert "0 of 2 done" in judge.html("/en/course/m1-choose")


@pytest.mark.parametrize("path", ["m1-choose/m1-q3", "m1-choose/nothing", "nowhere/m1-q1", "m1-choose/t-2"])
def test_an_item_is_answered_where_it_stands_or_nowhere(judge: Browser, path: str) -> None:
    form = judge.form("/en/course/m1-choose", "/en/course/m1-choose/m1-q1")
    assert judge.post(f"/en/course/{path}", {**form.values, "choice": "1"}).status_code == 404


@pytest.mark.parametrize(("sure", "words"), [("1", "a guess"), ("2", "fairly sure"), ("3", "certain")])
def test_how_sure_someone_was_is_shown_to_them_beside_the_reasons(
    judge: Browser, visitor: Browser, sure: str, words: str,
) -> None:
    for reader in (judge, visitor):
        reader.answer("m1-choose", "m1-q1", {**places("m1-q1", "a"), "sure": sure})
        assert f"You said: {words}." in reader.html("/en/course/m1-choose")
    assert f"({words})" in judge.html("/en/my-record/m1-choose")


@pytest.mark.parametrize("sure", ["", "0", "4", "-1", "certain", "33"])
def test_nobody_has_to_say_how_sure_they_are(judge: Browser, sure: str) -> None:
    answer = judge.answer("m1-choose", "m1-q1", {**places("m1-q1", "a"), "sure": sure})
    assert answer.status_code == 303
    assert "You said:" not in judge.html("/en/course/m1-choose")


def test_how_sure_one_is_stays_where_the_answer_was_not_whole(judge: Browser) -> None:
    page = judge.answer("m1-choose", "m1-q1", {"sure": "3"}).text
    assert page.count('name="sure" value="3" checked') == 1


def test_a_visitors_confidence_is_adopted_with_the_answer(visitor: Browser) -> None:
    visitor.answer("m1-choose", "m1-q1", {**places("m1-q1", "b"), "sure": "2"})
    visitor.sign_in()
    visitor.post_form("/en/course/", "/en/answers-on-this-device", {"whose": "mine"})
    assert "You said: fairly sure." in visitor.html("/en/course/m1-choose")
