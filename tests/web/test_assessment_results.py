"""Results in words: by value, with what to read again; reasons after a pass alone; the gain for oneself."""

from __future__ import annotations

import re

import pytest

from elearn.accounts.models import AccessRole
from elearn.kernel.db import db
from elearn.learning.verification import verify
from tests.browser.answering import right
from tests.factories.courses import PLANTED_EXPLANATION, PLANTED_FEEDBACK
from tests.web.sitting import COUNT, Sitter, fields


def test_a_result_is_told_by_value_with_the_paragraphs_to_read_again(sitter: Sitter) -> None:
    sitter.declare()
    page = sitter.sit("final", rightly=2)
    assert "Not passed yet: 2 of 6 right" in page
    assert re.search(r"<bdi>Impartiality</bdi>: \d of 5", page)
    assert "The institution (article 11 of the Convention against Corruption)</bdi>" in page
    again = page.partition("To read again")[2]
    assert 'href="/en/course/m1-choose"' in again and 'href="https://example.org/bp"' in again
    assert "Every question with its reasons" not in page


def test_after_a_pass_every_question_comes_with_its_reasons(sitter: Sitter) -> None:
    sitter.declare()
    page = sitter.sit("final", rightly=5)
    assert "You passed: 5 of 6 right" in page
    assert page.count('class="item-name"') == COUNT
    assert page.count(PLANTED_EXPLANATION) == COUNT and PLANTED_FEEDBACK in page
    assert page.count(": right</h3>") == 5 and page.count(": not right</h3>") == 1
    assert "The course is complete." in page
    with sitter.app.app_context():
        assert not list(verify())
        db.session.remove()


def test_what_was_left_open_is_told_with_what_was_right(sitter: Sitter) -> None:
    sitter.begin("entry")
    rightly = [place for place in range(1, COUNT + 1)
               if sitter.key_at("entry", place).id.rpartition("-")[2] in ("one", "all", "spot")]
    sitter.give("entry", sitter.place_of("entry", "order"), {"choice": "0"})
    for place in rightly:
        sitter.give("entry", place, fields(right(sitter.key_at("entry", place))))
    page = sitter.html(sitter.hand_in("entry"))
    assert "You passed: 3 of 5 right" in page
    order = page.partition('id="t-entry-order-verdict"')[2].partition("</section>")[0]
    assert "You did not know yet" in order and "The order that the paragraphs support" in order
    match = page.partition('id="t-entry-match-verdict"')[2].partition("</section>")[0]
    assert "You gave no answer" in match and "Impartiality – No favour" in match


def test_an_entry_test_at_the_pass_mark_opens_the_final_test_at_once(sitter: Sitter) -> None:
    assert "The final test is open to you now" in sitter.sit("entry", rightly=COUNT)
    assert "Begin the final test" in sitter.html("/en/tests/final")
    sitter.sit("final")
    assert "You have completed the course" in sitter.html("/en/course/")


def test_too_many_attempts_say_when_the_next_opens(sitter: Sitter) -> None:
    sitter.declare()
    for left in ("2 in the next", "1 in the next"):
        sitter.sit("final", rightly=0)
        assert left in sitter.html("/en/tests/final")
    sitter.sit("final", rightly=0)
    page = sitter.html("/en/tests/final")
    assert re.search(r"It opens again on [^<]+ UTC", page) and "Begin the final test" not in page
    sent = sitter.post("/en/tests/final", {**sitter.form("/en/tests", "/en/theme").values,
                                           "event": "ab" * 16, "name": "Amara Okello"})
    assert (sent.status_code, sent.location) == (303, "/en/tests/final")


def test_earlier_results_stay_where_their_address_says(sitter: Sitter) -> None:
    sitter.declare()
    first = sitter.begin("final") and sitter.hand_in("final")
    sitter.begin("final")
    sitter.answer_all("final", rightly=1)
    second = sitter.hand_in("final")
    assert first != second
    assert "0 of 6 right" in sitter.html(first) and "1 of 6 right" in sitter.html(second)
    sitter.begin("final")
    assert "1 of 6 right" in sitter.html("/en/tests/final/result"), "the last one handed in"


def test_the_gain_is_told_to_the_judge(sitter: Sitter) -> None:
    sitter.sit("entry", rightly=1)
    assert "What the course changed" not in sitter.html("/en/tests")
    sitter.declare()
    page = sitter.sit("post", rightly=COUNT)
    for html in (page, sitter.html("/en/tests")):
        assert "Entry test: " in html and "Post-test: 5 of 5 right." in html and "You have gained." in html


@pytest.mark.parametrize("role", list(AccessRole))
def test_the_gain_and_the_results_are_told_to_nobody_else(sitter: Sitter, role: AccessRole) -> None:
    sitter.sit("entry", rightly=1)
    sitter.declare()
    address = sitter.begin("post") and sitter.hand_in("post")
    other = Sitter(sitter.app)
    other.sign_in(role)
    for path in (address, address.replace("/post/", "/entry/")):
        assert other.get(path).status_code == 404
    assert "What the course changed" not in other.html("/en/tests")


def test_a_declared_reading_opens_the_final_test(sitter: Sitter) -> None:
    page = sitter.html("/en/declare-reading")
    assert "worked through the self-directed text" in page and "I declare" in page
    sent = sitter.post_form("/en/declare-reading", "/en/declare-reading", {})
    assert (sent.status_code, sent.location) == (303, "/en/tests/final")
    assert "nothing more to declare" in sitter.html("/en/declare-reading")
    sitter.sit("final")
    assert "there is nothing to declare" in sitter.html("/en/declare-reading")
