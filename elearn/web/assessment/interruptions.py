"""A form sent after the sign-in ended, or from before it began: nothing that was chosen is lost."""

from __future__ import annotations

from flask import make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_wtf.csrf import CSRFError, generate_csrf
from werkzeug.exceptions import Unauthorized

from elearn.kernel.errors import BadInput, ElearnError
from elearn.web import errors, identity, kept, navigation
from elearn.web.assessment.pages import Mending
from elearn.web.assessment.room import attempt_named, blueprint
from elearn.web.assessment.taking import item_at, over, page_of
from elearn.web.forms import Problem
from elearn.web.places import sent_in

_KEPT = ("attempt", "event", "base", "go", "choice")


@blueprint.errorhandler(Unauthorized)
def sign_in_first(error: Unauthorized) -> ResponseReturnValue:
    """Keep what was chosen on the page while its reader signs in, and lead back to where they were."""
    if not navigation.is_from_here():
        return errors.page(401)
    fields = [(name, value) for name, value in request.form.items(multi=True)
              if name in _KEPT or name.startswith("place-")]
    is_answer = request.endpoint == "assessment.answer"
    has_choice = is_answer and any(
        value for name, value in fields if name == "choice" or name.startswith("place-"))
    return make_response(render_template(
        "assessment/sign_in_first.html", kept=fields, token=generate_csrf(), has_choice=has_choice,
        place=(request.view_args or {}).get("place")), 401)


@blueprint.errorhandler(CSRFError)
def forged_or_old(error: CSRFError) -> ResponseReturnValue:
    """Show a question again, with all that was chosen, whose reader signed in or out meanwhile."""
    if not navigation.is_from_here():
        return errors.page(400)
    if (held := kept.instead()) is not None:
        return held
    if identity.visitor() is None:
        return sign_in_first(Unauthorized())
    try:
        if request.endpoint == "assessment.answer":
            return _once_more()
        raise BadInput(gettext(
            "You signed in or out while this page was open. Open it again and send it once more."))
    except ElearnError as refused:
        return errors.page(refused.status, refused.message)


def _once_more() -> ResponseReturnValue:
    values = request.view_args or {}
    held = attempt_named(values["test"])
    if held is None:
        raise BadInput
    if held.submitted_at is not None:
        return over(held)
    item = item_at(held, values["place"])
    problem = Problem(f"{item.item_id}-1", gettext(
        "You signed in or out while this page was open. Nothing is lost: send it once more."))
    return page_of(held, item, Mending(sent_in(request.form), problem))
