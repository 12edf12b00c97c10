"""The word of a reader that they worked through the printed text: another way to the final test."""

from __future__ import annotations

from uuid import uuid4

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.kernel.errors import NotFound
from elearn.learning import queries as record
from elearn.learning.attempts import services
from elearn.web import languages
from elearn.web.assessment.room import begins_to_write, blueprint, enrolled, enrolled_or_none, revision
from elearn.web.guards import signed_in

ROUTE = "self-directed"


@blueprint.get("/declare-reading")
@signed_in
def declare() -> ResponseReturnValue:
    mine, held = enrolled_or_none(), revision()
    if ROUTE not in held.course.rules.routes:
        raise NotFound
    if mine is None:
        return redirect(url_for("assessment.index"), 303)
    completion = record.completion_of(mine, held)
    return render_template(
        "assessment/declare.html", event=uuid4().hex, has_completed=mine.completed_at is not None,
        is_needed=bool(completion.missing) or completion.needs_reading,
        minutes=sum(unit.minutes for module in held.open.modules for unit in module.units))


@blueprint.post("/declare-reading")
@begins_to_write
@signed_in
def declare_reading() -> ResponseReturnValue:
    services.declare_reading(
        enrolled().id, revision(), request.form.get("event", ""), languages.current())
    return redirect(url_for("assessment.cover", test="final"), 303)
