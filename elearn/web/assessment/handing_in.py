"""The review of all answers, the one confirmed submit, and the result."""

from __future__ import annotations

from uuid import uuid4

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.kernel.errors import NotFound
from elearn.learning import queries as record
from elearn.learning.attempts import queries, services
from elearn.learning.attempts.queries import Attempt
from elearn.learning.attempts.states import TestName
from elearn.web import kept, languages, openings
from elearn.web.assessment import outcome
from elearn.web.assessment.room import (
    TEST,
    attempt_named,
    begins_to_write,
    blueprint,
    enrolled,
    revision,
    revision_of,
)
from elearn.web.assessment.taking import over
from elearn.web.guards import signed_in


@blueprint.get(f"{TEST}/review")
@signed_in
def review(test: str) -> ResponseReturnValue:
    held = attempt_named(test)
    if held is None:
        return redirect(url_for("assessment.cover", test=test), 303)
    if held.submitted_at is not None:
        return over(held)
    event = uuid4().hex
    return render_template(
        "assessment/review.html", held=held, test=test, name=openings.name_of(held.test),
        event=event, mark=kept.field(f"tests/{test}/review", event),
        waiting=[item.place for item in held.items if not item.is_answered])


@blueprint.post(f"{TEST}/review")
@begins_to_write
@signed_in
def submit(test: str) -> ResponseReturnValue:
    held = attempt_named(test)
    if held is None or not request.form.get("attempt"):
        raise NotFound
    services.submit(enrolled().id, held.id, request.form.get("event", ""))
    return redirect(url_for("assessment.result", test=test, attempt=held.id), 303)


@blueprint.get(f"{TEST}/result")
@signed_in
def result(test: str) -> ResponseReturnValue:
    held = attempt_named(test)
    if held is None or (held.result is None and "attempt" in request.args):
        return redirect(url_for("assessment.cover", test=test), 303)
    if held.result is None:
        held = _last_result(test)
        if held is None:
            return redirect(url_for("assessment.cover", test=test), 303)
    return _result(held)


def _last_result(test: str) -> Attempt | None:
    """Return the newest attempt that was handed in, where a newer one is still running."""
    mine = enrolled()
    stands = next(each for each in queries.standing(mine, revision()) if each.test.value == test)
    done = [each.id for each in stands.attempts if not each.is_running]
    return queries.attempt(mine.id, done[-1]) if done else None


def _result(held: Attempt) -> ResponseReturnValue:
    mine, begun_in = enrolled(), revision_of(held)
    found = held.result
    assert found is not None and held.submitted_at is not None
    is_post = held.test is TestName.POST
    return render_template(
        "assessment/result.html", held=held, result=found, test=held.test.value,
        name=openings.name_of(held.test), moment=openings.moment(held.submitted_at),
        values=[(outcome.value_name(begun_in, each.value), each) for each in found.by_value],
        reread=outcome.rereading(revision(), found.reread), content_lang=revision().lang,
        reviewed=outcome.reasons(held, begun_in) if found.is_passed else (), test_lang=begun_in.lang,
        gain=queries.gain(mine.id) if is_post else None,
        lines=[each for each in openings.lines(mine, revision()) if each.test is not held.test],
        completion=record.completion_of(mine, revision()), remarks=queries.remarks(mine.id, held.id),
        ui=languages.interface_marks(begun_in.lang, languages.current()))
