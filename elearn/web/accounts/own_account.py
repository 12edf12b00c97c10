"""What someone sees and changes of their own account."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from elearn.accounts import countries, hashing, queries, services, sites
from elearn.accounts.principal import Principal
from elearn.accounts.throttle import Turn
from elearn.kernel import words
from elearn.kernel.db import transaction
from elearn.web import identity, languages
from elearn.web.accounts import answers, device
from elearn.web.accounts.answers import Refused
from elearn.web.accounts.forms import ChangePasswordForm, ProfileForm
from elearn.web.accounts.room import blueprint
from elearn.web.guards import signed_in
from elearn.web.wording import access_role, judicial_roles


@blueprint.get("/account")
@signed_in
def account() -> ResponseReturnValue:
    who = identity.reader()
    held = queries.account(who.person_id)
    return render_template(
        "accounts/account.html", held=held, is_new="new" in request.args,
        has_new_address=request.args.get("changed") == "email", tongues=words.INTERFACE,
        devices=queries.devices(who.person_id, who.session_hash),
        role=access_role(who.access_role), site=sites.site_name(held.site),
        country=countries.name(held.profile.country, languages.current()),
        judicial_role=dict(judicial_roles())[held.profile.judicial_role.value])


@blueprint.route("/account/profile", methods=["GET", "POST"])
@signed_in
def profile() -> ResponseReturnValue:
    person_id = identity.reader().person_id
    form = ProfileForm.sent(**ProfileForm.values_of(queries.account(person_id).profile))
    if not form.is_good():
        return answers.page("profile", form)
    said = form.profile()
    services.change_profile(person_id, said)
    return redirect(url_for("accounts.account", lang=said.language), 303)


@blueprint.route("/account/password", methods=["GET", "POST"])
@signed_in
def password() -> ResponseReturnValue:
    who = identity.reader()
    held = queries.account(who.person_id)
    form = ChangePasswordForm.sent()
    form.owner_email, form.owner_name = held.email, held.profile.display_name
    if not form.is_good():
        return answers.page("password", form)
    try:
        proof = _proof(who, held.password_hash, form)
    except Refused as refused:
        return answers.page("password", form, refused)
    password_hash = hashing.hash_password(str(form.password.data))
    with transaction():
        token = services.renew_password(who.person_id, password_hash, who.session_hash, proof)
        known = services.remember_device(who.person_id, "")
    identity.sign_in(token)
    return device.remember(answers.onward(url_for("accounts.account")), known)


@blueprint.get("/account/sessions")
@signed_in
def sessions() -> ResponseReturnValue:
    who = identity.reader()
    return render_template(
        "accounts/sessions.html", devices=queries.devices(who.person_id, who.session_hash))


@blueprint.post("/account/sessions/end")
@signed_in
def sessions_end() -> ResponseReturnValue:
    who, which = identity.reader(), request.form.get("which", "")
    if which == "others":
        services.end_all_sessions(who.person_id, but=who.session_hash)
    else:
        services.end_session_of(who.person_id, which)
    return redirect(url_for("accounts.sessions"), 303)


def _proof(who: Principal, password_hash: str | None, form: ChangePasswordForm) -> Turn:
    """Check the password of now, counted first; raise Refused for a wrong one."""
    turn = answers.turn(form.current, lambda: services.take_proof_turn(who.person_id, device.place()))
    if not hashing.is_password(password_hash, str(form.current.data)):
        raise Refused(form.current, gettext("This is not the password you have now."))
    return turn
