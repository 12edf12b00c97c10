"""Another e-mail address: asked for with the password, taken once the letter to it was answered."""

from __future__ import annotations

from flask import Response, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from elearn.accounts import hashing, queries, services, throttle
from elearn.accounts.queries import Account
from elearn.accounts.rules import normal_email
from elearn.kernel.db import transaction
from elearn.kernel.errors import Conflict, NotFound
from elearn.web import identity, languages
from elearn.web.accounts import answers, device, joining
from elearn.web.accounts.answers import Refused
from elearn.web.accounts.forms import NewAddressForm
from elearn.web.accounts.room import blueprint
from elearn.web.guards import open_to_all, signed_in

_TOKEN = "new-address"


@blueprint.route("/account/email", methods=["GET", "POST"])
@signed_in
def email() -> ResponseReturnValue:
    held, form = queries.account(identity.reader().person_id), NewAddressForm.sent()
    if not form.is_good():
        return answers.page("email", form, held=held)
    try:
        turn = _proof(held, form)
    except Refused as refused:
        return answers.page("email", form, refused, held=held)
    with transaction():
        throttle.forgive(turn)
        services.ask_new_address(held.person_id, str(form.email.data), languages.current())
    return redirect(url_for("accounts.email_sent"), 303)


@blueprint.get("/account/email/sent")
@signed_in
def email_sent() -> ResponseReturnValue:
    return render_template("accounts/email_sent.html", mail_folder=joining.mail_folder())


@blueprint.get("/account/email/<token>")
@open_to_all
def email_link(token: str) -> ResponseReturnValue:
    # As with registrations, the secret leaves the address at once; signing in on the way forgets it.
    session[_TOKEN] = token[:100]
    return redirect(url_for("accounts.email_confirm"), 303)


@blueprint.route("/account/email/confirm", methods=["GET", "POST"])
@signed_in
def email_confirm() -> ResponseReturnValue:
    who, token = identity.reader(), session.get(_TOKEN, "")
    waiting = services.waiting_address(who.person_id, token)
    if not waiting:
        return _over()
    if request.method == "GET":
        return _private(render_template("accounts/email_confirm.html", email=waiting))
    try:
        with transaction():
            services.take_new_address(who.person_id, token)
    except (Conflict, NotFound):
        return _over()
    session.pop(_TOKEN, None)
    return redirect(url_for("accounts.account", changed="email"), 303)


def _private(html: str) -> Response:
    response = make_response(html)
    response.headers["Cache-Control"] = "no-store"
    return response


def _over() -> ResponseReturnValue:
    return render_template("accounts/email_over.html"), 410


def _proof(held: Account, form: NewAddressForm) -> throttle.Turn:
    """Check the password, counted first; raise Refused for a wrong one, and for the address of now."""
    if normal_email(str(form.email.data)) == normal_email(held.email or ""):
        raise Refused(form.email, gettext("This is the address you have now."))
    turn = answers.turn(form.password, lambda: services.take_proof_turn(held.person_id, device.place()))
    if not hashing.is_password(held.password_hash, str(form.password.data)):
        raise Refused(form.password, gettext("This is not the password you have now."))
    return turn
