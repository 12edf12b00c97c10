"""Signing in with a password, and signing out."""

from __future__ import annotations

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from elearn.accounts import services
from elearn.accounts.services import SignInTurn
from elearn.accounts.tokens import digest_of
from elearn.kernel.db import transaction
from elearn.web import identity
from elearn.web.accounts import answers, device
from elearn.web.accounts.answers import Refused
from elearn.web.accounts.forms import SignInForm
from elearn.web.accounts.room import blueprint
from elearn.web.guards import open_to_all


@blueprint.route("/sign-in", methods=["GET", "POST"])
@open_to_all
def sign_in() -> ResponseReturnValue:
    form = SignInForm.sent(next=request.args.get("next", ""))
    if identity.principal() and request.method == "GET":
        return answers.onward(form.next.data or "")
    if not form.is_good():
        return answers.page("sign_in", form, has_changed="changed" in request.args)
    try:
        turn = _right_turn(form)
        return _entered(turn, services.stronger_hash(turn, str(form.password.data)), form.next.data or "")
    except Refused as refused:
        return answers.page("sign_in", form, refused, has_changed=False)


@blueprint.post("/sign-out")
@open_to_all
def sign_out() -> ResponseReturnValue:
    services.end_session(digest_of(identity.token()))
    identity.sign_out()
    response = redirect(url_for("public.home"), 303)
    # On a shared phone the next reader must find nothing of this one.
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _right_turn(form: SignInForm) -> SignInTurn:
    """Return the turn of whoever gave the right password; raise Refused for anyone else."""
    name, password = str(form.name.data), str(form.password.data)
    turn = answers.turn(form.name, lambda: services.take_sign_in_turn(name, device.place()))
    if not services.is_right(turn, password):
        raise Refused(form.name, gettext(
            "These do not belong together. Check the address and the password, and try again."))
    if services.is_closed(turn):
        raise Refused(form.name, gettext("This account is closed. Write to your focal point."))
    return turn


def _entered(turn: SignInTurn, stronger: str, target: str) -> Response:
    with transaction():
        admission = services.admit(turn, device.name(), stronger)
    identity.sign_in(admission.token)
    if identity.half_signed_in():
        answer: Response = redirect(  # type: ignore[assignment]
            url_for("accounts.second_factor", next=target or None), 303)
        return answer
    return device.remember(answers.onward(target), admission.device)
