"""Where somebody stands, on one screen: the page that follows a sign-in."""

from __future__ import annotations

from flask import Blueprint, abort, make_response, render_template
from flask.typing import ResponseReturnValue

from elearn.learning.certificates import queries as certificates
from elearn.learning.mistakes import queries as mistakes
from elearn.learning.notes import queries as notes
from elearn.web import context, identity, languages, practice
from elearn.web.guards import signed_in
from elearn.web.home import ways
from elearn.web.how_far import how_far

blueprint = Blueprint("home", __name__, url_prefix="/<lang:lang>")


@blueprint.get("/my-page")
@signed_in
def index() -> ResponseReturnValue:
    visitor, revision = identity.visitor(), context.current().revision(languages.current())
    if visitor is None:
        abort(401)
    who = visitor.principal
    written = notes.written(who.person_id) if visitor.has_notes else (0, None)
    response = make_response(render_template(
        "home/index.html", course=revision.open, name=who.display_name, enrolled=visitor.enrolled,
        far=how_far(visitor.enrolled, revision) if visitor.enrolled else None,
        waiting=len(practice.answers().by_item), is_awaited=visitor.is_awaited,
        ways=(*ways.of_role(who), *ways.of_learner(
            certificates.held(who.person_id), written, mistakes.own(who.person_id),
            is_enrolled=visitor.enrolled is not None))))
    response.headers["Cache-Control"] = "no-store"
    return response
