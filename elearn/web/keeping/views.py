"""The address that takes drafts, and the page of what waits to be confirmed."""

from __future__ import annotations

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from elearn.document.passages import passage
from elearn.kernel.errors import ElearnError, NotFound
from elearn.learning.keeping import queries, services
from elearn.learning.keeping.queries import Waiting
from elearn.learning.outline import ItemKind, outline_of
from elearn.web import context, identity, kept, languages, navigation
from elearn.web.guards import signed_in
from elearn.web.kept import Told

MISTAKE = "mistake/"

blueprint = Blueprint("keeping", __name__, url_prefix="/<lang:lang>")


@blueprint.post("/drafts/<path:where>")
@signed_in
def draft(where: str) -> ResponseReturnValue:
    """Keep a draft (204), or discard one and go back to its page."""
    reader, form = identity.reader(), request.form
    _require_place(where)
    if form.get("act") == "discard":
        services.forget_sent(reader.person_id, where, form.get("page", ""), form.get("draft", ""))
        return redirect(navigation.local_path(form.get("next", ""), url_for("course.overview")), 303)
    step = form.get("step", "")
    services.save_draft(reader.person_id, services.Typed(
        where, form.get("event", ""), form.get("base", ""),
        int(step) if step.isascii() and step.isdigit() and len(step) < 8 else -1,
        form.get("text", "").replace("\r\n", "\n"), form.get("draft", "")))
    return "", 204


@blueprint.get("/waiting")
@signed_in
def waiting() -> ResponseReturnValue:
    found = queries.waiting(identity.reader().person_id)
    return render_template(
        "keeping/waiting.html", posts=[(each, _told(each), _fields(each)) for each in found])


@blueprint.post("/waiting")
@signed_in
def throw_away() -> ResponseReturnValue:
    services.forget_post(identity.reader().person_id, request.form.get("post", ""))
    return redirect(url_for("keeping.waiting"), 303)


def _require_place(where: str) -> None:
    revision = context.current().revision(languages.current())
    if where.startswith(MISTAKE):
        if passage(revision.open, where.removeprefix(MISTAKE)) is None:
            raise NotFound
        return
    item = outline_of(revision).items.get(where)
    if item is None or item.kind is not ItemKind.REFLECTION:
        raise NotFound


def _told(post: Waiting) -> Told:
    """Return what a kept form says, in the words of the room it was meant for."""
    try:
        endpoint, values = current_app.url_map.bind("").match(post.address, method="POST")
        return kept.TELLS[endpoint](values, MultiDict(post.fields))
    except (HTTPException, ElearnError, LookupError):
        # The passage or the test is not served any more; what was typed is shown all the same.
        return Told(gettext("Something you sent"), text=post.first("text") or post.first("said"))


def _fields(post: Waiting) -> list[tuple[str, str]]:
    """Return the fields that send the form again, marked anew should the sign-in end once more."""
    reader, address = identity.reader(), post.address.split("/", 2)[-1]
    mark = kept.mark(reader.person_id, address, post.first("event"))
    return [*post.fields, (kept.FIELD, mark), (kept.CONFIRMED, post.id)]
