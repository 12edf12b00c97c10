"""After a course was corrected: attempts finish on their own, results say it, and finishers are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask

from elearn.document.catalogue import Revision, revision_of
from elearn.document.comparison import AuthorsWord
from elearn.document.weighing import Weight
from elearn.kernel.db import db, transaction
from elearn.learning import queries, services
from elearn.learning.attempts import corrections, remarking
from elearn.learning.verification import verify
from elearn.web.record import since
from elearn.web.shelf import Shelf
from tests.browser.answering import right
from tests.document.test_comparison import edited, with_option
from tests.factories.courses import prose
from tests.factories.tested import examined_bank, examined_course
from tests.web.browser import Browser
from tests.web.sitting import COUNT, Sitter, fields

ITEM = "t-final-one"
DAY = date(2026, 1, 15)


@pytest.fixture(autouse=True)
def fresh_shelf(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what is kept by revision and activation be worked out for this test's own database."""
    monkeypatch.setattr(since, "_news", Shelf(64))


def serve(app: Flask, revision: Revision, *said: AuthorsWord) -> None:
    """Activate a revision and let the running server see it, as it does within seconds."""
    with app.app_context():
        with transaction():
            services.activate(revision.course, revision.bank, said)
        held = app.extensions["elearn"]
        app.extensions["elearn"] = replace(held, catalogue=queries.catalogue())
        db.session.remove()


def corrected(right: str | None) -> Revision:
    """Return the course in which another option of the item is right, or which has it no more."""
    def items() -> Any:
        for item in examined_bank().items:
            if item.question.id != ITEM:
                yield item
            elif right is not None:
                yield replace(item, question=replace(item.question, options=tuple(
                    replace(each, is_right=each.key == right) for each in item.question.options)))
    return revision_of(examined_course(), replace(examined_bank(), items=tuple(items())))


def remark(app: Flask, *, withdraw: bool = False) -> list[remarking.Outcome]:
    with app.app_context():
        said = corrections.correction_of(queries.catalogue(), "small_course", ITEM, withdraw=withdraw)
        found = corrections.find(said).enrolment_ids
        with transaction():
            done = list(remarking.apply(said, found, "command-line", "Paragraph <2.5> says otherwise."))
        assert [str(each) for each in verify()] == []
        db.session.remove()
    return done


def test_a_running_attempt_finishes_on_the_wording_it_was_begun_with(sitter: Sitter) -> None:
    sitter.declare()
    sitter.begin("final")
    sitter.answer_all("final")
    serve(sitter.app, corrected("c"))
    place = sitter.place_of("final", "one")
    assert "Disclose and hear the parties." in sitter.html(f"/en/tests/final/{place}")
    assert f"You passed: {COUNT} of {COUNT} right" in sitter.html(sitter.hand_in("final"))


def test_a_result_says_when_and_why_it_was_marked_again(sitter: Sitter) -> None:
    sitter.declare()
    before = sitter.sit("final")
    assert "Marked again" not in before
    serve(sitter.app, corrected("c"))
    assert [each.passes for each in remark(sitter.app)] == [False]
    page = sitter.html("/en/tests/final/result")
    assert f"You passed: {COUNT - 1} of {COUNT} right" in page
    assert "because a question was corrected:" in page
    assert "Paragraph &lt;2.5&gt; says otherwise." in page
    assert page.count("it is shown as it was corrected") == 1
    assert page.count(": not right</h3>") == 1


def test_a_withdrawn_question_is_shown_and_counts_nowhere(sitter: Sitter) -> None:
    sitter.declare()
    sitter.sit("final")
    serve(sitter.app, corrected(None))
    remark(sitter.app, withdraw=True)
    page = sitter.html("/en/tests/final/result")
    assert f"You passed: {COUNT - 1} of {COUNT - 1} right" in page
    assert "because a question was withdrawn:" in page
    asked = page.partition("This question was withdrawn.")[2].partition("</section>")[0]
    assert "It counts neither as right nor as asked." in asked and 'class="told' not in asked


