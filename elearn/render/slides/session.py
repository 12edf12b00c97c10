"""The slides of one session as a PowerPoint file: the same session, the same bytes."""

from __future__ import annotations

import io
from datetime import UTC, datetime, time

from elearn.document.catalogue import Revision
from elearn.kernel.errors import NotFound
from elearn.render.fixed_zip import rezipped
from elearn.render.languages import region
from elearn.render.slides.deck import deck, sessions
from elearn.render.slides.template import layouts_of, presentation
from elearn.render.slides.writing import Writer

_LONGEST = 255


def session_slides(revision: Revision, session_id: str) -> bytes:
    """Return the deck of a session; raise NotFound where there is no such session, LacksLibrary."""
    course, header = revision.course, revision.course.header
    session = next((each for each in sessions(course) if each.id == session_id), None)
    if session is None:
        raise NotFound(f"no session {session_id!r}")
    is_rtl = header.direction == "rtl"
    made = presentation(is_rtl=is_rtl)
    writer = Writer(
        made, layouts_of(made), lang=region(header.lang), is_rtl=is_rtl, content=course.rules.content,
        foot=f"{header.title} · {revision.id[:12]}")
    for slide in deck(revision, session):
        writer.write(slide)
    told = made.core_properties
    told.title, told.subject = session.title[:_LONGEST], session.aim[:_LONGEST]
    told.author = header.title[:_LONGEST]
    told.last_modified_by, told.language = told.author, region(header.lang)
    told.keywords, told.comments = "", ""
    told.revision = 1
    told.created = told.modified = datetime.combine(header.released, time(), UTC)
    file = io.BytesIO()
    made.save(file)
    return rezipped(file.getvalue())
