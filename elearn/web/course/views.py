"""The pages of the course and the one address that takes answers."""

from __future__ import annotations

from flask import (
    Blueprint,
    Response,
    abort,
    make_response,
    redirect,
    render_template,
    request,
    send_from_directory,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from markupsafe import Markup

from elearn.document.catalogue import Revision
from elearn.kernel import db, paths
from elearn.kernel.errors import NotFound
from elearn.learning import services
from elearn.learning.outline import ItemRule, outline_of
from elearn.render.web import glossary_html
from elearn.web import context, errors, identity, kept, languages, navigation, practice, templating
from elearn.web.course import acting, pages, telling
from elearn.web.course.items import unanswered_html
from elearn.web.course.standing import Standing, in_course, on_page
from elearn.web.forms import Problem
from elearn.web.guards import open_to_all, signed_in
from elearn.web.how_far import how_far
from elearn.web.places import Unanswered, sent_in
from elearn.web.rooted import rooted
from elearn.web.sizes import sizes

_TELLING = telling.told  # Imported, it is known to whoever shows what waits.

blueprint = Blueprint("course", __name__, url_prefix="/<lang:lang>")


@blueprint.get("/course/")
@open_to_all
def overview() -> ResponseReturnValue:
    revision = _revision()
    stands = in_course(revision)
    outline, marks = outline_of(revision), pages.marks_in_words()
    return render_template(
        "course/overview.html", course=revision.open, sizes=sizes(revision.open), enrolled=stands.enrolled,
        far=how_far(stands.enrolled, revision) if stands.enrolled else None, waiting=_waiting(stands),
        is_awaited=stands.is_awaited,
        marks={unit: Markup(pages.mark(marks, stands, unit)) for unit in outline.units})


@blueprint.get("/course/<unit_id>")
@open_to_all
def unit(unit_id: str) -> ResponseReturnValue:
    return _unit(_revision(), unit_id, told=request.args.get("told", ""),
                 again=request.args.get("again", ""), draft=request.args.get("draft", ""))


@blueprint.post("/course/<unit_id>/<item_id>")
@open_to_all
def act(unit_id: str, item_id: str) -> ResponseReturnValue:
    revision = acting.revision_of_form()
    item = acting.item_of_form(revision, unit_id, item_id)
    if identity.has_session():
        # Who this is and what they did in one transaction: a second one costs a tenth of an answer.
        db.begin_write()
    visitor = identity.visitor()
    try:
        done = acting.act_in(request.form, item, revision)
        if visitor is None:
            return kept.instead() or acting.practise(done, item, revision)
        return acting.record(visitor, done, item, revision)
    except Unanswered as unanswered:
        return _unit(revision, unit_id, item=item, problem=unanswered.problem)


@blueprint.post("/enrol")
@signed_in
def enrol() -> ResponseReturnValue:
    visitor, revision = identity.visitor(), _revision()
    if visitor is not None:
        services.enrol(visitor.principal.person_id, revision.key, revision.lang,
                       context.current().catalogue)
    return redirect(url_for("course.overview"), 303)


@blueprint.post("/answers-on-this-device")
@signed_in
def adopt() -> ResponseReturnValue:
    whose, visitor, revision = request.form.get("whose"), identity.visitor(), _revision()
    if whose not in ("mine", "not-mine") or visitor is None:
        abort(400)
    if whose == "mine":
        enrolment_id = services.enrol(visitor.principal.person_id, revision.key, revision.lang,
                                      context.current().catalogue)
        services.adopt_answers(enrolment_id, practice.answers(), revision)
    response = make_response(redirect(url_for("course.overview"), 303))
    practice.forget(response)
    return response


@blueprint.get("/course/glossary")
@open_to_all
def glossary() -> ResponseReturnValue:
    revision = _revision()
    body = glossary_html(revision, revision.open.glossary)
    return render_template("course/glossary.html", course=revision.open, body=body)


@blueprint.get("/course/sources")
@open_to_all
def sources() -> ResponseReturnValue:
    """Lead on to the pages of the Principles; a browser keeps the paragraph that an old link names."""
    return redirect(url_for("principles.index"), 301)


@blueprint.get("/course/media/<path:name>")
@open_to_all
def media(name: str) -> ResponseReturnValue:
    folder = paths.shipped("content") / _revision().open.rules.content / "media"
    response = send_from_directory(folder, name)
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


@blueprint.errorhandler(CSRFError)
def forged_or_old(error: CSRFError) -> ResponseReturnValue:
    """Show a form again, with all that was in it, whose reader signed in or out in another window."""
    values = request.view_args or {}
    if request.endpoint != "course.act" or not navigation.is_from_here():
        return errors.page(400)
    held = kept.instead()
    if held is not None:
        return held
    revision = acting.revision_of_form()
    item = acting.item_of_form(revision, values["unit_id"], values["item_id"])
    text = sent_in(request.form).text
    if text.strip() and identity.visitor() is None:
        return acting.sign_in_first(text, item, revision)
    message = gettext("You signed in or out while this page was open. Nothing is lost: send it once more.")
    return _unit(revision, item.unit_id, item=item, problem=Problem(item.id, message))


def _revision() -> Revision:
    return context.current().revision(languages.current())


def _waiting(stands: Standing) -> int:
    return len(practice.answers().by_item) if stands.is_known else 0


def _unit(
    revision: Revision, unit_id: str, *, told: str = "", again: str = "", draft: str = "",
    item: ItemRule | None = None, problem: Problem | None = None,
) -> Response:
    if unit_id not in outline_of(revision).units:
        raise NotFound
    stands = on_page(revision, unit_id)
    page = pages.unit_page(revision, unit_id, languages.current(), stands.role)
    instead = _instead(page, stands, item, problem) if item and problem else {}
    waiting = _waiting(stands)
    notices = ""
    if problem or told or waiting or stands.is_awaited:
        notices = render_template(
            "course/notices.html", problems=[problem] if problem else [], told=told, waiting=waiting,
            is_awaited=stands.is_awaited)
    html = pages.filled(page, stands, again=again, notices=notices, draft=draft, instead=instead)
    # After a form that was not whole the page stands at the address of the form.
    response = make_response(rooted(html) if problem else html, 400 if problem else 200)
    response.headers["Cache-Control"] = "no-store"
    return response


def _instead(
    page: pages.UnitPage, stands: Standing, item: ItemRule, problem: Problem,
) -> dict[str, str]:
    """Return the HTML of the item that was not answered whole, with all that was sent in it."""
    asked = next((each for each in page.asked if each.id == item.id), None)
    if asked is None:
        return {}
    answer, token = stands.answers.get(item.id), templating.csrf_token()
    return {item.id: unanswered_html(
        page.setting, asked, answer, token, sent_in(request.form), problem)}
