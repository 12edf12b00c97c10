"""One person's record set right; what changed the figures."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from elearn.accounts.models import AccessRole
from elearn.kernel.errors import NotFound
from elearn.web import looking
from elearn.web.corrections import changing, restating, standing, withdrawing
from elearn.web.guards import for_roles

DESK = (AccessRole.OFFICER, AccessRole.ADMINISTRATOR)

blueprint = Blueprint("corrections", __name__, url_prefix="/<lang:lang>/reports")


@blueprint.route("/people/<int:look>/<enrolment>/correct", methods=["GET", "POST"])
@for_roles(*DESK)
def correct(look: int, enrolment: str) -> ResponseReturnValue:
    """Show what stands of somebody on an open list; what is sent is shown with its consequences first."""
    held = looking.look_of(look)
    looking.require_in(held, enrolment)
    page = standing.page_of(held, enrolment)
    if request.method == "GET":
        return page.shown()
    is_of_traits = request.form.get("part") == standing.TRAITS
    return restating.answer(page) if is_of_traits else withdrawing.answer(page)


@blueprint.get("/changes")
@for_roles(*DESK)
def changes() -> ResponseReturnValue:
    """List what changed figures in a month, the latest first."""
    asked = changing.asked()
    found = asked.found()
    if asked.page > found.pages:
        raise NotFound
    return render_template(
        "corrections/changes.html", asked=asked, found=found, months=changing.months(),
        kinds=changing.kinds(), lines=[changing.line(each) for each in found.changes],
        erased=changing.erased(found))


@blueprint.get("/changes.csv")
@for_roles(*DESK)
def changes_csv() -> ResponseReturnValue:
    """Return all that changed figures in a month as CSV, and note that it was taken."""
    return changing.as_csv(changing.asked())
