"""One question a page: shown, and its answer saved as it is given."""

from __future__ import annotations

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from elearn.document.questions import QuestionKey
from elearn.kernel.errors import Closed, NotFound
from elearn.learning.attempts import queries, services
from elearn.learning.attempts.queries import Attempt, AttemptItem
from elearn.learning.attempts.rules import has_do_not_know
from elearn.learning.rules import DO_NOT_KNOW
from elearn.web import languages, openings
from elearn.web.assessment import addresses
from elearn.web.assessment.pages import Mending, question_page
from elearn.web.assessment.room import TEST, attempt_named, begins_to_write, blueprint, enrolled
from elearn.web.forms import Problem
from elearn.web.guards import signed_in
from elearn.web.places import UNKNOWN, Sent, Unanswered, choice_of, sent_in

QUESTION = f"{TEST}/<int:place>"


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
    held = attempt_named(test)
    if held is None or "attempt" not in request.form:
        raise NotFound
    item = item_at(held, place)
    if held.submitted_at is not None:
        return over(held)
    sent = sent_in(request.form)
    try:
        _store(held, item, _choice(held, queries.key(item.wording), sent))
    except Unanswered as unanswered:
        return page_of(held, item, Mending(sent, unanswered.problem))
    except Closed:
        # Another window handed it in at this very moment.
        return over(queries.attempt(enrolled().id, held.id))
    return redirect(_onward(held, place), 303)


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


def _choice(held: Attempt, key: QuestionKey, sent: Sent) -> tuple[str, ...]:
    """Return the keys that a form chose: none where it is empty; raise Unanswered where it is not whole."""
    if UNKNOWN in sent.places and has_do_not_know(held.test):
        if len(sent.places) > 1 or sent.rows:
            raise Unanswered(Problem(f"{key.id}-0", gettext(
                "Give an answer, or say “I do not know yet”; both together cannot be saved.")))
        return (DO_NOT_KNOW,)
    return choice_of(key, sent) if sent.places or sent.rows else ()


def _store(held: Attempt, item: AttemptItem, choice: tuple[str, ...]) -> None:
    if choice != item.choice:
        services.pick(enrolled().id, held.id, item.item_id, choice,
                      request.form.get("event", ""), request.form.get("base", ""))


def _onward(held: Attempt, place: int) -> str:
    """Return where the button that was pressed leads to."""
    go, lang, test = request.form.get("go", "next"), languages.current(), held.test.value
    last = len(held.items)
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
