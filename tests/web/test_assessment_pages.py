"""The tests as pages: what there is, what is asked, moving about, the review before handing in."""

from __future__ import annotations

import re

import pytest

from tests.web.browser import Browser
from tests.web.sitting import COUNT, Sitter


def test_the_list_says_how_each_test_stands(sitter: Sitter) -> None:
    page = sitter.html("/en/tests")
    assert page.count("It opens when the required units are complete.") == 2
    assert "6 questions. 3 right answers pass." in page


def test_who_has_not_enrolled_is_asked_to_first(tested_app: object, sitter: Sitter) -> None:
    other = Sitter(sitter.app)
    other.sign_in()
    assert "Enrol in this course" in other.html("/en/tests")
    assert other.get("/en/tests/entry").location == "/en/tests"


def test_the_course_without_enough_questions_holds_no_test(judge: Browser) -> None:
    assert "No test is held at present" in judge.html("/en/tests")
    page = judge.html("/en/tests/final")
    assert "It is not held at present." in page and "Begin the final test" not in page


def test_a_cover_says_what_the_test_is(sitter: Sitter) -> None:
    page = sitter.html("/en/tests/entry")
    for words in ("6, one a page", "3 right answers", "No timer.", "yours alone", "Begin the entry test"):
        assert words in page
    closed = sitter.html("/en/tests/final")
    assert "4 required units are not complete" in closed and 'href="/en/course/m1-choose"' in closed
    assert 'href="/en/declare-reading"' in closed and "Begin the final test" not in closed


def test_the_cover_of_the_final_test_counts_the_attempts_and_asks_for_the_name(sitter: Sitter) -> None:
    sitter.declare()
    page = sitter.html("/en/tests/final")
    assert "3 in the next 24 hours" in page and 'value="Amara Okello"' in page
    for name in ("", "   ", "x" * 121):
        sent = sitter.post_form("/en/tests/final", "/en/tests/final", {"name": name})
        assert sent.status_code == 400 and 'href="#name"' in sent.text and "<title>Error: " in sent.text
    assert sitter.begin("final") == "/en/tests/final/1"


def test_a_name_given_before_is_proposed_again(sitter: Sitter) -> None:
    sitter.declare()
    sitter.post_form("/en/tests/final", "/en/tests/final", {"name": "أمارا أوكيلو"})
    sitter.answer_all("final", rightly=0)
    sitter.hand_in("final")
    assert 'value="أمارا أوكيلو"' in sitter.html("/en/tests/final")


def test_each_button_of_a_question_saves_and_leads_on(sitter: Sitter) -> None:
    sitter.begin("entry")
    ways = {"next": "/en/tests/entry/3", "previous": "/en/tests/entry/1", "6": "/en/tests/entry/6",
            "review": "/en/tests/entry/review", "99": "/en/tests/entry/review",
            "https://evil.example": "/en/tests/entry/3"}
    for go, leads_to in ways.items():
        sent = sitter.give("entry", 2, {"choice": "0"}, go)
        assert (sent.status_code, sent.location) == (303, leads_to)
    assert sitter.give("entry", COUNT, {}).location == "/en/tests/entry/review"
    assert 'value="previous"' not in sitter.html("/en/tests/entry/1")
    assert 'value="previous"' in sitter.html("/en/tests/entry/2")


def test_the_numbers_say_in_words_what_is_answered(sitter: Sitter) -> None:
    sitter.begin("entry")
    sitter.give("entry", 2, {"choice": "0"})
    page = sitter.html("/en/tests/entry/3")
    assert "Question 2, answered" in page and page.count(", not answered") == COUNT - 1
    assert re.search(r'value="3" aria-current=step', page)
    assert "<title>Question 3 of 6, Entry test" in page


def test_an_answer_is_shown_again_with_when_it_was_saved(sitter: Sitter) -> None:
    sitter.begin("entry")
    assert "Saved on" not in sitter.html("/en/tests/entry/1")
    sitter.give("entry", 1, {"choice": "0"})
    page = sitter.html("/en/tests/entry/1")
    assert re.search(r'value="0" id="[\w-]+-0" checked>', page)
    assert re.search(r"Saved on [^<]+ UTC\.", page)


