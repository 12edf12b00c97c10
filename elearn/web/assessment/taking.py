"""One question a page: shown, and its answer saved as it is given."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from elearn.document.questions import QuestionKey
from elearn.kernel.errors import Closed, NotFound
from elearn.learning.acts import is_event_id
from elearn.learning.attempts import queries, services
from elearn.learning.attempts.queries import Attempt, AttemptItem
from elearn.learning.attempts.rules import has_do_not_know
from elearn.learning.attempts.states import AttemptState, TestName
from elearn.learning.rules import DO_NOT_KNOW
from elearn.web import languages, openings
from elearn.web.assessment import addresses
from elearn.web.assessment.pages import Mending, question_page
from elearn.web.assessment.room import TEST, attempt_named, begins_to_write, blueprint, enrolled
from elearn.web.forms import Problem
from elearn.web.guards import signed_in
from elearn.web.places import UNKNOWN, Sent, Unanswered, choice_of, sent_in

QUESTION = f"{TEST}/<int:place>"
# No form is so long; a number of many digits would be more than a database can count.
MOST_PLACES = 1000


@blueprint.get(QUESTION)
@signed_in
def question(test: str, place: int) -> ResponseReturnValue:
    held = attempt_named(test)
    if held is None:
        return redirect(url_for("assessment.cover", test=test), 303)
    if held.submitted_at is not None:
        return over(held)
    return page_of(held, item_at(held, place))


@blueprint.post(QUESTION)
@begins_to_write
@signed_in
def answer(test: str, place: int) -> ResponseReturnValue:
    mine, form = enrolled(), Answering(TestName(test), sent_in(request.form))
    attempt_id = request.form.get("attempt", "")
    if place > MOST_PLACES or not is_event_id(attempt_id):
        raise NotFound
    try:
        services.answer(mine.id, attempt_id, place, form.read,
                        request.form.get("event", ""), request.form.get("base", ""))
    except Unanswered as unanswered:
        held = queries.attempt(mine.id, attempt_id)
        return page_of(held, item_at(held, place), Mending(form.sent, unanswered.problem))
    except Closed:
        return over(queries.attempt(mine.id, attempt_id))
    return redirect(_onward(test, place, form.last), 303)


@dataclass(slots=True)
class Answering:
    """A form on its way to a choice; `last` is the place of the last question, known once it is read."""

    test: TestName
    sent: Sent
    last: int = 0

    def read(self, attempt: AttemptState, key: QuestionKey) -> tuple[str, ...]:
        """Return the keys that were chosen: none where the form is empty.

        Raise NotFound for another test, Closed after it was handed in, Unanswered for half an answer.
        """
        if attempt.test is not self.test:
            raise NotFound
        if attempt.submitted_at is not None:
            raise Closed
        self.last = attempt.items
        places, rows = self.sent.places, self.sent.rows
        if UNKNOWN not in places or not has_do_not_know(self.test):
            return choice_of(key, self.sent) if places or rows else ()
        if len(places) > 1 or rows:
            raise Unanswered(Problem(f"{key.id}-0", gettext(
                "Give an answer, or say “I do not know yet”; both together cannot be saved.")))
        return (DO_NOT_KNOW,)


def item_at(held: Attempt, place: int) -> AttemptItem:
    """Return the item at a place of an attempt, counted from 1; raise NotFound where there is none."""
    if not 1 <= place <= len(held.items):
        raise NotFound
    return held.items[place - 1]


def over(held: Attempt) -> Response:
    """Return the page that says when an attempt was handed in and where its result is (410)."""
    assert held.submitted_at is not None
    return make_response(render_template(
        "assessment/over.html", name=openings.name_of(held.test), test=held.test.value,
        attempt=held.id, moment=openings.moment(held.submitted_at), at=held.submitted_at), 410)


def _onward(test: str, place: int, last: int) -> str:
    """Return where the button that was pressed leads to."""
    go, lang = request.form.get("go", "next"), languages.current()
    if go == "previous":
        target = max(place - 1, 1)
    elif go.isascii() and go.isdigit() and len(go) < 4:
        target = int(go)
    else:
        target = place + 1
    if go == "review" or not 1 <= target <= last:
        return addresses.review(lang, test)
    return addresses.question(lang, test, target)


def page_of(held: Attempt, item: AttemptItem, mending: Mending | None = None) -> Response:
    """Return the page of a question, kept by no browser; with something to mend it is an error (400)."""
    response = make_response(question_page(held, item, mending), 400 if mending else 200)
    response.headers["Cache-Control"] = "no-store"
    return response
