"""The pages of one's own record: what is held, what was answered, and in which words it was asked."""

from __future__ import annotations

from collections import Counter
from uuid import uuid4

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.kernel.errors import NotFound
from elearn.learning import journal, leaving, queries
from elearn.learning.mistakes import queries as mistakes
from elearn.learning.outline import outline_of
from elearn.learning.queries import Visitor
from elearn.web import context, identity, languages
from elearn.web.guards import signed_in
from elearn.web.record import clearing, past, since
from elearn.web.rooted import rooted
from elearn.web.wording import mistake_state

VERBS = {"leave": leaving.leave, "return": leaving.come_back, "again": leaving.begin_again}

blueprint = Blueprint("record", __name__, url_prefix="/<lang:lang>")
blueprint.get("/my-record/text/<item_id>")(clearing.text)
blueprint.post("/my-record/text/<item_id>")(clearing.delete_text)
blueprint.get("/my-record/changes")(since.changes)


@blueprint.get("/my-record")
@signed_in
def index() -> ResponseReturnValue:
    visitor, held = _visitor(), context.current()
    enrolled, revision = visitor.enrolled, held.revision(languages.current())
    acts = journal.entries(enrolled.id) if enrolled else ()
    return render_template(
        "record/index.html", enrolled=enrolled, course=revision.open,
        required=len(outline_of(revision).required_units),
        completion=queries.completion_of(enrolled, revision) if enrolled else None,
        units=past.past_units(acts, held.catalogue), has_news=since.has_news(enrolled),
        state_of=mistake_state,
        events={act: uuid4().hex for act in VERBS},
        reported=mistakes.own(visitor.principal.person_id))


@blueprint.post("/my-record")
@signed_in
def change() -> ResponseReturnValue:
    """Leave the course, come back, or begin again."""
    visitor, verb = _visitor(), VERBS.get(request.form.get("act", ""))
    if verb is None or visitor.enrolled is None:
        abort(400)
    verb(visitor.enrolled.id, context.current().revision(languages.current()),
         request.form.get("event", ""))
    return redirect(url_for("record.index", _anchor="leaving"), 303)


@blueprint.get("/my-record/<unit_id>")
@signed_in
def unit(unit_id: str) -> ResponseReturnValue:
    visitor, catalogue = _visitor(), context.current().catalogue
    if visitor.enrolled is None:
        raise NotFound
    acts = journal.entries(visitor.enrolled.id)
    found = next((each for each in past.past_units(acts, catalogue) if each.unit_id == unit_id), None)
    if found is None:
        raise NotFound
    ids = past.item_ids(acts, unit_id, catalogue)
    opened = journal.opened(visitor.enrolled.id, ids)
    counts = Counter(each.item_id for each in acts)
    return rooted(render_template(
        "record/unit.html", unit=found, items=tuple(past.past_items(opened, counts, catalogue))))


def _visitor() -> Visitor:
    found = identity.visitor()
    if found is None:
        abort(401)
    return found
