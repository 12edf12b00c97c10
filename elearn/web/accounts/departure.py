"""Deleting one's own account: what goes, what stays, proved once more, done at once."""

from __future__ import annotations

from flask import Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from elearn.accounts import hashing, queries, services
from elearn.accounts.principal import Principal
from elearn.kernel.db import transaction
from elearn.kernel.errors import Conflict
from elearn.learning import erasure
from elearn.web import cookies, identity
from elearn.web.accounts import answers, device
from elearn.web.accounts.answers import Refused
from elearn.web.accounts.forms import CodeForm, PasswordForm
from elearn.web.accounts.room import blueprint
from elearn.web.guards import open_to_all, signed_in


@blueprint.route("/account/delete", methods=["GET", "POST"])
@signed_in
def delete() -> ResponseReturnValue:
    who = identity.reader()
    form = CodeForm.sent() if who.has_totp else PasswordForm.sent()
    if not form.is_good():
        return answers.page("delete", form)
    try:
        _prove(who, form)
        _erase(who, form)
    except Refused as refused:
        return answers.page("delete", form, refused)
    identity.sign_out()
    return _forgetting(redirect(url_for("accounts.deleted"), 303))  # type: ignore[arg-type]


@blueprint.get("/account-deleted")
@open_to_all
def deleted() -> ResponseReturnValue:
    return render_template("accounts/deleted.html")


def _prove(who: Principal, form: CodeForm | PasswordForm) -> None:
    """Look at a password, or a code of those who have a second factor; raise Refused for a wrong one."""
    if isinstance(form, CodeForm):
        turn = answers.turn(form.code, lambda: services.take_code_turn(who.person_id, device.place()))
        with transaction():
            is_right = services.check_code(who.person_id, str(form.code.data), turn)
        if not is_right:
            raise Refused(form.code, gettext(
                "This code is wrong or was used before. Wait for the next one, or use a recovery code."))
        return
    answers.turn(form.password, lambda: services.take_proof_turn(who.person_id, device.place()))
    held = queries.account(who.person_id)
    if not hashing.is_password(held.password_hash, str(form.password.data)):
        raise Refused(form.password, gettext("This is not the password you have now."))


def _erase(who: Principal, form: CodeForm | PasswordForm) -> None:
    try:
        erasure.erase(who.person_id, who.person_id, erasure.Reason.OWN_WISH)
    except Conflict:
        field = form.code if isinstance(form, CodeForm) else form.password
        raise Refused(field, gettext(
            "You are the last administrator here, and nobody else could run this course. Give the role "
            "to somebody else first, then delete your account.")) from None


def _forgetting(response: Response) -> Response:
    """Let the device forget too: its cookies, what it cached, what it stored."""
    for cookie in (device.COOKIE, "practice", "theme"):
        cookies.drop(response, cookie)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    response.headers["Cache-Control"] = "no-store"
    return response
