"""What tests there are, what one is before it is begun, and beginning it."""

from __future__ import annotations

from uuid import uuid4

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from elearn.document.catalogue import Revision
from elearn.kernel.errors import Closed
from elearn.learning import queries as record
from elearn.learning import services as enrolling
from elearn.learning.attempts import queries, services
from elearn.learning.attempts.queries import TestStanding
from elearn.learning.attempts.states import Reason, TestName
from elearn.learning.queries import Enrolled
from elearn.web import context, identity, languages, openings
from elearn.web.assessment import naming
from elearn.web.assessment.room import TEST, begins_to_write, blueprint, enrolled_or_none, revision
from elearn.web.forms import Problem
from elearn.web.guards import signed_in


@blueprint.get("/tests")
@signed_in
def index() -> ResponseReturnValue:
    mine, held = enrolled_or_none(), revision()
    if mine is None:
        return render_template("assessment/index.html", lines=(), enrolled=None)
    return render_template(
        "assessment/index.html", lines=openings.lines(mine, held), enrolled=mine,
        completion=record.completion_of(mine, held), gain=queries.gain(mine.id),
        may_declare="self-directed" in held.course.rules.routes)


@blueprint.get(TEST)
@signed_in
def cover(test: str) -> ResponseReturnValue:
    return _cover(TestName(test))


@blueprint.post(TEST)
@begins_to_write
@signed_in
def begin(test: str) -> ResponseReturnValue:
    name, held = TestName(test), revision()
    enrolment_id = _enrolment_id(held)
    if name is TestName.FINAL and (problem := naming.confirm(enrolment_id, naming.sent())):
        return _cover(name, problem)
    try:
        attempt_id = services.begin(
            enrolment_id, name, held, request.form.get("event", ""), languages.current())
    except Closed:
        # It closed since the page was drawn: by another window, or by the clock.
        return redirect(url_for("assessment.cover", test=test), 303)
    return redirect(openings.resume_address(queries.attempt(enrolment_id, attempt_id)), 303)


def _enrolment_id(held: Revision) -> str:
    visitor = identity.visitor()
    assert visitor is not None, "the guard let nobody else in"
    if visitor.enrolled is not None:
        return visitor.enrolled.id
    return enrolling.enrol(
        visitor.principal.person_id, held.key, held.lang, context.current().catalogue)


def _cover(test: TestName, problem: Problem | None = None) -> ResponseReturnValue:
    mine, held = enrolled_or_none(), revision()
    if mine is None:
        return redirect(url_for("assessment.index"), 303)
    stands = next(each for each in queries.standing(mine, held) if each.test is test)
    is_named = test is TestName.FINAL and stands.opening.reason is Reason.OPEN
    html = render_template(
        "assessment/cover.html", test=test.value, name=openings.name_of(test), stands=stands,
        line=openings.line(stands, mine.id), size=openings.len_of(stands), event=uuid4().hex,
        course=held.open, units=_missing(mine, held, stands), problems=[problem] if problem else [],
        certificate_name=_name(mine, problem) if is_named else None, left=_left(stands),
        is_other_language=held.lang != languages.current(), may_declare=_may_declare(held, stands))
    return make_response(html, 400 if problem else 200)


def _name(mine: Enrolled, problem: Problem | None) -> str:
    return naming.sent() if problem else naming.proposed(mine.id)


def _missing(mine: Enrolled, held: Revision, stands: TestStanding) -> tuple[tuple[str, str], ...]:
    """Return id and title of the units that must be complete before the test opens."""
    if stands.opening.reason is not Reason.UNITS_MISSING:
        return ()
    titles = {unit.id: unit.title for module in held.open.modules for unit in module.units}
    return tuple((unit, titles[unit]) for unit in record.completion_of(mine, held).missing)


def _may_declare(held: Revision, stands: TestStanding) -> bool:
    return stands.opening.reason is Reason.UNITS_MISSING and "self-directed" in held.course.rules.routes


def _left(stands: TestStanding) -> str:
    """Return how many attempts may still be begun in these 24 hours, where there is a limit."""
    left = stands.opening.left
    if left is None:
        return ""
    return gettext("%(left)s in the next 24 hours", left=left)
