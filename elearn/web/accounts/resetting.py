"""A forgotten password: asking for a link, and using it."""

from __future__ import annotations

from flask import redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from elearn.accounts import hashing, queries, services
from elearn.kernel.db import transaction
from elearn.kernel.errors import NotFound
from elearn.web import identity, languages
from elearn.web.accounts import answers, device, joining
from elearn.web.accounts.answers import Refused
from elearn.web.accounts.forms import EmailForm, NewPasswordForm
from elearn.web.accounts.room import blueprint
from elearn.web.guards import open_to_all

_TOKEN = "reset"


@blueprint.route("/reset", methods=["GET", "POST"])
@open_to_all
def reset() -> ResponseReturnValue:
    form = EmailForm.sent()
    if not form.is_good():
        return answers.page("reset", form)
    email, lang, place = str(form.email.data), languages.current(), device.place()
    try:
        answers.turn(form.email, lambda: services.request_reset(email, lang, place))
    except Refused as refused:
        return answers.page("reset", form, refused)
    return redirect(url_for("accounts.reset_sent"), 303)


@blueprint.get("/reset/sent")
@open_to_all
def reset_sent() -> ResponseReturnValue:
    return render_template("accounts/reset_sent.html", mail_folder=joining.mail_folder())


@blueprint.get("/reset/<token>")
@open_to_all
def reset_link(token: str) -> ResponseReturnValue:
    # As with registrations, the secret leaves the address at once.
    session[_TOKEN] = token[:100]
    return redirect(url_for("accounts.reset_choose"), 303)


@blueprint.route("/reset/choose", methods=["GET", "POST"])
@open_to_all
def reset_choose() -> ResponseReturnValue:
    token = session.get(_TOKEN, "")
    owner = queries.owner_of_reset(token)
    if owner is None:
        return render_template("accounts/link_over.html", again=url_for("accounts.reset")), 410
    held = queries.account(owner)
    form = NewPasswordForm.sent()
    form.owner_email, form.owner_name = held.email, held.profile.display_name
    if not form.is_good():
        return answers.page("reset_choose", form, name=held.email or held.sign_in_name)
    password_hash = hashing.hash_password(str(form.password.data))
    try:
        with transaction():
            services.use_reset(token, password_hash)
    except NotFound:
        return render_template("accounts/link_over.html", again=url_for("accounts.reset")), 410
    identity.sign_out()
    return redirect(url_for("accounts.sign_in", changed=1), 303)
