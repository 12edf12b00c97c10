"""Deleting one's own text: seen once more in full, confirmed on a page of its own."""

from __future__ import annotations

from uuid import uuid4

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.kernel.errors import NotFound
from elearn.learning import clearing, journal, queries
from elearn.learning.outline import outline_of
from elearn.learning.queries import Enrolled
from elearn.web import context, identity, languages
from elearn.web.guards import signed_in


@signed_in
def text(item_id: str) -> ResponseReturnValue:
    mine = _enrolled()
    written = [each for each in journal.opened(mine.id, [item_id]) if each.text]
    if not written:
        raise NotFound
    held = queries.own_answers(mine.id, [item_id]).get(item_id)
    return render_template(
        "record/text.html", written=written, item_id=item_id, event=uuid4().hex,
        base=held.event_id if held else "", back=_page_of(item_id, None))


@signed_in
def delete_text(item_id: str) -> ResponseReturnValue:
    revision = context.current().revision(languages.current())
    clearing.clear_text(
        _enrolled().id, item_id, request.form.get("event", ""), request.form.get("base", ""), revision)
    return redirect(_page_of(item_id, "deleted"), 303)


def _page_of(item_id: str, told: str | None) -> str:
    """Return the page of an item, `told` naming a notice; one's record where the course has it no more."""
    item = outline_of(context.current().revision(languages.current())).items.get(item_id)
    if item is None:
        return url_for("record.index")
    return url_for("course.unit", unit_id=item.unit_id, told=told, _anchor=item_id)


def _enrolled() -> Enrolled:
    visitor = identity.visitor()
    if visitor is None:
        abort(401)
    if visitor.enrolled is None:
        raise NotFound
    return visitor.enrolled
