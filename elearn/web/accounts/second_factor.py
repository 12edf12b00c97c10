"""The second factor: giving it at sign-in, setting it up, recovery codes, taking it away."""

from __future__ import annotations

import segno
from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from markupsafe import Markup

from elearn.accounts import queries, services
from elearn.accounts.principal import Principal
from elearn.kernel.db import transaction
from elearn.kernel.errors import NotAllowed
from elearn.web import identity
from elearn.web.accounts import answers, device
from elearn.web.accounts.answers import Refused
from elearn.web.accounts.forms import CodeForm
from elearn.web.accounts.room import blueprint
from elearn.web.guards import password_given, signed_in


@blueprint.route("/account/second-factor", methods=["GET", "POST"])
@password_given
def second_factor() -> ResponseReturnValue:
    who = _who()
    form = CodeForm.sent(next=request.args.get("next", ""))
    if not who.has_totp:
        return _set_up(who, form)
    if not who.is_complete:
        return _asked(who, form)
    return render_template(
        "accounts/second_factor_kept.html", form=form, problems=(), may_remove=not who.is_staff,
        codes_left=queries.recovery_codes_left(who.person_id))


@blueprint.post("/account/second-factor/begin")
@password_given
def second_factor_begin() -> ResponseReturnValue:
    services.begin_totp(_who().person_id)
    return redirect(url_for("accounts.second_factor"), 303)


@blueprint.post("/account/second-factor/codes")
@signed_in
def second_factor_codes() -> ResponseReturnValue:
    who = _who()
    if not who.has_totp:
        raise NotAllowed(gettext("Set up the second factor first."))
    form = CodeForm.sent()
    try:
        _checked(who, form)
    except Refused as refused:
        return _kept_page(who, form, refused)
    with transaction():
        codes = services.new_recovery_codes(who.person_id)
    return _codes_page(codes, url_for("accounts.account"))


@blueprint.post("/account/second-factor/remove")
@signed_in
def second_factor_remove() -> ResponseReturnValue:
    who = _who()
    if who.is_staff:
        raise NotAllowed(gettext("Your role asks for a second factor."))
    form = CodeForm.sent()
    try:
        _checked(who, form)
    except Refused as refused:
        return _kept_page(who, form, refused)
    with transaction():
        services.remove_totp(who.person_id, who.person_id)
    return redirect(url_for("accounts.account"), 303)


def _who() -> Principal:
    found = identity.principal() or identity.half_signed_in()
    if found is None:
        raise NotAllowed
    return found


def _asked(who: Principal, form: CodeForm) -> ResponseReturnValue:
    """Ask for a code after the password; a right one makes the sign-in whole, under a new token."""
    if not form.is_good():
        return answers.page("second_factor", form)
    try:
        _checked(who, form)
    except Refused as refused:
        return answers.page("second_factor", form, refused)
    with transaction():
        token = services.renew_session(who.session_hash, second_factor=True)
        known = services.remember_device(who.person_id, device.place().device)
    identity.sign_in(token)
    return device.remember(answers.onward(form.next.data or ""), known)


def _set_up(who: Principal, form: CodeForm) -> ResponseReturnValue:
    """Show the secret as a picture and as text until a first code proves that the app has it."""
    held = queries.totp_address(who.person_id)
    if held is None:
        return render_template("accounts/second_factor_begin.html")
    secret, picture = " ".join(_fours(held[0])), _picture(held[1])
    if not form.is_good():
        return answers.page("second_factor_set_up", form, secret=secret, picture=picture)
    with transaction():
        codes = services.confirm_totp(who.person_id, str(form.code.data))
    if codes is None:
        wrong = Refused(form.code, gettext(
            "This is not the code that the app shows now. Check that the clock of the phone is right."))
        return answers.page("second_factor_set_up", form, wrong, secret=secret, picture=picture)
    with transaction():
        token = services.renew_session(who.session_hash, second_factor=True)
        known = services.remember_device(who.person_id, device.place().device)
    identity.sign_in(token)
    return device.remember(_codes_page(codes, form.next.data or ""), known)


def _checked(who: Principal, form: CodeForm) -> None:
    """Look at a code, counted first; raise Refused for a wrong one."""
    turn = answers.turn(form.code, lambda: services.take_code_turn(who.person_id, device.place()))
    with transaction():
        right = services.check_code(who.person_id, str(form.code.data), turn)
    if not right:
        raise Refused(form.code, gettext(
            "This code is wrong or was used before. Wait for the next one, or use a recovery code."))


def _kept_page(who: Principal, form: CodeForm, refused: Refused) -> Response:
    return answers.page(
        "second_factor_kept", form, refused, may_remove=not who.is_staff,
        codes_left=queries.recovery_codes_left(who.person_id))


def _codes_page(codes: tuple[str, ...], target: str) -> Response:
    onward = answers.onward(target).location
    response = make_response(
        render_template("accounts/recovery_codes.html", codes=codes, onward=onward))
    response.headers["Cache-Control"] = "no-store"
    return response


def _picture(address: str) -> Markup:
    """Return the address as a QR code in SVG, dark on light in either theme."""
    svg = segno.make(address, error="m").svg_inline(
        scale=5, border=4, dark="#000", light="#fff", svgclass="qr", lineclass=None, omitsize=False)
    return Markup(svg)


def _fours(secret: str) -> list[str]:
    return [secret[start:start + 4] for start in range(0, len(secret), 4)]
