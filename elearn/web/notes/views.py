"""The address that takes a note, the page of all of them, and the page that deletes one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from elearn.kernel.errors import BadInput, NotFound
from elearn.learning.notes import queries, services
from elearn.learning.notes.queries import KeptNote
from elearn.web import identity, kept
from elearn.web.forms import Problem
from elearn.web.guards import signed_in
from elearn.web.kept import Told
from elearn.web.notes import places
from elearn.web.places import Fields

blueprint = Blueprint("notes", __name__, url_prefix="/<lang:lang>")


@blueprint.get("/my-notes")
@signed_in
def index() -> ResponseReturnValue:
    written = {each.section_id: each for each in queries.every(identity.reader().person_id)}
    here = places.present()
    found = [(here[section], written[section]) for section in here if section in written]
    gone = [(places.known(section), note) for section, note in written.items() if section not in here]
    return _private(render_template("notes/index.html", notes=found, gone=gone))


@blueprint.post("/notes/<section_id>")
@signed_in
def save(section_id: str) -> ResponseReturnValue:
    """Keep a note: a script is told by a status whether it is kept, a person is led back to it."""
    place = _place(section_id)
    written = _written(section_id)
    try:
        other = services.save(identity.reader().person_id, written)
    except BadInput as error:
        return _asked_again(place, written.text, problem=gettext(error.message))
    is_by_script = "step" in request.form
    if other is not None:
        return ("", 409) if is_by_script else _asked_again(place, written.text, other=other)
    return ("", 204) if is_by_script else redirect(_address(place), 303)


@blueprint.route("/notes/<section_id>/delete", methods=["GET", "POST"])
@signed_in
def delete(section_id: str) -> ResponseReturnValue:
    person_id, place = identity.reader().person_id, places.known(section_id)
    note = queries.beside(person_id, [section_id]).get(section_id)
    if note is None or (request.method == "GET" and not note.text):
        raise NotFound
    if request.method == "POST":
        services.delete(person_id, section_id, request.form.get("event", ""), request.form.get("base", ""))
        return redirect(_address(place, "deleted"), 303)
    return _private(render_template(
        "notes/delete.html", place=place, note=note, event=uuid4().hex, back=_address(place)))


@kept.tells("notes.save", "text")
def told(values: Mapping[str, Any], fields: Fields) -> Told:
    """Return beside which unit a note was written, and its words."""
    place = _place(values["section_id"])
    return Told(gettext("My note: %(unit)s", unit=place.unit), text=fields.get("text", ""))


def _written(section_id: str) -> services.Written:
    sent, step = request.form, request.form.get("step")
    if step is None:
        number = services.LAST_STEP
    else:
        number = int(step) if step.isascii() and step.isdigit() and len(step) < 8 else -1
    return services.Written(section_id, sent.get("event", ""), number, sent.get("base", ""),
                            sent.get("text", "").replace("\r\n", "\n"))


def _asked_again(
    place: places.Place, text: str, *, other: KeptNote | None = None, problem: str = "",
) -> Response:
    """Show what was sent, still unsaved: beside the note that stands there, or with what to mend."""
    event = uuid4().hex
    base = other.mark if other else request.form.get("base", "")
    problems = [Problem("text", problem)] if problem else []
    return _private(render_template(
        "notes/note.html", place=place, text=text, other=other, problems=problems, event=event, base=base,
        mark=kept.field(f"notes/{place.section_id}", event), back=_address(place),
        confirmed=request.form.get(kept.CONFIRMED, "")), 409 if other else 400)


def _place(section_id: str) -> places.Place:
    found = places.known(section_id)
    if found is None:
        raise NotFound
    return found


def _address(place: places.Place | None, told: str | None = None) -> str:
    """Return where a note stands; the page of all notes where the course has its section no more."""
    if place is None or place.section_id not in places.present():
        return url_for("notes.index")
    return url_for("course.unit", unit_id=place.unit_id, told=told, _anchor=f"note-{place.section_id}")


def _private(html: str, status: int = 200) -> Response:
    response = make_response(html, status)
    response.headers["Cache-Control"] = "no-store"
    return response
