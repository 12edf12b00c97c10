"""Registering with an e-mail address that answers, or with a printed invitation."""

from __future__ import annotations

from flask import redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from elearn.accounts import hashing, queries, services
from elearn.accounts.queries import Waiting
from elearn.accounts.services import NewAccount
from elearn.kernel.db import transaction
from elearn.kernel.errors import Conflict, NotFound
from elearn.web import context, identity, languages
from elearn.web.accounts import answers, device
from elearn.web.accounts.answers import Refused
from elearn.web.accounts.forms import InvitationForm, PasswordForm, RegisterForm
from elearn.web.accounts.room import blueprint
from elearn.web.guards import open_to_all

_TOKEN = "registration"


@blueprint.route("/register", methods=["GET", "POST"])
@open_to_all
def register() -> ResponseReturnValue:
    form = RegisterForm.sent(language=languages.current())
    if not form.is_good():
        return answers.page("register", form)
    email, place = str(form.email.data), device.place()
    password_hash = hashing.hash_password(str(form.password.data))
    try:
        answers.turn(form.email, lambda: services.request_registration(
            email, form.profile(), password_hash, form.language.data, place))
    except Refused as refused:
        return answers.page("register", form, refused)
    return redirect(url_for("accounts.register_sent"), 303)


@blueprint.get("/register/sent")
@open_to_all
def register_sent() -> ResponseReturnValue:
    return render_template("accounts/register_sent.html", mail_folder=mail_folder())


@blueprint.get("/register/<token>")
@open_to_all
def register_link(token: str) -> ResponseReturnValue:
    # The secret leaves the address at once: neither the history, the next page's referrer nor the
    # links of the menu ever carry it.
    session[_TOKEN] = token[:100]
    return redirect(url_for("accounts.register_confirm"), 303)


@blueprint.route("/register/confirm", methods=["GET", "POST"])
@open_to_all
def register_confirm() -> ResponseReturnValue:
    token = session.get(_TOKEN, "")
    waiting = queries.waiting_registration(token)
    if waiting is None and identity.principal() is not None:
        # Whoever goes back after confirming is registered; nothing is over for them.
        return redirect(url_for("course.overview"), 303)
    if waiting is None:
        return render_template("accounts/link_over.html", again=url_for("accounts.register")), 410
    form = PasswordForm.sent()
    if not form.is_good():
        return answers.page("register_confirm", form, email=waiting.email)
    try:
        return answers.go_in(_confirmed(token, waiting, form))
    except Refused as refused:
        return answers.page("register_confirm", form, refused, email=waiting.email)
    except (Conflict, NotFound):
        return render_template("accounts/link_over.html", again=url_for("accounts.register")), 410


@blueprint.route("/invitation", methods=["GET", "POST"])
@open_to_all
def invitation() -> ResponseReturnValue:
    form = InvitationForm.sent(language=languages.current())
    if not form.is_good():
        return answers.page("invitation", form)
    try:
        made = _redeemed(form)
    except Refused as refused:
        return answers.page("invitation", form, refused)
    return answers.go_in(made.person_id, url_for("accounts.account", new=1))


def mail_folder() -> str:
    """Return where letters are written on a demonstration server, for someone sitting at it; else empty."""
    settings = context.current().settings
    shown = settings.demo and not settings.smtp_url and device.place().is_here
    return str(settings.data / "mail") if shown else ""


def _confirmed(token: str, waiting: Waiting, form: PasswordForm) -> str:
    """Return the person made of a waiting registration; raise Refused for a wrong password."""
    answers.turn(form.password, lambda: services.take_registration_turn(token, device.place()))
    if not hashing.is_password(waiting.password_hash, str(form.password.data)):
        raise Refused(form.password, gettext(
            "This is not the password that was chosen with this address. If you chose none, close "
            "this page: somebody else used your address."))
    with transaction():
        return services.confirm_registration(token)


def _redeemed(form: InvitationForm) -> NewAccount:
    """Return the account made with a code; raise Refused for a code that is none."""
    turn = answers.turn(form.code, lambda: services.take_invitation_turn(device.place()))
    password_hash = hashing.hash_password(str(form.password.data))
    try:
        with transaction():
            return services.redeem_invitation(str(form.code.data), form.profile(), password_hash, turn)
    except NotFound:
        raise Refused(form.code, gettext(
            "This code is not known, is used up or is over. Check it against the paper, or ask whoever "
            "gave it to you.")) from None
