"""A report on its way: its draft, and what it says where it was sent after its sign-in had ended."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from flask import request
from flask_babel import gettext

from elearn.document.passages import passage
from elearn.kernel import db
from elearn.kernel.errors import BadInput
from elearn.learning.keeping import queries, services
from elearn.web import context, identity, kept, languages, openings
from elearn.web.kept import Told
from elearn.web.mistakes import wording
from elearn.web.mistakes.forms import ReportForm
from elearn.web.places import Fields


def drawn(form: ReportForm, block_id: str) -> dict[str, Any]:
    """Return what the page of a report needs besides: its ids, and the draft shown in it, if there is one.

    What was sent and cannot be stored yet is kept as a draft.
    """
    person_id, place, event = identity.reader().person_id, f"mistake/{block_id}", uuid4().hex
    said = (form.said.data or "").replace("\r\n", "\n")
    if said.strip():
        _keep(person_id, services.Typed(place, event, "", 0, said, request.form.get("draft", "")))
    found = queries.drafts(person_id, [place]).get(place, ())
    if found and not said:
        form.said.data = found[0].text
    return {"event": event, "mark": kept.field(f"mistakes/in/{block_id}", event), "where": place,
            "draft": found[0] if found else None, "moment": openings.moment, "ui": ""}


def forget(block_id: str) -> None:
    """Drop the draft of a report that was stored."""
    services.forget_sent(identity.reader().person_id, f"mistake/{block_id}", request.form.get("event", ""),
                         request.form.get("draft", ""))


@kept.tells("mistakes.report", "said")
def told(values: Mapping[str, Any], fields: Fields) -> Told:
    """Return the passage, and what was said of it."""
    place = passage(context.current().revision(languages.current()).open, values["block_id"])
    name = wording.of_passage(place) if place else values["block_id"]
    return Told(gettext("Report a mistake: %(passage)s", passage=name), text=fields.get("said", ""))


def _keep(person_id: str, typed: services.Typed) -> None:
    db.db.session.rollback()
    try:
        with db.transaction():
            services.save_draft(person_id, typed)
    except BadInput:
        # Longer than any text may be: it stays in the page, which says so.
        return
