"""Where someone goes on: one link to the exact item."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for

from elearn.document.catalogue import Revision
from elearn.learning import queries
from elearn.learning.acts import Status
from elearn.learning.queries import Enrolled
from elearn.web.course.pages import place_of


@dataclass(frozen=True, slots=True)
class ResumeLink:
    address: str
    title: str
    is_start: bool


def resume_link(enrolled: Enrolled, revision: Revision) -> ResumeLink:
    """Return the link that takes someone to the first item not done."""
    point = queries.resume_point(enrolled, revision)
    address = url_for("course.unit", unit_id=point.unit_id, _anchor=point.item_id or None)
    is_start = enrolled.status is Status.ENROLLED
    return ResumeLink(address, place_of(revision, point.unit_id).unit.title, is_start)