def test_a_re_mark_can_give_the_certificate(sitter: Sitter) -> None:
    sitter.declare()
    sitter.begin("final")
    one_place = sitter.place_of("final", "one")
    others = [place for place in range(1, COUNT + 1) if place != one_place]
    for place in others[:3]:
        sitter.give("final", place, fields(right(sitter.key_at("final", place))))
    key = sitter.key_at("final", one_place)
    chosen = next(place for place in (1, 2, 3) if key.key_at(place) == "c")
    sitter.give("final", one_place, {"choice": str(chosen)})
    assert f"Not passed yet: 3 of {COUNT} right" in sitter.html(sitter.hand_in("final"))
    serve(sitter.app, corrected("c"))
    assert [(each.passes, each.completes) for each in remark(sitter.app)] == [(True, True)]
    page = sitter.html("/en/tests/final/result")
    assert f"You passed: 4 of {COUNT} right" in page and "The course is complete." in page
    assert "Amara Okello" in sitter.html("/en/certificates")


def finish(sitter: Sitter) -> None:
    sitter.declare()
    sitter.sit("final")


def changed(edit: Any, item_id: str = "m1-q1") -> Revision:
    return revision_of(edited(examined_course(), item_id, edit), examined_bank())


def test_who_finished_is_told_what_says_something_else_now(sitter: Sitter) -> None:
    finish(sitter)
    assert "What changed" not in sitter.html("/en/my-record")
    assert "Nothing so far." in sitter.html("/en/my-record/changes")
    said = AuthorsWord(DAY, "m1-q1", None, "The third answer is <sound> too.")
    serve(sitter.app, changed(with_option("c", is_right=True)), said)
    assert 'href="/en/my-record/changes"' in sitter.html("/en/my-record")
    answer = sitter.get("/en/my-record/changes")
    page = answer.get_data(as_text=True)
    assert answer.headers["Cache-Control"] == "no-store"
    assert 'href="/en/course/m1-choose#m1-q1"' in page
    assert "the answers were corrected" in page and "The third answer is &lt;sound&gt; too." in page
    assert 'id="m1-q1"' in sitter.html("/en/course/m1-choose")


def test_slips_of_the_pen_are_one_number(sitter: Sitter) -> None:
    finish(sitter)
    serve(sitter.app, changed(lambda held: replace(held, stem=prose("What do you do first."))))
    page = sitter.html("/en/my-record/changes")
    assert "1 slip of the pen was put right besides." in page and "says something else" not in page
    assert "What changed" not in sitter.html("/en/my-record")


@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize(("weight", "is_told"), [(Weight.TYPO, False), (Weight.WORDING, True)])
def test_the_author_says_what_is_worth_telling(
    sitter: Sitter, weight: Weight, is_told: bool, at_once: bool,
) -> None:
    finish(sitter)
    stem = "What shall you do first?" if weight is Weight.TYPO else "What do you do first."
    said = AuthorsWord(DAY, "m1-q1", weight, "")
    serve(sitter.app, changed(lambda held: replace(held, stem=prose(stem))), *([said] if at_once else ()))
    serve(sitter.app, changed(lambda held: replace(held, stem=prose(stem))), said)
    page = sitter.html("/en/my-record/changes")
    assert ("says something else" in page) == is_told


def test_the_tests_give_nothing_away_but_a_number(sitter: Sitter) -> None:
    finish(sitter)
    serve(sitter.app, corrected("c"))
    page = sitter.html("/en/my-record/changes")
    assert "1 question of the tests changed." in page and ITEM not in page


def test_what_is_gone_is_told_without_a_link(sitter: Sitter) -> None:
    finish(sitter)
    course = examined_course()
    first = replace(course.modules[0], units=course.modules[0].units[:1])
    serve(sitter.app, revision_of(replace(course, modules=(first, course.modules[1])), examined_bank()))
    page = sitter.html("/en/my-record/changes")
    gone = page.partition("Arranging</bdi></h2>")[2]
    assert gone.count("no longer in the course") == 1 and "m1-arrange" not in gone


def test_only_who_finished_has_such_a_page(sitter: Sitter, tested_app: Flask) -> None:
    assert sitter.get("/en/my-record/changes").status_code == 404
    assert Browser(tested_app).get("/en/my-record/changes").status_code == 303
