"""One's own record: everything done, in the wording of its day, and nobody else's."""

from __future__ import annotations

from tests.web.browser import Browser, forms


def test_the_record_lists_the_units_in_which_something_was_done(judge: Browser) -> None:
    assert "Begin the course" in judge.html("/en/my-record")
    judge.answer("m1-choose", "m1-q1", {"choice": "1"})
    judge.answer("m1-choose", "m1-q1", {"choice": "2"})
    page = judge.html("/en/my-record")
    assert 'href="/en/my-record/m1-choose"' in page and "2 entries" in page


def test_first_and_last_answer_stand_in_the_words_they_had(judge: Browser) -> None:
    judge.answer("m1-choose", "m1-q1", {"choice": "1"})
    judge.answer("m1-choose", "m1-q1", {"choice": "2"})
    shown = judge.html("/en/my-record/m1-choose")
    assert shown.index("Say nothing") < shown.index("Disclose")
    assert "planted-feedback-word" not in shown


def test_own_words_are_opened_for_their_writer_alone(judge: Browser) -> None:
    judge.answer("m2-story", "m2-r1", {"text": "My <i>own</i> words", "act": "reflect"})
    assert "My &lt;i&gt;own&lt;/i&gt; words" in judge.html("/en/my-record/m2-story")
    other = Browser(judge.app)
    other.sign_in()
    assert "m2-story" not in other.html("/en/my-record")
    assert other.get("/en/my-record/m2-story").status_code == 404


def test_a_unit_in_which_nothing_was_done_is_not_in_the_record(judge: Browser) -> None:
    assert judge.get("/en/my-record/m1-choose").status_code == 404
    assert judge.get("/en/my-record/no-such-unit").status_code == 404


def test_a_visitor_has_no_record(visitor: Browser) -> None:
    assert visitor.get("/en/my-record").status_code == 303


def go(browser: Browser, act: str) -> None:
    form = next(form for form in forms(browser.html("/en/my-record")) if form.values.get("act") == act)
    assert browser.post("/en/my-record", form.values).status_code == 303


def test_someone_leaves_and_comes_back_in_one_tap_each(judge: Browser) -> None:
    go(judge, "leave")
    assert "You left the course on" in judge.html("/en/my-record")
    assert "You left the course" in judge.html("/en/course/")
    go(judge, "return")
    assert "You left the course on" not in judge.html("/en/my-record")


def test_beginning_again_asks_every_question_anew_and_keeps_the_answers(judge: Browser) -> None:
    judge.answer("m1-choose", "m1-q1", {"choice": "1"})
    go(judge, "again")
    assert "You chose A" not in judge.html("/en/course/m1-choose")
    assert "Say nothing" in judge.html("/en/my-record/m1-choose")


def test_another_word_in_the_form_changes_nothing(judge: Browser) -> None:
    form = next(form for form in forms(judge.html("/en/my-record")) if form.values.get("act") == "leave")
    assert judge.post("/en/my-record", {**form.values, "act": "erase"}).status_code == 400
    assert judge.post("/en/my-record", {**form.values, "event": "1"}).status_code == 400