def test_the_review_names_what_is_unanswered_as_links(sitter: Sitter) -> None:
    sitter.begin("entry")
    for place in (1, 3, 4, 6):
        sitter.give("entry", place, {"choice": "0"})
    page = sitter.html("/en/tests/entry/review")
    waiting = page.partition('<ul class="waiting">')[2].partition("</ul>")[0]
    assert re.findall(r'href="([^"]+)">(Question \d)<', waiting) == [
        ("/en/tests/entry/2", "Question 2"), ("/en/tests/entry/5", "Question 5")]
    assert "Hand in with 2 questions unanswered" in page
    for place in (2, 5):
        sitter.give("entry", place, {"choice": "0"})
    whole = sitter.html("/en/tests/entry/review")
    assert "All 6 questions are answered" in whole and "Hand in my answers" in whole


def test_nothing_is_disabled_or_timed(sitter: Sitter) -> None:
    sitter.begin("entry")
    for path in ("/en/tests", "/en/tests/entry", "/en/tests/entry/1", "/en/tests/entry/review"):
        page = sitter.html(path)
        assert not re.search(r"\bdisabled\b|http-equiv|countdown", page)


@pytest.mark.parametrize("path", ["entry/0", "entry/7", "entry/999999999999", "nothing", "nothing/1"])
def test_what_is_not_there_is_not_found(sitter: Sitter, path: str) -> None:
    sitter.begin("entry")
    assert sitter.get(f"/en/tests/{path}").status_code == 404


def test_pages_of_a_test_not_begun_lead_to_its_cover(sitter: Sitter) -> None:
    for page in ("1", "review", "result"):
        assert sitter.get(f"/en/tests/final/{page}").location == "/en/tests/final"


def test_the_course_leads_to_the_tests_and_says_what_is_missing(sitter: Sitter) -> None:
    page = sitter.html("/en/course/")
    assert "Still missing for the certificate: 4 required units and the final test." in page
    assert "Before you begin you may see what you know already" in page and 'href="/en/tests/entry"' in page
    sitter.declare()
    assert "Still missing for the certificate: the final test." in sitter.html("/en/course/")


@pytest.mark.parametrize("path", ["/en/course/", "/en/"])
def test_a_running_test_is_one_click_away(sitter: Sitter, path: str) -> None:
    assert "Go on with the test" not in sitter.html(path)
    sitter.begin("entry")
    sitter.give("entry", 1, {"choice": "0"})
    button = r'<a class="button main" href="/en/tests/entry/{}">Go on with the test:'
    assert re.search(button.format(2), sitter.html(path))
    for place in range(2, COUNT + 1):
        sitter.give("entry", place, {"choice": "0"})
    assert re.search(button.format("review"), sitter.html(path))


def test_the_last_unit_leads_to_the_final_test(sitter: Sitter) -> None:
    for unit, item, answer in (
        ("m1-choose", "m1-q1", {"choice": "2"}), ("m1-choose", "m1-q2", {"choice": ["1", "3"]}),
        ("m1-arrange", "m1-q3", {f"place-{row}": str(row) for row in range(1, 5)}),
        ("m1-arrange", "m1-q4", {f"place-{row}": str(row) for row in range(1, 4)}),
        ("m1-arrange", "m1-q5", {"choice": "2"}), ("m1-arrange", "m1-q6", {"choice": "3"}),
        ("m2-story", "m2-s1", {"choice": "2"}), ("m2-story", "m2-r1", {"act": "thought"}),
    ):
        assert sitter.answer(unit, item, answer).status_code == 303
    sitter.post_form("/en/course/m2-read", "/en/course/m2-read/m2-read", {"act": "read"})
    end = sitter.html("/en/course/m2-read").partition('id="end"')[2]
    assert "Every required unit is complete" in end and 'href="/en/tests/final"' in end
    assert "Begin the post-test" in sitter.html("/en/tests/post")
