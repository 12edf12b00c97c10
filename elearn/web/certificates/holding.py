"""What a holder does with their own certificates: confirm the name, download, have it issued again."""

from __future__ import annotations

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from elearn.kernel.errors import ElearnError, NotFound
from elearn.learning.certificates import queries, services
from elearn.learning.certificates.queries import Held
from elearn.web import identity
from elearn.web.certificates import wording
from elearn.web.certificates.forms import NameForm
from elearn.web.certificates.room import blueprint
from elearn.web.guards import signed_in
from elearn.web.sending import to_save


@blueprint.get("/<lang:lang>/certificates")
@signed_in
def index() -> ResponseReturnValue:
    return _page(NameForm(data={"name": _proposed(_held())}))


@blueprint.post("/<lang:lang>/certificates/name")
@signed_in
def confirm_name() -> ResponseReturnValue:
    return _named(services.confirm_name)


@blueprint.post("/<lang:lang>/certificates/reissue")
@signed_in
def reissue() -> ResponseReturnValue:
    person_id = identity.reader().person_id
    return _named(lambda enrolment_id, name: services.reissue(enrolment_id, name, person_id))


@blueprint.get("/<lang:lang>/certificates/<code>/<kind>")
@signed_in
def download(code: str, kind: str) -> ResponseReturnValue:
    if kind not in queries.FILES:
        raise NotFound
    response = to_save(queries.file(identity.reader().person_id, code, kind), queries.FILES[kind], kind)
    response.headers["Cache-Control"] = "no-store"
    return response


def _named(act: services.NameAct) -> ResponseReturnValue:
    """Let `act` give the certificate the name that was sent; the page again where it cannot."""
    form = NameForm(request.form)
    if form.validate():
        try:
            act(_enrolment(), str(form.name.data))
        except ElearnError as error:
            form.name.errors = [gettext(error.message)]
        else:
            return redirect(url_for("certificates.index"), 303)
    return _page(form)


def _page(form: NameForm) -> Response:
    held, problems = _held(), form.problems()
    response = make_response(render_template(
        "certificates/index.html", held=held, valid=next((each for each in held if each.is_valid), None),
        form=form, problems=problems, wording=wording), 400 if problems else 200)
    response.headers["Cache-Control"] = "no-store"
    return response


def _held() -> tuple[Held, ...]:
    return queries.held(identity.reader().person_id)


def _proposed(held: tuple[Held, ...]) -> str:
    return next((each.entry.sheet.name for each in held if each.is_valid), "")


def _enrolment() -> str:
    visitor = identity.visitor()
    if visitor is None or visitor.enrolled is None:
        raise NotFound
    return visitor.enrolled.id
