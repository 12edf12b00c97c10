"""What the views of this room have in common: a form page, a turn that may be refused, an entrance."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import Response, current_app, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse
from wtforms import Field

from elearn.accounts import services
from elearn.kernel.db import transaction
from elearn.kernel.errors import TooOften
from elearn.web import identity
from elearn.web.accounts import device, wording
from elearn.web.forms import Form
from elearn.web.navigation import local_path

T = TypeVar("T")


class Refused(Exception):
    """A form whose page is shown again with what to mend; `wait` seconds where it came too early."""

    def __init__(self, field: Field, message: str, wait: int = 0) -> None:
        super().__init__(message)
        self.field, self.message, self.wait = field, message, wait


def page(template: str, form: Form, refused: Refused | None = None, **values: object) -> Response:
    """Return the page of a form: fresh, or again with its problems (400, or 429 with the wait)."""
    if refused:
        refused.field.errors = [*refused.field.errors, refused.message]
    problems = form.problems()
    status = 429 if refused and refused.wait else 400 if problems else 200
    response = make_response(
        render_template(f"accounts/{template}.html", form=form, problems=problems, **values), status)
    response.headers["Cache-Control"] = "no-store"
    if refused and refused.wait:
        response.headers["Retry-After"] = str(refused.wait)
    return response


def turn(field: Field, take: Callable[[], T]) -> T:
    """Count a try and commit it before anything is looked at; raise Refused where it is too early."""
    try:
        with transaction():
            return take()
    except TooOften as error:
        raise Refused(field, wording.of_wait(error.wait), error.wait) from None


def go_in(person_id: str, target: str = "") -> AnyResponse:
    """Begin a sign-in without a second factor on this device, and go to `target`."""
    with transaction():
        token = services.start_session(person_id, device.name())
        known = services.remember_device(person_id, device.place().device)
    identity.sign_in(token)
    return device.remember(onward(target), known)


def onward(target: str) -> Response:
    """Return the way to `target` where it is a path of this server, else to one's own page."""
    home = "home.index" if "home.index" in current_app.view_functions else "accounts.account"
    answer: Response = redirect(local_path(target, url_for(home)), 303)  # type: ignore[assignment]
    return answer
