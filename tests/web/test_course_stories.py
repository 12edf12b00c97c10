"""Scenarios to each ending, reflections, reading, and what becomes complete through them."""

from __future__ import annotations

from werkzeug.test import TestResponse

from tests.factories.courses import PLANTED_DEBRIEF, PLANTED_FEEDBACK, PLANTED_MODEL
from tests.web.browser import Browser, forms

PAGE = "/en/course/m2-story"
STORY = f"{PAGE}/m2-s1"
THOUGHT = f"{PAGE}/m2-r1"


def go(browser: Browser, place: str) -> TestResponse:
    return browser.post_form(PAGE, STORY, {"choice": place})


def write(browser: Browser, text: str) -> TestResponse:
    return browser.post_form(PAGE, THOUGHT, {"act": "reflect", "text": text})


def test_a_story_is_told_step_by_step_to_the_sound_end(judge: Browser) -> None:
    assert "A gift is handed to you." not in judge.html(PAGE)
    assert go(judge, "1").location == f"{PAGE}#m2-s1-here"
    page = judge.html(PAGE)
    assert "A gift is handed to you." in page and "Risky" in page and PLANTED_FEEDBACK in page
    assert PLANTED_DEBRIEF not in page
    go(judge, "2")
    page = judge.html(PAGE)
    assert "How it ends: Sound" in page and PLANTED_DEBRIEF in page
    assert "The story so far: 2 decisions" in page


def test_a_story_may_end_badly_and_begin_again(judge: Browser) -> None:
    go(judge, "1")
    go(judge, "1")
    assert "How it ends: Breach" in judge.html(PAGE)
    judge.post_form(PAGE, STORY, {"restart": "1"})
    page = judge.html(PAGE)
    assert "How it ends" not in page and PLANTED_DEBRIEF not in page
    assert "You are invited to a wedding." in page and "1 of 2 done" in page
    go(judge, "2")
    assert "How it ends: Sound" in judge.html(PAGE)


def test_an_old_window_does_not_turn_the_story_back(judge: Browser) -> None:
    old = judge.form(PAGE, STORY, "choice")
    go(judge, "1")
    assert judge.post(STORY, {**old.values, "choice": "2"}).status_code == 303
    assert "A gift is handed to you." in judge.html(PAGE)


def test_a_step_nobody_stands_at_is_refused(judge: Browser) -> None:
    form = judge.form(PAGE, STORY, "choice")
    judge.post(STORY, {**form.values, "step": "m2-s1-gift", "choice": "2"})
    assert "How it ends" not in judge.html(PAGE)
    assert judge.post(STORY, {**form.values, "step": "nowhere", "choice": "1"}).status_code == 400


def test_what_is_written_is_kept_and_shown_to_its_writer_alone(judge: Browser) -> None:
    assert PLANTED_MODEL not in judge.html(PAGE)
    assert write(judge, "My brother-in-law <is> counsel.").location == f"{PAGE}#m2-r1-here"
    page = judge.html(PAGE)
    assert "My brother-in-law &lt;is&gt; counsel.</textarea>" in page
    assert PLANTED_MODEL in page and "I have thought about it" not in page
    other = Browser(judge.app)
    other.sign_in()
    assert "brother-in-law" not in other.html(PAGE)


def test_a_text_may_be_changed_from_the_page_that_shows_it(judge: Browser) -> None:
    write(judge, "First.")
    assert write(judge, "Second thoughts.").status_code == 303
    assert "Second thoughts.</textarea>" in judge.html(PAGE)


def test_to_have_thought_about_it_is_enough(judge: Browser) -> None:
    judge.post_form(PAGE, THOUGHT, {"act": "thought", "text": ""})
    page = judge.html(PAGE)
    assert PLANTED_MODEL in page and "1 of 2 done" in page


def test_words_are_not_lost_by_pressing_the_other_button(judge: Browser) -> None:
    judge.post_form(PAGE, THOUGHT, {"act": "thought", "text": "Wait, this."})
    assert "Wait, this.</textarea>" in judge.html(PAGE)


def test_nothing_written_is_said_so(judge: Browser) -> None:
    sent = write(judge, "  \n ")
    assert sent.status_code == 400
    assert 'href="#m2-r1-text"' in sent.text and "Write something first" in sent.text


def test_a_text_that_is_too_long_comes_back_whole(judge: Browser) -> None:
    text = "word " * 4001
    sent = write(judge, text)
    assert sent.status_code == 400 and text in sent.text and "longer than 20,000" in sent.text


def test_a_text_beyond_all_measure_is_refused_before_it_is_read(judge: Browser) -> None:
    assert write(judge, "x" * (2 << 20)).status_code == 413


def test_two_texts_are_both_shown_and_their_writer_decides(judge: Browser) -> None:
    old = judge.form(PAGE, THOUGHT, "text")
    write(judge, "From the desk.")
    both = judge.post(THOUGHT, {**old.values, "act": "reflect", "text": "From the phone."})
    assert both.status_code == 409
    assert "From the desk." in both.text and "From the phone." in both.text
    assert "From the desk.</textarea>" in judge.html(PAGE)
    form = next(form for form in forms(both.text) if form.action == THOUGHT)
    assert judge.post(THOUGHT, {**form.values, "act": "keep"}).status_code == 303
    assert "From the phone.</textarea>" in judge.html(PAGE)


def test_a_unit_that_asks_nothing_is_complete_when_it_was_read(judge: Browser) -> None:
    page = "/en/course/m2-read"
    assert "I have read this" in judge.html(page)
    assert judge.post_form(page, f"{page}/m2-read", {"act": "read"}).location == f"{page}#end"
    html = judge.html(page)
    assert "This unit is complete" in html and "I have read this" not in html


def test_units_modules_and_the_course_say_when_they_are_complete(judge: Browser) -> None:
    go(judge, "2")
    write(judge, "Enough.")
    assert "This unit is complete" in judge.html(PAGE)
    judge.post_form("/en/course/m2-read", "/en/course/m2-read/m2-read", {"act": "read"})
    assert "The module is complete" in judge.html(PAGE)
    judge.answer("m1-choose", "m1-q1", {"choice": "1"})
    judge.answer("m1-choose", "m1-q2", {"choice": "1"})
    overview = judge.html("/en/course/")
    assert "3 of 4 required units are complete" in overview
    assert 'href="/en/course/m1-arrange"' in overview.partition('class="actions"')[2].partition("</p>")[0]
    numbers = {f"place-{row}": str(row) for row in range(1, 5)}
    judge.answer("m1-arrange", "m1-q3", numbers)
    judge.answer("m1-arrange", "m1-q4", {f"place-{row}": str(row) for row in range(1, 4)})
    judge.answer("m1-arrange", "m1-q5", {"choice": "1"})
    assert 'href="#m1-q6">Question 4</a>' in judge.html("/en/course/m1-arrange")
    judge.answer("m1-arrange", "m1-q6", {"choice": "1"})
    assert "The course is complete" in judge.html("/en/course/m1-arrange")
    assert "You have completed the course" in judge.html("/en/course/")


def test_resuming_leads_to_the_very_item(judge: Browser) -> None:
    judge.answer("m1-choose", "m1-q1", {"choice": "1"})
    assert 'href="/en/course/m1-choose#m1-q2"' in judge.html("/en/course/")
