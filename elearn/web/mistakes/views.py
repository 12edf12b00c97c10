"""The page on which a mistake is reported, and the desk on which reports are answered."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from wtforms import SelectChoice

from elearn.accounts.models import AccessRole
from elearn.document.catalogue import Revision
from elearn.document.passages import Passage, passage, passages
from elearn.kernel.errors import BadInput, NotFound
from elearn.learning import revisions
from elearn.learning.mistakes import queries, services
from elearn.learning.mistakes.models import MistakeState
from elearn.web import context, identity, languages
from elearn.web.forms import Form, Problem
from elearn.web.guards import for_roles, signed_in
from elearn.web.mistakes import drafting, wording
from elearn.web.mistakes.forms import AnswerForm, ReportForm
from elearn.web.wording import mistake_state

DESK = (AccessRole.OFFICER, AccessRole.ADMINISTRATOR)

blueprint = Blueprint("mistakes", __name__, url_prefix="/<lang:lang>")


@blueprint.route("/mistakes/in/<block_id>", methods=["GET", "POST"])
@signed_in
def report(block_id: str) -> ResponseReturnValue:
    """Report a mistake in the revision that was read, which the link names; else in the present one."""
    revision = _revision(request.values.get("in", ""))
    place = _passage(revision, block_id)
    form = ReportForm.sent(block=block_id)
    form.block.choices = [
        SelectChoice(each.id, wording.of_passage(each)) for each in _beside(revision, place)]
    page: dict[str, Any] = {"place": place, "revision": revision, "name": wording.of_passage(place)}
    if not form.is_good():
        return _page("report", form, **page, **drafting.drawn(form, block_id))
    try:
        services.report(identity.reader().person_id, revision, form.block.data, form.said.data)
    except BadInput as error:
        return _page("report", form, gettext(error.message), **page, **drafting.drawn(form, block_id))
    drafting.forget(block_id)
    return render_template("mistakes/thanks.html", **page)


@blueprint.get("/mistakes")
@for_roles(*DESK)
def desk() -> ResponseReturnValue:
    wanted = request.args.get("state", "")
    state = MistakeState(wanted) if wanted in set(MistakeState) else None
    return render_template(
        "mistakes/desk.html", reports=queries.reports(state), counts=queries.counts(), chosen=state,
        state_of=mistake_state)


@blueprint.route("/mistakes/<report_id>", methods=["GET", "POST"])
@for_roles(*DESK)
def one(report_id: str) -> ResponseReturnValue:
    held = queries.one(report_id)
    if held is None:
        raise NotFound
    revision = context.current().catalogue.by_id(held.revision_id)
    place = passage(revision.open, held.block_id) if revision else None
    form = AnswerForm.sent(state=held.state.value, answer=held.answer)
    name = wording.of_passage(place) if place else ""
    page: dict[str, Any] = {"held": held, "name": name, "place": place, "state_of": mistake_state}
    if not form.is_good():
        return _page("one", form, **page)
    try:
        services.answer(
            identity.reader().person_id, report_id, MistakeState(form.state.data), form.answer.data)
    except BadInput as error:
        return _page("one", form, gettext(error.message), **page)
    return redirect(url_for("mistakes.desk"), 303)


def _page(template: str, form: Form, message: str = "", **values: Any) -> ResponseReturnValue:
    problems = form.problems() + ((Problem("", message),) if message else ())
    return make_response(
        render_template(f"mistakes/{template}.html", form=form, problems=problems, **values),
        400 if problems else 200)


def _revision(named: str) -> Revision:
    held = context.current()
    present = held.revision(languages.current())
    whole = revisions.named(named)
    found = held.catalogue.by_id(whole) if whole else None
    return found if found is not None and found.key == present.key else present


def _passage(revision: Revision, block_id: str) -> Passage:
    found = passage(revision.open, block_id)
    if found is None:
        raise NotFound
    return found


def _beside(revision: Revision, place: Passage) -> tuple[Passage, ...]:
    unit = next(unit for module in revision.open.modules for unit in module.units
                if unit.id == place.unit_id)
    return passages(unit)
